//! Where a payment goes: one claim with four parts, in the order that holds where nothing else is agreed.

use chrono::NaiveDate;

use super::read::Reader;
use super::{Output, Refused, blame, money};
use crate::engine::allocation::allocate;
use crate::engine::{Claim, ClaimRef, Components, Currency, Origin, Waterfall};

pub(super) fn order(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let payment = given.yuan("payment")?;
    let charged = Components {
        principal: given.yuan("principal")?,
        interest: given.yuan("interest")?,
        penalty: given.yuan("penalty")?,
        fee: given.yuan("fee")?,
    };
    let zero = Components::zero(Currency::CNY);
    let due = NaiveDate::default();
    let claim = Claim {
        reference: ClaimRef::Single,
        due: Some(due),
        charged,
        paid: zero,
        waived: zero,
        origin: Origin::Stated,
    };
    let mut claims = [claim];
    // All of it is due on the day of the payment.
    let (_, over) = allocate(&mut claims, &Waterfall::default().stages, payment, due).map_err(blame("payment"))?;
    let [claim] = claims;
    let left = claim.open().map_err(blame("principal"))?;
    Ok(vec![
        money("to_fee", claim.paid.fee),
        money("to_penalty", claim.paid.penalty),
        money("to_interest", claim.paid.interest),
        money("to_principal", claim.paid.principal),
        money("principal_left", left.principal),
        money("over", over),
    ])
}
