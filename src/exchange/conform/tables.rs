//! Cases of schedules that are told in words: published tables with each peer's own conventions, over-payments,
//! capitalised moratoria.
//!
//! A field that is not known here makes the case unsupported: it might change the figures.

use chrono::{Datelike as _, NaiveDate};
use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::value::{Checks, count, need, need_date, need_list, need_number, need_text, number, parse_date, text};
use crate::engine::date::month_end;
use crate::engine::{
    Accrual, Currency, DayCount, EffectiveTime, FirstPeriod, Frequency, InstalmentBasis, InstalmentTerms, Method,
    Money, Overpayment, PeriodUnit, PrepaymentEffect, Rate, RateFrom, RatePeriod, Residue, Rounding, Row, Steps,
    schedule,
};

const KNOWN: [&str; 26] = [
    "principal",
    "nominal_rate_pct",
    "annual_rate_pct",
    "effective_rate_pct",
    "effective_annual_rate_pct",
    "monthly_effective_rate_pct",
    "periods",
    "instalments",
    "per_year",
    "frequency",
    "first_period_years",
    "growth_pct_per_year",
    "rate_changes",
    "overpayments",
    "first_payment_date",
    "disbursement_date",
    "due_dates",
    "days",
    "period_days",
    "moratorium_months",
    "commencement_date",
    "first_due",
    "last_due",
    "due_rule",
    "day_count",
    "grace_months",
];

/// A schedule that was asked for, and by how much its amounts were scaled up to see behind the point.
struct Asked {
    terms: InstalmentTerms,
    scale: Decimal,
}

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let asked = asked(case)?;
    let rows = schedule(&asked.terms)?;
    let expected = need(case, "expected")?;
    let instalment = || -> Result<Decimal, Fault> {
        let first = rows.iter().find(|row| row.capitalised.is_zero()).map_or(Decimal::ZERO, |row| row.total.exact());
        let extra = asked.terms.shape.overpayments.iter().find(|more| more.with == 1);
        let extra = extra.map_or(Decimal::ZERO, |more| more.amount.exact());
        asked.down(first.checked_sub(extra).unwrap_or(first))
    };
    for (field, value) in expected.as_object().into_iter().flatten() {
        match field.as_str() {
            "rows" => asked.check_rows(value, &rows, case, checks)?,
            "year_totals" => asked.check_years(value, &rows, need(case, "inputs")?, checks)?,
            "instalment" | "emi" => {
                checks.number_within("instalment", value, instalment()?, instalment_tolerance(case))?;
            }
            "total_interest" => {
                let sum = Money::sum(rows_currency(&rows)?, rows.iter().map(|row| row.interest))?;
                checks.number("total interest", value, asked.down(sum.exact())?)?;
            }
            "moratorium_days" | "interest_capitalised" | "capitalised_balance" | "first_period_days" => {
                let waiting = rows.iter().find(|row| row.capitalised.is_positive());
                let waiting = waiting.ok_or_else(|| Fault::Unsupported("no period is capitalised".to_owned()))?;
                let paying = rows.iter().find(|row| row.capitalised.is_zero() && row.total.is_positive());
                let got = match field.as_str() {
                    "moratorium_days" => Decimal::from(waiting.days),
                    "interest_capitalised" => asked.down(waiting.capitalised.exact())?,
                    "capitalised_balance" => asked.down(waiting.balance.exact())?,
                    _ => paying.map_or(Decimal::ZERO, |row| Decimal::from(row.days)),
                };
                checks.number(field, value, got)?;
            }
            "termination_date" => {
                let last = rows.last().map(|row| row.due.to_string()).unwrap_or_default();
                checks.word("termination date", value.as_str().unwrap_or_default(), &last);
            }
            "final_balance" => {
                let rest = rows.last().map_or(Decimal::ZERO, |row| row.balance.exact());
                checks.number("final balance", value, asked.down(rest)?)?;
            }
            other => {
                let after = other.strip_prefix("balance_after_").and_then(|rest| rest.strip_suffix("_months"));
                let after = after.and_then(|months| months.parse::<usize>().ok()).and_then(|n| n.checked_sub(1));
                let row = after.and_then(|place| rows.get(place));
                let row = row.ok_or_else(|| Fault::Unsupported(format!("expectation {other} is not known")))?;
                checks.number(other, value, asked.down(row.balance.exact())?)?;
            }
        }
    }
    Ok(())
}

