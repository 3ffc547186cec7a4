//! Cases of waterfalls over fees and instalments.

use serde_json::Value;

use super::Fault;
use super::value::{Checks, money, need, need_date, need_list, need_number, text};
use crate::engine::account::Origin;
use crate::engine::allocation::allocate;
use crate::engine::{Claim, ClaimRef, Component, Components, Currency, Scope, Stage, StageOrder, Waterfall};

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let kind = text(case, "kind").unwrap_or_default();
    if !kind.starts_with("waterfall fees->interest->principal, instalment by instalment") {
        return Err(Fault::Unsupported(format!("allocation {kind}")));
    }
    let inputs = need(case, "inputs")?;
    let currency = Currency::USD;
    let (fees, instalments) = (need_list(inputs, "fees")?, need_list(inputs, "instalments")?);
    let mut claims = Vec::new();
    for (number, fee) in (0_u64..).zip(fees) {
        let mut claim = claim(ClaimRef::Charge(number), fee, currency)?;
        claim.charged.fee = money(need_number(fee, "amount")?, currency)?;
        claims.push(claim);
    }
    for (number, instalment) in (1_u16..).zip(instalments) {
        let mut claim = claim(ClaimRef::Row(number), instalment, currency)?;
        claim.charged.principal = money(need_number(instalment, "principal")?, currency)?;
        claim.charged.interest = money(need_number(instalment, "interest")?, currency)?;
        claims.push(claim);
    }
    // All fees, oldest first; then instalment by instalment, interest before principal.
    let stage = |order, components: &[Component]| Stage { scope: Scope::Any, order, components: components.to_vec() };
    let waterfall = Waterfall {
        stages: vec![
            stage(StageOrder::ByComponent, &[Component::Fee]),
            stage(StageOrder::ByClaim, &[Component::Interest, Component::Principal]),
        ],
        switch: None,
    };
    let payment = money(need_number(inputs, "payment")?, currency)?;
    let on = claims.iter().filter_map(|claim| claim.due).max().unwrap_or_default();
    let (_, rest) = allocate(&mut claims, &waterfall.stages, payment, on)?;
    let expected = need(case, "expected")?;
    let (paid_fees, paid_instalments) = claims.split_at(fees.len());
    let wanted = need_list(expected, "fees_paid")?;
    checks.word("fees", &wanted.len().to_string(), &paid_fees.len().to_string());
    for (wanted, claim) in wanted.iter().zip(paid_fees) {
        checks.number("fee paid", wanted, claim.paid.fee.exact())?;
    }
    let wanted = need_list(expected, "instalments_paid")?;
    checks.word("instalments", &wanted.len().to_string(), &paid_instalments.len().to_string());
    for (wanted, claim) in wanted.iter().zip(paid_instalments) {
        checks.number("interest paid", need(wanted, "interest")?, claim.paid.interest.exact())?;
        checks.number("principal paid", need(wanted, "principal")?, claim.paid.principal.exact())?;
    }
    checks.number("credit balance", need(expected, "credit_balance")?, rest.exact())
}

fn claim(reference: ClaimRef, value: &Value, currency: Currency) -> Result<Claim, Fault> {
    let zero = Components::zero(currency);
    let due = Some(need_date(value, "due")?);
    Ok(Claim { reference, due, charged: zero, paid: zero, waived: zero, origin: Origin::Stated })
}
