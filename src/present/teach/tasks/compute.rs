//! Level 2: compute one figure. Late charges, penalty interest, interest of a first instalment, days.

use rust_decimal::Decimal;

use super::super::super::words::teach_tasks as words;
use super::super::draw::Draw;
use super::super::task::Answer;
use super::super::value::{Fact, Formula, Phrase, Says, Step, Value};
use super::{Drawn, Made, amount, charged, daily, daily_steps, day, day_steps, lender, rounded_once, yearly};
use crate::engine::date::{days_between, shift};
use crate::engine::number::{add, div, mul};
use crate::engine::{
    Base, ChargeKind, Compounding, Grace, GraceKind, Inclusion, InstalmentTerms, LateCharge, Rate, schedule,
};

/// What is late, at a daily rate.
pub(super) fn daily_charge(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let overdue = amount(draw, 30_000, 900_000, 1_000)?;
    let rate = daily(draw, 30, 100);
    let late = draw.between(3, 75, 1);
    let (added, days) = charged(overdue, Rate::ZERO, &LateCharge::daily(rate, Base::OverduePrincipal), late)?;
    Ok(Some(Made {
        facts: vec![
            name,
            Fact::new(words::overdue_principal, overdue),
            Fact::new(words::late_rate, rate),
            Fact::new(words::days_late, Value::Days(late)),
            rounded_once(),
        ],
        ask: Says::plain(words::ask_daily_charge),
        choices: Vec::new(),
        answer: Answer::Amount(added),
        steps: daily_steps(overdue, rate, days, added)?,
    }))
}

/// The contract rate raised by a share.
pub(super) fn raised_rate(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let overdue = amount(draw, 30_000, 900_000, 1_000)?;
    let contract = yearly(draw, 72, 240, 6);
    let share = Decimal::new(draw.pick(50, &[50, 30]), 2);
    let year_days = draw.pick(365_u16, &[360]);
    let late = draw.between(5, 75, 1);
    let kind = ChargeKind::Uplift { share, year_days, compounding: Compounding::Simple };
    let charge = LateCharge { kind, ..LateCharge::daily(Rate::ZERO, Base::OverduePrincipal) };
    let (added, days) = charged(overdue, contract, &charge, late)?;
    let times = add(Decimal::ONE, share)?;
    let raised = mul(contract.value, times)?;
    let exact = div(mul(mul(overdue.exact(), raised)?, Decimal::from(days))?, Decimal::from(year_days))?;
    Ok(Some(Made {
        facts: vec![
            name,
            Fact::new(words::overdue_principal, overdue),
            Fact::new(words::contract_rate, contract),
            Fact::new(words::raised_by, Value::Percent(share)),
            Fact::new(words::year_days, Value::Days(year_days.into())),
            Fact::new(words::days_late, Value::Days(late)),
            rounded_once(),
        ],
        ask: Says::plain(words::ask_raised_rate),
        choices: Vec::new(),
        answer: Answer::Amount(added),
        steps: vec![
            Step::new(
                words::step_raise,
                Formula::of(Value::Percent(contract.value)).times(Value::Percent(times)),
                Value::Percent(raised),
            ),
            Step::new(
                words::step_interest_days,
                Formula::of(overdue)
                    .times(Value::Percent(raised))
                    .times(Value::Number(days))
                    .over(Value::Number(year_days.into())),
                Value::Exact(exact.round_dp(6)),
            ),
            Step::new(words::step_round, Formula::default(), added),
        ],
    }))
}

