//! What may come of a debt: its credit record, its legal road, and what naming the purpose of a payment saves. The worker
//! works it out and words it; nothing is saved here.

mod told;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::case::{Debt, ProspectsAsk};
use crate::present::prospects::page::{LENDERS, PLACES, Prospects, usual_lender};
use crate::present::terms;
use crate::present::words::{common, debt as debt_words, law_road as words};
use crate::ui::browser::worker::{self, Cancel, WorkerError};
use crate::ui::keeper::{Storage, use_keeper};
use crate::ui::kit::{Details, Entry, ErrorSummary, Field, FieldError, Notice, Page, SelectField, Tone, error_of};
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::{AsOf, Debts, use_as_of, use_debts, use_lang};

/// The fields, by their names in the page and in the question to the worker.
const FIELDS: [&str; 7] = ["lender", "place", "demand_on", "perform_by", "unpaid_days", "amount", "date"];

/// The state of the page.
#[derive(Clone, Copy)]
struct Ask {
    debt: StoredValue<Arc<Debt>>,
    typed: [RwSignal<String>; FIELDS.len()],
    told: RwSignal<Option<Arc<Prospects>>>,
    busy: RwSignal<bool>,
    failed: RwSignal<bool>,
    errors: RwSignal<Vec<FieldError>>,
    cancel: StoredValue<Cancel, LocalStorage>,
    debts: Debts,
    as_of: AsOf,
}

impl Ask {
    fn new(debt: Arc<Debt>) -> Self {
        let proposed = |field: &str| match field {
            "lender" => usual_lender(debt.kind).to_owned(),
            "place" => PLACES[0].0.to_owned(),
            "unpaid_days" => "90".to_owned(),
            _ => String::new(),
        };
        Self {
            typed: FIELDS.map(|field| RwSignal::new(proposed(field))),
            debt: StoredValue::new(debt),
            told: RwSignal::new(None),
            busy: RwSignal::new(false),
            failed: RwSignal::new(false),
            errors: RwSignal::new(Vec::new()),
            cancel: StoredValue::new_local(Cancel::default()),
            debts: use_debts(),
            as_of: use_as_of(),
        }
    }

    fn field(self, name: &str) -> RwSignal<String> {
        let place = FIELDS.iter().position(|field| *field == name).unwrap_or(0);
        self.typed[place]
    }

    /// Asks the worker; an earlier question is not wanted any more.
    fn start(self, lang: crate::present::Lang) {
        self.cancel.with_value(Cancel::cancel);
        let cancel = Cancel::default();
        self.cancel.set_value(cancel.clone());
        let debt = Debt::clone(&self.debt.get_value());
        let same = |other: &Debt| other.id != debt.id && !debt.creditor.is_empty() && other.creditor == debt.creditor;
        let others = self.debts.0.with_untracked(|all| {
            all.iter().filter(|other| same(other)).map(|other| Debt::clone(other)).collect::<Vec<_>>()
        });
        let ask = ProspectsAsk {
            others,
            typed: FIELDS
                .iter()
                .zip(self.typed)
                .map(|(name, text)| ((*name).to_owned(), text.get_untracked()))
                .collect(),
            as_of: self.as_of.get_untracked(),
            lang: lang.tag().to_owned(),
            debt,
        };
        self.busy.set(true);
        self.failed.set(false);
        spawn_local(async move {
            let said = worker::prospects(ask, &cancel).await;
            // A later question is on its way.
            if matches!(said, Err(WorkerError::Cancelled)) {
                return;
            }
            let _ = self.busy.try_set(false);
            let _ = self.failed.try_set(said.is_err());
            let Ok(said) = said else { return };
            let named = |(name, text): &(String, String)| {
                let name = FIELDS.iter().find(|field| *field == name)?;
                Some(FieldError { name, text: text.clone() })
            };
            let _ = self.errors.try_set(said.errors.iter().filter_map(named).collect());
            let _ = self.told.try_set(Some(Arc::new(said)));
        });
    }
}

