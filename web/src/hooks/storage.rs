//! Keeping one's own work in the browser.
//!
//! A scenario that was changed is kept under a key of its own. What is opened
//! gets a new key once it is changed, so nothing takes the place of other work.
//! The same scenario in two tabs has one key: what another tab keeps is told,
//! and this tab keeps nothing over it until its user has chosen.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::{Array, Date, Math};
use peerlab_core::kept::{DAMAGED, KEPT, Kept, Recent, Unreadable, recent};
use peerlab_core::scenario::Reading;
use wasm_bindgen::JsCast;
use web_sys::{Blob, HtmlElement, Storage, StorageEvent, Url};
use yew::{Callback, hook, use_effect_with, use_mut_ref};

use crate::editor::{Action, Document, Notice};

/// How many scenarios are kept.
const MOST: usize = 20;

/// How long nothing has to change before the work is kept, in milliseconds.
const PAUSE: u32 = 400;

/// What the page opens on, and what is said about it.
pub struct Start {
    /// The key it is kept under, if it is.
    pub key: Option<String>,
    /// The scenario; `None` where nothing is kept.
    pub reading: Option<Reading>,
    /// What is said.
    pub notice: Option<Notice>,
}

/// Finds the work that was kept last. What is damaged is put aside.
#[must_use]
pub fn kept_last() -> Start {
    let mut start = Start {
        key: None,
        reading: None,
        notice: None,
    };
    let Some(storage) = storage() else {
        return start;
    };
    for (key, text) in texts(&storage, KEPT) {
        if Kept::of(&text) == Err(Unreadable::Damaged) {
            start.notice = put_aside(&storage, &key, &text);
        }
    }
    for Recent { key, .. } in recents() {
        if let Some(reading) = kept(&key).and_then(|kept| kept.reading().ok()) {
            (start.key, start.reading) = (Some(key), Some(reading));
            break;
        }
        let text = storage.get_item(&key).ok().flatten().unwrap_or_default();
        start.notice = put_aside(&storage, &key, &text);
    }
    start
}

fn put_aside(storage: &Storage, key: &str, text: &str) -> Option<Notice> {
    let aside = key.replacen(KEPT, DAMAGED, 1);
    // Taken away before it is put aside, there would be no room for both.
    storage.remove_item(key).ok()?;
    if storage.set_item(&aside, text).is_err() {
        // It stays where it was rather than being lost.
        let _ = storage.set_item(key, text);
    }
    Some(Notice::Damaged {
        text: text.to_owned(),
    })
}

/// Lists the scenarios that are kept, the latest first.
#[must_use]
pub fn recents() -> Vec<Recent> {
    storage().map_or_else(Vec::new, |storage| recent(texts(&storage, KEPT)))
}

/// Reads what is kept under a key.
fn kept(key: &str) -> Option<Kept> {
    let text = storage()?.get_item(key).ok()??;
    Kept::of(&text).ok()
}

/// Returns the time, in milliseconds since 1970.
#[must_use]
pub fn now() -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time is whole, and after 1970"
    )]
    let now = Date::now().max(0.0) as u64;
    now
}

/// Offers a text as a file.
pub fn download(name: &str, text: &str) {
    let parts = Array::of1(&text.into());
    if let Ok(blob) = Blob::new_with_str_sequence(&parts) {
        offer(name, &blob);
    }
}

/// Offers what a file holds.
pub fn offer(name: &str, blob: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    if let Ok(link) = document().create_element("a") {
        // An element of our own takes any attribute.
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        if let Ok(link) = link.dyn_into::<HtmlElement>() {
            link.click();
        }
    }
    let _ = Url::revoke_object_url(&address);
}

/// What is kept of what the page shows.
#[derive(Default)]
struct Work {
    /// The works of this page by their numbers: the key that each is kept
    /// under, and what it was when it was opened.
    works: Vec<(usize, Option<String>, Rc<Document>)>,
    /// The key of what is opened next.
    opening: Option<String>,
    /// What is shown.
    shown: Option<Rc<Document>>,
    /// What waits to be kept.
    timer: Option<Timeout>,
    /// Whether another tab has kept something else under the key.
    is_elsewhere: bool,
    /// Whether it was said already that nothing can be kept.
    is_told: bool,
    tab: String,
}

impl Work {
    fn key(&self) -> Option<&String> {
        let shown = self.shown.as_ref()?;
        let mut works = self.works.iter();
        works.find(|(work, ..)| *work == shown.work)?.1.as_ref()
    }

    /// Takes note of what is shown, and returns whether it is to be kept.
    fn show(&mut self, document: &Rc<Document>) -> bool {
        self.shown = Some(Rc::clone(document));
        let works = &mut self.works;
        match works.iter().find(|(work, ..)| *work == document.work) {
            None => {
                let key = self.opening.take();
                works.push((document.work, key, Rc::clone(document)));
                false
            }
            Some((_, key, opened)) => key.is_some() || opened.scenario() != document.scenario(),
        }
    }

