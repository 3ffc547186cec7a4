//! The words of input errors: each names its field and what would work. Imports words and formats.

use rust_decimal::Decimal;

use super::{Cause, Field, FieldError, Reading};
use crate::engine::{EngineError, Rate, RatePeriod};
use crate::present::words::fields as words;
use crate::present::{Lang, format};

/// The noun of a field, as it stands inside a sentence.
#[must_use]
pub const fn label(field: Field, lang: Lang) -> &'static str {
    match field {
        Field::Creditor => words::label_creditor(lang),
        Field::Principal => words::label_principal(lang),
        Field::Rate => words::label_rate(lang),
        Field::RateUnit => words::label_rate_unit(lang),
        Field::Count => words::label_count(lang),
        Field::Bills => words::label_bills(lang),
        Field::FirstDue => words::label_first_due(lang),
        Field::PaidCount => words::label_paid_count(lang),
        Field::Balance => words::label_balance(lang),
        Field::Minimum => words::label_minimum(lang),
        Field::Due => words::label_due(lang),
        Field::Paid => words::label_paid(lang),
        Field::Total => words::label_total(lang),
        Field::Fee => words::label_fee(lang),
        Field::Start => words::label_start(lang),
        Field::Method => words::label_method(lang),
        Field::Policy => words::label_policy(lang),
        Field::LateRate => words::label_late_rate(lang),
        Field::LateFee => words::label_late_fee(lang),
        Field::Days => words::label_days(lang),
        Field::GraceDays => words::label_grace_days(lang),
        Field::GraceKind => words::label_grace_kind(lang),
        Field::WhatIfAmount => words::label_whatif_amount(lang),
        Field::WhatIfDay => words::label_whatif_day(lang),
        Field::Amount => words::label_amount(lang),
        Field::Date => words::label_date(lang),
        Field::AsOf => words::label_as_of(lang),
        Field::StatementDay => words::label_statement_day(lang),
        Field::Transactions => words::label_transactions(lang),
        Field::CardMethod => words::label_card_method(lang),
        Field::CardBilled => words::label_card_billed(lang),
        Field::MinimumShare => words::label_minimum_share(lang),
        Field::MinimumFloor => words::label_minimum_floor(lang),
        Field::ToleranceDays => words::label_tolerance_days(lang),
        Field::ToleranceAmount => words::label_tolerance_amount(lang),
        Field::CardFeeShare => words::label_card_fee_share(lang),
        Field::CardFeeFloor => words::label_card_fee_floor(lang),
        Field::UseKind => words::label_use_kind(lang),
        Field::FeeShare => words::label_fee_share(lang),
        Field::Withheld => words::label_withheld(lang),
        Field::Balloon => words::label_balloon(lang),
        Field::YearDays => words::label_year_days(lang),
        Field::RoundingRule => words::label_rounding(lang),
        Field::Growth => words::label_growth(lang),
        Field::DaysOff => words::label_days_off(lang),
        Field::Follows => words::label_follows(lang),
        Field::Repricing => words::label_repricing(lang),
        Field::DemandOn => words::label_demand_on(lang),
        Field::PerformBy => words::label_perform_by(lang),
        Field::UnpaidDays => words::label_unpaid_days(lang),
    }
}

/// A rate with its period: `每天 0.05%`, `18% a year`.
#[must_use]
pub fn rate(rate: Rate, lang: Lang) -> String {
    let percent = percent(rate.value);
    match rate.per {
        RatePeriod::Day => words::rate_per_day(lang, &percent),
        RatePeriod::Month => words::rate_per_month(lang, &percent),
        RatePeriod::Year => words::rate_per_year(lang, &percent),
    }
}

/// A percentage with all its digits, up to eight.
fn percent(fraction: Decimal) -> String {
    let percent = fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction);
    format!("{}%", format::decimal(percent.round_dp(8)))
}

fn reading(reading: Reading, lang: Lang) -> String {
    match reading {
        Reading::Amount(value) => format::decimal(value),
        Reading::Date(date) => format::date(date, lang),
        Reading::Rate(value) => rate(value, lang),
    }
}

/// What a person reads beside the field and in the summary.
#[must_use]
pub fn message(error: &FieldError, lang: Lang) -> String {
    message_of(label(error.field, lang), &error.cause, lang)
}

/// The same for a field that is known by its noun only.
#[must_use]
pub fn message_of(field: &str, cause: &Cause, lang: Lang) -> String {
    let read = |value: Reading| reading(value, lang);
    match cause {
        Cause::Missing => words::missing(lang, field),
        Cause::NotAmount => words::not_amount(lang, field),
        Cause::NotDate => words::not_date(lang, field),
        Cause::NotRate => words::not_rate(lang, field),
        Cause::NotCount => words::not_count(lang, field),
        Cause::TooLong { most } => words::too_long(lang, field, &most.to_string()),
        Cause::Negative => words::negative(lang, field),
        Cause::TwoReadings(one, other) => words::two_readings(lang, field, &read(*one), &read(*other)),
        Cause::WriteAs(meant) => words::write_as(lang, field, &read(*meant)),
        Cause::TooFine { digits } => words::too_fine(lang, field, &digits.to_string()),
        Cause::NotWhole => words::not_whole(lang, field),
        Cause::AmountOutside(range) => {
            let (least, greatest) = (range.least.exact(), range.greatest.exact());
            words::amount_outside(lang, field, &format::decimal(least), &format::decimal(greatest))
        }
        Cause::CountOutside { least, greatest } => {
            let (least, greatest) = (least.to_string(), format::integer(i64::from(*greatest)));
            words::count_outside(lang, &least, &greatest, field)
        }
        Cause::RateOutside { percent, per } => {
            let greatest =
                rate(Rate { value: percent.checked_div(Decimal::ONE_HUNDRED).unwrap_or(*percent), per: *per }, lang);
            words::rate_outside(lang, field, &greatest)
        }
        Cause::DateOutside { earliest, latest } => {
            words::date_outside(lang, field, &format::date(*earliest, lang), &format::date(*latest, lang))
        }
        Cause::NoSuchDay { year, month, days } => {
            words::no_such_day(lang, &year.to_string(), &month.to_string(), &days.to_string(), field)
        }
        Cause::NoSuchMonth => words::no_such_month(lang, field),
        Cause::LprUnknown { payout, first, last } => {
            let date = |day: &chrono::NaiveDate| format::date(*day, lang);
            words::lpr_unknown(lang, &date(payout), &date(first), &date(last))
        }
        Cause::Before { than, date } => words::before(lang, field, label(*than, lang), &format::date(*date, lang)),
        Cause::MoreThan { than, amount } => words::more_than(lang, field, label(*than, lang), &format::plain(*amount)),
        Cause::CountMoreThan { than, count } => {
            words::count_more_than(lang, field, label(*than, lang), &count.to_string())
        }
        Cause::Engine(error) => engine(error, field, lang),
    }
}

fn engine(error: &EngineError, field: &str, lang: Lang) -> String {
    match error {
        EngineError::NeverRepaid => words::never_repaid(lang, field),
        EngineError::OutOfRange { least, greatest, .. } => {
            words::count_outside(lang, &format::decimal(*least), &format::decimal(*greatest), field)
        }
        _ => words::cannot_compute(lang, field),
    }
}
