//! Level 4: find the convention that reproduces a figure. Four ways, four different cents, and the lender's figure is one
//! of them.

use chrono::NaiveDate;

use super::super::super::words::{common, teach_tasks as words};
use super::super::draw::Draw;
use super::super::task::{Answer, Kind};
use super::super::value::{Fact, Formula, Phrase, Says, Step, Value};
use super::{Drawn, Made, amount, charged, day, lender, yearly};
use crate::engine::date::{days_between, shift};
use crate::engine::{
    Accrual, Base, ChargeKind, Compounding, DayCount, DaysInMonth, DaysInYear, EngineError, Frequency, Inclusion,
    InstalmentTerms, LateCharge, LeapRule, Money, Rate, Rounding, schedule,
};

/// How a lender may count penalty interest.
#[derive(Clone, Copy)]
struct Convention {
    whole: bool,
    year_days: u16,
    inclusion: Inclusion,
    rounding: Rounding,
}

/// The usual way, from which the ways of a task differ in two things.
const USUAL: Convention =
    Convention { whole: false, year_days: 365, inclusion: Inclusion::Last, rounding: Rounding::HalfUp };

/// A thing in which ways differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    Year,
    Days,
    Base,
    Rounding,
}

impl Convention {
    /// With the other choice of one thing.
    const fn other(self, axis: Axis) -> Self {
        match axis {
            Axis::Year => Self { year_days: 360, ..self },
            Axis::Days => Self { inclusion: Inclusion::Both, ..self },
            Axis::Base => Self { whole: true, ..self },
            Axis::Rounding => Self { rounding: Rounding::Down, ..self },
        }
    }

    /// What it says of one thing.
    fn says(self, axis: Axis) -> Says {
        let words: Phrase = match axis {
            Axis::Year if self.year_days == 360 => words::year_360,
            Axis::Year => words::year_365,
            Axis::Days if self.inclusion == Inclusion::Both => words::days_both,
            Axis::Days => words::days_last,
            Axis::Base if self.whole => words::base_whole,
            Axis::Base => words::base_principal,
            Axis::Rounding if self.rounding == Rounding::Down => words::rounding_down,
            Axis::Rounding => words::rounding_once,
        };
        Says::plain(words)
    }

    fn charge(self, rate: Rate) -> LateCharge {
        let kind = ChargeKind::Daily { rate, year_days: self.year_days, compounding: Compounding::Simple };
        let base = if self.whole { Base::OverdueInstalment } else { Base::OverduePrincipal };
        let (inclusion, rounding) = (self.inclusion, self.rounding);
        LateCharge { kind, inclusion, rounding, ..LateCharge::daily(rate, base) }
    }
}

/// The name of a thing among the facts.
fn label(axis: Axis) -> Phrase {
    match axis {
        Axis::Year => words::year_days,
        Axis::Days => words::end_days,
        Axis::Base => words::base,
        Axis::Rounding => words::rounding,
    }
}

/// One of four ways: what it says, how it counts, what comes out.
struct Way {
    says: Value,
    formula: Formula,
    figure: Money,
}

/// Whether the figures all differ.
fn differ(ways: &[Way]) -> bool {
    ways.iter().enumerate().all(|(place, way)| ways.iter().take(place).all(|other| other.figure != way.figure))
}

/// Penalty interest, counted in one of four ways that differ in two things.
pub(super) fn convention(kind: Kind, draw: &mut Draw) -> Drawn {
    let (one, two) = match kind {
        Kind::FindYearAndBase => (Axis::Year, Axis::Base),
        Kind::FindDaysAndRounding => (Axis::Days, Axis::Rounding),
        _ => (Axis::Year, Axis::Days),
    };
    let name = lender(draw);
    let principal = amount(draw, 40_000, 400_000, 100)?;
    let interest = amount(draw, 1_500, 30_000, 1)?;
    let rate = yearly(draw, 120, 360, 6);
    let due = day(draw)?;
    let late = draw.between(8, 75, 1);
    let whole = principal.plus(interest)?;
    let conventions = [USUAL, USUAL.other(one), USUAL.other(two), USUAL.other(one).other(two)];
    let mut ways = Vec::with_capacity(conventions.len());
    for convention in conventions {
        let base = if convention.whole { whole } else { principal };
        let (figure, days) = charged(base, Rate::ZERO, &convention.charge(rate), late)?;
        let counted = Formula::of(base).times(Value::Percent(rate.value)).times(Value::Number(days));
        let formula = counted.over(Value::Number(convention.year_days.into()));
        let says = Value::List(vec![convention.says(one).into(), convention.says(two).into()]);
        ways.push(Way { says, formula, figure });
    }
    if !differ(&ways) {
        return Ok(None);
    }
    let mut facts = vec![name, Fact::new(words::overdue_principal, principal)];
    if one == Axis::Base || two == Axis::Base {
        facts.push(Fact::new(words::overdue_interest, interest));
    }
    facts.extend([
        Fact::new(words::penalty_rate, rate),
        Fact::new(words::due_date, due),
        Fact::new(words::paid_date, shift(due, late)?),
    ]);
    // What is not asked about is told.
    for axis in [Axis::Base, Axis::Year, Axis::Days, Axis::Rounding] {
        if axis != one && axis != two {
            facts.push(Fact::new(label(axis), USUAL.says(axis)));
        }
    }
    Ok(asked(draw, facts, ways, words::lender_penalty, words::ask_find))
}

