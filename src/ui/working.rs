//! The one working dialog: how the amount that was pressed was made.

use leptos::html;
use leptos::prelude::*;

use super::browser;
use super::state::{OpenFigure, use_lang, use_status};
use crate::present::words::working as words;
use crate::present::working::{Line, open};
use crate::present::{Lang, Shown, format};

/// The dialog. It opens when an amount is pressed and gives the focus back when it closes.
#[component]
pub fn WorkingDialog() -> impl IntoView {
    let lang = use_lang();
    let Some(figure) = use_context::<OpenFigure>() else { return ().into_any() };
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let wanted = figure.0.with(Option::is_some);
        if let Some(dialog) = dialog.get() {
            if wanted {
                browser::show_dialog(&dialog);
            } else {
                browser::close_dialog(&dialog);
            }
        }
    });
    // The browser tells of a close later; by then another amount may have been pressed.
    let closed = move || {
        if dialog.get_untracked().is_none_or(|dialog| !dialog.open()) {
            figure.0.set(None);
        }
    };
    view! {
        <dialog
            class="c-working"
            data-working=""
            aria-labelledby="working-title"
            node_ref=dialog
            on:close=move |_| closed()
        >
            <div class="c-dialog__head">
                <h2 class="c-dialog__title" id="working-title">{words::title(lang)}</h2>
                <button
                    type="button"
                    class="c-button"
                    data-kind="quiet"
                    data-action="close-working"
                    on:click=move |_| figure.0.set(None)
                >
                    {words::close(lang)}
                </button>
            </div>
            {move || figure.0.get().map(|shown| body(&shown, lang))}
        </dialog>
    }
    .into_any()
}

fn body(shown: &Shown, lang: Lang) -> AnyView {
    let view = open(shown, lang);
    let text = view.as_text(shown, lang);
    let last = view.lines.len().saturating_sub(1);
    let lines = view.lines.into_iter().enumerate().map(|(place, line)| step(line, place == last, lang)).collect_view();
    view! {
        <p class="c-working__lead">{view.lead}</p>
        <ol class="c-working__steps">{lines}</ol>
        <div class="c-actions"><CopyButton text=text/></div>
    }
    .into_any()
}

fn step(line: Line, is_last: bool, lang: Lang) -> AnyView {
    let result = line.result.map(|money| {
        let data = is_last.then(|| money.minor().to_string());
        view! { <span class="c-working__result" data-result=data>{format::money(money, lang)}</span> }
    });
    let note = line.note.map(|note| view! { <span class="c-working__note">{note}</span> });
    let formula = (!line.formula.is_empty()).then(|| view! { <span class="c-working__formula">{line.formula}</span> });
    view! {
        <li class="c-working__step" data-step="" data-last=is_last.then_some("true")>
            <span class="c-working__words">{line.words}</span>
            {formula}
            {result}
            {note}
        </li>
    }
    .into_any()
}

#[component]
fn CopyButton(text: String) -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let copied = RwSignal::new(false);
    let press = move |_| {
        let text = text.clone();
        leptos::task::spawn_local(async move {
            if browser::copy(&text).await {
                let _ = copied.try_set(true);
            } else {
                status.say(words::copy_failed(lang));
            }
        });
    };
    view! {
        <button type="button" class="c-button" data-action="copy-working" on:click=press>
            {move || if copied.get() { words::copied(lang) } else { words::copy(lang) }}
        </button>
    }
}
