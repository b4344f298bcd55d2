//! How a scenario is kept in the browser: the text of it, and the list of all
//! that are kept.

use peerlab_core::scenario::{Reading, Scenario};

/// What every key of a kept scenario begins with.
pub const KEPT: &str = "peerlab.work.";

/// What the keys of texts begin with that cannot be read any more.
pub const DAMAGED: &str = "peerlab.damaged.";

/// How many scenarios are kept.
pub const MOST: usize = 20;

/// The first line of a kept text. Another version has another number.
const HEAD: &str = "peerlab-work 1";

/// What the first line of every version begins with.
const ANY_HEAD: &str = "peerlab-work ";

/// A scenario as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// When it was kept, in milliseconds since 1970.
    pub at: u64,
    /// The tab that kept it.
    pub tab: String,
    /// The scenario's name.
    pub name: String,
    /// The scenario as JSON.
    pub json: String,
}

/// Why a text is no kept scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It was written by a newer version of the page, which is to find it as it
    /// is.
    Newer,
    /// It is damaged.
    Damaged,
}

impl Kept {
    /// Writes it: a line each for the version, the time, the tab and the name,
    /// then the scenario.
    #[must_use]
    pub fn to_text(&self) -> String {
        let name = self.name.replace(['\n', '\r'], " ");
        format!("{HEAD}\n{}\n{}\n{name}\n{}", self.at, self.tab, self.json)
    }

    /// Reads it, all but the scenario.
    pub fn of(text: &str) -> Result<Self, Unreadable> {
        let mut lines = text.splitn(5, '\n');
        let mut line = || lines.next().ok_or(Unreadable::Damaged);
        match line()? {
            HEAD => {}
            other if other.starts_with(ANY_HEAD) => return Err(Unreadable::Newer),
            _ => return Err(Unreadable::Damaged),
        }
        let at = line()?.parse().map_err(|_| Unreadable::Damaged)?;
        let (tab, name, json) = (line()?, line()?, line()?);
        Ok(Self {
            at,
            tab: tab.to_owned(),
            name: name.to_owned(),
            json: json.to_owned(),
        })
    }

    /// Reads the scenario.
    pub fn reading(&self) -> Result<Reading, Unreadable> {
        Scenario::read(&self.json).map_err(|_| Unreadable::Damaged)
    }
}

/// A scenario of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// The key that it is kept under.
    pub key: String,
    /// When it was kept, in milliseconds since 1970.
    pub at: u64,
    /// The scenario's name.
    pub name: String,
}

/// Lists what is kept, the latest first, out of keys and their texts. What is
/// newer or damaged is not in it.
pub fn recent(texts: impl IntoIterator<Item = (String, String)>) -> Vec<Recent> {
    let kept = texts.into_iter().filter_map(|(key, text)| {
        let kept = Kept::of(&text).ok()?;
        Some(Recent {
            key,
            at: kept.at,
            name: kept.name,
        })
    });
    let mut recent: Vec<Recent> = kept.collect();
    // Of one time, in the order of the keys: the browser's order is its own.
    peerlab_core::order::sort_by(&mut recent, |a, b| {
        b.at.cmp(&a.at).then_with(|| a.key.cmp(&b.key))
    });
    recent
}

/// Says how long ago something was, such as “5 minutes ago”.
#[must_use]
pub fn ago(at: u64, now: u64) -> String {
    let seconds = now.saturating_sub(at) / 1_000;
    let (count, unit) = match seconds {
        0..=59 => return "just now".to_owned(),
        60..=3_599 => (seconds / 60, "minute"),
        3_600..=86_399 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::example;

    fn kept(at: u64, name: &str) -> Kept {
        Kept {
            at,
            tab: "t1".into(),
            name: name.into(),
            json: example().scenario.to_json(),
        }
    }

    #[test]
    fn what_is_kept_reads_back() {
        let written = kept(17, "Three states");
        let read = Kept::of(&written.to_text()).unwrap();
        assert_eq!(read, written);
        assert_eq!(read.reading().unwrap(), example());
    }

    #[test]
    fn a_name_of_several_lines_takes_one() {
        let read = Kept::of(&kept(1, "a\nb").to_text()).unwrap();
        assert_eq!(read.name, "a b");
        assert!(read.reading().is_ok());
    }

    #[test]
    fn texts_of_others_and_of_newer_versions_are_told_apart() {
        let text = kept(1, "a").to_text();
        let newer = text.replacen("work 1", "work 2", 1);
        assert_eq!(Kept::of(&newer), Err(Unreadable::Newer));
        for damaged in [
            "",
            "peerlab",
            "peerlab-work 1\nx\nt\nn\n{}",
            "peerlab-work 1\n1\nt",
        ] {
            assert_eq!(Kept::of(damaged), Err(Unreadable::Damaged), "{damaged}");
        }
        let cut = text.get(..text.len() - 9).unwrap();
        assert_eq!(Kept::of(cut).unwrap().reading(), Err(Unreadable::Damaged));
    }

    #[test]
    fn the_latest_comes_first() {
        let texts = [(1, "b"), (3, "c"), (3, "a"), (2, "d")]
            .map(|(at, name)| (format!("{KEPT}{name}"), kept(at, name).to_text()));
        let broken = [(format!("{KEPT}e"), "?".to_owned())];
        let recent = recent(texts.into_iter().chain(broken));
        let names: Vec<&str> = recent.iter().map(|recent| recent.name.as_str()).collect();
        assert_eq!(names, ["a", "c", "d", "b"]);
    }

    #[test]
    fn times_are_told_as_people_do() {
        for (seconds, told) in [
            (3, "just now"),
            (60, "1 minute ago"),
            (7_300, "2 hours ago"),
            (200_000, "2 days ago"),
        ] {
            assert_eq!(ago(0, seconds * 1_000), told);
        }
        assert_eq!(ago(9_000, 0), "just now");
    }
}
