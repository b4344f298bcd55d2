//! Which Private Networks can talk to which: a grid to look at and to move in.

use std::rc::Rc;

use gloo::utils::document as page;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};
use yew::{
    Callback, FocusEvent, Html, KeyboardEvent, MouseEvent, PointerEvent, Properties, TargetCast,
    classes, component, html, use_memo, use_state_eq,
};

use super::field::switch;
use crate::editor::{Action, Cell, Change, Document, Looking, Mark, Matrix, Selection, words};
use crate::hooks::download;

/// What is shown and called back.
#[derive(PartialEq, Properties)]
pub struct ReachProps {
    /// The scenario.
    pub document: Rc<Document>,
    /// The scenario before the last edit.
    pub before: Option<Rc<Document>>,
    /// Which packets are asked about.
    pub looking: Looking,
    /// What is selected.
    pub selection: Selection,
    /// Takes what the user does.
    pub dispatch: Callback<Action>,
}

/// A line and a column.
type Place = (usize, usize);

/// Shows the grid, and why the pair that is pointed at is as it is.
#[component]
pub fn Reach(props: &ReachProps) -> Html {
    let is_elsewhere = props.looking.elsewhere;
    let document = {
        let document = Rc::clone(&props.document);
        use_memo((document, is_elsewhere), |(document, is_elsewhere)| {
            if *is_elsewhere {
                Rc::new(document.elsewhere())
            } else {
                Rc::clone(document)
            }
        })
    };
    // Elsewhere is compared with here.
    let before = if is_elsewhere {
        Some(Rc::clone(&props.document))
    } else {
        props.before.clone()
    };
    let asked = (
        Rc::clone(&document),
        before,
        props.looking.clone(),
        props.selection.clone(),
    );
    let matrix = use_memo(asked, |(document, before, looking, selection)| {
        Matrix::of(document, before.as_deref(), looking, selection)
    });
    let here = use_state_eq(|| None::<Place>);
    let on_here = {
        let here = here.setter();
        yew::use_callback((), move |place: Place, ()| here.set(Some(place)))
    };
    let looking = &props.looking;
    let on_look = props.dispatch.reform(Action::Look);
    if matrix.heads.is_empty() {
        return html! {
            <p class="none">{ format!("No two Private Networks have {} addresses.", looking.family) }</p>
        };
    }
    let on_fold = {
        let (looking, folds) = (looking.clone(), !matrix.is_folded);
        on_look.reform(move |_: MouseEvent| Looking {
            folds: Some(folds),
            ..looking.clone()
        })
    };
    let on_elsewhere = {
        let looking = looking.clone();
        on_look.reform(move |elsewhere: bool| Looking {
            elsewhere,
            ..looking.clone()
        })
    };
    let on_save = |name: &'static str, text: fn(&Matrix, &Document, &Looking) -> String| {
        let (matrix, looking) = (Rc::clone(&matrix), looking.clone());
        let document = Rc::clone(&document);
        Callback::from(move |_: MouseEvent| download(name, &text(&matrix, &document, &looking)))
    };
    html! {
        <div class="reach">
            <Grid matrix={Shared(Rc::clone(&matrix))} looking={looking.clone()}
                {on_here} on_look={on_look} />
            <div class="reach-side">
            <p class="reach-change" role="status">{ changed(&matrix, is_elsewhere) }</p>
            <div class="reach-why" aria-live="polite">
                { why(&document, looking, &matrix, *here) }
            </div>
            { switch("Other clouds would say", ELSEWHERE, is_elsewhere, &on_elsewhere) }
            if matrix.left_out > 0 {
                <p class="muted">{ format!(
                    "{} more are left out. Select VPCs to see theirs.", matrix.left_out) }</p>
            }
            <ul class="reach-legend" aria-label="What the marks mean">
                { for matrix.marks().map(|mark| html! {
                    <li>{ drawn(mark) }{ mark.words() }</li>
                }) }
            </ul>
            <div class="reach-head">
                <button type="button" class="link" onclick={on_fold}>
                    { if matrix.is_folded { "Show Private Networks" } else { "Fold to VPCs" } }
                </button>
                <button type="button" class="link" onclick={on_save("reachability.csv", Matrix::csv)}>
                    { "Save as CSV" }
                </button>
                <button type="button" class="link"
                    onclick={on_save("reachability.md", Matrix::markdown)}>{ "Save as Markdown" }</button>
            </div>
            </div>
        </div>
    }
}

/// How many lines Page Up and Page Down move by.
const PAGE: usize = 10;

