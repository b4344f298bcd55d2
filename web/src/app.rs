//! Wires the page together.

use std::rc::Rc;

use gloo::utils::document;
use peerlab_core::export::svg::Theme;
use peerlab_core::link::{self, Unlinkable};
use peerlab_core::scenario::Reading;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::{
    AttrValue, Callback, Html, classes, component, html, use_effect_with, use_memo, use_mut_ref,
    use_reducer,
};

use crate::canvas::{Minimap, Stage, legend};
use crate::components::{
    Ask, Builder, IncomingView, Inspector, Judgement, KeySheet, LessonList, LessonPanel,
    NoticeView, Outline, Share, ShownScene, Toolbar, TopBar, assumptions, choosing_eyes,
    connecting, examples, export, help, palette, picking, recent, seen_as, tabs, viewing, zoom_bar,
};
use crate::editor::commands::{Command, Deed, PageDeed};
use crate::editor::{
    Action, Document, Editor, Format, Make, Notice, Overlay, Pane, Sheet, example, has_bar,
    is_embed, open_link, trace_part,
};
use crate::hooks::{
    Begun, begin_next_lesson, close_storage, copy, download, first_fragment, forget_fragment,
    kept_last, new_draft, now, offer, page_address, png, recents, use_address, use_canvas_keys,
    use_copying, use_drop, use_embed, use_judge, use_keeper, use_keys, use_opener, use_paste,
    use_theme,
};

