//! `cargo xtask test`: every test there is, each by its own runner.

use crate::arguments::TestStep;
use crate::browser::{Browser, Driver};
use crate::failure::{Failure, Outcome, While};
use crate::package;
use crate::process::Program;
use crate::project::Project;
use crate::server::Server;
use crate::setup::{self, Ready};
use crate::size;
use crate::steps::Steps;
use crate::tools::Tools;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

/// Runs the steps asked for, or all of them, and fails if one did. `rest` goes
/// to the test runners.
pub(crate) fn test(project: &Project, wanted: &[TestStep], rest: &[String]) -> Outcome {
    let wanted = if wanted.is_empty() {
        &TestStep::ALL
    } else {
        wanted
    };
    let mut steps = Steps::new("test");
    let mut ready = Ready::default();
    let needs_page =
        |step: &TestStep| matches!(step, TestStep::Size | TestStep::Wasm | TestStep::Browser);
    if wanted.iter().any(needs_page) {
        let with_browser = wanted
            .iter()
            .any(|step| matches!(step, TestStep::Wasm | TestStep::Browser));
        steps.run("set up", || {
            setup::prepare(project, with_browser, &mut ready)
        });
    }
    for step in TestStep::ALL {
        if !wanted.contains(&step) {
            continue;
        }
        steps.run(step.name(), || match step {
            TestStep::Native => native(project, rest),
            TestStep::Size => {
                ready.tools()?;
                size::check(&project.site())
            }
            TestStep::Package => package::test(project),
            TestStep::Wasm => wasm(project, ready.tools()?, ready.browser()?),
            TestStep::Browser => {
                ready.tools()?;
                browser(project, ready.browser()?, rest)
            }
        });
    }
    steps.finish()
}

/// Tests everything that runs on the host.
fn native(project: &Project, rest: &[String]) -> Outcome {
    Program::new("cargo")
        .args(["test", "--workspace"])
        .args(runner_arguments(rest))
        .folder(&project.root)
        .run()
}

/// Tests the page's own code inside a browser.
fn wasm(project: &Project, tools: &Tools, browser: &Browser) -> Outcome {
    tools
        .program("wasm-pack")?
        .args(["--log-level", "error", "test", "--headless", "--chrome"])
        .args(["--chromedriver"])
        .args([&browser.driver])
        .args(["--mode", "no-install"])
        .args([project.root.join("web")])
        .env("CARGO_TARGET_DIR", &project.target)
        // Seconds until the runner gives up: a slow machine is no failure.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "300")
        .run()
}

/// Runs the journeys: a person's steps through the page as it is served.
fn browser(project: &Project, browser: &Browser, rest: &[String]) -> Outcome {
    // The other tests of that package ran natively; a name of one's own
    // choosing filters instead.
    let all = ["journeys::".to_owned()];
    let rest = if rest.is_empty() { &all } else { rest };
    in_browser(project, browser, rest)
}

/// Runs what needs the served page and a browser, with arguments to the test
/// runner.
pub(crate) fn in_browser(project: &Project, browser: &Browser, rest: &[String]) -> Outcome {
    let server = Server::bind(0)?;
    let site = server.url();
    server.run_in_background(project.site());
    // Another port is another origin.
    let other = Server::bind(0)?;
    let other_site = other.url();
    other.run_in_background(project.site());
    let driver = Driver::start(browser)?;
    let screenshots = project.target.join("screenshots");
    if screenshots.exists() {
        // A picture of an old failure would pass for one of this run.
        fs::remove_dir_all(&screenshots).trying(|| format!("remove {}", screenshots.display()))?;
    }
    let fetched = size::fetched(&project.site())?;
    let lines = |files: &BTreeSet<PathBuf>| {
        let names: Vec<_> = files.iter().map(|f| f.display().to_string()).collect();
        names.join("\n")
    };
    Program::new("cargo")
        .args(["test", "--package", "peerlab-tests"])
        .args(["--features", "browser"])
        .args(runner_arguments(rest))
        .folder(&project.root)
        .env("PEERLAB_SITE", site)
        .env("PEERLAB_OTHER_SITE", other_site)
        .env("PEERLAB_WEBDRIVER", driver.url())
        .env("PEERLAB_AXE", &browser.axe)
        .env("PEERLAB_FETCHED_FIRST", lines(&fetched.first))
        .env("PEERLAB_FETCHED_THEN", lines(&fetched.page))
        .env("PEERLAB_SCREENSHOTS", screenshots)
        .run()
}

fn runner_arguments(rest: &[String]) -> Vec<&str> {
    if rest.is_empty() {
        return Vec::new();
    }
    std::iter::once("--")
        .chain(rest.iter().map(String::as_str))
        .collect()
}

impl Ready {
    fn tools(&self) -> Outcome<&Tools> {
        self.tools.as_ref().ok_or_else(not_ready)
    }

    pub(crate) fn browser(&self) -> Outcome<&Browser> {
        self.browser.as_ref().ok_or_else(not_ready)
    }
}

fn not_ready() -> Failure {
    Failure::new("Not run: the set-up above failed.")
}
