//! Where a contract keeps each convention: what it has, and how another is put in its place.

use super::super::allocation::Waterfall;
use super::super::contract::{Contract, InstalmentTerms};
use super::super::late::{Base, ChargeKind, Compounding, LateCharge, Lateness};
use super::space::{Choice, Dimension, Level, PaymentOrder};

/// What the contract itself has; none where it has no such thing.
pub(super) fn own(contract: &Contract, dimension: Dimension) -> Option<Choice> {
    let charges = contract.lateness().charges.as_slice();
    let daily = || charges.iter().find_map(by_day);
    if let Some(choice) = card_own(contract, dimension) {
        return Some(choice);
    }
    match (dimension, contract) {
        (Dimension::DayCount, Contract::Instalment(terms)) => Some(Choice::DayCount(terms.accrual)),
        (Dimension::DayCount, Contract::Single(terms)) => {
            (!terms.rate.value.is_zero()).then_some(Choice::DayCount(terms.accrual))
        }
        (Dimension::Rounding, Contract::Instalment(terms)) => Some(Choice::Rounding(terms.rounding)),
        (Dimension::Rounding, Contract::Single(terms)) => Some(Choice::Rounding(terms.rounding)),
        (Dimension::Step, Contract::Instalment(terms)) => Some(Choice::Step(terms.instalment_multiple)),
        (Dimension::Residue, Contract::Instalment(terms)) => Some(Choice::Residue(terms.residue)),
        (Dimension::Basis, Contract::Instalment(terms)) => Some(Choice::Basis(terms.shape.basis)),
        (Dimension::FeeTiming, Contract::Instalment(terms)) => terms.shape.fee.map(|fee| Choice::FeeTiming(fee.when)),
        (Dimension::PaymentOrder, _) => Some(Choice::Order(PaymentOrder::Agreed)),
        (Dimension::LateBase, _) => charges.iter().find(|charge| has_free_base(charge)).map(|c| Choice::Base(c.base)),
        (Dimension::LateDays, _) => charges.first().map(|charge| Choice::Days(charge.inclusion)),
        (Dimension::Grace, _) => charges.first().map(|charge| Choice::Grace(charge.grace)),
        (Dimension::LateRounding, _) => charges.first().map(|charge| Choice::Rounding(charge.rounding)),
        (Dimension::Compounding, _) => daily().map(|(_, compounding)| Choice::Compounding(compounding)),
        (Dimension::LateYear, _) => daily().map(|(days, _)| Choice::Year(days)),
        _ => None,
    }
}

/// What a card's cycles have.
fn card_own(contract: &Contract, dimension: Dimension) -> Option<Choice> {
    let Contract::Revolving(card) = contract else { return None };
    let cycle = card.cycle.as_ref()?;
    match dimension {
        Dimension::Rounding => Some(Choice::Rounding(cycle.rounding)),
        Dimension::CardMethod => Some(Choice::CardMethod(cycle.method)),
        Dimension::CardCarry => Some(Choice::CardCarry(cycle.carry)),
        Dimension::CardBilled => Some(Choice::CardBilled(cycle.billed)),
        Dimension::CardDays => Some(Choice::Days(cycle.inclusion)),
        _ => None,
    }
}

/// A charge by the day whose base is the lender's choice; a card's interest on the rest of its bill has its own.
const fn has_free_base(charge: &LateCharge) -> bool {
    charge.is_daily() && !matches!(charge.base, Base::StatementBalance)
}

/// Days of a year and compounding of a charge that runs by the day.
const fn by_day(charge: &LateCharge) -> Option<(u16, Compounding)> {
    match charge.kind {
        ChargeKind::Daily { year_days, compounding, .. } | ChargeKind::Uplift { year_days, compounding, .. } => {
            Some((year_days, compounding))
        }
        _ => None,
    }
}

pub(super) fn apply(contract: &mut Contract, dimension: Dimension, choice: Choice) {
    match (contract, dimension, choice) {
        (Contract::Instalment(terms), Dimension::PaymentOrder, Choice::Order(order)) => {
            order_by(&mut terms.waterfall, order);
        }
        (Contract::Single(terms), Dimension::PaymentOrder, Choice::Order(order)) => {
            order_by(&mut terms.waterfall, order)
        }
        (Contract::Revolving(card), Dimension::PaymentOrder, Choice::Order(order)) => {
            order_by(&mut card.waterfall, order);
        }
        (Contract::Instalment(terms), dimension, choice) if dimension.level() == Level::Schedule => {
            apply_to_schedule(terms, choice);
        }
        (Contract::Single(terms), Dimension::DayCount, Choice::DayCount(accrual)) => terms.accrual = accrual,
        (Contract::Single(terms), Dimension::Rounding, Choice::Rounding(rounding)) => terms.rounding = rounding,
        (Contract::Revolving(card), dimension, choice) if dimension.level() == Level::Schedule => {
            let Some(cycle) = card.cycle.as_mut() else { return };
            match choice {
                Choice::Rounding(rounding) => cycle.rounding = rounding,
                Choice::CardMethod(method) => cycle.method = method,
                Choice::CardCarry(carry) => cycle.carry = carry,
                Choice::CardBilled(billed) => cycle.billed = billed,
                Choice::Days(inclusion) => cycle.inclusion = inclusion,
                _ => {}
            }
        }
        (Contract::Instalment(terms), _, choice) => apply_to_lateness(&mut terms.lateness, choice),
        (Contract::Single(terms), _, choice) => apply_to_lateness(&mut terms.lateness, choice),
        (Contract::Revolving(card), _, choice) => apply_to_lateness(&mut card.lateness, choice),
    }
}

fn order_by(waterfall: &mut Waterfall, order: PaymentOrder) {
    if let Some(ordered) = order.waterfall() {
        *waterfall = ordered;
    }
}

fn apply_to_schedule(terms: &mut InstalmentTerms, choice: Choice) {
    match choice {
        Choice::DayCount(accrual) => terms.accrual = accrual,
        Choice::Rounding(rounding) => terms.rounding = rounding,
        Choice::Step(step) => terms.instalment_multiple = step,
        Choice::Residue(residue) => terms.residue = residue,
        Choice::Basis(basis) => terms.shape.basis = basis,
        Choice::FeeTiming(when) => {
            if let Some(fee) = terms.shape.fee.as_mut() {
                fee.when = when;
            }
        }
        _ => {}
    }
}

fn apply_to_lateness(lateness: &mut Lateness, choice: Choice) {
    for charge in &mut lateness.charges {
        match choice {
            Choice::Base(base) if has_free_base(charge) => charge.base = base,
            Choice::Days(inclusion) => charge.inclusion = inclusion,
            Choice::Grace(grace) => charge.grace = grace,
            Choice::Rounding(rounding) => charge.rounding = rounding,
            Choice::Compounding(chosen) => {
                if let ChargeKind::Daily { compounding, .. } | ChargeKind::Uplift { compounding, .. } = &mut charge.kind
                {
                    *compounding = chosen;
                }
            }
            Choice::Year(days) => {
                if let ChargeKind::Daily { year_days, .. } | ChargeKind::Uplift { year_days, .. } = &mut charge.kind {
                    *year_days = days;
                }
            }
            _ => {}
        }
    }
}
