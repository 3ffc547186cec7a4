//! Files that leave the app: everything as JSON, due dates as a calendar.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::kit::Button;
use super::state::{use_as_of, use_debts, use_lang, use_status};
use crate::case::{Case, Debt};
use crate::present::words::{common, debt as one, settings as words};

/// The button that exports all debts as one file.
#[component]
pub fn JsonButton() -> impl IntoView {
    let (lang, debts, status) = (use_lang(), use_debts(), use_status());
    let export = Callback::new(move |()| {
        let all: Vec<Debt> = debts.0.with_untracked(|debts| debts.iter().map(|debt| Debt::clone(debt)).collect());
        if all.is_empty() {
            status.say(words::nothing_to_export(lang));
            return;
        }
        let saved = Case::new(all)
            .to_json()
            .is_ok_and(|text| browser::download("duewise.json", "application/json", text.as_bytes()));
        status.say(if saved { words::exported(lang) } else { common::download_failed(lang) });
    });
    view! { <Button label=words::export_json(lang) action="export-json" on_press=export/> }
}

/// The button that puts due dates into a calendar, of one debt or of all.
#[component]
pub fn CalendarButton(
    /// The debt; none for all.
    #[prop(optional, into)]
    id: Option<String>,
) -> impl IntoView {
    let (lang, debts, as_of, status) = (use_lang(), use_debts(), use_as_of(), use_status());
    let label = if id.is_some() { one::export_ics(lang) } else { words::export_ics(lang) };
    let export = Callback::new(move |()| {
        let chosen: Vec<Debt> = debts.0.with_untracked(|debts| {
            let wanted = |debt: &&std::sync::Arc<Debt>| id.as_ref().is_none_or(|id| debt.id == *id);
            debts.iter().filter(wanted).map(|debt| Debt::clone(debt)).collect()
        });
        if chosen.is_empty() {
            status.say(words::nothing_to_export(lang));
            return;
        }
        let as_of = as_of.get_untracked();
        spawn_local(async move {
            let text = browser::worker::export_ics(chosen, as_of, lang).await;
            let saved = text.is_some_and(|text| browser::download("duewise.ics", "text/calendar", text.as_bytes()));
            status.say(if saved { words::exported(lang) } else { common::download_failed(lang) });
        });
    });
    view! { <Button label=label action="export-ics" on_press=export/> }
}
