//! The packs as a whole, and what they say about the debts that they are for.

mod accepted;
#[cfg(feature = "cli")]
mod cases;
mod figures;
mod held;
mod kept;
mod late_fees;
mod packs;
mod schema;
mod working;

use chrono::NaiveDate;
use duewise::engine::{Currency, Money};
use duewise::law::{
    Facts, Finding, Jurisdiction, Lender, Outcome, Packs, Product, Question, Review, Subject, check, lpr,
};

pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn money(minor: i64, currency: &str) -> Money {
    Money::try_new(minor, Currency::try_new(currency).expect("a currency")).expect("an amount")
}

pub fn packs() -> &'static Packs {
    Packs::read().expect("the packs hold together")
}

pub fn table() -> &'static lpr::Table {
    lpr::table().expect("the table reads")
}

pub fn facts(code: &str, lender: Lender, product: Product, signed: &str) -> Facts {
    Facts {
        jurisdiction: Some(Jurisdiction::try_new(code).expect("a code")),
        lender: Some(lender),
        product: Some(product),
        signed: Some(date(signed)),
        ..Facts::default()
    }
}

pub fn reviewed(subject: &Subject, facts: &Facts) -> Review {
    check(packs(), table(), subject, facts)
}

pub fn of_series<'a>(review: &'a Review, series: &str) -> &'a Finding {
    review.findings.iter().find(|finding| finding.series == series).unwrap_or_else(|| panic!("no {series}: {review:?}"))
}

/// A finding that tells nothing must hold no sum.
pub fn no_number(finding: &Finding) {
    assert!(matches!(finding.outcome, Outcome::CannotTell { .. }), "{finding:?}");
    assert_eq!((finding.limit, finding.charged, finding.excess, finding.void), (None, None, None, None));
}

pub fn asked(review: &Review) -> Option<Question> {
    review.next_question
}
