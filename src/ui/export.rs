//! Files that leave the app: everything as JSON, due dates as a calendar, tables as CSV.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use super::kit::Button;
use super::records::use_records;
use super::state::{Debts, use_as_of, use_debts, use_lang, use_status};
use crate::case::{Case, CsvTable, Debt, Record};
use crate::present::words::{common, csv as table, debt as one, settings as words};

/// The button that exports all debts as one file.
#[component]
pub fn JsonButton() -> impl IntoView {
    let (lang, debts, records, status) = (use_lang(), use_debts(), use_records(), use_status());
    let export = Callback::new(move |()| {
        let all: Vec<Debt> = debts.0.with_untracked(|debts| debts.iter().map(|debt| Debt::clone(debt)).collect());
        let others: Vec<Record> =
            records.0.with_untracked(|records| records.iter().map(|record| Record::clone(record)).collect());
        if all.is_empty() && others.is_empty() {
            status.say(words::nothing_to_export(lang));
            return;
        }
        let saved = Case::with_records(all, others)
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

/// Which table is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sheet {
    /// All debts.
    Debts,
    /// The schedule of a debt, by its id.
    Schedule(String),
    /// What happened to a debt, by its id.
    Ledger(String),
}

impl Sheet {
    const fn label(&self) -> fn(crate::present::Lang) -> &'static str {
        match self {
            Self::Debts => table::export_debts,
            Self::Schedule(_) => table::export_schedule,
            Self::Ledger(_) => table::export_ledger,
        }
    }

    fn table(&self, debts: &Debts) -> Option<CsvTable> {
        let one = |id: &str| debts.find_untracked(id).map(|debt| Box::new(Debt::clone(&debt)));
        Some(match self {
            Self::Debts => {
                let all = debts.0.with_untracked(|debts| debts.iter().map(|debt| Debt::clone(debt)).collect());
                CsvTable::Debts(all)
            }
            Self::Schedule(id) => CsvTable::Schedule(one(id)?),
            Self::Ledger(id) => CsvTable::Ledger(one(id)?),
        })
    }
}

/// The button that exports a table of debts.
#[component]
pub fn CsvButton(
    /// Which table.
    sheet: Sheet,
) -> impl IntoView {
    let (lang, debts) = (use_lang(), use_debts());
    let label = sheet.label()(lang);
    view! { <TableButton label=label wanted=move |()| sheet.table(&debts)/> }
}

/// The button that exports a table.
#[component]
pub fn TableButton(
    /// What it says.
    label: &'static str,
    /// What is exported; nothing while there is none.
    #[prop(into)]
    wanted: Callback<(), Option<CsvTable>>,
) -> impl IntoView {
    let (lang, as_of, status) = (use_lang(), use_as_of(), use_status());
    let export = Callback::new(move |()| {
        let Some(wanted) = wanted.run(()) else { return status.say(words::nothing_to_export(lang)) };
        let day = as_of.get_untracked();
        let name = match &wanted {
            CsvTable::Debts(_) => table::file_debts(lang, &day.to_string()),
            CsvTable::Schedule(_) => table::file_schedule(lang, &day.to_string()),
            CsvTable::Ledger(_) => table::file_ledger(lang, &day.to_string()),
            CsvTable::Curve { .. } => table::file_curve(lang, &day.to_string()),
        };
        spawn_local(async move {
            let text = browser::worker::export_csv(wanted, day, lang).await;
            let saved = text.is_some_and(|text| browser::download(&name, "text/csv;charset=utf-8", text.as_bytes()));
            status.say(if saved { words::exported(lang) } else { common::download_failed(lang) });
        });
    });
    view! { <Button label=label action="export-csv" on_press=export/> }
}
