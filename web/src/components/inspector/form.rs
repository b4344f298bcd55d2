//! The fields of one entity.

use std::rc::Rc;

use peerlab_core::cidr::Cidr;
use peerlab_core::edit::Edit;
use yew::{AttrValue, Callback, Html, html};

use super::super::{Choosable, Field, Pick, switch};
use super::InspectorProps;
use crate::editor::change::Of;
use crate::editor::{Action, Document, Expects};

/// How many things can be chosen from.
const MOST: usize = 500;

/// What is said of a field that the platform takes at creation alone.
pub(super) const AT_CREATION: &str = "Chosen at creation: a change recreates it.";

/// The fields of one entity.
#[derive(Clone, Copy)]
pub(super) struct Form<'p> {
    pub(super) props: &'p InspectorProps,
    /// The entity's id.
    pub(super) id: &'p str,
}

impl Form<'_> {
    /// Makes a callback out of what changes the entity.
    pub(super) fn on<T: 'static>(
        self,
        action: impl Fn(Of<'_>, T) -> Action + 'static,
    ) -> Callback<T> {
        let (document, id) = (Rc::clone(&self.props.document), self.id.to_owned());
        self.props.dispatch.reform(move |value| {
            let of = Of {
                document: &document,
                id: &id,
            };
            action(of, value)
        })
    }

    fn key(self, field: &str) -> String {
        format!("{field} {}", self.id)
    }

    /// Shows a text that stands in the document under a name.
    pub(super) fn text(
        self,
        field: &'static str,
        label: &'static str,
        value: &str,
        expects: Expects,
    ) -> Html {
        let oncommit = self.on(move |of, text| of.set_text(field, text, false));
        self.field(field, label, value, expects, oncommit)
    }

    fn field(
        self,
        field: &'static str,
        label: &'static str,
        value: &str,
        expects: Expects,
        oncommit: Callback<String>,
    ) -> Html {
        html! {
            <Field key={self.key(field)} name={field} {label} value={value.to_owned()} {expects}
                document={Rc::clone(&self.props.document)} {oncommit} />
        }
    }

    /// Shows a text that the platform takes at creation alone.
    pub(super) fn fixed_text(
        self,
        field: &'static str,
        label: &'static str,
        value: &str,
        may_miss: bool,
    ) -> Html {
        let is_new = may_miss && value.is_empty();
        let oncommit = self.on(move |of, text: String| {
            let edit = if may_miss && text.trim().is_empty() {
                Edit::recreate(of.id, field, None::<String>)
            } else {
                Edit::recreate(of.id, field, text)
            };
            of.recreate(field, edit, is_new)
        });
        html! {
            <Field key={self.key(field)} name={field} {label} value={value.to_owned()}
                document={Rc::clone(&self.props.document)} {oncommit} note={AT_CREATION} />
        }
    }

    /// Shows texts as one, with commas between them.
    pub(super) fn texts(self, field: &'static str, label: &'static str, values: &[String]) -> Html {
        let oncommit = self.on(move |of, text: String| {
            let texts = text.split(',').map(str::trim);
            let texts = texts.filter(|text| !text.is_empty()).map(str::to_owned);
            let texts: Vec<String> = texts.collect();
            of.edit(field, vec![Edit::set(of.id, field, texts)])
        });
        self.field(field, label, &values.join(", "), Expects::Text, oncommit)
    }

    /// Shows something that is on or off; what the platform takes at creation
    /// alone is recreated.
    pub(super) fn switch(
        self,
        field: &'static str,
        label: &'static str,
        note: &'static str,
        is_on: bool,
        is_fixed: bool,
    ) -> Html {
        let onchange = self.on(move |of, is_on: bool| {
            if is_fixed {
                of.recreate(field, Edit::recreate(of.id, field, is_on), false)
            } else {
                of.edit(field, vec![Edit::set(of.id, field, is_on)])
            }
        });
        switch(label, note, is_on, &onchange)
    }

    /// Shows a choice. What stands there and is none of the options is one more.
    pub(super) fn choice(
        self,
        field: &'static str,
        label: &'static str,
        value: &str,
        mut options: Vec<Choosable>,
        is_fixed: bool,
        onchange: Callback<String>,
    ) -> Html {
        if options.iter().all(|option| *option.value != *value) {
            let text = if value.is_empty() {
                "none".to_owned()
            } else {
                format!("{value} (not in the scenario)")
            };
            options.insert(0, Choosable::new(value.to_owned(), text));
        }
        let note = is_fixed.then_some(AttrValue::Static(AT_CREATION));
        html! {
            <Pick key={self.key(field)} name={field} {label} value={value.to_owned()} {options}
                {note} {onchange} />
        }
    }

    /// Shows a reference that the platform takes at creation alone.
    pub(super) fn fixed_choice(
        self,
        field: &'static str,
        label: &'static str,
        value: &str,
        options: Vec<Choosable>,
    ) -> Html {
        let is_new = self.props.document.entity(value).is_none();
        let onchange = self.on(move |of, chosen: String| {
            of.recreate(field, Edit::recreate(of.id, field, chosen), is_new)
        });
        self.choice(field, label, value, options, true, onchange)
    }

    /// Shows a reference that can be changed at any time.
    pub(super) fn reference(
        self,
        field: &'static str,
        label: &'static str,
        value: &str,
        options: Vec<Choosable>,
    ) -> Html {
        let onchange = self.on(move |of, chosen: String| of.set_text(field, chosen, false));
        self.choice(field, label, value, options, false, onchange)
    }

    /// Shows a list of texts, a field each, and what adds one more.
    pub(super) fn list(self, of: List<'_>) -> Html {
        let List {
            field,
            label,
            values,
            expects,
            fresh,
            is_fixed,
        } = of;
        let change = move |of: Of<'_>, texts: Vec<String>, is_new: bool| {
            if is_fixed {
                of.recreate(field, Edit::recreate(of.id, field, texts), is_new)
            } else {
                of.edit(field, vec![Edit::set(of.id, field, texts)])
            }
        };
        let add = {
            let (values, fresh) = (values.to_vec(), fresh.clone().unwrap_or_default());
            self.on(move |of, _: yew::MouseEvent| {
                let texts = values.iter().cloned().chain([fresh.clone()]).collect();
                change(of, texts, values.is_empty())
            })
        };
        let offer = fresh
            .filter(|_| is_fixed)
            .map(|fresh| (AttrValue::from(fresh), AttrValue::from("Next free")));
        html! {
            <div class="field-list">
                { for values.iter().enumerate().map(|(place, value)| {
                    let is_unreadable = Cidr::parse(value).is_err();
                    let oncommit = {
                        let values = values.to_vec();
                        self.on(move |of, text: String| {
                            // No platform has what cannot be read.
                            let is_new = is_unreadable || Cidr::parse(&text).is_err();
                            let mut texts = values.clone();
                            if let Some(slot) = texts.get_mut(place) {
                                *slot = text;
                            }
                            change(of, texts, is_new)
                        })
                    };
                    let onremove = {
                        let values = values.to_vec();
                        self.on(move |of, ()| {
                            let mut texts = values.clone();
                            if place < texts.len() {
                                texts.remove(place);
                            }
                            change(of, texts, is_unreadable)
                        })
                    };
                    let numbered = match values.len() {
                        1 => label.to_owned(),
                        _ => format!("{label} {}", place + 1),
                    };
                    html! {
                        <Field key={format!("{} {place}", self.key(field))} name={format!("{field}-{place}")}
                            label={numbered} value={value.clone()} expects={expects.clone()}
                            document={Rc::clone(&self.props.document)} offer={offer.clone()}
                            {oncommit} {onremove} />
                    }
                }) }
                <button type="button" class="link add" onclick={add}>{ "Add " }{ label }</button>
                if is_fixed {
                    <p class="field-note">{ AT_CREATION }</p>
                }
            </div>
        }
    }

    /// Shows what removes the entity.
    pub(super) fn remove(self) -> Html {
        let of = Of {
            document: &self.props.document,
            id: self.id,
        };
        html! {
            <div class="remove">
                <button type="button" class="button is-plain is-danger"
                    onclick={self.on(|of, _: yew::MouseEvent| of.remove())}>{ "Remove" }</button>
                <span class="muted">{ of.goes_with() }</span>
            </div>
        }
    }
}

