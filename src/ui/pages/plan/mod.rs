//! An agreed plan: how far it is, what comes next, reminders, what missing a payment does, and the months ahead. The worker
//! works it out and words it.

mod remind;

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::{Debt, RequestRecord, Way};
use crate::present::plan::{Ask, Progress, Row, View};
use crate::present::terms;
use crate::present::words::{common, plan as words};
use crate::ui::early::announce;
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Details, Empty, Notice, Page, Table, Tone};
use crate::ui::link::Link;
use crate::ui::payment::PaymentButton;
use crate::ui::records::{Records, use_records};
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};
use crate::ui::way::Told;
use remind::Reminders;

/// The screen.
#[component]
pub fn PlanPage(
    /// The debt.
    id: String,
) -> impl IntoView {
    let (lang, debts, keeper) = (use_lang(), use_debts(), use_keeper());
    let own = id.clone();
    let name = Memo::new(move |_| debts.find(&own).map(|debt| terms::debt_name(&debt, lang)));
    let title = Signal::derive(move || match name.get() {
        Some(name) => words::title(lang, &name),
        None => words::title_short(lang).to_owned(),
    });
    let there = Memo::new(move |_| (name.with(Option::is_some), keeper.storage() == Storage::Reading));
    let body = move || match there.get() {
        (_, true) => view! { <p>{common::reading(lang)}</p> }.into_any(),
        (false, false) => view! {
            <p>{words::gone(lang)}</p>
            <p><Link to=Route::Debts>{common::debts(lang)}</Link></p>
        }
        .into_any(),
        (true, false) => view! { <Body id=id.clone()/> }.into_any(),
    };
    view! { <Page screen="plan" title=title>{body}</Page> }
}

/// The request of a debt whose arrangement was taken over last; tracked.
fn adopted(records: Records, debt: &str) -> Option<RequestRecord> {
    let of_debt = |record: &RequestRecord| record.debt == debt && record.adopted_on.is_some();
    let all = records.requests().into_iter().map(|(_, record)| record).filter(of_debt);
    all.max_by_key(|record| record.adopted_on)
}

#[component]
fn Body(id: String) -> impl IntoView {
    let (lang, debts, records, as_of) = (use_lang(), use_debts(), use_records(), use_as_of());
    let told = Told::<View>::new(Way::Plan);
    let own = id.clone();
    Effect::new(move |_| {
        let ask = Ask {
            debt: debts.find(&own).map(|debt| Debt::clone(&debt)),
            debts: debts.0.with(|all| all.iter().map(|debt| Debt::clone(debt)).collect()),
            household: records.household(),
            adopted: adopted(records, &own),
            as_of: as_of.get(),
            lang: lang.tag().to_owned(),
        };
        told.ask(ask, lang);
    });
    Effect::new(move |_| told.view.with(|view| view.iter().for_each(|view| announce(view))));
    let back = Route::Debt(id.clone());
    let name = debts.find_untracked(&id).map(|debt| terms::debt_name(&debt, lang));
    let shown = move || told.view.get().map(|view| all(&id, &view));
    view! {
        <p><Link to=back>{name}</Link></p>
        {told.line()}
        {shown}
    }
}

fn all(id: &str, view: &Arc<View>) -> AnyView {
    let lang = use_lang();
    if let Some(trouble) = view.trouble.clone() {
        return view! { <Notice tone=Tone::Late><p>{trouble}</p></Notice> {ahead(id, view)} }.into_any();
    }
    let options = Route::Options(id.to_owned());
    let Some(progress) = view.progress.clone() else {
        return view! {
            <Empty title=words::none(lang) body="">
                <Link to=options class="c-button" action="to-options">{words::contract_ask(lang)}</Link>
            </Empty>
            {ahead(id, view)}
        }
        .into_any();
    };
    let table = rows(&view.rows);
    let agreed = view.agreed.clone().unwrap_or_else(|| words::contract(lang).to_owned());
    view! {
        <p data-agreed=view.agreed.is_some().to_string()>{agreed}</p>
        {how_far(id, &progress, view)}
        {ahead(id, view)}
        <Reminders id=id.to_owned()/>
        {missed(id, view)}
        <Details summary=words::rows_title(lang)>{table}</Details>
    }
    .into_any()
}

