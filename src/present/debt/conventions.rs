//! How the figures of a debt are made, in plain words: repayment, interest, lateness, rounding, where payments go.
//! Exhaustive over the conventions, so that a new one cannot go unsaid.

use super::Inputs;
use crate::engine::card::{BilledInterest, CardCycle, InterestMethod};
use crate::engine::{
    Accrual, Base, Cap, CapScope, ChargeKind, Compounding, Contract, DayCount, DaysInMonth, DaysInYear, EffectiveTime,
    GraceKind, Inclusion, InstalmentTerms, InterestKind, LateCharge, Method, Money, PeriodUnit, Rate, RatePeriod,
    Rounding,
};
use crate::present::sentence::{Piece, Sentence, fill, plain};
use crate::present::words::debt as words;
use crate::present::{Lang, Shown, StatedBy, format, terms};

/// The sentences about a debt.
#[must_use]
pub fn conventions(inputs: &Inputs, lang: Lang) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    match &inputs.contract {
        Contract::Instalment(terms) => instalment(terms, lang, &mut sentences),
        Contract::Single(terms) => {
            sentences.push(fill(
                words::single_parts(lang),
                &[("amount", stated(terms.principal)), ("date", format::date(terms.due, lang).into())],
            ));
            if terms.rate.value.is_zero() {
                sentences.push(plain(words::no_interest(lang)));
            } else {
                sentences.push(plain(words::interest_rate(lang, &rate(terms.rate, lang))));
                sentences.push(plain(accrual(terms.accrual, lang)));
            }
        }
        Contract::Revolving(card) => {
            sentences.push(fill(
                words::card_parts(lang),
                &[
                    ("balance", stated(card.balance)),
                    ("minimum", stated(card.minimum)),
                    ("date", format::date(card.due, lang).into()),
                ],
            ));
            match &card.cycle {
                None => sentences.push(plain(words::card_scope(lang))),
                Some(cycle) => {
                    cycles(cycle, lang, &mut sentences);
                    return sentences;
                }
            }
        }
    }
    if inputs.contract.lateness().charges.is_empty() {
        sentences.push(plain(words::late_none(lang)));
    }
    for charge in &inputs.contract.lateness().charges {
        sentences.push(late(charge, lang));
        sentences.extend(bounds(charge, lang));
    }
    sentences.push(plain(order(inputs, lang)));
    sentences
}

/// The rules of a card's cycles.
fn cycles(cycle: &CardCycle, lang: Lang, sentences: &mut Vec<Sentence>) {
    let mut say = |text: String| sentences.push(plain(text));
    say(words::conventions_card_day(lang, &cycle.statement_day.to_string()));
    say(match cycle.method {
        InterestMethod::FullBalance => words::conventions_card_full(lang),
        InterestMethod::UnpaidPart => words::conventions_card_unpaid(lang),
    }
    .to_owned());
    say(match cycle.billed {
        BilledInterest::Compounds => words::conventions_card_compounds(lang),
        BilledInterest::Simple => words::conventions_card_simple(lang),
    }
    .to_owned());
    say(words::conventions_card_fees(lang).to_owned());
    let whole = cycle.minimum.interest && cycle.minimum.overdue;
    let parts = if whole { words::conventions_card_minimum_parts } else { words::conventions_card_minimum_plain_parts };
    let share = format::percent(cycle.minimum.share);
    sentences.push(fill(parts(lang), &[("share", share.into()), ("floor", stated(cycle.minimum.floor))]));
    if let Some(tolerance) = cycle.tolerance {
        let days = format::days(i64::from(tolerance.days), lang);
        let parts = words::conventions_card_tolerance_parts(lang);
        sentences.push(fill(parts, &[("days", days.into()), ("amount", stated(tolerance.shortfall))]));
    }
    sentences.push(plain(match cycle.late_fee {
        Some(fee) => words::conventions_card_fee(lang, &format::percent(fee.share)),
        None => words::conventions_card_no_fee(lang).to_owned(),
    }));
}

pub(super) fn stated(amount: Money) -> Piece {
    Shown::stated(amount, StatedBy::You).into()
}

