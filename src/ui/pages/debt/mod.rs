//! One debt in full: what is due, the figures, the rules, the schedule, what happened, what can be done.

mod card;
pub(super) mod tables;

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::Debt;
use crate::present::debt::{self, DebtView};
use crate::present::sentence::Sentence;
use crate::present::standing::Status;
use crate::present::words::{check, common, compose, debt as words, law_road, plan, reconcile, today};
use crate::ui::amount::{Amount, sentence};
use crate::ui::browser;
use crate::ui::card::DueSum;
use crate::ui::card_use::CardUseButton;
use crate::ui::delete::DeleteButton;
use crate::ui::export::{CalendarButton, CsvButton, Sheet};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Button, Details, Notice, Page, Tone};
use crate::ui::link::Link;
use crate::ui::payment::PaymentButton;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};
use crate::ui::true_cost::true_cost;
use card::{Bills, PayoffPanel};
use tables::{Differences, Ledger, Schedule};

/// The screen.
#[component]
pub fn DebtPage(
    /// The debt.
    id: String,
) -> impl IntoView {
    let (lang, debts, as_of, keeper) = (use_lang(), use_debts(), use_as_of(), use_keeper());
    let debt = Memo::new(move |_| debts.find(&id));
    let view = Memo::new(move |_| debt.get().map(|debt| debt::view(&debt, as_of.get(), lang)));
    let title = Signal::derive(move || match debt.get() {
        Some(debt) => crate::present::terms::debt_name(&debt, lang),
        None if keeper.storage() == Storage::Reading => common::reading(lang).to_owned(),
        None => common::not_found_title(lang).to_owned(),
    });
    let body = move || match (view.get(), debt.get()) {
        (Some(Ok(view)), Some(debt)) => full(view, &debt),
        (Some(Err(reason)), Some(debt)) => failed(reason, &debt.id, &crate::present::terms::debt_name(&debt, lang)),
        _ if keeper.storage() == Storage::Reading => ().into_any(),
        _ => view! {
            <p>{words::gone(lang)}</p>
            <p><Link to=Route::Debts>{words::back_to_list(lang)}</Link></p>
        }
        .into_any(),
    };
    view! { <Page screen="debt" title=title>{body}</Page> }
}

/// A debt that cannot be worked out can still be mended or deleted.
fn failed(reason: String, id: &str, name: &str) -> AnyView {
    let lang = use_lang();
    view! {
        <Notice tone=Tone::Stop><p>{reason}</p></Notice>
        <div class="c-actions">
            <Link to=Route::DebtEdit(id.to_owned()) class="c-button" action="edit-debt">{words::edit(lang)}</Link>
            <DeleteButton id=id.to_owned() name=name.to_owned()/>
        </div>
    }
    .into_any()
}

fn full(view: DebtView, debt: &Arc<Debt>) -> AnyView {
    let lang = use_lang();
    let bills = (!view.bills.is_empty()).then(|| {
        view! { <Bills rows=view.bills.clone()/> <PayoffPanel debt=Arc::clone(debt)/> }
    });
    let choices = (!view.choices.is_empty()).then(|| sentences(words::choices_title(lang), view.choices.clone()));
    let differences =
        view.import_note.clone().map(|note| view! { <Differences note=note rows=view.differences.clone()/> });
    let (own, ledger) = (debt.id.clone(), debt.id.clone());
    let schedule = (!view.schedule.is_empty()).then(|| {
        let unsettled = view.unsettled.clone();
        view! {
            {unsettled.into_iter().map(|text| view! { <Notice><p>{text}</p></Notice> }).collect_view()}
            <Schedule rows=view.schedule.clone()/>
            <p><CsvButton sheet=Sheet::Schedule(own)/></p>
        }
    });
    view! {
        <div class="l-columns">
            <div class="l-stack">
                {head(&view)}
                {actions(&view, &debt.id, !view.bills.is_empty())}
                {choices}
            </div>
            <div class="l-stack">
                {figures(&view)}
                {view.true_cost.clone().map(true_cost)}
            </div>
        </div>
        {bills}
        {schedule}
        {differences}
        <Ledger rows=view.ledger.clone()/>
        <p><CsvButton sheet=Sheet::Ledger(ledger)/></p>
        <Details summary=words::conventions_title(lang)>{list(view.conventions)}</Details>
    }
    .into_any()
}