/// The bar, the next payment, and the button that records one.
fn how_far(id: &str, progress: &Progress, view: &View) -> AnyView {
    let lang = use_lang();
    let tone = if view.late { "late" } else { "info" };
    let next = view.next.clone().map(|next| view! { <p class="c-plan__next" data-tone=tone data-next="">{next}</p> });
    let payable = progress.paid < progress.all;
    let pay = payable.then(|| view! { <div class="c-actions"><PaymentButton id=id.to_owned()/></div> });
    view! {
        <section class="c-card" aria-labelledby="progress-title" data-progress=format!("{}/{}", progress.paid, progress.all)>
            <h2 id="progress-title">{words::progress_title(lang)}</h2>
            <p class="c-plan__sum">{progress.text.clone()}</p>
            <progress class="c-plan__bar" max="100" value=progress.percent.to_string() aria-labelledby="progress-title"></progress>
            <p class="c-section__note">{progress.left.clone()}</p>
            {next}
            {pay}
        </section>
    }
    .into_any()
}

/// The months ahead, over all debts, and the way to ask again.
fn ahead(id: &str, view: &View) -> AnyView {
    let lang = use_lang();
    let again = if view.agreed.is_some() { words::early_ask_again(lang) } else { words::early_ask(lang) };
    let to = Route::Options(id.to_owned());
    let said = match view.early.clone() {
        Some(early) => view! {
            <Notice tone=Tone::Late>
                <p data-early=early.month data-minor=early.minor.to_string()>{early.text}</p>
                <div class="c-actions"><Link to=to class="c-button" action="ask-again" >{again}</Link></div>
            </Notice>
        }
        .into_any(),
        None => {
            let budget = (!view.has_budget).then(|| {
                view! { <div class="c-actions"><Link to=Route::Budget class="c-button" action="to-budget">{words::early_budget(lang)}</Link></div> }
            });
            view! { <p data-early="">{view.early_note.clone()}</p> {budget} }.into_any()
        }
    };
    view! {
        <section class="c-section" aria-labelledby="early-title">
            <h2 id="early-title">{words::early_title(lang)}</h2>
            {said}
        </section>
    }
    .into_any()
}

/// What missing one or two payments does.
fn missed(id: &str, view: &View) -> Option<AnyView> {
    let lang = use_lang();
    if view.missed.is_empty() && view.missed_note.is_empty() {
        return None;
    }
    let each = view.missed.iter().map(|broken| {
        let lines: Vec<_> = broken.lines.iter().map(|line| view! { <p>{line.clone()}</p> }).collect();
        view! { <h3>{broken.title.clone()}</h3> {lines} }
    });
    let each: Vec<_> = each.collect();
    let notes: Vec<_> =
        view.missed_note.iter().map(|note| view! { <p class="c-section__note">{note.clone()}</p> }).collect();
    let to = Route::Options(id.to_owned());
    Some(
        view! {
            <section class="c-section" aria-labelledby="missed-title" data-missed="">
                <h2 id="missed-title">{words::missed_title(lang)}</h2>
                {each}
                {notes}
                <div class="c-actions"><Link to=to class="c-button" action="ask-again">{words::early_ask_again(lang)}</Link></div>
            </section>
        }
        .into_any(),
    )
}

fn rows(rows: &[Row]) -> AnyView {
    let lang = use_lang();
    let head = [words::row_number(lang), words::row_date(lang), words::row_amount(lang), words::row_state(lang)];
    let line = |row: &Row| {
        view! {
            <tr data-state=row.state.clone()>
                <th scope="row">{row.number.clone()}</th>
                <td>{row.date.clone()}</td>
                <td data-kind="number">{row.amount.clone()}</td>
                <td>{row.state_text.clone()}</td>
            </tr>
        }
    };
    let lines: Vec<_> = rows.iter().map(line).collect();
    view! {
        <Table caption=words::rows_title(lang) head=head.map(str::to_owned).to_vec() numbers=2..3>{lines}</Table>
    }
    .into_any()
}
