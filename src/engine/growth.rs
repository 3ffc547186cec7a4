//! How a debt grows from day to day if nothing more is paid than was entered.
//!
//! Points are computed at every date on which the shape of the curve can change and at an even sample between. The debt
//! is folded once; between two events its charges have a closed form. A point on the curve and the figure of that day on
//! another screen are the same figure.

use chrono::NaiveDate;

use super::account::ClaimRef;
use super::allocation::Components;
use super::contract::{Contract, Opening};
use super::date::{check, days_between, number, of_number, shift};
use super::error::EngineError;
use super::event::Event;
use super::late::{Cap, LateCharge};
use super::limits::MAX_DAYS;
use super::money::Money;
use super::order;
use super::replay::course::Course;

/// A debt on one day of the curve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The day.
    pub date: NaiveDate,
    /// Days since the start of the curve.
    pub days: i64,
    /// What is asked for on that day.
    pub parts: Components,
    /// The sum of it.
    pub total: Money,
    /// What would end the debt on that day.
    pub payoff: Components,
}

/// Something that changes on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MilestoneKind {
    /// The last day of grace of a charge, by its place in the contract's list.
    GraceEnds(usize),
    /// The first day that a charge costs something.
    ChargeStarts(usize),
    /// A charge has reached its cap.
    CapReached(usize),
    /// A claim falls due.
    FallsDue(ClaimRef),
}

/// A date to know about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestone {
    /// The day.
    pub date: NaiveDate,
    /// What happens.
    pub kind: MilestoneKind,
}

/// The curve from `from` to `to`, at most about `most_points` sampled points beside those where its shape changes.
///
/// # Errors
/// As [`replay()`](super::replay()); a span longer than a hundred years.
pub fn growth(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    from: NaiveDate,
    to: NaiveDate,
    most_points: usize,
) -> Result<Vec<Point>, EngineError> {
    growth_and_milestones(contract, opening, events, (from, to), most_points).map(|(points, _)| points)
}

/// [`growth()`] and [`milestones()`] of the same span: the debt is folded once for both.
///
/// # Errors
/// As [`growth()`].
pub fn growth_and_milestones(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    (from, to): (NaiveDate, NaiveDate),
    most_points: usize,
) -> Result<(Vec<Point>, Vec<Milestone>), EngineError> {
    let days = span(from, to)?;
    let course = Course::of(contract, opening, events, to)?;
    let milestones = milestones_of(contract, &course, (from, to))?;
    let (first, last) = (number(from), number(to));
    let steps = i64::try_from(most_points).unwrap_or(i64::MAX).clamp(1, days.max(1));
    let sample = |step: i64| first.saturating_add(days.saturating_mul(step).checked_div(steps).unwrap_or(0));
    let mut list: Vec<i64> = (0..steps).map(sample).chain([last]).collect();
    list.dedup();
    let changes = milestones.iter().map(|milestone| number(milestone.date));
    for day in changes.chain(course.starts().filter(|day| *day >= first)) {
        // The sample is in order and the changes are few.
        for day in [day, day.saturating_sub(1).max(first)] {
            if let Err(place) = list.binary_search(&day) {
                list.insert(place, day);
            }
        }
    }
    let mut points = Vec::with_capacity(list.len());
    for day in list {
        let date = of_number(day)?;
        let (parts, payoff) = course.asked(date)?;
        let total = parts.total()?;
        points.push(Point { date, days: day.saturating_sub(first), parts, total, payoff });
    }
    Ok((points, milestones))
}

fn span(from: NaiveDate, to: NaiveDate) -> Result<i64, EngineError> {
    let days = days_between(check(from)?, check(to)?);
    if (0..=MAX_DAYS).contains(&days) {
        return Ok(days);
    }
    Err(EngineError::DatesOutOfOrder { term: super::error::Term::AsOf, earliest: from })
}

