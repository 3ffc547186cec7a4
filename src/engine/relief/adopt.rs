//! An agreed arrangement as a contract, and what missing its payments does.

use super::arrange::spread;
use super::{Arrangement, BreakTerms, Broken, Position};
use crate::engine::allocation::{Component, Components};
use crate::engine::card::CardCycle;
use crate::engine::contract::{CardStatement, Contract, InstalmentTerms, StatedRow};
use crate::engine::date::Frequency;
use crate::engine::error::EngineError;
use crate::engine::late::{Base, ChargeKind, LateCharge, Lateness};
use crate::engine::money::Money;
use crate::engine::rate::Accrual;
use crate::engine::replay::replay;
use crate::engine::shape::Shape;

/// The contract that an agreed arrangement makes: its rows are the stated schedule, lateness and waterfall stay.
///
/// A card's interest on the rest of a bill becomes interest on overdue principal, and the 违约金 of its cycles a share of the
/// overdue instalment: with instalments there is no bill any more. Where no principal is left, what is paid stands for it.
///
/// # Errors
/// [`EngineError::NoSuchFigure`] for an arrangement without payments; overflow.
pub fn adopt(contract: &Contract, position: &Position, agreed: &Arrangement) -> Result<Contract, EngineError> {
    let (Some(first), Ok(count)) = (agreed.rows.first(), u16::try_from(agreed.rows.len())) else {
        return Err(EngineError::NoSuchFigure);
    };
    let principal = if agreed.new_principal.is_positive() { agreed.new_principal } else { agreed.paid };
    let accrual = match contract {
        Contract::Instalment(terms) => terms.accrual,
        Contract::Single(terms) => terms.accrual,
        Contract::Revolving(_) => Accrual::PerPeriod,
    };
    let rows = agreed.rows.iter().map(|row| StatedRow { due: row.due, amounts: row.amounts });
    let plain = InstalmentTerms::monthly(principal, position.rate, count, position.as_of);
    Ok(Contract::Instalment(Box::new(InstalmentTerms {
        frequency: position.frequency,
        first_due: Some(first.due),
        accrual,
        rounding: position.rounding,
        shape: Shape::default(),
        stated: Some(rows.collect()),
        lateness: match contract {
            Contract::Instalment(terms) => terms.lateness.clone(),
            Contract::Single(terms) => terms.lateness.clone(),
            Contract::Revolving(card) => lateness_of_card(card),
        },
        waterfall: contract.waterfall().clone(),
        ..plain
    })))
}

/// What lateness costs once a card is paid back in instalments.
fn lateness_of_card(card: &CardStatement) -> Lateness {
    let Some(cycle) = &card.cycle else {
        let moved = |charge: &LateCharge| LateCharge {
            base: if charge.base == Base::StatementBalance { Base::OverduePrincipal } else { charge.base },
            ..charge.clone()
        };
        return Lateness { charges: card.lateness.charges.iter().map(moved).collect() };
    };
    let interest = LateCharge {
        component: Component::Interest,
        rounding: cycle.rounding,
        ..LateCharge::daily(card.rate, Base::OverduePrincipal)
    };
    Lateness { charges: core::iter::once(interest).chain(late_fee(cycle)).collect() }
}

fn late_fee(cycle: &CardCycle) -> Option<LateCharge> {
    let fee = cycle.late_fee?;
    Some(LateCharge {
        kind: ChargeKind::Percent { share: fee.share, floor: fee.floor, ceiling: fee.ceiling },
        rounding: cycle.rounding,
        ..LateCharge::daily(crate::engine::rate::Rate::ZERO, Base::OverdueInstalment)
    })
}

/// What happens if the first payments of an agreed plan are missed, everything else being paid on time.
///
/// # Errors
/// What the engine refuses.
pub fn missed(
    contract: &Contract,
    position: &Position,
    agreed: &Arrangement,
    terms: BreakTerms,
    payments: u8,
) -> Result<Broken, EngineError> {
    let plan = adopt(contract, position, agreed)?;
    let zero = Money::zero(position.currency);
    let (next, last) = (agreed.rows.get(usize::from(payments)), agreed.rows.last());
    let on = match (next, last) {
        (Some(row), _) => row.due,
        (None, Some(row)) => Frequency::MONTHLY.after(row.due, 1)?,
        (None, None) => position.as_of,
    };
    let account = replay(&plan, None, &[], on)?;
    let charges = Money::sum(position.currency, account.late_totals.iter().map(|total| total.posted))?;
    let ended = terms.ends_after.is_some_and(|most| payments > 0 && payments >= most);
    let (due, comes_back) = if ended {
        // The old debt is back, with the interest that the plan has earned by then.
        let open = position.open.total()?.plus(new_interest(position, agreed, on)?)?;
        (open.plus(charges)?, agreed.waived.total()?)
    } else {
        (account.due_now.total()?, zero)
    };
    Ok(Broken { missed: payments, on, charges, days_past_due: account.days_past_due, due, ended, comes_back })
}

/// Interest of the plan up to a day on which a payment is due, without interest that was owed before.
fn new_interest(position: &Position, agreed: &Arrangement, on: chrono::NaiveDate) -> Result<Money, EngineError> {
    let count = u16::try_from(agreed.rows.len()).map_err(|_| EngineError::Overflow)?;
    let left = position.open.minus(&agreed.waived)?;
    let mut carried = Components::zero(position.currency);
    for component in [Component::Interest, Component::Penalty, Component::Fee] {
        // A refinancing fee stands among what was capitalised although it was not open before.
        carried.set(component, left.get(component).minus_to_zero(agreed.capitalised.get(component))?);
    }
    let mut sum = Money::zero(position.currency);
    for (row, part) in agreed.rows.iter().zip(spread(&carried, count)?) {
        if row.due <= on {
            sum = sum.plus(row.amounts.interest.minus_to_zero(part.interest)?)?;
        }
    }
    Ok(sum)
}
