//! The entries of the tree.

use peerlab_core::scenario::{Acl, PrivateNetwork, Vpc};
use web_sys::HtmlInputElement;
use yew::{
    AttrValue, Callback, FocusEvent, Html, KeyboardEvent, MouseEvent, TargetCast, classes, html,
};

use super::super::{Glyph, icon};
use super::Tree;
use crate::canvas::mark;
use crate::editor::words;

/// An entry of the tree, with everything that decides its look: where it is the
/// same as before, nothing is drawn anew.
#[derive(Clone, PartialEq)]
pub(super) struct Row {
    /// What it is known by among all entries.
    pub(super) key: AttrValue,
    /// The id of what it stands for.
    pub(super) id: Option<AttrValue>,
    /// The id of what is shown in its place where it has none.
    pub(super) owner: Option<AttrValue>,
    /// What people look for it by.
    pub(super) name: AttrValue,
    /// What it is, for those who do not see its mark.
    pub(super) told: &'static str,
    /// How deep it stands, from 1.
    pub(super) level: u8,
    /// Whether it can be renamed.
    pub(super) is_named: bool,
    /// Whether what is in it is seen; `None` where nothing is in it.
    pub(super) unfolded: Option<bool>,
    /// What stands on it.
    pub(super) content: Html,
    /// The entries in it that are seen.
    pub(super) inside: Vec<Row>,
    /// How it is at the moment.
    pub(super) state: State,
}

/// How an entry is at the moment.
#[derive(Clone, Copy, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "any of them holds or not whatever the others do"
)]
pub(super) struct State {
    is_selected: bool,
    /// Whether the problem that is selected is about it.
    is_subject: bool,
    /// Whether Tab reaches it.
    is_active: bool,
    is_renamed: bool,
}

/// What entries call back.
#[derive(Clone, PartialEq)]
pub(super) struct Calls {
    /// Takes the key of an entry that is folded or unfolded.
    pub(super) fold: Callback<AttrValue>,
    /// Takes the id of an entry that is selected.
    pub(super) pick: Callback<AttrValue>,
    /// Takes the id of an entry and its new name, if it gets one.
    pub(super) rename: Callback<(AttrValue, Option<String>)>,
}

impl Row {
    /// Makes the entry as it is in the tree.
    pub(super) fn within(mut self, tree: &Tree) -> Self {
        let id = self.id.as_ref();
        self.state = State {
            is_selected: id.is_some_and(|id| tree.selection.is(id)),
            is_subject: id.is_some_and(|id| tree.subjects.contains(id)),
            is_active: tree.active == self.key,
            is_renamed: self.is_named && id.is_some() && tree.renaming.as_ref() == id,
        };
        self
    }

    /// Shows the entry with what is in it.
    pub(super) fn shown(&self, calls: &Calls) -> Html {
        let (id, owner) = (self.id.clone(), self.owner.clone());
        let onclick = {
            let (on_pick, picked) = (calls.pick.clone(), id.clone().or_else(|| owner.clone()));
            Callback::from(move |event: MouseEvent| {
                event.stop_propagation();
                if let Some(id) = picked.clone() {
                    on_pick.emit(id);
                }
            })
        };
        let fold = {
            let (on_fold, key) = (calls.fold.clone(), self.key.clone());
            Callback::from(move |event: MouseEvent| {
                event.stop_propagation();
                on_fold.emit(key.clone());
            })
        };
        let tabindex = if self.state.is_active { "0" } else { "-1" };
        html! {
            <li key={self.key.to_string()} role="none">
                <div role="treeitem" {tabindex} {onclick}
                    class={classes!("entry", (self.level == 1).then_some("is-vpc"),
                        self.state.is_subject.then_some("is-subject"))}
                    aria-level={self.level.to_string()} aria-selected={self.state.is_selected.to_string()}
                    aria-expanded={self.unfolded.map(|unfolded| unfolded.to_string())}
                    data-key={self.key.clone()} data-id={id.clone()} data-owner={owner}
                    data-name={self.name.clone()} data-named={self.is_named.then_some("")}>
                    if self.unfolded.is_some() {
                        <span class={classes!("fold", (self.unfolded == Some(true)).then_some("is-unfolded"))}
                            onclick={fold}>{ icon(Glyph::Folded) }</span>
                    } else if self.level == 1 {
                        <span class="fold" />
                    }
                    if self.state.is_renamed {
                        { rename(calls, id, &self.name) }
                    } else {
                        { self.content.clone() }
                        <span class="sr-only">{ self.told }</span>
                        if self.state.is_subject {
                            <span class="sr-only">{ ", named by the problem" }</span>
                        }
                    }
                </div>
                if !self.inside.is_empty() {
                    <ul role="group">{ for self.inside.iter().map(|row| row.shown(calls)) }</ul>
                }
            </li>
        }
    }
}

