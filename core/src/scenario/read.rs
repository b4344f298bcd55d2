//! Reading a scenario document, with errors that name the place.

use std::borrow::Cow;

use thiserror::Error;

use super::record::{Record, record};
use super::{
    Acl, AclRule, Expectation, IngressRule, LONGEST_ID, Organization, Point, PrivateNetwork,
    Project, Resource, Route, Scenario, Version, Vpc, VpcConnector,
};
use crate::json::{self, Event, Frame, JsonError, Step};
use crate::nearest::nearest;
use crate::order::{Numbers, sort_by};

/// A scenario that was read, and what the text held beyond it.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let reading = Scenario::read(r#"{"vpcs": [{"id": "shop", "colour": "red"}]}"#)?;
/// assert_eq!(reading.unknown_fields[0].field, "colour");
/// assert!(!reading.scenario.to_json().contains("colour"), "it is told and not kept");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The scenario.
    pub scenario: Scenario,
    /// Fields that a scenario does not have; they are not kept.
    pub unknown_fields: Vec<UnknownField>,
}

/// A field that a scenario does not have.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let reading = Scenario::read(r#"{"vpcs": [{"id": "a", "nmae": "A"}]}"#)?;
/// let unknown = &reading.unknown_fields[0];
/// assert_eq!(unknown.path, "vpcs[0].nmae");
/// assert_eq!(unknown.meant.as_deref(), Some("name"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField {
    /// The way to the first one, such as `vpcs[0].nmae`.
    pub path: String,
    /// Its name.
    pub field: String,
    /// The known field of that object that was probably meant.
    pub meant: Option<String>,
    /// How many objects of the list have it.
    pub count: usize,
}

/// A limit that keeps large input from hurting.
///
/// ```
/// use peerlab_core::scenario::Limit;
///
/// assert_eq!(Limit::Vpcs.most(), 10_000);
/// assert_eq!(Limit::Vpcs.to_string(), "10,000 VPCs");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Limit {
    /// Bytes of a document.
    #[error("32 MiB of text")]
    Bytes,
    /// VPCs of a scenario.
    #[error("10,000 VPCs")]
    Vpcs,
    /// Private Networks of a scenario.
    #[error("100,000 Private Networks")]
    PrivateNetworks,
    /// Routes of a scenario.
    #[error("1,000,000 routes")]
    Routes,
    /// Expectations of a scenario.
    #[error("10,000 expectations")]
    Expectations,
}

impl Limit {
    /// Returns the largest number that is allowed.
    ///
    /// ```
    /// use peerlab_core::scenario::Limit;
    ///
    /// assert_eq!(Limit::Bytes.most(), 32 * 1024 * 1024);
    /// ```
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::Bytes => 32 << 20,
            Self::Vpcs | Self::Expectations => 10_000,
            Self::PrivateNetworks => 100_000,
            Self::Routes => 1_000_000,
        }
    }

    pub(crate) fn check(self, count: usize) -> Result<(), ReadError> {
        if count > self.most() {
            return Err(ReadError::Limit { limit: self, count });
        }
        Ok(())
    }
}

/// Why a text is not a scenario.
///
/// ```
/// use peerlab_core::scenario::Scenario;
///
/// let error = Scenario::from_json(r#"{"vpcs": [{"name": "Shop"}]}"#).err();
/// let sentence = error.map(|error| error.to_string());
/// assert_eq!(
///     sentence.as_deref(),
///     Some("line 1, column 11, at vpcs[0]: the field \"id\" is missing")
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The bytes are not text.
    #[error("byte {} is not UTF-8 text{}", .offset + 1, if *.utf16 { ": save the file as UTF-8, it is UTF-16" } else { "" })]
    NotText {
        /// Where the first such byte is, counted from 0.
        offset: usize,
        /// Whether the file begins as UTF-16 does.
        utf16: bool,
    },
    /// The document was made by a version of Peerlab that is newer than this.
    #[error(
        "this scenario was made by a newer version of Peerlab (its form is version {version}, this one reads version 1)"
    )]
    NewerVersion {
        /// The version of its form.
        version: u64,
    },
    /// The text is not JSON or not of the expected shape.
    #[error(transparent)]
    Json(#[from] JsonError),
    /// There is more of something than can be judged.
    #[error("there is more than can be judged: {count} where the limit is {limit}")]
    Limit {
        /// The limit.
        limit: Limit,
        /// How much there is.
        count: usize,
    },
}

impl Scenario {
    /// Reads a scenario and passes over unknown fields.
    ///
    /// Takes O(length) time.
    ///
    /// # Errors
    ///
    /// A [`ReadError`] where the text is not JSON, is of another shape or version, or
    /// holds more than can be judged. Ids that are used twice, unreadable CIDRs and the
    /// like are no errors: [`resolve`](crate::network::resolve) reports them.
    ///
    /// ```
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let scenario = Scenario::from_json(r#"{"vpcs": [{"id": "a", "nmae": "A"}]}"#)?;
    /// assert_eq!(scenario.vpcs[0].name, "");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, ReadError> {
        Self::read(text).map(|reading| reading.scenario)
    }

