//! Opening: what files, pasted texts and links come to.

use std::rc::Rc;

use peerlab_core::import::{File, Holds, import};
use peerlab_core::lesson::presentation::Presentation;
use peerlab_core::lesson::{Lesson, Taught, taught};
use peerlab_core::link;
use peerlab_core::pseudonym::pseudonymised;
use peerlab_core::scenario::{Reading, Scenario, text_of};

use super::fragment::{holds_scenario, is_view_only};
use super::notice::sentence;
use super::{Action, Notice, Overlay, Present, Teach, trace_asked};

/// A scenario that the page brings along.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// What it is called.
    pub name: &'static str,
    /// What it is for.
    pub shows: &'static str,
    text: &'static str,
}

/// Every example; the page opens on the first.
pub static EXAMPLES: [Example; 2] = [
    Example {
        name: "Three states",
        shows: "what a connector can come to",
        text: include_str!("../../../static/examples/three-states.json"),
    },
    Example {
        name: "Three owners",
        shows: "what each of them sees of the others: press E",
        text: include_str!("../../../static/examples/three-owners.json"),
    },
];

impl Example {
    /// Reads the scenario.
    #[must_use]
    pub fn reading(&self) -> Reading {
        // It is part of the program and read by a test, so it can be read.
        Scenario::read(self.text).unwrap_or_default()
    }
}

/// Returns the small scenario that shows every state a connector can have.
#[must_use]
pub fn example() -> Reading {
    let [first, ..] = &EXAMPLES;
    first.reading()
}

/// What was read and is about to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// The files, in words.
    pub from: String,
    /// What was left out or assumed, a sentence each.
    pub notes: Vec<String>,
    /// The scenario.
    pub reading: Reading,
}

impl Incoming {
    /// Opens it, with its ids and names or without.
    #[must_use]
    pub fn opened(self, nameless: bool) -> Action {
        let reading = if nameless {
            Reading {
                scenario: pseudonymised(&self.reading.scenario),
                unknown_fields: Vec::new(),
            }
        } else {
            self.reading
        };
        let contents = contents(&reading.scenario);
        Action::Open {
            notice: Some(Notice::Opened {
                title: format!("Opened {}: {contents}.", self.from),
                notes: self.notes,
            }),
            reading: Box::new(reading),
        }
    }
}

/// Opens files, each a name and what is in it, together. What cannot be opened
/// is told, and what was open stays. What the platform or Terraform printed is
/// first told about: it holds names that not everyone is to see.
#[must_use]
pub fn open(files: &[(String, Vec<u8>)]) -> Action {
    if let [(name, bytes)] = files
        && let Ok(text) = text_of(bytes)
    {
        match taught(text) {
            Some(Taught::Lesson) => return open_lesson(name, text),
            Some(Taught::Presentation) => return open_presentation(name, text),
            None if Lesson::is_link(text) => return open_lesson_link(text),
            None => {}
        }
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let files: Vec<File<'_>> = files
        .iter()
        .map(|(name, bytes)| File { name, bytes })
        .collect();
    match import(&files) {
        Ok(imported) => {
            let notes = imported.notes.iter();
            let incoming = Incoming {
                from: listed(&names),
                notes: notes
                    .map(ToString::to_string)
                    .chain(view(&imported.reading.scenario))
                    .collect(),
                reading: imported.reading,
            };
            match imported.from {
                // It is just what someone had open here.
                Holds::Scenario => incoming.opened(false),
                Holds::Lists => Action::Lay(Some(Overlay::Import(Box::new(incoming)))),
            }
        }
        Err(error) => {
            let what = error.file.unwrap_or_else(|| listed(&names));
            let title = format!("{what} could not be opened");
            Action::Say(Notice::failed(&title, &error.problem))
        }
    }
}

/// Begins a lesson, or tells why its text is none.
#[must_use]
pub fn open_lesson(name: &str, text: &str) -> Action {
    match Lesson::from_json(text) {
        Ok(lesson) => Action::Teach(Teach::Begin(Rc::new(lesson))),
        Err(error) => {
            let title = format!("{name} could not be opened");
            Action::Say(Notice::failed(&title, &error))
        }
    }
}

fn open_lesson_link(text: &str) -> Action {
    match Lesson::from_link(text) {
        Ok(lesson) => Action::Teach(Teach::Begin(Rc::new(lesson))),
        Err(error) => Action::Say(Notice::failed("The link could not be opened", &error)),
    }
}

/// Begins a presentation, or tells why its text is none.
#[must_use]
pub fn open_presentation(name: &str, text: &str) -> Action {
    match Presentation::from_json(text) {
        Ok(presentation) => Action::Present(Present::Begin(Rc::new(presentation))),
        Err(error) => {
            let title = format!("{name} could not be opened");
            Action::Say(Notice::failed(&title, &error))
        }
    }
}

/// Opens the fragment of the page's address: a lesson, or a scenario and the trace
/// that is asked for; nothing where it is not meant to be a link.
#[must_use]
pub fn open_link(fragment: &str) -> Vec<Action> {
    if Lesson::is_link(fragment) {
        return vec![open_lesson_link(fragment)];
    }
    if !holds_scenario(fragment) {
        return Vec::new();
    }
    let reading = match link::decode(fragment) {
        Ok(reading) => reading,
        Err(error) => {
            let notice = Notice::Unopened {
                reason: sentence(&error.to_string()),
                link: fragment.to_owned(),
            };
            return vec![Action::Say(notice)];
        }
    };
    let trace = trace_asked(fragment, &reading.scenario);
    let (look, asked) = match trace {
        Some(Ok(looking)) => (Some(Action::Look(looking)), Vec::new()),
        Some(Err(reason)) => (
            None,
            vec![format!("It asks for no trace that can be shown: {reason}.")],
        ),
        None => (None, Vec::new()),
    };
    let open = Action::Open {
        notice: Some(Notice::Opened {
            title: format!("Opened from a link: {}.", contents(&reading.scenario)),
            notes: view(&reading.scenario).into_iter().chain(asked).collect(),
        }),
        reading: Box::new(reading),
    };
    let protect = is_view_only(fragment).then_some(Action::Protect);
    let open = std::iter::once(open);
    open.chain(protect).chain(look).collect()
}

/// Says of a scenario that is the view of an owner that it is.
fn view(scenario: &Scenario) -> Option<String> {
    let viewer = scenario.seen_by.as_ref()?;
    Some(format!(
        "It is what {} sees: of other owners’ VPCs it holds the ids, and of connectors towards them \
         the status that was told when it was shared.",
        viewer.label(scenario)
    ))
}

/// Counts what a scenario holds.
fn contents(scenario: &Scenario) -> String {
    let count = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    format!(
        "{}, {} and {}",
        count(scenario.vpcs.len(), "VPC", "VPCs"),
        count(
            scenario.private_networks.len(),
            "Private Network",
            "Private Networks"
        ),
        count(scenario.vpc_connectors.len(), "connector", "connectors"),
    )
}

/// Joins names as a sentence does; of many, counts the rest.
fn listed(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [first, second] => format!("{first} and {second}"),
        [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_what_they_are_called() {
        for example in &EXAMPLES {
            let read = Scenario::read(example.text).unwrap();
            assert_eq!(read.scenario.name, example.name);
            assert_eq!(read.unknown_fields, []);
        }
    }
}
