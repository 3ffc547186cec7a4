//! The two days of a cycle: the day on which a bill is made, and the day on which its payment is looked at.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::super::account::{ClaimRef, LedgerKind, LedgerLine, Origin};
use super::super::super::allocation::{Component, Components};
use super::super::super::card::{Bill, ItemKind};
use super::super::super::error::EngineError;
use super::super::super::event::PauseOf;
use super::super::super::money::Money;
use super::super::super::number::{div, mul};
use super::super::super::trace::{CardEntry, Step, StepKind, Trace, record};
use super::super::claims;
use super::items::{Item, total};
use super::{Card, record_on};
use crate::engine::card::{MinimumParts, MinimumRuleBilled};

impl Card<'_> {
    /// The bill that the card starts from, as stated.
    pub(super) fn first_bill(&self) -> Result<Bill, EngineError> {
        let currency = self.card.balance.currency();
        let zero = Money::zero(currency);
        let mut balance = Components::zero(currency);
        balance.principal = self.card.balance;
        let minimum = self.card.minimum;
        Ok(Bill {
            number: 1,
            date: self.first,
            due: self.card.due,
            carried: zero,
            posted: self.card.balance,
            interest: zero,
            fees: zero,
            instalments: zero,
            balance,
            minimum,
            minimum_parts: MinimumParts::stated(minimum),
            paid: zero,
            paid_in_full: None,
        })
    }

    /// Counts the interest since the last bill up to `to` and enters it, rounded once.
    pub(super) fn post_interest(
        &mut self,
        to: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Money, EngineError> {
        let legs = self.items.legs(to)?;
        let currency = self.card.balance.currency();
        let number = self.next_number();
        let interest = Money::from_exact(total(&legs)?, currency, self.cycle.rounding)?;
        if legs.is_empty() || !interest.is_positive() {
            return Ok(Money::zero(currency));
        }
        for leg in &legs {
            let result = Money::from_exact(leg.exact, currency, self.cycle.rounding)?;
            record(trace, || Step {
                claim: Some(ClaimRef::RestOfStatement),
                component: Some(Component::Interest),
                kind: StepKind::CardDays {
                    bill: number,
                    base: leg.base,
                    daily: leg.daily,
                    from: leg.from,
                    to: leg.to,
                    days: leg.days,
                    exact: leg.exact,
                },
                result,
            });
        }
        self.enter(Component::Interest, interest, (to, LedgerKind::Billed(number)), None)?;
        self.record(Component::Interest, CardEntry::Interest(number), interest, trace);
        Ok(interest)
    }

    /// The end of a statement day.
    pub(super) fn make_bill(&mut self, on: NaiveDate, trace: &mut Option<&mut Trace>) -> Result<(), EngineError> {
        let currency = self.card.balance.currency();
        let zero = Money::zero(currency);
        let number = self.next_number();
        let due = self.cycle.due_of(on)?;
        let early = core::mem::replace(&mut self.charged_early, zero);
        let interest = self.post_interest(on, trace)?.plus(early)?;
        let last_due = self.bills.last().map(|bill| bill.due);
        self.items.counted_to(on, last_due)?;
        let reference = ClaimRef::Bill(number);
        let mut claim = claims::empty(reference, Some(due), currency, Origin::Computed);
        let instalments = self.bill_instalments(on, number, &mut claim.charged, trace)?;
        let (posted, fees) = (self.posted, self.fees);
        (self.posted, self.fees) = (zero, zero);
        let mut balance = claim.charged;
        let (mut rest, mut overdue) = (Components::zero(currency), zero);
        for entry in &self.machine.claims {
            let open = entry.open()?;
            match entry.reference {
                ClaimRef::Plan(_) => continue,
                ClaimRef::RestOfStatement => rest = open,
                _ => overdue = overdue.plus(open.total()?)?,
            }
            balance = balance.plus(&open)?;
        }
        let parts = self.cycle.minimum.parts(&MinimumRuleBilled {
            balance: balance.total()?,
            interest: rest.interest,
            fees: rest.fee.plus(rest.penalty)?,
            overdue,
            instalments,
        })?;
        let mut left = parts.total.minus_to_zero(parts.overdue.plus(parts.instalments)?)?;
        for component in [Component::Interest, Component::Fee, Component::Penalty, Component::Principal] {
            let part = rest.get(component).least(left)?;
            if part.is_positive() {
                left = left.minus(part)?;
                claim.charged.add(component, part)?;
                self.enter_quietly(component, zero.minus(part)?)?;
                self.record(component, CardEntry::Minimum(number), zero.minus(part)?, trace);
                record_on(reference, component, CardEntry::Minimum(number), part, trace);
            }
        }
        self.machine.claims.push(claim);
        self.machine.accruals.add_claim(due);
        self.items.bill_interest(interest, on, number);
        let sum = balance.total()?;
        let carried = sum.minus(posted)?.minus(interest)?.minus(fees)?.minus(instalments)?;
        self.bills.push(Bill {
            number,
            date: on,
            due,
            carried,
            posted,
            interest,
            fees,
            instalments,
            balance,
            minimum: parts.total,
            minimum_parts: parts,
            paid: zero,
            paid_in_full: None,
        });
        Ok(())
    }

    /// Moves between claims: no line of the ledger, nothing new is owed.
    fn enter_quietly(&mut self, component: Component, amount: Money) -> Result<(), EngineError> {
        for rest in self.machine.claims.iter_mut().filter(|entry| entry.reference == ClaimRef::RestOfStatement) {
            rest.charged.add(component, amount)?;
        }
        Ok(())
    }

    /// The instalments on the card that fall on this bill; gives their sum.
    fn bill_instalments(
        &mut self,
        on: NaiveDate,
        number: u16,
        charged: &mut Components,
        trace: &mut Option<&mut Trace>,
    ) -> Result<Money, EngineError> {
        let mut sum = Money::zero(self.card.balance.currency());
        let reference = ClaimRef::Bill(number);
        for plan in &mut self.plans {
            if plan.made >= plan.terms.count {
                continue;
            }
            plan.made = plan.made.saturating_add(1);
            let entry = CardEntry::Instalment(plan.event);
            let Some(source) =
                self.machine.claims.iter_mut().find(|claim| claim.reference == ClaimRef::Plan(plan.event))
            else {
                continue;
            };
            let open = source.open()?.principal;
            let amount = plan.terms.amount;
            let exact = div(amount.exact(), Decimal::from(plan.terms.count.max(1)))?;
            let share = Money::from_exact(exact, amount.currency(), self.cycle.rounding)?;
            let part = if plan.made == plan.terms.count { open } else { share.least(open)? };
            source.charged.principal = source.charged.principal.minus(part)?;
            record_on(
                ClaimRef::Plan(plan.event),
                Component::Principal,
                entry,
                Money::zero(part.currency()).minus(part)?,
                trace,
            );
            let fee = plan.terms.fee_on(plan.made, self.cycle.rounding)?;
            for (component, amount) in [(Component::Principal, part), (Component::Fee, fee)] {
                if amount.is_positive() {
                    charged.add(component, amount)?;
                    sum = sum.plus(amount)?;
                    record_on(reference, component, entry, amount, trace);
                }
            }
            if fee.is_positive() {
                self.machine.ledger.push(LedgerLine {
                    date: on,
                    kind: LedgerKind::Billed(number),
                    component: Component::Fee,
                    claim: Some(reference),
                    event: Some(plan.event),
                    amount: fee,
                    origin: Origin::Computed,
                });
            }
            // Once billed, an instalment is like a purchase of the day: unpaid, it bears interest.
            self.items.add(Item::posted(ItemKind::Purchase, on, part, number));
        }
        Ok(sum)
    }

    /// The end of the last day on which a bill's payment counts as in time.
    pub(super) fn look(
        &mut self,
        place: usize,
        on: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        let currency = self.card.balance.currency();
        let Some(bill) = self.bills.get_mut(place) else { return Ok(()) };
        let in_time = self.received.iter().filter(|(day, _)| *day > bill.date && *day <= on).map(|(_, amount)| *amount);
        bill.paid = Money::sum(currency, in_time)?;
        let missing = bill.balance.total()?.minus_to_zero(bill.paid)?;
        let shortfall = self.cycle.tolerance.map_or(Money::zero(currency), |tolerance| tolerance.shortfall);
        let full = !missing.minus_to_zero(shortfall)?.is_positive();
        bill.paid_in_full = Some(full);
        let (number, due) = (bill.number, bill.due);
        if full {
            self.items.release(number, on);
            return Ok(());
        }
        self.items.bear(number);
        self.charge_late_fee((number, due), on, trace)
    }

    /// 违约金 on what is unpaid of the least payments up to this bill.
    fn charge_late_fee(
        &mut self,
        (number, due): (u16, NaiveDate),
        on: NaiveDate,
        trace: &mut Option<&mut Trace>,
    ) -> Result<(), EngineError> {
        let Some(terms) = self.cycle.late_fee else { return Ok(()) };
        let paused = |pause: &super::super::Pause| pause.of == PauseOf::Penalty && pause.from <= on && on < pause.until;
        if self.machine.pauses.iter().any(paused) {
            return Ok(());
        }
        let currency = self.card.balance.currency();
        let mut unpaid = Money::zero(currency);
        for claim in self.machine.claims.iter().filter(|claim| claim.due.is_some_and(|day| day <= due)) {
            unpaid = unpaid.plus(claim.open()?.total()?)?;
        }
        if !unpaid.is_positive() {
            return Ok(());
        }
        let exact = mul(unpaid.exact(), terms.share)?;
        let mut fee = Money::from_exact(exact, currency, self.cycle.rounding)?;
        if let Some(floor) = terms.floor {
            fee = fee.greatest(floor)?;
        }
        if let Some(ceiling) = terms.ceiling {
            fee = fee.least(ceiling)?;
        }
        if !fee.is_positive() {
            return Ok(());
        }
        self.fees = self.fees.plus(fee)?;
        record(trace, || Step {
            claim: Some(ClaimRef::RestOfStatement),
            component: Some(Component::Penalty),
            kind: StepKind::ShareOf { bill: number, base: unpaid, share: terms.share, exact },
            result: fee,
        });
        self.enter(Component::Penalty, fee, (on, LedgerKind::Billed(self.next_number())), None)?;
        self.record(Component::Penalty, CardEntry::LateFee(number), fee, trace);
        Ok(())
    }
}
