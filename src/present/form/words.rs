//! The words of the short form: labels, hints, choices, and what is assumed.

use chrono::NaiveDate;

use crate::engine::{GraceKind, Method, Money, RatePeriod};
use crate::present::input::{self, AmountRange, Field, is_blank};
use crate::present::words::form as words;
use crate::present::{Lang, format};

use super::draft::Draft;
use super::policy::Policy;
use super::preset::{FieldKind, Preset, field_kind};
use super::read::{CURRENCY, Entered};

/// The name of a kind of debt and a note that tells it from the others.
#[must_use]
pub const fn preset(preset: Preset, lang: Lang) -> (&'static str, &'static str) {
    match preset {
        Preset::Loan => (words::preset_loan(lang), words::preset_loan_note(lang)),
        Preset::Card => (words::preset_card(lang), words::preset_card_note(lang)),
        Preset::PayLater => (words::preset_paylater(lang), words::preset_paylater_note(lang)),
        Preset::Private => (words::preset_private(lang), words::preset_private_note(lang)),
    }
}

/// The question of a field and its hint.
#[must_use]
pub const fn field(preset: Preset, field: Field, policy: Policy, lang: Lang) -> (&'static str, &'static str) {
    let private = matches!(preset, Preset::Private);
    match field {
        Field::Creditor => (words::creditor(lang), words::creditor_hint(lang)),
        Field::Principal if private => (words::principal_private(lang), words::principal_private_hint(lang)),
        Field::Principal => (words::principal_loan(lang), words::principal_loan_hint(lang)),
        Field::Rate => match preset {
            Preset::Card => (words::rate_card(lang), words::rate_card_hint(lang)),
            Preset::Private => (words::rate_private(lang), words::rate_private_hint(lang)),
            Preset::Loan | Preset::PayLater => (words::rate_loan(lang), words::rate_loan_hint(lang)),
        },
        Field::Count => (words::count(lang), words::count_hint(lang)),
        Field::FirstDue => (words::first_due(lang), words::first_due_hint(lang)),
        Field::PaidCount => (words::paid_count(lang), words::paid_count_hint(lang)),
        Field::Balance => (words::balance(lang), words::balance_hint(lang)),
        Field::Minimum => (words::minimum(lang), words::minimum_hint(lang)),
        Field::Due if private => (words::due_private(lang), words::due_private_hint(lang)),
        Field::Due => (words::due_card(lang), words::due_card_hint(lang)),
        Field::Paid => (words::paid(lang), words::paid_hint(lang)),
        Field::Total => (words::total(lang), words::total_hint(lang)),
        Field::Fee => (words::fee(lang), words::fee_hint(lang)),
        Field::Start => (words::start(lang), words::start_hint(lang)),
        Field::LateRate if matches!(policy, Policy::Uplift) => {
            (words::late_rate_uplift(lang), words::late_rate_uplift_hint(lang))
        }
        Field::LateRate => (words::late_rate_daily(lang), words::late_rate_daily_hint(lang)),
        Field::LateFee => (words::late_fee(lang), words::late_fee_hint(lang)),
        Field::GraceDays => (words::grace_days(lang), words::grace_days_hint(lang)),
        Field::GraceKind => (words::grace_kind(lang), ""),
        Field::Method => (words::method(lang), ""),
        Field::Policy => (words::policy(lang), ""),
        Field::RateUnit => (words::rate_unit(lang), ""),
        Field::StatementDay => (words::statement_day(lang), words::statement_day_hint(lang)),
        Field::Transactions => (words::transactions(lang), words::transactions_hint(lang)),
        Field::MinimumShare => (words::minimum_share(lang), words::minimum_share_hint(lang)),
        Field::MinimumFloor => (words::minimum_floor(lang), ""),
        Field::ToleranceDays => (words::tolerance_days(lang), words::tolerance_days_hint(lang)),
        Field::ToleranceAmount => (words::tolerance_amount(lang), words::tolerance_amount_hint(lang)),
        Field::CardFeeShare => (words::card_fee_share(lang), words::card_fee_share_hint(lang)),
        Field::CardFeeFloor => (words::card_fee_floor(lang), ""),
        Field::CardMethod => (words::card_method(lang), ""),
        Field::CardBilled => (words::card_billed(lang), ""),
        Field::FeeShare => (words::fee_share(lang), words::fee_share_hint(lang)),
        Field::Withheld => (words::withheld(lang), words::withheld_hint(lang)),
        Field::Balloon => (words::balloon(lang), words::balloon_hint(lang)),
        Field::YearDays => (words::year_days(lang), ""),
        Field::RoundingRule => (words::rounding(lang), ""),
        Field::Growth => (words::growth(lang), words::growth_hint(lang)),
        Field::DaysOff => (words::days_off(lang), ""),
        Field::Follows => (words::follows(lang), ""),
        Field::Repricing => (words::repricing(lang), ""),
        Field::Bills | Field::UseKind | Field::DemandOn | Field::PerformBy | Field::UnpaidDays => ("", ""),
        Field::Days | Field::WhatIfAmount | Field::WhatIfDay | Field::Amount | Field::Date | Field::AsOf => ("", ""),
    }
}

