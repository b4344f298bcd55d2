//! One browser window with the page in it.

use super::driver_command::DriverCommand;
use super::files::TemporaryFolder;
use super::{Browsers, eventually, screenshots, setting};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

/// Is a browser window. Elements are named by CSS selectors; what acts on one
/// waits until it is there and visible, and panics when it never is.
#[derive(Clone)]
pub(crate) struct Page {
    pub(super) client: Client,
    browsers: Browsers,
    /// Given to the browser, and needed for as long as it may read them.
    given: Rc<RefCell<Vec<TemporaryFolder>>>,
}

impl Page {
    pub(super) async fn new(client: Client, browsers: Browsers) -> Self {
        let page = Self {
            client,
            browsers,
            given: Rc::default(),
        };
        page.set_size(1280, 800).await;
        page
    }

    /// Loads the page afresh and waits until it has started. `after` follows
    /// its address: nothing, or a `#…`.
    ///
    /// # Panics
    ///
    /// With what the page says in its place, when it could not be started.
    pub(crate) async fn open(&self, after: &str) {
        self.visit(after).await;
        self.wait_until_started().await;
    }

    /// Loads the page afresh, whether or not it starts.
    pub(crate) async fn visit(&self, after: &str) {
        // From elsewhere, or another `#…` alone would load nothing.
        self.go("about:blank").await;
        self.go(&format!("{}{after}", setting("PEERLAB_SITE")))
            .await;
    }

    /// Loads whatever is at an address, afresh.
    pub(crate) async fn visit_at(&self, address: &str) {
        self.go("about:blank").await;
        self.go(address).await;
    }

    /// Goes into a frame, which then is all there is, until
    /// [`leave_frame`](Self::leave_frame).
    pub(crate) async fn enter_frame(&self, selector: &str) {
        let frame = self.find(selector).await;
        self.must("enter a frame", frame.enter_frame()).await;
    }

    /// Goes back to the page that the frame is in.
    pub(crate) async fn leave_frame(&self) {
        let left = self.client.clone();
        self.must("leave a frame", left.enter_parent_frame()).await;
    }

    /// Loads the page again as it is, as a person does with the browser's
    /// button, and waits until it has started.
    pub(crate) async fn reload(&self) {
        self.must("reload the page", self.client.refresh()).await;
        self.wait_until_started().await;
    }

    /// Opens another browser, whose profile knows nothing of this one. It is
    /// closed with the journey.
    pub(crate) async fn new_visitor(&self) -> Self {
        // A boxed future: this is one of the steps `Browsers` itself runs.
        Box::pin(self.browsers.open()).await
    }

    /// Is the whole address shown.
    pub(crate) async fn address(&self) -> String {
        self.must("read the address", self.client.current_url())
            .await
            .into()
    }

    /// Waits for an element that is visible and answers it.
    pub(crate) async fn find(&self, selector: &str) -> Element {
        eventually(&format!("find {selector}"), async || {
            self.visible(selector).await
        })
        .await
    }

    /// Waits until no element fits.
    pub(crate) async fn wait_until_gone(&self, selector: &str) {
        eventually(&format!("see {selector} go"), async || {
            match self.count(selector).await {
                0 => Ok(()),
                count => Err(format!("there are {count}")),
            }
        })
        .await;
    }

    /// Counts the elements that fit, visible or not.
    pub(crate) async fn count(&self, selector: &str) -> usize {
        self.must(
            "count elements",
            self.client.find_all(Locator::Css(selector)),
        )
        .await
        .len()
    }

    /// Waits until exactly `count` elements fit.
    pub(crate) async fn wait_for_count(&self, selector: &str, count: usize) {
        eventually(&format!("see {count} × {selector}"), async || {
            let found = self.count(selector).await;
            (found == count)
                .then_some(())
                .ok_or_else(|| format!("there are {found}"))
        })
        .await;
    }

    /// Reads the text a person sees in an element.
    pub(crate) async fn text(&self, selector: &str) -> String {
        eventually(&format!("read {selector}"), async || {
            let element = self.visible(selector).await?;
            element.text().await.map_err(|error| error.to_string())
        })
        .await
    }

    /// Waits until the text of an element contains `part`.
    pub(crate) async fn wait_for_text(&self, selector: &str, part: &str) {
        eventually(&format!("see {part:?} in {selector}"), async || {
            let element = self.visible(selector).await?;
            let text = element.text().await.map_err(|error| error.to_string())?;
            if text.contains(part) {
                Ok(())
            } else {
                Err(format!("it says {text:?}"))
            }
        })
        .await;
    }

