//! Fields: a text that explains itself while it is typed, a choice, a switch.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::{
    AttrValue, Callback, Event, FocusEvent, Html, InputEvent, KeyboardEvent, MouseEvent,
    Properties, TargetCast, classes, component, html, use_effect, use_effect_with,
    use_force_update, use_mut_ref, use_node_ref, use_state,
};

use super::{Glyph, icon};
use crate::editor::{Document, Expects, explain};

/// What a field shows and calls back.
#[derive(PartialEq, Properties)]
pub struct FieldProps {
    /// What it is known by on the page; no other field has it.
    pub name: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// What stands in it while nothing is typed.
    pub value: AttrValue,
    /// What it expects.
    #[prop_or_default]
    pub expects: Expects,
    /// The scenario that it explains its text with.
    pub document: Rc<Document>,
    /// Whether it has several lines.
    #[prop_or_default]
    pub is_long: bool,
    /// Whether what is typed is taken as it is typed.
    #[prop_or_default]
    pub is_live: bool,
    /// What is always said of it.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// A text that is offered in place of its own, and why.
    #[prop_or_default]
    pub offer: Option<(AttrValue, AttrValue)>,
    /// Takes the text when Enter is pressed or the field is left.
    pub oncommit: Callback<String>,
    /// Takes the wish to remove what the field is of.
    #[prop_or_default]
    pub onremove: Option<Callback<()>>,
}

/// What is typed into a field.
#[derive(Default)]
struct Typed {
    /// The text, once anything is typed.
    draft: Option<String>,
    /// The text that was called back with last. It stays in the field where it
    /// was not taken.
    told: Option<String>,
    /// The value that it was typed over.
    over: AttrValue,
    oncommit: Callback<String>,
}

impl Typed {
    /// Calls back with the draft, unless that was done already.
    fn commit(&mut self, again: bool) {
        if let Some(draft) = &self.draft
            && (again || self.told.as_ref() != Some(draft))
            && **draft != *self.over
        {
            self.told = Some(draft.clone());
            self.oncommit.emit(draft.clone());
        }
    }
}

/// Shows a text that can be changed. Enter, and leaving the field, call back;
/// Escape brings the former text back.
#[component]
pub fn Field(props: &FieldProps) -> Html {
    let typed = use_mut_ref(Typed::default);
    let update = use_force_update();
    let focused = use_state(|| false);
    {
        let mut typed = typed.borrow_mut();
        if typed.over != props.value {
            // What was typed has been taken, or something else took its place.
            (typed.draft, typed.told) = (None, None);
            typed.over = props.value.clone();
        }
        typed.oncommit = props.oncommit.clone();
    }
    {
        // A field that goes while something is typed in it has not been left.
        let typed = Rc::clone(&typed);
        use_effect_with((), |()| move || typed.borrow_mut().commit(false));
    }
    let text = match &typed.borrow().draft {
        Some(draft) => AttrValue::from(draft.clone()),
        None => props.value.clone(),
    };
    let write = {
        let (typed, update, is_live) = (Rc::clone(&typed), update.clone(), props.is_live);
        Callback::from(move |text: String| {
            typed.borrow_mut().draft = Some(text);
            if is_live {
                typed.borrow_mut().commit(true);
            }
            update.force_update();
        })
    };
    let oninput = write.reform(|event: InputEvent| {
        let target = event.target();
        let area = target.and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok());
        area.map_or_else(
            || event.target_unchecked_into::<HtmlInputElement>().value(),
            |area| area.value(),
        )
    });
    let onkeydown = {
        let (typed, update, is_long) = (Rc::clone(&typed), update, props.is_long);
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if !is_long || event.ctrl_key() || event.meta_key() => {
                event.prevent_default();
                typed.borrow_mut().commit(true);
            }
            "Escape" if typed.borrow().draft.is_some() => {
                event.prevent_default();
                typed.borrow_mut().draft = None;
                update.force_update();
            }
            _ => {}
        })
    };
    let onblur = {
        let (typed, focused) = (Rc::clone(&typed), focused.setter());
        Callback::from(move |_: FocusEvent| {
            focused.set(false);
            typed.borrow_mut().commit(false);
        })
    };
    let onfocus = {
        let focused = focused.setter();
        Callback::from(move |_: FocusEvent| focused.set(true))
    };
    let explained = explain(&props.document, &props.expects, &text);
    let refused = typed.borrow().told.is_some();
    let meant = explained.meant.clone().map(AttrValue::from);
    let offers = meant.map(|meant| (meant, AttrValue::from("Probably meant")));
    let needs = explained.is_wrong || !explained.clashes.is_empty() || *focused;
    let own = props.offer.clone();
    let own = own.filter(|(offer, _)| needs && *offer != text);
    let offers = offers.into_iter().chain(own).map(|(offer, why)| {
        let onclick = {
            let (typed, write, offer) = (Rc::clone(&typed), write.clone(), offer.clone());
            Callback::from(move |_: MouseEvent| {
                write.emit(offer.to_string());
                typed.borrow_mut().commit(true);
            })
        };
        // So that the text that is to be replaced is not taken first.
        let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
        html! {
            <p class="field-offer">
                { why }{ ": " }
                <button type="button" class="link" {onclick} {onmousedown}>
                    <span class="sr-only">{ "Use " }</span>{ offer }
                </button>
            </p>
        }
    });
    let id = format!("field-{}", props.name);
    let about = format!("{id}-about");
    let invalid = explained.is_wrong.then_some("true");
    let class = classes!(
        "field",
        explained.is_wrong.then_some("is-wrong"),
        (props.expects != Expects::Text).then_some("is-address"),
    );
    html! {
        <div {class}>
            <label for={id.clone()}>{ &props.label }</label>
            <div class="field-line">
                if props.is_long {
                    <textarea id={id.clone()} rows="4" value={text} aria-describedby={about.clone()}
                        {oninput} {onkeydown} {onblur} {onfocus} />
                } else {
                    <input id={id.clone()} type="text" value={text} autocomplete="off"
                        autocapitalize="off" spellcheck="false" aria-invalid={invalid}
                        aria-describedby={about.clone()} {oninput} {onkeydown} {onblur} {onfocus} />
                }
                { for props.onremove.as_ref().map(|onremove| html! {
                    <button type="button" class="icon-button" onclick={onremove.reform(|_| ())}
                        aria-label={format!("Remove {}", props.label)} title="Remove">
                        { icon(Glyph::Close) }
                    </button>
                }) }
            </div>
            <div class="field-about" id={about}>
                { for props.note.iter().map(|note| html! { <p>{ note }</p> }) }
                if *focused || explained.is_wrong {
                    { for explained.told.iter().map(|told| html! {
                        <p class={classes!(explained.is_wrong.then_some("is-wrong"))}>{ told }</p>
                    }) }
                }
                { for explained.clashes.iter().map(|clash| html! {
                    <p class="is-clash">{ clash }</p>
                }) }
                { for offers }
                if refused {
                    <p>{ "Not taken yet: Enter asks again, Escape brings the former text back." }</p>
                }
            </div>
        </div>
    }
}

