//! One description of a document for both ways.
//!
//! What is described is handed to the [`Coder`] piece by piece, and the coder
//! hands each piece back: writing, the one that it was given, and reading, the
//! one that was written, whatever it was given. The description goes on with
//! what it got back alone, so a document is read by the very code that wrote it.
//!
//! Once something is wrong the coder answers no and nothing to everything, so a
//! description ends soon; what was wrong is asked for at the end.

use super::interval::{Chance, Reader, Writer};
use super::model::{Model, hash};
use super::text::Texts;

/// How many contexts may be looked at for one document.
///
/// It bounds the time that a link takes: a document that has more to say is
/// written as version 1.
pub(super) const MOST_WORK: usize = 600_000;

/// How many bytes of memory the document of a link may take.
pub(super) const MOST_ROOM: usize = 4 << 20;

/// How many bytes of memory a record is counted for, whatever it takes on a
/// machine: all of them must agree on what is too much.
pub(super) const RECORD: usize = 256;

/// The same for a text, besides its letters.
pub(super) const TEXT: usize = 32;

/// What is described: every column of the document has statistics of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Count,
    Name,
    Description,
    Organization,
    OrganizationName,
    Project,
    ProjectName,
    ProjectOrganization,
    Vpc,
    VpcName,
    VpcRegion,
    VpcProject,
    VpcOrganization,
    VpcTag,
    VpcFlag,
    Network,
    NetworkName,
    NetworkVpc,
    NetworkSubnets,
    Subnet,
    NetworkFlag,
    Resource,
    ResourceName,
    ResourceNetwork,
    ResourceAddresses,
    Address,
    ResourceKind,
    Connector,
    ConnectorName,
    ConnectorIsAnswer,
    ConnectorVpc,
    ConnectorTarget,
    ConnectorRegion,
    ConnectorStatus,
    Route,
    RouteDescription,
    RouteVpc,
    RouteHops,
    RouteDestination,
    RouteConnector,
    RouteResource,
    RouteNetwork,
    Ingress,
    IngressVpc,
    IngressSource,
    IngressNetwork,
    IngressAddress,
    AclVpc,
    AclFamily,
    AclPolicy,
    AclRules,
    RuleProtocol,
    RuleSource,
    RuleDestination,
    RulePort,
    RuleAction,
    RuleDescription,
    Expect,
    ExpectFields,
    ExpectName,
    ExpectConnector,
    ExpectEnd,
    ExpectFamily,
    ExpectIs,
    ExpectPairs,
    ExpectPath,
    ExpectCode,
    ExpectPresent,
    Placed,
    PlacedOther,
    Across,
    Down,
    Text,
}

/// How many fields there are.
pub(super) const FIELDS: usize = Field::Text as usize + 1;

/// Why a description ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It takes more work or memory than a link may.
    TooLarge,
    /// It holds what was never written.
    Damaged,
    /// It holds what only a newer version knows.
    Newer,
}

enum Way<'b> {
    /// Only learns what is described.
    Learn,
    Write(Writer),
    Read(Reader<'b>),
}

/// Writes, reads or learns what is described to it.
pub(super) struct Coder<'b> {
    way: Way<'b>,
    work: usize,
    room: usize,
    stop: Option<Stop>,
    pub(super) learned: Learned,
}

/// What was learned from all that was described.
#[derive(Clone)]
pub(super) struct Learned {
    model: Model,
    /// How the last decisions about each field went, the latest lowest.
    lasts: [u32; FIELDS],
    pub(super) texts: Texts,
}

impl<'b> Coder<'b> {
    /// Makes a coder that learns, from nothing.
    pub(super) fn learner() -> Self {
        let learned = Learned {
            model: Model::new(),
            lasts: [0; FIELDS],
            texts: Texts::new(),
        };
        Self {
            work: usize::MAX,
            room: usize::MAX,
            ..Self::new(Way::Learn, learned)
        }
    }

    /// Makes a coder that writes.
    pub(super) fn writer(learned: Learned) -> Self {
        Self::new(Way::Write(Writer::new()), learned)
    }

    /// Makes a coder that reads.
    pub(super) fn reader(bytes: &'b [u8], learned: Learned) -> Self {
        Self::new(Way::Read(Reader::new(bytes)), learned)
    }

    const fn new(way: Way<'b>, learned: Learned) -> Self {
        Self {
            way,
            work: MOST_WORK,
            room: MOST_ROOM,
            stop: None,
            learned,
        }
    }

    /// Ends, and returns what was learned.
    pub(super) fn learned(self) -> Learned {
        self.learned
    }

    /// Ends, and returns what was written.
    pub(super) fn finish(self) -> Result<Vec<u8>, Stop> {
        match (self.stop, self.way) {
            (Some(stop), _) => Err(stop),
            (None, Way::Write(writer)) => Ok(writer.finish()),
            (None, _) => Ok(Vec::new()),
        }
    }

    /// Takes the limits away, as one would who means harm.
    #[cfg(test)]
    pub(super) const fn unbounded(mut self) -> Self {
        self.work = usize::MAX;
        self.room = usize::MAX;
        self
    }

    /// How much of the work was not needed.
    #[cfg(test)]
    pub(super) const fn work_left(&self) -> usize {
        self.work
    }

    /// Returns what was written before whatever was wrong.
    #[cfg(test)]
    pub(super) fn written(self) -> Vec<u8> {
        match self.way {
            Way::Write(writer) => writer.finish(),
            _ => Vec::new(),
        }
    }

    pub(super) const fn is_stopped(&self) -> bool {
        self.stop.is_some()
    }

    pub(super) fn stop(&mut self, why: Stop) {
        self.stop = self.stop.or(Some(why));
    }

