//! Pretending another window, another taste.

use super::Page;
use serde_json::{Value, json};

impl Page {
    /// Makes what the page can fill this many CSS pixels large, however small.
    pub(crate) async fn set_size(&self, width: u32, height: u32) {
        // Not the window's own size: browsers refuse to make one that narrow.
        self.developer_tools(
            "Emulation.setDeviceMetricsOverride",
            &json!({
                "width": width,
                "height": height,
                "deviceScaleFactor": 1,
                "mobile": false,
            }),
        )
        .await;
    }

    /// Makes media features true, replacing those of the last call:
    /// `("prefers-color-scheme", "dark")`, `("prefers-reduced-motion", "reduce")`.
    pub(crate) async fn prefer(&self, features: &[(&str, &str)]) {
        let features: Vec<_> = features
            .iter()
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        self.developer_tools(
            "Emulation.setEmulatedMedia",
            &json!({ "features": features }),
        )
        .await;
    }

    /// Shows the page as it is printed.
    pub(crate) async fn print_media(&self) {
        self.developer_tools("Emulation.setEmulatedMedia", &json!({ "media": "print" }))
            .await;
    }

    /// Makes files whose address fits a pattern (`*` is anything) unreachable.
    pub(crate) async fn block(&self, patterns: &[&str]) {
        self.developer_tools("Network.enable", &Value::Object(serde_json::Map::new()))
            .await;
        self.developer_tools("Network.setBlockedURLs", &json!({ "urls": patterns }))
            .await;
    }

    /// Makes the processor this many times as slow.
    pub(crate) async fn slow_down(&self, times: u32) {
        self.developer_tools("Emulation.setCPUThrottlingRate", &json!({ "rate": times }))
            .await;
    }

    /// Runs JavaScript in every page loaded from now on, before its own.
    pub(crate) async fn before_each_page(&self, script: &str) {
        self.developer_tools(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({ "source": script }),
        )
        .await;
    }
}