fn rows_currency(rows: &[Row]) -> Result<Currency, Fault> {
    let row = rows.first().ok_or_else(|| Fault::Unsupported("the schedule is empty".to_owned()))?;
    Ok(row.total.currency())
}

/// Where the tolerance of the instalment is another one: `instalment within 0.5`.
fn instalment_tolerance(case: &Value) -> Option<Decimal> {
    let (_, rest) = text(case, "tolerance_note")?.split_once("instalment within ")?;
    let figures: String = rest.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    Decimal::from_str_exact(&figures).ok()
}

impl Asked {
    /// An amount as the case has it.
    fn down(&self, amount: Decimal) -> Result<Decimal, Fault> {
        amount.checked_div(self.scale).ok_or(Fault::Refused(crate::engine::EngineError::Overflow))
    }

    fn check_rows(&self, wanted: &Value, rows: &[Row], case: &Value, checks: &mut Checks) -> Result<(), Fault> {
        let wanted = wanted.as_array().ok_or_else(|| Fault::Unsupported("rows are not a list".to_owned()))?;
        if text(case, "topic") == Some("overpayment_schedule") {
            checks.word("rows", &wanted.len().to_string(), &rows.len().to_string());
        }
        for expected in wanted {
            let place = match expected.get("nr") {
                Some(_) => count(expected, "nr", 1)?,
                None => count(expected, "no", 1)?,
            };
            let row = rows.iter().find(|row| row.number == place);
            let Some(row) = row else {
                checks.word("row", &place.to_string(), "none");
                continue;
            };
            let opening = row.balance.plus(row.principal)?.minus(row.capitalised)?.minus(row.moved)?;
            for (field, value) in expected.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
                let name = format!("row {place} {field}");
                let got = match field.as_str() {
                    // The extra of a peer's row is what was planned, not what was paid.
                    "nr" | "no" | "extra" => continue,
                    "date" => {
                        checks.word(&name, value.as_str().unwrap_or_default(), &row.due.to_string());
                        continue;
                    }
                    "days" => Decimal::from(row.days),
                    "rate_pct" => self.rate_on(row.start)?,
                    "opening" => self.down(opening.exact())?,
                    "interest" => self.down(row.interest.exact())?,
                    "principal" => self.down(row.principal.exact())?,
                    "closing" | "balance" => self.down(row.balance.exact())?,
                    "instalment" | "paid" => self.down(row.total.exact())?,
                    other => return Err(Fault::Unsupported(format!("row field {other} is not known"))),
                };
                checks.number(&name, value, got)?;
            }
        }
        Ok(())
    }

    /// The contract rate in force on a day, in per cent.
    fn rate_on(&self, day: NaiveDate) -> Result<Decimal, Fault> {
        let later = self.terms.shape.rates.iter().take_while(|change| change.from <= day).last();
        let rate = later.map_or(self.terms.rate, |change| change.rate);
        rate.value.checked_mul(Decimal::ONE_HUNDRED).ok_or(Fault::Refused(crate::engine::EngineError::Overflow))
    }

    fn check_years(&self, wanted: &Value, rows: &[Row], inputs: &Value, checks: &mut Checks) -> Result<(), Fault> {
        let a_year = usize::from(count(inputs, "per_year", 12)?);
        for expected in wanted.as_array().into_iter().flatten() {
            let year = count(expected, "year", 1)?;
            let skipped = usize::from(year).saturating_sub(1).saturating_mul(a_year);
            let sum = rows.iter().skip(skipped).take(a_year).map(|row| row.interest);
            let sum = Money::sum(rows_currency(rows)?, sum)?;
            checks.number(&format!("interest of year {year}"), need(expected, "interest")?, self.down(sum.exact())?)?;
        }
        Ok(())
    }
}

