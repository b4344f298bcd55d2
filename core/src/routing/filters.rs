//! What looks at who sends: network ACLs and ingress rules, over whole sets of
//! addresses.

use super::Flow;
use crate::cidr::{AddressSet, Cidr, Family, Range, address};
use crate::network::{Acl, Network, Vpc, VpcIndex};
use crate::scenario::AclAction;

/// What stands between two VPCs' Private Networks and looks at senders.
pub(super) struct Filters<'n> {
    network: &'n Network,
    /// The ACL where packets leave.
    leaving: Option<&'n Acl>,
    /// The ACL where they enter.
    entering: Option<&'n Acl>,
    /// The VPC whose ingress rules they meet, where they come from a peer.
    ingress: Option<&'n Vpc>,
    family: Family,
}

/// Cuts senders where an ACL's rules cut them and returns, for each group, the
/// receivers that it lets the group through to.
pub(crate) fn accepted_by_sender(
    acl: &Acl,
    flow: Flow,
    family: Family,
    senders: &AddressSet,
    receivers: &AddressSet,
) -> Vec<(Range, AddressSet)> {
    let sources = acl.rules.iter().map(|rule| rule.source);
    let cuts = cuts(sources, family);
    let groups = senders.ranges().iter().flat_map(|&range| cut(range, &cuts));
    groups
        .map(|group| (group, accepted(acl, flow, family, group.first, receivers)))
        .collect()
}

impl<'n> Filters<'n> {
    /// Finds what packets from one VPC to another meet.
    pub(super) fn between(
        network: &'n Network,
        from: VpcIndex,
        home: VpcIndex,
        family: Family,
    ) -> Self {
        Self {
            network,
            leaving: network.vpc(from).acl(family),
            entering: network.vpc(home).acl(family),
            ingress: (from != home).then(|| network.vpc(home)),
            family,
        }
    }

    /// Cuts senders where rules cut them and returns, for each group by its
    /// lowest sender, which receivers it gets through to.
    ///
    /// Takes O(g × r) set operations for g groups and r rules.
    pub(super) fn by_sender(
        &self,
        flow: Flow,
        senders: &AddressSet,
        receivers: &AddressSet,
    ) -> Vec<(u128, AddressSet)> {
        let cuts = self.cuts();
        let groups = senders.ranges().iter().flat_map(|&range| cut(range, &cuts));
        groups
            .map(|group| (group.first, self.passed(flow, group, receivers)))
            .collect()
    }

    /// Tells whether nothing can be dropped, so that senders are all alike.
    pub(super) fn are_open(&self) -> bool {
        let open = |acl: Option<&Acl>| {
            acl.is_none_or(|acl| {
                acl.default_policy == AclAction::Accept
                    && acl
                        .rules
                        .iter()
                        .all(|rule| rule.action == AclAction::Accept)
            })
        };
        let sound = self.ingress.is_none_or(|vpc| {
            let mut rules = vpc.ingress_rules.iter();
            rules.all(|rule| rule.is_sound(self.network))
        });
        open(self.leaving) && open(self.entering) && sound
    }

    /// Returns the receivers of a set that a group of senders gets through to.
    fn passed(&self, flow: Flow, senders: Range, receivers: &AddressSet) -> AddressSet {
        let sender = address(self.family, senders.first);
        let rule = self.ingress.and_then(|vpc| vpc.ingress_rule(sender));
        if rule.is_some_and(|rule| !rule.is_sound(self.network)) {
            return AddressSet::default();
        }
        let acls = [self.leaving, self.entering].into_iter().flatten();
        acls.fold(receivers.clone(), |receivers, acl| {
            accepted(acl, flow, self.family, senders.first, &receivers)
        })
    }

    /// Returns where the answer of [`passed`](Self::passed) may change from one
    /// sender to the next.
    fn cuts(&self) -> Vec<u128> {
        let acls = [self.leaving, self.entering].into_iter().flatten();
        let rules = acls.flat_map(|acl| acl.rules.iter().map(|rule| rule.source));
        let ingress = self.ingress.into_iter().flat_map(|vpc| &vpc.ingress_rules);
        cuts(rules.chain(ingress.map(|rule| rule.source)), self.family)
    }
}

/// Returns where prefixes of a family begin and end, sorted.
fn cuts(prefixes: impl Iterator<Item = Cidr>, family: Family) -> Vec<u128> {
    let mut cuts: Vec<u128> = prefixes
        .filter(|prefix| prefix.family() == family)
        .map(Range::of)
        .flat_map(|range| [Some(range.first), range.last.checked_add(1)])
        .flatten()
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Cuts a range before each of the sorted cuts that lie in it.
fn cut(range: Range, cuts: &[u128]) -> Vec<Range> {
    let begin = cuts.partition_point(|&cut| cut <= range.first);
    let end = cuts.partition_point(|&cut| cut <= range.last);
    let inner = cuts.get(begin..end).unwrap_or_default();
    let firsts = std::iter::once(range.first).chain(inner.iter().copied());
    let lasts = inner.iter().map(|cut| cut - 1).chain([range.last]);
    firsts
        .zip(lasts)
        .map(|(first, last)| Range { first, last })
        .collect()
}

/// Returns the receivers to which an ACL lets a sender through.
fn accepted(
    acl: &Acl,
    flow: Flow,
    family: Family,
    sender: u128,
    receivers: &AddressSet,
) -> AddressSet {
    let mut undecided = receivers.clone();
    let mut accepted = AddressSet::default();
    let of_family = |cidr: Cidr| cidr.family() == family;
    for rule in &acl.rules {
        if undecided.is_empty() {
            break;
        }
        let is_about = of_family(rule.source)
            && of_family(rule.destination)
            && Range::of(rule.source).contains(sender)
            && rule.applies_to(flow);
        if is_about {
            let destination = AddressSet::from(rule.destination);
            if rule.action == AclAction::Accept {
                accepted = accepted.union(&undecided.intersection(&destination));
            }
            undecided = undecided.difference(&destination);
        }
    }
    if acl.default_policy == AclAction::Accept {
        accepted = accepted.union(&undecided);
    }
    accepted
}
