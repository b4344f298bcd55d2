//! The scenario as a tree: the full equivalent of the picture for keyboards and
//! screen readers.

mod keys;
mod row;

use std::rc::Rc;

use gloo::utils::document as page;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::{
    AttrValue, Callback, FocusEvent, Html, KeyboardEvent, Properties, component, html,
    use_callback, use_effect, use_effect_with, use_mut_ref, use_node_ref, use_state,
};

use crate::editor::change::Of;
use crate::editor::{Action, Document, Ids, Selection, Side};
use crate::hooks::use_gradual;
use keys::{Key, Typed, attribute, focus, items};
use row::{Calls, Row, State, acl, connector, network, resource, route, rule, vpc};

/// What the list shows and calls back.
#[derive(PartialEq, Properties)]
pub struct OutlineProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// What is selected.
    pub selection: Selection,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// Above so many VPCs they are folded at first.
const UNFOLDED: usize = 24;

/// How many VPCs are listed at once.
const MOST: usize = 1_000;

/// How many entries of one kind are listed of a VPC.
const MOST_ENTRIES: usize = 300;

/// How many VPCs are drawn at once; the others follow while nothing is to be
/// done.
const FIRST_FOLDED: usize = 48;
const FIRST_UNFOLDED: usize = 6;

/// What all entries of the tree have in common.
#[derive(Clone)]
struct Tree {
    document: Rc<Document>,
    selection: Selection,
    /// What the problem that is selected is about.
    subjects: Ids,
    /// Whether entries are unfolded at first.
    unfolded: bool,
    /// The keys of the entries that are not as they were at first.
    toggled: Vec<AttrValue>,
    /// The key of the entry that Tab reaches.
    active: AttrValue,
    /// The id of the entry that is being renamed.
    renaming: Option<AttrValue>,
}

impl Tree {
    fn is_unfolded(&self, key: &str) -> bool {
        self.unfolded != self.toggled.iter().any(|toggled| **toggled == *key)
    }
}

