//! Edits that mend what cannot be resolved: texts that are nearly readable, and
//! references that nearly lead somewhere.

use serde_json::Value;

use super::{Context, Diagnostic};
use crate::edit::Edit;
use crate::scenario::{Entity, Kind, Scenario};

/// How many texts of one document are mended one by one: a fix holds the whole
/// list that a text is in.
const MOST_MENDED: usize = 200;

/// Adds fixes to what resolving found, where it is known what was meant.
///
/// Takes O(n) time for each text that is mended.
pub(super) fn mend(scenario: &Scenario, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut left = MOST_MENDED;
    found
        .into_iter()
        .map(|diagnostic| match fix(scenario, &diagnostic, &mut left) {
            Some((title, edit)) => diagnostic.with_fix(title, vec![edit]),
            None => diagnostic,
        })
        .collect()
}

fn fix(scenario: &Scenario, diagnostic: &Diagnostic, left: &mut usize) -> Option<(String, Edit)> {
    let (path, text, meant) = match &diagnostic.context {
        Context::InvalidCidr(invalid) => (&invalid.path, &invalid.text, invalid.meant.clone()?),
        Context::InvalidAddress(invalid) => (&invalid.path, &invalid.text, invalid.meant.clone()?),
        Context::UnknownReference(unknown) => (&unknown.path, &unknown.id, unknown.meant.clone()?),
        _ => return None,
    };
    let entity = diagnostic.at?;
    *left = left.checked_sub(1)?;
    let field = path
        .rsplit_once('.')
        .map_or(path.as_str(), |(_, field)| field);
    let edit = replaced(scenario, entity, field, text, &meant)?;
    Some((format!("Write {meant} instead"), edit))
}

/// Makes the edit that writes one text of an entity instead of another.
fn replaced(
    scenario: &Scenario,
    entity: Entity,
    field: &str,
    text: &str,
    meant: &str,
) -> Option<Edit> {
    if entity.kind == Kind::Acl {
        return acl(scenario, entity.index, text, meant);
    }
    let id = scenario.id_of(entity)?;
    // Edits go by ids, and mean the first with one.
    scenario
        .entities()
        .find(|&(_, known)| known == id)
        .filter(|&(first, _)| first == entity)?;
    let list = |texts: &[String]| -> Value {
        let texts = texts
            .iter()
            .map(|known| if known == text { meant } else { known });
        texts.collect::<Vec<&str>>().into()
    };
    Some(match (entity.kind, field.split_once('[')) {
        (Kind::PrivateNetwork, Some((field, _))) => {
            let written = scenario.private_networks.get(entity.index)?;
            Edit::recreate(id, field, list(&written.subnets))
        }
        (Kind::Resource, Some((field, _))) => {
            let written = scenario.resources.get(entity.index)?;
            Edit::set(id, field, list(&written.addresses))
        }
        // An owner is chosen when something is created.
        (_, None) if field == "vpc_id" => Edit::recreate(id, field, meant),
        (_, None) => Edit::set(id, field, meant),
        _ => return None,
    })
}

/// Makes the edit that writes one text of an ACL's rules instead of another.
fn acl(scenario: &Scenario, index: usize, text: &str, meant: &str) -> Option<Edit> {
    let written = scenario.acls.get(index)?;
    let is_same = |acl: &&crate::scenario::Acl| {
        acl.vpc_id == written.vpc_id && acl.is_ipv6 == written.is_ipv6
    };
    // An edit means the first list of a VPC and family, and never its owner.
    let first = scenario.acls.iter().position(|acl| is_same(&acl))?;
    if first != index || written.vpc_id == text {
        return None;
    }
    let mut mended = written.clone();
    for rule in &mut mended.rules {
        for known in [&mut rule.source, &mut rule.destination] {
            if known == text {
                meant.clone_into(known);
            }
        }
    }
    Some(Edit::SetAcl {
        vpc_id: written.vpc_id.clone(),
        is_ipv6: written.is_ipv6,
        acl: Some(mended),
        at: None,
    })
}