/// Shows the page.
#[component]
pub fn App() -> Html {
    let start = use_mut_ref(|| None::<Begun>);
    let first = use_memo((), |()| first_fragment());
    let is_embedded = is_embed(&first);
    let editor = use_reducer({
        let (start, first) = (Rc::clone(&start), Rc::clone(&first));
        move || {
            if is_embedded {
                close_storage();
            }
            let found = kept_last();
            let begun = if is_embedded {
                Reading::default
            } else {
                example
            };
            let mut editor = Editor::new(found.reading.unwrap_or_else(begun));
            editor.is_embedded = is_embedded;
            editor.notice = found.notice;
            *start.borrow_mut() = Some((Rc::clone(&editor.document), found.key));
            // A link is opened over it before anything is drawn.
            let actions = open_link(&first);
            let mut editor = actions.into_iter().fold(editor, Editor::apply);
            if is_embedded {
                // There is nothing to go back to; what failed is still told.
                editor.notice = editor
                    .notice
                    .filter(|said| !matches!(said, Notice::Opened { .. }));
            }
            editor
        }
    });
    let opened_by_address = {
        let dispatcher = editor.dispatcher();
        yew::use_callback((), move |action, ()| dispatcher.dispatch(action))
    };
    let is_viewed = use_mut_ref(|| false);
    is_viewed.replace(editor.is_view_only());
    let dispatch = yew::use_callback(
        opened_by_address.clone(),
        move |action: Action, dispatch| {
            let is_refused = *is_viewed.borrow() && action.edits();
            // Where it is embedded the address is for the other page to choose.
            if action.changes_document() && !is_refused && !is_embedded {
                forget_fragment();
            }
            dispatch.emit(action);
        },
    );
    let had_kept = use_memo((), |()| {
        let start = start.borrow();
        start.as_ref().is_some_and(|(_, key)| key.is_some())
    });
    let keeper = use_keeper(editor.own(), start.take(), opened_by_address.clone());
    let (theme, on_theme) = use_theme();
    let opener = use_opener(dispatch.clone());
    let over = use_drop(opener.clone(), dispatch.clone());
    use_paste(opener.clone(), dispatch.clone());
    let state = Rc::new((*editor).clone());
    use_embed(is_embedded, &state.document, &opened_by_address);
    use_judge(&state.document, &opened_by_address);
    use_canvas_keys(Rc::clone(&state), dispatch.clone());
    use_copying(Rc::clone(&state), dispatch.clone());
    use_address({
        let dispatch = opened_by_address;
        Callback::from(move |fragment: String| {
            for action in open_link(&fragment) {
                dispatch.emit(action);
            }
        })
    });
    use_effect_with(editor.document.scenario().name.clone(), |name: &String| {
        document().set_title(&title(name));
    });
    use_effect_with((editor.pane, editor.selection.clone()), |_| keep_focus());

    let shared = (dispatch.clone(), Rc::clone(&editor.document));
    let on_link = yew::use_callback(shared, |(), (dispatch, document)| {
        copy_link(document, None, dispatch.clone());
    });
    // What is pressed is done to the page as it is then, and the keys are
    // listened for once.
    let latest = use_mut_ref(|| Rc::clone(&state));
    *latest.borrow_mut() = Rc::clone(&state);
    let seen = Rc::clone(&editor.document);
    let on_deed = {
        let deeds = (on_link.clone(), on_theme.clone(), theme, keeper.clone());
        let traced = Rc::clone(&state);
        let dispatch = dispatch.clone();
        Callback::from(move |deed: PageDeed| {
            let (on_link, on_theme, theme, keeper) = &deeds;
            match deed {
                PageDeed::PickFiles => pick_files(),
                PageDeed::CopyLink => on_link.emit(()),
                PageDeed::CopyTrace => {
                    let part = trace_part(&traced.looking);
                    copy_link(&traced.document, part, dispatch.clone());
                }
                PageDeed::Export(format) => {
                    export_as(format, &traced.document, theme.is_dark(), dispatch.clone());
                }
                PageDeed::CopyText(format) => {
                    copy_text(format, &traced.document, dispatch.clone());
                }
                PageDeed::ChangeTheme => on_theme.emit(theme.next()),
                PageDeed::Download => {
                    // No more than is seen: what leaves an owner's view tells no more.
                    download("scenario.json", &seen.scenario().to_pretty_json());
                }
                PageDeed::TakeOther => keeper.take_other(),
                PageDeed::KeepCopy => keeper.keep_copy(),
                PageDeed::MakeLesson => {
                    dispatch.emit(Action::MakeLesson(Make::Begin(new_draft())));
                }
                PageDeed::GoToOutline => {
                    dispatch.emit(Action::Turn(Pane::Outline));
                    focus_outline();
                }
            }
        })
    };
    let on_recent = Callback::from(move |key: String| keeper.open(&key));
    let deeds = on_deed.clone();
    let latest_deeds = use_mut_ref(|| deeds.clone());
    *latest_deeds.borrow_mut() = deeds;
    let on_command = yew::use_callback(
        dispatch.clone(),
        move |command: &'static Command, dispatch| {
            let editor = latest.borrow().clone();
            if editor.overlay.is_some() {
                dispatch.emit(Action::Lay(None));
            }
            let on_deed = latest_deeds.borrow().clone();
            match (command.run)(&editor) {
                Some(Deed::Act(action)) => dispatch.emit(action),
                Some(Deed::Page(deed)) => on_deed.emit(deed),
                None => {}
            }
        },
    );
    use_keys(on_command.clone());
    // Where the words beside the picture are not at sight with it.
    let is_new = !*had_kept
        && editor.history.undo_label().is_none()
        && editor.aside().is_none()
        && !editor.is_view_only()
        && !is_embedded;
    let first_lesson = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: yew::MouseEvent| begin_next_lesson(None, &dispatch))
    };
    let empty = editor.document.scenario().vpcs.is_empty();
    let skip = dispatch.reform(|_: yew::MouseEvent| {
        focus_outline();
        Action::Turn(Pane::Outline)
    });
    let pane = match editor.pane {
        Pane::Canvas => "shows-canvas",
        Pane::Outline => "shows-outline",
        Pane::Inspector => "shows-inspector",
        Pane::Problems => "shows-problems",
        Pane::Lesson => "shows-lesson",
    };
    let home = use_memo(
        (is_embedded, Rc::clone(&editor.document)),
        |(is_embedded, document)| is_embedded.then(|| link_to(document, None).ok()).flatten(),
    );
    let is_picture = is_embedded && state.is_view_only();
    let judged = Rc::clone(&state);
    let looks = editor.looking.sheet != Sheet::Problems;
    let is_learning = editor.course.is_some() || editor.draft.is_some();
    html! {
        <div class={classes!("app", pane, is_embedded.then_some("is-embed"), is_picture.then_some("is-picture"),
            editor.show.as_ref().map(|_| "is-presenting"))}>
            if has_bar(&first) {
                <button type="button" class="skip" onclick={skip}>{ "Skip to the outline" }</button>
                <TopBar name={title_of_scenario(&editor.document.scenario().name)}
                undo={editor.history.undo_label().map(|label| AttrValue::from(label.to_owned()))}
                is_barred={editor.history.is_barred()}
                redo={editor.history.redo_label().map(|label| AttrValue::from(label.to_owned()))}
                {theme} document={Rc::clone(&editor.document)} next_eyes={editor.next_eyes()}
                on_open={opener} dispatch={&dispatch} {on_theme} />
            } else {
                <header class="sr-only"><h1>{ title_of_scenario(&editor.document.scenario().name) }</h1></header>
            }
            { seen_as(&editor.document) }
            if state.is_view_only() && !is_embedded {
                { viewing(&dispatch) }
            }
            if !is_picture {
                { tabs(editor.pane, editor.document.found.problems.len(), is_learning, &dispatch) }
            }
            <div class="notices">
                if let Some(notice) = editor.notice.clone() {
                    <NoticeView {notice} dispatch={&dispatch} on_deed={&on_deed} />
                }
            </div>
            <main class={classes!("regions", looks.then_some("is-looking"), is_learning.then_some("is-learning"))}>
                if let Some(course) = editor.course.clone() {
                    <section class="panel lesson-panel" aria-label="Lesson">
                        <LessonPanel {course} document={Rc::clone(&editor.document)} dispatch={&dispatch} />
                    </section>
                }
                if let Some(draft) = editor.draft.clone() {
                    <section class="panel lesson-panel" aria-label="Lesson">
                        <Builder {draft} document={Rc::clone(&editor.document)} dispatch={&dispatch} />
                    </section>
                }
                if !is_picture {
    <section class="panel outline-panel" aria-label="Outline">
                        <Outline document={Rc::clone(&editor.document)}
                            selection={editor.selection.clone()} dispatch={&dispatch} />
                    </section>
                }
                <section class="canvas" aria-label="Picture">
                    <Stage editor={Rc::clone(&state)} dispatch={&dispatch} />
                    <Minimap editor={Rc::clone(&state)} dispatch={&dispatch} />
                    if !state.is_view_only() {
                        <Toolbar editor={state} dispatch={&dispatch} />
                    }
                    if empty {
                        <p class="empty">
                            { "This scenario has no VPC. Press V or double-click to add one, or drop files here." }
                        </p>
                    }
                    if is_new {
                        <button type="button" class="link lesson-offer" onclick={first_lesson}>
                            { "New to peering? Begin with lesson 1" }
                        </button>
                    }
                    { picking(&editor, &dispatch) }
                    { legend() }
                    if let Some(home) = home.as_ref() {
                        <a class="embed-home" href={home.clone()} target="_blank"
                            rel="noopener">{ "Open in Peerlab" }</a>
                    }
                    { zoom_bar(editor.view.zoom, editor.selection.entities().next().is_some(), &dispatch) }
                </section>
                if !is_picture {
                    <>
                        <section class="panel inspector-panel" aria-label="Details">
                            <Inspector document={Rc::clone(&editor.document)}
                                selection={editor.selection.clone()} looking={editor.looking.clone()}
                                dispatch={&dispatch} />
                        </section>
                        <section class="panel problems-panel" aria-label="Judgement">
                            <Judgement editor={judged} dispatch={&dispatch} on_deed={&on_deed} />
                        </section>
                    </>
                }
            </main>
            if let Some(show) = editor.show.clone() {
                <ShownScene {show} document={Rc::clone(&editor.document)}
                    looking={editor.looking.clone()} dispatch={&dispatch} />
            }
            { match &editor.overlay {
                None => Html::default(),
                Some(Overlay::Keys) => html! { <KeySheet dispatch={&dispatch} /> },
                Some(Overlay::Help(topic)) => help(*topic, &dispatch),
                Some(Overlay::Assumptions) => assumptions(&dispatch),
                Some(Overlay::Lessons) => html! {
                    <LessonList is_taken={editor.course.is_some()} dispatch={&dispatch} />
                },
                Some(Overlay::Examples) => examples(&dispatch),
                Some(Overlay::Eyes) => choosing_eyes(&editor.document, &dispatch),
                Some(Overlay::Recent) => recent(&recents(), now(), &dispatch, &on_recent),
                Some(Overlay::Import(incoming)) => html! {
                    <IncomingView incoming={(**incoming).clone()} dispatch={&dispatch} />
                },
                Some(Overlay::Share) => html! {
                    <Share document={Rc::clone(&editor.document)} looking={editor.looking.clone()}
                        traces={editor.traced().is_some()}
                        lesson={editor.course.as_ref().map(|course| Rc::clone(&course.lesson))}
                        page={page_address()} dispatch={&dispatch} />
                },
                Some(Overlay::Export) => export(&dispatch, &on_deed),
                Some(Overlay::Palette) => palette(&editor, &dispatch, &on_command),
                Some(Overlay::Target(from)) => connecting(&editor.document, from, &dispatch),
                Some(Overlay::Question(question)) => html! {
                    <Ask question={(**question).clone()} document={Rc::clone(&editor.document)}
                        looking={editor.looking.clone()} dispatch={&dispatch} />
                },
            } }
            <div class="sr-only" aria-live="polite">
                <p key={editor.said.turn}>{ &editor.said.text }</p>
            </div>
            if over {
                <div class="drop-here"><p>{ "Drop to open" }</p></div>
            }
        </div>
    }
}

