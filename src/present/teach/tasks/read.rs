//! Level 1: read a bill. What is due, by when, how late.

use chrono::{Datelike, NaiveDate};

use super::super::super::words::{common, teach_tasks as words};
use super::super::draw::Draw;
use super::super::task::Answer;
use super::super::value::{Fact, Formula, Says, Step, Value};
use super::{Drawn, Made, amount, day, day_steps, lender, yearly};
use crate::engine::date::{days_between, shift};
use crate::engine::{Component, Components, Contract, Currency, Frequency, InstalmentTerms, replay, schedule};

/// A bill of four parts.
pub(super) fn bill_sum(draw: &mut Draw) -> Drawn {
    let mut bill = Components::zero(Currency::CNY);
    let name = lender(draw);
    let number = draw.between(2, 11, 1);
    bill.principal = amount(draw, 30_000, 180_000, 1)?;
    bill.interest = amount(draw, 1_000, 15_000, 1)?;
    bill.penalty = amount(draw, 50, 4_000, 1)?;
    bill.fee = amount(draw, 500, 3_000, 50)?;
    let total = bill.total()?;
    let mut facts = vec![name, Fact::new(words::instalment_number, Value::Number(number))];
    facts.extend([
        Fact::new(common::principal, bill.principal),
        Fact::new(common::interest, bill.interest),
        Fact::new(common::penalty, bill.penalty),
        Fact::new(common::fee, bill.fee),
    ]);
    let parts = Component::ALL.map(|component| bill.get(component));
    Ok(Some(Made {
        facts,
        ask: Says::plain(words::ask_bill_sum),
        choices: Vec::new(),
        answer: Answer::Amount(total),
        steps: vec![Step::new(words::step_add_parts, Formula::sum(parts), total)],
    }))
}

/// A plan of three instalments, and what it asks for up to a day.
pub(super) fn due_by(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let principal = amount(draw, 120_000, 900_000, 10_000)?;
    let rate = yearly(draw, 60, 240, 6);
    let terms = InstalmentTerms::monthly(principal, rate, 3, day(draw)?);
    let rows = schedule(&terms)?;
    let due = usize::try_from(draw.between(1, 2, 1)).unwrap_or(1);
    let wait = draw.between(0, 9, 1);
    let Some(last) = due.checked_sub(1).and_then(|place| rows.get(place)) else { return Ok(None) };
    let on = shift(last.due, wait)?;
    let account = replay(&Contract::Instalment(Box::new(terms)), None, &[], on)?;
    let total = account.due_now.total()?;
    let row = |number: u16, due: NaiveDate| vec![("number", Value::Number(number.into())), ("date", due.into())];
    let mut facts = vec![name];
    for each in &rows {
        let label = Says::with(words::row_due_parts, row(each.number, each.due));
        facts.push(Fact { label, value: each.total.into() });
    }
    let mut steps = Vec::new();
    for each in &rows {
        let parts = if each.due <= on { words::step_row_counts_parts } else { words::step_row_waits_parts };
        steps.push(Step::saying(Says::with(parts, row(each.number, each.due)), Formula::default(), each.total));
    }
    let counted = rows.iter().filter(|each| each.due <= on).map(|each| each.total);
    steps.push(Step::new(words::step_sum_due, Formula::sum(counted), total));
    Ok(Some(Made {
        facts,
        ask: Says::with(words::ask_due_by_parts, vec![("date", on.into())]),
        choices: Vec::new(),
        answer: Answer::Amount(total),
        steps,
    }))
}

/// From the due date to the payment.
pub(super) fn days_late(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let due = day(draw)?;
    let paid = shift(due, draw.between(4, 70, 1))?;
    Ok(Some(Made {
        facts: vec![
            name,
            Fact::new(words::due_date, due),
            Fact::new(words::paid_date, paid),
            Fact::new(words::end_days, Says::plain(words::days_last)),
        ],
        ask: Says::plain(words::ask_days_late),
        choices: Vec::new(),
        answer: Answer::Days(days_between(due, paid)),
        steps: day_steps(due, paid)?,
    }))
}

/// A due date some months on, of a day that not every month has.
pub(super) fn due_date(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let day_of_month = draw.pick(31_u32, &[30, 29, 31]);
    let months = u32::try_from(draw.between(0, 23, 1)).unwrap_or(0);
    let number = draw.between(2, 12, 1);
    let Some(start) = NaiveDate::from_ymd_opt(2026, 1, day_of_month) else { return Ok(None) };
    let first = Frequency::MONTHLY.after(start, months)?;
    if first.day() != day_of_month {
        return Ok(None);
    }
    let later = number.saturating_sub(1);
    let due = Frequency::MONTHLY.after(first, u32::try_from(later).unwrap_or(0))?;
    let which = Value::Number(number);
    let last = if due.day() == day_of_month {
        Says::plain(words::step_same_day)
    } else {
        Says::with(words::step_last_day_parts, vec![("day", Value::Number(day_of_month.into()))])
    };
    Ok(Some(Made {
        facts: vec![
            name,
            Fact::new(words::first_due, first),
            Fact::new(words::due_rule, Says::plain(words::due_rule_monthly)),
        ],
        ask: Says::with(words::ask_due_date_parts, vec![("number", which.clone())]),
        choices: Vec::new(),
        answer: Answer::Date(due),
        steps: vec![
            Step::saying(
                Says::with(words::step_months_on_parts, vec![("number", which.clone())]),
                Formula::of(which).less(Value::Number(1)),
                Value::Months(later),
            ),
            Step::saying(last, Formula::default(), due),
        ],
    }))
}
