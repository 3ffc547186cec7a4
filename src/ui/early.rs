//! The early warning for all debts: a month of the budget that falls short, said as soon as it can be seen. The worker works
//! it out, so that the screens that show it stay small.

use leptos::prelude::*;

use super::browser;
use super::kit::{Notice, Tone};
use super::link::Link;
use super::records::use_records;
use super::route::Route;
use super::state::{use_as_of, use_debts, use_lang};
use super::way::Told;
use crate::case::{Debt, Way};
use crate::present::plan::{Ask, View};
use crate::present::words::plan as words;

/// Shows the reminders that are due, each once.
pub fn announce(view: &View) {
    for reminder in &view.reminders {
        browser::remind_once(&reminder.key, &reminder.text);
    }
}

/// The warning; nothing where every month is covered, or where there is no budget.
#[component]
pub fn EarlyWarning() -> impl IntoView {
    let (lang, debts, records, as_of) = (use_lang(), use_debts(), use_records(), use_as_of());
    let told = Told::<View>::new(Way::Plan);
    Effect::new(move |_| {
        let household = records.household();
        // Without a budget and without reminders there is nothing to say, so nothing is loaded.
        if household.is_none() && !browser::reminders_wanted() {
            told.view.set(None);
            return;
        }
        let ask = Ask {
            debt: None,
            debts: debts.0.with(|all| all.iter().map(|debt| Debt::clone(debt)).collect()),
            household,
            adopted: None,
            as_of: as_of.get(),
            lang: lang.tag().to_owned(),
        };
        told.ask(ask, lang);
    });
    Effect::new(move |_| told.view.with(|view| view.iter().for_each(|view| announce(view))));
    move || {
        let early = told.view.with(|view| view.as_ref().and_then(|view| view.early.clone()))?;
        let to = early.debt.map_or(Route::Help, Route::Options);
        Some(view! {
            <Notice tone=Tone::Late>
                <p data-early=early.month data-minor=early.minor.to_string()>{early.today}</p>
                <div class="c-actions"><Link to=to class="c-button" action="early-ask">{words::early_see(lang)}</Link></div>
            </Notice>
        })
    }
}