fn instalment(contract: &InstalmentTerms, lang: Lang, sentences: &mut Vec<Sentence>) {
    let every = contract.frequency.every.to_string();
    let period = match (contract.frequency.unit, contract.frequency.every) {
        (PeriodUnit::Months, 1) => words::monthly(lang).to_owned(),
        (PeriodUnit::Weeks, 1) => words::weekly(lang).to_owned(),
        (PeriodUnit::Months, _) => words::every_months(lang, &every),
        (PeriodUnit::Weeks, _) => words::every_weeks(lang, &every),
        (PeriodUnit::Days, _) => words::every_days(lang, &every),
        (PeriodUnit::Years, _) => words::every_years(lang, &every),
    };
    let amount = stated(contract.principal);
    let count = contract.count.to_string();
    sentences
        .push(fill(words::loan_parts(lang), &[("amount", amount), ("count", count.into()), ("period", period.into())]));
    if contract.stated.is_some() {
        sentences.push(plain(words::stated_schedule(lang)));
        return;
    }
    sentences.push(plain(match contract.method {
        Method::EqualInstalment => words::equal_instalment(lang),
        Method::EqualPrincipal => words::equal_principal(lang),
        Method::InterestFirst => words::interest_first(lang),
        Method::Bullet => words::bullet(lang),
    }));
    sentences.extend(super::shape::sentences(contract, lang));
    if contract.rate.value.is_zero() {
        sentences.push(plain(words::no_interest(lang)));
        return;
    }
    sentences.push(plain(words::interest_rate(lang, &rate(contract.rate, lang))));
    sentences.push(plain(match contract.interest {
        InterestKind::Declining => words::interest_declining(lang),
        InterestKind::Flat | InterestKind::FlatTotal => words::interest_flat(lang),
    }));
    sentences.push(plain(accrual(contract.accrual, lang)));
    sentences.push(plain(rounding(contract.rounding, lang)));
}

/// A rate with its period.
pub fn rate(rate: Rate, lang: Lang) -> String {
    let percent = format::percent(rate.value);
    match rate.per {
        RatePeriod::Day => words::rate_day(lang, &percent),
        RatePeriod::Month => words::rate_month(lang, &percent),
        RatePeriod::Year => words::rate_year(lang, &percent),
    }
}

/// How interest of a period is counted.
#[must_use]
pub fn accrual(accrual: Accrual, lang: Lang) -> String {
    match accrual {
        Accrual::PerPeriod => words::accrual_period(lang).to_owned(),
        Accrual::DayCount(basis) => words::accrual_basis(lang, basis_name(basis)),
        Accrual::Effective(EffectiveTime::Periods) => words::accrual_effective(lang).to_owned(),
        Accrual::Effective(EffectiveTime::Days(year)) => {
            words::accrual_effective_days(lang, &format::days(i64::from(year), lang))
        }
        Accrual::MonthBefore => words::accrual_month_before(lang).to_owned(),
        Accrual::Daily { month, year, .. } => {
            let month = match month {
                DaysInMonth::Actual => words::days_actual(lang).to_owned(),
                DaysInMonth::Thirty => format::days(30, lang),
            };
            let year = match year {
                DaysInYear::Actual => words::days_actual(lang).to_owned(),
                DaysInYear::D360 => format::days(360, lang),
                DaysInYear::D364 => format::days(364, lang),
                DaysInYear::D365 => format::days(365, lang),
            };
            words::accrual_daily(lang, &month, &year)
        }
    }
}

/// The name of a day count as the field writes it.
const fn basis_name(basis: DayCount) -> &'static str {
    match basis {
        DayCount::Act365Fixed => "ACT/365F",
        DayCount::Act360 => "ACT/360",
        DayCount::Act365Leap => "ACT/365L",
        DayCount::ActActIsda => "ACT/ACT ISDA",
        DayCount::ActActAfb => "ACT/ACT AFB",
        DayCount::ThirtyE360 => "30E/360",
        DayCount::ThirtyE360Isda => "30E/360 ISDA",
        DayCount::Thirty360Us => "30/360 US",
        DayCount::EuAnnexI => "2008/48/EC",
        DayCount::RegZ => "Regulation Z",
        DayCount::UkConc => "CONC App 1",
    }
}

/// How amounts become minor units.
#[must_use]
pub const fn rounding(rounding: Rounding, lang: Lang) -> &'static str {
    match rounding {
        Rounding::HalfUp => words::round_half_up(lang),
        Rounding::HalfEven => words::round_half_even(lang),
        Rounding::HalfDown => words::round_half_down(lang),
        Rounding::Up => words::round_up(lang),
        Rounding::Down => words::round_down(lang),
    }
}

/// What a late charge is counted on.
#[must_use]
pub const fn base(base: Base, lang: Lang) -> &'static str {
    match base {
        Base::OverduePrincipal => words::base_principal(lang),
        Base::OverdueInstalment => words::base_instalment(lang),
        Base::OverdueTotal => words::base_total(lang),
        Base::OutstandingPrincipal => words::base_outstanding(lang),
        Base::OutstandingAndInterest => words::base_outstanding_interest(lang),
        Base::StatementBalance => words::base_statement(lang),
    }
}