/// Copies a link to a scenario, which opens on a trace where one is asked for.
fn copy_link(document: &Document, trace: Option<String>, dispatch: Callback<Action>) {
    match link_to(document, trace) {
        Ok(link) => copy_or_show(link, "Link", dispatch),
        Err(error) => dispatch.emit(Action::Say(Notice::failed("No link was made", &error))),
    }
}

/// Returns a link to a scenario.
fn link_to(document: &Document, trace: Option<String>) -> Result<String, Unlinkable> {
    let trace = trace.map_or_else(String::new, |part| format!("&{part}"));
    let scenario = link::encode(document.scenario())?;
    Ok(format!("{}{scenario}{trace}", page_address()))
}

/// Copies a text, or shows it to be copied by hand.
fn copy_or_show(text: String, what: &'static str, dispatch: Callback<Action>) {
    wasm_bindgen_futures::spawn_local(async move {
        let notice = if copy(&text).await {
            let length = text.chars().count();
            Notice::Copied { what, length }
        } else {
            Notice::ByHand { what, text }
        };
        dispatch.emit(Action::Say(notice));
    });
}

/// Offers a scenario as a file of a form.
fn export_as(format: Format, document: &Document, is_dark: bool, dispatch: Callback<Action>) {
    let theme = if is_dark { Theme::Dark } else { Theme::Light };
    let text = format.text(document, theme, link_to(document, None).ok().as_deref());
    let name = format.file(&document.scenario().name);
    dispatch.emit(Action::Lay(None));
    let Format::Png(scale) = format else {
        download(&name, &text);
        return;
    };
    wasm_bindgen_futures::spawn_local(async move {
        match png(&text, scale).await {
            Ok(file) => offer(&name, &file),
            Err(reason) => {
                let title = "The picture could not be exported";
                dispatch.emit(Action::Say(Notice::failed(title, &reason)));
            }
        }
    });
}