/// Shows the field that an entry is renamed in.
fn rename(calls: &Calls, id: Option<AttrValue>, name: &str) -> Html {
    let id = id.unwrap_or_default();
    let done = {
        let (on_renamed, id) = (calls.rename.clone(), id);
        move |name: Option<String>| on_renamed.emit((id.clone(), name))
    };
    let former = name.to_owned();
    let onkeydown = {
        let done = done.clone();
        Callback::from(move |event: KeyboardEvent| {
            event.stop_propagation();
            match event.key().as_str() {
                "Enter" => {
                    let input: HtmlInputElement = event.target_unchecked_into();
                    done(Some(input.value()));
                }
                "Escape" => done(None),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onblur = Callback::from(move |event: FocusEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let name = input.value();
        done((name != former).then_some(name));
    });
    html! {
        <input class="outline-rename" type="text" aria-label="New name" autocomplete="off"
            spellcheck="false" value={name.to_owned()} {onkeydown} {onblur} />
    }
}

pub(super) fn vpc(tree: &Tree, written: &Vpc, unfolded: Option<bool>, inside: Vec<Row>) -> Row {
    let id = AttrValue::from(written.id.clone());
    let name = AttrValue::from(tree.document.label(&written.id).to_owned());
    let place = tree.document.vpc(&written.id);
    let is_opaque = place.is_some_and(|place| tree.document.is_opaque(place));
    let told = if is_opaque {
        "another owner’s"
    } else {
        written.region.as_str()
    };
    Row {
        key: id.clone(),
        id: Some(id),
        owner: None,
        name: name.clone(),
        told: "VPC",
        level: 1,
        is_named: !is_opaque,
        unfolded,
        content: html! {
            <>
                <span class={classes!("entry-name", is_opaque.then_some("is-opaque"))} title={is_opaque.then(|| name.clone())}>{ name }</span>
                <span class="entry-note">{ told }</span>
            </>
        },
        inside,
        state: State::default(),
    }
    .within(tree)
}

/// How many CIDRs or addresses of an entry are shown.
const MOST: usize = 4;

fn addresses(texts: &[String]) -> Html {
    html! {
        <span class="entry-subnets">
            { for texts.iter().take(MOST).map(|text| html! { <span class="address">{ text }</span> }) }
            if texts.len() > MOST {
                <span class="muted">{ format!("and {} more", texts.len() - MOST) }</span>
            }
        </span>
    }
}

pub(super) fn network(
    tree: &Tree,
    written: &PrivateNetwork,
    unfolded: Option<bool>,
    inside: Vec<Row>,
) -> Row {
    let id = AttrValue::from(written.id.clone());
    let name = AttrValue::from(tree.document.label(&written.id).to_owned());
    let clashes = tree.document.clashes(&written.id);
    let content = html! {
        <>
            { shape(clashes, if clashes { "M-4-4l8 8M4-4l-8 8" } else { "M-3.5-3.5h7v7h-7z" }) }
            <span class="entry-name">{ name.clone() }</span>
            { addresses(&written.subnets) }
        </>
    };
    Row {
        key: id.clone(),
        id: Some(id),
        owner: None,
        name,
        told: if clashes {
            "Private Network, overlaps a peer's"
        } else {
            "Private Network"
        },
        level: 2,
        is_named: true,
        unfolded,
        content,
        inside,
        state: State::default(),
    }
    .within(tree)
}

pub(super) fn resource(tree: &Tree, place: usize) -> Option<Row> {
    let written = tree.document.scenario().resources.get(place)?;
    let name = tree.document.label(&written.id);
    let content = html! {
        <>
            { shape(false, "M0-3.5a3.5 3.5 0 1 0 .1 0z") }
            <span class="entry-name">{ name.to_owned() }</span>
            { addresses(&written.addresses) }
        </>
    };
    Some(leaf(tree, &written.id, name, 3, true, content, "resource"))
}

pub(super) fn connector(tree: &Tree, place: usize) -> Option<Row> {
    let document = &tree.document;
    let written = document.scenario().vpc_connectors.get(place)?;
    let status = document.verdict(place).map(|verdict| verdict.status);
    let name = match written.name.trim() {
        "" => format!("to {}", document.label(&written.target_vpc_id)),
        name => name.to_owned(),
    };
    let content = html! {
        <>
            { mark(status) }
            <span class="entry-name">{ &name }</span>
            <span class="entry-note">{ words::state(status) }</span>
        </>
    };
    Some(leaf(
        tree,
        &written.id,
        &name,
        2,
        true,
        content,
        "connector",
    ))
}

pub(super) fn route(tree: &Tree, place: usize) -> Option<Row> {
    let written = tree.document.scenario().routes.get(place)?;
    let name = words::short(&tree.document, &written.id);
    let content = html! {
        <>
            { shape(false, "M-5 0h8M0-3.5L3.5 0 0 3.5") }
            <span class="entry-name address">{ &name }</span>
            <span class="entry-note">{ &written.description }</span>
        </>
    };
    Some(leaf(tree, &written.id, &name, 2, false, content, "route"))
}

pub(super) fn rule(tree: &Tree, place: usize) -> Option<Row> {
    let written = tree.document.scenario().ingress_rules.get(place)?;
    let name = words::short(&tree.document, &written.id);
    let content = html! {
        <>
            { shape(false, "M-5-4h5v8M-3.5 1L0 4.5 3.5 1") }
            <span class="entry-name address">{ &name }</span>
            <span class="entry-note">{ "ingress" }</span>
        </>
    };
    Some(leaf(tree, &written.id, &name, 2, false, content, "rule"))
}

pub(super) fn acl(tree: &Tree, written: &Acl) -> Row {
    let family = if written.is_ipv6 { "IPv6" } else { "IPv4" };
    let name = format!("ACL {family}");
    let plural = if written.rules.len() == 1 { "" } else { "s" };
    let told = format!("{} rule{plural}", written.rules.len());
    let content = html! {
        <>
            { shape(false, "M-5-4h10L1 1v4l-2-1V1z") }
            <span class="entry-name">{ &name }</span>
            <span class="entry-note">{ &told }</span>
        </>
    };
    Row {
        key: format!("{name} {}", written.vpc_id).into(),
        id: None,
        owner: Some(written.vpc_id.clone().into()),
        name: name.into(),
        told: "",
        level: 2,
        is_named: false,
        unfolded: None,
        content,
        inside: Vec::new(),
        state: State::default(),
    }
    .within(tree)
}

fn leaf(
    tree: &Tree,
    id: &str,
    name: &str,
    level: u8,
    is_named: bool,
    content: Html,
    told: &'static str,
) -> Row {
    let id = AttrValue::from(id.to_owned());
    Row {
        key: id.clone(),
        id: Some(id),
        owner: None,
        name: name.to_owned().into(),
        told,
        level,
        is_named,
        unfolded: None,
        content,
        inside: Vec::new(),
        state: State::default(),
    }
    .within(tree)
}

fn shape(clashes: bool, path: &'static str) -> Html {
    html! {
        <svg class={classes!("entry-mark", clashes.then_some("is-clash"))} viewBox="-10 -10 20 20"
            width="20" height="20" aria-hidden="true">
            <path d={path} />
        </svg>
    }
}
