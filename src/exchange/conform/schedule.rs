//! Cases of whole schedules, in the vocabulary of Apache Fineract.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::value::{Checks, count, money, need, need_date, need_list, need_number, need_text, parse_date, text};
use crate::engine::date::month_end;
use crate::engine::{
    Accrual, Currency, DaysInMonth, DaysInYear, Frequency, InstalmentTerms, InterestKind, LeapRule, Method, PeriodUnit,
    Rate, RatePeriod, Rounding, Smoothing, schedule,
};

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = need(case, "inputs")?;
    let settings = case.get("settings").filter(|settings| settings.get("schedule_generator").is_some());
    let Some(settings) = settings else { return super::tables::check(case, checks) };
    let mut terms = terms(inputs, settings, need_date(inputs, "disbursement_date")?)?;
    let plain = inputs.get("due_dates_are_plain_calendar_steps").and_then(Value::as_bool).unwrap_or(true);
    if !plain {
        let dates: Option<Vec<NaiveDate>> = need_list(inputs, "due_dates")?.iter().map(parse_date).collect();
        let dates = dates.ok_or_else(|| Fault::Unsupported("due_dates are not dates".to_owned()))?;
        terms.anchor = anchor(&dates, terms.frequency);
        terms.due_dates = if terms.anchor.is_none() { Some(dates) } else { None };
    }
    let rows = schedule(&terms)?;
    let expected = need_list(need(case, "expected")?, "rows")?;
    checks.word("rows", &expected.len().to_string(), &rows.len().to_string());
    for (wanted, row) in expected.iter().zip(&rows) {
        let nr = row.number;
        checks.number("nr", need(wanted, "nr")?, Decimal::from(nr))?;
        checks.word(&format!("row {nr} date"), need_text(wanted, "date")?, &row.due.to_string());
        let amounts = [
            ("principal", row.principal.exact()),
            ("interest", row.interest.exact()),
            ("fees", row.fee.exact()),
            ("penalties", Decimal::ZERO),
            ("due", row.total.exact()),
            ("balance", row.balance.exact()),
            ("days", Decimal::from(row.days)),
        ];
        for (field, got) in amounts {
            if let Some(value) = wanted.get(field) {
                checks.number(&format!("row {nr} {field}"), value, got)?;
            }
        }
    }
    Ok(())
}

/// The day from which all dates are whole periods away, if there is one: the date before the first, or the month end
/// nearest to it.
fn anchor(dates: &[NaiveDate], frequency: Frequency) -> Option<NaiveDate> {
    let before = frequency.before(*dates.first()?).ok()?;
    [before, month_end(before)]
        .into_iter()
        .find(|anchor| (1_u32..).zip(dates).all(|(n, date)| frequency.after(*anchor, n) == Ok(*date)))
}

/// Terms from a case's inputs and settings.
pub(super) fn terms(inputs: &Value, settings: &Value, disbursed_on: NaiveDate) -> Result<InstalmentTerms, Fault> {
    let currency = currency(settings)?;
    let cumulative = match need_text(settings, "schedule_generator")? {
        "PROGRESSIVE" => false,
        "CUMULATIVE" => true,
        other => return Err(Fault::Unsupported(format!("schedule generator {other}"))),
    };
    let principal = money(need_number(inputs, "principal")?, currency)?;
    let count_of = count(inputs, "number_of_repayments", 1)?;
    let frequency = frequency(inputs)?;
    let rate = rate(inputs, settings, count_of, frequency)?;
    let mut terms = InstalmentTerms::monthly(principal, rate, count_of, disbursed_on);
    terms.frequency = frequency;
    terms.method = match text(inputs, "amortization_type") {
        None | Some("EQUAL_INSTALLMENTS") => Method::EqualInstalment,
        Some("EQUAL_PRINCIPAL") => Method::EqualPrincipal,
        Some(other) => return Err(Fault::Unsupported(format!("amortisation {other}"))),
    };
    terms.interest = match (text(inputs, "interest_type"), cumulative) {
        (None | Some("DECLINING_BALANCE"), _) => InterestKind::Declining,
        (Some("FLAT"), true) => InterestKind::FlatTotal,
        (Some("FLAT"), false) => InterestKind::Flat,
        (Some(other), _) => return Err(Fault::Unsupported(format!("interest type {other}"))),
    };
    terms.accrual = accrual(inputs, settings, cumulative)?;
    terms.rounding = match text(settings, "rounding_mode") {
        None | Some("HALF_EVEN") => Rounding::HalfEven,
        Some("HALF_UP") => Rounding::HalfUp,
        Some("HALF_DOWN") => Rounding::HalfDown,
        Some("UP") => Rounding::Up,
        Some("DOWN") => Rounding::Down,
        Some(other) => return Err(Fault::Unsupported(format!("rounding {other}"))),
    };
    terms.precision = u8::try_from(count(settings, "intermediate_precision_digits", 19)?).ok();
    let step = count(settings, "instalment_multiple_of", 0)?;
    terms.instalment_multiple = if step > 0 { Some(money(Decimal::from(step), currency)?) } else { None };
    terms.smoothing = if cumulative { Smoothing::None } else { Smoothing::ThreePasses };
    let grace = |long: &str, short: &str| match inputs.get(long) {
        Some(_) => count(inputs, long, 0),
        None => count(inputs, short, 0),
    };
    terms.principal_grace = grace("grace_on_principal_periods", "grace_on_principal")?;
    terms.interest_grace = grace("grace_on_interest_periods", "grace_on_interest")?;
    terms.interest_free = count(inputs, "interest_free_periods", 0)?;
    if settings.get("down_payment_enabled").and_then(Value::as_bool) == Some(true) {
        let percent = need_number(settings, "down_payment_pct")?;
        terms.down_payment = percent.checked_div(Decimal::ONE_HUNDRED);
    }
    Ok(terms)
}

