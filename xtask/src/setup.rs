//! Everything a first run lacks, got ready side by side.
//!
//! Compiling the tools, compiling the page and fetching a browser each have
//! stretches that leave a processor idle; together they take little longer
//! than the longest of them.

use crate::browser::Browser;
use crate::failure::{Failure, Outcome};
use crate::project::Project;
use crate::say::tell;
use crate::site;
use crate::tools::{self, Tools};
use std::thread::{self, ScopedJoinHandle};

/// Holds what is ready; what failed is absent.
#[derive(Debug, Default)]
pub(crate) struct Ready {
    /// The tools, present once the page was built with them.
    pub(crate) tools: Option<Tools>,
    /// The browser, present if it was asked for.
    pub(crate) browser: Option<Browser>,
}

/// Installs what is missing and builds the page. What could be got ready is in
/// `ready` even when something else failed.
pub(crate) fn prepare(project: &Project, with_browser: bool, ready: &mut Ready) -> Outcome {
    tools::install_wasm_target()?;
    // Marked line by line only where two of them may talk at once.
    let first = tools::missing(project)?;
    if first {
        tell!("First run on this machine: the tools and the page are compiled side by side.");
    }
    let mark = |name| first.then_some(name);
    let (tools, page, browser) = thread::scope(|scope| {
        let browser =
            with_browser.then(|| scope.spawn(|| Browser::install(project, mark("browser │"))));
        let page = scope.spawn(|| site::compile(project, mark("page    │")));
        let tools = tools::install(project, mark("tools   │"));
        (tools, join(page), browser.map(join).transpose())
    });
    let built = tools.and_then(|tools| {
        page?;
        site::put_together(project, &tools)?;
        ready.tools = Some(tools);
        Ok(())
    });
    match (built, browser) {
        (Ok(()), Ok(browser)) => {
            ready.browser = browser;
            Ok(())
        }
        (Err(failure), Ok(browser)) => {
            ready.browser = browser;
            Err(failure)
        }
        (Ok(()), Err(failure)) => Err(failure),
        (Err(one), Err(other)) => Err(Failure::new(format!("{one}\n{other}"))),
    }
}

fn join<T>(thread: ScopedJoinHandle<'_, Outcome<T>>) -> Outcome<T> {
    thread
        .join()
        .unwrap_or_else(|_| Err(Failure::new("A part of the set-up ended in a panic.")))
}
