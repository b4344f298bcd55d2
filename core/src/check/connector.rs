//! What is the matter with connectors themselves: no answer, ends that can
//! never be peered, the same ends twice, another status than was reported.

use serde::Serialize;

use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named, listed, plural};
use crate::assumption::Assumption;
use crate::edit::Edit;
use crate::network::Connector;
use crate::order::sort_by;
use crate::peering::{OrphanReason, Status};
use crate::report::ConnectorStatus;

/// Context of [`orphan-connector`](super::Code::OrphanConnector).
///
/// Not raised where the ends can never be peered: that is
/// [`self-peering`](super::Code::SelfPeering) or
/// [`cross-region-peering`](super::Code::CrossRegionPeering), and being orphan
/// is its consequence.
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::peering::OrphanReason;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let text = r#"{"vpcs": [{"id": "shop"}, {"id": "data"}], "vpc_connectors": [
///     {"id": "shop-to-data", "vpc_id": "shop", "target_vpc_id": "data"}]}"#;
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::OrphanConnector(orphan) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(orphan.reason, OrphanReason::NoMatchingConnector);
/// assert_eq!(orphan.target.id, "data", "whose owner has to create the other one");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OrphanConnector {
    /// The connector.
    pub connector: Named,
    /// The VPC it belongs to.
    pub origin: Named,
    /// The VPC it wants to peer with.
    pub target: Named,
    /// Why no connector answers it.
    pub reason: OrphanReason,
}

impl OrphanConnector {
    pub(super) const HELP: Help = Help {
        rule: "Two VPCs are peered once each has a connector to the other. A connector that none \
                answers is orphan, and there is no connection.",
        on_the_platform: "A new connector is orphan and stays so without an end: nobody is told \
                of it, and the owner of the target has to create the other one. Nothing is billed \
                meanwhile.",
        mend: "Create the connector of the other VPC with this VPC as its target, or ask the \
                other owner to. Where one is there already, compare its target and its region.",
        sources: &[page::STATUSES, Source::Documented("vpc-peering/faq")],
    };

    pub(super) fn sentence(&self) -> String {
        let Self {
            connector,
            origin,
            target,
            reason,
        } = self;
        match reason {
            OrphanReason::TargetNotInScenario => format!(
                "Connector {connector} is orphan: the scenario has no VPC “{}” that could answer \
                 it.",
                target.id
            ),
            OrphanReason::Unseen => format!(
                "Connector {connector} is orphan: nothing of {} matches it. Why is not told.",
                target.vpc()
            ),
            OrphanReason::NoMatchingConnector
            | OrphanReason::SelfPeering
            | OrphanReason::DifferentRegion => format!(
                "Connector {connector} is orphan: {} has no connector back to {}.",
                target.vpc(),
                origin.vpc()
            ),
        }
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ids = [&self.connector, &self.origin, &self.target];
        ids.map(|named| named.id.clone()).to_vec()
    }
}

/// Context of [`self-peering`](super::Code::SelfPeering).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpc_connectors[0].target_vpc_id = "shop".to_owned();
/// let found = judge(&scenario).diagnostics;
/// let Context::SelfPeering(alone) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((alone.connector.id.as_str(), alone.vpc.id.as_str()), ("shop-to-hub", "shop"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SelfPeering {
    /// The connector.
    pub connector: Named,
    /// The VPC at both its ends.
    pub vpc: Named,
}

impl SelfPeering {
    pub(super) const HELP: Help = Help {
        rule: "A peering joins two VPCs. A connector whose target is its own VPC can never be \
                peered.",
        on_the_platform: "A VPC's own Private Networks reach each other by its routing, without \
                any connector. What the platform answers to such a connector is not documented.",
        mend: "Remove the connector, or create one to the VPC that is meant.",
        sources: &[Source::Inferred(
            "the definition of a match: every subnet would overlap itself",
        )],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "Connector {} leads from {vpc} to {vpc}: a VPC cannot be peered with itself.",
            self.connector,
            vpc = self.vpc.vpc()
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.connector.id.clone(), self.vpc.id.clone()]
    }
}

/// Context of [`cross-region-peering`](super::Code::CrossRegionPeering).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpcs[2].region = "nl-ams".to_owned();
/// let found = judge(&scenario).diagnostics;
/// let Context::CrossRegionPeering(apart) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((apart.origin_region.as_str(), apart.target_region.as_str()), ("fr-par", "nl-ams"));
/// assert_eq!(apart.connectors.len(), 2, "both ways are one finding");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CrossRegionPeering {
    /// The connectors between the two VPCs, either way.
    pub connectors: Vec<Named>,
    /// The origin of the first of them.
    pub origin: Named,
    /// Its region.
    pub origin_region: String,
    /// The target of the first of them.
    pub target: Named,
    /// Its region.
    pub target_region: String,
}

