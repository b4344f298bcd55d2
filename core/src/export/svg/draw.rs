//! Elements of SVG.

use super::super::legible::legible;
use super::Theme;
use super::look::style;
use crate::drawing::{
    BAND_HEAD, BAND_MARGIN, Band, CARD_PADDING, Face, JOINT_RADIUS, Joint, Line, RowFace, Spot,
    Wire, decimal, fitted, mark_path,
};
use crate::layout::{CARD_WIDTH, HEADER_HEIGHT, Rect};
use crate::report::ConnectorStatus;

/// The fonts of the systems that pictures are looked at on.
const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', \
                     'Liberation Sans', sans-serif";

/// A picture that is being drawn.
pub(super) struct Drawing {
    whole: Rect,
    theme: Theme,
    text: String,
}

impl Drawing {
    pub(super) const fn new(whole: Rect, theme: Theme) -> Self {
        Self {
            whole,
            theme,
            text: String::new(),
        }
    }

    /// Begins with what is said of the picture.
    pub(super) fn words(&mut self, title: &str, description: &str) {
        let Rect {
            x,
            y,
            width,
            height,
        } = self.whole;
        let (width, height) = (width.to_string(), height.to_string());
        let view = format!("{x} {y} {width} {height}");
        self.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("width", &width),
                ("height", &height),
                ("viewBox", &view),
                ("role", "img"),
                ("font-family", FONTS),
            ],
        );
        self.element("title", &[], title);
        self.element("desc", &[], description);
        self.element("style", &[], &style(self.theme));
    }

    pub(super) fn finished(mut self) -> String {
        self.close("svg");
        self.text
    }

    pub(super) fn ground(&mut self) {
        self.rect("ground", self.whole, "0");
    }

    pub(super) fn nothing(&mut self, whole: Rect) {
        let (x, y) = (whole.x + whole.width / 2, whole.y + whole.height / 2);
        self.words_at("middle muted", x, y, "This scenario has no VPC.");
    }

    pub(super) fn band(&mut self, band: &Band) {
        self.rect("band", band.rect, "16");
        let (x, y) = (band.rect.x + BAND_MARGIN, band.rect.y + BAND_HEAD);
        let room = f64::from(band.rect.width - 2 * BAND_MARGIN);
        self.words_at("name muted", x, y, &fitted(&band.region, room, 15.0).0);
    }

    pub(super) fn wire(&mut self, wire: &Wire, label: &str) {
        let tone = tone(wire.status);
        self.open("g", &[]);
        self.element("title", &[], &format!("{label}, {}", said(wire.status)));
        let kind = match Line::of(wire.status) {
            Line::Solid | Line::Jagged => "line",
            Line::Dashed => "line dashed",
            Line::Dotted => "line dotted",
        };
        self.path(&format!("{kind} {tone}"), &wire.path);
        if let Some(beyond) = &wire.beyond {
            self.path("line dotted unjudged", beyond);
        }
        self.circle(&format!("port {tone}-port"), wire.port, "4");
        if let Some(end) = wire.open_end {
            self.circle(&format!("open {tone}"), end, "6");
            if let Some(label) = &wire.label {
                let (x, y) = (decimal(end.x), decimal(end.y + 20.0));
                self.words_at_text("small muted", &x, &y, label);
            }
        }
        self.close("g");
    }

    pub(super) fn joint(&mut self, joint: Joint) {
        let tone = tone(Some(joint.status));
        self.group_at(&decimal(joint.at.x), &decimal(joint.at.y));
        let middle = Spot::default();
        self.circle(
            &format!("surface joint {tone}"),
            middle,
            &decimal(JOINT_RADIUS),
        );
        self.path(
            &format!("mark {tone}"),
            &mark_path(joint.status, middle, 1.0),
        );
        self.close("g");
    }

    pub(super) fn card(&mut self, face: &Face, rect: Rect) {
        self.group_at(&rect.x.to_string(), &rect.y.to_string());
        self.element("title", &[], &face.label);
        let own = Rect::new(0, 0, rect.width, rect.height);
        self.rect("surface", own, "8");
        self.words_at("name text", CARD_PADDING, Face::NAME_Y, &face.name);
        self.words_at("meta muted", CARD_PADDING, Face::META_Y, &face.meta);
        if face.transit {
            let badge = Face::BADGE;
            self.rect("badge", badge, "9");
            let x = badge.x + badge.width / 2;
            self.words_at("small badge-text", x, badge.y + 13, "transit");
        }
        self.path("rule", &format!("M0 {HEADER_HEIGHT}H{CARD_WIDTH}"));
        for row in &face.rows {
            self.row(row);
        }
        if let Some((y, foot)) = &face.foot {
            self.words_at("meta muted", CARD_PADDING, *y, foot);
        }
        self.rect("edge", own, "8");
        self.close("g");
    }

    fn row(&mut self, face: &RowFace) {
        self.group_at("0", &face.row.y.to_string());
        self.element("title", &[], &face.label);
        if face.clashes {
            self.path("line conflict", RowFace::CLASH);
        }
        self.words_at("row text", face.name_x(), RowFace::FIRST_Y, &face.name);
        let end = CARD_WIDTH - CARD_PADDING;
        for (y, subnet) in face.lines() {
            self.words_at("cidr muted", end, y, subnet);
        }
        if face.subnets.is_empty() {
            self.words_at("cidr muted", end, RowFace::FIRST_Y, "no subnet");
        }
        self.close("g");
    }

    fn group_at(&mut self, x: &str, y: &str) {
        self.open("g", &[("transform", &format!("translate({x} {y})"))]);
    }

    fn rect(&mut self, class: &str, rect: Rect, radius: &str) {
        let numbers = [rect.x, rect.y, rect.width, rect.height].map(|number| number.to_string());
        let [x, y, width, height] = &numbers;
        self.element(
            "rect",
            &[
                ("class", class),
                ("x", x),
                ("y", y),
                ("width", width),
                ("height", height),
                ("rx", radius),
            ],
            "",
        );
    }

    fn circle(&mut self, class: &str, at: Spot, radius: &str) {
        let (x, y) = (decimal(at.x), decimal(at.y));
        let attributes = [("class", class), ("cx", &x), ("cy", &y), ("r", radius)];
        self.element("circle", &attributes, "");
    }

    fn path(&mut self, class: &str, path: &str) {
        self.element("path", &[("class", class), ("d", path)], "");
    }

    fn words_at(&mut self, class: &str, x: i32, y: i32, words: &str) {
        self.words_at_text(class, &x.to_string(), &y.to_string(), words);
    }

    fn words_at_text(&mut self, class: &str, x: &str, y: &str, words: &str) {
        self.element("text", &[("class", class), ("x", x), ("y", y)], words);
    }

    fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.tag(name, attributes);
        if text.is_empty() {
            self.text.push_str("/>");
        } else {
            self.text.push('>');
            escape(&mut self.text, &legible(text));
            self.close(name);
        }
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.text.push('>');
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            for part in [" ", name, "=\""] {
                self.text.push_str(part);
            }
            escape(&mut self.text, value);
            self.text.push('"');
        }
    }

    fn close(&mut self, name: &str) {
        for part in ["</", name, ">"] {
            self.text.push_str(part);
        }
    }
}

/// Adds a text so that nothing in it is taken for an element or an entity.
fn escape(to: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '&' => to.push_str("&amp;"),
            '"' => to.push_str("&quot;"),
            character => to.push(character),
        }
    }
}

/// Returns the class that gives a state its colour.
const fn tone(status: Option<ConnectorStatus>) -> &'static str {
    match status {
        Some(status) => status.as_str(),
        None => "unjudged",
    }
}

const fn said(status: Option<ConnectorStatus>) -> &'static str {
    match status {
        Some(status) => status.as_str(),
        None => "not judged",
    }
}