    /// Reads a scenario and notes its unknown fields.
    ///
    /// Takes O(length) time.
    ///
    /// # Errors
    ///
    /// The same as [`Scenario::from_json`].
    ///
    /// ```
    /// use peerlab_core::scenario::Scenario;
    ///
    /// let reading = Scenario::read(r#"{"vpcs": [{"id": "a", "owner": "me"}]}"#)?;
    /// assert_eq!(reading.scenario.vpcs.len(), 1);
    /// assert_eq!(reading.unknown_fields[0].field, "owner");
    /// # Ok::<(), peerlab_core::scenario::ReadError>(())
    /// ```
    pub fn read(text: &str) -> Result<Reading, ReadError> {
        Limit::Bytes.check(text.len())?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        // A list would be read as the fields in their order, which nobody means.
        if text.trim_start().starts_with('[') {
            return Err(JsonError::at(text, &[], "a scenario is an object {…}, not a list").into());
        }
        let scenario: Self = json::from_text(text).map_err(|error| match newer_version(text) {
            Some(version) => ReadError::NewerVersion { version },
            None => ReadError::Json(error),
        })?;
        Limit::Vpcs.check(scenario.vpcs.len())?;
        Limit::PrivateNetworks.check(scenario.private_networks.len())?;
        Limit::Routes.check(scenario.routes.len())?;
        Limit::Expectations.check(scenario.expectations.len())?;
        check_ids(&scenario, text)?;
        Ok(Reading {
            scenario,
            unknown_fields: unknown_fields(text),
        })
    }
}

/// Finds the fields of a readable document that a scenario does not have, each
/// once for its list, in order of their names.
fn unknown_fields(text: &str) -> Vec<UnknownField> {
    let mut places = Numbers::new();
    let mut found: Vec<(String, UnknownField)> = Vec::new();
    json::walk(text, &mut |frames, event| {
        let Event::Key(key) = event else {
            return;
        };
        let Some((_, around)) = frames.split_last() else {
            return;
        };
        let Some(known) = known_fields(around) else {
            return;
        };
        let key = json::plain(key);
        if known.contains(&key.as_ref()) {
            return;
        }
        let steps: Vec<Step> = frames.iter().map(Frame::step).collect();
        let keys = steps.iter().filter(|step| matches!(step, Step::Key(_)));
        let shape: Vec<Step> = keys.cloned().collect();
        let shape = json::written(&shape);
        let place = *places.entry(Cow::from(shape.clone())).or_insert_with(|| {
            let unknown = UnknownField {
                path: json::written(&steps),
                meant: nearest(&key, known.iter().copied()).map(str::to_owned),
                field: key.into_owned(),
                count: 0,
            };
            found.push((shape, unknown));
            found.len() - 1
        });
        if let Some((_, unknown)) = found.get_mut(place) {
            unknown.count += 1;
        }
    });
    sort_by(&mut found, |(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, unknown)| unknown).collect()
}

/// Decodes the bytes of a file as text.
///
/// # Errors
///
/// [`ReadError::NotText`] where they are not UTF-8, [`ReadError::Limit`] where
/// they are too many.
///
/// ```
/// use peerlab_core::scenario::text_of;
///
/// assert_eq!(text_of("“Büro”".as_bytes())?, "“Büro”");
/// let error = text_of(b"caf\xe9").err().map(|error| error.to_string());
/// assert_eq!(error.as_deref(), Some("byte 4 is not UTF-8 text"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
pub fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    Limit::Bytes.check(bytes.len())?;
    std::str::from_utf8(bytes).map_err(|error| ReadError::NotText {
        offset: error.valid_up_to(),
        utf16: bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]),
    })
}

/// Returns the document's version where it is one this cannot read.
fn newer_version(text: &str) -> Option<u64> {
    struct Only {
        version: Option<u64>,
    }
    record!(Only {
        version: MaybeWhole,
    });
    serde_json::from_str::<Only>(text)
        .ok()
        .and_then(|only| only.version)
        .filter(|&version| version > u64::from(Version::NUMBER))
}

/// Ids are what everything hangs on, so one that cannot be one is refused at
/// once rather than reported.
fn check_ids(scenario: &Scenario, text: &str) -> Result<(), ReadError> {
    for (entity, id) in scenario.entities() {
        let Some(reason) = not_an_id(id) else {
            continue;
        };
        let steps = [
            Step::key(entity.kind.list()),
            Step::Index(entity.index),
            Step::key("id"),
        ];
        return Err(JsonError::at(text, &steps, reason).into());
    }
    Ok(())
}

