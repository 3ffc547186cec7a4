//! The closed form of one overdue sum says of every day what the fold says of it.

use duewise::engine::overdue::Overdue;
use duewise::engine::*;
use proptest::prelude::*;

use super::arbitrary::{after, charge, day, money};
use super::law;

#[test]
fn an_overdue_sum_costs_what_the_replay_of_it_costs() {
    let mut known = std::cell::Cell::new(0_u32);
    let terms = (prop::collection::vec(charge(), 1..4), 1_i64..5_000_000, 0_i64..40, 0_u64..900);
    law("overdue", terms, |(mut charges, principal, percent, late)| {
        // The closed form knows no caps; what else it does not know it says itself.
        charges.iter_mut().for_each(|charge| charge.caps.clear());
        let rate = Rate { value: rust_decimal::Decimal::new(percent, 2), per: RatePeriod::Year };
        let Ok(Some(overdue)) = Overdue::of(money(principal), rate, &charges) else { return Ok(()) };
        known.set(known.get() + 1);
        let start = day(3_000);
        let contract = Contract::Single(Box::new(SingleTerms {
            principal: money(principal),
            start,
            due: start,
            rate,
            accrual: Accrual::PerPeriod,
            rounding: Rounding::HalfUp,
            lateness: Lateness { charges },
            waterfall: Waterfall::default(),
        }));
        let account = replay(&contract, None, &[], after(start, late)).expect("fits");
        prop_assert_eq!(overdue.due_after(late as i64).expect("fits"), account.due_now);
        let extra = account.due_now.total().expect("fits").minus(money(principal)).expect("fits");
        prop_assert_eq!(overdue.added(late as i64).expect("fits"), extra);
        Ok(())
    });
    let known = *known.get_mut();
    assert!(known >= 1_000, "only {known} of the cases had a closed form");
}