/// The screen.
#[component]
pub fn ProspectsPage(
    /// The debt.
    id: String,
) -> impl IntoView {
    let (lang, debts, keeper) = (use_lang(), use_debts(), use_keeper());
    let debt = Memo::new(move |_| debts.find(&id));
    let title = Signal::derive(move || match debt.get() {
        Some(debt) => words::prospects_title(lang, &terms::debt_name(&debt, lang)),
        None => words::prospects_link(lang).to_owned(),
    });
    let body = move || match debt.get() {
        Some(debt) => view! { <Told debt=debt/> }.into_any(),
        None if keeper.storage() == Storage::Reading => view! { <p>{common::reading(lang)}</p> }.into_any(),
        None => view! {
            <p>{debt_words::gone(lang)}</p>
            <p><Link to=Route::Debts>{debt_words::back_to_list(lang)}</Link></p>
        }
        .into_any(),
    };
    view! { <Page screen="prospects" title=title>{body}</Page> }
}

#[component]
fn Told(debt: Arc<Debt>) -> impl IntoView {
    let lang = use_lang();
    let (back, name) = (Route::Debt(debt.id.clone()), terms::debt_name(&debt, lang));
    let ask = Ask::new(debt);
    Effect::new(move |_| {
        let _ = ask.as_of.get();
        ask.start(lang);
    });
    on_cleanup(move || ask.cancel.with_value(Cancel::cancel));
    let failed = move || {
        ask.failed.get().then(|| view! { <Notice tone=Tone::Late><p>{words::prospects_failed(lang)}</p></Notice> })
    };
    view! {
        <p><Link to=back>{name}</Link></p>
        <p>{words::prospects_lead(lang)}</p>
        <ErrorSummary errors=ask.errors/>
        <Facts ask=ask/>
        <p role="status" data-busy=move || ask.busy.get().then_some("true")>
            {move || if ask.busy.get() { words::prospects_working(lang) } else { "" }}
        </p>
        {failed}
        {move || ask.told.get().map(|told| told::all(&told))}
    }
}

/// What the borrower can add; each field may stay empty.
#[component]
fn Facts(ask: Ask) -> impl IntoView {
    let lang = use_lang();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        ask.start(lang);
    };
    let entry = |name, label| Entry::new(name, label).optional();
    let text = move |name: &'static str, entry: Entry| {
        view! { <Field entry=entry value=ask.field(name) error=error_of(ask.errors, name)/> }
    };
    let select = move |name: &'static str, entry: Entry, options: Vec<(String, String)>| {
        view! { <SelectField entry=entry options=options value=ask.field(name) error=error_of(ask.errors, name)/> }
    };
    let demand = entry("demand_on", words::prospects_demand(lang)).hint(words::prospects_demand_hint(lang)).date();
    let perform = entry("perform_by", words::prospects_perform(lang)).hint(words::prospects_perform_hint(lang)).date();
    let amount = entry("amount", words::prospects_amount(lang)).hint(words::prospects_amount_hint(lang));
    view! {
        <Details summary=words::prospects_facts(lang)>
            <form class="c-form" novalidate=true on:submit=submit data-facts="">
                {select("lender", Entry::new("lender", words::prospects_lender(lang)), named(&LENDERS, &lenders(lang)))}
                {text("amount", amount.keyboard("decimal"))}
                {text("date", entry("date", words::prospects_date(lang)).date())}
                {text("demand_on", demand)}
                {text("perform_by", perform)}
                {text("unpaid_days", entry("unpaid_days", words::prospects_days(lang)).keyboard("numeric"))}
                {select("place", Entry::new("place", words::prospects_place(lang)), named(&PLACES, &places(lang)))}
                <div class="c-actions">
                    <button type="submit" class="c-button" data-kind="primary" data-action="work-out">
                        {words::prospects_again(lang)}
                    </button>
                </div>
            </form>
        </Details>
    }
}

fn named<T>(values: &[(&'static str, T)], texts: &[&'static str]) -> Vec<(String, String)> {
    values.iter().zip(texts).map(|((name, _), text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

const fn lenders(lang: crate::present::Lang) -> [&'static str; LENDERS.len()] {
    [
        words::lender_unknown(lang),
        words::lender_bank(lang),
        words::lender_consumer_finance(lang),
        words::lender_small_loan(lang),
        words::lender_private(lang),
    ]
}

const fn places(lang: crate::present::Lang) -> [&'static str; PLACES.len()] {
    [
        words::place_unknown(lang),
        words::place_shenzhen(lang),
        words::place_xiamen(lang),
        words::place_zhejiang(lang),
        words::place_jiangsu(lang),
        words::place_elsewhere(lang),
    ]
}
