//! A file of ours before it is saved: what it would add, replace and leave alone.

use std::sync::Arc;

use leptos::prelude::*;

use super::Import;
use crate::case::{Case, Debt, Record, record};
use crate::present::incoming::{self, Effect};
use crate::present::words::{common, import as words};
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Button, Empty, Kind};
use crate::ui::link::use_router;
use crate::ui::records::{Records, use_records};
use crate::ui::route::Route;
use crate::ui::state::{use_debts, use_lang};

/// What a file of ours would change.
#[component]
pub(super) fn CaseReport(import: Import, case: Arc<Case>) -> impl IntoView {
    let (lang, debts, records) = (use_lang(), use_debts(), use_records());
    let (keeper, router) = (use_keeper(), use_router());
    if case.debts.is_empty() && case.records.is_empty() {
        return view! {
            <Empty title=words::case_title(lang) body=words::case_empty(lang)>
                <Button label=common::back(lang) action="cancel-import" on_press=move |()| import.cancel()/>
            </Empty>
        }
        .into_any();
    }
    let count = case.debts.len().to_string();
    let others = (!case.records.is_empty()).then(|| words::case_records(lang, &case.records.len().to_string()));
    let listed = Arc::clone(&case);
    let rows = move || debts.0.with(|here| listed.debts.iter().map(|debt| row(debt, here, lang)).collect_view());
    let save = move |()| {
        let changed = debts.0.with_untracked(|here| incoming::changes(&case, here));
        let brought = untrack(|| brought(&case, records));
        let mut said = words::saved_case(lang, &changed.len().to_string());
        if !brought.is_empty() {
            said = words::saved_case_records(lang, &changed.len().to_string(), &brought.len().to_string());
        }
        if changed.is_empty() && brought.is_empty() {
            import.cancel();
        } else {
            keeper.save_with(changed, brought, said, lang, move || router.go(&Route::Debts));
        }
    };
    view! {
        <section class="c-section" data-import-report="">
            <h2>{words::case_title(lang)}</h2>
            <p>{words::case_count(lang, &count)}</p>
            <ul class="c-list">{rows}</ul>
            {others.map(|others| view! { <p>{others}</p> })}
            <p class="c-section__note">{words::case_kept(lang)}</p>
            <div class="c-actions">
                <Button label=words::save_case(lang) action="save-import" kind=Kind::Primary on_press=save/>
                <Button label=common::cancel(lang) action="cancel-import" on_press=move |()| import.cancel()/>
            </div>
        </section>
    }
    .into_any()
}

/// The records of the file that are not here yet, as new ones.
fn brought(case: &Case, here: Records) -> Vec<Record> {
    let here: Vec<Record> = here.0.with(|here| here.iter().map(|record| Record::clone(record)).collect());
    record::added(&here, case.records.clone()).into_iter().map(|record| Record { rev: 0, ..record }).collect()
}

fn row(debt: &Debt, here: &[Arc<Debt>], lang: crate::present::Lang) -> impl IntoView + use<> {
    let effect = incoming::effect(debt, here);
    let tone = match effect {
        Effect::Adds => "good",
        Effect::Replaces => "late",
        Effect::Same => "info",
    };
    view! {
        <li>
            <span>{incoming::listed(debt, lang)}</span>
            " "
            <span class="c-tag" data-tone=tone>{effect.words(lang)}</span>
        </li>
    }
}
