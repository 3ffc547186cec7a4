//! What a budget comes to: the sentence with its sum, the months with their bars, and the limit for new debt.

use leptos::prelude::*;

use crate::engine::Money;
use crate::present::budget::{self, BudgetView, MonthView};
use crate::present::words::budget as words;
use crate::ui::kit::{Details, Entry, Field, Notice, Table, Tone};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{use_debts, use_lang};

/// What it comes to.
#[component]
pub fn Result(view: BudgetView) -> impl IntoView {
    let (lang, debts) = (use_lang(), use_debts());
    let first = debts.0.with_untracked(|debts| debts.first().map(|debt| debt.id.clone()));
    let (minor, text) = view.affordable.clone();
    let to_options = first.filter(|_| view.warning.is_some()).map(|id| {
        view! { <Link to=Route::Options(id) class="c-button" action="to-options">{words::to_options(lang)}</Link> }
    });
    let warning = view.warning.clone().map(|text| {
        view! {
            <Notice tone=Tone::Late>
                <p data-warning="">{text}</p>
                <div class="c-actions">{to_options}</div>
            </Notice>
        }
    });
    let steps = working(&view.working, words::working_note(lang));
    let uncovered = view.uncovered.then(|| view! { <Notice tone=Tone::Late><p>{words::uncovered(lang)}</p></Notice> });
    let notes: Vec<_> = view.notes.iter().map(|note| view! { <p class="c-section__note">{note.clone()}</p> }).collect();
    view! {
        <section class="c-verdict" aria-labelledby="affordable-title" data-affordable=minor.to_string()>
            <h2 class="c-verdict__title" id="affordable-title">{words::result_title(lang)}</h2>
            <p class="c-verdict__sum">{text}</p>
            <p class="c-verdict__sentence">{view.sentence.clone()}</p>
            <Details summary=words::working_title(lang)>{steps}</Details>
        </section>
        {uncovered}
        {warning}
        {months(&view.months)}
        {notes}
    }
}

/// A working, like a column sum on paper.
pub fn working(steps: &[budget::Step], note: &'static str) -> AnyView {
    let line = |(words, formula, result): &budget::Step| {
        let formula =
            (!formula.is_empty()).then(|| view! { <span class="c-working__formula">{formula.clone()}</span> });
        view! {
            <li class="c-working__step" data-step="">
                <span class="c-working__words">{words.clone()}</span>
                {formula}
                <span class="c-working__result">{result.clone()}</span>
            </li>
        }
    };
    let lines: Vec<_> = steps.iter().map(line).collect();
    let note = (!note.is_empty()).then(|| view! { <p class="c-section__note">{note}</p> });
    view! { <ol class="c-working__steps">{lines}</ol> {note} }.into_any()
}

fn months(all: &[MonthView]) -> AnyView {
    let lang = use_lang();
    let row = |month: &MonthView| {
        let [income, essentials, dues, left] = month.sums.clone();
        let note = (!month.note.is_empty()).then(|| view! { <span class="c-months__note">{month.note.clone()}</span> });
        let short = month.left < 0;
        view! {
            <tr data-month="" data-state=short.then_some("late") data-minor=month.left.to_string()>
                <th scope="row">{month.name.clone()} {note}</th>
                <td data-kind="number">{left}{bar(month.bar, short)}</td>
                <td data-kind="number">{income}</td>
                <td data-kind="number">{essentials}</td>
                <td data-kind="number">{dues}</td>
            </tr>
        }
    };
    let head = [
        words::head_month(lang),
        words::head_left(lang),
        words::head_income(lang),
        words::head_essentials(lang),
        words::head_dues(lang),
    ];
    let rows: Vec<_> = all.iter().map(row).collect();
    view! {
        <Table caption=words::months_caption(lang) head=head.map(str::to_owned).to_vec() numbers=1..5>{rows}</Table>
    }
    .into_any()
}

/// A bar of a hundred at most; the number beside it says the same.
fn bar(length: u8, short: bool) -> AnyView {
    view! {
        <svg class="c-months__bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false" data-short=short.then_some("true")>
            <rect x="0" y="0" width=length.max(1).to_string() height="4"/>
        </svg>
    }
    .into_any()
}

/// What new debt the budget would carry, with assumptions that can be changed.
#[component]
pub fn LimitPanel(
    /// What is left each month beside the debts, while the budget can be read.
    left: Memo<Option<Money>>,
) -> impl IntoView {
    let lang = use_lang();
    let (rate, count) = (RwSignal::new("12%".to_owned()), RwSignal::new("12".to_owned()));
    let view = Memo::new(move |_| left.get().map(|left| budget::limit(left, &rate.get(), &count.get(), lang)));
    let error = move |of: fn(&budget::LimitView) -> Option<String>| {
        Signal::derive(move || view.with(|view| view.as_ref().and_then(of)))
    };
    let rate_entry = Entry::new("limit_rate", words::limit_rate(lang));
    let count_entry = Entry::new("limit_count", words::limit_count(lang)).keyboard("numeric");
    let sum = move || {
        let view = view.get()?;
        let minor = view.sum.as_ref().map(|(minor, _)| minor.to_string());
        Some(view! { <p data-limit="" data-minor=minor>{view.sentence}</p> })
    };
    view! {
        <Details summary=words::limit_title(lang)>
            <p class="c-section__note">{words::limit_lead(lang)}</p>
            {sum}
            <Field entry=rate_entry value=rate error=error(|view| view.rate_error.clone())/>
            <Field entry=count_entry value=count error=error(|view| view.count_error.clone())/>
        </Details>
    }
}
