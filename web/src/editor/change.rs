//! Changes of what is there, as the fields make them.

mod several;

use peerlab_core::edit::{Edit, removal};
use peerlab_core::scenario::{Acl, Expectation, Kind};

use super::{Action, Document, Overlay, Selection, words};

pub use several::{move_all, shared_tags, tag_all};

/// A change that is asked about before it is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub title: String,
    /// What it would mean, a sentence each.
    pub told: Vec<String>,
    /// What the button says that makes the change.
    pub yes: &'static str,
    /// The edits.
    pub edits: Vec<Edit>,
    /// What the change is called.
    pub label: String,
}

/// Returns what a field of the document is called.
#[must_use]
pub fn field_name(field: &str) -> &str {
    match field {
        "subnets" => "CIDRs",
        "vpc_id" => "VPC",
        "target_vpc_id" => "target",
        "project_id" => "project",
        "organization_id" => "organisation",
        "routing_enabled" => "routing",
        "transitivity_enabled" => "transit",
        "custom_routes_propagation_enabled" => "propagation of custom routes",
        "default_route_propagation_enabled" => "default routes",
        "nexthop_vpc_connector_id" => "next hop",
        "nexthop_resource_ip" => "address",
        "nexthop_private_network_id" | "private_network_id" => "Private Network",
        other => other,
    }
}

/// Makes the changes of one entity.
#[derive(Clone, Copy, Debug)]
pub struct Of<'d> {
    /// The scenario.
    pub document: &'d Document,
    /// The entity's id.
    pub id: &'d str,
}

impl Of<'_> {
    /// Makes edits that change a field.
    #[must_use]
    pub fn edit(self, field: &str, edits: Vec<Edit>) -> Action {
        let name = words::called(self.document, self.id);
        let label = match field {
            "name" => format!("rename {name}"),
            field => format!("change {} of {name}", field_name(field)),
        };
        Action::Edit { edits, label }
    }

    /// Sets a text; one that is empty and may be missing is left out.
    #[must_use]
    pub fn set_text(self, field: &str, text: String, may_miss: bool) -> Action {
        let edit = if may_miss && text.trim().is_empty() {
            Edit::set_null(self.id, &[field])
        } else {
            Edit::set(self.id, field, text)
        };
        self.edit(field, vec![edit])
    }

    /// Changes what the platform only takes at creation: asks first, and tells
    /// what deleting and creating again would mean there. What is not on the
    /// platform, `is_new`, is changed at once.
    #[must_use]
    pub fn recreate(self, field: &str, edit: Edit, is_new: bool) -> Action {
        let made = self.edit(field, vec![edit]);
        let (false, Action::Edit { edits, label }) = (is_new, &made) else {
            return made;
        };
        let name = words::called(self.document, self.id);
        let mut told = vec![format!(
            "The platform takes this only at creation: {name} has to be deleted and created again."
        )];
        let with = removal(self.document.scenario(), [self.id]).with;
        if with.is_empty() {
            told.push("Nothing else depends on it.".to_owned());
        } else {
            told.push(format!(
                "{} on it and has to be deleted first and created again too. Here it stays as it is.",
                depend(&with)
            ));
        }
        Action::Lay(Some(Overlay::Question(Box::new(Question {
            title: format!("Delete and recreate {name}?"),
            told,
            yes: "Delete and recreate",
            edits: edits.clone(),
            label: label.clone(),
        }))))
    }

    /// Removes the entity with what belongs to it, and selects its VPC.
    #[must_use]
    pub fn remove(self) -> Action {
        let name = words::called(self.document, self.id);
        let owner = self.document.vpc_of(&Selection::Entity(self.id.to_owned()));
        let owner = owner.filter(|owner| owner != self.id);
        Action::Make {
            edits: removal(self.document.scenario(), [self.id]).edits,
            label: format!("remove {name}"),
            show: owner.map_or(Selection::Nothing, Selection::Entity),
        }
    }

    /// Says what removing the entity would take along; empty where it is
    /// nothing.
    #[must_use]
    pub fn goes_with(self) -> String {
        let with = removal(self.document.scenario(), [self.id]).with;
        if with.is_empty() {
            String::new()
        } else {
            format!("{} with it.", go(&with))
        }
    }
}

/// Sets the ACL of a VPC, or removes it.
#[must_use]
pub fn acl(document: &Document, vpc_id: &str, is_ipv6: bool, acl: Option<Acl>) -> Action {
    let edit = Edit::SetAcl {
        vpc_id: vpc_id.to_owned(),
        is_ipv6,
        acl,
        at: None,
    };
    acl_edit(document, vpc_id, edit)
}

/// Makes an edit of the ACL of a VPC.
#[must_use]
pub fn acl_edit(document: &Document, vpc_id: &str, edit: Edit) -> Action {
    Action::Edit {
        edits: vec![edit],
        label: format!("change ACL of {}", document.label(vpc_id)),
    }
}

