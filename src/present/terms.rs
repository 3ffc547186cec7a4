//! The names of things: components, kinds of debt, claims. Exhaustive, so that a new one cannot go unnamed.

use super::lang::Lang;
use super::words::{common, working};
use crate::case::{Debt, DebtKind};
use crate::engine::{ClaimRef, Component};

/// The name of a component.
#[must_use]
pub const fn component(component: Component, lang: Lang) -> &'static str {
    match component {
        Component::Principal => common::principal(lang),
        Component::Interest => common::interest(lang),
        Component::Penalty => common::penalty(lang),
        Component::Fee => common::fee(lang),
    }
}

/// The name of a component as it stands in `data-component` and in class names.
#[must_use]
pub const fn component_slug(component: Component) -> &'static str {
    match component {
        Component::Principal => "principal",
        Component::Interest => "interest",
        Component::Penalty => "penalty",
        Component::Fee => "fee",
    }
}

/// The name of a kind of debt.
#[must_use]
pub const fn kind(kind: DebtKind, lang: Lang) -> &'static str {
    match kind {
        DebtKind::Loan => common::kind_loan(lang),
        DebtKind::Card => common::kind_card(lang),
        DebtKind::PayLater => common::kind_pay_later(lang),
        DebtKind::Private => common::kind_private(lang),
        DebtKind::Other => common::kind_other(lang),
    }
}

/// What a debt is called: its creditor, or its kind when nobody named one.
#[must_use]
pub fn debt_name(debt: &Debt, lang: Lang) -> String {
    if debt.creditor.is_empty() { kind(debt.kind, lang).to_owned() } else { debt.creditor.clone() }
}

/// The name of a claim.
#[must_use]
pub fn claim(claim: ClaimRef, lang: Lang) -> String {
    match claim {
        ClaimRef::Opening => working::claim_opening(lang).to_owned(),
        ClaimRef::DownPayment => working::claim_down_payment(lang).to_owned(),
        ClaimRef::Row(number) => working::claim_row(lang, &number.to_string()),
        ClaimRef::Single => working::claim_single(lang).to_owned(),
        ClaimRef::Minimum => working::claim_minimum(lang).to_owned(),
        ClaimRef::RestOfStatement => working::claim_rest(lang).to_owned(),
        ClaimRef::Prepayment(_) => working::claim_prepayment(lang).to_owned(),
        ClaimRef::Charge(_) => working::claim_charge(lang).to_owned(),
        ClaimRef::Bill(number) => working::claim_bill(lang, &number.to_string()),
        ClaimRef::Plan(_) => working::claim_plan(lang).to_owned(),
    }
}
