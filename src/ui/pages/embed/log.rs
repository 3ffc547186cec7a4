//! What the simulator told the page around it: every event with its whole detail, so that anyone can see what is not in it.

use leptos::prelude::*;

use super::State;
use crate::present::words::embed as words;
use crate::ui::browser;
use crate::ui::kit::Button;
use crate::ui::state::use_lang;

/// How many events are shown; the oldest leave first.
const SHOWN: usize = 50;

/// An event: when it was heard, its name, its detail as JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heard {
    at: String,
    name: &'static str,
    detail: String,
}

/// Notes an event. It may come after the page is gone.
pub(super) fn note(list: RwSignal<Vec<Heard>>, name: &'static str, detail: String) {
    let at = browser::local_time(browser::wall()).map(|(_, time)| time).unwrap_or_default();
    list.try_update(|list| {
        if list.len() >= SHOWN {
            list.remove(0);
        }
        list.push(Heard { at, name, detail });
    });
}

/// The list, the newest last.
#[component]
pub(super) fn Log(state: State) -> impl IntoView {
    let lang = use_lang();
    let line = |Heard { at, name, detail }: Heard| {
        view! {
            <li class="c-embed__event" data-event=name>
                <span>{at}</span>
                <code>{name}</code>
                <code data-detail="">{detail}</code>
            </li>
        }
    };
    let body = move || {
        let list = state.heard.get();
        if list.is_empty() {
            return view! { <p>{words::log_empty(lang)}</p> }.into_any();
        }
        view! { <ol>{list.into_iter().map(line).collect_view()}</ol> }.into_any()
    };
    view! {
        <section class="c-section" aria-labelledby="log-title" data-log="">
            <h2 id="log-title">{words::log_title(lang)}</h2>
            <p>{words::log_lead(lang)}</p>
            <div aria-live="off">{body}</div>
            <div class="c-actions">
                <Button label=words::log_clear(lang) action="clear-log" on_press=Callback::new(move |()| state.heard.set(Vec::new()))/>
            </div>
        </section>
    }
}
