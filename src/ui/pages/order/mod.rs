//! Several debts out of one budget: the orders side by side, an order of one's own, and what each creditor could be offered.

mod own;

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::{Debt, Way};
use crate::present::order::{Ask, OrderView, OwedView, PlanView};
use crate::present::words::{common, debts as debts_words, order as words};
use crate::ui::browser;
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Button, Empty, Entry, Field, Page, Table};
use crate::ui::link::Link;
use crate::ui::records::use_records;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};
use crate::ui::way::Told;
use own::OwnOrder;

/// The screen.
#[component]
pub fn OrderPage() -> impl IntoView {
    let (lang, keeper, debts) = (use_lang(), use_keeper(), use_debts());
    let read = Memo::new(move |_| keeper.storage() != Storage::Reading);
    let none = Memo::new(move |_| debts.0.with(Vec::is_empty));
    let body = move || match (read.get(), none.get()) {
        (false, _) => view! { <p>{common::reading(lang)}</p> }.into_any(),
        (true, true) => view! {
            <Empty title=words::empty_title(lang) body=words::empty_body(lang)>
                <Link to=Route::Debts class="c-button">{debts_words::title(lang)}</Link>
            </Empty>
        }
        .into_any(),
        (true, false) => view! { <Body/> }.into_any(),
    };
    view! { <Page screen="order" title=Signal::derive(move || words::title(lang).to_owned())>{body}</Page> }
}

#[component]
fn Body() -> impl IntoView {
    let (lang, debts, records, as_of) = (use_lang(), use_debts(), use_records(), use_as_of());
    let told: Told<OrderView> = Told::new(Way::Order);
    let (budget, months) = (RwSignal::new(String::new()), RwSignal::new("24".to_owned()));
    let order = RwSignal::new(untrack(move || records.household()).map(|known| known.order).unwrap_or_default());
    Effect::new(move |_| {
        let ask = Ask {
            debts: debts.0.with(|debts| debts.iter().map(|debt| Debt::clone(debt)).collect()),
            household: records.household(),
            budget: budget.get(),
            months: months.get(),
            order: order.get(),
            as_of: as_of.get(),
            lang: lang.tag().to_owned(),
        };
        told.ask(ask, lang);
    });
    let view = told.view;
    let error = move |name: &'static str| {
        Signal::derive(move || {
            let view = view.get()?;
            view.errors.iter().find(|(known, _)| known == name).map(|(_, text)| text.clone())
        })
    };
    let note = move || view.get().map(|view| view.budget_note.clone());
    let budget_entry =
        Entry::new("budget", words::budget_label(lang)).hint(words::budget_hint(lang)).keyboard("decimal").optional();
    let months_entry = Entry::new("months", words::months_label(lang)).keyboard("numeric");
    view! {
        <p>{words::lead(lang)}</p>
        <div class="c-form">
            <Field entry=budget_entry value=budget error=error("budget")/>
            <p class="c-section__note">{note}</p>
            <Field entry=months_entry value=months error=error("months")/>
        </div>
        {told.line()}
        {move || view.get().map(|view| compared(&view))}
        <OwnOrder told=told order=order/>
        {move || view.get().map(offers)}
        <div class="c-actions">
            <Link to=Route::Budget class="c-button" action="to-budget">{words::to_budget(lang)}</Link>
            <Button label=words::print(lang) action="print" on_press=Callback::new(|()| browser::print())/>
        </div>
    }
}

/// The orders on the same budget.
fn compared(view: &Arc<OrderView>) -> AnyView {
    let lang = use_lang();
    let row = |plan: &PlanView| {
        let tag =
            plan.cheapest.then(|| view! { " " <span class="c-tag" data-tone="good">{words::cheapest(lang)}</span> });
        view! {
            <tr data-plan=plan.name.clone() data-minor=plan.interest.0.to_string()>
                <th scope="row" data-kind="text">{plan.title.clone()} {tag}</th>
                <td data-kind="number">{plan.interest.1.clone()}</td>
                <td data-kind="words">{plan.months.clone()}</td>
                <td data-kind="words">{plan.first.clone()}</td>
            </tr>
        }
    };
    let about = |plan: &PlanView| view! { <li><strong>{plan.title.clone()}</strong> " " {plan.about.clone()}</li> };
    let head = [words::head_order(lang), words::head_interest(lang), words::head_months(lang), words::head_first(lang)];
    let rows: Vec<_> = view.plans.iter().map(row).collect();
    let abouts: Vec<_> = view.plans.iter().map(about).collect();
    let notes: Vec<_> = view.notes.iter().map(|note| view! { <li>{note.clone()}</li> }).collect();
    view! {
        <section class="c-section" aria-labelledby="orders-title" data-budget=view.budget.0.to_string()>
            <h2 id="orders-title">{view.finding.clone()}</h2>
            <Table caption=words::table_caption(lang) head=head.map(str::to_owned).to_vec() numbers=1..2>{rows}</Table>
            <p data-smallest-budget="">{view.smallest.clone()}</p>
            <ul class="c-list c-section__note">{abouts} {notes}</ul>
        </section>
    }
    .into_any()
}

/// What each creditor could be offered, in proportion.
fn offers(view: Arc<OrderView>) -> AnyView {
    let lang = use_lang();
    let row = |owed: &OwedView| {
        view! {
            <tr data-debt=owed.id.clone() data-minor=owed.offer.0.to_string()>
                <th scope="row" data-kind="text">{owed.name.clone()}</th>
                <td data-kind="number">{owed.offer.1.clone()}</td>
                <td data-kind="number">{owed.sums[0].clone()}</td>
                <td data-kind="number">{owed.share.clone()}</td>
            </tr>
        }
    };
    let head = [words::head_creditor(lang), words::head_offer(lang), words::head_owed(lang), words::head_share(lang)];
    let rows: Vec<_> = view.debts.iter().map(row).collect();
    view! {
        <section class="c-section" aria-labelledby="offers-title" data-offers="">
            <h2 id="offers-title">{words::offers_title(lang)}</h2>
            <p>{view.offers.clone()}</p>
            <Table caption=words::offers_caption(lang) head=head.map(str::to_owned).to_vec() numbers=1..4>{rows}</Table>
        </section>
    }
    .into_any()
}
