//! The request is made: its number, when, where it goes, what happens next, and the letter to keep.

use leptos::prelude::*;

use super::state::Flow;
use crate::case::Held;
use crate::present::format;
use crate::present::words::{common, compose as words};
use crate::ui::kit::{Notice, Tone};
use crate::ui::letter::{Handout, Letter, Source};
use crate::ui::link::Link;
use crate::ui::records::use_records;
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The page.
#[component]
pub(super) fn Done(
    /// The flow that ended.
    flow: Flow,
    /// The id of the record.
    record: String,
) -> impl IntoView {
    let (lang, records) = (use_lang(), use_records());
    let own = record.clone();
    let held = Memo::new(move |_| {
        records.find(&own).and_then(|found| match &found.held {
            Held::Request(request) => Some((**request).clone()),
            _ => None,
        })
    });
    // The document never changes; a save of the record does not build the letter anew.
    let document = Memo::new(move |_| held.with(|held| held.as_ref().map(|held| held.document.clone())));
    let number: String = record.chars().take(8).collect();
    let sent = Memo::new(move |_| held.with(|held| held.as_ref().is_some_and(|held| held.key.is_some())));
    let made = move || held.with(|held| held.as_ref().map(|held| format::date(held.made_on, lang)));
    let to = move || held.with(|held| flow.sent_to(held.as_ref().and_then(|held| held.lender.as_ref()), lang));
    let title = move || if sent.get() { words::done_title_sent(lang) } else { words::done_title(lang) };
    let next = move || {
        if sent.get() {
            [words::done_next_send_one(lang), words::done_next_send_two(lang), words::done_next_three(lang)]
        } else {
            [words::done_next_self_one(lang), words::done_next_self_two(lang), words::done_next_three(lang)]
        }
    };
    let debt = Route::Debt(flow.id.get_value());
    let (open, handout) = (Route::Request(record.clone()), record);
    view! {
        <section class="c-section" data-done=handout.clone() aria-labelledby="step-title">
            <Notice tone=Tone::Good>
                <h2 id="step-title" tabindex="-1">{title}</h2>
                <dl class="c-figures">
                    <div class="c-figures__row"><dt>{words::done_number(lang)}</dt><dd data-number="">{number}</dd></div>
                    <div class="c-figures__row"><dt>{words::done_made(lang)}</dt><dd>{made}</dd></div>
                    <div class="c-figures__row"><dt>{words::done_to(lang)}</dt><dd>{to}</dd></div>
                </dl>
            </Notice>
            <h3>{words::done_next(lang)}</h3>
            <ol class="c-list">{move || next().map(|line| view! { <li>{line}</li> }).collect_view()}</ol>
            <div class="c-actions">
                <Link to=open class="c-button" action="open-request">{words::done_open(lang)}</Link>
                <Link to=Route::Requests class="c-button" action="all-requests">{words::done_all(lang)}</Link>
                <Link to=debt class="c-button" action="open-debt">{words::done_back(lang)}</Link>
            </div>
        </section>
        <section class="c-section" aria-labelledby="letter-title">
            <h2 id="letter-title">{words::done_save(lang)}</h2>
            {move || match document.get() {
                Some(text) => view! { <Letter source=Source::Request(text) handout=Handout(handout.clone())/> }.into_any(),
                None => view! { <p>{common::not_found_body(lang)}</p> }.into_any(),
            }}
        </section>
    }
}
