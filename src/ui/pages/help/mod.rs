//! Help: what the situation is called, the path out of it, when to talk to a person, and how much room there is. Answers are kept
//! as soon as they are given; the worker names the situation.

mod questions;
mod told;

use leptos::prelude::*;

use crate::case::{Debt, Way};
use crate::present::situation::{Ask, SituationView};
use crate::present::words::{common, situation as words};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Details, Page};
use crate::ui::link::Link;
use crate::ui::records::use_records;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};
use crate::ui::way::Told;
use questions::Questions;
use told::{debts, help, score, situation};

/// The screen.
#[component]
pub fn HelpPage() -> impl IntoView {
    let (lang, keeper) = (use_lang(), use_keeper());
    let read = Memo::new(move |_| keeper.storage() != Storage::Reading);
    let body = move || {
        if read.get() { view! { <Body/> }.into_any() } else { view! { <p>{common::reading(lang)}</p> }.into_any() }
    };
    view! { <Page screen="help" title=Signal::derive(move || words::title(lang).to_owned())>{body}</Page> }
}

#[component]
fn Body() -> impl IntoView {
    let (lang, all, records, as_of) = (use_lang(), use_debts(), use_records(), use_as_of());
    let told: Told<SituationView> = Told::new(Way::Situation);
    Effect::new(move |_| {
        let ask = Ask {
            debts: all.0.with(|debts| debts.iter().map(|debt| Debt::clone(debt)).collect()),
            household: records.household(),
            as_of: as_of.get(),
            lang: lang.tag().to_owned(),
        };
        told.ask(ask, lang);
    });
    let view = told.view;
    let answered = untrack(move || {
        records.household().is_some_and(|known| known.answers != crate::case::household::Answers::default())
    });
    let urgent = move || view.get().filter(|view| view.urgent).map(|view| help(&view));
    let later = move || view.get().filter(|view| !view.urgent && !view.help.is_empty()).map(|view| help(&view));
    view! {
        <p>{words::lead(lang)}</p>
        {told.line()}
        {urgent}
        {move || view.get().map(|view| situation(&view))}
        {later}
        <Details summary=words::questions_title(lang) open=!answered>
            <p class="c-section__note">{words::questions_note(lang)}</p>
            <Questions/>
        </Details>
        {move || view.get().and_then(|view| view.score.clone()).map(|view| score(&view))}
        {move || view.get().map(|view| debts(&view))}
        <More/>
    }
}

/// The other screens of the ways out.
#[component]
fn More() -> impl IntoView {
    let lang = use_lang();
    view! {
        <section class="c-section" aria-labelledby="more-title">
            <h2 id="more-title">{words::more_title(lang)}</h2>
            <div class="c-actions">
                <Link to=Route::Budget class="c-button" action="to-budget">{words::to_budget(lang)}</Link>
                <Link to=Route::Order class="c-button" action="to-order">{words::to_order(lang)}</Link>
                <Link to=Route::Requests class="c-button" action="to-requests">{words::to_requests(lang)}</Link>
                <Link to=Route::Contacts class="c-button" action="to-contacts">{words::to_contacts(lang)}</Link>
                <Link to=Route::Insolvency class="c-button" action="to-insolvency">{words::to_insolvency(lang)}</Link>
            </div>
        </section>
    }
}