/// An option of a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosable {
    /// What it stands for.
    pub value: AttrValue,
    /// What it is called.
    pub text: AttrValue,
    /// What it is listed under; nothing where empty.
    pub group: &'static str,
}

impl Choosable {
    /// Makes an option that is listed under nothing.
    pub fn new(value: impl Into<AttrValue>, text: impl Into<AttrValue>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            group: "",
        }
    }
}

/// What a choice shows and calls back.
#[derive(PartialEq, Properties)]
pub struct PickProps {
    /// What it is known by on the page; no other field has it.
    pub name: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// The value of what is chosen.
    pub value: AttrValue,
    /// What can be chosen, those of one group together.
    pub options: Vec<Choosable>,
    /// What is always said of it.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// Takes what is chosen.
    pub onchange: Callback<String>,
}

/// Shows one of several things to choose from.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let node = use_node_ref();
    {
        // What is selected once follows no attribute any more.
        let (node, value) = (node.clone(), props.value.clone());
        use_effect(move || {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(&value);
            }
        });
    }
    let onchange = {
        let (value, onchange) = (props.value.clone(), props.onchange.clone());
        Callback::from(move |event: Event| {
            let select: HtmlSelectElement = event.target_unchecked_into();
            let chosen = select.value();
            // It shows what holds: the choice may be asked about, or refused.
            select.set_value(&value);
            if *chosen != *value {
                onchange.emit(chosen);
            }
        })
    };
    let option = |option: &Choosable| {
        html! {
            <option value={&option.value} selected={option.value == props.value}>{ &option.text }</option>
        }
    };
    let groups = props
        .options
        .chunk_by(|one, other| one.group == other.group);
    let id = format!("field-{}", props.name);
    let about = format!("{id}-about");
    html! {
        <div class="field">
            <label for={id.clone()}>{ &props.label }</label>
            <select ref={node} {id} {onchange} aria-describedby={about.clone()}>
                { for groups.map(|options| match options.first() {
                    Some(first) if !first.group.is_empty() => html! {
                        <optgroup label={first.group}>{ for options.iter().map(option) }</optgroup>
                    },
                    _ => html! { <>{ for options.iter().map(option) }</> },
                }) }
            </select>
            <div class="field-about" id={about}>
                { for props.note.iter().map(|note| html! { <p>{ note }</p> }) }
            </div>
        </div>
    }
}

/// Shows something that is on or off.
pub fn switch(
    name: &'static str,
    about: &'static str,
    is_on: bool,
    on_switch: &Callback<bool>,
) -> Html {
    let onchange = on_switch.reform(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        // It shows what holds until that is something else.
        input.set_checked(is_on);
        !is_on
    });
    html! {
        <label class="switch" key={name}>
            <input type="checkbox" checked={is_on} {onchange} />
            <span>
                { name }
                if !about.is_empty() {
                    <span class="switch-note">{ about }</span>
                }
            </span>
        </label>
    }
}
