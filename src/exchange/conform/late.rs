//! Cases of late fees and penalty interest: a debt past its due date, looked at on a day.
//!
//! A field that is not known here makes the case unsupported: it might change the figures.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::value::{Checks, count, money, need, need_date, need_list, need_number, number, parse_date, text};
use crate::engine::allocation::allocate;
use crate::engine::{
    Accrual, Base, Cap, CapScope, ChargeKind, Claim, ClaimRef, Component, Components, Compounding, Contract, Currency,
    DayCount, EffectiveTime, Event, EventKind, Grace, GraceKind, InstalmentTerms, LateCharge, Lateness, Money, Origin,
    PrepaymentEffect, Rate, RatePeriod, Rounding, SingleTerms, Tier, Waterfall, replay,
};

pub(super) fn check(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let kind = text(case, "kind").unwrap_or_default();
    let inputs = need(case, "inputs")?;
    let is = |start: &str| kind.starts_with(start);
    if is("percent of overdue + monthly compounding") {
        growing(inputs, case, checks)
    } else if is("simple daily interest") {
        simple(inputs, case, checks)
    } else if is("tiered flat fee") {
        tiered(inputs, case, checks)
    } else if is("settlement of a late payment") || is("partial late payment") {
        settlement(inputs, case, checks)
    } else if is("grace period") {
        grace(inputs, case, checks)
    } else if is("short-term loan") || is("daily simple interest") || is("daily compound") {
        short_term(inputs, kind, case, checks)
    } else {
        Err(Fault::Unsupported(format!("late charge {kind} is not known")))
    }
}

fn only(inputs: &Value, known: &[&str]) -> Result<(), Fault> {
    let unknown = inputs.as_object().into_iter().flatten().find(|(field, _)| !known.contains(&field.as_str()));
    match unknown {
        Some((field, _)) => Err(Fault::Unsupported(format!("input {field} is not known"))),
        None => Ok(()),
    }
}

fn percent(inputs: &Value, field: &str) -> Result<Decimal, Fault> {
    let percent = need_number(inputs, field)?;
    percent.checked_div(Decimal::ONE_HUNDRED).ok_or(Fault::Refused(crate::engine::EngineError::Overflow))
}

fn some_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).unwrap_or_default()
}

fn days_after(day: NaiveDate, days: u16) -> NaiveDate {
    day.checked_add_days(chrono::Days::new(u64::from(days))).unwrap_or(day)
}

/// An amount that was due on a day, with one late charge.
fn overdue(amount: Decimal, due: NaiveDate, kind: ChargeKind) -> Result<SingleTerms, Fault> {
    if amount <= Decimal::ZERO {
        return Err(Fault::Unsupported("nothing is overdue".to_owned()));
    }
    let charge =
        LateCharge { kind, component: Component::Fee, ..LateCharge::daily(Rate::ZERO, Base::OverduePrincipal) };
    Ok(SingleTerms {
        principal: money(amount, Currency::USD)?,
        start: due,
        due,
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: vec![charge] },
        waterfall: Waterfall::default(),
    })
}

/// All fees that lateness came to.
fn fees(terms: SingleTerms, as_of: NaiveDate) -> Result<Decimal, Fault> {
    let account = replay(&Contract::Single(Box::new(terms)), None, &[], as_of)?;
    Ok(account.outstanding.fee.exact())
}

fn growing(inputs: &Value, case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    only(inputs, &["overdue", "due_date", "as_of", "initial_pct", "monthly_compound_pct", "full_periods"])?;
    if text(inputs, "full_periods").is_some_and(|words| words != "floor(days/30)") {
        return Err(Fault::Unsupported("periods that are not full stretches of 30 days".to_owned()));
    }
    let kind = ChargeKind::Growing {
        share: percent(inputs, "initial_pct")?,
        growth: percent(inputs, "monthly_compound_pct")?,
        every_days: 30,
    };
    let terms = overdue(need_number(inputs, "overdue")?, need_date(inputs, "due_date")?, kind)?;
    let fee = fees(terms, need_date(inputs, "as_of")?)?;
    checks.number("fee", need(need(case, "expected")?, "fee")?, fee)
}

fn simple(inputs: &Value, case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    only(inputs, &["overdue", "days", "annual_rate_pct", "day_count"])?;
    let year_days = match text(inputs, "day_count") {
        None | Some("ACT/365F" | "ACT/365") => 365,
        Some("ACT/360") => 360,
        Some(other) => return Err(Fault::Unsupported(format!("day count {other}"))),
    };
    let rate = Rate::try_new(percent(inputs, "annual_rate_pct")?, RatePeriod::Year)?;
    let kind = ChargeKind::Daily { rate, year_days, compounding: Compounding::Simple };
    let terms = overdue(need_number(inputs, "overdue")?, some_day(), kind)?;
    let interest = fees(terms, days_after(some_day(), count(inputs, "days", 0)?))?;
    checks.number("interest", need(need(case, "expected")?, "interest")?, interest)
}