/// Terms from a case's words.
fn asked(case: &Value) -> Result<Asked, Fault> {
    let inputs = need(case, "inputs")?;
    let empty = Value::Null;
    let settings = case.get("settings").unwrap_or(&empty);
    if let Some(grace) = inputs.get("grace_payment").and_then(number)
        && !grace.is_zero()
    {
        return Err(Fault::Unsupported("a payment during grace".to_owned()));
    }
    for field in inputs.as_object().into_iter().flatten().map(|(field, _)| field.as_str()) {
        if !KNOWN.contains(&field) && field != "grace_payment" {
            return Err(Fault::Unsupported(format!("input {field} is not known")));
        }
    }
    let principal = need_number(inputs, "principal")?;
    // Tables without rounding inside are computed in finer money: the mathematics is linear.
    let unrounded = text(settings, "rounding").is_some_and(|words| words.contains("none inside"))
        || text(case, "tolerance_note").is_some_and(|words| words.contains("sub-cent state"))
        || text(case, "tolerance").is_some_and(|tolerance| tolerance.contains("e-"));
    let scale = if unrounded { finest(principal) } else { Decimal::ONE };
    let amount = |value: Decimal| {
        let scaled = value.checked_mul(scale).ok_or(Fault::Refused(crate::engine::EngineError::Overflow))?;
        super::value::money(scaled, Currency::EUR)
    };
    let frequency = frequency(inputs)?;
    let start = match inputs.get("disbursement_date").and_then(parse_date) {
        Some(date) => date,
        None => match inputs.get("first_payment_date").and_then(parse_date) {
            Some(first) => frequency.before(first)?,
            None => NaiveDate::from_ymd_opt(2021, 1, 1).unwrap_or_default(),
        },
    };
    let waiting = match inputs.get("moratorium_months") {
        Some(_) => count(inputs, "moratorium_months", 0)?,
        None => count(inputs, "grace_months", 0)?,
    };
    let due_dates = due_dates(inputs, start, waiting)?;
    let stated_count = match inputs.get("periods") {
        Some(_) => count(inputs, "periods", 1)?,
        None => count(inputs, "instalments", 1)?,
    };
    let count_of = match &due_dates {
        Some(dates) => u16::try_from(dates.len()).unwrap_or(u16::MAX),
        None => stated_count.saturating_add(waiting),
    };
    let (rate, accrual) = rate(inputs, settings)?;
    let mut terms = InstalmentTerms::monthly(amount(principal)?, rate, count_of, start);
    terms.frequency = frequency;
    terms.accrual = accrual;
    terms.due_dates = due_dates;
    terms.first_due = inputs.get("first_payment_date").and_then(parse_date);
    terms.method = method(case)?;
    terms.shape.capitalised = waiting;
    if text(settings, "last_instalment").is_some_and(|words| words.contains("INTEREST of the last row")) {
        terms.residue = Residue::LastInterest;
    }
    if text(settings, "rounding").is_some_and(|words| words.contains("HALF_EVEN")) {
        terms.rounding = Rounding::HalfEven;
    }
    if terms.accrual == Accrual::MonthBefore || text(case, "topic") == Some("moratorium") {
        terms.shape.basis = InstalmentBasis::EqualPeriods;
    }
    if let Some(growth) = inputs.get("growth_pct_per_year").and_then(number) {
        let share = growth.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
        terms.shape.steps = Some(Steps::Growth { share, every: count(inputs, "per_year", 12)? });
    }
    if let Some(words) = text(inputs, "first_period_years") {
        terms.shape.first_period = Some(first_period(words)?);
    }
    for change in inputs.get("rate_changes").and_then(Value::as_array).into_iter().flatten() {
        let periods = u32::from(count(change, "from_period", 1)?).saturating_sub(1);
        let percent = need_number(change, "rate_pct")?;
        let from = frequency.after(start, periods)?;
        terms.shape.rates.push(RateFrom { from, rate: Rate::percent_per_year(percent)? });
    }
    for more in inputs.get("overpayments").and_then(Value::as_array).into_iter().flatten() {
        overpay(&mut terms, more, amount(need_number(more, "amount")?)?)?;
    }
    Ok(Asked { terms, scale })
}

