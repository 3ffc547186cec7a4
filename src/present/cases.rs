//! Debts and households that several tests of the ways out work with, small enough to be worked by hand.

use std::sync::Arc;

use chrono::NaiveDate;

use super::budget::Draft;
use super::lang::Lang;
use crate::case::{Debt, DebtInputs, DebtKind, Household};
use crate::engine::contract::SingleTerms;
use crate::engine::{
    Accrual, Contract, Currency, InstalmentTerms, Lateness, Money, Rate, RatePeriod, Rounding, Waterfall,
};

/// The day of the cases.
pub const TODAY: &str = "2026-11-23";

/// A day.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Fen as money.
pub fn fen(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).expect("fits")
}

fn debt(id: &str, kind: DebtKind, contract: Contract) -> Debt {
    Debt {
        id: id.to_owned(),
        creditor: format!("debt {id}"),
        kind,
        inputs: Arc::new(DebtInputs { contract, opening: None, events: Vec::new() }),
        imported: None,
        created_on: day(TODAY),
        rev: 0,
        example: false,
        facts: None,
    }
}

/// Twelve instalments of 1,000 without interest and without late charges, the first one due on 15 August 2026: on the day
/// four of them are late and eight are to come.
pub fn late_loan(id: &str) -> Debt {
    let mut terms = InstalmentTerms::monthly(fen(1_200_000), Rate::ZERO, 12, day("2026-07-15"));
    terms.lateness = Lateness { charges: Vec::new() };
    debt(id, DebtKind::Loan, Contract::Instalment(terms))
}

/// A sum that is due at once on a day, without interest.
pub fn single(id: &str, minor: i64, due: &str) -> Debt {
    let terms = SingleTerms {
        principal: fen(minor),
        start: day("2026-01-10"),
        due: day(due),
        rate: Rate { value: rust_decimal::Decimal::ZERO, per: RatePeriod::Year },
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: Vec::new() },
        waterfall: Waterfall::default(),
    };
    debt(id, DebtKind::Private, Contract::Single(terms))
}

/// A household of fields as they are typed.
pub fn household(fields: &[(&str, &str)]) -> Household {
    let mut draft = Draft::default();
    for (name, text) in fields {
        draft.set(name, text);
    }
    draft.read(None, Currency::CNY, day(TODAY), Lang::Zh).expect("reads")
}
