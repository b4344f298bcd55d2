//! Two ways between VPCs that differ.

use serde::Serialize;

use super::help::{Help, Source};
use super::missing::unique;
use super::{Diagnostic, Look, Named};
use crate::cidr::Family;
use crate::network::VpcIndex;

/// Context of [`asymmetric-path`](super::Code::AsymmetricPath).
///
/// ```
/// use peerlab_core::check::Context;
/// use peerlab_core::edit::{apply_all, make};
/// use peerlab_core::report::judge;
/// use peerlab_core::scenario::Scenario;
/// # const CHAIN: &str =
/// #     include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/chain.json"));
///
/// let mut scenario = Scenario::from_json(CHAIN)?;
/// let (shop, data) = ("shop".to_owned(), "data".to_owned());
/// let direct = [
///     make::add_connector(shop.clone(), data.clone(), |_| false),
///     make::add_connector(data, shop, |_| false),
/// ];
/// apply_all(&mut scenario, &direct)?;
/// scenario.routes[0].nexthop_vpc_connector_id = Some("shop-to-data".to_owned());
/// let found = judge(&scenario).diagnostics;
/// let Context::AsymmetricPath(path) = &found[0].context else {
///     panic!("{found:?}");
/// };
/// assert_eq!((path.forward.len(), path.back.len()), (2, 3), "there directly, back by the hub");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AsymmetricPath {
    /// The VPCs that packets pass one way.
    pub forward: Vec<Named>,
    /// The VPCs that answers pass.
    pub back: Vec<Named>,
}

impl AsymmetricPath {
    pub(super) const HELP: Help = Help {
        rule: "Packets and their answers may take different ways, and both arrive here.",
        on_the_platform: "No page forbids it, and the platform's filters keep no state. A \
                firewall that sees one of the two ways does, and drops what it does not know.",
        mend: "Where a firewall stands on the way, let both ways lead through it: change the \
                routes of one side.",
        sources: &[Source::Inferred(
            "the lookup, which is made for each way on its own",
        )],
    };

    pub(super) fn sentence(&self) -> String {
        let path = |vpcs: &[Named]| {
            let names: Vec<&str> = vpcs.iter().map(|vpc| vpc.name.as_str()).collect();
            names.join(" → ")
        };
        format!(
            "Packets go {} and answers come back {}.",
            path(&self.forward),
            path(&self.back)
        )
    }

    pub(super) fn subjects(&self) -> Vec<String> {
        unique(self.forward.iter().chain(&self.back).map(|vpc| &vpc.id))
    }
}

pub(super) fn check(look: &Look<'_>, found: &mut Vec<Diagnostic>) {
    // For each VPC, the last that it was seen with.
    let mut seen = vec![None; look.network.vpcs().len()];
    let mut answers = vec![[None; 2]; look.network.vpcs().len()];
    let (mut there, mut back) = (Vec::new(), Vec::new());
    for to_home in look.reach.all().chunk_by(|a, b| a.home == b.home) {
        let Some(home) = to_home.first().map(|towards| towards.home) else {
            continue;
        };
        // What the VPC sends to each other one first.
        for sent in look.reach.sends(home) {
            let of_family = answers
                .get_mut(sent.towards.home.place())
                .map(|answers| of(answers, sent.towards.family));
            if let Some(answer) = of_family
                && answer.is_none_or(|(by, _)| by != home)
            {
                *answer = Some((home, sent));
            }
        }
        for towards in to_home {
            // Each pair of VPCs once.
            for leaf in towards.origins().take_while(|leaf| leaf.vpc < home) {
                let (Some(seen), Some(answers)) = (
                    seen.get_mut(leaf.vpc.place()),
                    answers.get_mut(leaf.vpc.place()),
                ) else {
                    continue;
                };
                if *seen != Some(home)
                    && let Some((by, answer)) = of(answers, towards.family)
                    && *by == home
                    && let Some(answering) = answer.first()
                {
                    *seen = Some(home);
                    there.clear();
                    there.extend(towards.path(leaf));
                    back.clear();
                    back.extend(answer.towards.path(answering));
                    found.extend(asymmetric_path(look, &there, &back));
                }
            }
        }
    }
}

/// Picks what is of a family.
fn of<T>([ipv4, ipv6]: &mut [T; 2], family: Family) -> &mut T {
    match family {
        Family::Ipv4 => ipv4,
        Family::Ipv6 => ipv6,
    }
}

fn asymmetric_path(look: &Look<'_>, forward: &[VpcIndex], back: &[VpcIndex]) -> Option<Diagnostic> {
    if forward.iter().eq(back.iter().rev()) {
        return None;
    }
    let named = |path: &[VpcIndex]| path.iter().map(|&vpc| look.vpc(vpc)).collect();
    let at = look.network.vpc(*forward.first()?).entity;
    let context = AsymmetricPath {
        forward: named(forward),
        back: named(back),
    };
    Some(Diagnostic::new(Some(at), context))
}
