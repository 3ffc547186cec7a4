//! The search behind [`smallest_request`](super::smallest_request): many attempts, each judged without building its rows.

use core::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{Levers, Part, Witness};
use crate::engine::allocation::{Component, Components};
use crate::engine::budget::Purse;
use crate::engine::date::Frequency;
use crate::engine::error::{EngineError, Term};
use crate::engine::limits::{MAX_DEBTS, MAX_GRACE_DAYS, MAX_INSTALMENTS, MAX_MINOR, MAX_MORE};
use crate::engine::money::Money;
use crate::engine::relief::{Position, Proposal, Sums, Timing, in_order_of_giving_up};

/// One choice of the three parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    /// What is given up in all, before it is allotted.
    pub(super) waived: i64,
    /// Payments more.
    pub(super) more: u16,
    /// Days of grace.
    pub(super) grace: u16,
}

/// How an attempt comes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Attempt {
    /// By how much the worst month falls short; nothing if all hold.
    pub(super) short: i128,
    /// The first of the worst months.
    pub(super) month: usize,
}

/// A position with what may be done to it.
struct Debt<'a> {
    position: &'a Position,
    /// The most that may be given up.
    waiver: Components,
    /// The sum of it.
    most: i64,
    open: i64,
    more: u16,
    grace: u16,
    /// When payments fall due and what interest does, for each day of grace.
    timings: Vec<Dated>,
}

/// The payments of one debt after so many days of grace.
struct Dated {
    timing: Timing,
    /// The month of each payment, counted from the purse's first.
    months: Vec<usize>,
    /// How many payments have fallen due by the end of each month.
    by_month: Vec<i64>,
}

/// A number of payments of one debt, and what they come to for a principal of one.
struct Spread<'a> {
    dated: &'a Dated,
    count: u16,
    total_of_one: Decimal,
}

pub(super) struct Search<'a> {
    debts: Vec<Debt<'a>>,
    purse: &'a Purse,
    base: Proposal,
    /// Money at hand and what each month left, added up.
    kept: Vec<i128>,
    /// What is open of all debts.
    open: i64,
    /// The least allotment that gives up all that may be.
    pub(super) most_waived: i64,
    /// The greatest of the levers.
    pub(super) more: u16,
    pub(super) grace: u16,
}

/// The number of a date's month from another's; earlier months count as the first.
fn month_of(purse: &Purse, date: NaiveDate) -> usize {
    let number = |day: NaiveDate| i64::from(day.year()).saturating_mul(12).saturating_add(i64::from(day.month0()));
    usize::try_from(number(date).saturating_sub(number(purse.from))).unwrap_or(0)
}

impl Dated {
    fn of(position: &Position, proposal: &Proposal, count: u16, purse: &Purse) -> Result<Self, EngineError> {
        let timing = Timing::of(position, proposal, count)?;
        let months: Vec<usize> = timing.dates.iter().map(|date| month_of(purse, *date)).collect();
        let mut by_month = vec![0_i64; months.last().map_or(0, |last| last.saturating_add(1))];
        for month in &months {
            if let Some(due) = by_month.get_mut(*month) {
                *due = due.saturating_add(1);
            }
        }
        let mut sum = 0_i64;
        for due in &mut by_month {
            sum = sum.saturating_add(*due);
            *due = sum;
        }
        Ok(Self { timing, months, by_month })
    }

    /// How many of the first `count` payments have fallen due by the end of a month.
    fn due_by(&self, month: usize, count: u16) -> i64 {
        self.by_month.get(month).map_or(i64::from(count), |due| (*due).min(i64::from(count)))
    }
}

