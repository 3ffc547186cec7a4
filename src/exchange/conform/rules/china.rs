//! Cases of Chinese law.

use rust_decimal::Decimal;
use serde_json::Value;

use super::{
    About, cap, caps, day, facts, find, flat, hundred, hundredth, inclusion, money, out, rule, table, unsupported,
    year_days,
};
use crate::engine::{Currency, Money, Rate, RatePeriod, Rounding};
use crate::exchange::conform::Fault;
use crate::exchange::conform::value::{Checks, count, need, need_date, need_list, need_number, need_text, number};
use crate::law::shape::Part;
use crate::law::{
    Charged, Cost, Facts, Filed, Lender, Outcome, Product, Reason, Shape, Step, Stretch, Subject, following_lpr, lpr,
    pay_off,
};

const CNY: Currency = Currency::CNY;

pub(super) fn check(about: &About, topic: &str, checks: &mut Checks) -> Result<(), Fault> {
    match topic {
        "overdue interest at a multiple of LPR" => multiple_of_lpr(about, checks),
        "payment allocation by agreed order" => agreed_order(about, checks),
        "default allocation order" => default_order(about, checks),
        "overdue interest + damages + other fees capped together" => together(about, checks),
        "bank overdue penalty rate band" => penalty_band(about, checks),
        "penalty more than 30% above loss presumed excessive" => above_loss(about, checks),
        "overdraft rate band 2017-01-01..2020-12-31" => card_band(about, checks),
        _ if topic.starts_with("credit card revolving interest") => legs(about, checks),
        _ if topic.starts_with("private lending cap") => four_times(about, checks),
        _ if topic.starts_with("interest deducted up front") => deducted(about, checks),
        _ if topic.starts_with("no rate agreed at all") => no_rate(about, checks),
        _ if topic.starts_with("licensed lender:") => reduction(about, checks),
        _ if topic.starts_with("micro-lender") => small_loan(about, checks),
        other => Err(Fault::Unsupported(format!("topic {other} is not judged here"))),
    }
}

fn private(signed: &str) -> Facts {
    facts("CN", Lender::Private, Product::Loan, signed)
}

fn multiple_of_lpr(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = about.inputs;
    let principal = money(about.number("principal")?, CNY)?;
    let span = (need_date(inputs, "start")?, need_date(inputs, "end")?);
    let stretch = Stretch::counted(span, inclusion(inputs)?, principal, true)?;
    let stub = inputs.get("stub_lpr_1y_pct").and_then(number).map(|percent| flat(percent, 2019..=2027)).transpose()?;
    let table = match &stub {
        Some(stub) => stub,
        None => table()?,
    };
    let multiple = (lpr::Tenor::OneYear, about.number("multiple")?);
    let (exact, steps) = following_lpr(table, multiple, &stretch, year_days(inputs)?)
        .map_err(|why| Fault::Unsupported(format!("cannot tell: {why:?}")))?;
    if let Some(days) = about.expected.get("days") {
        checks.number("days", days, Decimal::from(stretch.days()))?;
    }
    if let Some(segments) = about.expected.get("segments").and_then(Value::as_array) {
        checks.number("segments", &Value::from(segments.len()), Decimal::from(steps.len()))?;
    }
    let field = ["interest", "total"].into_iter().find(|field| about.expected.get(field).is_some());
    about.amount(checks, field.unwrap_or("interest"), Some(money(exact, CNY)?))
}

/// What is left of each part after a payment in the order that was agreed.
fn agreed_order(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let debts = need(about.inputs, "debts")?;
    let names: Option<Vec<&str>> = need_list(about.inputs, "order")?.iter().map(Value::as_str).collect();
    let names = names.ok_or_else(|| unsupported("the order is not a list of names"))?;
    let mut owed = Vec::new();
    for name in &names {
        let part = match *name {
            "principal" => Part::Principal,
            "interest" => Part::Interest,
            _ => Part::Costs,
        };
        owed.push((part, money(need_number(debts, name)?, CNY)?));
    }
    let lines = pay_off(&owed, money(about.number("payment")?, CNY)?)?;
    for (name, line) in names.iter().zip(lines) {
        if let Step::Pays { left, .. } = line {
            about.amount(checks, name, Some(left))?;
        }
    }
    Ok(())
}

