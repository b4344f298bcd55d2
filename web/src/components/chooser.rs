//! A list to choose from, in a dialog: typing filters, arrows move, Enter picks.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlInputElement};
use yew::{
    AttrValue, Callback, Event, Html, InputEvent, KeyboardEvent, MouseEvent, Properties, component,
    html, use_effect_with, use_node_ref, use_state,
};

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: AttrValue,
    /// What it is called.
    pub name: AttrValue,
    /// What is worth knowing of it.
    pub note: AttrValue,
}

/// What is asked, and what is called back.
#[derive(PartialEq, Properties)]
pub struct ChooserProps {
    /// What is asked.
    pub title: AttrValue,
    /// What Enter and Shift+Enter do.
    pub hint: AttrValue,
    /// What there is to choose from.
    pub choices: Vec<Choice>,
    /// What is said of a text that is the id of none of them, where such a one can
    /// be chosen too.
    #[prop_or_default]
    pub free: Option<AttrValue>,
    /// Takes the id of what is chosen, and whether Shift was held down.
    pub on_choose: Callback<(String, bool)>,
    /// Is called when nothing is chosen.
    pub on_close: Callback<()>,
}

/// How many choices are listed at once.
const MOST: usize = 100;

/// Returns the choices whose name, id or note has every word of a text, in
/// whatever case.
fn matching<'c>(choices: &'c [Choice], text: &str) -> Vec<&'c Choice> {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let fits = |choice: &&Choice| {
        let all = [&choice.name, &choice.id, &choice.note].map(|text| text.to_lowercase());
        words
            .iter()
            .all(|word| all.iter().any(|text| text.contains(word)))
    };
    choices.iter().filter(fits).collect()
}

/// Returns the choice of a text that is the id of none.
fn typed(choices: &[Choice], text: &str, note: AttrValue) -> Option<Choice> {
    let text = text.trim();
    let is_known = choices.iter().any(|choice| *choice.id == *text);
    (!text.is_empty() && !is_known).then(|| Choice {
        id: text.to_owned().into(),
        name: text.to_owned().into(),
        note,
    })
}

/// Asks for one of a list.
#[component]
pub fn Chooser(props: &ChooserProps) -> Html {
    let dialog = use_node_ref();
    let text = use_state(String::new);
    let active = use_state(|| 0_usize);
    let typed = props
        .free
        .clone()
        .and_then(|note| typed(&props.choices, &text, note));
    let mut found = matching(&props.choices, &text);
    found.extend(typed.as_ref());
    let shown = found.get(..MOST).unwrap_or(&found);
    let at = (*active).min(shown.len().saturating_sub(1));
    use_effect_with(dialog.clone(), |dialog| {
        let dialog = dialog.cast::<HtmlDialogElement>();
        if let Some(dialog) = &dialog {
            // Refused only where it is open already.
            let _ = dialog.show_modal();
        }
        move || {
            // So that the focus goes back to where it was.
            if let Some(dialog) = dialog {
                dialog.close();
            }
        }
    });
    use_effect_with((dialog.clone(), at), |(dialog, _)| {
        let active = dialog
            .cast::<Element>()
            .and_then(|dialog| dialog.query_selector("[aria-selected=true]").ok()?);
        if let Some(active) = active {
            active.scroll_into_view_with_bool(false);
        }
    });
    let oninput = {
        let (text, active) = (text.clone(), active.clone());
        Callback::from(move |event: InputEvent| {
            let input = event.target();
            if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
                text.set(input.value());
                active.set(0);
            }
        })
    };
    let onkeydown = {
        let count = shown.len();
        let choice = shown.get(at).map(|choice| choice.id.to_string());
        let on_choose = props.on_choose.clone();
        Callback::from(move |event: KeyboardEvent| {
            let next = match event.key().as_str() {
                "ArrowDown" => (at + 1) % count.max(1),
                "ArrowUp" => (at + count.saturating_sub(1)) % count.max(1),
                "Enter" => {
                    event.prevent_default();
                    if let Some(choice) = &choice {
                        on_choose.emit((choice.clone(), event.shift_key()));
                    }
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            active.set(next);
        })
    };
    let close = props.on_close.reform(|_: Event| ());
    let leave = {
        let on_close = props.on_close.clone();
        Callback::from(move |event: MouseEvent| {
            // The dialog itself is pressed only beside what is in it.
            if event.target() == event.current_target() {
                on_close.emit(());
            }
        })
    };
    html! {
        <dialog ref={dialog} class="chooser" aria-label={&props.title} onclose={close} onclick={leave}>
            <div class="chooser-body">
                <label class="chooser-title" for="chooser-text">{ &props.title }</label>
                <input id="chooser-text" class="chooser-text" type="text" role="combobox"
                    autocomplete="off" spellcheck="false" aria-expanded="true"
                    aria-controls="chooser-list" aria-autocomplete="list"
                    aria-activedescendant={(!shown.is_empty()).then(|| format!("choice-{at}"))}
                    placeholder="Type to filter" {oninput} {onkeydown} />
                <ul id="chooser-list" class="chooser-list" role="listbox" aria-label={&props.title}>
                    { for shown.iter().enumerate().map(|(place, choice)| {
                        let id = choice.id.to_string();
                        let onclick = props.on_choose.reform(
                            move |event: MouseEvent| (id.clone(), event.shift_key()));
                        html! {
                            <li key={choice.id.to_string()} id={format!("choice-{place}")} role="option"
                                aria-selected={(place == at).to_string()} {onclick}>
                                <span class="choice-name">{ &choice.name }</span>
                                <span class="choice-note">{ &choice.note }</span>
                            </li>
                        }
                    }) }
                </ul>
                if shown.is_empty() {
                    <p class="none">{ "Nothing is called that." }</p>
                } else if found.len() > shown.len() {
                    <p class="muted">{ format!("And {} more: type to find them.", found.len() - shown.len()) }</p>
                }
                <p class="chooser-hint">{ &props.hint }</p>
            </div>
        </dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_looked_for_in_all_that_is_shown() {
        let choice = |id: &'static str, name: &'static str, note: &'static str| Choice {
            id: id.into(),
            name: name.into(),
            note: note.into(),
        };
        let choices = [
            choice("vpc-1", "Shop", "fr-par"),
            choice("vpc-2", "Workshop", "nl-ams, connected"),
        ];
        let found = |text: &str| -> Vec<String> {
            let found = matching(&choices, text);
            found.iter().map(|choice| choice.id.to_string()).collect()
        };
        assert_eq!(found(""), ["vpc-1", "vpc-2"]);
        assert_eq!(found("SHOP"), ["vpc-1", "vpc-2"]);
        assert_eq!(found("ams shop"), ["vpc-2"]);
        assert_eq!(found("shop pl-waw"), [""; 0]);
        assert!(typed(&choices, " vpc-2 ", "".into()).is_none());
        let free = typed(&choices, " elsewhere ", "not here".into());
        assert_eq!(free, Some(choice("elsewhere", "elsewhere", "not here")));
    }
}
