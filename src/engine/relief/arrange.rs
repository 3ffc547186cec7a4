//! From a position and a proposal to the payments of an arrangement.

use super::timing::Timing;
use super::{Arrangement, LumpSum, PlanRow, Position, Proposal, Treatment};
use crate::engine::allocation::{Component, Components};
use crate::engine::date;
use crate::engine::error::{EngineError, Term};
use crate::engine::limits::MAX_INSTALMENTS;
use crate::engine::money::Money;
use crate::engine::number::{div, mul};

/// What is given up first: penalties, fees, interest, principal.
const GIVEN_UP: [Component; 4] = [Component::Penalty, Component::Fee, Component::Interest, Component::Principal];

/// What is paid first of what is carried along: fees, penalties, interest.
const CARRIED: [Component; 4] = [Component::Fee, Component::Penalty, Component::Interest, Component::Principal];

/// The first part of `limits` that comes to an amount, component by component in the order of `order`.
fn first_of(limits: &Components, amount: Money, order: [Component; 4]) -> Result<Components, EngineError> {
    let mut rest = amount;
    let mut parts = Components::zero(amount.currency());
    for component in order {
        let part = limits.get(component).least(rest)?;
        if part.is_positive() {
            parts.set(component, part);
            rest = rest.minus(part)?;
        }
    }
    Ok(parts)
}

/// Which components an amount that is given up comes from: penalties first, then fees, interest, principal, of each no more
/// than `limits` has. More than all of them is all of them.
///
/// # Errors
/// A different currency or overflow.
pub fn in_order_of_giving_up(limits: &Components, amount: Money) -> Result<Components, EngineError> {
    first_of(limits, amount, GIVEN_UP)
}

/// The sums that a proposal makes of what is open.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sums {
    /// What is given up.
    pub(crate) waived: Components,
    /// What joins the principal.
    pub(crate) capitalised: Components,
    /// What is spread over the payments without interest.
    pub(crate) carried: Components,
    /// What bears interest.
    pub(crate) principal: Money,
}

impl Sums {
    /// Of a position, with so much given up.
    ///
    /// # Errors
    /// More given up than is open, a negative amount, another currency, overflow.
    pub(crate) fn of(position: &Position, proposal: &Proposal, waived: Components) -> Result<Self, EngineError> {
        let zero = Components::zero(position.currency);
        let (mut capitalised, mut carried) = (zero, zero);
        let mut principal = Money::zero(position.currency);
        for component in Component::ALL {
            let (open, given_up) = (position.open.get(component), waived.get(component));
            let rest = open.minus(given_up)?;
            if given_up.minor() < 0 || rest.minor() < 0 {
                return Err(EngineError::outside(Term::Amount, 0, open.exact()));
            }
            let treatment = match component {
                Component::Principal => Treatment::Capitalise,
                Component::Interest => proposal.treatments.interest,
                Component::Penalty => proposal.treatments.penalty,
                Component::Fee => proposal.treatments.fee,
            };
            match treatment {
                Treatment::CarryForward => carried.set(component, rest),
                Treatment::Capitalise => {
                    principal = principal.plus(rest)?;
                    if component != Component::Principal {
                        capitalised.set(component, rest);
                    }
                }
            }
        }
        if let Some(fee) = proposal.refinance_fee {
            if fee.minor() < 0 {
                return Err(EngineError::outside(Term::Fee, 0, crate::engine::contract::GREATEST_AMOUNT));
            }
            principal = principal.plus(fee)?;
            capitalised.add(Component::Fee, fee)?;
        }
        Ok(Self { waived, capitalised, carried, principal })
    }

    /// All payments, when `total_of_one` is what they come to for a principal of one: rounded once, then what is carried
    /// along. It never rises when more is given up.
    ///
    /// # Errors
    /// Overflow.
    pub(crate) fn total(&self, position: &Position, total_of_one: rust_decimal::Decimal) -> Result<Money, EngineError> {
        self.level(position, total_of_one)?.plus(self.carried.total()?)
    }

    fn level(&self, position: &Position, total_of_one: rust_decimal::Decimal) -> Result<Money, EngineError> {
        let exact = mul(self.principal.exact(), total_of_one)?;
        Money::from_exact(exact, position.currency, position.rounding)?.greatest(self.principal)
    }
}

impl Position {
    /// Whether it can be arranged at all.
    pub(crate) fn check(&self) -> Result<(), EngineError> {
        self.rate.check(Term::Rate)?;
        date::check(self.as_of)?;
        date::check(self.first_due)?;
        if self.remaining == 0 || self.remaining > MAX_INSTALMENTS {
            return Err(EngineError::outside(Term::Count, 1, MAX_INSTALMENTS));
        }
        if self.frequency.every == 0 {
            return Err(EngineError::outside(Term::Every, 1, u16::MAX));
        }
        for component in Component::ALL {
            let open = self.open.get(component).plus(Money::zero(self.currency))?;
            if open.minor() < 0 {
                return Err(EngineError::outside(Term::Amount, 0, crate::engine::contract::GREATEST_AMOUNT));
            }
        }
        self.open.total().map(|_| ())
    }