fn head(view: &DebtView) -> AnyView {
    let standing = view.standing.clone();
    let tone = if matches!(standing.status, Status::Late | Status::DueSoon) { "late" } else { "good" };
    let facts = standing.facts.into_iter().map(|fact| view! { <p class="c-card__fact">{sentence(fact)}</p> });
    view! {
        <section class="c-section" data-status=standing.status.name()>
            <p class="l-row">
                <span class="c-card__place">{view.kind} " " {standing.place}</span>
                <span class="c-card__when" data-tone=tone>{standing.when}</span>
            </p>
            {standing.due.map(|due| view! { <DueSum due=due/> })}
            {view.lateness.clone().map(|text| view! { <p>{text}</p> })}
            {facts.collect_view()}
        </section>
    }
    .into_any()
}

fn actions(view: &DebtView, id: &str, is_cycling: bool) -> AnyView {
    let lang = use_lang();
    let payable = view.standing.status != Status::Paid;
    let (paying, calendar, using, helping) = (id.to_owned(), id.to_owned(), id.to_owned(), id.to_owned());
    view! {
        <div class="c-actions">
            {payable.then(|| view! { <PaymentButton id=paying/> })}
            {is_cycling.then(|| view! { <CardUseButton id=using/> })}
            {payable.then(|| view! {
                <Link to=Route::Options(helping) class="c-button" action="cannot-pay">{today::cannot_pay(lang)}</Link>
            })}
            <Link to=Route::RequestNew(id.to_owned()) class="c-button" action="write-request">{compose::title_short(lang)}</Link>
            <Link to=Route::Plan(id.to_owned()) class="c-button" action="open-plan">{plan::title_short(lang)}</Link>
            <Link to=Route::DebtEdit(id.to_owned()) class="c-button" action="edit-debt">{words::edit(lang)}</Link>
            <Link to=Route::DebtCheck(id.to_owned()) class="c-button" action="check-debt">{check::to_check(lang)}</Link>
            <Link to=Route::Prospects(id.to_owned()) class="c-button" action="prospects">{law_road::prospects_link(lang)}</Link>
            <Link to=Route::Reconcile(id.to_owned()) class="c-button" action="reconcile">{reconcile::link(lang)}</Link>
            <CalendarButton id=calendar/>
            <Button label=words::print(lang) action="print" on_press=Callback::new(|()| browser::print())/>
            <DeleteButton id=id.to_owned() name=view.name.clone()/>
        </div>
    }
    .into_any()
}

fn figures(view: &DebtView) -> AnyView {
    let lang = use_lang();
    let rows = view.figures.iter().cloned().map(|(name, shown)| {
        view! { <div class="c-figures__row"><dt>{name}</dt><dd><Amount shown=shown/></dd></div> }
    });
    view! {
        <section class="c-section" aria-labelledby="figures-title">
            <h2 id="figures-title">{words::figures_title(lang)}</h2>
            <dl class="c-figures">{rows.collect_view()}</dl>
            <p class="c-section__note">{words::payoff_note(lang)}</p>
        </section>
    }
    .into_any()
}

fn sentences(title: &'static str, all: Vec<Sentence>) -> AnyView {
    view! {
        <section class="c-section">
            <h2>{title}</h2>
            {list(all)}
        </section>
    }
    .into_any()
}

fn list(all: Vec<Sentence>) -> AnyView {
    let items = all.into_iter().map(|each| view! { <li>{sentence(each)}</li> }).collect_view();
    view! { <ul class="c-list">{items}</ul> }.into_any()
}