/// Lists the scenario as a tree: VPCs with their Private Networks, resources,
/// connectors, routes, ingress rules and ACLs.
#[component]
pub fn Outline(props: &OutlineProps) -> Html {
    let node = use_node_ref();
    let toggled = use_state(Vec::<AttrValue>::new);
    let active = use_state(AttrValue::default);
    let renaming = use_state(|| None::<AttrValue>);
    let typed = use_mut_ref(Typed::default);
    // Where the focus goes once the entry that had it is gone or renamed.
    let refocus = use_mut_ref(|| None::<usize>);

    let scenario = props.document.scenario();
    let vpcs = scenario.vpcs.len();
    let on_fold = {
        use_callback(toggled.clone(), |key: AttrValue, toggled| {
            let mut keys = (**toggled).clone();
            match keys.iter().position(|known| *known == key) {
                Some(place) => {
                    keys.remove(place);
                }
                None => keys.push(key),
            }
            toggled.set(keys);
        })
    };
    let on_pick = use_callback(props.dispatch.clone(), |id: AttrValue, dispatch| {
        dispatch.emit(Action::Show(Selection::Entity(id.to_string())));
    });
    // What is renamed is looked for in the scenario as it is then.
    let latest = use_mut_ref(|| Rc::clone(&props.document));
    *latest.borrow_mut() = Rc::clone(&props.document);
    let on_renamed = {
        let (renaming, refocus, node) = (renaming.setter(), Rc::clone(&refocus), node.clone());
        use_callback(
            props.dispatch.clone(),
            move |(id, name): (AttrValue, Option<String>), dispatch| {
                let document = Rc::clone(&latest.borrow());
                let items = items(&node);
                let renamed =
                    |item: &HtmlElement| attribute(item, "data-id").as_deref() == Some(&*id);
                *refocus.borrow_mut() = items.iter().position(renamed);
                renaming.set(None);
                if let Some(name) = name {
                    let of = Of {
                        document: &document,
                        id: &id,
                    };
                    dispatch.emit(of.set_text("name", name, false));
                }
            },
        )
    };
    let first = scenario.vpcs.first().map(|vpc| vpc.id.clone());
    let tree = Tree {
        document: Rc::clone(&props.document),
        selection: props.selection.clone(),
        subjects: match &props.selection {
            Selection::Problem(_) => props.selection.ids(&props.document),
            _ => Ids::default(),
        },
        unfolded: vpcs <= UNFOLDED,
        toggled: (*toggled).clone(),
        active: if active.is_empty() || !is_there(&props.document, &active) {
            first.unwrap_or_default().into()
        } else {
            (*active).clone()
        },
        renaming: (*renaming).clone(),
    };
    let calls = Calls {
        fold: on_fold.clone(),
        pick: on_pick.clone(),
        rename: on_renamed,
    };
    let first = if tree.unfolded {
        FIRST_UNFOLDED
    } else {
        FIRST_FOLDED
    };
    let drawn = use_gradual(props.document.work, vpcs.min(MOST), first);

    // What is selected elsewhere is unfolded and seen here.
    {
        let (tree, node, active) = (tree.clone(), node.clone(), active.setter());
        let on_fold = on_fold.clone();
        use_effect_with(props.selection.clone(), move |selection| {
            let id = match selection {
                Selection::Entity(id) => Some(id.clone()),
                // What it is about most of all.
                Selection::Problem(place) => {
                    let problem = tree.document.problem(*place);
                    problem.and_then(|problem| problem.subjects.first().cloned())
                }
                _ => None,
            };
            let Some(id) = id else {
                return;
            };
            let owner = tree.document.vpc_of(&Selection::Entity(id.clone()));
            if let Some(owner) = owner
                && owner != id
                && !tree.is_unfolded(&owner)
            {
                on_fold.emit(owner.into());
            }
            let mut items = items(&node).into_iter();
            let item = items.find(|item| attribute(item, "data-id").as_ref() == Some(&id));
            if let Some(item) = item {
                keys::reveal(&item);
                active.set(attribute(&item, "data-key").unwrap_or_default().into());
            }
        });
    }
    {
        let (node, refocus) = (node.clone(), Rc::clone(&refocus));
        use_effect(move || {
            let Some(place) = refocus.borrow_mut().take() else {
                return;
            };
            let list = items(&node);
            if let Some(item) = list.get(place.min(list.len().saturating_sub(1))) {
                focus(item);
            }
        });
    }
    {
        let renaming = (*renaming).clone();
        use_effect_with(renaming, |renaming| {
            let found = page().query_selector(".outline-rename").ok().flatten();
            if renaming.is_some()
                && let Some(input) =
                    found.and_then(|found| found.dyn_into::<HtmlInputElement>().ok())
            {
                input.select();
                focus(&input);
            }
        });
    }

    let onfocusin = {
        let active = active.setter();
        Callback::from(move |event: FocusEvent| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlElement>().ok());
            if let Some(key) = target.and_then(|target| attribute(&target, "data-key")) {
                active.set(key.into());
            }
        })
    };
    let onkeydown = {
        let (node, dispatch) = (node.clone(), props.dispatch.clone());
        let (document, renaming) = (Rc::clone(&props.document), renaming.setter());
        Callback::from(move |event: KeyboardEvent| {
            let target = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlElement>().ok());
            let Some(target) = target.filter(|item| item.has_attribute("data-key")) else {
                return;
            };
            let id = attribute(&target, "data-id").map(AttrValue::from);
            let taken = match keys::pressed(&event, &target, &items(&node), &mut typed.borrow_mut())
            {
                None => false,
                Some(Key::Go(item)) => {
                    focus(&item);
                    true
                }
                Some(Key::Fold) => {
                    on_fold.emit(attribute(&target, "data-key").unwrap_or_default().into());
                    true
                }
                Some(Key::Pick) => {
                    let owner = attribute(&target, "data-owner").map(AttrValue::from);
                    if let Some(id) = id.or(owner) {
                        on_pick.emit(id);
                    }
                    true
                }
                Some(Key::Rename) => {
                    if target.has_attribute("data-named") {
                        renaming.set(id);
                    }
                    true
                }
                Some(Key::Remove) => {
                    if let Some(id) = id {
                        *refocus.borrow_mut() =
                            items(&node).iter().position(|item| *item == target);
                        let of = Of {
                            document: &document,
                            id: &id,
                        };
                        dispatch.emit(of.remove());
                    }
                    true
                }
                Some(Key::Nothing) => true,
            };
            if taken {
                event.prevent_default();
                event.stop_propagation();
            }
        })
    };
    let lost = lost(&tree).map(|row| html! { <Branch key="lost" {row} calls={calls.clone()} /> });
    let branches = (0..drawn).filter_map(|place| {
        let row = branch(&tree, place)?;
        // Of several with one id only the first is known by it.
        let key = if tree.document.vpc(&row.key) == Some(place) {
            format!(" {}", row.key)
        } else {
            place.to_string()
        };
        Some(html! { <Branch {key} {row} calls={calls.clone()} /> })
    });
    html! {
        <>
            <div class="panel-head"><h2>{ "Outline" }</h2></div>
            <div class="panel-body">
                if vpcs == 0 {
                    <p class="none">{ "No VPC yet. Open files, drop them anywhere, or paste." }</p>
                }
                <ul class="outline" role="tree" aria-label="Outline" ref={node} {onfocusin} {onkeydown}>
                    { for branches }
                    { for lost }
                </ul>
                if vpcs > MOST {
                    <p class="muted">{ format!("The first {MOST} of {vpcs} VPCs are listed.") }</p>
                }
            </div>
        </>
    }
}

