//! What each story computes.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::super::words::teach_presets as words;
use super::super::super::words::teach_tasks as task_words;
use super::super::tasks::{charged, ordered};
use super::super::value::{Formula, Says, Step, Value};
use super::Shown;
use crate::case::{Scenario, WhatIf};
use crate::engine::card::payoff::{MonthFactors, Payoff, PayoffMonth, PayoffPlan, Posting};
use crate::engine::card::{BilledInterest, InterestMethod};
use crate::engine::cost::apr::of_flat_fee;
use crate::engine::cost::{Agreed, CostItem, Loan, Part, true_cost};
use crate::engine::date::shift;
use crate::engine::number::{add, mul};
use crate::engine::reconcile::PaymentOrder;
use crate::engine::{
    Base, ChargeKind, Component, Components, Compounding, Currency, EngineError, Grace, GraceKind, InstalmentTerms,
    LateCharge, Method, MinimumRule, Money, Rate, RatePeriod, Rounding, Waterfall, schedule,
};

type Told = Result<Shown, EngineError>;

fn yuan(amount: i64) -> Result<Money, EngineError> {
    Money::try_new(amount.saturating_mul(100), Currency::CNY)
}

/// The day on which the sums of the stories are due, and loans are paid out.
fn due() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 15).unwrap_or_default()
}

fn a_day(ten_thousandths: i64) -> Rate {
    Rate { value: Decimal::new(ten_thousandths, 4), per: RatePeriod::Day }
}

fn a_year(percent: i64) -> Rate {
    Rate { value: Decimal::new(percent, 2), per: RatePeriod::Year }
}

fn by_day(rate: Rate) -> LateCharge {
    LateCharge::daily(rate, Base::OverduePrincipal)
}

fn of_kind(kind: ChargeKind) -> LateCharge {
    LateCharge { kind, ..by_day(Rate::ZERO) }
}

fn yearly(rate: Rate, year_days: u16) -> LateCharge {
    of_kind(ChargeKind::Daily { rate, year_days, compounding: Compounding::Simple })
}

fn scenario(amount: Money, charge: LateCharge, days: u16) -> Scenario {
    Scenario { amount, due: due(), contract_rate: Rate::ZERO, charges: vec![charge], days, what_if: None }
}

fn added(amount: Money, charge: &LateCharge, days: i64) -> Result<Money, EngineError> {
    Ok(charged(amount, Rate::ZERO, charge, days)?.0)
}

fn days(count: i64) -> Vec<(&'static str, Value)> {
    vec![("days", Value::Days(count))]
}

/// Base times rate times days.
fn product(amount: Money, rate: Decimal, days: i64) -> Formula {
    Formula::of(amount).times(Value::Percent(rate)).times(Value::Number(days))
}

pub(super) fn day_or_month() -> Told {
    let (amount, rate) = (yuan(5_000)?, a_day(5));
    let charge = by_day(rate);
    let (one, month) = (added(amount, &charge, 1)?, added(amount, &charge, 30)?);
    let late = |count| Says::with(words::step_late_parts, days(count));
    let steps = vec![
        Step::saying(late(1), product(amount, rate.value, 1), one),
        Step::saying(late(30), product(amount, rate.value, 30), month),
        Step::new(words::step_difference, Formula::of(month).less(one), month.minus(one)?),
    ];
    Ok(Shown { scenario: Some(scenario(amount, charge, 30)), steps })
}

pub(super) fn daily_or_raised() -> Told {
    let (amount, rate, contract, half) = (yuan(5_000)?, a_day(5), a_year(18), Decimal::new(5, 1));
    let kind = ChargeKind::Uplift { share: half, year_days: 365, compounding: Compounding::Simple };
    let raised = of_kind(kind);
    let times = add(Decimal::ONE, half)?;
    let raised_rate = mul(contract.value, times)?;
    let steps = vec![
        Step::new(words::step_daily, product(amount, rate.value, 30), added(amount, &by_day(rate), 30)?),
        Step::new(
            words::step_raised_rate,
            Formula::of(Value::Percent(contract.value)).times(Value::Percent(times)),
            Value::Percent(raised_rate),
        ),
        Step::new(
            words::step_raised,
            product(amount, raised_rate, 30).over(Value::Number(365)),
            charged(amount, contract, &raised, 30)?.0,
        ),
    ];
    let scenario = Scenario { contract_rate: contract, ..scenario(amount, raised, 30) };
    Ok(Shown { scenario: Some(scenario), steps })
}

pub(super) fn two_graces() -> Told {
    let (amount, rate) = (yuan(5_000)?, a_day(5));
    let with = |kind| LateCharge { grace: Grace { days: 3, kind }, ..by_day(rate) };
    let (free, back) = (with(GraceKind::Forgiven), with(GraceKind::BackDated));
    let mut steps = Vec::new();
    for late in [3, 4] {
        for (charge, says) in [(&free, words::step_forgiven_parts as Sentence), (&back, words::step_back_dated_parts)] {
            let (sum, counted) = charged(amount, Rate::ZERO, charge, late)?;
            let formula = if sum.is_zero() { Formula::default() } else { product(amount, rate.value, counted) };
            steps.push(Step::saying(Says::with(says, days(late)), formula, sum));
        }
    }
    Ok(Shown { scenario: Some(scenario(amount, back, 4)), steps })
}

