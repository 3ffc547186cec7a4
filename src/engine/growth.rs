//! How a debt grows from day to day if nothing more is paid than was entered.
//!
//! Points are computed at every date on which the shape of the curve can change and at an even sample between; each is
//! a replay, so a point on the curve and the figure of that day on another screen are the same figure.

use chrono::NaiveDate;

use super::account::{Account, ClaimRef};
use super::allocation::Components;
use super::contract::{Contract, Opening};
use super::date::{days_between, shift};
use super::error::EngineError;
use super::event::Event;
use super::late::{Cap, LateCharge};
use super::limits::MAX_DAYS;
use super::money::Money;
use super::order;
use super::replay::replay;

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

/// The debt that a curve is about.
struct Debt<'a> {
    contract: &'a Contract,
    opening: Option<&'a Opening>,
    events: &'a [Event],
}

impl Debt<'_> {
    fn on(&self, date: NaiveDate) -> Result<Account, EngineError> {
        replay(self.contract, self.opening, self.events, date)
    }
}

/// The curve from `from` to `to`, at most about `most_points` sampled points beside those where its shape changes.
///
/// # Errors
/// As [`replay()`]; a span longer than a hundred years.
pub fn growth(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    from: NaiveDate,
    to: NaiveDate,
    most_points: usize,
) -> Result<Vec<Point>, EngineError> {
    let debt = Debt { contract, opening, events };
    let span = span(from, to)?;
    let mut dates = vec![from, to];
    let steps = i64::try_from(most_points).unwrap_or(i64::MAX).clamp(1, span.max(1));
    for step in 1..steps {
        dates.push(shift(from, span.saturating_mul(step).checked_div(steps).unwrap_or(0))?);
    }
    for milestone in milestones(contract, opening, events, from, to)? {
        dates.push(milestone.date);
        dates.push(shift(milestone.date, -1)?.max(from));
    }
    for event in events.iter().filter(|event| event.date >= from && event.date <= to) {
        dates.push(event.date);
        dates.push(shift(event.date, -1)?.max(from));
    }
    let mut dates = order::by(dates, |date| order::rank(Some(*date)));
    dates.dedup();
    dates
        .into_iter()
        .map(|date| {
            let account = debt.on(date)?;
            let days = days_between(from, date);
            let total = account.due_now.total()?;
            Ok(Point { date, days, parts: account.due_now, total, payoff: account.payoff })
        })
        .collect()
}

fn span(from: NaiveDate, to: NaiveDate) -> Result<i64, EngineError> {
    let days = days_between(from, to);
    if (0..=MAX_DAYS).contains(&days) {
        return Ok(days);
    }
    Err(EngineError::DatesOutOfOrder { term: super::error::Term::AsOf, earliest: from })
}

/// The dates between `from` and `to` on which something changes, in order.
///
/// # Errors
/// As [`replay()`].
pub fn milestones(
    contract: &Contract,
    opening: Option<&Opening>,
    events: &[Event],
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<Milestone>, EngineError> {
    let debt = Debt { contract, opening, events };
    span(from, to)?;
    let end = debt.on(to)?;
    let within = |date: NaiveDate| date >= from && date <= to;
    let mut list = Vec::new();
    for claim in &end.claims {
        let Some(due) = claim.due.filter(|due| within(*due)) else {
            continue;
        };
        list.push(Milestone { date: due, kind: MilestoneKind::FallsDue(claim.reference) });
    }
    for (place, charge) in contract.lateness().charges.iter().enumerate() {
        let Some(total) = end.late_totals.iter().find(|total| total.charge == place && total.posted.is_positive())
        else {
            continue;
        };
        let anchor = end.claim(total.claim).and_then(|claim| claim.due).or_else(|| card_due(contract));
        if let Some(due) = anchor
            && charge.grace.days > 0
        {
            let last = shift(due, i64::from(charge.grace.days))?;
            list.extend(within(last).then_some(Milestone { date: last, kind: MilestoneKind::GraceEnds(place) }));
        }
        let starts = first_day(&debt, (from, to), |account| posted(account, place).is_some_and(Money::is_positive))?;
        list.extend(starts.map(|date| Milestone { date, kind: MilestoneKind::ChargeStarts(place) }));
        if held_by_cap(&debt, place, charge, to)? {
            let at_end = posted(&end, place);
            let reached = first_day(&debt, (from, to), |account| posted(account, place) == at_end)?;
            list.extend(reached.map(|date| Milestone { date, kind: MilestoneKind::CapReached(place) }));
        }
    }
    Ok(order::by(list, |milestone| order::rank(Some(milestone.date))))
}

/// Whether a cap over time holds the charge on `to`: one day later it would come to more, but nothing more is entered.
fn held_by_cap(debt: &Debt<'_>, place: usize, charge: &LateCharge, to: NaiveDate) -> Result<bool, EngineError> {
    if charge.caps.iter().all(|cap| matches!(cap, Cap::PerDay { .. })) {
        return Ok(false);
    }
    let Ok(next_day) = shift(to, 1) else {
        return Ok(false);
    };
    let (today, next) = (debt.on(to)?, debt.on(next_day)?);
    let more_is_counted = next.late_totals.iter().filter(|total| total.charge == place).any(|total| {
        Money::from_exact(total.exact, today.currency, charge.rounding).is_ok_and(|counted| counted > total.posted)
    });
    Ok(more_is_counted && posted(&today, place) == posted(&next, place))
}

const fn card_due(contract: &Contract) -> Option<NaiveDate> {
    match contract {
        Contract::Revolving(card) => Some(card.due),
        Contract::Instalment(_) | Contract::Single(_) => None,
    }
}

/// What is entered of a charge over all claims.
fn posted(account: &Account, place: usize) -> Option<Money> {
    Money::sum(
        account.currency,
        account.late_totals.iter().filter(|total| total.charge == place).map(|total| total.posted),
    )
    .ok()
}

/// The first day of a span on which something holds that then goes on holding; none if it already held before.
fn first_day(
    debt: &Debt<'_>,
    (from, to): (NaiveDate, NaiveDate),
    holds: impl Fn(&Account) -> bool,
) -> Result<Option<NaiveDate>, EngineError> {
    if holds(&debt.on(from)?) || !holds(&debt.on(to)?) {
        return Ok(None);
    }
    let (mut before, mut after) = (from, to);
    while days_between(before, after) > 1 {
        let half = days_between(before, after).checked_div(2).unwrap_or(1);
        let middle = shift(before, half)?;
        if holds(&debt.on(middle)?) {
            after = middle;
        } else {
            before = middle;
        }
    }
    Ok(Some(after))
}
