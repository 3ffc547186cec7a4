//! The list of debts, and the ways to add one.

use leptos::prelude::*;

use crate::present::debts::{self, Entry};
use crate::present::sentence::fill;
use crate::present::standing::Status;
use crate::present::words::{common, debts as words, today};
use crate::ui::amount::sentence;
use crate::ui::delete::DeleteButton;
use crate::ui::export::{CsvButton, Sheet};
use crate::ui::kit::{Empty, Page};
use crate::ui::link::Link;
use crate::ui::payment::PaymentButton;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};

/// The screen.
#[component]
pub fn Debts() -> impl IntoView {
    let (lang, debts, as_of) = (use_lang(), use_debts(), use_as_of());
    let view = Memo::new(move |_| debts.0.with(|debts| debts::view(debts, as_of.get(), lang)));
    view! {
        <Page screen="debts" title=Signal::derive(move || words::title(lang).to_owned())>
            {move || view.with(|entries| if entries.is_empty() { empty() } else { list(entries) })}
        </Page>
    }
}

fn empty() -> AnyView {
    let lang = use_lang();
    view! {
        <Empty title=words::empty_title(lang) body=words::empty_body(lang)>
            <Ways/>
            <Link to=Route::Simulate class="c-button" action="simulate">{words::try_first(lang)}</Link>
        </Empty>
    }
    .into_any()
}

fn list(entries: &[Entry]) -> AnyView {
    let entries = entries.iter().cloned().map(|entry| view! { <EntryCard entry=entry/> }).collect_view();
    view! {
        <div class="c-actions"><Ways/> <CsvButton sheet=Sheet::Debts/></div>
        <div class="c-cards">{entries}</div>
    }
    .into_any()
}

#[component]
fn Ways() -> impl IntoView {
    let lang = use_lang();
    view! {
        <Link to=Route::DebtNew class="c-button" action="add-debt">{words::add(lang)}</Link>
        <Link to=Route::Import class="c-button" action="import-debt">{words::import(lang)}</Link>
    }
}

#[component]
fn EntryCard(entry: Entry) -> impl IntoView {
    let lang = use_lang();
    let card = entry.card;
    let status = card.status();
    let title = format!("debt-{}", card.id);
    let labelled = title.clone();
    let (when, place) = match &card.standing {
        Ok(standing) => (standing.when.clone(), standing.place.clone()),
        Err(reason) => (reason.clone(), String::new()),
    };
    let tone = if matches!(status, Status::Late | Status::DueSoon) { "late" } else { "info" };
    let open = entry.outstanding.map(|shown| fill(words::open_parts(lang), &[("amount", shown.into())]));
    let payable = card.standing.is_ok() && status != Status::Paid;
    let (id, key, target) = (card.id.clone(), card.id.clone(), card.id.clone());
    let (name, heading, link) = (card.name.clone(), card.name, card.id.clone());
    view! {
        <article class="c-card" data-debt=key data-status=status.name() aria-labelledby=labelled>
            <div class="c-card__head">
                <h2 class="c-card__name" id=title>
                    <Link to=Route::Debt(link)>{heading}</Link>
                    " "
                    <span class="c-card__place">{card.kind} " " {place}</span>
                    {card.example.then(|| view! { " " <span class="c-tag" data-tone="info">{common::example(lang)}</span> })}
                </h2>
                <p class="c-card__when" data-tone=tone>{when}</p>
            </div>
            {open.map(|open| view! { <p class="c-card__sum">{sentence(open)}</p> })}
            <div class="c-actions">
                {payable.then(|| view! { <PaymentButton id=id/> })}
                <Link to=Route::Debt(target) class="c-button" action="open-debt">{today::details(lang)}</Link>
                <DeleteButton id=card.id name=name/>
            </div>
        </article>
    }
}