/// The largest power of ten up to a million that keeps a principal within the amounts that the engine has.
fn finest(principal: Decimal) -> Decimal {
    let room = Decimal::from(crate::engine::limits::MAX_MINOR / 100);
    [1_000_000_u32, 100_000, 10_000, 1_000, 100, 10]
        .into_iter()
        .map(Decimal::from)
        .find(|scale| principal.checked_mul(*scale).is_some_and(|scaled| scaled < room))
        .unwrap_or(Decimal::ONE)
}

fn frequency(inputs: &Value) -> Result<Frequency, Fault> {
    let months = |every| Ok(Frequency { every, unit: PeriodUnit::Months });
    match text(inputs, "frequency").map(str::to_ascii_uppercase).as_deref() {
        Some("MONTHLY") => return months(1),
        Some("QUARTERLY") => return months(3),
        Some("HALF_YEARLY" | "SEMIANNUAL" | "SEMI_ANNUAL") => return months(6),
        Some("YEARLY" | "ANNUAL" | "ANNUALLY") => return months(12),
        Some("WEEKLY") => return Ok(Frequency { every: 1, unit: PeriodUnit::Weeks }),
        Some(other) => return Err(Fault::Unsupported(format!("frequency {other}"))),
        None => {}
    }
    match count(inputs, "per_year", 12)? {
        52 => Ok(Frequency { every: 1, unit: PeriodUnit::Weeks }),
        26 => Ok(Frequency { every: 2, unit: PeriodUnit::Weeks }),
        12 => months(1),
        6 => months(2),
        4 => months(3),
        3 => months(4),
        2 => months(6),
        1 => months(12),
        other => Err(Fault::Unsupported(format!("{other} instalments a year"))),
    }
}

/// Due dates, where they follow no rule.
fn due_dates(inputs: &Value, start: NaiveDate, waiting: u16) -> Result<Option<Vec<NaiveDate>>, Fault> {
    let days_after = |days: u32| start.checked_add_days(chrono::Days::new(u64::from(days))).unwrap_or(start);
    if inputs.get("due_dates").is_some() {
        let dates: Option<Vec<NaiveDate>> = need_list(inputs, "due_dates")?.iter().map(parse_date).collect();
        return dates.map(Some).ok_or_else(|| Fault::Unsupported("due_dates are not dates".to_owned()));
    }
    if inputs.get("days").is_some() {
        return Ok(Some(vec![days_after(u32::from(count(inputs, "days", 1)?))]));
    }
    if inputs.get("period_days").is_some() {
        let mut sum = 0_u32;
        let mut dates = Vec::new();
        for days in need_list(inputs, "period_days")? {
            let days = number(days).and_then(|days| u16::try_from(days).ok());
            let days = days.ok_or_else(|| Fault::Unsupported("period_days are not days".to_owned()))?;
            sum = sum.saturating_add(u32::from(days));
            dates.push(days_after(sum));
        }
        return Ok(Some(dates));
    }
    match text(inputs, "due_rule") {
        None => Ok(None),
        Some("month end") => {
            let first = need_date(inputs, "first_due")?;
            let all = u32::from(count(inputs, "instalments", 1)?).saturating_add(u32::from(waiting));
            let begun =
                (0..waiting).try_fold(first.with_day(1).unwrap_or(first), |date, _| Frequency::MONTHLY.before(date))?;
            let dates: Result<Vec<NaiveDate>, _> =
                (0..all).map(|n| Frequency::MONTHLY.after(begun, n).map(month_end)).collect();
            Ok(Some(dates?))
        }
        Some(other) => Err(Fault::Unsupported(format!("due dates by {other}"))),
    }
}