    /// Reads an attribute of an element, which need not be visible.
    pub(crate) async fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        eventually(&format!("read {name} of {selector}"), async || {
            let element = self.client.find(Locator::Css(selector)).await?;
            element.attr(name).await
        })
        .await
    }

    /// Waits until nothing covers an element, and clicks its middle.
    pub(crate) async fn click(&self, selector: &str) {
        eventually(&format!("click {selector}"), async || {
            let element = self.visible(selector).await?;
            element.click().await.map_err(|error| error.to_string())
        })
        .await;
    }

    /// Replaces what an input field holds by typing.
    pub(crate) async fn fill(&self, selector: &str, text: &str) {
        let field = self.find(selector).await;
        self.must("clear a field", field.clear()).await;
        self.must("type", field.send_keys(text)).await;
    }

    /// Types into whatever has the focus. Special keys are the characters of
    /// [`fantoccini::key::Key`], as in `Key::Escape`.
    pub(crate) async fn press(&self, keys: &str) {
        let focused = self
            .must("find the focus", self.client.active_element())
            .await;
        self.must("type", focused.send_keys(keys)).await;
    }

    /// Runs JavaScript as the body of a function of `args`, past the page's
    /// Content Security Policy, and answers what it returns; a promise is
    /// waited for.
    pub(crate) async fn run(&self, script: &str, args: Vec<Value>) -> Value {
        self.must("run a script", self.client.execute(script, args))
            .await
    }

    /// Waits until a script answers `true`.
    pub(crate) async fn wait_for_script(&self, script: &str) {
        eventually(&format!("see {script:?} come true"), async || {
            match self.client.execute(script, vec![]).await {
                Ok(Value::Bool(true)) => Ok(()),
                Ok(other) => Err(format!("it answers {other}")),
                Err(error) => Err(error.to_string()),
            }
        })
        .await;
    }

    /// Reads the text on the clipboard.
    pub(crate) async fn clipboard(&self) -> String {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        self.developer_tools(
            "Browser.grantPermissions",
            &json!({ "permissions": permissions }),
        )
        .await;
        let text = self
            .run("return navigator.clipboard.readText()", vec![])
            .await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Takes what was written to the browser's log since the last call: errors
    /// of scripts, violations of the Content Security Policy, files missing.
    pub(crate) async fn problems(&self) -> Vec<String> {
        let log = self
            .must(
                "read the log",
                self.client.issue_cmd(DriverCommand::take_log()),
            )
            .await;
        log.as_array()
            .into_iter()
            .flatten()
            .filter(|entry| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING")))
            .map(|entry| entry["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Fails when there are [`Page::problems`].
    pub(crate) async fn assert_no_problems(&self) {
        let problems = self.problems().await;
        assert!(
            problems.is_empty(),
            "the browser's log is not clean:\n{}",
            problems.join("\n")
        );
    }

    /// Leaves a picture of the window in `target/screenshots` and answers its
    /// path. `name` goes without an extension.
    pub(crate) async fn screenshot(&self, name: &str) -> PathBuf {
        let picture = self.must("take a picture", self.client.screenshot()).await;
        let folder = screenshots();
        let path = folder.join(format!("{name}.png"));
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, picture))
            .unwrap_or_else(|error| panic!("could not write {}: {error}", path.display()));
        path
    }

    /// Says how things stood when a journey failed.
    pub(super) async fn tell(&self, name: &str) {
        eprintln!("The page was at {}", self.address().await);
        for problem in self.problems().await {
            eprintln!("The browser's log: {problem}");
        }
        eprintln!("A picture is in {}", self.screenshot(name).await.display());
    }

    pub(super) fn keep(&self, folder: TemporaryFolder) {
        self.given.borrow_mut().push(folder);
    }

    pub(super) async fn close(self) -> Result<(), CmdError> {
        self.client.close().await
    }

    /// Asks the browser itself, in the language of its developer tools.
    pub(super) async fn developer_tools(&self, command: &str, parameters: &Value) -> Value {
        let asked = DriverCommand::developer_tools(command, parameters);
        self.must(command, self.client.issue_cmd(asked)).await
    }

    /// Awaits what cannot fail while the browser lives.
    pub(super) async fn must<T>(
        &self,
        deed: &str,
        future: impl Future<Output = Result<T, CmdError>>,
    ) -> T {
        future
            .await
            .unwrap_or_else(|error| panic!("could not {deed}: {error}"))
    }

    async fn go(&self, address: &str) {
        self.must("open the page", self.client.goto(address)).await;
    }

    /// The shell shows its status until the page has taken its place.
    async fn wait_until_started(&self) {
        let script = "const status = document.getElementById('boot-status'); \
                      return status && [status.getAttribute('role'), status.textContent];";
        eventually("see the page start", async || {
            let status = self
                .client
                .execute(script, vec![])
                .await
                .map_err(|error| error.to_string())?;
            assert!(status[0] != "alert", "the page says: {}", status[1]);
            if status.is_null() {
                Ok(())
            } else {
                Err(format!("it still says {}", status[1]))
            }
        })
        .await;
    }

    async fn visible(&self, selector: &str) -> Result<Element, String> {
        let element = self
            .client
            .find(Locator::Css(selector))
            .await
            .map_err(|error| error.to_string())?;
        match element.is_displayed().await {
            Ok(true) => Ok(element),
            Ok(false) => Err("it is there and not visible".to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}