impl<'a> Debt<'a> {
    fn try_new(position: &'a Position, levers: &Levers, purse: &Purse, base: &Proposal) -> Result<Self, EngineError> {
        position.check()?;
        purse.cash.plus(Money::zero(position.currency))?;
        let room = MAX_INSTALMENTS.saturating_sub(position.remaining).min(MAX_MORE);
        if levers.more > room {
            return Err(EngineError::outside(Term::Count, 0, room));
        }
        if levers.grace_days > MAX_GRACE_DAYS {
            return Err(EngineError::outside(Term::GraceDays, 0, MAX_GRACE_DAYS));
        }
        let mut waiver = levers.waiver;
        for component in Component::ALL {
            if waiver.get(component).minor() < 0 {
                return Err(EngineError::outside(Term::Amount, 0, position.open.get(component).exact()));
            }
            waiver.set(component, waiver.get(component).least(position.open.get(component))?);
        }
        let count = position.remaining.saturating_add(levers.more);
        let mut timings = Vec::with_capacity(usize::from(levers.grace_days).saturating_add(1));
        for grace_days in 0..=levers.grace_days {
            timings.push(Dated::of(position, &Proposal { grace_days, ..base.clone() }, count, purse)?);
        }
        Ok(Self {
            position,
            waiver,
            most: waiver.total()?.minor(),
            open: position.open.total()?.minor(),
            more: levers.more,
            grace: levers.grace_days,
            timings,
        })
    }

    /// What is given up here of what is given up in all.
    fn allotted(&self, waived: i64, open: i64) -> Result<Components, EngineError> {
        let part = i128::from(waived).saturating_mul(i128::from(self.open)).checked_div(i128::from(open)).unwrap_or(0);
        let part = i64::try_from(part).unwrap_or(i64::MAX).min(self.most);
        in_order_of_giving_up(&self.waiver, Money::try_new(part, self.position.currency)?)
    }

    fn spread(&self, more: u16, grace: u16) -> Result<Spread<'_>, EngineError> {
        let dated = self.timings.get(usize::from(grace.min(self.grace))).ok_or(EngineError::Overflow)?;
        let count = self.position.remaining.saturating_add(more.min(self.more));
        Ok(Spread { dated, count, total_of_one: dated.timing.total_of_one(count)? })
    }
}