/// Tells why a text cannot be an id, where it cannot.
pub(crate) fn not_an_id(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        Some("an id is empty".to_owned())
    } else if text.chars().nth(LONGEST_ID).is_some() {
        Some(format!("an id has more than {LONGEST_ID} characters"))
    } else {
        None
    }
}

/// Returns the fields that an object has which stands in these frames; `None`
/// where it is no object of a scenario, or one whose names are ids.
fn known_fields(frames: &[Frame<'_>]) -> Option<&'static [&'static str]> {
    // The deepest are rules in a list in an ACL in a list; what is nested deeper
    // must not cost the more for it.
    const DEEPEST: usize = 4;
    if frames.len() > DEEPEST {
        return None;
    }
    let keys: Vec<Cow<'_, str>> = frames.iter().filter_map(Frame::key).collect();
    let keys: Vec<&str> = keys.iter().map(AsRef::as_ref).collect();
    Some(match keys.as_slice() {
        [] => Scenario::NAMES,
        ["vpcs"] => Vpc::NAMES,
        ["private_networks"] => PrivateNetwork::NAMES,
        ["resources"] => Resource::NAMES,
        ["vpc_connectors"] => VpcConnector::NAMES,
        ["routes"] => Route::NAMES,
        ["ingress_rules"] => IngressRule::NAMES,
        ["acls"] => Acl::NAMES,
        ["acls", "rules"] => AclRule::NAMES,
        ["organizations"] => Organization::NAMES,
        ["projects"] => Project::NAMES,
        ["expectations"] => Expectation::NAMES,
        ["layout", _] => Point::NAMES,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(text: &str, sentence: &str) {
        let error = Scenario::read(text).expect_err(text);
        assert_eq!(error.to_string(), sentence, "for {text}");
    }

    #[test]
    fn what_is_no_scenario_is_refused_with_its_place() {
        refused("", "line 1, column 1: the text is empty");
        refused(" \n", "line 1, column 1: the text is empty");
        refused(
            "[]",
            "line 1, column 1: a scenario is an object {…}, not a list, found `[]`",
        );
        refused(
            "\"x\"",
            "line 1, column 1: an object {…} is expected, found `\"x\"`",
        );
        refused(
            "id,name\n1,a",
            "line 1, column 1: this is a table of separated values (CSV), not JSON, found \
             `id,name`. Add `-o json` to the command that printed it",
        );
        refused(
            "ID    NAME   REGION\n1 a fr-par",
            "line 1, column 1: this is a table for people, not JSON, found \
             `ID NAME REGION`. Add `-o json` to the command that printed it",
        );
        refused(
            "<!doctype html>",
            "line 1, column 1: this is a web page or XML, not JSON, found \
             `<!doctype html>`. Save the JSON itself, not the page that shows it",
        );
        refused(
            "{\"vpcs\": [\n  {\"id\": \"a\"},\n]}",
            "line 3, column 1, at vpcs: a comma stands before a closing bracket, found \
             `]}`. Remove the comma",
        );
        refused(
            "{\"vpcs\": [{\"id\": \"a\"",
            "line 1, column 21, at vpcs[0]: the text ends too early: a bracket or quote is still \
             open. Was it cut off while being copied or saved?",
        );
        refused(
            "{'vpcs': []}",
            "line 1, column 2: a single quote stands where JSON has double quotes, found \
             `'vpcs': []}`. Write \"…\" instead of '…'",
        );
        refused(
            "{} {}",
            "line 1, column 4: there is more behind the end of the JSON value, found `{}`. \
             Open several values as files of their own",
        );
    }

    #[test]
    fn a_value_of_the_wrong_shape_is_named_by_path_and_quoted() {
        refused(
            "{\n  \"vpcs\": [{\"id\": 12, \"name\": \"é\"}]\n}",
            "line 2, column 19, at vpcs[0].id: a text in quotes is expected, found `12`. \
             Write \"12\", with quotes",
        );
        refused(
            "{\"name\": \"é\", \"vpcs\": {}}",
            "line 1, column 23, at vpcs: a list […] is expected, found `{}`",
        );
        refused(
            "{\"vpcs\": [{\"Id\": \"a\"}]}",
            "line 1, column 11, at vpcs[0]: the field \"id\" is missing. \
             Write \"id\" instead of \"Id\"?",
        );
        refused(
            "{\"vpcs\": [{\"id\": \"a\", \"id\": \"b\"}]}",
            "line 1, column 11, at vpcs[0]: the field \"id\" stands here twice",
        );
        refused(
            "{\"private_networks\": [{\"id\": \"p\", \"vpc_id\": \"a\", \"subnets\": [7]}]}",
            "line 1, column 62, at private_networks[0].subnets[0]: a CIDR in quotes or an object \
             with a \"subnet\" is expected, found `7`",
        );
        refused(
            "{\"vpcs\": [{\"id\": \"\"}]}",
            "line 1, column 18, at vpcs[0].id: an id is empty, found `\"\"`",
        );
        refused(
            &format!("{{\"vpcs\": [{{\"id\": \"{}\"}}]}}", "x".repeat(129)),
            &format!(
                "line 1, column 18, at vpcs[0].id: an id has more than 128 characters, found `\"{}…`",
                "x".repeat(39)
            ),
        );
    }

    #[test]
    fn a_newer_version_says_so_whatever_else_it_holds() {
        let sentence = "this scenario was made by a newer version of Peerlab (its form is version \
                        2, this one reads version 1)";
        refused("{\"version\": 2}", sentence);
        refused("{\"vpcs\": {\"columns\": []}, \"version\": 2}", sentence);
        assert!(Scenario::from_json("{\"version\": 1}").is_ok());
        assert!(Scenario::from_json("{}").is_ok());
    }

    #[test]
    fn deep_nesting_is_refused_without_a_crash() {
        let deep = "[".repeat(30 << 20);
        let error = Scenario::read(&format!("{{\"vpcs\": {deep}")).expect_err("too deep");
        assert!(error.to_string().contains("at vpcs[0]"), "{error}");
        let error = Scenario::read(&format!("{{\"unknown\": {deep}")).expect_err("never closed");
        assert!(error.to_string().contains("ends too early"), "{error}");
    }

    #[test]
    fn limits_are_named() {
        let text = format!("{{\"name\": \"{}\"}}", "x".repeat(32 << 20));
        refused(
            &text,
            "there is more than can be judged: 33554444 where the limit is 32 MiB of text",
        );
        let vpcs: Vec<String> = (0..10_001)
            .map(|n| format!("{{\"id\":\"v{n}\"}}"))
            .collect();
        refused(
            &format!("{{\"vpcs\":[{}]}}", vpcs.join(",")),
            "there is more than can be judged: 10001 where the limit is 10,000 VPCs",
        );
    }

    #[test]
    fn unknown_fields_are_grouped_and_the_nearest_known_is_offered() {
        let reading = Scenario::read(
            "{\"vpcs\": [{\"id\": \"a\", \"nmae\": 1}, {\"id\": \"b\", \"nmae\": 2}],
              \"layout\": {\"a\": {\"x\": 1, \"y\": 2, \"z\": 3}}, \"vpc\": []}",
        )
        .expect("readable");
        let told: Vec<_> = reading
            .unknown_fields
            .iter()
            .map(|unknown| {
                (
                    unknown.path.as_str(),
                    unknown.meant.as_deref(),
                    unknown.count,
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                ("layout.a.z", None, 1),
                ("vpc", Some("vpcs"), 1),
                ("vpcs[0].nmae", Some("name"), 2),
            ]
        );
    }

    #[test]
    fn null_is_a_missing_value_and_subnet_objects_are_texts() {
        let scenario = Scenario::from_json(
            "{\"name\": null, \"vpcs\": [{\"id\": \"a\", \"tags\": null, \"region\": null,
               \"transitivity_enabled\": null, \"project_id\": null}],
              \"private_networks\": [{\"id\": \"p\", \"vpc_id\": \"a\",
               \"subnets\": [{\"id\": \"s\", \"subnet\": \"10.0.0.0/22\"}, \"fd00::/64\"]}]}",
        )
        .expect("readable");
        assert!(scenario.vpcs[0].transitivity_enabled);
        assert_eq!(scenario.vpcs[0].region, "fr-par");
        assert_eq!(
            scenario.private_networks[0].subnets,
            ["10.0.0.0/22", "fd00::/64"]
        );
    }

    #[test]
    fn defaults_are_left_out_and_coordinates_are_whole() {
        let text = "{\"version\":1,\"vpcs\":[{\"id\":\"a\",\"name\":\"A\",\"region\":\"fr-par\",\
                    \"routing_enabled\":true}],\"layout\":{\"a\":{\"x\":1.6,\"y\":-1e300}}}";
        let scenario = Scenario::from_json(text).expect("readable");
        assert_eq!(
            scenario.to_json(),
            "{\"version\":1,\"vpcs\":[{\"id\":\"a\",\"name\":\"A\"}],\
             \"layout\":{\"a\":{\"x\":2,\"y\":-1000000}}}"
        );
    }

    #[test]
    fn bytes_that_are_no_text_say_where() {
        let error = text_of(&[0xff, 0xfe, b'{', 0]).expect_err("UTF-16");
        assert_eq!(
            error.to_string(),
            "byte 1 is not UTF-8 text: save the file as UTF-8, it is UTF-16"
        );
    }
}