    /// Keeps what is shown. Where there is no room it says so, once.
    fn keep(&mut self) -> Option<Notice> {
        self.timer = None;
        let document = self.shown.clone()?;
        let work = self
            .works
            .iter_mut()
            .find(|(work, ..)| *work == document.work)?;
        let is_changed = work.1.is_some() || work.2.scenario() != document.scenario();
        if self.is_elsewhere || !is_changed || IS_CLOSED.get() {
            return None;
        }
        let storage = storage();
        let scenario = document.scenario();
        let kept = Kept {
            at: now(),
            tab: self.tab.clone(),
            name: scenario.name.clone(),
            json: scenario.to_json(),
        };
        let key = work.1.get_or_insert_with(|| format!("{KEPT}{}", token()));
        let is_kept = storage
            .as_ref()
            .is_some_and(|storage| storage.set_item(key, &kept.to_text()).is_ok());
        if let Some(storage) = storage.filter(|_| is_kept) {
            self.is_told = false;
            for old in recents().iter().skip(MOST) {
                let _ = storage.remove_item(&old.key);
            }
            return None;
        }
        (!std::mem::replace(&mut self.is_told, true)).then_some(Notice::Unkept)
    }
}

/// What the page does with what is kept.
#[derive(Clone)]
pub struct Keeper {
    work: Rc<std::cell::RefCell<Work>>,
    dispatch: Callback<Action>,
}

impl Keeper {
    /// Opens what is kept under a key.
    pub fn open(&self, key: &str) {
        self.keep();
        let opened = kept(key).and_then(|kept| kept.reading().ok());
        let Some(reading) = opened else {
            return;
        };
        let mut work = self.work.borrow_mut();
        work.opening = Some(key.to_owned());
        work.is_elsewhere = false;
        drop(work);
        self.dispatch.emit(Action::Lay(None));
        self.dispatch.emit(Action::Open {
            reading: Box::new(reading),
            notice: None,
        });
    }

    /// Shows what another tab has kept in place of what is shown; undo brings
    /// that back.
    pub fn take_other(&self) {
        let key = self.work.borrow().key().cloned();
        if let Some(key) = key {
            self.open(&key);
        }
    }

    /// Keeps what is shown under a key of its own.
    pub fn keep_copy(&self) {
        let mut work = self.work.borrow_mut();
        let shown = work.shown.clone().map(|shown| shown.work);
        if let Some(own) = work.works.iter_mut().find(|(own, ..)| Some(*own) == shown) {
            own.1 = Some(format!("{KEPT}{}", token()));
        }
        work.is_elsewhere = false;
        drop(work);
        self.dispatch.emit(Action::Dismiss);
        self.keep();
    }

    fn keep(&self) {
        let notice = self.work.borrow_mut().keep();
        if let Some(notice) = notice {
            self.dispatch.emit(Action::Say(notice));
        }
    }
}

/// What is kept already when the page begins: the document, and the key that it is
/// kept under, if it is.
pub type Begun = (Rc<Document>, Option<String>);

/// Keeps what is shown a moment after it was changed, and when the page is left.
#[hook]
pub fn use_keeper(shown: Rc<Document>, begun: Option<Begun>, dispatch: Callback<Action>) -> Keeper {
    let work = use_mut_ref(|| Work {
        works: begun
            .map(|(document, key)| (document.work, key, document))
            .into_iter()
            .collect(),
        tab: token(),
        ..Work::default()
    });
    let keeper = Keeper { work, dispatch };
    {
        let keeper = keeper.clone();
        use_effect_with(shown, move |shown| {
            if keeper.work.borrow_mut().show(shown) {
                let later = keeper.clone();
                let timer = Timeout::new(PAUSE, move || later.keep());
                keeper.work.borrow_mut().timer = Some(timer);
            }
        });
    }
    {
        let keeper = keeper.clone();
        use_effect_with((), move |()| {
            let leaving = ["pagehide", "visibilitychange"].map(|leaving| {
                let keeper = keeper.clone();
                EventListener::new(&window(), leaving, move |_| {
                    if keeper.work.borrow().timer.is_some() {
                        keeper.keep();
                    }
                })
            });
            let elsewhere = EventListener::new(&window(), "storage", move |event| {
                let event = event.dyn_ref::<StorageEvent>();
                let key = event.and_then(StorageEvent::key);
                let mut work = keeper.work.borrow_mut();
                let is_own = key.is_some() && key.as_ref() == work.key();
                let is_kept = event.is_some_and(|event| event.new_value().is_some());
                if is_own && is_kept && !work.is_elsewhere {
                    work.is_elsewhere = true;
                    drop(work);
                    keeper.dispatch.emit(Action::Say(Notice::Elsewhere));
                }
            });
            move || drop((leaving, elsewhere))
        });
    }
    keeper
}

thread_local! {
    /// Whether the page keeps nothing.
    static IS_CLOSED: Cell<bool> = const { Cell::new(false) };
}

/// From now on keeps nothing in the browser, and reads nothing that is kept.
pub fn close_storage() {
    IS_CLOSED.set(true);
}

pub(super) fn storage() -> Option<Storage> {
    if IS_CLOSED.get() {
        return None;
    }
    window().local_storage().ok().flatten()
}

/// Returns every kept text whose key begins so, with its key.
pub(super) fn texts(storage: &Storage, prefix: &str) -> Vec<(String, String)> {
    let places = 0..storage.length().unwrap_or(0);
    let keys = places.filter_map(|place| storage.key(place).ok().flatten());
    let keys: Vec<String> = keys.filter(|key| key.starts_with(prefix)).collect();
    let texts = keys.into_iter().filter_map(|key| {
        let text = storage.get_item(&key).ok().flatten()?;
        Some((key, text))
    });
    texts.collect()
}

/// Makes a name that no other tab or work has.
pub(super) fn token() -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the number is whole and below 2^32"
    )]
    let random = (Math::random() * 4_294_967_296.0) as u32;
    format!("{:x}-{random:x}", now())
}