impl<'a> Search<'a> {
    pub(super) fn try_new(
        positions: &'a [Position],
        purse: &'a Purse,
        levers: &[Levers],
        base: &Proposal,
    ) -> Result<Self, EngineError> {
        if positions.is_empty() || positions.len() > MAX_DEBTS || positions.len() != levers.len() {
            return Err(EngineError::outside(Term::Count, 1, MAX_DEBTS as u64));
        }
        if purse.months.len() > usize::from(MAX_INSTALMENTS) {
            return Err(EngineError::outside(Term::Rows, 0, MAX_INSTALMENTS));
        }
        if base.count.is_some() || base.lump_sum.is_some() {
            return Err(EngineError::NotTogether { term: Term::Count });
        }
        let base = Proposal { waive: None, more: 0, grace_days: 0, ..base.clone() };
        let mut kept = Vec::with_capacity(purse.months.len());
        let mut sum = i128::from(purse.cash.minor());
        for free in &purse.months {
            purse.cash.plus(Money::zero(free.currency()))?;
            sum = sum.saturating_add(i128::from(free.minor()));
            kept.push(sum);
        }
        let mut debts = Vec::with_capacity(positions.len());
        for (position, levers) in positions.iter().zip(levers) {
            debts.push(Debt::try_new(position, levers, purse, &base)?);
        }
        let open = Money::sum(
            purse.cash.currency(),
            positions.iter().map(|position| position.open.total()).collect::<Result<Vec<_>, _>>()?,
        )?;
        let open = open.minor();
        // The least W with ⌊W · open ⁄ Σ open⌋ at the most of a debt is ⌈most · Σ open ⁄ open⌉.
        let whole = |debt: &Debt<'_>| {
            let up = i128::from(debt.most).saturating_mul(i128::from(open)).saturating_add(i128::from(debt.open));
            up.saturating_sub(1).checked_div(i128::from(debt.open)).and_then(|whole| i64::try_from(whole).ok())
        };
        let most_waived = debts.iter().filter_map(whole).max().unwrap_or(0);
        let more = debts.iter().map(|debt| debt.more).max().unwrap_or(0);
        let grace = debts.iter().map(|debt| debt.grace).max().unwrap_or(0);
        Ok(Self { debts, purse, base, kept, open, most_waived, more, grace })
    }

    /// All money by the end of a month, if nothing went to debts. Months past the purse's list leave what its last one left.
    pub(super) fn kept(&self, month: usize) -> i128 {
        if let Some(kept) = self.kept.get(month) {
            return *kept;
        }
        let last = self.kept.last().copied().unwrap_or(i128::from(self.purse.cash.minor()));
        let free = self.purse.months.last().map_or(0, |free| i128::from(free.minor()));
        let beyond = month.saturating_add(1).saturating_sub(self.kept.len());
        last.saturating_add(free.saturating_mul(i128::try_from(beyond).unwrap_or(i128::MAX)))
    }

    /// The worst month when `paid` has gone to debts by the end of each; at least the purse's months are looked at.
    fn judge(&self, months: usize, paid: impl Fn(usize) -> i128) -> Attempt {
        let mut worst = Attempt { short: 0, month: 0 };
        for month in 0..months.max(self.kept.len()) {
            let short = paid(month).saturating_sub(self.kept(month));
            if short > worst.short {
                worst = Attempt { short, month };
            }
        }
        worst
    }

    /// Whether the contracts as they are leave no month below nothing.
    pub(super) fn keeps(&self) -> Result<bool, EngineError> {
        let mut paid: Vec<i128> = Vec::new();
        for due in self.debts.iter().flat_map(|debt| &debt.position.keep) {
            let month = month_of(self.purse, due.date);
            if paid.len() <= month {
                paid.resize(month.saturating_add(1), 0);
            }
            let amount = i128::from(due.amounts.total()?.minor());
            if let Some(sum) = paid.get_mut(month) {
                *sum = sum.saturating_add(amount);
            }
        }
        let mut sum = 0_i128;
        for month in &mut paid {
            sum = sum.saturating_add(*month);
            *month = sum;
        }
        Ok(self.judge(paid.len(), |month| paid.get(month).copied().unwrap_or(sum)).short == 0)
    }

    fn spreads(&self, more: u16, grace: u16) -> Result<Vec<Spread<'_>>, EngineError> {
        self.debts.iter().map(|debt| debt.spread(more, grace)).collect()
    }

    fn attempt(&self, waived: i64, spreads: &[Spread<'_>]) -> Result<Attempt, EngineError> {
        // Of each debt the whole part of a payment, how many are one unit larger, and the payments.
        let mut payments = Vec::with_capacity(spreads.len());
        let mut months = 0;
        for (debt, spread) in self.debts.iter().zip(spreads) {
            let sums = Sums::of(debt.position, &self.base, debt.allotted(waived, self.open)?)?;
            let total = sums.total(debt.position, spread.total_of_one)?.minor();
            let count = i64::from(spread.count);
            let (Some(each), Some(larger)) = (total.checked_div(count), total.checked_rem(count)) else {
                return Err(EngineError::Overflow);
            };
            if total > 0 {
                let last = spread.dated.months.get(usize::from(spread.count).saturating_sub(1));
                months = months.max(last.map_or(0, |last| last.saturating_add(1)));
            }
            payments.push((each, larger, spread));
        }
        Ok(self.judge(months, |month| {
            payments.iter().fold(0_i128, |sum, (each, larger, spread)| {
                let due = spread.dated.due_by(month, spread.count);
                let whole = i128::from(*each).saturating_mul(i128::from(due));
                sum.saturating_add(whole).saturating_add(i128::from(due.min(*larger)))
            })
        }))
    }

    /// The least choice that works: by what is given up, then payments more, then days of grace.
    pub(super) fn least(&self) -> Result<Option<Found>, EngineError> {
        let mut best: Option<Found> = None;
        for more in 0..=self.more {
            for grace in 0..=self.grace {
                // Only less given up than so far is better: what comes later has more of another part.
                let most = match best {
                    Some(found) if found.waived == 0 => return Ok(best),
                    Some(found) => found.waived.saturating_sub(1),
                    None => self.most_waived,
                };
                let spreads = self.spreads(more, grace)?;
                if self.attempt(most, &spreads)?.short > 0 {
                    continue;
                }
                let (mut least, mut works) = (0_i64, most);
                while least < works {
                    let middle = works.saturating_sub(least).checked_div(2).unwrap_or(0).saturating_add(least);
                    if self.attempt(middle, &spreads)?.short == 0 {
                        works = middle;
                    } else {
                        least = middle.saturating_add(1);
                    }
                }
                best = Some(Found { waived: works, more, grace });
            }
        }
        Ok(best)
    }

    /// The attempt of a range that falls short the least; the first of equals.
    pub(super) fn closest(
        &self,
        waived: i64,
        more: RangeInclusive<u16>,
        grace: RangeInclusive<u16>,
    ) -> Result<Attempt, EngineError> {
        let mut closest: Option<Attempt> = None;
        for more in more {
            for grace in grace.clone() {
                let attempt = self.attempt(waived, &self.spreads(more, grace)?)?;
                if closest.is_none_or(|closest| attempt.short < closest.short) {
                    closest = Some(attempt);
                }
            }
        }
        closest.ok_or(EngineError::Overflow)
    }

    /// One unit less of each part that is not nothing: earlier parts as found, later ones over their whole range.
    pub(super) fn proof(&self, found: Found) -> Result<Vec<Witness>, EngineError> {
        let mut proof = Vec::new();
        let mut enter = |part: Part, tried: u64, attempt: Attempt| -> Result<(), EngineError> {
            proof.push(Witness { part, tried, month: self.month(attempt.month)?, short: self.money(attempt.short)? });
            Ok(())
        };
        if let Some(less) = found.waived.checked_sub(1).filter(|less| *less >= 0) {
            let mut tried = 0_u64;
            for debt in &self.debts {
                tried = tried.saturating_add(debt.allotted(less, self.open)?.total()?.minor().unsigned_abs());
            }
            enter(Part::Waiver, tried, self.closest(less, 0..=self.more, 0..=self.grace)?)?;
        }
        if let Some(less) = found.more.checked_sub(1) {
            enter(Part::More, u64::from(less), self.closest(found.waived, less..=less, 0..=self.grace)?)?;
        }
        if let Some(less) = found.grace.checked_sub(1) {
            let attempt = self.closest(found.waived, found.more..=found.more, less..=less)?;
            enter(Part::Grace, u64::from(less), attempt)?;
        }
        Ok(proof)
    }

    /// What is asked of one lender.
    pub(super) fn proposal(&self, place: usize, found: Found) -> Result<(&'a Position, Proposal), EngineError> {
        let debt = self.debts.get(place).ok_or(EngineError::Overflow)?;
        let waive = Some(debt.allotted(found.waived, self.open)?).filter(|waived| !waived.is_zero());
        let (more, grace_days) = (found.more.min(debt.more), found.grace.min(debt.grace));
        Ok((debt.position, Proposal { waive, more, grace_days, ..self.base.clone() }))
    }

    /// The first day of a month; the first month begins with the purse.
    pub(super) fn month(&self, number: usize) -> Result<NaiveDate, EngineError> {
        let first = self.purse.from.with_day(1).unwrap_or(self.purse.from);
        let number = u32::try_from(number).map_err(|_| EngineError::Overflow)?;
        Ok(Frequency::MONTHLY.after(first, number)?.max(self.purse.from))
    }

    pub(super) fn money(&self, minor: i128) -> Result<Money, EngineError> {
        let minor = i64::try_from(minor).unwrap_or(MAX_MINOR).clamp(-MAX_MINOR, MAX_MINOR);
        Money::try_new(minor, self.purse.cash.currency())
    }
}