/// Days of grace that stay free, or are counted after all.
pub(super) fn grace(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let overdue = amount(draw, 30_000, 900_000, 1_000)?;
    let rate = daily(draw, 30, 100);
    let free = draw.between(2, 7, 1);
    let late = draw.between(free.saturating_add(1), 40, 1);
    let kind = draw.pick(GraceKind::Forgiven, &[GraceKind::BackDated]);
    let grace = Grace { days: u16::try_from(free).unwrap_or(0), kind };
    let charge = LateCharge { grace, ..LateCharge::daily(rate, Base::OverduePrincipal) };
    let (added, days) = charged(overdue, Rate::ZERO, &charge, late)?;
    let all = Formula::of(Value::Number(late));
    let (meaning, counting, formula): (Phrase, Phrase, Formula) = match kind {
        GraceKind::Forgiven => (words::grace_forgiven, words::step_grace_forgiven, all.less(Value::Number(free))),
        GraceKind::BackDated => (words::grace_back_dated, words::step_grace_back_dated, all),
    };
    let mut steps = vec![Step::new(counting, formula, Value::Days(days))];
    steps.extend(daily_steps(overdue, rate, days, added)?);
    Ok(Some(Made {
        facts: vec![
            name,
            Fact::new(words::overdue_principal, overdue),
            Fact::new(words::late_rate, rate),
            Fact::new(words::grace_days, Value::Days(free)),
            Fact::new(words::grace_meaning, Says::plain(meaning)),
            Fact::new(words::days_late, Value::Days(late)),
            rounded_once(),
        ],
        ask: Says::plain(words::ask_daily_charge),
        choices: Vec::new(),
        answer: Answer::Amount(added),
        steps,
    }))
}

/// The interest of the first month.
pub(super) fn first_interest(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let principal = amount(draw, 100_000, 5_000_000, 10_000)?;
    let rate = yearly(draw, 60, 240, 1);
    let count = draw.pick(6_u16, &[12, 24, 36]);
    let rows = schedule(&InstalmentTerms::monthly(principal, rate, count, day(draw)?))?;
    let Some(interest) = rows.first().map(|row| row.interest) else { return Ok(None) };
    let exact = div(mul(principal.exact(), rate.value)?, Decimal::from(12))?;
    Ok(Some(Made {
        facts: vec![
            name,
            Fact::new(words::lent, principal),
            Fact::new(words::yearly_rate, rate),
            Fact::new(words::count, Value::Months(count.into())),
            Fact::new(words::interest_rule, Says::plain(words::interest_rule_twelfth)),
            rounded_once(),
        ],
        ask: Says::plain(words::ask_first_interest),
        choices: Vec::new(),
        answer: Answer::Amount(interest),
        steps: vec![
            Step::new(
                words::step_twelfth,
                Formula::of(principal).times(Value::Percent(rate.value)).over(Value::Number(12)),
                Value::Exact(exact.round_dp(6)),
            ),
            Step::new(words::step_round, Formula::default(), interest),
        ],
    }))
}

/// Days between two dates, with or without the end days.
pub(super) fn count_days(draw: &mut Draw) -> Drawn {
    let start = day(draw)?;
    let end = shift(start, draw.between(12, 110, 1))?;
    let inclusion = draw.pick(Inclusion::Both, &[Inclusion::First, Inclusion::Neither]);
    let plain = days_between(start, end);
    let days = plain.saturating_add(inclusion.extra_days());
    let before = Formula::of(Value::Number(plain));
    let (rule, says, formula): (Phrase, Phrase, Formula) = match inclusion {
        Inclusion::Both => (words::days_both, words::step_end_both, before.plus(Value::Number(1))),
        Inclusion::Neither => (words::days_neither, words::step_end_neither, before.less(Value::Number(1))),
        Inclusion::First | Inclusion::Last => (words::days_first, words::step_end_one, before),
    };
    let mut steps = day_steps(start, end)?;
    steps.push(Step::new(says, formula, Value::Days(days)));
    Ok(Some(Made {
        facts: vec![
            Fact::new(words::from_date, start),
            Fact::new(words::to_date, end),
            Fact::new(words::end_days, Says::plain(rule)),
        ],
        ask: Says::plain(words::ask_count_days),
        choices: Vec::new(),
        answer: Answer::Days(days),
        steps,
    }))
}
