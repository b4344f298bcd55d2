//! Connectors: mostly one and its answer, from a VPC to the next.

use super::coder::{Coder, Field};
use super::document::{Known, each};
use super::facts::{Facts, Forms};
use super::names::{Ids, Pointer};
use crate::order::PairNumbers;
use crate::scenario::{Scenario, VpcConnector};

/// Describes the connectors.
pub(super) fn describe(
    coder: &mut Coder<'_>,
    known: &mut Known,
    made: &mut Scenario,
    given: &Scenario,
) {
    let mut last = Last::default();
    let connectors = &given.vpc_connectors;
    each(
        coder,
        Field::Connector,
        connectors,
        |coder, one: &VpcConnector| {
            let (from, to) = last.ends(coder, &known.vpcs, one);
            let vpc = |pointer: &Pointer| made.vpcs.get(pointer.place?);
            let name = |pointer: &Pointer| vpc(pointer).map_or("", |vpc| &vpc.name);
            let facts = Facts::default()
                .forms(&from.id, Forms::All)
                .forms(&to.id, Forms::All)
                .forms(name(&from), Forms::Words)
                .forms(name(&to), Forms::Words)
                .place(made.vpc_connectors.len())
                .known();
            let id = coder.like(Field::Connector, None, &facts, &one.id);
            let with_id = Facts::default().forms(&id, Forms::All).and(&facts).known();
            let name = coder.like(Field::ConnectorName, None, &with_id, &one.name);
            let home = vpc(&from).map_or("", |vpc| &vpc.region);
            let region = region(coder, home, one.region.as_deref());
            let status = coder.maybe_recent(Field::ConnectorStatus, 0, one.status.as_deref());
            known.connectors.push(&id);
            known.all.push(&id);
            made.vpc_connectors.push(VpcConnector {
                id,
                name,
                vpc_id: from.id,
                target_vpc_id: to.id,
                region,
                status,
            });
        },
    );
}

/// The region of a connector, which is that of its VPC.
fn region(coder: &mut Coder<'_>, home: &str, given: Option<&str>) -> Option<String> {
    let field = Field::ConnectorRegion;
    coder.flag(field, 0, given.is_some()).then(|| {
        let given = given.unwrap_or_default();
        if coder.step(field, 80, 80, given == home) {
            coder.room(home.len());
            home.to_owned()
        } else {
            coder.recent(field, 81, given)
        }
    })
}

/// Between which VPCs the connectors so far are.
#[derive(Default)]
struct Last {
    /// The ends of the last that was no answer.
    from: Option<usize>,
    to: Option<usize>,
    /// The ends of the last, while it has no answer.
    unanswered: Option<(usize, usize)>,
    asked: PairNumbers,
}

impl Last {
    /// The VPC of a connector, and its target.
    fn ends(
        &mut self,
        coder: &mut Coder<'_>,
        vpcs: &Ids,
        given: &VpcConnector,
    ) -> (Pointer, Pointer) {
        let ends = [&given.vpc_id, &given.target_vpc_id].map(|id| vpcs.find(id));
        let answered = self.unanswered.filter(|&(from, to)| {
            coder.flag(Field::ConnectorIsAnswer, 0, ends == [Some(to), Some(from)])
        });
        let (from, to) = match answered {
            Some((from, to)) => (coder.pointed(vpcs, to), coder.pointed(vpcs, from)),
            None => self.question(coder, vpcs, given),
        };
        self.unanswered = from.place.zip(to.place).filter(|&(from, to)| {
            self.asked.insert((from, to), 0);
            from != to && !self.asked.contains_key(&(to, from))
        });
        (from, to)
    }

    /// The ends of one that is no answer.
    fn question(
        &mut self,
        coder: &mut Coder<'_>,
        vpcs: &Ids,
        given: &VpcConnector,
    ) -> (Pointer, Pointer) {
        let next = |place: Option<usize>| place.map_or(0, |place| place + 1);
        // The next target of the same VPC, if that is left.
        let mut after = next(self.to);
        if Some(after) == self.from {
            after += 1;
        }
        let is_done = u32::from(after >= vpcs.len());
        let guesses = [self.from, Some(next(self.from)), self.to];
        let from = coder.pointer(Field::ConnectorVpc, is_done, vpcs, &guesses, &given.vpc_id);
        let is_same = from.place == self.from;
        let guesses = if is_same {
            [Some(after), None, None, None]
        } else {
            let start = usize::from(from.place == Some(0));
            let before = from.place.and_then(|place| place.checked_sub(1));
            [Some(next(from.place)), self.to, before, Some(start)]
        };
        let context = u32::from(is_same) << 1 | is_done;
        let target = &given.target_vpc_id;
        let to = coder.pointer(Field::ConnectorTarget, context, vpcs, &guesses, target);
        (self.from, self.to) = (from.place, to.place);
        (from, to)
    }
}
