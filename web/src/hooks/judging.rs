//! A worker that judges what would keep the page from its next frame.

use std::cell::RefCell;
use std::mem;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use peerlab_core::report::Report;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::{Callback, hook, use_effect_with, use_mut_ref};

use crate::editor::{Action, Document, Found, Order, Orders};

/// Has judged what is shown, wherever that is too much for a frame.
#[hook]
pub fn use_judge(shown: &Rc<Document>, dispatch: &Callback<Action>) {
    let bench = use_mut_ref(Bench::default);
    let dispatch = dispatch.clone();
    use_effect_with(Rc::clone(shown), move |shown| {
        let order = {
            let mut bench = bench.borrow_mut();
            bench.shown = Some(Rc::clone(shown));
            bench.orders.order(shown)
        };
        if let Some(order) = order
            && !is_taken(&order, &bench, &dispatch)
        {
            judge(shown, &dispatch);
        }
    });
}

/// Where the page orders, and hears what is answered.
#[derive(Default)]
struct Bench {
    orders: Orders,
    shown: Option<Rc<Document>>,
    court: Court,
}

/// Who judges.
#[derive(Default)]
enum Court {
    /// Nothing was to be judged yet.
    #[default]
    Closed,
    /// The worker, and those that listen to it.
    Worker(Worker, [EventListener; 3]),
    /// The page, as there can be no worker.
    Page,
}

/// Gives an order to the worker; tells whether there is one to take it.
fn is_taken(order: &Order, bench: &Rc<RefCell<Bench>>, dispatch: &Callback<Action>) -> bool {
    let mut this = bench.borrow_mut();
    if matches!(this.court, Court::Closed) {
        this.court = open(bench, dispatch).unwrap_or(Court::Page);
    }
    match &this.court {
        Court::Worker(worker, _) => serde_json::to_string(order)
            .is_ok_and(|order| worker.post_message(&order.into()).is_ok()),
        Court::Closed | Court::Page => false,
    }
}

/// Judges in the page.
fn judge(document: &Document, dispatch: &Callback<Action>) {
    let found = Found::of(document.judged());
    tell(Rc::clone(&document.report), found, dispatch);
}

fn tell(report: Rc<Report>, found: Found, dispatch: &Callback<Action>) {
    let found = Rc::new(found);
    dispatch.emit(Action::Judged { report, found });
}

/// Opens the worker, and hands it the module of the page.
fn open(bench: &Rc<RefCell<Bench>>, dispatch: &Callback<Action>) -> Result<Court, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker = Worker::new_with_options("static/judge.js", &options)?;
    worker.post_message(&wasm_bindgen::module())?;
    let heard = {
        let (bench, dispatch) = (Rc::clone(bench), dispatch.clone());
        EventListener::new(&worker, "message", move |event| {
            let event = event.dyn_ref::<MessageEvent>();
            let answer = event.and_then(|event| event.data().as_string());
            let answer = answer.and_then(|answer| serde_json::from_str(&answer).ok());
            match answer {
                None => give_up(&bench, &dispatch),
                Some((count, found)) => {
                    let answered = bench.borrow_mut().orders.answered(count);
                    if let Some(report) = answered {
                        tell(report, found, &dispatch);
                    }
                }
            }
        })
    };
    let failed = ["error", "messageerror"].map(|failed| {
        let (bench, dispatch) = (Rc::clone(bench), dispatch.clone());
        EventListener::new(&worker, failed, move |_| give_up(&bench, &dispatch))
    });
    let [error, unread] = failed;
    Ok(Court::Worker(worker, [heard, error, unread]))
}

/// Judges in the page from now on: a worker that fails once will again.
fn give_up(bench: &Rc<RefCell<Bench>>, dispatch: &Callback<Action>) {
    let (court, shown) = {
        let mut bench = bench.borrow_mut();
        (
            mem::replace(&mut bench.court, Court::Page),
            bench.shown.clone(),
        )
    };
    if let Court::Worker(worker, listeners) = court {
        worker.terminate();
        // One of them is calling, and has to be there until it is done.
        Timeout::new(0, move || drop(listeners)).forget();
    }
    if let Some(shown) = shown.filter(|shown| shown.is_stale) {
        judge(&shown, dispatch);
    }
}
