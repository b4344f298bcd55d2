//! Looking for barriers to accessibility with axe-core.

use super::{Page, setting};
use serde_json::{Value, json};
use std::fmt::Write;
use std::fs;

impl Page {
    /// Fails when axe-core finds a barrier in what is shown now, and says which
    /// rule, where, and why.
    pub(crate) async fn assert_accessible(&self) {
        let barriers = self.barriers().await;
        assert!(
            barriers.is_empty(),
            "barriers to accessibility:\n{barriers}"
        );
    }

    /// Lists the barriers axe-core finds, one line a rule and one an element.
    pub(crate) async fn barriers(&self) -> String {
        if self.run("return typeof axe", vec![]).await == "undefined" {
            let path = setting("PEERLAB_AXE");
            let script = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("could not read {path}: {error}"));
            self.run(&script, vec![]).await;
        }
        let found = self
            .run(
                "return axe.run(document, arguments[0]).then((found) => found.violations)",
                vec![json!({ "resultTypes": ["violations"] })],
            )
            .await;
        let mut told = String::new();
        for rule in list(&found) {
            let _ = writeln!(told, "{}: {}", text(&rule["id"]), text(&rule["help"]));
            for node in list(&rule["nodes"]) {
                let _ = writeln!(
                    told,
                    "    {}\n        {}",
                    text(&node["html"]),
                    text(&node["failureSummary"]).replace('\n', "\n        ")
                );
            }
        }
        told
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("axe-core answers with lists")
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
