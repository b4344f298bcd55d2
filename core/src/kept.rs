//! How a scenario is kept in a browser: the text of it, and the list of all that
//! are kept.

use crate::order::sort_by;
use crate::scenario::{Reading, Scenario};

/// What every key of a kept scenario begins with.
///
/// ```
/// use peerlab_core::kept::KEPT;
///
/// assert!("peerlab.work.7".starts_with(KEPT));
/// ```
pub const KEPT: &str = "peerlab.work.";

/// What the keys of texts begin with that cannot be read any more.
///
/// ```
/// use peerlab_core::kept::{DAMAGED, KEPT};
///
/// let aside = "peerlab.work.7".replacen(KEPT, DAMAGED, 1);
/// assert_eq!(aside, "peerlab.damaged.7", "it is not lost");
/// ```
pub const DAMAGED: &str = "peerlab.damaged.";

/// The first line of a kept text. Another version has another number.
const HEAD: &str = "peerlab-work 1";

/// What the first line of every version begins with.
const ANY_HEAD: &str = "peerlab-work ";

/// A scenario as it is kept.
///
/// ```
/// use peerlab_core::kept::Kept;
///
/// let kept = Kept { at: 17, tab: "t1".into(), name: "Shop".into(), json: "{}".into() };
/// assert_eq!(kept.to_text(), "peerlab-work 1\n17\nt1\nShop\n{}");
/// assert_eq!(Kept::of(&kept.to_text()), Ok(kept));
/// ```
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
///
/// ```
/// use peerlab_core::kept::{Kept, Unreadable};
///
/// assert_eq!(Kept::of("peerlab-work 2\n…"), Err(Unreadable::Newer));
/// assert_eq!(Kept::of("peerlab-work 1\n17"), Err(Unreadable::Damaged));
/// ```
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
    ///
    /// ```
    /// use peerlab_core::kept::Kept;
    ///
    /// let kept = Kept { at: 1, tab: "t".into(), name: "two\nlines".into(), json: "{}".into() };
    /// assert_eq!(kept.to_text().lines().nth(3), Some("two lines"));
    /// ```
    #[must_use]
    pub fn to_text(&self) -> String {
        let name = self.name.replace(['\n', '\r'], " ");
        format!("{HEAD}\n{}\n{}\n{name}\n{}", self.at, self.tab, self.json)
    }

    /// Reads it, all but the scenario.
    ///
    /// ```
    /// use peerlab_core::kept::Kept;
    ///
    /// let name = Kept::of("peerlab-work 1\n17\nt1\nShop\n{").map(|kept| kept.name);
    /// assert_eq!(name.as_deref(), Ok("Shop"), "whatever the scenario is like");
    /// ```
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
    ///
    /// ```
    /// use peerlab_core::kept::Kept;
    ///
    /// let kept = Kept::of("peerlab-work 1\n17\nt1\n\n{\"vpcs\": [{\"id\": \"shop\"}]}");
    /// let reading = kept.and_then(|kept| kept.reading());
    /// assert_eq!(reading.map(|reading| reading.scenario.vpcs.len()), Ok(1));
    /// ```
    pub fn reading(&self) -> Result<Reading, Unreadable> {
        Scenario::read(&self.json).map_err(|_| Unreadable::Damaged)
    }
}

/// A scenario of the list.
///
/// ```
/// use peerlab_core::kept::{Recent, recent};
///
/// let text = "peerlab-work 1\n17\nt1\nShop\n{}".to_owned();
/// let listed = recent([("peerlab.work.a".to_owned(), text)]);
/// let shop = Recent { key: "peerlab.work.a".into(), at: 17, name: "Shop".into() };
/// assert_eq!(listed, [shop]);
/// ```
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
///
/// ```
/// use peerlab_core::kept::recent;
///
/// let kept = |key: &str, at| (key.to_owned(), format!("peerlab-work 1\n{at}\nt\n{key}\n{{}}"));
/// let listed = recent([kept("a", 1), kept("b", 3), ("c".to_owned(), "?".to_owned())]);
/// let names: Vec<&str> = listed.iter().map(|recent| recent.name.as_str()).collect();
/// assert_eq!(names, ["b", "a"]);
/// ```
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
    sort_by(&mut recent, |a, b| {
        b.at.cmp(&a.at).then_with(|| a.key.cmp(&b.key))
    });
    recent
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sketch::sketch;

    fn kept(at: u64, name: &str) -> Kept {
        Kept {
            at,
            tab: "t1".into(),
            name: name.into(),
            json: sketch("vpc a x=10.0.0.0/22").to_json(),
        }
    }

    #[test]
    fn what_is_kept_reads_back() {
        let written = kept(17, "Three states");
        let read = Kept::of(&written.to_text()).expect("it was just written");
        assert_eq!(read, written);
        let reading = read.reading().expect("the scenario is whole");
        assert_eq!(reading.scenario, sketch("vpc a x=10.0.0.0/22"));
    }

    #[test]
    fn a_name_of_several_lines_takes_one() {
        let read = Kept::of(&kept(1, "a\nb").to_text()).expect("it was just written");
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
        let cut = text.get(..text.len() - 9).expect("it is longer");
        let cut = Kept::of(cut).and_then(|kept| kept.reading());
        assert_eq!(cut, Err(Unreadable::Damaged));
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
}