fn rate(inputs: &Value, settings: &Value) -> Result<(Rate, Accrual), Fault> {
    let of = |field: &str, per| -> Result<Option<Rate>, Fault> {
        let Some(percent) = inputs.get(field).and_then(number) else { return Ok(None) };
        let value = percent.checked_div(Decimal::ONE_HUNDRED).unwrap_or_default();
        Ok(Some(Rate::try_new(value, per)?))
    };
    let interest = text(settings, "interest").unwrap_or_default();
    if let Some(rate) = of("monthly_effective_rate_pct", RatePeriod::Month)? {
        if !interest.contains("(1+m)^(12*days/365)") {
            return Err(Fault::Unsupported(format!("interest {interest}")));
        }
        return Ok((rate, Accrual::Effective(EffectiveTime::Days(365))));
    }
    for field in ["effective_rate_pct", "effective_annual_rate_pct"] {
        if let Some(rate) = of(field, RatePeriod::Year)? {
            return Ok((rate, Accrual::Effective(EffectiveTime::Periods)));
        }
    }
    let rate = match of("nominal_rate_pct", RatePeriod::Year)? {
        Some(rate) => Some(rate),
        None => of("annual_rate_pct", RatePeriod::Year)?,
    };
    let rate = rate.ok_or_else(|| Fault::Unsupported("no rate that is known".to_owned()))?;
    if interest.contains("calendar month BEFORE") {
        return Ok((rate, Accrual::MonthBefore));
    }
    let basis = text(settings, "day_count").or_else(|| text(inputs, "day_count"));
    Ok((
        rate,
        match basis {
            None => Accrual::PerPeriod,
            Some("ACT/360") => Accrual::DayCount(DayCount::Act360),
            Some("ACT/365" | "ACT/365F") => Accrual::DayCount(DayCount::Act365Fixed),
            Some("30/360" | "30E/360") => Accrual::DayCount(DayCount::ThirtyE360),
            Some(other) => return Err(Fault::Unsupported(format!("day count {other}"))),
        },
    ))
}

fn method(case: &Value) -> Result<Method, Fault> {
    let words = text(case, "method").or_else(|| text(case, "kind")).unwrap_or_default().to_ascii_lowercase();
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if has(&["equal principal", "equal_principal", "等额本金"]) {
        Ok(Method::EqualPrincipal)
    } else if has(&["interest only", "interest-only", "interest first", "先息后本", "按期付息"]) {
        Ok(Method::InterestFirst)
    } else if has(&["bullet", "一次性还本付息"]) {
        Ok(Method::Bullet)
    } else if has(&["annuity", "equal instalment", "equal_instalment", "等额本息", "as example", "emi", "one payment"])
    {
        Ok(Method::EqualInstalment)
    } else {
        Err(Fault::Unsupported(format!("method {words} is not known")))
    }
}

/// `1/12+3/366`: twelfths are months, other parts days of a year.
fn first_period(words: &str) -> Result<FirstPeriod, Fault> {
    let unknown = || Fault::Unsupported(format!("a first period of {words} years"));
    let mut first = FirstPeriod { months: 0, days: 0, year_days: 365 };
    for part in words.split('+') {
        let (over, under) = part.trim().split_once('/').ok_or_else(unknown)?;
        let over: u16 = over.trim().parse().map_err(|_| unknown())?;
        match under.trim() {
            "12" => first.months = over,
            "360" | "364" | "365" | "366" => {
                first.days = over;
                first.year_days = under.trim().parse().map_err(|_| unknown())?;
            }
            _ => return Err(unknown()),
        }
    }
    Ok(first)
}

fn overpay(terms: &mut InstalmentTerms, more: &Value, amount: Money) -> Result<(), Fault> {
    let effect = match need_text(more, "strategy")? {
        "reduce_term" => PrepaymentEffect::ShorterTerm,
        "reduce_instalment" => PrepaymentEffect::SmallerInstalment,
        other => return Err(Fault::Unsupported(format!("over-payment for {other}"))),
    };
    let first = count(more, "after_instalment", 1)?;
    let last = match text(more, "repeat") {
        None | Some("SINGLE") => first,
        Some("TO_CERTAIN_MONTH") => count(more, "repeat_to_month", first)?,
        Some("TO_END") => terms.count,
        Some(other) => return Err(Fault::Unsupported(format!("over-payments repeated {other}"))),
    };
    let last = last.min(terms.count);
    terms.shape.overpayments.extend((first..=last).map(|with| Overpayment { with, amount, effect }));
    Ok(())
}
