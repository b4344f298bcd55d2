//! The panel that shows the judgement, a sheet at a time.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{Callback, Html, KeyboardEvent, Properties, TargetCast, classes, component, html};

use super::lens::lens;
use super::problems::sieve;
use super::{Problems, Reach, Traced};
use crate::editor::commands::PageDeed;
use crate::editor::{Action, Editor, Looking, Selection, Sheet};

/// What the panel shows and calls back.
#[derive(PartialEq, Properties)]
pub struct JudgementProps {
    /// Everything there is.
    pub editor: Rc<Editor>,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
    /// Takes what only the page itself can do.
    #[prop_or_default]
    pub on_deed: Callback<PageDeed>,
}

/// Shows the judgement.
#[component]
pub fn Judgement(props: &JudgementProps) -> Html {
    let JudgementProps {
        editor,
        dispatch,
        on_deed,
    } = props;
    let looking = &editor.looking;
    let on_look = dispatch.reform(Action::Look);
    let turn = |sheet: Sheet| {
        let looking = looking.clone();
        on_look.reform(move |_: yew::MouseEvent| Looking {
            sheet,
            ..looking.clone()
        })
    };
    let onkeydown = {
        let (looking, on_look) = (looking.clone(), on_look.clone());
        Callback::from(move |event: KeyboardEvent| {
            let all = Sheet::ALL;
            let at = all.iter().position(|sheet| *sheet == looking.sheet);
            let at = at.unwrap_or_default();
            let next = match event.key().as_str() {
                "ArrowRight" => at + 1,
                "ArrowLeft" => at + all.len() - 1,
                "Home" => 0,
                "End" => all.len() - 1,
                _ => return,
            } % all.len();
            event.prevent_default();
            event.stop_propagation();
            if let Some(&sheet) = all.get(next) {
                on_look.emit(Looking {
                    sheet,
                    ..looking.clone()
                });
                focus(&event, next);
            }
        })
    };
    let problems = editor.document.found.problems.len();
    let is_stale = editor.document.is_stale;
    let tab = |sheet: Sheet| {
        let is_seen = sheet == looking.sheet;
        html! {
            <button type="button" role="tab" id={format!("tab-{}", sheet.name())}
                aria-selected={is_seen.to_string()} aria-controls="judgement"
                tabindex={if is_seen { "0" } else { "-1" }} onclick={turn(sheet)}>
                { sheet.name() }
                if sheet == Sheet::Problems && problems > 0 {
                    <span class={classes!("count", is_stale.then_some("is-stale"))}>{ problems }</span>
                }
            </button>
        }
    };
    let selected = match editor.selection {
        Selection::Problem(place) => Some(place),
        _ => None,
    };
    html! {
        <>
            <div class="panel-head is-tabbed">
                <h2 class="sr-only">{ "Judgement" }</h2>
                <div class="sheets" role="tablist" aria-label="Judgement" {onkeydown}>
                    { for Sheet::ALL.map(tab) }
                </div>
                if looking.sheet == Sheet::Problems {
                    { sieve(&editor.document, looking, &on_look) }
                } else {
                    { lens(looking, &on_look) }
                }
            </div>
            <div class="panel-body" id="judgement" role="tabpanel"
                aria-labelledby={format!("tab-{}", looking.sheet.name())}>
                { match looking.sheet {
                    Sheet::Problems => html! {
                        <Problems document={Rc::clone(&editor.document)} looking={looking.clone()}
                            {selected} {dispatch} />
                    },
                    Sheet::Reachability => html! {
                        <Reach document={Rc::clone(&editor.document)} before={editor.before.clone()}
                            looking={looking.clone()} selection={editor.selection.clone()} {dispatch} />
                    },
                    Sheet::Trace => html! {
                        <Traced document={Rc::clone(&editor.document)} looking={looking.clone()}
                            picking={editor.picking} {dispatch} {on_deed} />
                    },
                } }
            </div>
        </>
    }
}

/// Moves the focus to another tab.
fn focus(event: &KeyboardEvent, place: usize) {
    let tab: HtmlElement = event.target_unchecked_into();
    let tabs = tab.parent_element().map(|list| list.children());
    let next = u32::try_from(place)
        .ok()
        .and_then(|place| tabs?.item(place));
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // Where it cannot have the focus nothing else has it either.
        let _ = next.focus();
    }
}