/// Sets what should hold.
#[must_use]
pub fn expectations(expectations: Vec<Expectation>) -> Action {
    Action::Edit {
        edits: vec![Edit::SetExpectations { expectations }],
        label: "change expectations".to_owned(),
    }
}

/// Sets the name or the description of the scenario.
#[must_use]
pub fn describe(name: Option<String>, description: Option<String>) -> Action {
    let label = match name {
        Some(_) => "rename the scenario",
        None => "describe the scenario",
    };
    Action::Edit {
        edits: vec![Edit::Describe { name, description }],
        label: label.to_owned(),
    }
}

/// Counts things, such as “2 resources and 1 route”.
fn counted(things: &[(Kind, usize)]) -> String {
    let words: Vec<String> = things
        .iter()
        .map(|&(kind, count)| {
            let plural = if count == 1 { "" } else { "s" };
            format!("{count} {}{plural}", kind.noun())
        })
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    words::listed(&words)
}

const fn is_one(things: &[(Kind, usize)]) -> bool {
    matches!(things, [(_, 1)])
}

fn depend(things: &[(Kind, usize)]) -> String {
    let verb = if is_one(things) { "depends" } else { "depend" };
    format!("{} {verb}", counted(things))
}

fn go(things: &[(Kind, usize)]) -> String {
    let verb = if is_one(things) { "goes" } else { "go" };
    format!("{} {verb}", counted(things))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::{Editor, example};

    const SUBNET: &str = "10.20.0.0/22";

    fn recreated(editor: &Editor, id: &str, is_new: bool) -> Action {
        let of = Of {
            document: &editor.document,
            id,
        };
        let edit = Edit::recreate(id, "subnets", vec![SUBNET.to_owned()]);
        of.recreate("subnets", edit, is_new)
    }

    #[test]
    fn what_is_recreated_is_asked_about_and_told_what_depends_on_it() {
        let editor = Editor::new(example());
        let asked = editor.clone().apply(recreated(&editor, "pn-orders", false));
        assert_eq!(asked.document, editor.document);
        let Some(Overlay::Question(question)) = &asked.overlay else {
            panic!("nothing is asked");
        };
        assert_eq!(question.title, "Delete and recreate orders?");
        assert_eq!(question.told[1], "Nothing else depends on it.");
        let made = asked.clone().apply(Action::Edit {
            edits: question.edits.clone(),
            label: question.label.clone(),
        });
        assert_eq!(made.history.undo_label(), Some("change CIDRs of orders"));
        assert_eq!(made.overlay, None);

        let of = Of {
            document: &editor.document,
            id: "shop-to-data",
        };
        let edit = Edit::recreate("shop-to-data", "target_vpc_id", "vpc-partner");
        let Action::Lay(Some(Overlay::Question(question))) =
            of.recreate("target_vpc_id", edit, false)
        else {
            panic!("nothing is asked");
        };
        assert_eq!(
            question.title,
            "Delete and recreate connector Shop to Data?"
        );
        assert!(
            question.told[1].starts_with("2 routes depend on it"),
            "{question:?}"
        );
    }

    #[test]
    fn what_is_not_on_the_platform_is_changed_at_once() {
        let editor = Editor::new(example());
        let made = editor.clone().apply(recreated(&editor, "pn-orders", true));
        let network = &made.document.scenario().private_networks[2];
        assert_eq!(network.subnets, [SUBNET]);
    }

    #[test]
    fn removing_takes_along_what_belongs_to_it_in_one_step() {
        let editor = Editor::new(example());
        let of = Of {
            document: &editor.document,
            id: "vpc-data",
        };
        assert_eq!(
            of.goes_with(),
            "2 Private Networks, 2 connectors and 5 routes go with it."
        );
        let action = of.remove();
        let removed = editor.clone().apply(action);
        assert_eq!(removed.document.vpc("vpc-data"), None);
        assert_eq!(removed.history.undo_label(), Some("remove Data"));
        assert_eq!(removed.apply(Action::Undo).document, editor.document);

        let of = Of {
            document: &editor.document,
            id: "shop-orders",
        };
        assert_eq!(of.goes_with(), "");
        let action = of.remove();
        let removed = editor.apply(action);
        assert_eq!(removed.selection, Selection::Entity("vpc-shop".into()));
    }

    #[test]
    fn an_empty_text_that_may_be_missing_is_left_out() {
        let editor = Editor::new(example());
        let of = Of {
            document: &editor.document,
            id: "vpc-shop",
        };
        let action = of.set_text("name", " ".to_owned(), false);
        let named = editor.clone().apply(action);
        assert_eq!(named.document.scenario().vpcs[0].name, " ");
        let of = Of {
            document: &editor.document,
            id: "shop-to-data",
        };
        let action = of.set_text("nexthop_vpc_connector_id", String::new(), true);
        let refused = editor.apply(action);
        assert!(refused.notice.is_some(), "a connector has no such field");
    }
}
