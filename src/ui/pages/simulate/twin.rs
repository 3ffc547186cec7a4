//! The chart as a table; its rows are made only when it is opened.

use leptos::prelude::*;

use crate::case::CsvTable;
use crate::present::simulate::{Curve, TableRow};
use crate::present::words::{csv, simulate as words};
use crate::present::{Lang, format, terms};
use crate::ui::amount::Amount;
use crate::ui::export::TableButton;
use crate::ui::kit::Table;
use crate::ui::state::use_lang;

use super::state::Simulator;

/// The table beside the chart.
#[component]
pub fn Twin(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let open = RwSignal::new(false);
    let table = move || open.get().then(|| simulator.curve.get()).flatten().map(|curve| filled(&curve, lang));
    let wanted = move |()| {
        let scenario = simulator.scenario.get_untracked()?;
        Some(CsvTable::Curve { scenario, horizon: simulator.horizon.get_untracked() })
    };
    view! {
        <details class="c-details c-sim__twin" prop:open=move || open.get()>
            <summary
                class="c-details__summary"
                on:click=move |event| {
                    event.prevent_default();
                    open.update(|open| *open = !*open);
                }
            >
                {words::twin(lang)}
            </summary>
            <div class="c-details__body">
                {table}
                <p><TableButton label=csv::export_curve(lang) wanted=wanted/></p>
            </div>
        </details>
    }
}

fn filled(curve: &Curve, lang: Lang) -> AnyView {
    let growing = curve.growing();
    let mut head = vec![words::column_day(lang).to_owned(), words::column_date(lang).to_owned()];
    if growing.len() > 1 {
        head.extend(growing.iter().map(|component| terms::component(*component, lang).to_owned()));
    }
    head.push(words::column_extra(lang).to_owned());
    head.push(words::column_total(lang).to_owned());
    let rows: Vec<_> = curve.rows().unwrap_or_default().into_iter().map(|row| line(row, curve.due, lang)).collect();
    view! { <Table caption=words::twin_caption(lang) head=head twin="growth">{rows}</Table> }.into_any()
}

fn line(row: TableRow, due: chrono::NaiveDate, lang: Lang) -> impl IntoView {
    let parts = row.parts.into_iter().map(|part| view! { <td data-kind="number"><Amount shown=part/></td> });
    view! {
        <tr data-day=row.days.to_string()>
            <th scope="row">{format::integer(row.days)}</th>
            <td>{format::short_date(row.date, due, lang)}</td>
            {parts.collect_view()}
            <td data-kind="number"><Amount shown=row.extra/></td>
            <td data-kind="number"><Amount shown=row.total/></td>
        </tr>
    }
}