impl CrossRegionPeering {
    pub(super) const HELP: Help = Help {
        rule: "Two VPCs can be peered only where both are in one region.",
        on_the_platform: "A connector belongs to the region of its VPC and is matched with those \
                of that region, so it stays orphan.",
        mend: "Remove the connectors. To join the two, move one side to a VPC in the other's \
                region, or use another way such as a VPN.",
        sources: &[page::LIMITATIONS],
    };

    pub(super) fn sentence(&self) -> String {
        let (connectors, join) = match self.connectors.as_slice() {
            [one] => (format!("Connector {one}"), "joins"),
            several => (format!("Connectors {}", listed(several)), "join"),
        };
        format!(
            "{connectors} {join} {} in {} to {} in {}: only VPCs of one region can be peered.",
            self.origin.vpc(),
            self.origin_region,
            self.target.vpc(),
            self.target_region
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ends = [&self.origin, &self.target];
        let named = self.connectors.iter().chain(ends);
        named.map(|named| named.id.clone()).collect()
    }
}

/// Context of [`duplicate-connector`](super::Code::DuplicateConnector).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let mut second = scenario.vpc_connectors[0].clone();
/// second.id = "shop-to-hub-2".to_owned();
/// scenario.vpc_connectors.push(second);
/// let found = judge(&scenario).diagnostics;
/// let Context::DuplicateConnector(duplicate) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// let ids: Vec<&str> = duplicate.connectors.iter().map(|one| one.id.as_str()).collect();
/// assert_eq!(ids, ["shop-to-hub", "shop-to-hub-2"]);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DuplicateConnector {
    /// The connectors with the same ends, in document order.
    pub connectors: Vec<Named>,
    /// The VPC they belong to.
    pub origin: Named,
    /// The VPC they want to peer with.
    pub target: Named,
}

impl DuplicateConnector {
    pub(super) const HELP: Help = Help {
        rule: "One connector from a VPC to another is all that its side of a peering needs. Here \
                each has the status that it would have alone.",
        on_the_platform: "Every connector counts towards the quota, and every peered one is \
                billed. Whether the platform takes a second one is not documented.",
        mend: "Keep one and remove the others. Let routes that lead to those lead to the one that \
                stays.",
        sources: &[Source::Assumed(Assumption::A1)],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "Connectors {} {} lead from {} to {}: one is enough.",
            listed(&self.connectors),
            if self.connectors.len() == 2 {
                "both"
            } else {
                "all"
            },
            self.origin.vpc(),
            self.target.vpc()
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        let ends = [&self.origin, &self.target];
        let named = self.connectors.iter().chain(ends);
        named.map(|named| named.id.clone()).collect()
    }
}

/// Context of [`status-differs`](super::Code::StatusDiffers).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::ConnectorStatus;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// scenario.vpc_connectors[0].status = Some("orphan".to_owned());
/// let found = judge(&scenario).diagnostics;
/// let Context::StatusDiffers(differs) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(differs.reported, ConnectorStatus::Orphan, "as it was imported");
/// assert_eq!(differs.computed, ConnectorStatus::Peered);
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusDiffers {
    /// The connector.
    pub connector: Named,
    /// The status that was imported.
    pub reported: ConnectorStatus,
    /// The status that the rules give.
    pub computed: ConnectorStatus,
}

impl StatusDiffers {
    pub(super) const HELP: Help = Help {
        rule: "The status of a connector follows from what the scenario holds. One that came with \
                an import is compared with it and otherwise not used.",
        on_the_platform: "The platform judges by the VPCs of both owners. Where it said something \
                else, the scenario lacks a part of them or has changed since.",
        mend: "Import the lists again, with those of the other VPC. Where the scenario is a plan, \
                forget the reported status.",
        sources: &[page::STATUSES],
    };