fn tiered(inputs: &Value, case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    only(inputs, &["overdue", "tiers"])?;
    let mut tiers = Vec::new();
    for tier in need_list(inputs, "tiers")? {
        let part = |place: usize| tier.get(place).and_then(number);
        let (Some(from), Some(amount)) = (part(0), part(1)) else {
            return Err(Fault::Unsupported("a tier is not a pair of numbers".to_owned()));
        };
        tiers.push(Tier { from: money(from, Currency::USD)?, amount: money(amount, Currency::USD)? });
    }
    let terms = overdue(need_number(inputs, "overdue")?, some_day(), ChargeKind::Tiered { tiers })?;
    let fee = fees(terms, days_after(some_day(), 1))?;
    checks.number("fee", need(need(case, "expected")?, "fee")?, fee)
}

fn grace(inputs: &Value, case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    only(inputs, &["due", "grace_days", "days_after_due"])?;
    let due = need_date(inputs, "due")?;
    let fee = ChargeKind::Flat { amount: money(Decimal::ONE, Currency::USD)? };
    let mut terms = overdue(Decimal::ONE_HUNDRED, due, fee)?;
    let days = count(inputs, "grace_days", 0)?;
    for charge in &mut terms.lateness.charges {
        charge.grace = Grace { days, kind: GraceKind::Forgiven };
    }
    let late = fees(terms, days_after(due, count(inputs, "days_after_due", 0)?))? > Decimal::ZERO;
    let expected = need(need(case, "expected")?, "is_late")?;
    let expected = expected.as_bool().ok_or_else(|| Fault::Unsupported("is_late is not a yes or no".to_owned()))?;
    checks.word("is late", &expected.to_string(), &late.to_string());
    Ok(())
}

/// A loan for some days at a rate of a day, with a penalty by the day and its cap; whole units of money.
fn short_term(inputs: &Value, kind: &str, case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    only(
        inputs,
        &[
            "principal",
            "daily_interest_rate_pct",
            "daily_penalty_rate_pct",
            "interest_days",
            "overdue_days",
            "penalty_cap_pct_of_principal",
            "unit",
        ],
    )?;
    let whole = Currency::try_new("JPY").map_err(Fault::Unsupported)?;
    let due = days_after(some_day(), count(inputs, "interest_days", 0)?);
    let mut charges = Vec::new();
    if inputs.get("daily_penalty_rate_pct").is_some() {
        let rate = Rate::try_new(percent(inputs, "daily_penalty_rate_pct")?, RatePeriod::Day)?;
        let mut charge = LateCharge::daily(rate, Base::OverduePrincipal);
        if inputs.get("penalty_cap_pct_of_principal").is_some() {
            let share = percent(inputs, "penalty_cap_pct_of_principal")?;
            charge.caps.push(Cap::ShareOfPrincipal { share, scope: CapScope::ThisCharge });
        }
        charges.push(charge);
    }
    let accrual = if kind.starts_with("daily compound") {
        Accrual::Effective(EffectiveTime::Days(365))
    } else {
        Accrual::DayCount(DayCount::Act365Fixed)
    };
    let terms = SingleTerms {
        principal: money(need_number(inputs, "principal")?, whole)?,
        start: some_day(),
        due,
        rate: Rate::try_new(percent(inputs, "daily_interest_rate_pct")?, RatePeriod::Day)?,
        accrual,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges },
        waterfall: Waterfall::default(),
    };
    let as_of = days_after(due, count(inputs, "overdue_days", 0)?);
    let account = replay(&Contract::Single(Box::new(terms)), None, &[], as_of)?;
    for (field, value) in need(case, "expected")?.as_object().into_iter().flatten() {
        let got = match field.as_str() {
            "total_due" | "total" => account.due_now.total()?,
            "interest" => account.due_now.interest,
            "penalty" => account.due_now.penalty,
            other => return Err(Fault::Unsupported(format!("expectation {other} is not known"))),
        };
        checks.number(field, value, got.exact())?;
    }
    Ok(())
}

