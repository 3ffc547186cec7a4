//! The true-cost panel: what a loan looks like, what it is, and what its cost is made of.

use leptos::prelude::*;

use crate::present::true_cost::{CostRow, TrueCostView};
use crate::present::words::true_cost as words;
use crate::ui::amount::{Amount, sentence};
use crate::ui::kit::{Details, Table};
use crate::ui::state::use_lang;

/// The panel, or why no rate can be named.
pub fn true_cost(view: Result<TrueCostView, String>) -> AnyView {
    let lang = use_lang();
    let rate = view.as_ref().ok().map(|view| view.rate.clone());
    let body = match view {
        Ok(view) => full(view),
        Err(reason) => view! { <p>{reason}</p> }.into_any(),
    };
    view! {
        <section class="c-section" aria-labelledby="true-cost-title" data-true-cost="" data-rate=rate>
            <h2 id="true-cost-title">{words::title(lang)}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn full(view: TrueCostView) -> AnyView {
    let lang = use_lang();
    let head = [words::item(lang), words::sum(lang), words::share(lang)].map(str::to_owned).to_vec();
    let rows = view.items.into_iter().map(|item| row(item, false)).collect_view();
    let notes = view.notes.into_iter().map(|note| view! { <p class="c-section__note">{note}</p> }).collect_view();
    view! {
        <p><strong>{view.headline}</strong></p>
        <p>{sentence(view.sums)}</p>
        <Details summary=words::table(lang)>
            <Table caption=words::table(lang) head=head numbers=1..3>
                {rows}
                {row(view.total, true)}
            </Table>
            {notes}
        </Details>
    }
    .into_any()
}

fn row(row: CostRow, is_total: bool) -> AnyView {
    view! {
        <tr data-total=is_total.then_some("true")>
            <th scope="row" data-kind="text">{row.name}</th>
            <td data-kind=is_total.then_some("total")><Amount shown=row.sum/></td>
            <td data-kind="number">{row.share}</td>
        </tr>
    }
    .into_any()
}
