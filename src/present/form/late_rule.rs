//! The late charge of a debt whose terms came from a file: the file says what was charged, not what will be.
//!
//! The borrower may add the daily rate of the contract. It counts from the day after the file's figures, because what
//! the lender charged until then is in them.

use std::sync::Arc;

use crate::case::{Debt, DebtInputs};
use crate::engine::date::shift;
use crate::engine::{Base, ChargeKind, Contract, EngineError, Event, EventKind, LateCharge, Lateness, PauseOf, Rate};

/// The daily rate that a debt's late charge has, `Some(None)` if it has no late charge, `None` if its charges say more
/// than one rate can.
#[must_use]
pub fn late_rate(debt: &Debt) -> Option<Option<Rate>> {
    match debt.inputs.contract.lateness().charges.as_slice() {
        [] => Some(None),
        [charge] => match charge.kind {
            ChargeKind::Daily { rate, .. } if *charge == LateCharge::daily(rate, Base::OverdueInstalment) => {
                Some(Some(rate))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The debt with another daily rate of lateness, or with none.
///
/// # Errors
/// A file dated at the end of the supported years.
pub fn with_late_rate(debt: &Debt, rate: Option<Rate>) -> Result<Debt, EngineError> {
    let mut inputs = DebtInputs::clone(&debt.inputs);
    let lateness =
        Lateness { charges: rate.map(|rate| LateCharge::daily(rate, Base::OverdueInstalment)).into_iter().collect() };
    let start = match &mut inputs.contract {
        Contract::Instalment(terms) => {
            terms.lateness = lateness;
            terms.disbursed_on
        }
        Contract::Revolving(card) => {
            card.lateness = lateness;
            card.due
        }
        Contract::Single(terms) => {
            terms.lateness = lateness;
            terms.start
        }
    };
    if let Some(imported) = &debt.imported {
        // Until the day of the file nothing is counted a second time.
        let kind = EventKind::Pause { of: PauseOf::Penalty, until: shift(imported.as_of, 1)?.max(start) };
        let paused = inputs.events.iter().any(|event| event.date == start && event.kind == kind);
        if rate.is_some() && !paused {
            inputs.events.push(Event { id: inputs.next_event_id(), date: start, kind });
        }
    }
    Ok(Debt { inputs: Arc::new(inputs), ..debt.clone() })
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::case::{DebtKind, Imported, ImportedFrom};
    use crate::engine::{Currency, InstalmentTerms, Money, RatePeriod};

    #[test]
    fn a_rule_added_to_an_imported_loan_counts_from_the_day_after_the_file() {
        let date = |text: &str| text.parse().unwrap_or_default();
        let yuan = |minor| Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY));
        let terms = InstalmentTerms::monthly(yuan(120_000), Rate::ZERO, 12, date("2026-01-10"));
        let imported = Imported {
            from: ImportedFrom::Fineract,
            account: String::new(),
            as_of: date("2026-03-10"),
            stated_schedule: false,
            equal: 1,
            differences: Vec::new(),
        };
        let debt = Debt {
            id: "a".to_owned(),
            creditor: String::new(),
            kind: DebtKind::Loan,
            inputs: Arc::new(DebtInputs {
                contract: Contract::Instalment(Box::new(terms)),
                opening: None,
                events: Vec::new(),
            }),
            imported: Some(imported),
            created_on: date("2026-03-10"),
            rev: 0,
            example: false,
            facts: None,
        };
        assert_eq!(late_rate(&debt), Some(None));
        let rate = Rate { value: Decimal::new(1, 3), per: RatePeriod::Day };
        let changed = with_late_rate(&debt, Some(rate)).unwrap_or(debt);
        assert_eq!(late_rate(&changed), Some(Some(rate)));
        let penalty = |day: &str| changed.replay(date(day)).map(|account| account.due_now.penalty.minor());
        // February's 100.00 is 28 days late on the day of the file; of the ten days after it, 100 · 0.001 · 10 = 1.00,
        // and March's 100.00 is late for the same ten days.
        assert_eq!(penalty("2026-03-10"), Ok(0));
        assert_eq!(penalty("2026-03-20"), Ok(200));
        assert_eq!(with_late_rate(&changed, Some(rate)).map(|again| again.inputs.events.len()), Ok(1));
    }
}
