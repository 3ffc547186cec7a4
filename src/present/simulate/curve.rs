//! How the debt grows over the days that are looked at: it does not move with the chosen day.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::case::{DebtInputs, Scenario};
use crate::engine::date::{days_between, shift};
use crate::engine::growth::{Milestone, Point, growth, growth_and_milestones};
use crate::engine::{Component, EngineError, Figure, Money};
use crate::present::figure::{Shown, Source};

use super::view::charged_late;

/// The spans of days that are offered: a quarter, a year, three years, ten.
pub const HORIZONS: [i64; 4] = [90, 365, 1_095, 3_650];

/// The sample between the days on which the shape changes.
const CHART_POINTS: usize = 40;
const TABLE_POINTS: usize = 18;

/// The most rows of the table.
const MOST_ROWS: usize = 40;

/// The span that holds a day and is at least the one that was chosen.
#[must_use]
pub fn horizon_for(days: i64, chosen: i64) -> i64 {
    let least = days.max(chosen);
    HORIZONS.into_iter().find(|span| *span >= least).unwrap_or(3_650)
}

/// The growth of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it is computed from.
    pub inputs: Arc<DebtInputs>,
    /// The due date: day zero.
    pub due: NaiveDate,
    /// The points, with those where the shape changes.
    pub points: Vec<Point>,
    /// The same with the payment that is tried out.
    pub tried: Option<Vec<TriedPoint>>,
    /// The days on which something changes.
    pub milestones: Vec<Milestone>,
}

/// A day of the curve when a payment is made: lateness counts although part of it is already paid.
#[derive(Debug, Clone, PartialEq)]
pub struct TriedPoint {
    /// Days late.
    pub days: i64,
    /// What lateness has added so far, paid or not.
    pub extra: Money,
    /// What has to be paid on that day.
    pub total: Money,
}

/// A row of the table beside the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// Days late.
    pub days: i64,
    /// The date.
    pub date: NaiveDate,
    /// What lateness added since the due date.
    pub extra: Shown,
    /// What has to be paid, by component, where more than one grows.
    pub parts: Vec<Shown>,
    /// What has to be paid in all.
    pub total: Shown,
}

impl Curve {
    /// The growth over `horizon` days from the due date.
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn of(scenario: &Scenario, horizon: i64) -> Result<Self, EngineError> {
        let inputs = Arc::new(scenario.inputs());
        let (due, end) = (scenario.due, shift(scenario.due, horizon)?);
        let debt = (&inputs.contract, inputs.opening.as_ref(), &inputs.events);
        let (points, milestones) = growth_and_milestones(debt.0, debt.1, debt.2, (due, end), CHART_POINTS)?;
        let tried = tried(scenario, &points)?;
        Ok(Self { inputs, due, points, tried, milestones })
    }

    /// The components that grow, in the order of the stack.
    #[must_use]
    pub fn growing(&self) -> Vec<Component> {
        let last = self.points.last();
        Component::ALL
            .into_iter()
            .filter(|component| *component != Component::Principal)
            .filter(|component| last.is_some_and(|point| point.parts.get(*component).is_positive()))
            .collect()
    }

    /// The rows of the table: every day on which the shape changes, and a sample between.
    ///
    /// # Errors
    /// What the engine refuses.
    pub fn rows(&self) -> Result<Vec<TableRow>, EngineError> {
        let end = self.points.last().map_or(self.due, |point| point.date);
        let growing = self.growing();
        let points = grown(&self.inputs, self.due, end, TABLE_POINTS)?;
        let start = points.first().map_or(Ok(Money::zero(self.inputs.contract.currency())), |point| Ok(point.total))?;
        points
            .iter()
            .take(MOST_ROWS)
            .map(|point| {
                let parts = if growing.len() > 1 { growing.as_slice() } else { &[] };
                let part = |component: &Component| {
                    let money = point.parts.get(*component);
                    Shown::account(money, &self.inputs, point.date, Figure::DueNowPart(*component))
                };
                let source = Source::Growth { inputs: Arc::clone(&self.inputs), from: self.due, to: point.date };
                Ok(TableRow {
                    days: point.days,
                    date: point.date,
                    extra: Shown { money: point.total.minus(start)?, source },
                    parts: parts.iter().map(part).collect(),
                    total: Shown::account(point.total, &self.inputs, point.date, Figure::DueNow),
                })
            })
            .collect()
    }

    /// The day of the point next to `day`: the one after it, or before it.
    #[must_use]
    pub fn neighbour(&self, day: i64, forward: bool) -> i64 {
        let days = || self.points.iter().map(|point| point.days);
        let found = if forward { days().find(|other| *other > day) } else { days().rev().find(|other| *other < day) };
        found.unwrap_or(day)
    }

    /// What the payment that is tried out makes of each day: what lateness adds, or all that has to be paid.
    #[must_use]
    pub fn tried_heights(&self, extra: bool) -> Option<Vec<(i64, Money)>> {
        let tried = self.tried.as_ref()?;
        Some(tried.iter().map(|point| (point.days, if extra { point.extra } else { point.total })).collect())
    }

    /// What lateness adds by each day, or all that has to be paid: this curve as one line.
    #[must_use]
    pub fn heights(&self, extra: bool) -> Vec<(i64, Money)> {
        let height = |point: &Point| {
            let added = point.total.minus(point.parts.principal).unwrap_or(point.total);
            (point.days, if extra { added } else { point.total })
        };
        self.points.iter().map(height).collect()
    }

    /// Days from the due date to a date.
    #[must_use]
    pub fn day_of(&self, date: NaiveDate) -> i64 {
        days_between(self.due, date)
    }
}

/// The same days, and the day of the payment and the one before it, with the payment.
fn tried(scenario: &Scenario, points: &[Point]) -> Result<Option<Vec<TriedPoint>>, EngineError> {
    let Some(what_if) = scenario.what_if else { return Ok(None) };
    let inputs = scenario.inputs_with_payment()?;
    let last = points.last().map_or(0, |point| point.days);
    let paid_on = i64::from(what_if.day);
    let mut days: Vec<i64> = points.iter().map(|point| point.days).collect();
    days.extend([paid_on.saturating_sub(1), paid_on].into_iter().filter(|day| (0..=last).contains(day)));
    days.sort_unstable();
    days.dedup();
    let point = |days: i64| {
        let account = inputs.replay(shift(scenario.due, days)?)?;
        Ok(TriedPoint { days, extra: charged_late(&account)?, total: account.due_now.total()? })
    };
    days.into_iter().map(point).collect::<Result<Vec<_>, _>>().map(Some)
}

fn grown(inputs: &DebtInputs, from: NaiveDate, to: NaiveDate, points: usize) -> Result<Vec<Point>, EngineError> {
    growth(&inputs.contract, inputs.opening.as_ref(), &inputs.events, from, to, points)
}