/// One late charge.
fn late(charge: &LateCharge, lang: Lang) -> Sentence {
    let (base, component) = (base(charge.base, lang), terms::component(charge.component, lang));
    match &charge.kind {
        ChargeKind::Flat { amount } => {
            fill(words::late_flat_parts(lang), &[("amount", stated(*amount)), ("component", component.into())])
        }
        ChargeKind::PerPeriod { amount, every_days } => fill(
            words::late_per_period_parts(lang),
            &[
                ("days", format::days(i64::from(*every_days), lang).into()),
                ("amount", stated(*amount)),
                ("component", component.into()),
            ],
        ),
        ChargeKind::Percent { share, .. } => {
            plain(words::late_percent(lang, base, &format::percent(*share), component))
        }
        ChargeKind::Tiered { tiers } => {
            let mut sentence = plain(words::late_tiered(lang, base, component));
            for tier in tiers {
                let given = [("from", stated(tier.from)), ("amount", stated(tier.amount))];
                sentence.extend(fill(words::late_tier_parts(lang), &given));
            }
            sentence
        }
        ChargeKind::Growing { share, growth, every_days } => plain(words::late_growing(
            lang,
            base,
            &format::percent(*share),
            &format::days(i64::from(*every_days), lang),
            &format::percent(*growth),
            component,
        )),
        ChargeKind::Daily { rate: daily, compounding, .. } => {
            plain(words::late_daily(lang, base, &rate(*daily, lang), compound(*compounding, lang), component))
        }
        ChargeKind::Uplift { share, compounding, .. } => {
            let share = format::percent(*share);
            plain(words::late_uplift(lang, base, &share, compound(*compounding, lang), component))
        }
    }
}

const fn compound(compounding: Compounding, lang: Lang) -> &'static str {
    match compounding {
        Compounding::Simple => words::simple(lang),
        Compounding::Daily | Compounding::Effective => words::compound(lang),
    }
}

/// The grace, the counted days and the bounds of a late charge.
fn bounds(charge: &LateCharge, lang: Lang) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    if charge.grace.days > 0 {
        let days = format::days(i64::from(charge.grace.days), lang);
        sentences.push(plain(match charge.grace.kind {
            GraceKind::Forgiven => words::grace_forgiven(lang, &days),
            GraceKind::BackDated => words::grace_back_dated(lang, &days),
        }));
    }
    if matches!(charge.kind, ChargeKind::Daily { .. } | ChargeKind::Uplift { .. }) {
        sentences.push(plain(match charge.inclusion {
            Inclusion::Last => words::inclusion_last(lang),
            Inclusion::First => words::inclusion_first(lang),
            Inclusion::Both => words::inclusion_both(lang),
            Inclusion::Neither => words::inclusion_neither(lang),
        }));
    }
    if let ChargeKind::Percent { floor, ceiling, .. } = &charge.kind {
        sentences.extend(floor.map(|least| fill(words::floor_parts(lang), &[("amount", stated(least))])));
        sentences.extend(ceiling.map(|most| fill(words::ceiling_parts(lang), &[("amount", stated(most))])));
    }
    sentences.extend(charge.caps.iter().map(|bound| cap(bound, lang)));
    sentences
}

fn cap(cap: &Cap, lang: Lang) -> Sentence {
    let of = |scope: &CapScope| match scope {
        CapScope::ThisCharge => words::scope_this(lang),
        CapScope::AllCharges => words::scope_all(lang),
    };
    match cap {
        Cap::PerDay { amount } => fill(words::cap_per_day_parts(lang), &[("amount", stated(*amount))]),
        Cap::Total { amount, scope } => {
            fill(words::cap_total_parts(lang), &[("scope", of(scope).into()), ("amount", stated(*amount))])
        }
        Cap::ShareOfPrincipal { share, scope } => plain(words::cap_share(lang, of(scope), &format::percent(*share))),
    }
}

/// Where a payment goes first, from the order of the first stage.
fn order(inputs: &Inputs, lang: Lang) -> String {
    let stage = inputs.contract.waterfall().stages.first();
    let names: Vec<&str> = stage
        .map(|stage| stage.components.iter().map(|part| terms::component(*part, lang)).collect())
        .unwrap_or_default();
    if names.is_empty() {
        return words::order_oldest(lang).to_owned();
    }
    words::order(lang, &names.join(words::then(lang)))
}