/// The name of a rule of lateness as a choice.
#[must_use]
pub const fn policy(policy: Policy, lang: Lang) -> &'static str {
    match policy {
        Policy::Daily => words::policy_daily(lang),
        Policy::Uplift => words::policy_uplift(lang),
        Policy::Continue => words::policy_continue(lang),
        Policy::Card => words::policy_card(lang),
        Policy::Flat => words::policy_flat(lang),
        Policy::PerPeriod => words::policy_per_period(lang),
        Policy::Free => words::policy_free(lang),
    }
}

/// The name of a repayment method as a choice.
#[must_use]
pub const fn method(method: Method, lang: Lang) -> &'static str {
    match method {
        Method::EqualInstalment => words::method_equal_instalment(lang),
        Method::EqualPrincipal => words::method_equal_principal(lang),
        Method::InterestFirst => words::method_interest_first(lang),
        Method::Bullet => words::method_bullet(lang),
    }
}

/// The name of a rate's period as a choice.
#[must_use]
pub const fn unit(unit: RatePeriod, lang: Lang) -> &'static str {
    match unit {
        RatePeriod::Day => words::unit_day(lang),
        RatePeriod::Month => words::unit_month(lang),
        RatePeriod::Year => words::unit_year(lang),
    }
}

/// How a typed text was understood, where that is not plain to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Understood {
    /// An amount written with a unit.
    Amount(Money),
    /// A sentence.
    Words(String),
}

/// How a field was understood; nothing when it cannot be read or reads as it is written.
#[must_use]
pub fn understood(draft: &Draft, field: Field, today: NaiveDate, lang: Lang) -> Option<Understood> {
    let typed = draft.get(field);
    if is_blank(typed) {
        return None;
    }
    match field_kind(field) {
        FieldKind::Money => amount_understood(typed),
        FieldKind::Date => date_understood(typed, today, lang).map(Understood::Words),
        FieldKind::Rate => {
            let unit = match (field, draft.policy()) {
                (Field::LateRate, Policy::Uplift) => return None,
                (Field::LateRate, _) => RatePeriod::Day,
                _ => draft.unit(),
            };
            rate_understood(typed, unit, lang).map(Understood::Words)
        }
        FieldKind::Count | FieldKind::Text => None,
    }
}

/// The amount, where it was written with a unit such as 万.
#[must_use]
pub fn amount_understood(typed: &str) -> Option<Understood> {
    let amount = input::amount(typed, AmountRange::from_zero(CURRENCY)).ok()?;
    let written_out = typed.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' '));
    (!written_out).then_some(Understood::Amount(amount))
}

