//! The grid as a text to take along.

use peerlab_core::export::csv::line;
use peerlab_core::export::markdown::escaped;
use peerlab_core::routing::Traffic;

use super::{Mark, Matrix};
use crate::editor::Looking;

impl Matrix {
    /// Writes every pair that is shown as a line of comma-separated values.
    ///
    /// A text that a table program would take for a formula has an apostrophe
    /// before it, which such programs take for a sign of text.
    #[must_use]
    pub fn csv(&self, looking: &Looking) -> String {
        let heads = "from,to,family,traffic,verdict,working pairs,pairs";
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
                let values: [&str; 7] =
                    [&from.id, &to.id, &family, &traffic, words, working, pairs];
                text.push_str(&line(&values));
            }
        }
        text
    }

    /// Writes the grid as a table of Markdown, with what its marks mean.
    #[must_use]
    pub fn markdown(&self, looking: &Looking) -> String {
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
        text + "\n" + &meant.join(", ") + "\n"
    }
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

    fn matrix(name: &str, id: &str) -> Matrix {
        let json = serde_json::json!({
            "vpcs": [{"id": "a"}, {"id": "b"}],
            "private_networks": [
                {"id": id, "name": name, "vpc_id": "a", "subnets": ["10.0.0.0/24"]},
                {"id": "q", "vpc_id": "b", "subnets": ["10.0.1.0/24"]}],
        });
        let document = Document::new(Scenario::read(&json.to_string()).unwrap());
        Matrix::of(&document, None, &Looking::default(), &Selection::Nothing)
    }

    #[test]
    fn every_pair_is_a_line_and_no_text_is_a_formula() {
        let csv = matrix("p", "=1+1,\"x\"").csv(&Looking::default());
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1], "\"'=1+1,\"\"x\"\"\",q,IPv4,ICMP,blocked,0,1");
        assert_eq!(lines[2], "q,\"'=1+1,\"\"x\"\"\",IPv4,ICMP,blocked,0,1");
    }

    #[test]
    fn a_name_is_only_ever_text() {
        let markdown = matrix("a|b\n<script>*c*", "p").markdown(&Looking::default());
        assert!(
            markdown.contains("| a\\|b \\<script\\>\\*c\\* | · | ✗ |"),
            "{markdown}"
        );
        assert!(!markdown.contains("<script>"));
    }
}
