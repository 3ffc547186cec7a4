//! P6 (days), P7, P8, P9: late charges grow, stop at their caps, and do not care how often one looks.

use duewise::engine::*;
use proptest::prelude::*;

use super::arbitrary::{YUAN, after, charge, debt, money, start_of};
use super::law;

fn all_late(account: &Account) -> Money {
    Money::sum(YUAN, account.late_totals.iter().map(|total| total.posted)).expect("fits")
}

#[test]
fn p6_lateness_never_costs_less_a_day_later() {
    law("P6 days", (debt(), 1_u64..400), |((contract, mut events, as_of), more)| {
        // A change of the schedule that is still to come moves what earlier money went to.
        events.retain(|event| event.date <= as_of || !super::shapes::changes_schedule(event));
        let later = after(as_of, more);
        let (Ok(today), Ok(then)) = (replay(&contract, None, &events, as_of), replay(&contract, None, &events, later))
        else {
            return Ok(());
        };
        prop_assert!(all_late(&today) <= all_late(&then));
        prop_assert!(today.ledger.iter().all(|line| line.amount.minor() >= 0));
        Ok(())
    });
}

/// One overdue sum and one charge, looked at day by day.
fn single(principal: i64, charge: LateCharge) -> Contract {
    let start = super::arbitrary::day(3_000);
    Contract::Single(Box::new(SingleTerms {
        principal: money(principal),
        start,
        due: start,
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: vec![charge] },
        waterfall: Waterfall::default(),
    }))
}

#[test]
fn p7_and_p8_a_charge_never_passes_its_cap_on_any_day_and_stays_at_it() {
    law("P7, P8", (charge(), 1_i64..1_000_000, 1_i64..5_000, 1_u64..120), |(mut charge, principal, most, days)| {
        let cap = money(most);
        charge.caps = vec![Cap::Total { amount: cap, scope: CapScope::ThisCharge }];
        let contract = single(principal, charge);
        let mut capped = false;
        for day in 0..days {
            let account = replay(&contract, None, &[], after(start_of(&contract), day * 3)).expect("fits");
            let late = all_late(&account);
            prop_assert!(late <= cap, "day {day}: {late:?}");
            prop_assert!(!capped || late == cap, "day {day}: fell from the cap to {late:?}");
            capped |= late == cap;
        }
        Ok(())
    });
}

#[test]
fn p7_a_cap_on_all_charges_holds_them_together_whatever_was_paid() {
    law("P7 all charges", (debt(), 1_i64..50_000), |((contract, events, as_of), most)| {
        let cap = Cap::Total { amount: money(most), scope: CapScope::AllCharges };
        let capped = with_charges(contract, |charge| charge.caps.push(cap.clone()));
        if let Ok(account) = replay(&capped, None, &events, as_of) {
            prop_assert!(all_late(&account).minor() <= most);
        }
        Ok(())
    });
}

/// The contract with every late charge changed.
pub fn with_charges(mut contract: Contract, change: impl Fn(&mut LateCharge)) -> Contract {
    let lateness = match &mut contract {
        Contract::Instalment(terms) => &mut terms.lateness,
        Contract::Revolving(card) => &mut card.lateness,
        Contract::Single(terms) => &mut terms.lateness,
    };
    lateness.charges.iter_mut().for_each(change);
    contract
}

#[test]
fn p9_looking_at_a_debt_on_more_days_changes_nothing() {
    law("P9", (debt(), proptest::collection::vec(0_u64..1_500, 1..6)), |((contract, events, as_of), looks)| {
        // Compounding is documented to add up on whole days in exact decimals only up to their 28 digits.
        let contract = with_charges(contract, |charge| {
            if let ChargeKind::Daily { compounding, .. } | ChargeKind::Uplift { compounding, .. } = &mut charge.kind {
                *compounding = Compounding::Simple;
            }
            // A cap shared by several claims is filled in the order in which they are looked at: only its sum is fixed.
            charge.caps.retain(|cap| matches!(cap, Cap::PerDay { .. }));
        });
        let mut looked_at = events.clone();
        for (id, days) in (1_000_u64..).zip(looks) {
            let date = after(start_of(&contract), days);
            let kind = EventKind::Pause { of: PauseOf::Collection, until: date };
            looked_at.push(Event { id, date, kind });
        }
        let (Ok(plain), Ok(split)) =
            (replay(&contract, None, &events, as_of), replay(&contract, None, &looked_at, as_of))
        else {
            return Ok(());
        };
        prop_assert_eq!(plain.outstanding, split.outstanding);
        prop_assert_eq!(plain.due_now, split.due_now);
        prop_assert_eq!(all_late(&plain), all_late(&split));
        Ok(())
    });
}