type Sentence = fn(super::Lang) -> &'static [super::super::super::words::Part];

pub(super) fn fixed_or_daily() -> Told {
    let (amount, rate) = (yuan(800)?, a_day(5));
    let flat = of_kind(ChargeKind::Flat { amount: yuan(50)? });
    let steps = vec![
        Step::new(words::step_flat, Formula::default(), added(amount, &flat, 20)?),
        Step::new(words::step_daily, product(amount, rate.value, 20), added(amount, &by_day(rate), 20)?),
    ];
    Ok(Shown { scenario: Some(scenario(amount, flat, 20)), steps })
}

pub(super) fn stretches() -> Told {
    let (amount, each) = (yuan(2_000)?, yuan(30)?);
    let charge = of_kind(ChargeKind::PerPeriod { amount: each, every_days: 30 });
    let mut steps = Vec::new();
    for late in [30, 31] {
        let (sum, times) = charged(amount, Rate::ZERO, &charge, late)?;
        let formula = Formula::of(each).times(Value::Number(times));
        steps.push(Step::saying(Says::with(words::step_stretches_parts, days(late)), formula, sum));
    }
    Ok(Shown { scenario: Some(scenario(amount, charge, 31)), steps })
}

pub(super) fn days_of_a_year() -> Told {
    let (amount, rate) = (yuan(20_000)?, a_year(24));
    let sum = |year| added(amount, &yearly(rate, year), 60);
    let (more_days, fewer_days) = (sum(365)?, sum(360)?);
    let step = |year: u16, result| {
        let formula = product(amount, rate.value, 60).over(Value::Number(year.into()));
        Step::saying(Says::with(words::step_year_parts, days(year.into())), formula, result)
    };
    let steps = vec![
        step(365, more_days),
        step(360, fewer_days),
        Step::new(words::step_difference, Formula::of(fewer_days).less(more_days), fewer_days.minus(more_days)?),
    ];
    Ok(Shown { scenario: Some(scenario(amount, yearly(rate, 360), 60)), steps })
}

pub(super) fn part_earlier() -> Told {
    let (amount, payment, rate, day, last) = (yuan(5_000)?, yuan(3_000)?, a_day(5), 5_u16, 30_u16);
    let what_if = Some(WhatIf { amount: payment, day });
    let scenario = Scenario { what_if, ..scenario(amount, by_day(rate), last) };
    let (headline, _) = scenario.result()?;
    let with = headline.extra_with_payment.unwrap_or(headline.extra);
    let paid = scenario.inputs_with_payment()?.replay(shift(scenario.due, day.into())?)?;
    let (first, left) = (paid.paid.penalty, paid.due_now.principal);
    let to_principal = payment.minus(first)?;
    let rest = i64::from(last.saturating_sub(day));
    let later = with.minus(first)?;
    let until = |day: u16| vec![("day", Value::Number(day.into()))];
    let charge = |day: u16| Says::with(words::step_until_parts, until(day));
    let steps = vec![
        Step::new(words::step_without, product(amount, rate.value, last.into()), headline.extra),
        Step::saying(charge(day), product(amount, rate.value, day.into()), first),
        Step::new(words::step_to_principal, Formula::of(payment).less(first), to_principal),
        Step::new(words::step_left, Formula::of(amount).less(to_principal), left),
        Step::saying(charge(last), product(left, rate.value, rest), later),
        Step::new(words::step_with, Formula::of(first).plus(later), with),
        Step::new(words::step_saved, Formula::of(headline.extra).less(with), headline.extra.minus(with)?),
    ];
    Ok(Shown { scenario: Some(scenario), steps })
}

pub(super) fn above_cap() -> Told {
    let (amount, rate, cap) = (yuan(6_000)?, a_day(10), a_year(24));
    let asked = added(amount, &by_day(rate), 60)?;
    let allowed = added(amount, &yearly(cap, 365), 60)?;
    let steps = vec![
        Step::new(words::step_asked, product(amount, rate.value, 60), asked),
        Step::new(words::step_allowed, product(amount, cap.value, 60).over(Value::Number(365)), allowed),
        Step::new(words::step_above, Formula::of(asked).less(allowed), asked.minus(allowed)?),
    ];
    Ok(Shown { scenario: Some(scenario(amount, by_day(rate), 60)), steps })
}

