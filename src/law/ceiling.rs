//! The rules that hold all costs to one yearly rate, as a table: what the widget draws as the legal line.
//!
//! The table is made from `packs/` by build.rs, so a rule is written down once. A program that carries it carries neither
//! the packs nor their reader. It holds the simplest shape alone; what needs more (a multiple of LPR, bands, a sum of
//! fees) is left to [`check()`](super::check()). A test holds its line against that of the full check.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::engine::number::{div, mul};
use crate::engine::{EngineError, Money, Rounding};

/// A row of a series that limits all costs by a yearly rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ceiling {
    /// The rule's name.
    pub id: &'static str,
    /// Whose law.
    pub jurisdiction: &'static str,
    /// For which lenders; empty for all.
    pub lenders: &'static [&'static str],
    /// For which products; empty for all.
    pub products: &'static [&'static str],
    /// Whether the day that is looked at decides, and not that of the contract or loan.
    pub as_of: bool,
    /// The first day, as it is written.
    pub from: Option<&'static str>,
    /// The last day, as it is written.
    pub until: Option<&'static str>,
    /// What follows above it, by the name of the effect in the packs.
    pub effect: &'static str,
    rate: (i64, u32),
    /// Name and article, as one cites it.
    pub cite: &'static str,
    zh: &'static str,
    en: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/ceilings.rs"));

/// What the table says about a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// This row allows least.
    Row(&'static Ceiling),
    /// It turns on who lent, and that is not known.
    WhichLender,
    /// It turns on what kind of debt it is, and that is not known.
    WhichProduct,
    /// No row of the table reaches it: that says nothing about whether there is a limit.
    NotHere,
}

impl Ceiling {
    /// All rows.
    #[must_use]
    pub fn all() -> &'static [Self] {
        TABLE
    }

    /// The yearly rate, a fraction.
    #[must_use]
    pub fn rate(&self) -> Decimal {
        Decimal::new(self.rate.0, self.rate.1)
    }

    /// Its short name in Chinese and in English.
    #[must_use]
    pub const fn title(&self) -> (&'static str, &'static str) {
        (self.zh, self.en)
    }

    /// What `late` days may cost by it: amount · rate · days / 365, rounded once.
    ///
    /// # Errors
    /// Sums that do not fit.
    pub fn allows(&self, amount: Money, late: i64) -> Result<Money, EngineError> {
        let year = mul(amount.exact(), self.rate())?;
        let exact = div(mul(year, Decimal::from(late.max(0)))?, Decimal::from(365))?;
        Money::from_exact(exact, amount.currency(), Rounding::HalfUp)
    }

    /// Dates of one form compare as their texts do.
    fn holds_on(&self, day: &str) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The row that allows least for a debt that falls due on a day; a row of its own day comes before one of the contract's.
#[must_use]
pub fn strictest(jurisdiction: &str, lender: &str, product: &str, due: NaiveDate) -> Limit {
    let day = due.to_string();
    let named = |list: &[&str], name: &str| list.is_empty() || list.contains(&name);
    let here = || TABLE.iter().filter(|row| row.jurisdiction == jurisdiction && row.holds_on(&day));
    let reached = here().filter(|row| named(row.lenders, lender) && named(row.products, product));
    if let Some(row) = reached.min_by_key(|row| (row.rate(), !row.as_of)) {
        return Limit::Row(row);
    }
    if lender.is_empty() && here().any(|row| !row.lenders.is_empty()) {
        return Limit::WhichLender;
    }
    if product.is_empty() && here().any(|row| !row.products.is_empty()) {
        return Limit::WhichProduct;
    }
    Limit::NotHere
}