/// The dates between `from` and `to` on which something changes, in order.
///
/// # Errors
/// As [`replay()`](super::replay()).
pub fn milestones(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Milestone>, EngineError> {
    span(from, to)?;
    milestones_of(contract, &Course::of(contract, opening, events, to)?, (from, to))
}

fn milestones_of(
    contract: &Contract,
    course: &Course<'_>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Milestone>, EngineError> {
    let within = |date: NaiveDate| date >= from && date <= to;
    let days = (number(from), number(to));
    let claims = course.claims();
    let mut list = Vec::new();
    for (reference, due) in &claims {
        let Some(due) = due.filter(|due| within(*due)) else {
            continue;
        };
        list.push(Milestone { date: due, kind: MilestoneKind::FallsDue(*reference) });
    }
    let totals = course.late_totals(days.1)?;
    for (place, charge) in contract.lateness().charges.iter().enumerate() {
        let Some(total) = totals.iter().find(|total| total.charge == place && total.posted.is_positive()) else {
            continue;
        };
        let due = claims.iter().find(|(reference, _)| *reference == total.claim).and_then(|(_, due)| *due);
        if let Some(due) = due.or_else(|| card_due(contract))
            && charge.grace.days > 0
        {
            let last = shift(due, i64::from(charge.grace.days))?;
            list.extend(within(last).then_some(Milestone { date: last, kind: MilestoneKind::GraceEnds(place) }));
        }
        let starts = first_day(course, days, |day| course.posted(day, place).map(Money::is_positive))?;
        list.extend(starts.map(|date| Milestone { date, kind: MilestoneKind::ChargeStarts(place) }));
        let at_end = course.posted(days.1, place)?;
        if held_by_cap(course, (place, charge), days.1, at_end)? {
            let reached = first_day(course, days, |day| course.posted(day, place).map(|posted| posted == at_end))?;
            list.extend(reached.map(|date| Milestone { date, kind: MilestoneKind::CapReached(place) }));
        }
    }
    Ok(order::by(list, |milestone| order::rank(Some(milestone.date))))
}

/// Whether a cap over time holds the charge on the last day: one day later it would come to more, but nothing more is
/// entered. What happens on that later day is not part of the course.
fn held_by_cap(
    course: &Course<'_>,
    (place, charge): (usize, &LateCharge),
    last: i64,
    at_end: Money,
) -> Result<bool, EngineError> {
    if charge.caps.iter().all(|cap| matches!(cap, Cap::PerDay { .. })) || of_number(last.saturating_add(1)).is_err() {
        return Ok(false);
    }
    let next = last.saturating_add(1);
    let more_is_counted = course.late_totals(next)?.iter().filter(|total| total.charge == place).any(|total| {
        Money::from_exact(total.exact, at_end.currency(), charge.rounding).is_ok_and(|counted| counted > total.posted)
    });
    Ok(more_is_counted && course.posted(next, place)? == at_end)
}

const fn card_due(contract: &Contract) -> Option<NaiveDate> {
    match contract {
        Contract::Revolving(card) => Some(card.due),
        Contract::Instalment(_) | Contract::Single(_) => None,
    }
}

/// The first day of a span on which something holds that then goes on holding; none if it already held before.
fn first_day(
    course: &Course<'_>,
    (from, to): (i64, i64),
    holds: impl Fn(i64) -> Result<bool, EngineError>,
) -> Result<Option<NaiveDate>, EngineError> {
    if holds(from)? || !holds(to)? {
        return Ok(None);
    }
    let (mut before, mut after) = (from, to);
    // The days of events first, so that the search stays within one stretch.
    for start in course.starts().filter(|start| (from..to).contains(start)) {
        if holds(start)? {
            after = start;
            break;
        }
        before = start;
    }
    while after.saturating_sub(before) > 1 {
        let middle = before.midpoint(after);
        if holds(middle)? {
            after = middle;
        } else {
            before = middle;
        }
    }
    of_number(after).map(Some)
}
