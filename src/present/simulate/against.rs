//! Two rules of lateness on the same debt: what each costs on a day, and which costs more by how much.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::case::{DebtInputs, Scenario};
use crate::engine::date::shift;
use crate::engine::{EngineError, Figure};
use crate::present::figure::{Shown, SumLabel};

use super::view::charged_late;

/// The days late that are compared beside the chosen one.
pub const COMPARED_DAYS: [i64; 4] = [7, 30, 60, 90];

/// Which of the two rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one in the sentence.
    First,
    /// The one to compare with.
    Second,
}

/// Both rules on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Versus {
    /// Days late.
    pub days: i64,
    /// What lateness costs by the first rule.
    pub first: Shown,
    /// What it costs by the second.
    pub second: Shown,
    /// Which rule costs more, and how much; none when both cost the same.
    pub gap: Option<(Side, Shown)>,
}

/// Two rules compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Against {
    /// The chosen day.
    pub chosen: Versus,
    /// A few days in order, the chosen one among them.
    pub rows: Vec<Versus>,
}

impl Against {
    /// The comparison of two scenarios that differ in their rules only. A payment that is tried out is left aside.
    ///
    /// # Errors
    /// What the engine refuses on the chosen day; another day that it refuses is left out.
    pub fn of(first: &Scenario, second: &Scenario) -> Result<Self, EngineError> {
        let inputs = (Arc::new(first.inputs()), Arc::new(second.inputs()));
        let on = |days: i64| versus((&inputs.0, &inputs.1), first.due, days);
        let chosen = on(i64::from(first.days))?;
        let others = COMPARED_DAYS.into_iter().filter(|days| *days != chosen.days);
        let mut rows: Vec<Versus> = others.filter_map(|days| on(days).ok()).collect();
        rows.push(chosen.clone());
        rows.sort_by_key(|row| row.days);
        Ok(Self { chosen, rows })
    }
}

fn versus(inputs: (&Arc<DebtInputs>, &Arc<DebtInputs>), due: NaiveDate, days: i64) -> Result<Versus, EngineError> {
    let end = shift(due, days)?;
    let cost = |inputs: &Arc<DebtInputs>| {
        Ok(Shown::account(charged_late(&inputs.replay(end)?)?, inputs, end, Figure::LateTotal))
    };
    let (first, second) = (cost(inputs.0)?, cost(inputs.1)?);
    let one = (SumLabel::FirstRule, first.clone());
    let other = (SumLabel::SecondRule, second.clone());
    let gap = match first.money.minor().cmp(&second.money.minor()) {
        core::cmp::Ordering::Equal => None,
        core::cmp::Ordering::Greater => Some((Side::First, Shown::difference(one, other)?)),
        core::cmp::Ordering::Less => Some((Side::Second, Shown::difference(other, one)?)),
    };
    Ok(Versus { days, first, second, gap })
}