/// What it means to ask what other clouds would say.
const ELSEWHERE: &str = "A comparison for teaching: on AWS, Azure and Google Cloud peering is not \
     transitive, so no VPC passes traffic on.";

/// Says what the last edit did, or what other clouds do.
fn changed(matrix: &Matrix, is_elsewhere: bool) -> String {
    match (matrix.gained, matrix.lost) {
        (_, 0) if is_elsewhere => {
            "Other clouds would say the same: no pair needs a VPC between that passes traffic on."
                .to_owned()
        }
        (_, 1) if is_elsewhere => "1 pair would be worse off in other clouds.".to_owned(),
        (_, lost) if is_elsewhere => {
            format!("{lost} pairs would be worse off in other clouds.")
        }
        (0, 0) => String::new(),
        (gained, 0) => format!("Gained {gained} since the last edit."),
        (0, lost) => format!("Lost {lost} since the last edit."),
        (gained, lost) => format!("Gained {gained}, lost {lost} since the last edit."),
    }
}

/// Says why the pair at a place is as it is.
fn why(document: &Document, looking: &Looking, matrix: &Matrix, here: Option<Place>) -> Html {
    let found = here.and_then(|(line, column)| matrix.cell(line, column));
    let Some((cell, (from, to))) = found.and_then(|cell| Some((cell, cell.ends.as_ref()?))) else {
        let hint = if looking.elsewhere {
            "Point at a mark for its reason."
        } else {
            "Point at a mark for its reason; press it to follow a packet."
        };
        return html! { <p class="muted">{ hint }</p> };
    };
    let told = words::pair(document, looking, from, to);
    html! {
        <>
            if cell.pairs > 1 {
                <p>{ format!("{} of {} pairs work. One of them:", cell.working, cell.pairs) }</p>
            }
            { for told.iter().map(|told| html! { <p>{ told }</p> }) }
        </>
    }
}

/// A grid that is the same only if it is the very same.
#[derive(Clone, Debug)]
struct Shared(Rc<Matrix>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(PartialEq, Properties)]
struct GridProps {
    matrix: Shared,
    looking: Looking,
    on_here: Callback<Place>,
    on_look: Callback<Looking>,
}

