//! The tables of a debt: its schedule, what happened, and the lender's figures beside ours.

use leptos::prelude::*;

use crate::present::compare::{CompareRow, ShownValue};
use crate::present::debt::{LedgerRow, ScheduleRow};
use crate::present::terms;
use crate::present::words::{csv, debt as words};
use crate::ui::amount::Amount;
use crate::ui::kit::Table;
use crate::ui::state::use_lang;

/// How many lines of the ledger are shown; the file that is exported has all.
const MOST_LINES: usize = 300;

/// The schedule with the state of each row.
#[component]
pub fn Schedule(rows: Vec<ScheduleRow>) -> impl IntoView {
    let lang = use_lang();
    let mut head = vec![
        words::schedule_number(lang),
        words::schedule_due(lang),
        words::schedule_state(lang),
        words::schedule_total(lang),
    ];
    let columns = rows.first().map(|row| row.parts.as_slice()).unwrap_or_default();
    head.extend(columns.iter().map(|(component, _)| terms::component(*component, lang)));
    head.extend([words::schedule_open(lang), words::schedule_balance(lang)]);
    view! {
        <Table caption=words::schedule_title(lang) head=head.into_iter().map(str::to_owned).collect() numbers=3..99>
            {rows.into_iter().map(schedule_row).collect_view()}
        </Table>
    }
}

fn schedule_row(row: ScheduleRow) -> AnyView {
    let parts = row.parts.into_iter().map(|(_, part)| view! { <td><Amount shown=part/></td> }).collect_view();
    view! {
        <tr data-state=row.state>
            <th scope="row">{row.number}</th>
            <td>{row.due}</td>
            <td>{row.state_words}</td>
            <td data-kind="total"><Amount shown=row.total/></td>
            {parts}
            <td><Amount shown=row.open/></td>
            <td><Amount shown=row.balance/></td>
        </tr>
    }
    .into_any()
}

/// What happened, the latest first.
#[component]
pub fn Ledger(rows: Vec<LedgerRow>) -> impl IntoView {
    let lang = use_lang();
    let head =
        [words::ledger_date(lang), words::ledger_what(lang), words::ledger_amount(lang), words::ledger_origin(lang)];
    let count = rows.len();
    let rest = (count > MOST_LINES).then(|| {
        let (shown, count) = (MOST_LINES.to_string(), count.to_string());
        view! { <p class="c-section__note">{csv::ledger_latest(lang, &shown, &count)}</p> }
    });
    let rows = rows.into_iter().take(MOST_LINES).map(|row| {
        view! {
            <tr>
                <th scope="row" data-kind="text">{row.date}</th>
                <td data-kind="text">{row.what}</td>
                <td><Amount shown=row.amount/></td>
                <td>{row.origin}</td>
            </tr>
        }
    });
    view! {
        <Table caption=words::ledger_title(lang) head=head.map(str::to_owned).to_vec() numbers=2..3>
            {rows.collect_view()}
        </Table>
        {rest}
    }
}

/// The lender's figures that differ, beside ours.
#[component]
pub fn Differences(note: String, rows: Vec<CompareRow>) -> impl IntoView {
    let lang = use_lang();
    let head =
        [words::compare_what(lang), words::compare_ours(lang), words::compare_theirs(lang), words::compare_why(lang)];
    let table = (!rows.is_empty()).then(|| {
        view! {
            <Table caption=words::differences_title(lang) head=head.map(str::to_owned).to_vec() numbers=1..3>
                {rows.into_iter().map(difference).collect_view()}
            </Table>
        }
    });
    view! {
        <section class="c-section">
            <h2>{words::differences_title(lang)}</h2>
            <p>{note}</p>
            {table}
        </section>
    }
}

fn difference(row: CompareRow) -> AnyView {
    view! {
        <tr data-compare="" data-equal=if row.equal { "true" } else { "false" }>
            <th scope="row">{row.what}</th>
            <td>{value(row.ours)}</td>
            <td>{value(row.theirs)}</td>
            <td data-kind="words">{row.why}</td>
        </tr>
    }
    .into_any()
}

/// A compared value: an amount that opens, or text.
pub fn value(value: ShownValue) -> AnyView {
    match value {
        ShownValue::Amount(shown) => view! { <Amount shown=shown/> }.into_any(),
        ShownValue::Text(text) => text.into_any(),
    }
}