/// A list of texts.
pub(super) struct List<'l> {
    pub(super) field: &'static str,
    pub(super) label: &'static str,
    pub(super) values: &'l [String],
    pub(super) expects: Expects,
    /// What a new one is.
    pub(super) fresh: Option<String>,
    /// Whether the platform takes them at creation alone.
    pub(super) is_fixed: bool,
}

/// Makes options of entities.
pub(super) fn options<'d>(
    document: &'d Document,
    group: &'static str,
    ids: impl Iterator<Item = &'d String>,
) -> Vec<Choosable> {
    ids.take(MOST)
        .map(|id| Choosable {
            value: id.clone().into(),
            text: crate::editor::words::short(document, id).into(),
            group,
        })
        .collect()
}

/// Makes options of all VPCs.
pub(super) fn vpcs(document: &Document) -> Vec<Choosable> {
    let vpcs = document.scenario().vpcs.iter();
    options(document, "", vpcs.map(|vpc| &vpc.id))
}

/// Makes options of the Private Networks of a VPC.
pub(super) fn networks(document: &Document, vpc_id: &str, group: &'static str) -> Vec<Choosable> {
    let places = document.networks_of(vpc_id).iter();
    let networks = places.filter_map(|&place| document.scenario().private_networks.get(place));
    options(document, group, networks.map(|network| &network.id))
}
