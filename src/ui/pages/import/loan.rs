//! A loan of a lender before it is saved: what is due, and every figure of the file beside ours.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use super::Import;
use crate::case::{Comparison, Debt, Loan, Value, text};
use crate::present::compare::{self, ShownValue};
use crate::present::incoming::{self, LoanHead};
use crate::present::words::{common, import as words};
use crate::present::{Lang, Shown, StatedBy, errors};
use crate::ui::amount::Amount;
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Button, Details, Entry, Field, Kind, Notice, Table, Tone};
use crate::ui::link::use_router;
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_debts, use_lang};

/// How many figures that differ are listed: each of them is worked out to be opened.
const MOST_DIFFERENT: usize = 200;
/// How many equal figures are listed.
const MOST_EQUAL: usize = 600;

/// The report on a loan.
#[component]
pub(super) fn LoanReport(import: Import, loan: Arc<Loan>) -> impl IntoView {
    let (lang, debts, keeper, router) = (use_lang(), use_debts(), use_keeper(), use_router());
    let today = use_as_of().today.get_untracked();
    let creditor = RwSignal::new(loan.debt.creditor.clone());
    let id = loan.debt.id.clone();
    let replaces = move || debts.0.with(|here| here.iter().any(|there| there.id == id));
    let kept = Arc::clone(&loan);
    let save = move |()| {
        let rev = debts.0.with_untracked(|here| incoming::seen(&kept.debt.id, here));
        let debt = Debt { creditor: text::name(&creditor.get_untracked()), rev, ..kept.debt.clone() };
        let said = words::saved_loan(lang, &incoming::listed(&debt, lang));
        let route = Route::Debt(debt.id.clone());
        keeper.save(vec![debt], said, lang, move || router.go(&route));
    };
    let entry = Entry::new("creditor", words::creditor(lang)).hint(words::creditor_hint(lang)).optional();
    view! {
        <section class="c-section" data-import-report="">
            <h2>{words::report_title(lang)}</h2>
            {match incoming::loan_head(&loan, today, lang) {
                Ok(head) => view! { <Head head=head/> }.into_any(),
                Err(error) => view! { <p>{errors::cannot_show(&error, lang)}</p> }.into_any(),
            }}
            <Field entry=entry value=creditor error=Signal::derive(|| None::<String>)/>
            <Show when=replaces>
                <Notice tone=Tone::Late>{words::replaces(lang)}</Notice>
            </Show>
            <div class="c-actions">
                <Button label=words::save_loan(lang) action="save-import" kind=Kind::Primary on_press=save/>
                <Button label=common::cancel(lang) action="cancel-import" on_press=move |()| import.cancel()/>
            </div>
            <Differences loan=Arc::clone(&loan) today=today/>
            <Equal loan=loan/>
        </section>
    }
}

/// What comes first: what is due, and how far the figures agree.
#[component]
fn Head(head: LoanHead) -> impl IntoView {
    let lang = use_lang();
    let tone = if head.differ == 0 { Tone::Good } else { Tone::Late };
    let differ = head.differ > 0;
    view! {
        <p>{head.as_of}</p>
        <dl class="c-figures">
            <div class="c-figures__row"><dt>{head.due_label}</dt><dd><Amount shown=head.due_now/></dd></div>
            <div class="c-figures__row"><dt>{words::outstanding(lang)}</dt><dd><Amount shown=head.outstanding/></dd></div>
        </dl>
        <Notice tone=tone>
            <p>{head.tally}</p>
            {differ.then(|| view! { <p>{words::some_differ_note(lang)}</p> })}
        </Notice>
        {head.notes.into_iter().map(|note| view! { <p class="c-section__note">{note}</p> }).collect_view()}
    }
}

/// The figures that differ, with both values and the reason.
#[component]
fn Differences(loan: Arc<Loan>, today: NaiveDate) -> impl IntoView {
    let lang = use_lang();
    let as_of = loan.debt.imported.as_ref().map_or(today, |imported| imported.as_of);
    let different: Vec<Comparison> = loan.comparisons.iter().filter(|each| !each.is_equal()).copied().collect();
    if different.is_empty() {
        return ().into_any();
    }
    let more = different.len().saturating_sub(MOST_DIFFERENT);
    let inputs = Arc::clone(&loan.debt.inputs);
    let rows = different
        .iter()
        .take(MOST_DIFFERENT)
        .map(|each| {
            let row = compare::row(each, &inputs, as_of, lang);
            view! {
                <tr data-compare="" data-equal="false">
                    <th scope="row">{row.what}</th>
                    <td data-kind="number">{shown(row.ours)}</td>
                    <td data-kind="number">{shown(row.theirs)}</td>
                    <td>{row.why}</td>
                </tr>
            }
        })
        .collect_view();
    let head = [words::what(lang), words::ours(lang), words::theirs(lang), words::why(lang)].map(str::to_owned);
    view! {
        <Table caption=words::differences(lang) head=head.to_vec()>{rows}</Table>
        {(more > 0).then(|| view! { <p>{words::differ_more(lang, &more.to_string())}</p> })}
    }
    .into_any()
}

fn shown(value: ShownValue) -> AnyView {
    match value {
        ShownValue::Amount(shown) => view! { <Amount shown=shown/> }.into_any(),
        ShownValue::Text(text) => text.into_any(),
    }
}

/// The figures that are equal, folded away.
#[component]
fn Equal(loan: Arc<Loan>) -> impl IntoView {
    let lang = use_lang();
    let equal = || loan.comparisons.iter().filter(|each| each.is_equal());
    let count = equal().count();
    if count == 0 {
        return ().into_any();
    }
    let more = count.saturating_sub(MOST_EQUAL);
    let rows = equal().take(MOST_EQUAL).map(|each| equal_row(each, lang)).collect_view();
    view! {
        <Details summary=words::equal_list(lang, &count.to_string())>
            <dl class="c-figures">{rows}</dl>
            {(more > 0).then(|| view! { <p>{words::equal_more(lang, &more.to_string())}</p> })}
        </Details>
    }
    .into_any()
}

fn equal_row(each: &Comparison, lang: Lang) -> impl IntoView + use<> {
    let value = match each.theirs {
        Value::Money(money) => ShownValue::Amount(Shown::stated(money, StatedBy::File)),
        Value::Days(days) => ShownValue::Text(crate::present::format::days(days, lang)),
        Value::Date(date) => ShownValue::Text(crate::present::format::date(date, lang)),
        Value::None => ShownValue::Text(common::none(lang).to_owned()),
    };
    view! {
        <div class="c-figures__row" data-compare="" data-equal="true">
            <dt>{compare::name(each.what, lang)}</dt>
            <dd>{shown(value)}</dd>
        </div>
    }
}
