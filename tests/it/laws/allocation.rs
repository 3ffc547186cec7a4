//! P1, P2: a payment is used up or left over, and no part exceeds what is open.

use duewise::engine::account::Origin;
use duewise::engine::allocation::allocate;
use duewise::engine::{Claim, ClaimRef, Component, Components, Money};
use proptest::collection::vec;
use proptest::prelude::*;

use super::arbitrary::{YUAN, date, money, waterfall};
use super::law;

fn claims() -> impl Strategy<Value = Vec<Claim>> {
    let parts = (0_i64..100_000, 0_i64..10_000, 0_i64..5_000, 0_i64..1_000);
    vec((proptest::option::weighted(0.9, date()), parts), 0..12).prop_map(|list| {
        (1_u16..)
            .zip(list)
            .map(|(number, (due, (principal, interest, penalty, fee)))| {
                let zero = Components::zero(YUAN);
                let charged = Components {
                    principal: money(principal),
                    interest: money(interest),
                    penalty: money(penalty),
                    fee: money(fee),
                };
                Claim {
                    reference: ClaimRef::Row(number),
                    due,
                    charged,
                    paid: zero,
                    waived: zero,
                    origin: Origin::Stated,
                }
            })
            .collect()
    })
}

#[test]
fn p1_the_parts_of_a_payment_and_what_is_left_add_up_to_it() {
    law("P1", (claims(), waterfall(), 0_i64..2_000_000, date()), |(mut claims, waterfall, minor, on)| {
        let payment = money(minor);
        let (portions, rest) = allocate(&mut claims, &waterfall.stages, payment, on).expect("fits");
        let given = Money::sum(YUAN, portions.iter().map(|portion| portion.amount)).expect("fits");
        prop_assert_eq!(given.plus(rest).expect("fits"), payment);
        let paid = claims.iter().try_fold(Money::zero(YUAN), |sum, claim| sum.plus(claim.paid.total()?)).expect("fits");
        prop_assert_eq!(paid, given);
        Ok(())
    });
}

#[test]
fn p2_no_part_of_a_payment_exceeds_what_is_open() {
    law("P2", (claims(), waterfall(), 0_i64..2_000_000, date()), |(mut claims, waterfall, minor, on)| {
        let (portions, rest) = allocate(&mut claims, &waterfall.stages, money(minor), on).expect("fits");
        prop_assert!(portions.iter().all(|portion| portion.amount.is_positive()));
        for claim in &claims {
            for component in Component::ALL {
                let (paid, charged) = (claim.paid.get(component), claim.charged.get(component));
                prop_assert!(paid.minor() >= 0 && paid <= charged);
            }
        }
        // Nothing is left over while something is open: these waterfalls name every component.
        let open = claims.iter().any(|claim| !claim.open().expect("fits").is_zero());
        prop_assert!(rest.is_zero() || !open);
        Ok(())
    });
}
