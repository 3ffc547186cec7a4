//! All requests and how they stand.

use leptos::prelude::*;

use super::request::words_of::state;
use crate::case::{Held, RequestRecord};
use crate::present::requests as view;
use crate::present::words::requests as words;
use crate::present::{Lang, format};
use crate::ui::kit::{Empty, Page};
use crate::ui::link::Link;
use crate::ui::outbox::use_outbox;
use crate::ui::records::use_records;
use crate::ui::route::Route;
use crate::ui::state::{use_debts, use_lang};

/// The screen.
#[component]
pub fn RequestsPage() -> impl IntoView {
    let (lang, records) = (use_lang(), use_records());
    let ids = Memo::new(move |_| {
        // The newest first: that is the one that is looked for.
        let mut ids: Vec<String> = records.requests().into_iter().map(|(id, _)| id).collect();
        ids.reverse();
        ids
    });
    let list = move || {
        ids.with(|ids| {
            if ids.is_empty() {
                return empty(lang);
            }
            let cards = ids.iter().map(|id| view! { <RequestCard id=id.clone()/> }).collect_view();
            view! { <div class="c-cards">{cards}</div> }.into_any()
        })
    };
    view! { <Page screen="requests" title=Signal::stored(words::title(lang).to_owned())>{list}</Page> }
}

fn empty(lang: Lang) -> AnyView {
    view! {
        <Empty title=words::empty_title(lang) body=words::empty_body(lang)>
            <Link to=Route::Help class="c-button" action="help">{words::empty_link(lang)}</Link>
        </Empty>
    }
    .into_any()
}

#[component]
fn RequestCard(id: String) -> impl IntoView {
    let (lang, records, outbox, debts) = (use_lang(), use_records(), use_outbox(), use_debts());
    let (own, key, title) = (id.clone(), id.clone(), format!("request-{id}"));
    let record = Memo::new(move |_| records.find(&own));
    let standing = Memo::new(move |_| record.get().map(|record| outbox.standing(&record)));
    let name = move || standing.with(|standing| standing.as_ref().map_or("draft", |standing| standing.name()));
    let tone = move || standing.with(|standing| standing.as_ref().map_or("info", |standing| state(standing, lang).1));
    let words = move || standing.with(|standing| standing.as_ref().map_or("", |standing| state(standing, lang).0));
    let shown = move || {
        let record = record.get()?;
        let Held::Request(request) = &record.held else { return None };
        let debt = debts.find(&request.debt);
        Some((view::kind(request.kind, lang), view::debt_name(debt.as_deref(), lang), about(request, lang)))
    };
    let heading = move || shown().map(|(kind, debt, _)| format!("{kind} · {debt}"));
    let made = move || shown().map(|(.., made)| made);
    let labelled = title.clone();
    view! {
        <article class="c-card" data-request=key data-state=name aria-labelledby=labelled>
            <div class="c-card__head">
                <h2 class="c-card__name" id=title>
                    <Link to=Route::Request(id.clone())>{heading}</Link>
                </h2>
                <p class="c-card__when"><span class="c-tag" data-tone=tone>{words}</span></p>
            </div>
            <p>{made}</p>
            <div class="c-actions">
                <Link to=Route::Request(id) class="c-button" action="open-request">{words::open_request(lang)}</Link>
            </div>
        </article>
    }
}

fn about(request: &RequestRecord, lang: Lang) -> String {
    words::made(lang, &format::date(request.made_on, lang))
}