/// The interest of a month, counted in one of four ways.
pub(super) fn interest(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let principal = amount(draw, 200_000, 5_000_000, 10_000)?;
    let rate = yearly(draw, 60, 240, 3);
    let start = day(draw)?;
    let due = Frequency::MONTHLY.after(start, 1)?;
    let days = days_between(start, due);
    let thirty = Accrual::Daily { month: DaysInMonth::Thirty, year: DaysInYear::D365, leap: LeapRule::Fixed365 };
    let yearly = || Formula::of(principal).times(Value::Percent(rate.value));
    let by_days = |days: i64, year: i64| yearly().times(Value::Number(days)).over(Value::Number(year));
    let all: [(Phrase, Accrual, Formula); 4] = [
        (words::month_twelfth, Accrual::PerPeriod, yearly().over(Value::Number(12))),
        (words::month_actual_365, Accrual::DayCount(DayCount::Act365Fixed), by_days(days, 365)),
        (words::month_actual_360, Accrual::DayCount(DayCount::Act360), by_days(days, 360)),
        (words::month_thirty_365, thirty, by_days(30, 365)),
    ];
    let mut ways = Vec::with_capacity(all.len());
    for (says, accrual, formula) in all {
        let figure = first_interest(principal, rate, start, accrual)?;
        ways.push(Way { says: Says::plain(says).into(), formula, figure });
    }
    if !differ(&ways) {
        return Ok(None);
    }
    let facts = vec![
        name,
        Fact::new(common::principal, principal),
        Fact::new(words::yearly_rate, rate),
        Fact::new(words::from_date, start),
        Fact::new(words::to_date, due),
        Fact::new(words::rounding, Says::plain(words::rounding_once)),
    ];
    Ok(asked(draw, facts, ways, words::lender_interest, words::ask_find))
}

fn first_interest(principal: Money, rate: Rate, start: NaiveDate, accrual: Accrual) -> Result<Money, EngineError> {
    let terms = InstalmentTerms { accrual, ..InstalmentTerms::monthly(principal, rate, 1, start) };
    schedule(&terms)?.first().map(|row| row.interest).ok_or(EngineError::NoSuchFigure)
}

/// The four ways in a drawn order, one of them the lender's.
fn asked(draw: &mut Draw, mut facts: Vec<Fact>, mut ways: Vec<Way>, figure: Phrase, ask: Phrase) -> Option<Made> {
    draw.shuffle(&mut ways);
    let place = usize::try_from(draw.below(4)).unwrap_or(0);
    let theirs = ways.get(place)?.figure;
    facts.push(Fact::new(figure, theirs));
    let mut steps = Vec::with_capacity(ways.len().saturating_add(1));
    for (letter, way) in ways.iter().enumerate() {
        let given = vec![("letter", Value::Letter(letter)), ("way", way.says.clone())];
        steps.push(Step::saying(Says::with(words::step_try_parts, given), way.formula.clone(), way.figure));
    }
    let found = Says::with(words::step_found_parts, vec![("amount", theirs.into())]);
    steps.push(Step::saying(found, Formula::default(), Value::Letter(place)));
    Some(Made {
        facts,
        ask: Says::plain(ask),
        choices: ways.into_iter().map(|way| way.says).collect(),
        answer: Answer::Choice(place),
        steps,
    })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::engine::{Components, Contract, Currency, Lateness, StatedRow, replay};

    fn yuan(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
    }

    /// What the replay of a loan with one stated instalment says of a way.
    fn replayed(convention: Convention, parts: Components, rate: Rate, late: i64) -> Option<Money> {
        let due = NaiveDate::from_ymd_opt(2026, 3, 15)?;
        let terms = InstalmentTerms {
            stated: Some(vec![StatedRow { due, amounts: parts }]),
            lateness: Lateness { charges: vec![convention.charge(rate)] },
            ..InstalmentTerms::monthly(parts.principal, Rate::ZERO, 1, shift(due, -30).ok()?)
        };
        let account = replay(&Contract::Instalment(Box::new(terms)), None, &[], shift(due, late).ok()?).ok()?;
        Some(account.due_now.penalty)
    }

    #[test]
    fn every_way_counts_as_the_replay_of_the_instalment_does() {
        let mut parts = Components::zero(Currency::CNY);
        (parts.principal, parts.interest) = (yuan(91_237), yuan(9_811));
        let rate = Rate { value: Decimal::new(27, 2), per: crate::engine::RatePeriod::Year };
        let axes = [Axis::Year, Axis::Days, Axis::Base, Axis::Rounding];
        for one in axes {
            for two in axes {
                let way = USUAL.other(one).other(two);
                let base = if way.whole { yuan(101_048) } else { parts.principal };
                let counted = charged(base, Rate::ZERO, &way.charge(rate), 37).ok().map(|(figure, _)| figure);
                assert!(counted.is_some_and(Money::is_positive));
                assert_eq!(counted, replayed(way, parts, rate, 37));
            }
        }
    }

    #[test]
    fn the_four_ways_of_a_month_are_what_their_names_say() {
        // 10,000 at 18 % from 15 January to 15 February, 31 days: by hand.
        let rate = Rate { value: Decimal::new(18, 2), per: crate::engine::RatePeriod::Year };
        let start = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap_or_default();
        let thirty = Accrual::Daily { month: DaysInMonth::Thirty, year: DaysInYear::D365, leap: LeapRule::Fixed365 };
        let of = |accrual| first_interest(yuan(1_000_000), rate, start, accrual).map(Money::minor);
        assert_eq!(of(Accrual::PerPeriod), Ok(15_000));
        assert_eq!(of(Accrual::DayCount(DayCount::Act365Fixed)), Ok(15_288));
        assert_eq!(of(Accrual::DayCount(DayCount::Act360)), Ok(15_500));
        assert_eq!(of(thirty), Ok(14_795));
    }
}