fn default_order(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let Shape::Order(order) = &rule("cn.order.parts.2021")?.shape else { return Err(unsupported("not an order")) };
    let mut owed = Vec::new();
    for part in order {
        let field = match part {
            Part::Costs => "enforcement_costs",
            Part::Interest => "interest",
            Part::Principal => "principal",
            Part::Doubled => return Err(unsupported("the order has a doubled part")),
        };
        owed.push((*part, money(about.number(field)?, CNY)?));
    }
    for line in pay_off(&owed, money(about.number("payment")?, CNY)?)? {
        match line {
            Step::Pays { part: Part::Costs, amount, .. } => {
                about.amount(checks, "enforcement_costs_paid", Some(amount))?
            }
            Step::Pays { part: Part::Interest, amount, .. } => about.amount(checks, "interest_paid", Some(amount))?,
            Step::Pays { part: Part::Principal, amount, left } => {
                about.amount(checks, "principal_paid", Some(amount))?;
                about.amount(checks, "principal_left", Some(left))?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Art. 29: what was charged by kind, and what the cap leaves of it.
fn together(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = about.inputs;
    let principal = money(about.number("principal")?, CNY)?;
    let signed = need_text(inputs, "contract_date")?;
    let days = i64::from(count(inputs, "overdue_days", 0)?);
    let stretch = out(day(signed), days, principal, true)?;
    let mut subject = Subject::new(stretch.until, principal);
    subject.year_days = year_days(inputs)?;
    subject.stretches.push(stretch);
    subject.overdue_rate = Some(about.percent("overdue_rate_pct")?);
    // Interest by the contract's rate, as the law reads it from the figures; the damages run by the day.
    let interest = find("cn.private.cap", &subject, &private(signed), table()?)?.charged;
    let interest = interest.ok_or_else(|| unsupported("no interest was charged"))?;
    let daily = Rate::try_new(about.number("penalty_per_day")?, RatePeriod::Day)?.daily(365)?;
    let damages = [daily, Decimal::from(days)].into_iter().try_fold(principal.exact(), Decimal::checked_mul);
    let damages = money(damages.unwrap_or(Decimal::MAX), CNY)?;
    let fee = money(about.number("other_fee")?, CNY)?;
    let kinds = [(Cost::OverdueInterest, interest), (Cost::Damages, damages), (Cost::Fee, fee)];
    subject.charged = kinds.into_iter().map(|(cost, amount)| Charged { cost, amount }).collect();
    let finding = find("cn.private.cap", &subject, &private(signed), table()?)?;
    let charged = about.expects("charged")?;
    for (field, (_, amount)) in ["overdue_interest", "liquidated_damages", "other_fee"].into_iter().zip(kinds) {
        checks.number(field, need(charged, field)?, amount.exact())?;
    }
    about.rate(checks, "cap_rate_pct", cap(&finding)?)?;
    about.amount(checks, "charged_total", finding.charged)?;
    about.amount(checks, "cap_amount", finding.limit)?;
    about.amount(checks, "excess_not_supported", finding.excess)
}

fn penalty_band(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let mut subject = Subject::new(day("2024-01-01"), Money::zero(CNY));
    subject.rate = Some(about.percent("contract_rate_pct")?);
    subject.overdue_rate = subject.rate;
    let mut facts = facts("CN", Lender::Bank, Product::Loan, "2024-01-01");
    for (misused, least, most) in
        [(false, "overdue_min_pct", "overdue_max_pct"), (true, "misuse_min_pct", "misuse_max_pct")]
    {
        facts.misused = Some(misused);
        let finding = find("cn.bank.penalty", &subject, &facts, table()?)?;
        let floor =
            finding.steps.iter().find_map(|step| if let Step::Floor { rate } = step { Some(*rate) } else { None });
        about.rate(checks, least, floor.unwrap_or_default())?;
        about.rate(checks, most, cap(&finding)?)?;
    }
    Ok(())
}

fn above_loss(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let mut facts = facts("CN", Lender::Private, Product::Loan, "2024-01-01");
    let flags = need_list(about.expected, "flags")?;
    for (case, flag) in need_list(about.inputs, "cases")?.iter().zip(flags) {
        facts.loss = Some(money(need_number(case, "loss")?, CNY)?);
        let mut subject = Subject::new(day("2024-01-01"), money(need_number(case, "penalty")?, CNY)?);
        subject.charged = vec![Charged { cost: Cost::Damages, amount: subject.principal }];
        let finding = find("cn.damages", &subject, &facts, table()?)?;
        let above = matches!(finding.outcome, Outcome::Above { .. });
        checks.word("flag", &flag.to_string(), &above.to_string());
    }
    Ok(())
}

fn card_band(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let mut subject = Subject::new(need_date(about.inputs, "date")?, Money::zero(CNY));
    let facts = facts("CN", Lender::Bank, Product::CreditCard, "2019-01-01");
    let (bands, rates) = (need_list(about.expected, "in_band")?, need_list(about.expected, "annual_simple_pct")?);
    for ((case, band), rate) in need_list(about.inputs, "cases")?.iter().zip(bands).zip(rates) {
        let yearly = Rate::try_new(need_number(case, "daily")?, RatePeriod::Day)?.nominal_year(365)?;
        subject.rate = Some(yearly);
        let finding = find("cn.card.rate", &subject, &facts, table()?)?;
        let below = finding.branch.iter().any(|reason| matches!(reason, Reason::BelowFloor(_)));
        let within = finding.outcome == Outcome::Within && !below;
        checks.word("in_band", &band.to_string(), &within.to_string());
        checks.number("annual_simple_pct", rate, hundred(yearly))?;
    }
    Ok(())
}

/// Balance by days at a daily rate. Where the case prints each leg, each is rounded; otherwise the sum once.
fn legs(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let rate = Rate::try_new(about.number("daily_rate")?, RatePeriod::Day)?.daily(365)?;
    let printed = about.expected.get("leg_interest").and_then(Value::as_array);
    let mut total = Decimal::ZERO;
    for (number, leg) in need_list(about.inputs, "legs")?.iter().enumerate() {
        let days = Decimal::from(count(leg, "days", 0)?);
        let exact = [rate, days].into_iter().try_fold(need_number(leg, "balance")?, Decimal::checked_mul);
        let mut exact = exact.ok_or_else(|| unsupported("the amount is too large"))?;
        if let Some(printed) = printed.and_then(|printed| printed.get(number)) {
            exact = Rounding::HalfUp.to_places(exact, 2);
            checks.number("leg_interest", printed, exact)?;
        }
        total = total.checked_add(exact).unwrap_or(Decimal::MAX);
    }
    about.amount(checks, "interest", Some(money(total, CNY)?))
}

fn four_times(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let signed = need_text(about.inputs, "contract_date")?;
    let mut subject = Subject::new(day(signed), Money::zero(CNY));
    subject.rate = Some(Decimal::ONE);
    let mut facts = private(signed);
    // The text of 2021 as the case names it; for older contracts it gives the rate of the day of filing, here the same.
    facts.filed = Some(Filed::On(day(signed)));
    let finding = find("cn.private.cap", &subject, &facts, table()?);
    let finding = match finding {
        Ok(finding) if finding.rule.as_ref().is_some_and(|rule| rule.id != "cn.private.cap.2015") => finding,
        _ => {
            facts.filed = Some(Filed::On(day("2020-12-31")));
            find("cn.private.cap", &subject, &facts, table()?)?
        }
    };
    let rate = finding.steps.iter().find_map(|step| if let Step::Lpr { rate, .. } = step { Some(*rate) } else { None });
    about.rate(checks, "lpr_1y_pct", rate.unwrap_or_default())?;
    about.rate(checks, "cap_pct", cap(&finding)?)
}

fn deducted(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let mut subject = Subject::new(day("2024-01-01"), money(about.number("face_amount")?, CNY)?);
    subject.deducted = Some(money(about.number("deducted")?, CNY)?);
    let finding = find("cn.deducted", &subject, &private("2024-01-01"), table()?)?;
    about.amount(checks, "principal_for_interest", finding.limit)
}

fn no_rate(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = about.inputs;
    let principal = money(about.number("principal")?, CNY)?;
    let stretch = out(need_date(inputs, "due")?, i64::from(count(inputs, "overdue_days", 0)?), principal, true)?;
    let mut subject = Subject::new(stretch.until, principal);
    subject.stretches.push(stretch);
    subject.year_days = year_days(inputs)?;
    let mut facts = private("2024-01-01");
    facts.rate_agreed = Some(false);
    let finding = find("cn.private.no_rate", &subject, &facts, table()?)?;
    about.amount(checks, "interest", finding.limit)
}

fn reduction(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let inputs = about.inputs;
    let principal = money(about.number("principal")?, CNY)?;
    let mut subject = Subject::new(day("2024-01-01"), principal);
    subject.stretches.push(out(day("2023-10-01"), i64::from(count(inputs, "overdue_days", 0)?), principal, true)?);
    subject.year_days = year_days(inputs)?;
    let rate = about.percent("contract_rate_pct")?;
    subject.rate = Some(rate);
    subject.overdue_rate = rate.checked_mul(about.number("penalty_multiplier")?);
    let facts = facts("CN", Lender::Bank, Product::Loan, "2023-01-01");
    let series = "cn.licensed.reduction";
    let penalty = find(series, &subject, &facts, table()?)?.charged;
    let penalty = penalty.ok_or_else(|| unsupported("no penalty interest was charged"))?;
    let share = hundredth(about.number("liquidated_damages_pct_of_principal")?);
    let damages = money(principal.exact().checked_mul(share).unwrap_or(Decimal::MAX), CNY)?;
    let kinds = [(Cost::OverdueInterest, penalty), (Cost::Damages, damages)];
    subject.charged = kinds.into_iter().map(|(cost, amount)| Charged { cost, amount }).collect();
    let finding = find(series, &subject, &facts, table()?)?;
    about.amount(checks, "penalty_interest", Some(penalty))?;
    about.amount(checks, "damages", Some(damages))?;
    about.amount(checks, "total", finding.charged)?;
    about.amount(checks, "cap_24pct", finding.limit)?;
    about.amount(checks, "reducible", finding.excess)
}

fn small_loan(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let table = flat(about.number("lpr_1y_pct")?, 2019..=2030)?;
    let results = need_list(about.expected, "result")?;
    for (case, result) in need_list(about.inputs, "cases")?.iter().zip(results) {
        let signed = need_text(case, "originated")?;
        let mut subject = Subject::new(day(signed), Money::zero(CNY));
        subject.yearly_cost = Some(hundredth(need_number(case, "cost_pct")?));
        let facts = facts("CN", Lender::SmallLoan, Product::Loan, signed);
        let finding = find("cn.small_loan.cost", &subject, &facts, &table)?;
        let target = finding.branch.iter().any(|reason| matches!(reason, Reason::Target { .. }));
        let came = match finding.outcome {
            Outcome::Within if target => "transitional",
            Outcome::Within => "pass",
            _ => "fail",
        };
        checks.word("result", result.as_str().unwrap_or_default(), came);
        if caps(&finding).is_empty() {
            return Err(unsupported("the finding has no rate"));
        }
    }
    Ok(())
}
