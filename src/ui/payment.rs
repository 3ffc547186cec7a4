//! Recording a payment: the button that asks for it, and the one dialog that takes amount and date.

use std::sync::Arc;

use leptos::prelude::*;

use super::card_use::CardUseForm;
use super::keeper::use_keeper;
use super::kit::{Dialog, Entry, ErrorSummary, Field, FieldError, SelectField, error_of};
use super::state::{use_as_of, use_debts, use_lang};
use crate::case::Debt;
use crate::present::words::{debt as words, today};
use crate::present::{input, payment, terms};

/// What is being recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A payment.
    Payment,
    /// A purchase, cash or instalments on a card.
    CardUse,
}

/// The debt for which something is being recorded.
#[derive(Debug, Clone, Copy)]
pub struct OpenEntry(pub RwSignal<Option<(String, EntryKind)>>);

/// The button that opens the dialog.
#[component]
pub fn PaymentButton(
    /// The debt.
    id: String,
) -> impl IntoView {
    let lang = use_lang();
    let open = use_context::<OpenEntry>();
    let press = move |_| {
        if let Some(open) = open {
            open.0.set(Some((id.clone(), EntryKind::Payment)));
        }
    };
    view! {
        <button type="button" class="c-button" data-action="record-payment" aria-haspopup="dialog" on:click=press>
            {words::record_payment(lang)}
        </button>
    }
}

/// The dialog. It is part of the shell, so that a debt that changes behind it does not close it.
#[component]
pub fn PaymentDialog() -> impl IntoView {
    let (lang, debts) = (use_lang(), use_debts());
    let Some(which) = use_context::<OpenEntry>() else { return ().into_any() };
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if which.0.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            which.0.set(None);
        }
        is
    });
    let found = move |open: &Option<(String, EntryKind)>| {
        open.as_ref().and_then(|(id, kind)| Some((debts.find_untracked(id)?, *kind)))
    };
    let title = Signal::derive(move || match which.0.with(found) {
        None => String::new(),
        Some((debt, EntryKind::Payment)) => words::payment_title(lang, &terms::debt_name(&debt, lang)),
        Some((debt, EntryKind::CardUse)) => words::use_title(lang, &terms::debt_name(&debt, lang)),
    });
    let done = Callback::new(move |()| open.set(false));
    let form = move || match which.0.with_untracked(found) {
        None => ().into_any(),
        Some((debt, EntryKind::Payment)) => view! { <PaymentForm debt=debt on_done=done/> }.into_any(),
        Some((debt, EntryKind::CardUse)) => view! { <CardUseForm debt=debt on_done=done/> }.into_any(),
    };
    view! {
        <Dialog open=open name="payment" title=title>
            {form()}
        </Dialog>
    }
    .into_any()
}

#[component]
fn PaymentForm(debt: Arc<Debt>, on_done: Callback<()>) -> impl IntoView {
    let (lang, as_of, keeper) = (use_lang(), use_as_of(), use_keeper());
    let today = as_of.today.get_untracked();
    let (amount, date) = payment::proposal(&debt, today);
    let (amount, date) = (RwSignal::new(amount), RwSignal::new(date));
    let purposes = payment::purposes(&debt, today, lang);
    let purpose = RwSignal::new(String::new());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match payment::with_payment(
            &debt,
            &amount.get_untracked(),
            &date.get_untracked(),
            &purpose.get_untracked(),
            today,
        ) {
            Ok(paid) => {
                errors.set(Vec::new());
                let done = move || {
                    on_done.try_run(());
                };
                keeper.save(vec![paid], today::saved_payment(lang).to_owned(), lang, done);
            }
            Err(found) => errors.set(
                found
                    .iter()
                    .map(|error| FieldError { name: error.field.name(), text: input::words::message(error, lang) })
                    .collect(),
            ),
        }
    };
    let amount_entry = Entry::new("amount", words::payment_amount(lang)).keyboard("decimal");
    let date_entry = Entry::new("date", words::payment_date(lang)).hint(words::payment_date_hint(lang));
    view! {
        <form class="c-form" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <Field entry=amount_entry value=amount error=error_of(errors, "amount")/>
            <Field entry=date_entry value=date error=error_of(errors, "date")/>
            <SelectField
                entry=Entry::new("purpose", words::purpose(lang)).hint(words::purpose_hint(lang)).optional()
                options=purposes
                value=purpose
                error=error_of(errors, "purpose")
            />
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="save-payment">
                    {words::payment_save(lang)}
                </button>
            </div>
        </form>
    }
}
