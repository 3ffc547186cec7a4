//! A month: what is left, what debts take of the income, what could be paid, and what new debt that would carry.

use rust_decimal::Decimal;

use super::read::Reader;
use super::{Output, Refused, blame, money, percent};
use crate::engine::budget::{Ground, Means, Purse, assess, reasonable_limit};
use crate::engine::{Currency, Money, RatePeriod};

/// Five years: as far as the page of the situation looks before it says that debts cannot be paid.
const MONTHS: i64 = 60;

pub(super) fn budget(given: &Reader<'_>) -> Result<Vec<Output>, Refused> {
    let (income, essentials) = (given.yuan("income")?, given.yuan("essentials")?);
    let debt_service = given.yuan("payments")?;
    let zero = Money::zero(Currency::CNY);
    let means = Means { income, essentials, debt_service, cash: zero, days_past_due: 0 };
    let ability = assess(&means).map_err(blame("payments"))?;
    let free = income.minus(essentials).map_err(blame("essentials"))?;
    let purse = Purse { from: chrono::NaiveDate::default(), cash: zero, months: vec![free] };
    let affordable = purse.affordable().map_err(blame("income"))?;
    let years = affordable.minor().checked_mul(MONTHS).and_then(|all| Money::try_new(all, Currency::CNY).ok());
    let years = years.ok_or(Refused { input: "income" })?;
    let mut outputs =
        vec![money("left", ability.residual), money("affordable", affordable), money("five_years", years)];
    let service = ability.parts.iter().find(|part| part.ground == Ground::DebtService);
    outputs.extend(service.and_then(|part| part.value).and_then(|share: Decimal| percent("share", share)));
    if given.has("rate") && given.has("count") {
        let (rate, months) = (given.rate("rate", RatePeriod::Year)?, given.count_from_one("count")?);
        // Below nothing no new debt can be carried.
        let left = ability.residual.greatest(zero).map_err(blame("income"))?;
        outputs.push(money("limit", reasonable_limit(left, rate, months).map_err(blame("income"))?));
    }
    Ok(outputs)
}