    pub(super) fn sentence(&self) -> String {
        format!(
            "Connector {} was reported as {} but is {} by what the scenario holds: something \
             changed since, or is missing here.",
            self.connector, self.reported, self.computed
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        vec![self.connector.id.clone()]
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    let mut across_regions = Vec::new();
    let mut same_ends = Vec::new();
    for (index, connector) in look.network.connectors() {
        let status = look.peering.status(index);
        let target_id = target_id(look, connector);
        same_ends.push(((connector.origin, target_id), connector));
        if let (Status::Orphan(OrphanReason::DifferentRegion), Some(target)) =
            (status, connector.target)
        {
            let ends = (connector.origin.min(target), connector.origin.max(target));
            across_regions.push((ends, connector));
        }
        found.extend(orphan(look, connector, status));
        found.extend(status_differs(look, connector, status));
    }
    let across_regions = grouped(across_regions);
    found.extend(across_regions.iter().filter_map(|c| cross_region(look, c)));
    let same_ends = grouped(same_ends);
    found.extend(same_ends.iter().filter_map(|c| duplicate(look, c)));
}

/// Groups connectors by their ends, in the order of these.
fn grouped<E: Ord>(mut connectors: Vec<(E, &Connector)>) -> Vec<Vec<&Connector>> {
    sort_by(&mut connectors, |(a, _), (b, _)| a.cmp(b));
    let groups = connectors.chunk_by(|(a, _), (b, _)| a == b);
    let connectors = groups.map(|group| group.iter().map(|&(_, connector)| connector).collect());
    connectors.collect()
}

fn orphan(look: &Look<'_>, connector: &Connector, status: Status) -> Option<Diagnostic> {
    let Status::Orphan(reason) = status else {
        return None;
    };
    let named = look.named(connector.entity);
    let at = Some(connector.entity);
    match reason {
        OrphanReason::SelfPeering => {
            let edits = vec![Edit::Remove {
                id: named.id.clone(),
            }];
            let context = SelfPeering {
                connector: named,
                vpc: origin(look, connector),
            };
            Some(Diagnostic::new(at, context).with_fix("Remove the connector", edits))
        }
        OrphanReason::DifferentRegion => None,
        OrphanReason::TargetNotInScenario
        | OrphanReason::NoMatchingConnector
        | OrphanReason::Unseen => {
            let edits = connector
                .target
                .map(|target| look.add_connector(target, connector.origin));
            let context = OrphanConnector {
                connector: named,
                origin: origin(look, connector),
                target: target(look, connector),
                reason,
            };
            let title = format!("Add the connector back from {}", context.target.vpc());
            let diagnostic = Diagnostic::new(at, context);
            Some(diagnostic.with_fix(title, edits.into_iter().collect()))
        }
    }
}

/// Compares with what was imported, where that is a status the rules know: the
/// platform has passing ones besides.
fn status_differs(look: &Look<'_>, connector: &Connector, status: Status) -> Option<Diagnostic> {
    let written = look.scenario.vpc_connectors.get(connector.entity.index)?;
    let reported = ConnectorStatus::named(written.status.as_deref()?)?;
    let computed = ConnectorStatus::of(look.peering, status);
    (reported != computed).then(|| {
        let context = StatusDiffers {
            connector: look.named(connector.entity),
            reported,
            computed,
        };
        let forget = Edit::set_null(&context.connector.id, &["status"]);
        let diagnostic = Diagnostic::new(Some(connector.entity), context);
        diagnostic.with_fix("Forget the reported status", vec![forget])
    })
}

fn cross_region(look: &Look<'_>, connectors: &[&Connector]) -> Option<Diagnostic> {
    let first = connectors.first()?;
    let target_vpc = look.network.vpc(first.target?);
    let context = CrossRegionPeering {
        connectors: named(look, connectors),
        origin: origin(look, first),
        origin_region: look.region(look.network.vpc(first.origin).entity),
        target: target(look, first),
        target_region: look.region(target_vpc.entity),
    };
    let edits = removed(context.connectors.iter());
    let title = plural(edits.len(), "Remove the connector", "Remove the connectors");
    Some(Diagnostic::new(Some(first.entity), context).with_fix(title, edits))
}

fn duplicate(look: &Look<'_>, connectors: &[&Connector]) -> Option<Diagnostic> {
    let (first, [_, ..]) = connectors.split_first()? else {
        return None;
    };
    let context = DuplicateConnector {
        connectors: named(look, connectors),
        origin: origin(look, first),
        target: target(look, first),
    };
    let edits = removed(context.connectors.iter().skip(1));
    Some(Diagnostic::new(Some(first.entity), context).with_fix("Keep the first", edits))
}

fn removed<'c>(connectors: impl Iterator<Item = &'c Named>) -> Vec<Edit> {
    let remove = |connector: &Named| Edit::Remove {
        id: connector.id.clone(),
    };
    connectors.map(remove).collect()
}

fn named(look: &Look<'_>, connectors: &[&Connector]) -> Vec<Named> {
    let connectors = connectors.iter();
    connectors.map(|c| look.named(c.entity)).collect()
}

fn origin(look: &Look<'_>, connector: &Connector) -> Named {
    look.named(look.network.vpc(connector.origin).entity)
}

/// Names the target; one that the scenario does not have, by its id.
/// Names the VPC that a connector leads to; one that takes no part by its id.
pub(super) fn target(look: &Look<'_>, connector: &Connector) -> Named {
    if let Some(target) = connector.target {
        return look.named(look.network.vpc(target).entity);
    }
    let id = target_id(look, connector).to_owned();
    Named {
        name: id.clone(),
        id,
    }
}

fn target_id<'a>(look: &Look<'a>, connector: &Connector) -> &'a str {
    let written = look.scenario.vpc_connectors.get(connector.entity.index);
    written.map_or("", |written| &written.target_vpc_id)
}
