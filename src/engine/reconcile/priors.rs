//! The conventions that are tried, each with its prior.
//!
//! The prior of a choice is a small whole number: 0 for what the contract says, 1 for a convention that most lenders or
//! laws know, up to 5 for one that is seldom met. It is a judgment, not a count; a match is ranked by the sum over what it
//! changes, so that one common change comes before two, and before one odd change.

use super::super::card::{BilledInterest, Carry, InterestMethod};
use super::super::contract::{Contract, Method, Residue};
use super::super::date::Inclusion;
use super::super::day_count::DayCount;
use super::super::late::{Base, ChargeKind, Compounding, Grace, GraceKind};
use super::super::money::Money;
use super::super::number::Rounding;
use super::super::rate::{Accrual, DaysInMonth, DaysInYear, EffectiveTime, LeapRule, RatePeriod};
use super::super::shape::{FeeTiming, InstalmentBasis};
use super::Quoted;
use super::space::{Choice, Dimension, PaymentOrder};

/// All choices of a contract, the commonest dimensions first: what no longer fits is left out.
pub(super) fn all(contract: &Contract, figure: Quoted) -> Vec<(Dimension, Vec<(Choice, u32)>)> {
    let narrow = !figure.is_of_schedule();
    let mut list = vec![
        (Dimension::LateBase, bases()),
        (Dimension::LateDays, days(Inclusion::Last)),
        (Dimension::DayCount, day_counts(narrow)),
        (Dimension::Grace, graces()),
        (Dimension::Compounding, compoundings()),
        (
            Dimension::CardMethod,
            [InterestMethod::FullBalance, InterestMethod::UnpaidPart].map(|m| (Choice::CardMethod(m), 1)).to_vec(),
        ),
        (Dimension::CardDays, days(Inclusion::First)),
        (
            Dimension::CardBilled,
            [BilledInterest::Simple, BilledInterest::Compounds].map(|b| (Choice::CardBilled(b), 2)).to_vec(),
        ),
        (Dimension::CardCarry, [Carry::DailyBalance, Carry::WholeAgain].map(|c| (Choice::CardCarry(c), 4)).to_vec()),
        (Dimension::FeeTiming, [FeeTiming::Each, FeeTiming::First].map(|when| (Choice::FeeTiming(when), 1)).to_vec()),
    ];
    if is_rate_of_years(contract) {
        list.push((
            Dimension::LateYear,
            [(365, 1), (360, 1)].map(|(days, prior)| (Choice::Year(days), prior)).to_vec(),
        ));
    }
    list.push((Dimension::PaymentOrder, orders()));
    if let Contract::Instalment(terms) = contract {
        if terms.method == Method::EqualInstalment {
            list.push((
                Dimension::Basis,
                [InstalmentBasis::Interest, InstalmentBasis::EqualPeriods].map(|b| (Choice::Basis(b), 1)).to_vec(),
            ));
            list.push((
                Dimension::Residue,
                [Residue::LastInstalment, Residue::LastInterest].map(|r| (Choice::Residue(r), 2)).to_vec(),
            ));
        }
        if figure.is_of_schedule() {
            list.push((Dimension::Step, steps(contract)));
        }
    }
    list.push((Dimension::Rounding, roundings()));
    list.push((Dimension::LateRounding, roundings()));
    list
}

/// Whether a late charge by the day has a rate of a month or year, which days of a year divide.
fn is_rate_of_years(contract: &Contract) -> bool {
    contract.lateness().charges.iter().any(|charge| match &charge.kind {
        ChargeKind::Daily { rate, .. } => rate.per != RatePeriod::Day,
        ChargeKind::Uplift { .. } => contract.rate().per != RatePeriod::Day,
        _ => false,
    })
}

fn day_counts(narrow: bool) -> Vec<(Choice, u32)> {
    let daily = |month, year| Accrual::Daily { month, year, leap: LeapRule::default() };
    let mut list = vec![
        (Accrual::PerPeriod, 1),
        (daily(DaysInMonth::Actual, DaysInYear::D365), 1),
        (daily(DaysInMonth::Actual, DaysInYear::D360), 1),
        (daily(DaysInMonth::Thirty, DaysInYear::D360), 2),
        (daily(DaysInMonth::Actual, DaysInYear::Actual), 2),
        (daily(DaysInMonth::Thirty, DaysInYear::D365), 3),
    ];
    if !narrow {
        list.extend([
            (Accrual::DayCount(DayCount::ThirtyE360), 3),
            (Accrual::MonthBefore, 4),
            (Accrual::Effective(EffectiveTime::Periods), 4),
            (Accrual::Effective(EffectiveTime::Days(365)), 5),
        ]);
    }
    list.into_iter().map(|(accrual, prior)| (Choice::DayCount(accrual), prior)).collect()
}

fn roundings() -> Vec<(Choice, u32)> {
    [(Rounding::HalfUp, 1), (Rounding::HalfEven, 2), (Rounding::Down, 2), (Rounding::Up, 3), (Rounding::HalfDown, 5)]
        .map(|(rounding, prior)| (Choice::Rounding(rounding), prior))
        .to_vec()
}

/// None, whole units, tenths of one.
fn steps(contract: &Contract) -> Vec<(Choice, u32)> {
    let currency = contract.currency();
    let whole = 10_i64.saturating_pow(currency.digits());
    let step = |minor: Option<i64>| Money::try_new(minor.filter(|minor| *minor > 1)?, currency).ok();
    let mut list = vec![(Choice::Step(None), 1)];
    list.extend(
        [(Some(whole), 2), (whole.checked_div(10), 3)]
            .into_iter()
            .filter_map(|(minor, prior)| step(minor).map(|step| (Choice::Step(Some(step)), prior))),
    );
    list
}

fn days(usual: Inclusion) -> Vec<(Choice, u32)> {
    vec![(Choice::Days(usual), 1), (Choice::Days(Inclusion::Both), 2), (Choice::Days(Inclusion::Neither), 4)]
}

fn bases() -> Vec<(Choice, u32)> {
    [
        (Base::OverduePrincipal, 1),
        (Base::OverdueInstalment, 1),
        (Base::OverdueTotal, 2),
        (Base::OutstandingPrincipal, 3),
        (Base::OutstandingAndInterest, 4),
    ]
    .map(|(base, prior)| (Choice::Base(base), prior))
    .to_vec()
}

fn compoundings() -> Vec<(Choice, u32)> {
    vec![(Choice::Compounding(Compounding::Simple), 1), (Choice::Compounding(Compounding::Daily), 2)]
}

fn graces() -> Vec<(Choice, u32)> {
    let grace = |days, kind, prior| (Choice::Grace(Grace { days, kind }), prior);
    vec![
        grace(0, GraceKind::Forgiven, 1),
        grace(3, GraceKind::BackDated, 1),
        grace(3, GraceKind::Forgiven, 2),
        grace(1, GraceKind::Forgiven, 3),
        grace(7, GraceKind::Forgiven, 3),
    ]
}

fn orders() -> Vec<(Choice, u32)> {
    [
        (PaymentOrder::ChargesFirst, 1),
        (PaymentOrder::PrincipalFirst, 2),
        (PaymentOrder::InterestFirst, 2),
        (PaymentOrder::PenaltiesLast, 2),
        (PaymentOrder::ChargesOfAllFirst, 3),
        (PaymentOrder::PrincipalOfAllFirst, 4),
    ]
    .map(|(order, prior)| (Choice::Order(order), prior))
    .to_vec()
}