    /// The number of payments of a proposal.
    pub(crate) fn payments(&self, proposal: &Proposal) -> Result<u16, EngineError> {
        let count = proposal.count.unwrap_or(self.remaining.saturating_add(proposal.more));
        if count == 0 || count > MAX_INSTALMENTS {
            return Err(EngineError::outside(Term::Count, 1, MAX_INSTALMENTS));
        }
        Ok(count)
    }
}

/// The new schedule.
///
/// What bears interest is the open principal, less what is given up of it, with what is capitalised and a refinancing fee.
/// Its level payments, and what is carried along, are added up, rounded once and split so that payments differ by at most one
/// minor unit, the larger ones first. Pauses of penalties and of collection change no payment.
///
/// # Errors
/// A lever outside its bounds, with what would work; overflow.
pub fn arrange(position: &Position, proposal: &Proposal) -> Result<Arrangement, EngineError> {
    position.check()?;
    if let Some(lump) = proposal.lump_sum {
        return settle(position, proposal, lump);
    }
    let waived = proposal.waive.unwrap_or(Components::zero(position.currency));
    let sums = Sums::of(position, proposal, waived)?;
    let count = position.payments(proposal)?;
    let timing = Timing::of(position, proposal, count)?;
    let level = sums.level(position, timing.total_of_one(count)?)?;
    finish(position, &sums, rows(position, &sums, &timing, level)?)
}

/// One sum on a day; what it leaves open is given up, penalties first.
fn settle(position: &Position, proposal: &Proposal, lump: LumpSum) -> Result<Arrangement, EngineError> {
    if proposal.waive.is_some_and(|waived| !waived.is_zero()) || proposal.refinance_fee.is_some() {
        return Err(EngineError::NotTogether { term: Term::Amount });
    }
    let open = position.open.total()?;
    let discount = open.minus(lump.amount)?;
    if lump.amount.minor() < 0 || discount.minor() < 0 {
        return Err(EngineError::outside(Term::Amount, 0, open.exact()));
    }
    if date::check(lump.on)? < position.as_of {
        return Err(EngineError::DatesOutOfOrder { term: Term::Due, earliest: position.as_of });
    }
    let waived = in_order_of_giving_up(&position.open, discount)?;
    let zero = Components::zero(position.currency);
    let amounts = position.open.minus(&waived)?;
    let sums = Sums { waived, capitalised: zero, carried: zero, principal: amounts.principal };
    let rows = if amounts.is_zero() { Vec::new() } else { vec![PlanRow { number: 1, due: lump.on, amounts }] };
    finish(position, &sums, rows)
}

fn finish(position: &Position, sums: &Sums, rows: Vec<PlanRow>) -> Result<Arrangement, EngineError> {
    let zero = Money::zero(position.currency);
    let (mut paid, mut greatest) = (zero, zero);
    for row in &rows {
        let total = row.amounts.total()?;
        (paid, greatest) = (paid.plus(total)?, greatest.greatest(total)?);
    }
    let new_cost = paid.plus(sums.waived.total()?)?.minus(position.open.total()?)?;
    Ok(Arrangement {
        rows,
        new_principal: sums.principal,
        capitalised: sums.capitalised,
        waived: sums.waived,
        paid,
        new_cost,
        greatest,
    })
}

/// What is carried along, spread over so many payments: equal shares, the larger ones first, fees before penalties before
/// interest.
pub(super) fn spread(carried: &Components, count: u16) -> Result<Vec<Components>, EngineError> {
    let mut rest = *carried;
    let mut parts = Vec::with_capacity(usize::from(count));
    for share in carried.total()?.split(count) {
        let part = first_of(&rest, share, CARRIED)?;
        rest = rest.minus(&part)?;
        parts.push(part);
    }
    Ok(parts)
}

/// The payments: each first what is carried along, then interest as it has been earned by then, then principal.
fn rows(position: &Position, sums: &Sums, timing: &Timing, level: Money) -> Result<Vec<PlanRow>, EngineError> {
    let count = u16::try_from(timing.dates.len()).map_err(|_| EngineError::Overflow)?;
    let zero = Money::zero(position.currency);
    let total = level.plus(sums.carried.total()?)?;
    if total.is_zero() {
        return Ok(Vec::new());
    }
    let all_interest = level.minus(sums.principal)?;
    let payment = div(level.exact(), rust_decimal::Decimal::from(count))?;
    let earned = timing.interest(sums.principal.exact(), payment)?;
    let (mut interest_paid, mut principal_left) = (zero, sums.principal);
    let mut rows = Vec::with_capacity(timing.dates.len());
    let shares = total.split(count).into_iter().zip(spread(&sums.carried, count)?);
    for ((number, due), ((payment, carried), earned)) in (1_u16..).zip(&timing.dates).zip(shares.zip(earned)) {
        let room = payment.minus(carried.total()?)?;
        let by_now = match number == count {
            true => all_interest,
            false => Money::from_exact(earned, position.currency, position.rounding)?.least(all_interest)?,
        };
        let asked = by_now.minus_to_zero(interest_paid)?.least(room)?;
        let principal = room.minus(asked)?.least(principal_left)?;
        let interest = room.minus(principal)?;
        interest_paid = interest_paid.plus(interest)?;
        principal_left = principal_left.minus(principal)?;
        let mut amounts = carried;
        amounts.add(Component::Interest, interest)?;
        amounts.add(Component::Principal, principal)?;
        rows.push(PlanRow { number, due: *due, amounts });
    }
    Ok(rows)
}
