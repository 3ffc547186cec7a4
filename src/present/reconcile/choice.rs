//! The names of dimensions and choices. Exhaustive, so that a new convention cannot go unsaid.

use crate::engine::card::{BilledInterest, Carry, InterestMethod};
use crate::engine::reconcile::{Choice, Dimension, PaymentOrder};
use crate::engine::{Compounding, FeeTiming, GraceKind, Inclusion, InstalmentBasis, Residue};
use crate::present::debt::said;
use crate::present::words::reconcile as words;
use crate::present::{Lang, format};

/// What a dimension is about.
#[must_use]
pub const fn dimension(dimension: Dimension, lang: Lang) -> &'static str {
    match dimension {
        Dimension::DayCount => words::of_day_count(lang),
        Dimension::Rounding => words::of_rounding(lang),
        Dimension::Step => words::of_step(lang),
        Dimension::Residue => words::of_residue(lang),
        Dimension::Basis => words::of_basis(lang),
        Dimension::FeeTiming => words::of_fee_timing(lang),
        Dimension::CardMethod => words::of_card_method(lang),
        Dimension::CardCarry => words::of_card_carry(lang),
        Dimension::CardBilled => words::of_card_billed(lang),
        Dimension::CardDays => words::of_card_days(lang),
        Dimension::PaymentOrder => words::of_payment_order(lang),
        Dimension::LateBase => words::of_late_base(lang),
        Dimension::LateDays => words::of_late_days(lang),
        Dimension::Grace => words::of_grace(lang),
        Dimension::Compounding => words::of_compounding(lang),
        Dimension::LateYear => words::of_late_year(lang),
        Dimension::LateRounding => words::of_late_rounding(lang),
    }
}

/// One way of doing it.
#[must_use]
pub fn choice(choice: Choice, lang: Lang) -> String {
    let text = match choice {
        Choice::DayCount(accrual) => return without_stop(&said::accrual(accrual, lang)),
        Choice::Rounding(rounding) => return without_stop(said::rounding(rounding, lang)),
        Choice::Base(base) => said::base(base, lang),
        Choice::Days(inclusion) => match inclusion {
            Inclusion::Last => words::days_last(lang),
            Inclusion::First => words::days_first(lang),
            Inclusion::Both => words::days_both(lang),
            Inclusion::Neither => words::days_neither(lang),
        },
        Choice::Step(None) => words::step_none(lang),
        Choice::Step(Some(step)) => return words::step_some(lang, &format::money(step, lang)),
        Choice::Residue(Residue::LastInstalment) => words::residue_instalment(lang),
        Choice::Residue(Residue::LastInterest) => words::residue_interest(lang),
        Choice::Basis(InstalmentBasis::Interest) => words::basis_interest(lang),
        Choice::Basis(InstalmentBasis::EqualPeriods) => words::basis_equal(lang),
        Choice::FeeTiming(FeeTiming::Each) => words::fee_each(lang),
        Choice::FeeTiming(FeeTiming::First) => words::fee_first(lang),
        Choice::CardMethod(InterestMethod::FullBalance) => words::card_full(lang),
        Choice::CardMethod(InterestMethod::UnpaidPart) => words::card_unpaid(lang),
        Choice::CardCarry(Carry::DailyBalance) => words::carry_daily(lang),
        Choice::CardCarry(Carry::WholeAgain) => words::carry_whole(lang),
        Choice::CardBilled(BilledInterest::Simple) => words::billed_simple(lang),
        Choice::CardBilled(BilledInterest::Compounds) => words::billed_compounds(lang),
        Choice::Order(order) => self::order(order, lang),
        Choice::Grace(grace) if grace.days == 0 => words::grace_none(lang),
        Choice::Grace(grace) => {
            let days = format::days(i64::from(grace.days), lang);
            return match grace.kind {
                GraceKind::Forgiven => words::grace_forgiven(lang, &days),
                GraceKind::BackDated => words::grace_back_dated(lang, &days),
            };
        }
        Choice::Compounding(Compounding::Simple) => words::simple(lang),
        Choice::Compounding(Compounding::Daily) => words::compound(lang),
        Choice::Compounding(Compounding::Effective) => words::compound_effective(lang),
        Choice::Year(days) => return words::year(lang, &format::days(i64::from(days), lang)),
    };
    text.to_owned()
}

const fn order(order: PaymentOrder, lang: Lang) -> &'static str {
    match order {
        PaymentOrder::Agreed => words::order_agreed(lang),
        PaymentOrder::ChargesFirst => words::order_charges_first(lang),
        PaymentOrder::InterestFirst => words::order_interest_first(lang),
        PaymentOrder::PenaltiesLast => words::order_penalties_last(lang),
        PaymentOrder::PrincipalFirst => words::order_principal_first(lang),
        PaymentOrder::ChargesOfAllFirst => words::order_charges_of_all(lang),
        PaymentOrder::PrincipalOfAllFirst => words::order_principal_of_all(lang),
    }
}

/// A sentence as part of a longer one.
fn without_stop(sentence: &str) -> String {
    sentence.trim_end_matches(['。', '.']).to_owned()
}