/// The full date, where it was written in another way.
#[must_use]
pub fn date_understood(typed: &str, today: NaiveDate, lang: Lang) -> Option<String> {
    let read = input::date(typed, today).ok()?;
    let full = format::date(read.date, lang);
    if read.year_assumed {
        return Some(words::understood_year(lang, &full));
    }
    (typed.trim() != full).then(|| words::understood_date(lang, &full))
}

/// The rate with its period, and what it makes in a year.
#[must_use]
pub fn rate_understood(typed: &str, unit: RatePeriod, lang: Lang) -> Option<String> {
    let rate = input::rate(typed, unit).ok()?;
    let said = input::words::rate(rate, lang);
    if rate.per == RatePeriod::Year {
        if typed.trim() == format::percent(rate.value) && unit == RatePeriod::Year {
            return None;
        }
        return Some(words::understood_rate(lang, &said));
    }
    let yearly = rate.nominal_year(365).ok()?;
    Some(words::understood_rate_year(lang, &said, &format::percent(yearly.round_dp(4))))
}

/// What is assumed beside what was typed, in plain sentences.
#[must_use]
pub fn assumptions(draft: &Draft, entered: Option<&Entered>, lang: Lang) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    match draft.preset() {
        Preset::Loan => {
            list.push(method_assumed(draft.method(), lang).to_owned());
            list.push(words::assume_start(lang).to_owned());
        }
        Preset::PayLater => list.push(words::assume_split(lang).to_owned()),
        Preset::Card => list.push(words::assume_card_interest(lang).to_owned()),
        Preset::Private if is_blank(draft.get(Field::Rate)) => list.push(words::assume_no_interest(lang).to_owned()),
        Preset::Private => list.push(words::assume_by_days(lang).to_owned()),
    }
    if let Some(event) = entered.and_then(|entered| entered.inputs.events.first()) {
        list.push(words::assume_paid_on(lang, &format::date(event.date, lang)));
    }
    list.push(late_assumed(draft, lang));
    if draft.policy() != Policy::Free {
        list.push(grace_assumed(draft, entered, lang));
        list.push(words::late_source(lang).to_owned());
    }
    list
}

const fn method_assumed(method: Method, lang: Lang) -> &'static str {
    match method {
        Method::EqualInstalment => words::assume_method_equal_instalment(lang),
        Method::EqualPrincipal => words::assume_method_equal_principal(lang),
        Method::InterestFirst => words::assume_method_interest_first(lang),
        Method::Bullet => words::assume_method_bullet(lang),
    }
}

fn late_assumed(draft: &Draft, lang: Lang) -> String {
    let typed = draft.get(Field::LateRate);
    match draft.policy() {
        Policy::Daily => {
            let rate = input::rate(typed, RatePeriod::Day).unwrap_or(super::policy::FIVE_IN_TEN_THOUSAND);
            words::late_daily(lang, &input::words::rate(rate, lang))
        }
        Policy::Uplift => {
            let share = input::rate(typed, RatePeriod::Year).map_or(super::policy::BY_HALF, |rate| rate.value);
            words::late_uplift(lang, &format::percent(share))
        }
        Policy::Continue => words::late_continue(lang).to_owned(),
        Policy::Card => words::late_card(lang).to_owned(),
        Policy::Flat => words::late_flat(lang).to_owned(),
        Policy::PerPeriod => words::late_per_period(lang).to_owned(),
        Policy::Free => words::late_free(lang).to_owned(),
    }
}

fn grace_assumed(draft: &Draft, entered: Option<&Entered>, lang: Lang) -> String {
    let lateness = entered.map(|entered| entered.inputs.contract.lateness());
    let grace = lateness.and_then(|lateness| lateness.charges.first()).map(|charge| charge.grace).unwrap_or_default();
    if grace.days == 0 || is_blank(draft.get(Field::GraceDays)) {
        return words::grace_none(lang).to_owned();
    }
    let days = format::days(i64::from(grace.days), lang);
    match grace.kind {
        GraceKind::Forgiven => words::grace_forgiven(lang, &days),
        GraceKind::BackDated => words::grace_back_dated(lang, &days),
    }
}
