//! Cases of several debts out of one budget, and of splits in proportion.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::rates::fraction;
use super::value::{Checks, count, money, need, need_list, need_number, text};
use crate::engine::multi_debt::{Month, Outcome, Owed, Remainder, Strategy, pay_off, smallest_budget, split};
use crate::engine::{Currency, Money, Rate, Rounding};

/// The currency of a case: it only says how many digits amounts have.
fn currency(settings: Option<&Value>) -> Result<Currency, Fault> {
    let code = match settings.map_or(Ok(2), |settings| count(settings, "currency_decimals", 2))? {
        0 => "JPY",
        2 => "CNY",
        3 => "KWD",
        digits => return Err(Fault::Unsupported(format!("{digits} digits of a currency"))),
    };
    Currency::try_new(code).map_err(Fault::Unsupported)
}

fn rounding(settings: Option<&Value>) -> Rounding {
    let written = settings.and_then(|settings| text(settings, "interest")).unwrap_or_default();
    if written.contains("HALF_EVEN") { Rounding::HalfEven } else { Rounding::HalfUp }
}

pub(super) fn check_payoff(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let (inputs, expected, settings) = (need(case, "inputs")?, need(case, "expected")?, case.get("settings"));
    let (currency, rounding) = (currency(settings)?, rounding(settings));
    let debts = debts(inputs, currency)?;
    let strategy = strategy(inputs)?;
    if let Some(wanted) = expected.get("smallest_budget") {
        let months = count(inputs, "finish_within_months", 0)?;
        let budget = smallest_budget(&debts, months, &strategy, rounding)?;
        let Some(budget) = budget else {
            checks.word("smallest_budget", &wanted.to_string(), "none");
            return Ok(());
        };
        return checks.number("smallest_budget", wanted, budget.exact());
    }
    let budget = money(need_number(inputs, "monthly_budget")?, currency)?;
    check_outcome(expected, &pay_off(&debts, budget, &strategy, rounding)?, checks)
}

fn debts(inputs: &Value, currency: Currency) -> Result<Vec<Owed>, Fault> {
    need_list(inputs, "debts")?
        .iter()
        .map(|debt| {
            Ok(Owed {
                balance: money(need_number(debt, "balance")?, currency)?,
                rate: Rate::percent_per_year(need_number(debt, "apr_pct")?)?,
                minimum: money(need_number(debt, "minimum")?, currency)?,
            })
        })
        .collect()
}

fn strategy(inputs: &Value) -> Result<Strategy, Fault> {
    match text(inputs, "strategy") {
        Some("avalanche") => Ok(Strategy::Avalanche),
        Some("snowball") => Ok(Strategy::Snowball),
        Some("pro_rata") => Ok(Strategy::ProRata),
        Some("custom") => {
            let names = |list: &[Value], field: Option<&str>| -> Vec<Value> {
                list.iter().map(|entry| field.and_then(|f| entry.get(f)).unwrap_or(entry).clone()).collect()
            };
            let debts = names(need_list(inputs, "debts")?, Some("name"));
            let order = names(need_list(inputs, "order")?, None);
            let place = |wanted: &Value| match wanted.as_u64() {
                Some(place) => usize::try_from(place).ok(),
                None => debts.iter().position(|name| name == wanted),
            };
            let places: Option<Vec<usize>> = order.iter().map(place).collect();
            places.map(Strategy::Custom).ok_or_else(|| Fault::Unsupported("order names no debt".to_owned()))
        }
        other => Err(Fault::Unsupported(format!("strategy {other:?} is unknown"))),
    }
}

fn check_outcome(expected: &Value, outcome: &Outcome, checks: &mut Checks) -> Result<(), Fault> {
    if let Some(months) = expected.get("months") {
        checks.number("months", months, Decimal::from(outcome.months.len()))?;
    }
    for (field, got) in [("total_interest", outcome.interest), ("total_paid", outcome.paid)] {
        if let Some(wanted) = expected.get(field) {
            checks.number(field, wanted, got.exact())?;
        }
    }
    if let Some(ends) = expected.get("card_payoff_month").and_then(Value::as_array) {
        checks.word("debts", &ends.len().to_string(), &outcome.ends.len().to_string());
        for (place, (wanted, got)) in ends.iter().zip(&outcome.ends).enumerate() {
            match (wanted, got) {
                (Value::Null, got) => {
                    checks.word("card_payoff_month", "none", if got.is_none() { "none" } else { "a month" })
                }
                (_, Some(month)) => {
                    checks.number(&format!("card_payoff_month {place}"), wanted, Decimal::from(*month))?
                }
                (_, None) => checks.word("card_payoff_month", &wanted.to_string(), "none"),
            }
        }
    }
    for (number, wanted) in expected.get("rows").and_then(Value::as_object).into_iter().flatten() {
        let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(row) = index.and_then(|index| outcome.months.get(index)) else {
            checks.word("row", number, "none");
            continue;
        };
        check_row(wanted, row, checks)?;
    }
    Ok(())
}

fn check_row(wanted: &Value, row: &Month, checks: &mut Checks) -> Result<(), Fault> {
    for (field, got) in [("interest", row.interest), ("paid", row.paid), ("balance", row.balance)] {
        if let Some(wanted) = wanted.get(field) {
            checks.number(field, wanted, got.exact())?;
        }
    }
    Ok(())
}

pub(super) fn check_split(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let (inputs, expected, settings) = (need(case, "inputs")?, need(case, "expected")?, case.get("settings"));
    let minor = inputs.get("amount_minor_units").is_some();
    let currency = currency(settings)?;
    let amount = if minor {
        let units = need_number(inputs, "amount_minor_units")?;
        Money::try_new(
            i64::try_from(units).map_err(|_| Fault::Unsupported("units are not whole".to_owned()))?,
            currency,
        )?
    } else {
        money(need_number(inputs, "amount")?, currency)?
    };
    let weights: Option<Vec<Decimal>> = need_list(inputs, "weights")?.iter().map(fraction).collect();
    let weights = weights.ok_or_else(|| Fault::Unsupported("a weight is not a number".to_owned()))?;
    let remainder = match text(inputs, "remainder_goes_to") {
        None | Some("First" | "FirstAmounts") => Remainder::First,
        Some("SmallestAmounts") => Remainder::Smallest,
        Some("LargestAmounts") => Remainder::Largest,
        Some(other) => return Err(Fault::Unsupported(format!("remainder to {other}"))),
    };
    // Fowler cuts shares down; the other rule rounds each to the nearest unit.
    let floors = settings.and_then(|settings| text(settings, "rounding")).is_none_or(|rule| rule.contains("floor"));
    let rounding = if floors { Rounding::Down } else { Rounding::HalfEven };
    let shares = split(amount, &weights, rounding, remainder)?;
    let shown = |share: Money| if minor { Decimal::from(share.minor()) } else { share.exact() };
    let wanted = need_list(expected, "shares")?;
    checks.word("shares", &wanted.len().to_string(), &shares.len().to_string());
    for (wanted, share) in wanted.iter().zip(&shares) {
        checks.number("share", wanted, shown(*share))?;
    }
    if let Some(total) = expected.get("total") {
        checks.number("total", total, shown(Money::sum(currency, shares)?))?;
    }
    Ok(())
}
