//! A card over its cycles: what happens on its own on bill days and due days, and what the borrower's events do.
//!
//! Claims: what each bill's least payment asks for stands under the bill, everything else under the rest of the
//! statement, what is turned into instalments under its plan. Amounts move from the rest to a bill when it is made;
//! the sum stays. Interest follows the posted items, not the claims.

mod bill;
mod items;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::account::{Account, ClaimRef, LedgerKind, LedgerLine, Origin};
use super::super::allocation::Component;
use super::super::card::{Bill, CardCycle, ItemKind, Tolerance};
use super::super::contract::CardStatement;
use super::super::date;
use super::super::error::EngineError;
use super::super::event::{CardInstalments, Event, EventKind};
use super::super::money::Money;
use super::super::number::mul;
use super::super::trace::{CardEntry, Step, StepKind, Trace, record};
use super::{Machine, claims};
use items::{Item, Items};

/// Days of a year by which a card's yearly rate becomes a day's.
const YEAR_DAYS: i64 = 365;

/// A card while it is being folded.
pub(super) struct Card<'a> {
    machine: Machine<'a>,
    card: &'a CardStatement,
    cycle: &'a CardCycle,
    items: Items,
    plans: Vec<Plan>,
    bills: Vec<Bill>,
    /// The day of the first bill: the grid of all others counts from its month.
    first: NaiveDate,
    /// Money that came in, with its day: what a bill is held against.
    received: Vec<(NaiveDate, Money)>,
    /// Purchases and cash since the last bill.
    posted: Money,
    /// Fees since the last bill.
    fees: Money,
    /// Interest since the last bill that a payment of everything was charged before its bill.
    charged_early: Money,
}

/// Part of a bill that is paid back in instalments (账单分期).
struct Plan {
    event: u64,
    terms: CardInstalments,
    made: u16,
}

impl<'a> Card<'a> {
    pub(super) fn begin(
        machine: Machine<'a>,
        (card, cycle): (&'a CardStatement, &'a CardCycle),
    ) -> Result<Self, EngineError> {
        let first = match card.statement_date {
            Some(day) => day,
            None => cycle.statement_before(card.due)?,
        };
        let zero = Money::zero(card.balance.currency());
        let mut items = Items::new(cycle, card.rate.daily(YEAR_DAYS)?, cycle_cash_rate(card, cycle)?);
        let mut rest = card.balance;
        for item in &cycle.items {
            items.add(Item::posted(item.kind, item.posted, item.amount, 1));
            rest = rest.minus(item.amount)?;
        }
        if rest.is_positive() {
            items.add(Item::posted(ItemKind::Purchase, first, rest, 1));
        }
        let mut fold = Self {
            machine,
            card,
            cycle,
            items,
            plans: Vec::new(),
            bills: Vec::new(),
            first,
            received: Vec::new(),
            posted: zero,
            fees: zero,
            charged_early: zero,
        };
        fold.bills.push(fold.first_bill()?);
        Ok(fold)
    }

    /// Lets everything happen that happens on its own up to the end of `to`: bills are made, payments looked at.
    pub(super) fn reach(&mut self, to: NaiveDate, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        self.reach_days(to, to, trace)
    }

    /// Bills are made up to the end of `to`, payments of days up to `looked` are looked at, and those of the day of a bill.
    fn reach_days(
        &mut self,
        to: NaiveDate,
        looked: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        loop {
            let statement = self.next_statement()?;
            let until = if statement <= to { statement } else { looked };
            match self.next_look()? {
                Some((place, day)) if day <= until => self.look(place, day, trace)?,
                _ if statement <= to => self.make_bill(statement, trace)?,
                _ => return Ok(()),
            }
        }
    }

    fn next_statement(&self) -> Result<NaiveDate, EngineError> {
        self.cycle.statement_after(self.first, u32::try_from(self.bills.len()).unwrap_or(u32::MAX))
    }

    /// The first bill that was not looked at yet, and the day on which it is.
    fn next_look(&self) -> Result<Option<(usize, NaiveDate)>, EngineError> {
        let Some((place, bill)) = self.bills.iter().enumerate().find(|(_, bill)| bill.paid_in_full.is_none()) else {
            return Ok(None);
        };
        Ok(Some((place, Tolerance::last_day(self.cycle.tolerance.as_ref(), bill.due)?)))
    }

    pub(super) fn apply(&mut self, event: &Event, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        // What happened on the days before is settled first; the day itself is settled at its end.
        if let Ok(before) = date::shift(event.date, -1) {
            self.reach(before, trace)?;
        }
        match &event.kind {
            EventKind::Purchase { amount, kind } => self.purchase(event, *amount, *kind, trace),
            EventKind::CardInstalments(terms) => self.divide(event, *terms, trace),
            _ => self.movement(event, trace),
        }
    }

    /// What the general rules do, and what it means for the items.
    fn movement(&mut self, event: &Event, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        if let EventKind::Payment { amount } = event.kind {
            self.received.push((event.date, amount));
            self.charge_before_settlement(event.date, amount, trace)?;
        }
        let lines = self.machine.ledger.len();
        self.machine.apply(event, trace)?;
        let zero = Money::zero(self.card.balance.currency());
        let (mut principal, mut interest, mut given) = (zero, zero, zero);
        for line in self.machine.ledger.iter().skip(lines) {
            let settles = matches!(line.kind, LedgerKind::Paid | LedgerKind::Waived);
            if line.kind == LedgerKind::Waived {
                given = given.plus(line.amount)?;
            }
            // A plan and a charge of the lender are no items.
            let of_items = !matches!(line.claim, Some(ClaimRef::Plan(_) | ClaimRef::Charge(_)));
            match line.component {
                Component::Principal if settles && of_items => principal = principal.plus(line.amount)?,
                Component::Interest if settles => interest = interest.plus(line.amount)?,
                _ => {}
            }
        }
        if given.is_positive() {
            self.received.push((event.date, given));
        }
        self.items.settle(principal, interest, event.date)
    }

