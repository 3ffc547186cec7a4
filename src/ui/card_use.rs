//! Recording a purchase, cash or instalments on a card: the button, and the form inside the shell's entry dialog.

use std::sync::Arc;

use leptos::prelude::*;

use super::keeper::use_keeper;
use super::kit::{Entry, ErrorSummary, Field, FieldError, SelectField, error_of};
use super::payment::{EntryKind, OpenEntry};
use super::state::{use_as_of, use_lang};
use crate::case::Debt;
use crate::present::card_use::{Typed, USES, with_use};
use crate::present::input;
use crate::present::words::debt as words;

/// The button that opens the dialog.
#[component]
pub fn CardUseButton(
    /// The card.
    id: String,
) -> impl IntoView {
    let lang = use_lang();
    let open = use_context::<OpenEntry>();
    let press = move |_| {
        if let Some(open) = open {
            open.0.set(Some((id.clone(), EntryKind::CardUse)));
        }
    };
    view! {
        <button type="button" class="c-button" data-action="record-use" aria-haspopup="dialog" on:click=press>
            {words::use_card(lang)}
        </button>
    }
}

/// What it was, how much, on which day; for instalments also how many and what they cost.
#[component]
pub fn CardUseForm(
    /// The card.
    debt: Arc<Debt>,
    /// Called when it is saved.
    on_done: Callback<()>,
) -> impl IntoView {
    let (lang, as_of, keeper) = (use_lang(), use_as_of(), use_keeper());
    let today = as_of.today.get_untracked();
    let text = |start: &str| RwSignal::new(start.to_owned());
    let (kind, amount, date) = (text(USES[0]), text(""), text(&today.to_string()));
    let (count, fee) = (text(""), text(""));
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let of = |signal: RwSignal<String>| signal.get_untracked();
        let typed = Typed { kind: of(kind), amount: of(amount), date: of(date), count: of(count), fee: of(fee) };
        match with_use(&debt, &typed, today) {
            Ok(used) => {
                errors.set(Vec::new());
                let done = move || {
                    on_done.try_run(());
                };
                keeper.save(vec![used], words::use_saved(lang).to_owned(), lang, done);
            }
            Err(found) => {
                let said = found
                    .iter()
                    .map(|error| FieldError { name: error.field.name(), text: input::words::message(error, lang) });
                errors.set(said.collect());
            }
        }
    };
    let names = [words::use_purchase(lang), words::use_cash(lang), words::use_instalments(lang)];
    let options = USES.iter().zip(names).map(|(value, name)| ((*value).to_owned(), name.to_owned())).collect();
    let date_entry = Entry::new("date", words::use_date(lang)).hint(words::payment_date_hint(lang));
    let divided = move || {
        let count_entry = Entry::new("count", words::use_count(lang)).keyboard("numeric");
        let fee_entry = Entry::new("fee_share", words::use_fee(lang)).hint(words::use_fee_hint(lang)).optional();
        (kind.get() == USES[2]).then(|| {
            view! {
                <Field entry=count_entry value=count error=error_of(errors, "count")/>
                <Field entry=fee_entry value=fee error=error_of(errors, "fee_share")/>
            }
        })
    };
    view! {
        <form class="c-form" novalidate on:submit=submit>
            <ErrorSummary errors=errors/>
            <SelectField
                entry=Entry::new("use_kind", words::use_kind(lang))
                options=options
                value=kind
                error=error_of(errors, "use_kind")
            />
            <Field entry=Entry::new("amount", words::use_amount(lang)).keyboard("decimal") value=amount error=error_of(errors, "amount")/>
            <Field entry=date_entry value=date error=error_of(errors, "date")/>
            {divided}
            <div class="c-actions">
                <button type="submit" class="c-button" data-kind="primary" data-action="save-use">
                    {words::use_save(lang)}
                </button>
            </div>
        </form>
    }
}