pub(super) fn minimum_payment() -> Told {
    let payoff = Payoff {
        balance: yuan(8_000)?,
        factors: vec![MonthFactors { before: Decimal::ZERO, after: Decimal::new(15, 3) }],
        posting: Posting::WithPayment,
        billed: BilledInterest::Compounds,
        method: InterestMethod::FullBalance,
        revolving: true,
        rounding: Rounding::HalfUp,
    };
    let rule = MinimumRule::share(Decimal::new(10, 2), yuan(100)?);
    let least = payoff.months(&PayoffPlan::Minimum(rule))?;
    let fixed = payoff.months(&PayoffPlan::Fixed(yuan(1_000)?))?;
    let count = |months: &[PayoffMonth]| Value::Months(i64::try_from(months.len()).unwrap_or(0));
    let interest = |months: &[PayoffMonth]| Money::sum(Currency::CNY, months.iter().map(|month| month.interest));
    let (more, less) = (interest(&least)?, interest(&fixed)?);
    let steps = vec![
        Step::new(words::step_minimum_months, Formula::default(), count(&least)),
        Step::new(words::step_minimum_interest, Formula::default(), more),
        Step::new(words::step_fixed_months, Formula::default(), count(&fixed)),
        Step::new(words::step_fixed_interest, Formula::default(), less),
        Step::new(words::step_difference, Formula::of(more).less(less), more.minus(less)?),
    ];
    Ok(Shown { scenario: None, steps })
}

pub(super) fn order_of_payment() -> Told {
    let mut bill = Components::zero(Currency::CNY);
    for (component, amount) in
        [(Component::Principal, 1_000), (Component::Interest, 60), (Component::Penalty, 25), (Component::Fee, 15)]
    {
        bill.set(component, yuan(amount)?);
    }
    let payment = yuan(300)?;
    let one = ordered(bill, payment, &Waterfall::default())?;
    let two = ordered(bill, payment, &PaymentOrder::PrincipalFirst.waterfall().unwrap_or_default())?;
    let left = |number: i64, to_principal: Money, left: Money| {
        let says = Says::with(task_words::step_principal_left_parts, vec![("number", Value::Number(number))]);
        Step::saying(says, Formula::of(bill.principal).less(to_principal), left)
    };
    let steps = vec![
        left(1, one.to_principal, one.left),
        left(2, two.to_principal, two.left),
        Step::new(words::step_difference, Formula::of(one.left).less(two.left), one.left.minus(two.left)?),
    ];
    Ok(Shown { scenario: None, steps })
}

/// Two places of a percentage: what a class writes down.
fn shown(rate: Decimal) -> Value {
    Value::Percent(rate.round_dp(4))
}

pub(super) fn held_back() -> Told {
    let (lent, kept, rate) = (yuan(10_000)?, yuan(500)?, a_year(12));
    let mut loan = Loan::of_terms(&InstalmentTerms::monthly(lent, rate, 12, due()))?;
    loan.agreed.push(Agreed { on: due(), part: Part::Cost(CostItem::Withheld), amount: kept });
    let cost = true_cost(&loan)?;
    let steps = vec![
        Step::new(words::step_received, Formula::of(lent).less(kept), cost.received),
        Step::new(words::step_repaid, Formula::default(), cost.repaid),
        Step::new(words::step_cost, Formula::of(cost.repaid).less(cost.received), cost.cost),
        Step::new(words::step_named, Formula::default(), shown(rate.value)),
        Step::new(words::step_true, Formula::default(), shown(cost.rate.nominal)),
    ];
    Ok(Shown { scenario: None, steps })
}

pub(super) fn monthly_fee() -> Told {
    let (fee, months) = (Decimal::new(6, 3), 12_u16);
    let per_year = Decimal::from(months);
    let steps = vec![
        Step::new(
            words::step_simple_sum,
            Formula::of(Value::Percent(fee)).times(Value::Number(months.into())),
            shown(mul(fee, per_year)?),
        ),
        Step::new(words::step_true, Formula::default(), shown(of_flat_fee(fee, months, per_year)?.nominal)),
    ];
    Ok(Shown { scenario: None, steps })
}

pub(super) fn two_methods() -> Told {
    let terms = InstalmentTerms::monthly(yuan(12_000)?, a_year(12), 12, due());
    let equal = schedule(&terms)?;
    let falling = schedule(&InstalmentTerms { method: Method::EqualPrincipal, ..terms })?;
    let interest = |rows: &[crate::engine::Row]| Money::sum(Currency::CNY, rows.iter().map(|row| row.interest));
    let (more, less) = (interest(&equal)?, interest(&falling)?);
    let first = equal.first().ok_or(EngineError::NoSuchFigure)?;
    let steps = vec![
        Step::new(words::step_first_interest, Formula::default(), first.interest),
        Step::new(words::step_first_principal, Formula::of(first.total).less(first.interest), first.principal),
        Step::new(words::step_equal_interest, Formula::default(), more),
        Step::new(words::step_principal_interest, Formula::default(), less),
        Step::new(words::step_difference, Formula::of(more).less(less), more.minus(less)?),
    ];
    Ok(Shown { scenario: None, steps })
}
