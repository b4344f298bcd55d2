//! More of something than the platform's default quota allows.

use serde::Serialize;

use super::help::{Help, Source, page};
use super::{Diagnostic, Look, Named};
use crate::order::sort;

/// Peering connectors of one organisation (platform facts, 2.3).
const CONNECTORS_OF_ORGANIZATION: usize = 512;

/// VPCs of one organisation (platform facts, 2.3).
const VPCS_OF_ORGANIZATION: usize = 256;

/// Private Networks of one VPC (platform facts, 2.3).
const PRIVATE_NETWORKS_OF_VPC: usize = 100;

/// Context of [`quota`](super::Code::Quota).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let networks: Vec<String> = (0..101)
///     .map(|number| format!(r#"{{"id": "n{number}", "vpc_id": "shop"}}"#))
///     .collect();
/// let networks = networks.join(",");
/// let text = &format!(r#"{{"vpcs": [{{"id": "shop"}}], "private_networks": [{networks}]}}"#);
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::Quota(quota) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((quota.count, quota.quota), (101, 100));
/// assert_eq!(quota.owner.as_ref().map(|vpc| vpc.id.as_str()), Some("shop"));
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quota {
    /// What there is too much of.
    pub of: QuotaKind,
    /// The organisation or VPC; `None` is everything that names no
    /// organisation.
    pub owner: Option<Named>,
    /// How many there are.
    pub count: usize,
    /// How many the platform allows unless asked for more.
    pub quota: usize,
}

/// What a quota counts.
///
/// ```
/// use peerlab_core::check::{Context, QuotaKind};
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
///
/// let vpcs: Vec<String> = (0..257).map(|number| format!(r#"{{"id": "v{number}"}}"#)).collect();
/// let text = &format!(r#"{{"vpcs": [{}]}}"#, vpcs.join(","));
/// let found = judge(&Scenario::from_json(text)?).diagnostics;
/// let Context::Quota(quota) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!(quota.of, QuotaKind::Vpcs);
/// assert_eq!(quota.owner, None, "none of them names its organisation");
/// # Ok::<(), peerlab_core::scenario::ReadError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuotaKind {
    /// The connectors of an organisation.
    Connectors,
    /// The VPCs of an organisation.
    Vpcs,
    /// The Private Networks of a VPC.
    PrivateNetworks,
}

impl Quota {
    pub(super) const HELP: Help = Help {
        rule: "An organisation has at most 512 peering connectors and 256 VPCs, and a VPC has at \
                most 100 Private Networks.",
        on_the_platform: "Creating one more is refused with the name of the quota and how much of \
                it is used.",
        mend: "Ask the platform's support for more, or do with fewer: VPCs around one in the \
                middle need fewer connectors than each with each.",
        sources: &[
            page::LIMITATIONS,
            Source::Documented("organizations-and-projects/additional-content/organization-quotas"),
        ],
    };

    pub(super) fn sentence(&self) -> String {
        let what = match self.of {
            QuotaKind::Connectors => "peering connectors",
            QuotaKind::Vpcs => "VPCs",
            QuotaKind::PrivateNetworks => "Private Networks",
        };
        let owner = match (&self.owner, self.of) {
            (Some(vpc), QuotaKind::PrivateNetworks) => vpc.vpc(),
            (Some(organization), _) => format!("Organisation {organization}"),
            (None, _) => "The scenario's organisation".to_owned(),
        };
        format!(
            "{owner} has {} {what}: the platform's quota is {} unless support raises it.",
            self.count, self.quota
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        self.owner.iter().map(|owner| owner.id.clone()).collect()
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    // VPCs and connectors of each organisation.
    let mut organizations: Vec<(Option<&str>, usize)> = Vec::new();
    for (_, vpc) in look.network.vpcs() {
        let written = look.scenario.vpcs.get(vpc.entity.index);
        let organization = written.and_then(|vpc| vpc.organization_id.as_deref());
        organizations.push((organization, vpc.connectors.len()));
        if vpc.private_networks.len() > PRIVATE_NETWORKS_OF_VPC {
            let context = Quota {
                of: QuotaKind::PrivateNetworks,
                owner: Some(look.named(vpc.entity)),
                count: vpc.private_networks.len(),
                quota: PRIVATE_NETWORKS_OF_VPC,
            };
            found.push(Diagnostic::new(Some(vpc.entity), context));
        }
    }
    sort(&mut organizations);
    for vpcs in organizations.chunk_by(|(a, _), (b, _)| a == b) {
        let organization = vpcs.first().and_then(|&(organization, _)| organization);
        let connectors = vpcs.iter().map(|(_, connectors)| connectors).sum();
        let counts = [
            (QuotaKind::Vpcs, vpcs.len(), VPCS_OF_ORGANIZATION),
            (
                QuotaKind::Connectors,
                connectors,
                CONNECTORS_OF_ORGANIZATION,
            ),
        ];
        for (of, count, quota) in counts {
            if count > quota {
                let context = Quota {
                    of,
                    owner: organization.map(|id| named_organization(look, id)),
                    count,
                    quota,
                };
                found.push(Diagnostic::new(None, context));
            }
        }
    }
}

fn named_organization(look: &Look<'_>, id: &str) -> Named {
    let listed = look.scenario.organizations.iter().find(|o| o.id == id);
    let name = listed.map_or("", |organization| organization.name.as_str());
    Named {
        id: id.to_owned(),
        name: if name.is_empty() { id } else { name }.to_owned(),
    }
}