/// Draws the grid. Which of its cells has the tab stop is kept by the page
/// itself: moving in it draws nothing anew.
#[component]
fn Grid(props: &GridProps) -> Html {
    let matrix = &props.matrix.0;
    let onfocusin = {
        let on_here = props.on_here.clone();
        Callback::from(move |event: FocusEvent| {
            let cell: HtmlElement = event.target_unchecked_into();
            if let Some(place) = place_of(&cell) {
                take_tab_stop(&cell);
                on_here.emit(place);
            }
        })
    };
    let onpointerover = {
        let on_here = props.on_here.clone();
        Callback::from(move |event: PointerEvent| {
            if let Some(place) = cell_of(event.target()).as_ref().and_then(place_of) {
                on_here.emit(place);
            }
        })
    };
    let open = {
        let (matrix, looking) = (Rc::clone(matrix), props.looking.clone());
        let on_look = props.on_look.clone();
        Callback::from(move |(line, column): Place| {
            let ends = matrix
                .cell(line, column)
                .and_then(|cell| cell.ends.as_ref());
            // A packet is followed here, not elsewhere.
            if let Some((from, to)) = ends.filter(|_| !looking.elsewhere) {
                on_look.emit(looking.tracing(from, to));
            }
        })
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |event: MouseEvent| {
            if let Some(place) = cell_of(event.target()).as_ref().and_then(place_of) {
                open.emit(place);
            }
        })
    };
    let onkeydown = {
        let last = matrix.heads.len().saturating_sub(1);
        Callback::from(move |event: KeyboardEvent| {
            let Some((line, column)) = cell_of(event.target()).as_ref().and_then(place_of) else {
                return;
            };
            let primary = event.ctrl_key() || event.meta_key();
            let next = match event.key().as_str() {
                "ArrowUp" => (line.saturating_sub(1), column),
                "ArrowDown" => (last.min(line + 1), column),
                "ArrowLeft" => (line, column.saturating_sub(1)),
                "ArrowRight" => (line, last.min(column + 1)),
                "PageUp" => (line.saturating_sub(PAGE), column),
                "PageDown" => (last.min(line + PAGE), column),
                "Home" => (if primary { 0 } else { line }, 0),
                "End" => (if primary { last } else { line }, last),
                "Enter" | " " => {
                    event.prevent_default();
                    open.emit((line, column));
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            focus(next);
        })
    };
    let row = |(line, cells): (usize, &Vec<Cell>)| {
        let head = matrix.heads.get(line)?;
        Some(html! {
            <tr key={line}>
                <th scope="row" class="reach-row">
                    <span class="reach-label">{ &head.label }</span>
                    { for head.vpc.iter().map(|vpc| html! { <span class="muted">{ vpc }</span> }) }
                </th>
                { for cells.iter().enumerate().filter_map(|(column, cell)| {
                    let to = matrix.heads.get(column)?;
                    let ends = [&head.label, &to.label].map(String::as_str);
                    Some(drawn_cell((line, column), cell, ends, props.looking.elsewhere))
                }) }
            </tr>
        })
    };
    html! {
        <table class="reach-grid" role="grid" aria-label="Reachability, rows send to columns"
            {onfocusin} {onpointerover} {onclick} {onkeydown}>
            <thead>
                <tr>
                    <td><span class="sr-only">{ "From \\ to" }</span></td>
                    { for matrix.heads.iter().map(|head| html! {
                        <th scope="col" class="reach-column"><span>{ &head.label }</span></th>
                    }) }
                </tr>
            </thead>
            <tbody>{ for matrix.rows.iter().enumerate().filter_map(row) }</tbody>
        </table>
    }
}

fn drawn_cell(place: Place, cell: &Cell, [from, to]: [&str; 2], is_elsewhere: bool) -> Html {
    let (line, column) = place;
    let changed = match cell.change {
        Change::Lost if is_elsewhere => ", worse than here",
        Change::Same => "",
        Change::Gained => ", gained",
        Change::Lost => ", lost",
    };
    let counted = if cell.pairs > 1 {
        format!(", {} of {} pairs work", cell.working, cell.pairs)
    } else {
        String::new()
    };
    let class = classes!(
        "cell",
        match cell.change {
            Change::Same => None,
            Change::Gained => Some("is-gained"),
            Change::Lost => Some("is-lost"),
        }
    );
    let label = format!("{from} to {to}: {}{counted}{changed}", cell.mark.verdict());
    html! {
        <td key={column} {class} role="gridcell" aria-label={label}
            tabindex={if place == (0, 0) { "0" } else { "-1" }}
            data-line={line.to_string()} data-column={column.to_string()}>
            { drawn(cell.mark) }
        </td>
    }
}

/// Draws a mark: each has a shape of its own.
fn drawn(mark: Mark) -> Html {
    let (class, path) = match mark {
        Mark::Works => ("is-works", "M4 10.5l4 4 8-9"),
        Mark::Partial => ("is-partial", "M3 12c2-5 5-5 7-2s5 3 7-2"),
        Mark::There => ("is-partial", "M3 10h13M11 5l5 5-5 5"),
        Mark::Back => ("is-partial", "M17 10H4M9 5l-5 5 5 5"),
        Mark::Blocked => ("is-blocked", "M5 5l10 10M15 5L5 15"),
        Mark::Unseen => (
            "is-apart",
            "M7 7.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1-1.5 2.4M10 15.5h.1",
        ),
        Mark::Apart => ("is-apart", "M9.5 10h1"),
    };
    html! {
        <svg class={classes!("reach-mark", class)} viewBox="0 0 20 20" width="16" height="16"
            aria-hidden="true"><path d={path} /></svg>
    }
}

fn cell_of(target: Option<EventTarget>) -> Option<HtmlElement> {
    let element = target?.dyn_into::<Element>().ok()?;
    element.closest(".cell").ok()??.dyn_into().ok()
}

fn place_of(cell: &HtmlElement) -> Option<Place> {
    let read = |name: &str| cell.get_attribute(name)?.parse().ok();
    Some((read("data-line")?, read("data-column")?))
}

fn focus((line, column): Place) {
    let selector = format!(".cell[data-line='{line}'][data-column='{column}']");
    let cell = page().query_selector(&selector).ok().flatten();
    if let Some(cell) = cell.and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) {
        // Where it cannot have the focus nothing else has it either.
        let _ = cell.focus();
    }
}

/// Makes a cell the one of the grid that the Tab key comes to.
fn take_tab_stop(cell: &HtmlElement) {
    let former = page().query_selector(".cell[tabindex='0']").ok().flatten();
    if let Some(former) = former.and_then(|former| former.dyn_into::<HtmlElement>().ok()) {
        former.set_tab_index(-1);
    }
    cell.set_tab_index(0);
}