    /// A payment of more than what stands on the account meets the interest of the running cycle as well: whoever pays
    /// everything is done.
    fn charge_before_settlement(
        &mut self,
        on: NaiveDate,
        amount: Money,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        let mut open = Money::zero(amount.currency());
        for claim in &self.machine.claims {
            open = open.plus(claim.open()?.total()?)?;
        }
        if !amount.minus(open)?.is_positive() {
            return Ok(());
        }
        let interest = self.post_interest(on, trace)?;
        self.charged_early = self.charged_early.plus(interest)?;
        self.items.counted_to(on, None)
    }

    fn purchase(
        &mut self,
        event: &Event,
        amount: Money,
        kind: ItemKind,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        self.items.add(Item::posted(kind, event.date, amount, self.next_number()));
        self.posted = self.posted.plus(amount)?;
        self.enter(Component::Principal, amount, (event.date, LedgerKind::Purchased), Some(event.id))?;
        self.record(Component::Principal, CardEntry::Purchase(event.id), amount, trace);
        let Some(cash) = self.cycle.cash.filter(|_| kind == ItemKind::Cash) else { return Ok(()) };
        let exact = mul(amount.exact(), cash.fee_share)?;
        let share = Money::from_exact(exact, amount.currency(), self.cycle.rounding)?;
        let fee = cash.fee_floor.map_or(Ok(share), |floor| share.greatest(floor))?;
        if !fee.is_positive() {
            return Ok(());
        }
        self.fees = self.fees.plus(fee)?;
        self.enter(Component::Fee, fee, (event.date, LedgerKind::Billed(self.next_number())), Some(event.id))?;
        self.record(Component::Fee, CardEntry::CashFee(event.id), fee, trace);
        Ok(())
    }

    /// Takes an amount out of the rest of the statement into a plan; a plan takes no more than is there.
    fn divide(
        &mut self,
        event: &Event,
        terms: CardInstalments,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        let Some(rest) = self.machine.claims.iter_mut().find(|claim| claim.reference == ClaimRef::RestOfStatement)
        else {
            return Ok(());
        };
        let amount = terms.amount.least(rest.open()?.principal)?;
        if !amount.is_positive() {
            return Ok(());
        }
        rest.charged.principal = rest.charged.principal.minus(amount)?;
        let reference = ClaimRef::Plan(event.id);
        let mut claim = claims::empty(reference, None, amount.currency(), Origin::Computed);
        claim.charged.principal = amount;
        self.machine.claims.push(claim);
        let entry = CardEntry::IntoPlan(event.id);
        let taken = Money::zero(amount.currency()).minus(amount)?;
        self.record(Component::Principal, entry, taken, trace);
        record_on(reference, Component::Principal, entry, amount, trace);
        self.items.settle(amount, Money::zero(amount.currency()), event.date)?;
        // What leaves the bill counts as settled of it.
        self.received.push((event.date, amount));
        self.plans.push(Plan { event: event.id, terms: CardInstalments { amount, ..terms }, made: 0 });
        Ok(())
    }

    /// The number of the bill that is made next.
    fn next_number(&self) -> u16 {
        u16::try_from(self.bills.len()).unwrap_or(u16::MAX).saturating_add(1)
    }

    /// Adds to the rest of the statement and to the ledger.
    fn enter(
        &mut self,
        component: Component,
        amount: Money,
        (date, kind): (NaiveDate, LedgerKind),
        event: Option<u64>,
    ) -> Result<(), EngineError> {
        let claim = Some(ClaimRef::RestOfStatement);
        for rest in self.machine.claims.iter_mut().filter(|entry| Some(entry.reference) == claim) {
            rest.charged.add(component, amount)?;
        }
        let origin = if kind == LedgerKind::Purchased { Origin::Stated } else { Origin::Computed };
        self.machine.ledger.push(LedgerLine { date, kind, component, claim, event, amount, origin });
        Ok(())
    }

    fn record(&self, component: Component, entry: CardEntry, amount: Money, trace: &mut Option<&mut Trace>) {
        record_on(ClaimRef::RestOfStatement, component, entry, amount, trace);
    }

    /// The account, with the interest of the running cycle up to the day. A bill whose last day in time is that day is not
    /// looked at: until the day is over, whoever pays is in time.
    pub(super) fn into_account(
        mut self,
        as_of: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Account, EngineError> {
        self.reach_days(as_of, date::shift(as_of, -1).unwrap_or(as_of), trace)?;
        self.post_interest(as_of, trace)?;
        let bills = self.bills;
        let account = self.machine.into_account(as_of, trace)?;
        Ok(Account { bills, ..account })
    }
}

fn cycle_cash_rate(card: &CardStatement, cycle: &CardCycle) -> Result<Decimal, EngineError> {
    cycle.cash.and_then(|cash| cash.rate).unwrap_or(card.rate).daily(YEAR_DAYS)
}

fn record_on(claim: ClaimRef, component: Component, entry: CardEntry, result: Money, trace: &mut Option<&mut Trace>) {
    record(trace, || Step {
        claim: Some(claim),
        component: Some(component),
        kind: StepKind::Entered { entry },
        result,
    });
}
