//! What was posted to a card, and the interest that it bears.
//!
//! Each item keeps its balance by stretches of days since it was last counted. An item bears interest from the moment
//! that its bill turns out not to be paid in full — then back to its posting — or from the start, if it is cash.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::super::card::{BilledInterest, CardCycle, Carry, InterestMethod, ItemKind};
use super::super::super::date::{Inclusion, days_between};
use super::super::super::error::EngineError;
use super::super::super::money::Money;
use super::super::super::number::{add, mul};

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Posted(ItemKind),
    /// Billed interest that itself bears some.
    Interest,
}

/// Something posted.
#[derive(Debug, Clone)]
pub(super) struct Item {
    kind: Kind,
    /// The bill that it first stands on.
    bill: u16,
    original: Money,
    open: Money,
    bears: bool,
    /// The balance from each day on, oldest first; not counted yet.
    stretches: Vec<(NaiveDate, Money)>,
    /// Whether it was counted before: the extra day of [`Inclusion::Both`] counts once.
    counted: bool,
}

impl Item {
    pub(super) fn posted(kind: ItemKind, on: NaiveDate, amount: Money, bill: u16) -> Self {
        Self::of(Kind::Posted(kind), on, amount, bill)
    }

    fn of(kind: Kind, on: NaiveDate, amount: Money, bill: u16) -> Self {
        Self {
            kind,
            bill,
            original: amount,
            open: amount,
            bears: kind == Kind::Posted(ItemKind::Cash),
            stretches: vec![(on, amount)],
            counted: false,
        }
    }
}

/// One stretch of days on one balance.
#[derive(Debug, Clone, Copy)]
pub(super) struct Leg {
    pub(super) base: Money,
    pub(super) daily: Decimal,
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    pub(super) days: i64,
    pub(super) exact: Decimal,
}

/// All items of a card.
pub(super) struct Items {
    list: Vec<Item>,
    daily: Decimal,
    cash_daily: Decimal,
    inclusion: Inclusion,
    method: InterestMethod,
    carry: Carry,
    billed: BilledInterest,
}

impl Items {
    pub(super) const fn new(cycle: &CardCycle, daily: Decimal, cash_daily: Decimal) -> Self {
        Self {
            list: Vec::new(),
            daily,
            cash_daily,
            inclusion: cycle.inclusion,
            method: cycle.method,
            carry: cycle.carry,
            billed: cycle.billed,
        }
    }

    pub(super) fn add(&mut self, item: Item) {
        self.list.push(item);
    }

    /// Takes what was settled off the items, oldest first.
    pub(super) fn settle(&mut self, principal: Money, interest: Money, on: NaiveDate) -> Result<(), EngineError> {
        let (mut principal, mut interest) = (principal, interest);
        for item in &mut self.list {
            let rest = if item.kind == Kind::Interest { &mut interest } else { &mut principal };
            let part = item.open.least(*rest)?;
            if part.is_positive() {
                *rest = rest.minus(part)?;
                item.open = item.open.minus(part)?;
                // What is paid before the item was posted lowers its balance from the posting on, not before.
                let since = item.stretches.last().map_or(on, |(last, _)| on.max(*last));
                item.stretches.push((since, item.open));
            }
        }
        Ok(())
    }

    /// The bill was not paid in full: what stands on it bears interest from its posting.
    pub(super) fn bear(&mut self, bill: u16) {
        for item in self.list.iter_mut().filter(|item| item.bill <= bill && !item.bears) {
            item.bears = true;
            if self.method == InterestMethod::UnpaidPart {
                let open = item.open;
                item.stretches.truncate(1);
                for stretch in &mut item.stretches {
                    stretch.1 = open;
                }
            }
        }
    }

    /// The bill was paid in full: what is left within the tolerance goes to the next bill, as if posted on `on`.
    pub(super) fn release(&mut self, bill: u16, on: NaiveDate) {
        for item in self.list.iter_mut().filter(|item| item.bill <= bill && !item.bears) {
            item.bill = bill.saturating_add(1);
            item.original = item.open;
            item.stretches = vec![(on, item.open)];
        }
        self.list.retain(|item| item.open.is_positive() || item.bears);
    }

    /// Interest since the last count up to `to`, stretch by stretch.
    pub(super) fn legs(&self, to: NaiveDate) -> Result<Vec<Leg>, EngineError> {
        let mut legs = Vec::new();
        for item in self.list.iter().filter(|item| item.bears) {
            let daily = if item.kind == Kind::Posted(ItemKind::Cash) { self.cash_daily } else { self.daily };
            let mut extra = if item.counted { 0 } else { self.inclusion.extra_days() };
            // From the last stretch back, so that the extra day falls on the last one that has days.
            let mut end = to;
            let mut own = Vec::new();
            for (from, base) in item.stretches.iter().rev().copied() {
                let plain = days_between(from, end).max(0);
                let days = if base.is_positive() && plain > 0 {
                    plain.saturating_add(core::mem::take(&mut extra))
                } else {
                    plain
                };
                if base.is_positive() && days > 0 {
                    let exact = mul(mul(base.exact(), daily)?, Decimal::from(days))?;
                    own.push(Leg { base, daily, from, to: end, days, exact });
                }
                end = end.min(from);
            }
            legs.extend(own.into_iter().rev());
        }
        Ok(legs)
    }

    /// The days up to `on` are counted. With a bill, `last_due` is the due day of the one before; none in between.
    pub(super) fn counted_to(&mut self, on: NaiveDate, last_due: Option<NaiveDate>) -> Result<(), EngineError> {
        let again = last_due.filter(|_| self.carry == Carry::WholeAgain);
        for item in self.list.iter_mut().filter(|item| item.bears) {
            item.counted = true;
            let next = match again {
                Some(due) if item.open.is_positive() => (due.min(on), item.original),
                _ => (on, item.open),
            };
            item.stretches = vec![next];
        }
        self.list.retain(|item| item.open.is_positive());
        if self.carry == Carry::DailyBalance { self.merge() } else { Ok(()) }
    }

    /// Items of one kind that bear interest from the same day on are one from here: a debt of many years stays short.
    fn merge(&mut self) -> Result<(), EngineError> {
        let mut merged: Vec<Item> = Vec::new();
        for item in self.list.drain(..) {
            let same = merged
                .iter_mut()
                .find(|other| other.bears && item.bears && other.counted && item.counted && other.kind == item.kind);
            match same {
                Some(other) => {
                    other.open = other.open.plus(item.open)?;
                    other.original = other.original.plus(item.original)?;
                    for stretch in &mut other.stretches {
                        stretch.1 = other.open;
                    }
                }
                None => merged.push(item),
            }
        }
        self.list = merged;
        Ok(())
    }

    /// Interest billed on `on` joins the items, if the contract lets it bear some.
    pub(super) fn bill_interest(&mut self, interest: Money, on: NaiveDate, bill: u16) {
        if self.billed == BilledInterest::Compounds && interest.is_positive() {
            self.list.push(Item::of(Kind::Interest, on, interest, bill));
        }
    }
}

/// The sum of legs before rounding.
pub(super) fn total(legs: &[Leg]) -> Result<Decimal, EngineError> {
    legs.iter().try_fold(Decimal::ZERO, |sum, leg| add(sum, leg.exact))
}
