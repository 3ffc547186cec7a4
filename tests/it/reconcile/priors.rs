//! How common the conventions are: the table by which matches are ranked.
//!
//! source: a judgment, by hand: 0 for what the contract says, 1 for what most lenders or laws know, up to 5 for what is
//! seldom met.

use chrono::NaiveDate;
use duewise::engine::reconcile::{Choice, Dimension, PaymentOrder, Quoted, Space};
use duewise::engine::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn yuan(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("within the limits")
}

/// Two equal instalments, late by a yearly rate over years of 364 days, which no choice has.
fn loan() -> Contract {
    let rate = |value: &str| Rate { value: value.parse().expect("a number"), per: RatePeriod::Year };
    let kind = ChargeKind::Daily { rate: rate("0.18"), year_days: 364, compounding: Compounding::Simple };
    let late = LateCharge { kind, ..LateCharge::daily(rate("0.18"), Base::OverduePrincipal) };
    let terms = InstalmentTerms::monthly(yuan(20_000), rate("0.12"), 2, date("2026-01-15"));
    Contract::Instalment(Box::new(InstalmentTerms { lateness: Lateness { charges: vec![late] }, ..terms }))
}

/// The choices besides the contract's own.
fn others(figure: Quoted) -> Vec<(Dimension, Vec<(Choice, u32)>)> {
    let events = [Event { id: 1, date: date("2026-02-20"), kind: EventKind::Payment { amount: yuan(5_000) } }];
    let space = Space::of(&loan(), &events, figure);
    for axis in space.axes() {
        assert_eq!(axis.choices.first().map(|(_, prior)| *prior), Some(0), "{:?}: the contract's own", axis.dimension);
    }
    space.axes().iter().map(|axis| (axis.dimension, axis.choices.iter().skip(1).copied().collect())).collect()
}

fn daily(month: DaysInMonth, year: DaysInYear) -> Choice {
    Choice::DayCount(Accrual::Daily { month, year, leap: LeapRule::default() })
}

fn usual_day_counts() -> Vec<(Choice, u32)> {
    vec![
        (daily(DaysInMonth::Actual, DaysInYear::D365), 1),
        (daily(DaysInMonth::Actual, DaysInYear::D360), 1),
        (daily(DaysInMonth::Thirty, DaysInYear::D360), 2),
        (daily(DaysInMonth::Actual, DaysInYear::Actual), 2),
        (daily(DaysInMonth::Thirty, DaysInYear::D365), 3),
    ]
}

fn residues() -> (Dimension, Vec<(Choice, u32)>) {
    (Dimension::Residue, vec![(Choice::Residue(Residue::LastInterest), 2)])
}

fn instalment_bases() -> (Dimension, Vec<(Choice, u32)>) {
    (Dimension::Basis, vec![(Choice::Basis(InstalmentBasis::EqualPeriods), 1)])
}

/// Rare day counts are tried only where the figure is one of the schedule; so are the steps of an instalment.
#[test]
fn a_figure_of_the_schedule_is_tried_by_all_conventions_of_schedules() {
    let seldom = [
        (Choice::DayCount(Accrual::DayCount(DayCount::ThirtyE360)), 3),
        (Choice::DayCount(Accrual::MonthBefore), 4),
        (Choice::DayCount(Accrual::Effective(EffectiveTime::Periods)), 4),
        (Choice::DayCount(Accrual::Effective(EffectiveTime::Days(365))), 5),
    ];
    let roundings = [(Rounding::HalfEven, 2), (Rounding::Down, 2), (Rounding::Up, 3), (Rounding::HalfDown, 5)];
    let steps = [(yuan(100), 2), (yuan(10), 3)];
    let table = vec![
        (Dimension::DayCount, [usual_day_counts(), seldom.to_vec()].concat()),
        (Dimension::Rounding, roundings.map(|(rounding, prior)| (Choice::Rounding(rounding), prior)).to_vec()),
        (Dimension::Step, steps.map(|(step, prior)| (Choice::Step(Some(step)), prior)).to_vec()),
        residues(),
        instalment_bases(),
    ];
    assert_eq!(others(Quoted::Interest(1)), table);
}

/// Roundings are left out where the search would become too long.
#[test]
fn a_figure_of_lateness_is_tried_by_the_conventions_of_lateness_as_well() {
    let orders = [
        (PaymentOrder::ChargesFirst, 1),
        (PaymentOrder::PrincipalFirst, 2),
        (PaymentOrder::InterestFirst, 2),
        (PaymentOrder::PenaltiesLast, 2),
        (PaymentOrder::ChargesOfAllFirst, 3),
        (PaymentOrder::PrincipalOfAllFirst, 4),
    ];
    let bases = [
        (Base::OverdueInstalment, 1),
        (Base::OverdueTotal, 2),
        (Base::OutstandingPrincipal, 3),
        (Base::OutstandingAndInterest, 4),
    ];
    let graces = [
        (3, GraceKind::BackDated, 1),
        (3, GraceKind::Forgiven, 2),
        (1, GraceKind::Forgiven, 3),
        (7, GraceKind::Forgiven, 3),
    ];
    let table = vec![
        (Dimension::DayCount, usual_day_counts()),
        residues(),
        instalment_bases(),
        (Dimension::PaymentOrder, orders.map(|(order, prior)| (Choice::Order(order), prior)).to_vec()),
        (Dimension::LateBase, bases.map(|(base, prior)| (Choice::Base(base), prior)).to_vec()),
        (Dimension::LateDays, vec![(Choice::Days(Inclusion::Both), 2), (Choice::Days(Inclusion::Neither), 4)]),
        (Dimension::Grace, graces.map(|(days, kind, prior)| (Choice::Grace(Grace { days, kind }), prior)).to_vec()),
        (Dimension::Compounding, vec![(Choice::Compounding(Compounding::Daily), 2)]),
        (Dimension::LateYear, vec![(Choice::Year(365), 1), (Choice::Year(360), 1)]),
    ];
    assert_eq!(others(Quoted::Penalty), table);
}
