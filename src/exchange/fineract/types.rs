//! The fields of a Fineract loan that are used here. Anything else in the file is passed over.
//!
//! Numbers are read from their text, so that none goes through a float.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::value::RawValue;

/// An exact number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Number(pub Decimal);

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(from)?.get().trim().trim_matches('"');
        let number = if text.contains(['e', 'E']) { Decimal::from_scientific(text) } else { plain(text) };
        number.map(Self).map_err(|_| D::Error::custom("not an exact number"))
    }
}

/// Plain decimal text. Zeros at the end carry nothing and may be many.
fn plain(text: &str) -> Result<Decimal, rust_decimal::Error> {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    Decimal::from_str_exact(if text.is_empty() || text == "-" { "0" } else { text })
}

/// A date: `[2026, 3, 1]` or `"2026-03-01"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(DayVisitor)
    }
}

struct DayVisitor;

impl<'de> Visitor<'de> for DayVisitor {
    type Value = Day;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a date as [year, month, day] or as ISO text")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Day, A::Error> {
        let mut next = |at| parts.next_element::<i32>()?.ok_or_else(|| de::Error::invalid_length(at, &"three numbers"));
        let (year, month, day) = (next(0)?, next(1)?, next(2)?);
        while parts.next_element::<IgnoredAny>()?.is_some() {}
        let unsigned = |value: i32| u32::try_from(value).unwrap_or(0);
        let date = NaiveDate::from_ymd_opt(year, unsigned(month), unsigned(day));
        date.map(Day).ok_or_else(|| de::Error::custom("no such date"))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Day, E> {
        let date = text.get(..10).and_then(|date| NaiveDate::parse_from_str(date, "%Y-%m-%d").ok());
        date.map(Day).ok_or_else(|| E::custom("no such date"))
    }
}

/// A choice: `{ "id": 2, "code": "…" }`, or its code alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choice {
    /// Its number, where it has one.
    pub id: Option<i64>,
    /// Its code.
    pub code: String,
}

impl<'de> Deserialize<'de> for Choice {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields<'a> {
            // A number in most places, a word in some.
            #[serde(borrow)]
            id: Option<&'a RawValue>,
            code: Option<String>,
        }
        let raw = <&RawValue>::deserialize(from)?.get();
        if let Ok(fields) = serde_json::from_str::<Fields<'_>>(raw) {
            let id = fields.id.and_then(|id| id.get().parse().ok());
            return Ok(Self { id, code: fields.code.unwrap_or_default() });
        }
        serde_json::from_str::<String>(raw).map(|code| Self { id: None, code }).map_err(D::Error::custom)
    }
}

/// The currency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CurrencyData {
    /// Three letters.
    pub code: String,
    /// Digits behind the point that the lender rounds to.
    pub decimal_places: Option<u32>,
    /// A step of amounts.
    pub in_multiples_of: Option<Number>,
}

/// Dates of the loan's life.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Timeline {
    /// The day on which it was paid out.
    pub actual_disbursement_date: Option<Day>,
    /// The day on which it was to be.
    pub expected_disbursement_date: Option<Day>,
}

/// Totals as the lender has them. Read field by field in [`super::compare`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the names are Fineract's own")]
pub struct Summary {
    pub principal_disbursed: Option<Number>,
    pub principal_paid: Option<Number>,
    pub principal_written_off: Option<Number>,
    pub principal_outstanding: Option<Number>,
    pub principal_overdue: Option<Number>,
    pub interest_charged: Option<Number>,
    pub interest_paid: Option<Number>,
    pub interest_waived: Option<Number>,
    pub interest_written_off: Option<Number>,
    pub interest_outstanding: Option<Number>,
    pub interest_overdue: Option<Number>,
    pub fee_charges_charged: Option<Number>,
    pub fee_charges_paid: Option<Number>,
    pub fee_charges_waived: Option<Number>,
    pub fee_charges_outstanding: Option<Number>,
    pub fee_charges_overdue: Option<Number>,
    pub penalty_charges_charged: Option<Number>,
    pub penalty_charges_paid: Option<Number>,
    pub penalty_charges_waived: Option<Number>,
    pub penalty_charges_outstanding: Option<Number>,
    pub penalty_charges_overdue: Option<Number>,
    pub total_outstanding: Option<Number>,
    pub total_overdue: Option<Number>,
    pub overdue_since_date: Option<Day>,
}

