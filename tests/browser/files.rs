//! Handing files to the page.

use super::Page;
use fantoccini::Locator;
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Is a file's name and content.
pub(crate) type GivenFile<'a> = (&'a str, &'a [u8]);

impl Page {
    /// Drags files over the middle of an element and drops them there.
    pub(crate) async fn drop_files(&self, selector: &str, files: &[GivenFile<'_>]) {
        let target = self.find(selector).await;
        let target = serde_json::to_value(target).expect("an element has an id");
        let files: Vec<_> = files
            .iter()
            .map(|(name, content)| {
                // One character a byte: a list of numbers is many times the
                // size, and the driver has a limit of time.
                let characters: String = content.iter().map(|&byte| char::from(byte)).collect();
                json!([name, characters])
            })
            .collect();
        // Nobody can drag from outside the window through a driver. The page
        // sees the very events, with a list of files made as browsers make it.
        let script = "
            const [target, files] = arguments;
            const dataTransfer = new DataTransfer();
            for (const [name, characters] of files) {
                const content = new Uint8Array(characters.length);
                for (let at = 0; at < content.length; at++) content[at] = characters.charCodeAt(at);
                dataTransfer.items.add(new File([content], name));
            }
            const box = target.getBoundingClientRect();
            const clientX = box.x + box.width / 2;
            const clientY = box.y + box.height / 2;
            for (const type of ['dragenter', 'dragover', 'drop']) {
                const event = { dataTransfer, clientX, clientY, bubbles: true, cancelable: true };
                const on = document.elementFromPoint(clientX, clientY) ?? target;
                const refused = on.dispatchEvent(new DragEvent(type, event));
                // A browser drops only where the page said it would take it.
                if (type === 'dragover' && refused) return false;
            }
            return true;";
        let taken = self.run(script, vec![target, json!(files)]).await;
        assert!(
            taken == true,
            "{selector} does not take files: the page lets `dragover` pass"
        );
    }

    /// Picks files in an `<input type=file>`, which may be hidden.
    pub(crate) async fn pick_files(&self, selector: &str, files: &[GivenFile<'_>]) {
        let folder = TemporaryFolder::new();
        let paths: Vec<_> = files
            .iter()
            .map(|(name, content)| {
                let path = folder.0.join(name);
                fs::write(&path, content)
                    .unwrap_or_else(|error| panic!("could not write {}: {error}", path.display()));
                path.display().to_string()
            })
            .collect();
        let input = self
            .must("find the input", self.client.find(Locator::Css(selector)))
            .await;
        self.must("pick files", input.send_keys(&paths.join("\n")))
            .await;
        // The browser reads them when the page does, so they stay for as long
        // as it is open.
        self.keep(folder);
    }
}

/// Is a folder for files that a browser is given, removed when it is dropped.
pub(super) struct TemporaryFolder(PathBuf);

impl TemporaryFolder {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("peerlab-journey-{}-{number}", std::process::id()));
        fs::create_dir_all(&path)
            .unwrap_or_else(|error| panic!("could not create {}: {error}", path.display()));
        Self(path)
    }
}

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
