//! Cases of cards: least payments, and how long a balance takes to pay off.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::value::{Checks, count, need, need_number, number, text};
use crate::engine::card::payoff::{MonthFactors, Payoff, PayoffMonth, PayoffPlan, Posting};
use crate::engine::card::{BilledInterest, InterestMethod};
use crate::engine::number::{add, div, mul, pow, sub};
use crate::engine::{Currency, MinimumRule, Money, Rounding};

const CURRENCY: Currency = Currency::USD;

/// Tables that round nothing inside are run on a balance of so many times the size and scaled back: every formula here
/// is linear in money.
const FINE: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

const TWELVE: Decimal = Decimal::from_parts(12, 0, 0, false, 0);

pub(super) fn check_minimum(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let kind = text(case, "kind").unwrap_or_default();
    let balance = fine(need_number(inputs, "balance")?)?;
    let zero = Money::zero(CURRENCY);
    let share = match inputs.get("pct").or_else(|| inputs.get("rate_pct")).and_then(number) {
        Some(percent) => div(percent, Decimal::ONE_HUNDRED)?,
        None => return Err(Fault::Unsupported("a least payment without a share".to_owned())),
    };
    let floor = fine(need_number(inputs, "floor")?)?;
    let fixed = inputs.get("fixed_minimum").and_then(number).map(fine).transpose()?;
    let with_interest = kind.contains("interest");
    let rule = MinimumRule { fixed, interest: with_interest, ..MinimumRule::share(share, floor) };
    let (owed, interest) = if with_interest {
        let monthly = div(div(need_number(inputs, "apr_pct")?, Decimal::ONE_HUNDRED)?, TWELVE)?;
        let interest = Money::from_exact(mul(balance.exact(), monthly)?, CURRENCY, Rounding::HalfUp)?;
        (balance.plus(interest)?, interest)
    } else {
        (balance, zero)
    };
    // "Capped at the balance" means the balance before the interest of the month.
    let payment = rule.of(owed, interest)?.least(balance)?;
    let payment = Money::from_exact(coarse(payment)?, CURRENCY, Rounding::HalfUp)?;
    checks.number("minimum_payment", need(need(case, "expected")?, "minimum_payment")?, payment.exact())
}

pub(super) fn check_payoff(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let kind = text(case, "kind").unwrap_or_default();
    let inputs = need(case, "inputs")?;
    let expected = need(case, "expected")?;
    if expected.get("minimum_payment").is_some() {
        return check_minimum(case, checks);
    }
    if kind.starts_with("minimum = pct of statement balance paid first") {
        let rule = MinimumRule::share(need_number(inputs, "min_rate")?, Money::zero(CURRENCY));
        let months = payment_first(inputs)?.first_months(&PayoffPlan::Minimum(rule), count(inputs, "months", 12)?)?;
        return held(&months, expected, checks);
    }
    if kind.starts_with("lowest fixed payment") {
        return check_lowest(inputs, expected, checks);
    }
    if kind.starts_with("months to payoff, closed form") {
        // One payment after each thirty days of daily compounding.
        let daily = div(div(need_number(inputs, "apr_pct")?, Decimal::ONE_HUNDRED)?, Decimal::from(365))?;
        let monthly = sub(pow(add(Decimal::ONE, daily)?, 30)?, Decimal::ONE)?;
        let payoff = payoff(need_number(inputs, "balance")?, Decimal::ZERO, monthly)?;
        let months = payoff.months(&PayoffPlan::Fixed(fine(need_number(inputs, "payment")?)?))?;
        return held(&months, expected, checks);
    }
    let yearly = div(need_number(inputs, "annual_rate_pct")?, Decimal::ONE_HUNDRED)?;
    let payoff = payoff(need_number(inputs, "balance")?, Decimal::ZERO, div(yearly, TWELVE)?)?;
    let plan = match kind {
        "fixed payment until repaid" => PayoffPlan::Fixed(fine(need_number(inputs, "payment")?)?),
        "interest + fixed capital amount" => PayoffPlan::InterestPlus(fine(need_number(inputs, "capital_per_month")?)?),
        _ if inputs.get("payment_pct_of_balance_plus_interest").is_some() => {
            let share = div(need_number(inputs, "payment_pct_of_balance_plus_interest")?, Decimal::ONE_HUNDRED)?;
            PayoffPlan::Minimum(MinimumRule::share(share, fine(need_number(inputs, "payment_floor")?)?))
        }
        other => return Err(Fault::Unsupported(format!("payoff by {other}"))),
    };
    held(&payoff.months(&plan)?, expected, checks)
}