/// One row of the schedule; the first one is the payout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the names are Fineract's own")]
pub struct Period {
    pub period: Option<u16>,
    pub from_date: Option<Day>,
    pub due_date: Option<Day>,
    pub down_payment_period: Option<bool>,
    pub principal_disbursed: Option<Number>,
    pub principal_due: Option<Number>,
    pub principal_paid: Option<Number>,
    pub principal_outstanding: Option<Number>,
    pub principal_loan_balance_outstanding: Option<Number>,
    pub interest_due: Option<Number>,
    pub interest_paid: Option<Number>,
    pub interest_waived: Option<Number>,
    pub interest_outstanding: Option<Number>,
    pub fee_charges_due: Option<Number>,
    pub fee_charges_paid: Option<Number>,
    pub fee_charges_waived: Option<Number>,
    pub fee_charges_outstanding: Option<Number>,
    pub penalty_charges_due: Option<Number>,
    pub penalty_charges_paid: Option<Number>,
    pub penalty_charges_waived: Option<Number>,
    pub penalty_charges_outstanding: Option<Number>,
}

/// The schedule.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Schedule {
    /// Its rows.
    pub periods: Vec<Period>,
}

/// A movement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Fineract's own")]
pub struct Transaction {
    #[serde(default)]
    pub id: u64,
    #[serde(rename = "type")]
    pub kind: Choice,
    pub date: Day,
    pub amount: Number,
    pub principal_portion: Option<Number>,
    pub interest_portion: Option<Number>,
    pub fee_charges_portion: Option<Number>,
    pub penalty_charges_portion: Option<Number>,
    pub overpayment_portion: Option<Number>,
    pub manually_reversed: Option<bool>,
    pub reversed_on_date: Option<Day>,
}

/// A fee or penalty that was charged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Fineract's own")]
pub struct Charge {
    pub penalty: Option<bool>,
    pub due_date: Option<Day>,
    pub amount: Option<Number>,
    pub charge_time_type: Option<Choice>,
    pub active: Option<bool>,
}

/// How the lender sees the lateness.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Delinquent {
    /// Days since the oldest unpaid due date.
    pub past_due_days: Option<i64>,
}

/// One list of an advanced payment allocation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PaymentAllocation {
    /// For which kind of payment; `DEFAULT` for all.
    pub transaction_type: Choice,
    /// The rules in order.
    pub payment_allocation_order: Vec<AllocationRule>,
}

/// One rule of an advanced payment allocation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AllocationRule {
    /// Its place.
    pub order: u16,
    /// Its code, as `PAST_DUE_PENALTY`.
    pub payment_allocation_rule: Choice,
}

/// A loan.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Fineract's own")]
pub struct LoanData {
    pub id: Option<u64>,
    pub account_no: Option<String>,
    pub loan_product_name: Option<String>,
    pub currency: CurrencyData,
    pub principal: Number,
    pub number_of_repayments: u16,
    pub repayment_every: u16,
    pub repayment_frequency_type: Choice,
    pub interest_rate_per_period: Option<Number>,
    pub interest_rate_frequency_type: Option<Choice>,
    pub annual_interest_rate: Option<Number>,
    pub amortization_type: Option<Choice>,
    pub interest_type: Option<Choice>,
    pub interest_calculation_period_type: Option<Choice>,
    pub transaction_processing_strategy_code: Option<String>,
    pub transaction_processing_strategy_id: Option<i64>,
    pub grace_on_principal_payment: Option<u16>,
    pub grace_on_interest_payment: Option<u16>,
    pub grace_on_interest_charged: Option<u16>,
    pub grace_on_arrears_ageing: Option<i64>,
    pub days_in_month_type: Option<Choice>,
    pub days_in_year_type: Option<Choice>,
    pub days_in_year_custom_strategy: Option<Choice>,
    pub is_interest_recalculation_enabled: Option<bool>,
    pub installment_amount_in_multiples_of: Option<Number>,
    pub disbursed_amount_percentage_for_down_payment: Option<Number>,
    pub loan_schedule_type: Option<Choice>,
    pub loan_schedule_processing_type: Option<Choice>,
    #[serde(default)]
    pub payment_allocation: Option<Vec<PaymentAllocation>>,
    pub timeline: Option<Timeline>,
    pub summary: Option<Summary>,
    pub repayment_schedule: Option<Schedule>,
    pub transactions: Option<Vec<Transaction>>,
    pub charges: Option<Vec<Charge>>,
    pub delinquent: Option<Delinquent>,
}
