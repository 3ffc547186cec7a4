//! The full terms of a loan: what it may have beside its instalments, and the conventions of its figures.

use leptos::prelude::*;

use crate::present::form::{ACCRUALS, Preset, ROUNDINGS};
use crate::present::input::Field;
use crate::present::words::form as words;
use crate::ui::kit::Details;
use crate::ui::state::use_lang;

use super::assumptions::Choice;
use super::fields::TextField;
use super::state::Form;

/// The fields behind the six.
#[component]
pub fn LoanRules(form: Form, preset: Preset) -> impl IntoView {
    let lang = use_lang();
    let fields =
        preset.full_fields().iter().map(move |field| view! { <TextField form=form preset=preset field=*field/> });
    let accruals = [words::accrual_per_period(lang), words::accrual_by_days(lang)];
    let accruals = ACCRUALS.iter().zip(accruals).map(|((name, _), text)| (*name, text)).collect::<Vec<_>>();
    let roundings = [
        words::rounding_half_up(lang),
        words::rounding_half_even(lang),
        words::rounding_half_down(lang),
        words::rounding_up(lang),
        words::rounding_down(lang),
    ];
    let roundings = ROUNDINGS.iter().zip(roundings).map(|((name, _), text)| (*name, text)).collect::<Vec<_>>();
    view! {
        <Details summary=words::loan_rules(lang)>
            {fields.collect_view()}
            <Choice form=form field=Field::YearDays label=words::year_days(lang) options=accruals/>
            <Choice form=form field=Field::RoundingRule label=words::rounding(lang) options=roundings/>
        </Details>
    }
}