fn currency(settings: &Value) -> Result<Currency, Fault> {
    match count(settings, "currency_digits", 2)? {
        0 => Currency::try_new("JPY"),
        2 => Ok(Currency::EUR),
        3 => Currency::try_new("KWD"),
        digits => return Err(Fault::Unsupported(format!("a currency of {digits} digits"))),
    }
    .map_err(Fault::Unsupported)
}

fn frequency(inputs: &Value) -> Result<Frequency, Fault> {
    let unit = match text(inputs, "repay_unit") {
        None | Some("MONTHS") => PeriodUnit::Months,
        Some("DAYS") => PeriodUnit::Days,
        Some("WEEKS") => PeriodUnit::Weeks,
        Some("YEARS") => PeriodUnit::Years,
        Some(other) => return Err(Fault::Unsupported(format!("repayment unit {other}"))),
    };
    Ok(Frequency { every: count(inputs, "repay_every", 1)?, unit })
}

/// The nominal yearly rate.
fn rate(inputs: &Value, settings: &Value, count: u16, frequency: Frequency) -> Result<Rate, Fault> {
    let percent = need_number(inputs, "nominal_rate_pct")?;
    let asked = text(inputs, "rate_frequency").or_else(|| text(settings, "rate_frequency"));
    let yearly = match asked {
        None | Some("YEAR") => Some(percent),
        Some("MONTH") => percent.checked_mul(Decimal::from(12)),
        Some("WEEK") => percent.checked_mul(Decimal::from(52)),
        Some("WHOLE_TERM") => {
            let periods = Decimal::from(count).checked_mul(Decimal::from(frequency.every));
            let a_year = match frequency.unit {
                PeriodUnit::Days => 365,
                PeriodUnit::Weeks => 52,
                PeriodUnit::Months => 12,
                PeriodUnit::Years => 1,
            };
            percent.checked_mul(Decimal::from(a_year)).zip(periods).and_then(|(sum, n)| sum.checked_div(n))
        }
        Some(other) => return Err(Fault::Unsupported(format!("rate per {other}"))),
    };
    let yearly = yearly.and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED));
    let value = yearly.ok_or(Fault::Refused(crate::engine::EngineError::Overflow))?;
    Ok(Rate::try_new(value, RatePeriod::Year)?)
}

fn accrual(inputs: &Value, settings: &Value, cumulative: bool) -> Result<Accrual, Fault> {
    match text(inputs, "interest_calculation_period") {
        Some("SAME_AS_REPAYMENT_PERIOD") => return Ok(Accrual::PerPeriod),
        None | Some("DAILY") => {}
        Some(other) => return Err(Fault::Unsupported(format!("interest calculation {other}"))),
    }
    let month = match text(settings, "days_in_month") {
        None | Some("ACTUAL") => DaysInMonth::Actual,
        Some("DAYS30") => DaysInMonth::Thirty,
        Some(other) => return Err(Fault::Unsupported(format!("days in month {other}"))),
    };
    let year = match text(settings, "days_in_year") {
        None | Some("ACTUAL") => DaysInYear::Actual,
        Some("DAYS360") => DaysInYear::D360,
        Some("DAYS364") => DaysInYear::D364,
        Some("DAYS365") => DaysInYear::D365,
        Some(other) => return Err(Fault::Unsupported(format!("days in year {other}"))),
    };
    let leap = match (text(settings, "days_in_year_custom"), text(settings, "cross_year_split")) {
        _ if cumulative => LeapRule::Fixed365,
        (Some("FEB_29_PERIOD_ONLY"), _) => LeapRule::LeapDayPeriod,
        (None | Some("FULL_LEAP_YEAR"), None | Some("DEC31")) => LeapRule::SplitAtYearEnd,
        (None | Some("FULL_LEAP_YEAR"), Some("JAN01")) => LeapRule::SplitAtNewYear,
        (Some(other), _) | (None, Some(other)) => {
            return Err(Fault::Unsupported(format!("leap year rule {other}")));
        }
    };
    Ok(Accrual::Daily { month, year, leap })
}
