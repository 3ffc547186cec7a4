//! Today: what has to be paid, by when, and what waiting costs, for every debt; for a first visitor a way in.

pub mod first_visit;
mod strip;

use leptos::prelude::*;

use crate::present::today::{self, TodayView, Total, example};
use crate::present::words::{common, today as words};
use crate::ui::amount::Amount;
use crate::ui::browser;
use crate::ui::card::DebtCard;
use crate::ui::early::EarlyWarning;
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Button, Kind, Notice, Page, Tone};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang, use_status};
use first_visit::FirstVisit;
use strip::StripView;

/// The screen.
#[component]
pub fn Today() -> impl IntoView {
    let (lang, debts, as_of, keeper) = (use_lang(), use_debts(), use_as_of(), use_keeper());
    let view = Memo::new(move |_| debts.0.with(|debts| today::view(debts, as_of.get(), lang)));
    let unreadable = move || {
        let count = keeper.quarantined();
        (count > 0)
            .then(|| view! { <Notice tone=Tone::Late><p>{words::quarantined(lang, &count.to_string())}</p></Notice> })
    };
    let unavailable = move || {
        (keeper.storage() == Storage::Read(crate::store::Status::Unavailable))
            .then(|| view! { <Notice tone=Tone::Late><p>{common::storage_unavailable(lang)}</p></Notice> })
    };
    view! {
        <Page screen="today" title=Signal::derive(move || words::title(lang).to_owned())>
            {unavailable}
            {unreadable}
            <EarlyWarning/>
            {move || view.with(|view| if view.cards.is_empty() { view! { <FirstVisit on_example=load_example()/> }.into_any() } else { all(view) })}
        </Page>
    }
}

/// Saves the worked example.
fn load_example() -> Callback<()> {
    let (lang, as_of, keeper, status) = (use_lang(), use_as_of(), use_keeper(), use_status());
    Callback::new(move |()| {
        let ids = (browser::new_id(), browser::new_id(), browser::new_id());
        let (Some(first), Some(second), Some(third)) = ids else { return };
        match example::debts(as_of.get_untracked(), [first, second, third], lang) {
            Ok(debts) => keeper.save(debts, words::example_loaded(lang).to_owned(), lang, || {}),
            Err(error) => status.say(crate::present::errors::engine(&error, lang)),
        }
    })
}

fn all(view: &TodayView) -> AnyView {
    let lang = use_lang();
    let examples = (!view.examples.is_empty()).then(|| view! { <ExampleNotice ids=view.examples.clone()/> });
    let totals = view.totals.iter().cloned().map(total).collect_view();
    let cards = view.cards.iter().cloned().map(|card| view! { <DebtCard card=card/> }).collect_view();
    view! {
        {examples}
        {totals}
        <StripView strip=view.strip.clone()/>
        <section class="c-section" aria-labelledby="debts-title">
            <h2 id="debts-title">{words::debts_title(lang)}</h2>
            <div class="c-cards">{cards}</div>
            <div class="c-actions">
                <Link to=Route::DebtNew class="c-button" action="add-debt">{words::add(lang)}</Link>
                <Link to=Route::Import class="c-button" action="import-debt">{words::import(lang)}</Link>
            </div>
        </section>
    }
    .into_any()
}

fn total(total: Total) -> AnyView {
    let lang = use_lang();
    view! {
        <section class="c-total">
            <p class="c-total__label">{words::total_label(lang)}</p>
            <p><Amount shown=total.sum size="total"/></p>
            <p class="c-total__note">{total.note}</p>
        </section>
    }
    .into_any()
}

/// Says that this is the example, and takes it away.
#[component]
fn ExampleNotice(ids: Vec<String>) -> impl IntoView {
    let (lang, keeper) = (use_lang(), use_keeper());
    let discard = Callback::new(move |()| {
        keeper.delete(ids.clone(), words::example_discarded(lang).to_owned(), lang, || {});
    });
    view! {
        <Notice>
            <p>{words::example_note(lang)}</p>
            <div class="c-actions">
                <Button label=words::discard_example(lang) action="discard-example" kind=Kind::Plain on_press=discard/>
            </div>
        </Notice>
    }
}