/// A loan whose late instalment bears a fine and interest at the contract's effective rate, and a payment that settles
/// it, partly or with more.
fn settlement(inputs: &Value, case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    only(inputs, &["loan", "payment", "paid_on"])?;
    let loan = need(inputs, "loan")?;
    let terms = settled_loan(loan)?;
    let paid_on = need_date(inputs, "paid_on")?;
    let payment = money(need_number(inputs, "payment")?, terms.principal.currency())?;
    let contract = Contract::Instalment(Box::new(terms));
    // What is asked for is paid first; the rest is principal paid early.
    let asked = replay(&contract, None, &[], paid_on)?.due_now.total()?;
    let (now, early) = (payment.least(asked)?, payment.minus_to_zero(asked)?);
    let paid = EventKind::Payment { amount: now };
    let prepaid = EventKind::Prepayment { amount: early, effect: PrepaymentEffect::ShorterTerm };
    let kinds = core::iter::once(paid).chain(early.is_positive().then_some(prepaid));
    let events: Vec<Event> = (1..).zip(kinds).map(|(id, kind)| Event { id, date: paid_on, kind }).collect();
    let account = replay(&contract, None, &events, paid_on)?;
    let first = account.claim(ClaimRef::Row(1)).map(|claim| claim.paid);
    let first = first.ok_or_else(|| Fault::Unsupported("the loan has no instalment".to_owned()))?;
    for (field, value) in need(case, "expected")?.as_object().into_iter().flatten() {
        let got = match field.as_str() {
            "fine" => account.paid.fee,
            "penalty_interest" => account.paid.penalty,
            "interest" => account.paid.interest,
            "principal" => account.paid.principal,
            "remaining_principal" => account.outstanding.principal,
            "instalment1" => {
                checks.number("instalment 1 principal", need(value, "principal")?, first.principal.exact())?;
                checks.number("instalment 1 interest", need(value, "interest")?, first.interest.exact())?;
                continue;
            }
            _ => {
                let number = field.strip_prefix("instalment").and_then(|number| number.parse::<u16>().ok());
                let number = number.ok_or_else(|| Fault::Unsupported(format!("expectation {field} is not known")))?;
                let part = filled(&contract, early, number, paid_on)?;
                checks.number(&format!("{field} principal"), need(value, "principal")?, part.exact())?;
                checks.number(&format!("{field} interest"), need(value, "interest")?, Decimal::ZERO)?;
                continue;
            }
        };
        checks.number(field, value, got.exact())?;
    }
    Ok(())
}

fn settled_loan(loan: &Value) -> Result<InstalmentTerms, Fault> {
    only(
        loan,
        &[
            "principal",
            "effective_annual_pct",
            "disbursement",
            "due_dates",
            "day_compounding",
            "fine_pct_of_instalment",
            "penalty_rate",
            "allocation",
        ],
    )?;
    let words = |field: &str, wanted: &str| match text(loan, field) {
        Some(found) if found.starts_with(wanted) => Ok(()),
        other => Err(Fault::Unsupported(format!("{field} {other:?}"))),
    };
    words("day_compounding", "(1+r)^(days/365)")?;
    words("penalty_rate", "same as base rate, compounding on (unpaid principal + interest due)")?;
    words("allocation", "fine -> penalty -> interest -> principal, then next instalments (prepaid as principal)")?;
    let dates: Option<Vec<NaiveDate>> = need_list(loan, "due_dates")?.iter().map(parse_date).collect();
    let dates = dates.ok_or_else(|| Fault::Unsupported("due_dates are not dates".to_owned()))?;
    let rate = Rate::try_new(percent(loan, "effective_annual_pct")?, RatePeriod::Year)?;
    let principal = money(need_number(loan, "principal")?, Currency::USD)?;
    let count = u16::try_from(dates.len()).unwrap_or(u16::MAX);
    let mut terms = InstalmentTerms::monthly(principal, rate, count, need_date(loan, "disbursement")?);
    terms.due_dates = Some(dates);
    terms.accrual = Accrual::Effective(EffectiveTime::Days(365));
    terms.waterfall =
        Waterfall::by_claim(&[Component::Fee, Component::Penalty, Component::Interest, Component::Principal]);
    let share = percent(loan, "fine_pct_of_instalment")?;
    let fine = ChargeKind::Percent { share, floor: None, ceiling: None };
    let daily = LateCharge::daily(rate, Base::OutstandingAndInterest);
    terms.lateness.charges = vec![
        LateCharge { kind: fine, base: Base::OverdueInstalment, component: Component::Fee, ..daily.clone() },
        LateCharge { kind: ChargeKind::Daily { rate, year_days: 365, compounding: Compounding::Effective }, ..daily },
    ];
    Ok(terms)
}

/// How much of principal paid early an instalment as first agreed would hold, one after the other.
fn filled(contract: &Contract, early: Money, number: u16, on: NaiveDate) -> Result<Money, Fault> {
    let rows = replay(contract, None, &[], on)?.rows;
    let zero = Components::zero(early.currency());
    let mut claims = Vec::new();
    for row in rows.iter().filter(|row| row.due > on) {
        let mut charged = zero;
        charged.principal = row.total;
        let reference = ClaimRef::Row(row.number);
        let due = Some(row.due);
        claims.push(Claim { reference, due, charged, paid: zero, waived: zero, origin: Origin::Computed });
    }
    allocate(&mut claims, &contract.waterfall().stages, early, on)?;
    let claim = claims.iter().find(|claim| claim.reference == ClaimRef::Row(number));
    Ok(claim.map_or(zero.principal, |claim| claim.paid.principal))
}