/// The least payment that clears the balance, to the cent or to a step.
fn check_lowest(inputs: &Value, expected: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let step = match inputs.get("multiple_of").and_then(number) {
        Some(step) => fine(step)?,
        None => fine(Decimal::new(1, 2))?,
    };
    let payment = payment_first(inputs)?.payment_within(count(inputs, "months", 12)?, step)?;
    checks.number("payment", need(expected, "payment")?, coarse(payment)?)
}

/// A month in which the payment comes first and interest on the rest.
fn payment_first(inputs: &Value) -> Result<Payoff, Fault> {
    let monthly = div(need_number(inputs, "annual_rate")?, TWELVE)?;
    let plain = payoff(need_number(inputs, "balance")?, Decimal::ZERO, monthly)?;
    Ok(Payoff { posting: Posting::WithBill, ..plain })
}

fn payoff(balance: Decimal, before: Decimal, after: Decimal) -> Result<Payoff, Fault> {
    Ok(Payoff {
        balance: fine(balance)?,
        factors: vec![MonthFactors { before, after }],
        posting: Posting::WithPayment,
        billed: BilledInterest::Compounds,
        method: InterestMethod::FullBalance,
        revolving: false,
        rounding: Rounding::HalfUp,
    })
}

fn held(months: &[PayoffMonth], expected: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let last = months.last();
    if let Some(wanted) = expected.get("months") {
        checks.number("months", wanted, Decimal::from(months.len()))?;
    }
    if let (Some(wanted), Some(month)) = (expected.get("last_payment"), last) {
        checks.number("last_payment", wanted, coarse(month.payment)?)?;
    }
    if let (Some(wanted), Some(month)) = (expected.get("remaining_balance"), last) {
        checks.number("remaining_balance", wanted, coarse(month.balance)?)?;
    }
    if let Some(wanted) = expected.get("total_paid") {
        let paid = Money::sum(CURRENCY, months.iter().map(|month| month.payment))?;
        checks.number("total_paid", wanted, coarse(paid)?)?;
    }
    for (number, wanted) in expected.get("payments").and_then(Value::as_object).into_iter().flatten() {
        let month = number.parse::<u16>().ok().and_then(|n| months.iter().find(|month| month.number == n));
        let got = month.map_or(Ok(Decimal::ZERO), |month| coarse(month.payment))?;
        checks.number(&format!("payment {number}"), wanted, got)?;
    }
    for (row, month) in expected.get("rows").and_then(Value::as_array).into_iter().flatten().zip(months) {
        for (field, amount) in [("payment", month.payment), ("balance", month.balance), ("interest", month.interest)] {
            if let Some(wanted) = row.get(field).filter(|wanted| !wanted.is_null()) {
                checks.number(&format!("{field} of month {}", month.number), wanted, coarse(amount)?)?;
            }
        }
    }
    Ok(())
}

fn fine(amount: Decimal) -> Result<Money, Fault> {
    Ok(Money::from_exact(mul(amount, FINE)?, CURRENCY, Rounding::HalfEven)?)
}

fn coarse(amount: Money) -> Result<Decimal, Fault> {
    Ok(div(amount.exact(), FINE)?)
}
