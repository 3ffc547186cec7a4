//! What happened to a request so far, in order.

use leptos::prelude::*;

use super::{Shown, words_of};
use crate::present::words::requests as words;
use crate::present::{Lang, format};
use crate::store::outbox::State;
use crate::ui::browser;
use crate::ui::outbox::{Outbox, use_outbox};
use crate::ui::state::use_lang;

/// The list.
#[component]
pub(super) fn Course(shown: Shown) -> impl IntoView {
    let (lang, outbox) = (use_lang(), use_outbox());
    let steps = move || {
        steps(shown, outbox, lang)
            .into_iter()
            .map(|(name, when, what)| view! { <li data-step=name><span>{what}</span> " " <span>{when}</span></li> })
            .collect_view()
    };
    view! {
        <section class="c-section">
            <h2>{words::course(lang)}</h2>
            <ol class="c-list">{steps}</ol>
        </section>
    }
}

type Step = (&'static str, String, String);

fn steps(shown: Shown, outbox: Outbox, lang: Lang) -> Vec<Step> {
    let Some(request) = shown.request() else { return Vec::new() };
    let day = |day| format::date(day, lang);
    let mut all = vec![("made", day(request.made_on), words::course_made(lang).to_owned())];
    if let Some(exported) = request.exported_on {
        all.push(("exported", day(exported), words::course_exported(lang).to_owned()));
    }
    if let Some(row) = outbox.post(request.key.as_ref()) {
        let queued = words_of::time(row.queued().wall, lang);
        all.push(("queued", queued, words::course_queued(lang).to_owned()));
        if let State::Acked { receipt } = row.state() {
            let at = browser::moment(&receipt.received_at).map_or_else(String::new, |at| words_of::time(at, lang));
            let what = format!("{} · {}", words::course_received(lang), words::number(lang, &receipt.id));
            all.push(("received", at, what));
        }
    }
    if let Some((status, on)) = request.status.as_ref().zip(request.status_on) {
        let what = words::course_status(lang, words_of::answer(status, lang).0);
        all.push(("status", day(on), what));
    }
    if let Some(adopted) = request.adopted_on {
        all.push(("adopted", day(adopted), words::course_adopted(lang).to_owned()));
    }
    all
}
