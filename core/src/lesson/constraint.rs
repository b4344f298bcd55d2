//! What should not be done to reach a goal.

use super::Lesson;
use super::changes::counted;
use crate::check::Severity;
use crate::expect::Outcome;
use crate::nearest::{did_you_mean, nearest};
use crate::report::Report;
use crate::scenario::Scenario;
use crate::scenario::record::document;

/// What should not be done to reach a goal, as written: which of the fields are
/// read depends on `constraint`.
///
/// | `constraint` | what is meant |
/// |---|---|
/// | `at-most` | the list `of` the scenario has at most `count` entries, in the VPC `vpc` where one is named |
/// | `kept` | what has the `id` is as it was when the lesson began, but for what people call it |
/// | `no-errors` | no problem is an error |
///
/// ```
/// use peerlab_core::lesson::{Constraint, Lesson, progress};
/// use peerlab_core::report::judge;
/// # const LESSON: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/lesson.json"));
///
/// let mut lesson = Lesson::from_json(LESSON)?;
/// lesson.steps[0].constraints = vec![Constraint {
///     constraint: "at-most".to_owned(),
///     of: Some("vpc_connectors".to_owned()),
///     ..Constraint::default()
/// }];
/// let goal = progress(&lesson, 0, &lesson.start, &judge(&lesson.start));
/// assert_eq!(goal[1].name.as_deref(), Some("no connectors"));
/// assert_eq!(goal[1].reason.as_deref(), Some("there is 1 connector"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Constraint {
    /// The kind, such as `kept`.
    pub constraint: String,
    /// A title.
    pub name: Option<String>,
    /// What is kept, of a `kept`.
    pub id: Option<String>,
    /// The list that is counted, of an `at-most`, such as `routes`.
    pub of: Option<String>,
    /// The VPC whose entries alone are counted, of an `at-most`.
    pub vpc: Option<String>,
    /// How many there may be, of an `at-most`.
    pub count: u32,
}

document!(Constraint {
    constraint: Text must,
    name: MaybeText,
    id: MaybeText,
    of: MaybeText,
    vpc: MaybeText,
    count: Number,
});

/// The kinds of constraint.
const KINDS: [&str; 3] = ["at-most", "kept", "no-errors"];

/// The lists that can be counted, with the words for one and for several.
const LISTS: [(&str, &str, &str); 6] = [
    ("vpcs", "VPC", "VPCs"),
    ("private_networks", "Private Network", "Private Networks"),
    ("resources", "resource", "resources"),
    ("vpc_connectors", "connector", "connectors"),
    ("routes", "route", "routes"),
    ("ingress_rules", "ingress rule", "ingress rules"),
];

impl Constraint {
    /// Tells how it fares.
    pub(super) fn outcome(&self, lesson: &Lesson, now: &Scenario, report: &Report) -> Outcome {
        let reason = self.broken(lesson, now, report);
        Outcome {
            name: Some(self.name.clone().unwrap_or_else(|| self.describe())),
            holds: reason.is_none(),
            reason,
        }
    }

    /// Tells in words what is meant, for one without a title.
    ///
    /// ```
    /// use peerlab_core::lesson::Constraint;
    ///
    /// let most = Constraint {
    ///     constraint: "at-most".to_owned(),
    ///     of: Some("routes".to_owned()),
    ///     count: 1,
    ///     ..Constraint::default()
    /// };
    /// assert_eq!(most.describe(), "at most 1 route");
    /// ```
    #[must_use]
    pub fn describe(&self) -> String {
        match self.constraint.as_str() {
            "at-most" => {
                let words = LISTS
                    .iter()
                    .find(|(list, ..)| self.of.as_deref() == Some(list));
                let (_, one, many) = words.unwrap_or(&("", "…", "…"));
                let place = match &self.vpc {
                    Some(vpc) => format!(" in {vpc}"),
                    None => String::new(),
                };
                match self.count {
                    0 => format!("no {many}{place}"),
                    1 => format!("at most 1 {one}{place}"),
                    count => format!("at most {count} {many}{place}"),
                }
            }
            "kept" => format!("{} is kept as it is", self.id.as_deref().unwrap_or("…")),
            "no-errors" => "no errors".to_owned(),
            other => other.to_owned(),
        }
    }

    fn broken(&self, lesson: &Lesson, now: &Scenario, report: &Report) -> Option<String> {
        match self.constraint.as_str() {
            "at-most" => self.exceeded(now),
            "kept" => self.lost(&lesson.start, now),
            "no-errors" => {
                let mut all = report.diagnostics.iter();
                let error = all.find(|one| one.code().severity() == Severity::Error)?;
                Some(error.message())
            }
            other => Some(format!(
                "“{other}” is not a kind of constraint{}",
                did_you_mean(nearest(other, KINDS))
            )),
        }
    }

    fn exceeded(&self, now: &Scenario) -> Option<String> {
        let Some(of) = self.of.as_deref() else {
            return Some("the field “of” is missing".to_owned());
        };
        let Some((_, one, many)) = LISTS.iter().find(|(list, ..)| *list == of) else {
            let meant = nearest(of, LISTS.map(|(list, ..)| list));
            return Some(format!(
                "“{of}” is not a list of a scenario{}",
                did_you_mean(meant)
            ));
        };
        let home = |network: &str| {
            let mut networks = now.private_networks.iter();
            networks
                .find(|one| one.id == network)
                .map(|one| one.vpc_id.as_str())
        };
        let homes: Vec<Option<&str>> = match of {
            "vpcs" => now.vpcs.iter().map(|one| Some(one.id.as_str())).collect(),
            "private_networks" => {
                let networks = now.private_networks.iter();
                networks.map(|one| Some(one.vpc_id.as_str())).collect()
            }
            "resources" => {
                let resources = now.resources.iter();
                resources.map(|one| home(&one.private_network_id)).collect()
            }
            "vpc_connectors" => {
                let connectors = now.vpc_connectors.iter();
                connectors.map(|one| Some(one.vpc_id.as_str())).collect()
            }
            "routes" => now
                .routes
                .iter()
                .map(|one| Some(one.vpc_id.as_str()))
                .collect(),
            _ => {
                let rules = now.ingress_rules.iter();
                rules.map(|one| Some(one.vpc_id.as_str())).collect()
            }
        };
        let place = match &self.vpc {
            Some(vpc) if now.vpcs.iter().all(|one| one.id != *vpc) => {
                return Some(format!("there is no VPC “{vpc}”"));
            }
            Some(vpc) => format!(" in {vpc}"),
            None => String::new(),
        };
        let here = homes.into_iter();
        let here = here.filter(|home| self.vpc.is_none() || *home == self.vpc.as_deref());
        match here.count() {
            count if u32::try_from(count).is_ok_and(|count| count <= self.count) => None,
            1 => Some(format!("there is 1 {one}{place}")),
            count => Some(format!("there are {count} {many}{place}")),
        }
    }

    fn lost(&self, start: &Scenario, now: &Scenario) -> Option<String> {
        let Some(id) = self.id.as_deref() else {
            return Some("the field “id” is missing".to_owned());
        };
        let of = |scenario| counted(scenario).into_iter().find(|item| item.id() == id);
        match (of(start), of(now)) {
            (None, _) => Some(format!("the lesson does not begin with “{id}”")),
            (_, None) => Some(format!("{id} is gone")),
            (then, now) if then != now => Some(format!("{id} is not as it was")),
            _ => None,
        }
    }
}
