//! Editing a debt that says more than the form can: its name, and its late charge where that is one daily rate.

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::Debt;
use crate::engine::{Rate, RatePeriod};
use crate::present::form::{late_rate, typed_rate, with_late_rate};
use crate::present::input::{self, Cause, Field, FieldError as Fault, free_text};
use crate::present::words::{common, form as words};
use crate::ui::keeper::use_keeper;
use crate::ui::kit::{Entry, ErrorSummary, Field as KitField, FieldError, Notice, error_of};
use crate::ui::link::use_router;
use crate::ui::route::Route;
use crate::ui::state::{use_lang, use_status};

/// The form.
#[component]
pub fn Limited(
    /// The debt.
    debt: Arc<Debt>,
) -> impl IntoView {
    let (lang, keeper, router, status) = (use_lang(), use_keeper(), use_router(), use_status());
    let errors = RwSignal::new(Vec::<FieldError>::new());
    let name = RwSignal::new(debt.creditor.clone());
    let known = late_rate(&debt);
    let late = RwSignal::new(known.flatten().map_or_else(String::new, typed_rate));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let (creditor, rate) = match read(&name.get_untracked(), &late.get_untracked()) {
            Ok(read) => read,
            Err(faults) => {
                let said =
                    |fault: Fault| FieldError { name: fault.field.name(), text: input::words::message(&fault, lang) };
                errors.set(faults.into_iter().map(said).collect());
                return;
            }
        };
        let changed = if known.is_some() { with_late_rate(&debt, rate) } else { Ok(Debt::clone(&debt)) };
        match changed {
            Ok(changed) => {
                let route = Route::Debt(debt.id.clone());
                let changed = Debt { creditor, ..changed };
                keeper.save(vec![changed], common::saved(lang).to_owned(), lang, move || router.go(&route));
            }
            Err(error) => status.say(crate::present::errors::engine(&error, lang)),
        }
    };
    let creditor =
        Entry::new(Field::Creditor.name(), words::creditor(lang)).hint(words::creditor_hint(lang)).optional();
    let charge =
        Entry::new(Field::LateRate.name(), words::limited_late(lang)).hint(words::limited_late_hint(lang)).optional();
    let charge = known.is_some().then(|| {
        view! { <KitField entry=charge value=late error=error_of(errors, Field::LateRate.name())/> }
    });
    view! {
        <ErrorSummary errors=errors/>
        <form class="c-sheet" novalidate=true on:submit=save>
            <div class="c-sheet__fields">
                <Notice><p>{words::limited(lang)}</p></Notice>
                <KitField entry=creditor value=name error=error_of(errors, Field::Creditor.name())/>
                {charge}
            </div>
            <div class="c-sheet__end">
                <button type="submit" class="c-button" data-kind="primary" data-action="save-debt">{words::save_edit(lang)}</button>
            </div>
        </form>
    }
}

/// The name and the daily rate, or everything that stands against them.
fn read(name: &str, late: &str) -> Result<(String, Option<Rate>), Vec<Fault>> {
    let rate = match input::rate(late, RatePeriod::Day) {
        Err(Cause::Missing) => Ok(None),
        other => other.map(Some),
    };
    match (free_text(name), rate) {
        (Ok(name), Ok(rate)) => Ok((name, rate)),
        (name, rate) => {
            let faults = [
                name.err().map(|cause| Fault::new(Field::Creditor, cause)),
                rate.err().map(|cause| Fault::new(Field::LateRate, cause)),
            ];
            Err(faults.into_iter().flatten().collect())
        }
    }
}
