//! What a loan costs in a year: the rates of the laws, and the true cost by item.

pub mod apr;
pub mod true_cost;

use rust_decimal::Decimal;

use super::contract::InstalmentTerms;
use super::error::EngineError;
use super::number::{div, mul};

pub use apr::Annualised;
pub use true_cost::{Agreed, CostItem, ItemCost, Loan, Part, TrueCost, true_cost};

/// A loan's yearly cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnnualCost {
    /// The contract rate of a year, without compounding; a fraction.
    pub nominal: Decimal,
    /// The effective yearly rate: the one at which all payments are worth what was received; a fraction.
    pub effective: Decimal,
}

/// The yearly cost of terms, if every instalment is paid on its day. [`true_cost()`] has it by item.
///
/// # Errors
/// Terms out of range, [`EngineError::NoRate`] or [`EngineError::SeveralRates`].
pub fn annual_cost(terms: &InstalmentTerms) -> Result<AnnualCost, EngineError> {
    let cost = true_cost(&Loan::of_terms(terms)?)?;
    Ok(AnnualCost { nominal: terms.rate.nominal_year(365)?, effective: cost.rate.effective.round_dp(8) })
}

/// The yearly rate that simple interest of `charged` on `base` over `days` stands for; a fraction.
///
/// # Errors
/// Nothing to divide by, or overflow.
pub fn simple_yearly(charged: Decimal, base: Decimal, days: i64) -> Result<Decimal, EngineError> {
    let yearly = mul(charged, Decimal::from(365))?;
    div(div(yearly, base)?, Decimal::from(days))
}