/// Tells whether an entry may be there: the keys of most are ids.
fn is_there(document: &Document, key: &str) -> bool {
    key.contains(' ') || document.entity(key).is_some()
}

#[derive(PartialEq, Properties)]
struct BranchProps {
    row: Row,
    calls: Calls,
}

/// Shows an entry of the highest level with what is in it.
#[component]
fn Branch(props: &BranchProps) -> Html {
    props.row.shown(&props.calls)
}

/// Makes the row of what is at a place of the document.
type Make = fn(&Tree, usize) -> Option<Row>;

/// Lists a VPC with what is in it.
fn branch(tree: &Tree, place: usize) -> Option<Row> {
    let document = &tree.document;
    let written = document.scenario().vpcs.get(place)?;
    let id = &written.id;
    let networks = document.networks_of(id);
    let connectors = document.connectors_of(id, Side::Origin);
    let routes = document.routes_of(id);
    let rules = document.rules_of(id);
    let acls = [false, true].map(|is_ipv6| document.acl(id, is_ipv6));
    let has_inside = [networks, connectors, routes, rules]
        .iter()
        .any(|places| !places.is_empty())
        || acls.iter().any(Option::is_some);
    let is_unfolded = tree.is_unfolded(id);
    let mut content: Vec<Row> = Vec::new();
    if is_unfolded {
        let kinds: [(&[usize], Make); 4] = [
            (networks, with_resources),
            (connectors, connector),
            (routes, route),
            (rules, rule),
        ];
        for (places, row) in kinds {
            let places = places.iter().take(MOST_ENTRIES);
            content.extend(places.filter_map(|&place| row(tree, place)));
        }
        content.extend(acls.into_iter().flatten().map(|written| acl(tree, written)));
    }
    Some(vpc(
        tree,
        written,
        has_inside.then_some(is_unfolded),
        content,
    ))
}

/// Lists a Private Network with its resources.
fn with_resources(tree: &Tree, place: usize) -> Option<Row> {
    let networks = &tree.document.scenario().private_networks;
    let written = networks.get(place)?;
    let resources = tree.document.resources_of(&written.id);
    let is_unfolded = tree.is_unfolded(&written.id);
    let inside = if is_unfolded {
        let resources = resources.iter().take(MOST_ENTRIES);
        resources
            .filter_map(|&place| resource(tree, place))
            .collect()
    } else {
        Vec::new()
    };
    Some(network(
        tree,
        written,
        (!resources.is_empty()).then_some(is_unfolded),
        inside,
    ))
}

/// Lists what belongs to no VPC of the scenario.
fn lost(tree: &Tree) -> Option<Row> {
    let scenario = tree.document.scenario();
    let is_lost = |vpc: &str| tree.document.vpc(vpc).is_none();
    let networks = scenario.private_networks.iter().enumerate();
    let networks = networks.filter(|(_, network)| is_lost(&network.vpc_id));
    let connectors = scenario.vpc_connectors.iter().enumerate();
    let connectors = connectors.filter(|(_, connector)| is_lost(&connector.vpc_id));
    let routes = scenario.routes.iter().enumerate();
    let routes = routes.filter(|(_, route)| is_lost(&route.vpc_id));
    let rules = scenario.ingress_rules.iter().enumerate();
    let rules = rules.filter(|(_, rule)| is_lost(&rule.vpc_id));
    let resources = scenario
        .resources
        .iter()
        .enumerate()
        .filter(|(_, resource)| {
            let network = tree.document.entity(&resource.private_network_id);
            network.is_none_or(|network| scenario.private_networks.get(network.index).is_none())
        });
    let rows: Vec<Row> = networks
        .filter_map(|(place, _)| with_resources(tree, place))
        .chain(resources.filter_map(|(place, _)| resource(tree, place)))
        .chain(connectors.filter_map(|(place, _)| connector(tree, place)))
        .chain(routes.filter_map(|(place, _)| route(tree, place)))
        .chain(rules.filter_map(|(place, _)| rule(tree, place)))
        .take(MOST_ENTRIES)
        .collect();
    let row = Row {
        key: "of none".into(),
        id: None,
        owner: None,
        name: "Of no VPC in the scenario".into(),
        told: "",
        level: 1,
        is_named: false,
        unfolded: Some(true),
        content: html! { <span class="entry-name muted">{ "Of no VPC in the scenario" }</span> },
        inside: rows,
        state: State::default(),
    };
    (!row.inside.is_empty()).then(|| row.within(tree))
}