    /// Counts work that is no decision.
    pub(super) fn work(&mut self, amount: usize) {
        match self.work.checked_sub(amount) {
            Some(left) => self.work = left,
            None => self.stop(Stop::TooLarge),
        }
    }

    /// Counts memory that what is described takes.
    pub(super) fn room(&mut self, bytes: usize) {
        match self.room.checked_sub(bytes) {
            Some(left) => self.room = left,
            None => self.stop(Stop::TooLarge),
        }
    }

    /// A decision in these contexts, weighed by a set of weights.
    pub(super) fn decide(&mut self, set: usize, contexts: &[u32], node: u32, given: bool) -> bool {
        self.work(contexts.len());
        if self.is_stopped() {
            return false;
        }
        let chance = self.learned.model.chance(set, contexts, node);
        let yes = self.settle(chance, given);
        self.learned.model.learn(yes, contexts.len());
        yes
    }

    /// A decision that is settled with a chance.
    fn settle(&mut self, chance: Chance, given: bool) -> bool {
        match &mut self.way {
            Way::Learn => given,
            Way::Write(writer) => {
                writer.write(given, chance);
                given
            }
            Way::Read(reader) => reader.read(chance),
        }
    }

    /// Whether there is what there never was so far.
    pub(super) fn exception(&mut self, given: bool) -> bool {
        !self.is_stopped() && self.settle(16, given)
    }

    /// The low bits of a number of which nothing is known.
    pub(super) fn bits(&mut self, count: u32, given: u128) -> u128 {
        let mut made = 0;
        for place in (0..count).rev() {
            self.work(1);
            if self.is_stopped() {
                return 0;
            }
            let yes = self.settle(1 << 15, given >> place & 1 == 1);
            made = made << 1 | u128::from(yes);
        }
        made
    }

    /// Yes or no.
    pub(super) fn flag(&mut self, field: Field, context: u32, given: bool) -> bool {
        let yes = self.step(field, context, 0, given);
        self.remember(field, u32::from(yes));
        yes
    }

    /// Which of these a value is, if it is one of them. The likely ones stand
    /// first.
    pub(super) fn pick<T: PartialEq>(
        &mut self,
        field: Field,
        context: u32,
        candidates: &[T],
        given: &T,
    ) -> Option<usize> {
        let mut asked = 0;
        for (place, candidate) in candidates.iter().enumerate() {
            if candidates
                .iter()
                .take(place)
                .any(|before| before == candidate)
            {
                continue;
            }
            asked += 1;
            if self.step(field, context, asked, candidate == given) {
                self.remember(field, asked);
                return Some(place);
            }
        }
        self.remember(field, 0);
        None
    }

    /// One of several questions about a field.
    pub(super) fn step(&mut self, field: Field, context: u32, node: u32, given: bool) -> bool {
        let id = field as u32;
        let last = self.learned.lasts.get(field as usize).copied().unwrap_or(0);
        let contexts = [
            hash(&[id]),
            hash(&[id, 1, context]),
            hash(&[id, 2, last & 0xf, context]),
            hash(&[id, 3, last & 0xff]),
        ];
        self.decide(field as usize, &contexts, node, given)
    }

    /// Remembers how a question about a field was answered.
    pub(super) fn remember(&mut self, field: Field, outcome: u32) {
        if let Some(last) = self.learned.lasts.get_mut(field as usize) {
            *last = *last << 4 | outcome.min(15);
        }
    }

    /// A number, mostly a small one.
    pub(super) fn number(&mut self, field: Field, context: u32, given: u64) -> u64 {
        let given = given.saturating_add(1);
        let length = given.ilog2();
        let mut digits = 0;
        while digits < 63 && self.step(field, context, 32 + digits, digits < length) {
            digits += 1;
        }
        self.remember(field, digits);
        let mut made = 1u64;
        for place in (0..digits).rev() {
            let given = given >> place & 1 == 1;
            // Only the first digits behind the leading one have a pattern.
            let prefix = if made < 8 { made } else { 0 };
            let node = 128 + (digits << 9 | place << 3) + u32::try_from(prefix).unwrap_or(0);
            made = made << 1 | u64::from(self.step(field, context, node << 1, given));
        }
        made - 1
    }

    /// One of so many.
    pub(super) fn index(&mut self, field: Field, count: usize, given: usize) -> usize {
        let digits = count
            .checked_sub(1)
            .and_then(usize::checked_ilog2)
            .map_or(0, |log| log + 1);
        let mut made = 0;
        for place in (0..digits).rev() {
            // With many to choose from each is met too seldom to learn from.
            let node = if digits < 8 {
                made + (1 << digits >> place)
            } else {
                0
            };
            let node = u32::try_from(node).unwrap_or(0) << 12 | place;
            made = made << 1 | usize::from(self.step(field, 61, node, given >> place & 1 == 1));
        }
        if made >= count {
            self.stop(Stop::Damaged);
            return 0;
        }
        made
    }

    /// How many of something there are, each of which takes so many bytes: what
    /// has no room is refused before the first.
    pub(super) fn count(&mut self, field: Field, given: usize, bytes: usize) -> usize {
        self.count_like(field, 0, given, bytes)
    }

    /// The same in a context.
    pub(super) fn count_like(
        &mut self,
        field: Field,
        context: u32,
        given: usize,
        bytes: usize,
    ) -> usize {
        let given = u64::try_from(given).unwrap_or(u64::MAX);
        let count = self.number(Field::Count, hash(&[field as u32, context]), given);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        self.room(count.saturating_mul(bytes));
        if self.is_stopped() { 0 } else { count }
    }
}
