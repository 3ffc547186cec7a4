//! The full terms of a loan: what it may have beside its instalments, and the conventions of its figures.

use leptos::prelude::*;

use crate::present::form::{ACCRUALS, DAYS_OFF, Preset, REFERENCES, REPRICINGS, ROUNDINGS};
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
    let days_off = [
        words::days_off_stays(lang),
        words::days_off_following(lang),
        words::days_off_modified_following(lang),
        words::days_off_preceding(lang),
        words::days_off_modified_preceding(lang),
    ];
    let days_off = DAYS_OFF.iter().zip(days_off).map(|((name, _), text)| (*name, text)).collect::<Vec<_>>();
    view! {
        <Details summary=words::loan_rules(lang)>
            {fields.collect_view()}
            <Choice form=form field=Field::YearDays label=words::year_days(lang) options=accruals/>
            <Choice form=form field=Field::RoundingRule label=words::rounding(lang) options=roundings/>
            <Choice form=form field=Field::DaysOff label=words::days_off(lang) options=days_off/>
            <RateRules form=form/>
        </Details>
    }
}

/// Whether the rate is fixed or follows LPR, and when it is taken anew.
#[component]
fn RateRules(form: Form) -> impl IntoView {
    let lang = use_lang();
    let references = [words::follows_fixed(lang), words::follows_one_year(lang), words::follows_five_years(lang)];
    let references = REFERENCES.iter().zip(references).map(|((name, _), text)| (*name, text)).collect::<Vec<_>>();
    let repricings = [
        words::repricing_anniversary(lang),
        words::repricing_january(lang),
        words::repricing_half_year(lang),
        words::repricing_quarter(lang),
        words::repricing_month(lang),
    ];
    let repricings = REPRICINGS.iter().zip(repricings).map(|((name, _), text)| (*name, text)).collect::<Vec<_>>();
    let floats = Memo::new(move |_| {
        let fixed = REFERENCES[0].0;
        form.draft.with(|draft| draft.as_ref().is_some_and(|draft| !["", fixed].contains(&draft.get(Field::Follows))))
    });
    let when = move || {
        let options = repricings.clone();
        floats.get().then(|| {
            view! { <Choice form=form field=Field::Repricing label=words::repricing(lang) options=options/> }
        })
    };
    view! {
        <Choice form=form field=Field::Follows label=words::follows(lang) options=references/>
        {when}
    }
}
