//! A card on its page: its bills, and how long the balance takes to pay off.

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::Debt;
use crate::present::debt::{BillRow, PayoffAsked, payoff};
use crate::present::words::debt as words;
use crate::ui::amount::{Amount, sentence};
use crate::ui::kit::{Entry, Field, Table};
use crate::ui::state::{use_as_of, use_lang};

/// The bills, the latest first.
#[component]
pub fn Bills(rows: Vec<BillRow>) -> impl IntoView {
    let lang = use_lang();
    let head = [
        words::bill_date(lang),
        words::bill_balance(lang),
        words::bill_interest(lang),
        words::bill_minimum(lang),
        words::bill_due(lang),
        words::bill_state(lang),
    ];
    let rows = rows.into_iter().map(|row| {
        view! {
            <tr data-bill="">
                <th scope="row" data-kind="text">{row.date}</th>
                <td data-kind="total"><Amount shown=row.balance/></td>
                <td><Amount shown=row.interest/></td>
                <td><Amount shown=row.minimum/></td>
                <td>{row.due}</td>
                <td>{row.state}</td>
            </tr>
        }
    });
    view! {
        <Table caption=words::bills_title(lang) head=head.map(str::to_owned).to_vec() numbers=1..4>
            {rows.collect_view()}
        </Table>
    }
}

/// Under the least payment, under the same amount each month, within a number of months.
#[component]
pub fn PayoffPanel(debt: Arc<Debt>) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let (fixed, months) = (RwSignal::new(String::new()), RwSignal::new("12".to_owned()));
    let answers = Memo::new(move |_| {
        let account = debt.replay(as_of.get()).ok()?;
        let asked = PayoffAsked { fixed: fixed.get(), months: months.get() };
        Some(payoff(&debt.inputs, &account, &asked, lang))
    });
    let none = Signal::derive(|| None::<String>);
    let list = move || {
        let items = answers.get().unwrap_or_default().into_iter();
        items.map(|each| view! { <li data-payoff="">{sentence(each)}</li> }).collect_view()
    };
    view! {
        <section class="c-section" aria-labelledby="payoff-title">
            <h2 id="payoff-title">{words::payoff_title(lang)}</h2>
            <div class="l-row">
                <Field entry=Entry::new("payoff-fixed", words::payoff_fixed(lang)).keyboard("decimal") value=fixed error=none/>
                <Field entry=Entry::new("payoff-months", words::payoff_months(lang)).keyboard("numeric") value=months error=none/>
            </div>
            <ul class="c-list" aria-live="polite">{list}</ul>
            <p class="c-section__note">{words::payoff_note_card(lang)}</p>
        </section>
    }
}