/// Copies a scenario in a form that is text.
fn copy_text(format: Format, document: &Document, dispatch: Callback<Action>) {
    let text = format.text(
        document,
        Theme::Auto,
        link_to(document, None).ok().as_deref(),
    );
    dispatch.emit(Action::Lay(None));
    copy_or_show(text, format.name(), dispatch);
}

/// Asks for files to open, as the button does.
fn pick_files() {
    if let Ok(Some(picker)) = document().query_selector(".picker")
        && let Ok(picker) = picker.dyn_into::<HtmlElement>()
    {
        picker.click();
    }
}

/// Moves the focus to the outline, past what stands before it.
fn focus_outline() {
    let item = document()
        .query_selector(".outline [tabindex='0']")
        .ok()
        .flatten();
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        // Where it cannot have the focus nothing else has it either.
        let _ = item.focus();
    }
}

/// Moves the focus to the words when what had it is no longer seen, as on a
/// narrow page when one part takes the place of another.
fn keep_focus() {
    let active = document()
        .active_element()
        .and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let lost = active.is_some_and(|element| {
        // Asked first: whether something is seen costs a layout of the page.
        element
            .matches("[role=treeitem], .problem, .to-picture")
            .unwrap_or(false)
            && element.offset_parent().is_none()
    });
    if lost
        && let Ok(Some(heading)) = document().query_selector(".inspector-panel h2")
        && let Ok(heading) = heading.dyn_into::<HtmlElement>()
    {
        // Where it cannot have the focus nothing else has it either.
        let _ = heading.focus();
    }
}

fn title_of_scenario(name: &str) -> String {
    if name.trim().is_empty() {
        "Untitled scenario".to_owned()
    } else {
        name.to_owned()
    }
}

fn title(name: &str) -> String {
    format!("{} · Peerlab", title_of_scenario(name))
}
