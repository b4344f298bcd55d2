//! The grid as a text to take along.

use peerlab_core::export::csv::line;
use peerlab_core::export::markdown::escaped;
use peerlab_core::routing::Traffic;

use super::{Cell, Mark, Matrix};
use crate::editor::{Document, Looking, words};

impl Matrix {
    /// Writes every pair that is shown as a line of comma-separated values, with
    /// why it is as it is; of several pairs together the one that tells most.
    ///
    /// A text that a table program would take for a formula has an apostrophe
    /// before it, which such programs take for a sign of text.
    #[must_use]
    pub fn csv(&self, document: &Document, looking: &Looking) -> String {
        let heads = "from,to,family,traffic,verdict,working pairs,pairs,why";
        let mut text = format!("{heads}\r\n");
        let (family, traffic) = (looking.family.to_string(), traffic(looking.traffic));
        for (row, from) in self.rows.iter().zip(&self.heads) {
            for (cell, to) in row.iter().zip(&self.heads) {
                if cell.mark == Mark::Apart {
                    continue;
                }
                let words = cell.mark.verdict();
                let numbers = [cell.working, cell.pairs].map(|number| number.to_string());
                let [working, pairs] = &numbers;
                let why = why(document, looking, cell).join(" ");
                let values: [&str; 8] = [
                    &from.id, &to.id, &family, &traffic, words, working, pairs, &why,
                ];
                text.push_str(&line(&values));
            }
        }
        text
    }

    /// Writes the grid as a table of Markdown, with what its marks mean, and why
    /// what does not work does not.
    #[must_use]
    pub fn markdown(&self, document: &Document, looking: &Looking) -> String {
        let labels: Vec<String> = self.heads.iter().map(|head| escaped(&head.label)).collect();
        let elsewhere = if looking.elsewhere {
            ", as in clouds whose peering is not transitive"
        } else {
            ""
        };
        let mut text = format!(
            "Reachability, {}, {}{elsewhere}\n\n| from \\ to | {} |\n|---|{}\n",
            looking.family,
            traffic(looking.traffic),
            labels.join(" | "),
            ":-:|".repeat(labels.len())
        );
        for (row, label) in self.rows.iter().zip(&labels) {
            let marks: Vec<&str> = row.iter().map(|cell| cell.mark.symbol()).collect();
            for part in ["| ", label, " | ", &marks.join(" | "), " |\n"] {
                text.push_str(part);
            }
        }
        let meant: Vec<String> = self
            .marks()
            .map(|mark| format!("{} {}", mark.symbol(), mark.words()))
            .collect();
        text = text + "\n" + &meant.join(", ") + "\n";
        let cells = self.rows.iter().flatten();
        let mut defects = cells
            .filter(|cell| !matches!(cell.mark, Mark::Works | Mark::Apart))
            .map(|cell| why(document, looking, cell))
            .filter(|why| !why.is_empty())
            .peekable();
        if defects.peek().is_some() {
            text.push_str("\n## Why\n\n");
        }
        for why in defects {
            for part in ["- ", &escaped(&why.join(" ")), "\n"] {
                text.push_str(part);
            }
        }
        text
    }
}

/// Says of the pair that tells most of a cell why it is as it is.
fn why(document: &Document, looking: &Looking, cell: &Cell) -> Vec<String> {
    let ends = cell.ends.as_ref();
    ends.map_or_else(Vec::new, |(from, to)| {
        words::pair(document, looking, from, to)
    })
}

/// Says what kind of packets are meant.
pub(in crate::editor) fn traffic(traffic: Traffic) -> String {
    match traffic {
        Traffic::Icmp => "ICMP".to_owned(),
        Traffic::Tcp(port) => format!("TCP {port}"),
        Traffic::Udp(port) => format!("UDP {port}"),
    }
}

#[cfg(test)]
mod tests {
    use peerlab_core::scenario::Scenario;

    use super::*;
    use crate::editor::{Document, Selection};

    fn matrix(name: &str, id: &str) -> (Document, Matrix) {
        let json = serde_json::json!({
            "vpcs": [{"id": "a"}, {"id": "b"}],
            "private_networks": [
                {"id": id, "name": name, "vpc_id": "a", "subnets": ["10.0.0.0/24"]},
                {"id": "q", "vpc_id": "b", "subnets": ["10.0.1.0/24"]}],
        });
        let document = Document::new(Scenario::read(&json.to_string()).unwrap());
        let matrix = Matrix::of(&document, None, &Looking::default(), &Selection::Nothing);
        (document, matrix)
    }

    #[test]
    fn every_pair_is_a_line_and_no_text_is_a_formula() {
        let (document, matrix) = matrix("p", "=1+1,\"x\"");
        let csv = matrix.csv(&document, &Looking::default());
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 3);
        let why = "\"p does not reach q: VPC a has no route for 10.0.1.2, and";
        let begin = format!("\"'=1+1,\"\"x\"\"\",q,IPv4,ICMP,blocked,0,1,{why}");
        assert!(lines[1].starts_with(&begin), "{csv}");
        assert!(
            lines[2]
                .starts_with("q,\"'=1+1,\"\"x\"\"\",IPv4,ICMP,blocked,0,1,\"q does not reach p: "),
            "{csv}"
        );
    }

    #[test]
    fn a_name_is_only_ever_text() {
        let (document, matrix) = matrix("a|b\n<script>*c*", "p");
        let markdown = matrix.markdown(&document, &Looking::default());
        assert!(
            markdown.contains("| a\\|b \\<script\\>\\*c\\* | · | ✗ |"),
            "{markdown}"
        );
        assert!(!markdown.contains("<script>"));
        assert!(
            markdown.contains("\n## Why\n\n- a\\|b \\<script\\>\\*c\\* does not reach q: "),
            "{markdown}"
        );
    }
}
