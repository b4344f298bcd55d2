//! The forms that a scenario is taken along in.

use peerlab_core::export::svg::Theme;
use peerlab_core::export::{csv, markdown, mermaid, scw, svg, terraform};

use super::Document;

/// A form that a scenario is taken along in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The picture, as lines.
    Svg,
    /// The picture, as points: so many for each of the page's.
    Png(u8),
    /// The scenario itself.
    Json,
    /// A configuration of Terraform.
    Terraform,
    /// A script of `scw` commands.
    Scw,
    /// A flowchart of Mermaid.
    Mermaid,
    /// A report.
    Markdown,
    /// The address plan.
    Csv,
}

impl Format {
    /// Every form, in the order in which they are listed.
    pub const ALL: [Self; 10] = [
        Self::Svg,
        Self::Png(1),
        Self::Png(2),
        Self::Png(3),
        Self::Mermaid,
        Self::Markdown,
        Self::Csv,
        Self::Json,
        Self::Terraform,
        Self::Scw,
    ];

    /// Returns what it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Png(1) => "PNG",
            Self::Png(2) => "PNG, 2×",
            Self::Png(_) => "PNG, 3×",
            Self::Json => "JSON",
            Self::Terraform => "Terraform",
            Self::Scw => "scw script",
            Self::Mermaid => "Mermaid",
            Self::Markdown => "Markdown",
            Self::Csv => "CSV",
        }
    }

    /// Says what it is good for.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Svg => "The picture, sharp at any size",
            Self::Png(1) => "The picture, as large as it is",
            Self::Png(2) => "Twice as sharp, for slides",
            Self::Png(_) => "Three times as sharp, for print",
            Self::Json => "The scenario, to be opened here again",
            Self::Terraform => "A configuration that creates it",
            Self::Scw => "A shell script that creates it",
            Self::Mermaid => "The picture, for documents that draw it",
            Self::Markdown => "Statuses, problems and who can talk, for an issue",
            Self::Csv => "The address plan, for table programs",
        }
    }

    const fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png(_) => "png",
            Self::Json => "json",
            Self::Terraform => "tf",
            Self::Scw => "sh",
            Self::Mermaid => "mmd",
            Self::Markdown => "md",
            Self::Csv => "csv",
        }
    }

    /// Returns the name of the file: the scenario's, as far as every system takes
    /// it.
    #[must_use]
    pub fn file(self, name: &str) -> String {
        /// How long it is at most.
        const LONGEST: usize = 48;
        let mut stem = String::new();
        for character in name.chars() {
            if character.is_ascii_alphanumeric() {
                stem.push(character.to_ascii_lowercase());
            } else if !stem.is_empty() && !stem.ends_with('-') {
                stem.push('-');
            }
            if stem.len() >= LONGEST {
                break;
            }
        }
        let stem = match stem.trim_end_matches('-') {
            "" => "scenario",
            stem => stem,
        };
        format!("{stem}.{}", self.extension())
    }

    /// Writes a scenario in this form; of what is drawn in points, the lines that
    /// they are made of. `theme` gives the colours where these are to be chosen,
    /// `link` opens the scenario, where there is one.
    #[must_use]
    pub fn text(self, document: &Document, theme: Theme, link: Option<&str>) -> String {
        let (scenario, report) = (document.scenario(), &document.report);
        match self {
            Self::Svg => svg::picture(scenario, &report.connectors, Theme::Auto),
            Self::Png(_) => svg::picture(scenario, &report.connectors, theme),
            Self::Json => scenario.to_pretty_json(),
            Self::Terraform => terraform::configuration(scenario),
            Self::Scw => scw::script(scenario),
            Self::Mermaid => mermaid::flowchart(scenario, report),
            Self::Markdown => markdown::report(scenario, document.judged(), link),
            Self::Csv => csv::addresses(scenario),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::example;

    #[test]
    fn a_file_has_a_name_that_every_system_takes() {
        for (name, file) in [
            ("Three states", "three-states.svg"),
            ("", "scenario.svg"),
            ("../../etc/passwd", "etc-passwd.svg"),
            ("Zürich: a/b\u{202e}", "z-rich-a-b.svg"),
            ("\u{7db2}", "scenario.svg"),
        ] {
            assert_eq!(Format::Svg.file(name), file);
        }
        assert_eq!(Format::Csv.file(&"a ".repeat(99)).len(), 47 + 4);
    }

    #[test]
    fn every_form_is_written_and_is_another() {
        let document = Document::new(example());
        let texts =
            Format::ALL.map(|form| form.text(&document, Theme::Dark, Some("https://a.b/#s=")));
        for (form, text) in Format::ALL.iter().zip(&texts) {
            assert!(text.contains("172.16.20.0/22"), "{form:?}");
        }
        let [svg, png, .., json, terraform, script] = &texts;
        assert!(svg.contains("prefers-color-scheme") && !png.contains("prefers-color-scheme"));
        assert!(json.starts_with('{') && terraform.contains("resource") && script.contains("scw"));
    }
}
