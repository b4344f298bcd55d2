//! Texts that mean to be more than texts: whatever shows, writes or sends a
//! scenario is held to treat them as any other. The tests of links and of every
//! form that is exported use this one table.

/// Each with what it tries.
pub(crate) const HOSTILE: [(&str, &str); 29] = [
    ("a script", "<script>alert(1)</script>"),
    ("a picture that runs", "<img src=x onerror=alert(1)>"),
    (
        "an SVG that runs",
        "<svg onload=alert(1)><desc>x</desc></svg>",
    ),
    (
        "the end of what is around it",
        "\"'></text></title></svg><script>alert(1)</script>",
    ),
    ("a section", "]]><![CDATA[<script>alert(1)</script>]]>"),
    ("a comment", "--><!-- <script>"),
    ("entities", "&lt;script&gt; &amp;amp; &#x3c;b&#62; &nbsp;"),
    (
        "entities of entities",
        "<!DOCTYPE x [<!ENTITY a \"&a;&a;&a;\">]>&a;",
    ),
    (
        "a link that runs",
        "[click](javascript:alert(1)) ![x](data:text/html,<script>)",
    ),
    ("a table", "a | b |\n|---|---|\n| c | d |"),
    (
        "a heading and a fence",
        "# x\n```mermaid\ngraph TD\n```\n> y",
    ),
    ("a diagram", "\"]; click A call alert(1); subgraph x[\"end"),
    ("a command", "'; $(reboot) `reboot` && rm -rf / #"),
    (
        "a template",
        "${file(\"/etc/passwd\")} %{ for x in y } {{ x }}",
    ),
    ("a formula", "=HYPERLINK(\"https://example.org\",\"x\")"),
    ("a right-to-left override", "safe\u{202e}gpj.exe\u{202c}"),
    (
        "bidirectional isolates",
        "\u{2066}a\u{2069}\u{2067}b\u{200f}",
    ),
    (
        "zalgo",
        "z\u{334}\u{321}\u{356}a\u{489}\u{30a}\u{363}l\u{337}\u{31b}g\u{336}\u{344}o\u{335}\u{346}\u{34f}",
    ),
    ("nothing to see", "\u{200b}\u{feff}\u{ad}\u{2060}\u{3164}"),
    (
        "control characters",
        "a\0b\u{7}\u{8}\u{1b}[31mred\u{7f}\u{85}\u{2028}\u{2029}",
    ),
    ("line breaks", "one\r\ntwo\rthree\nfour\tfive"),
    (
        "beyond the first plane",
        "👩‍👩‍👧‍👦 𝕏 \u{e0001}\u{e0041} \u{10ffff} \u{fffe}",
    ),
    (
        "another SVG that runs",
        "<svg onload=alert(1)><image href=x onerror=alert(1)>",
    ),
    (
        "a picture behind a quote",
        "'\"><img src=x onerror=alert(1)>",
    ),
    (
        "the end of a diagram's label",
        "\"]; end\n click v0 href \"javascript:alert(1)\" %%{init: {}}%%",
    ),
    ("code and a table", "`x` ```sh\n| a | b |\n```"),
    (
        "a paragraph of Markdown",
        "a\n\n# b\r\n- [c](javascript:alert(1)) ![d](x)",
    ),
    (
        "the signs of Markdown",
        "\\*_~<https://example.org> @user #1 ${x} {{x}}",
    ),
    (
        "the end of a here-document",
        "EOT\nEOF\n<<EOT ${x} %{ if true }",
    ),
];

/// Returns the texts alone.
pub(crate) fn texts() -> impl Iterator<Item = &'static str> {
    HOSTILE.iter().map(|&(_, text)| text)
}
