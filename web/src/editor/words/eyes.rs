//! What is said of a scenario that is seen with the eyes of one owner.

use peerlab_core::report::ConnectorStatus;

use super::Document;

/// Says whose eyes see the scenario and how much they see of it.
#[must_use]
pub fn eyes(document: &Document) -> String {
    let Some(viewer) = document.viewer() else {
        return "Seen with everyone’s eyes: everything is there again.".to_owned();
    };
    let name = document.owner_label(viewer);
    format!("Seen with {name}’s eyes. {}", others(document))
}

/// Says what an owner sees and may do; nothing where everyone looks.
#[must_use]
pub fn view(document: &Document) -> Vec<String> {
    let Some(viewer) = document.viewer() else {
        return Vec::new();
    };
    let name = document.owner_label(viewer);
    vec![
        format!("This is what {name} sees on the platform. {}", others(document)),
        "What others call their VPCs, what is in them, and which connectors they have is not shown \
         by the platform, and not here either: it is not in the page, nor in a link or a file \
         that is made now. Only once a connector is peered does the platform tell what its \
         target is called and whose it is; that is left out here."
            .to_owned(),
        format!(
            "What {name} owns can be changed, everything else is refused. Undo takes back what was \
             done with {name}’s eyes; what was done with others waits until everyone looks again."
        ),
    ]
}

/// Counts what an owner sees of others.
fn others(document: &Document) -> String {
    let vpcs = document.scenario().vpcs.len();
    let others = (0..vpcs).filter(|&vpc| document.is_opaque(vpc)).count();
    let own = match vpcs - others {
        0 => "None of its VPCs is its own".to_owned(),
        1 => "1 VPC is its own".to_owned(),
        own => format!("{own} VPCs are its own"),
    };
    match others {
        0 => format!("{own}, and its connectors lead to nobody else’s."),
        1 => format!("{own}; of 1 other it knows the id."),
        others => format!("{own}; of {others} others it knows the ids."),
    }
}

/// Says what a VPC is of which no more than the id is seen.
#[must_use]
pub fn opaque(document: &Document, id: &str) -> Vec<String> {
    let owner = document.viewer().map(|viewer| document.owner_label(viewer));
    let owner = owner.unwrap_or("The owner");
    vec![
        format!(
            "{owner} knows the id of this VPC, because a connector of its own leads to {id}. Whose \
             it is, what it is called and what is in it are not shown, nor what leads from it to \
             others."
        ),
        format!(
            "Its owner sees as little of {owner}’s: each side consents for itself, and all that \
             both are told is the status of their own connector."
        ),
    ]
}

/// Tells whether no more than its id is seen of the VPC with an id.
pub(super) fn is_opaque(document: &Document, id: &str) -> bool {
    document.viewer().is_some() && document.vpc(id).is_none_or(|vpc| document.is_opaque(vpc))
}

/// Says what an owner is told of a connector to a VPC that they do not see.
pub(super) fn unseen(
    document: &Document,
    status: ConnectorStatus,
    origin: &str,
    target: &str,
) -> Vec<String> {
    let told = match status {
        ConnectorStatus::Peered => [
            format!(
                "{target} has a connector back, and no subnet of {origin} overlaps one of it. \
                 Which subnets those are has to be agreed on with its owner: they are not shown."
            ),
            "Being peered carries no traffic by itself: each VPC also needs a custom route \
             through its own connector."
                .to_owned(),
        ],
        ConnectorStatus::Conflict => [
            format!(
                "{target} has a connector back, but a subnet of {origin} overlaps one of it. Which \
                 ones is not told (A12): it takes both owners to compare theirs."
            ),
            "The CIDR of a Private Network cannot be changed: one Private Network of each pair \
             has to be deleted and made again with other addresses."
                .to_owned(),
        ],
        ConnectorStatus::Orphan => [
            format!(
                "Nothing of {target} matches it. The platform does not say why: its owner may not \
                 have answered, it may be in another region, or there may be no such VPC."
            ),
            "Nobody is notified of a connector. Its id has to be given to the other owner, who \
             consents by creating one towards yours."
                .to_owned(),
        ],
    };
    let told = told.to_vec();
    if document.is_only_a_view() {
        let then = "This is what was told when the view was shared.".to_owned();
        return told.into_iter().chain([then]).collect();
    }
    told
}
