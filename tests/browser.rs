//! The harness of the journeys: opens the page as it is served in a browser of
//! its own and does what a person does there.
//!
//! ```ignore
//! #[tokio::test]
//! async fn a_dropped_file_opens() {
//!     journey(async |page| {
//!         page.open("").await;
//!         page.drop_files("#canvas", &[("vpcs.json", FIXTURE)]).await;
//!         page.wait_for_text("#problems", "overlap").await;
//!         page.assert_accessible().await;
//!     })
//!     .await;
//! }
//! ```
//!
//! Every journey starts in a fresh profile, waits for conditions and never for
//! a time, and ends with a check that nothing was written to the browser's log:
//! no violation of the Content Security Policy, no error, no file missing. When
//! a journey fails, a picture of the page is left in `target/screenshots`.

mod accessibility;
mod driver_command;
mod emulation;
mod files;
mod page;
mod pointer;
mod touch;

pub(crate) use page::Page;

use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::cell::RefCell;
use std::env;
use std::fmt::Display;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::thread;
use std::time::{Duration, Instant};

/// How long a condition may take to come true. It is reached only when the
/// page is broken, so it is long enough for the slowest machine.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often a condition is looked at.
const PAUSE: Duration = Duration::from_millis(25);

/// Runs one journey in a browser of its own, named after the test it is in.
///
/// Its browsers are closed however it ends. It fails if the steps do, or if
/// any of its pages wrote something to the browser's log that the steps did
/// not take away with [`Page::problems`].
pub(crate) async fn journey(steps: impl AsyncFnOnce(&Page)) {
    let browsers = Browsers::default();
    let page = browsers.open().await;
    let ended = caught(async {
        steps(&page).await;
        for page in browsers.pages() {
            page.assert_no_problems().await;
        }
    })
    .await;
    let name = thread::current()
        .name()
        .map_or_else(|| "journey".to_owned(), |name| name.replace("::", "-"));
    for (number, page) in browsers.pages().into_iter().enumerate() {
        if ended.is_err() {
            // On the way to another failure: this one must not hide it.
            let _ = caught(page.tell(&format!("failed-{name}-{number}"))).await;
        }
        if let Err(error) = page.close().await {
            eprintln!("A browser could not be closed: {error}");
        }
    }
    if let Err(failure) = ended {
        panic::resume_unwind(failure);
    }
}

/// Holds the browsers of one journey.
#[derive(Clone, Default)]
struct Browsers(Rc<RefCell<Vec<Page>>>);

impl Browsers {
    /// Opens a browser with a fresh profile.
    async fn open(&self) -> Page {
        let client = connect().await;
        let page = Page::new(client, self.clone()).await;
        self.0.borrow_mut().push(page.clone());
        page
    }

    fn pages(&self) -> Vec<Page> {
        self.0.borrow().clone()
    }
}

async fn connect() -> Client {
    let mut capabilities = Capabilities::new();
    capabilities.insert(
        "goog:chromeOptions".to_owned(),
        json!({ "args": [
            "--headless",
            // Needed to run as root, as build machines do.
            "--no-sandbox",
            "--disable-gpu",
            // Containers give shared memory too little room.
            "--disable-dev-shm-usage",
            // The browser is to speak to nobody but the page's server.
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-quic",
            "--no-first-run",
            "--lang=en",
        ] }),
    );
    capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
    let driver = setting("PEERLAB_WEBDRIVER");
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities)
        .connect(&driver)
        .await
        .unwrap_or_else(|error| panic!("no browser could be opened through {driver}: {error}"))
}

/// Reads what `cargo xtask test` tells the journeys.
pub(crate) fn setting(variable: &str) -> String {
    env::var(variable).unwrap_or_else(|_| {
        panic!(
            "{variable} is not set: the journeys need a served page and a browser. Type `cargo \
             xtask test browser`."
        )
    })
}

/// Is the folder pictures are left in.
fn screenshots() -> PathBuf {
    PathBuf::from(setting("PEERLAB_SCREENSHOTS"))
}

/// Tries until it succeeds, and panics with the last reason when it never does.
async fn eventually<T, E: Display>(
    deed: &str,
    mut attempt: impl AsyncFnMut() -> Result<T, E>,
) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match attempt().await {
            Ok(value) => return value,
            Err(reason) if Instant::now() > deadline => {
                panic!("could not {deed} within {} s: {reason}", PATIENCE.as_secs())
            }
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Runs a future to its end or its panic.
async fn caught<T>(future: impl Future<Output = T>) -> thread::Result<T> {
    let mut future = pin!(future);
    std::future::poll_fn(|context| {
        match panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Err(payload) => Poll::Ready(Err(payload)),
        }
    })
    .await
}
