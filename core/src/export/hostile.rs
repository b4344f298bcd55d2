//! A scenario that means harm, for the tests of every form that is written.

use crate::scenario::Scenario;

/// Texts that would be something else than text where they are not taken care
/// of.
pub(super) const TEXTS: [&str; 12] = [
    "<script>alert(1)</script>",
    "<svg onload=alert(1)><image href=x onerror=alert(1)>",
    "&lt;b&gt; &#60;script&#62; &amp;",
    "a\u{202e}gnp.exe\u{2066}b",
    "z\u{336}\u{336}\u{336}\u{336}\u{336}\u{336}\u{336}\u{336}\u{336}\u{336}\u{336}\u{336}a\u{489}lgo",
    "`x` ```sh\n| a | b |\n```",
    "]]> --> ]]&gt; <![CDATA[ <!--",
    "a\n\n# b\r\n- [c](javascript:alert(1)) ![d](x)",
    "\"]; end\n click v0 href \"javascript:alert(1)\" %%{init: {}}%%",
    "'\"><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"x\")\u{0}\u{8}\u{1b}[31m\u{ffff}",
    "\\*_~<https://example.org> @user #1 ${x} {{x}}",
];

/// Makes a scenario in which every text is one of them.
pub(super) fn scenario() -> Scenario {
    let mut vpcs = Vec::new();
    let mut networks = Vec::new();
    let mut connectors = Vec::new();
    for (place, text) in TEXTS.iter().enumerate() {
        let other = TEXTS[(place + 1) % TEXTS.len()];
        vpcs.push(serde_json::json!({
            "id": text, "name": text, "region": text, "project_id": text}));
        networks.push(serde_json::json!({
            "id": format!("n{text}"), "name": text, "vpc_id": text, "subnets": [text]}));
        for (from, to) in [(*text, other), (other, *text), (*text, "nowhere <b>")] {
            connectors.push(serde_json::json!({
                "id": format!("c{}", connectors.len()), "name": text,
                "vpc_id": from, "target_vpc_id": to}));
        }
    }
    let json = serde_json::json!({
        "name": TEXTS.concat(),
        "description": TEXTS.join("\n\n"),
        "vpcs": vpcs,
        "private_networks": networks,
        "vpc_connectors": connectors,
        "projects": TEXTS.map(|text| serde_json::json!({"id": text, "name": text})),
    });
    Scenario::from_json(&json.to_string()).expect("readable")
}
