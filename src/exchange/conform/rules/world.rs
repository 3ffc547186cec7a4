//! Cases of other countries' law.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::Value;

use super::{About, cap, caps, day, facts, find, hundredth, money, out, packs, rule, table, unsupported};
use crate::engine::{Currency, Money, Rounding, date};
use crate::exchange::conform::Fault;
use crate::exchange::conform::value::{Checks, count, need_date, need_list, need_number, number, parse_date, text};
use crate::law::{
    Applicable, Charged, Cost, Earlier, Facts, Finding, LateFee, Lender, Outcome, PenaltyForm, Product, Reason, Shape,
    Step, Subject,
};

pub(super) fn check(about: &About, (code, topic): (&str, &str), checks: &mut Checks) -> Result<(), Fault> {
    match code {
        "US" if topic.starts_with("late fee safe harbour") => harbours(about, checks),
        "US" if topic.starts_with("credit card penalty fee") => late_fee(about, checks),
        "UK" if topic.starts_with("HCSTC") => price_cap(about, checks),
        "JP" if topic.starts_with("interest and late") => bands(about, checks),
        "JP" if topic.starts_with("late damages") => damages(about, checks),
        "BR" => original_debt(about, checks),
        "ZA" => since_default(about, checks),
        "KE" => non_performing(about, checks),
        "PH" => small_short(about, checks),
        "ID" => per_day(about, checks),
        "PL" => margins(about, checks),
        "DE" => base_rate(about, checks),
        "IN" if topic.starts_with("penal") => penal(about, checks),
        "IN" if topic.starts_with("credit card late") => card_days(about, checks),
        "HK" => two_limits(about, checks),
        "CA" => criminal(about, checks),
        _ => Err(Fault::Unsupported(format!("{code}: topic {topic} is not judged here"))),
    }
}

fn currency(code: &str) -> Currency {
    Currency::try_new(code).unwrap_or(Currency::USD)
}

fn charge(cost: Cost, amount: Money) -> Charged {
    Charged { cost, amount }
}

/// The tiers of each period; one that the case itself marks as remembered must be unknown here.
fn harbours(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let packs = packs()?;
    for row in need_list(about.expected, "rows")? {
        let from = need_date(row, "from")?;
        let until = row.get("to").and_then(parse_date).unwrap_or(from);
        let remembered = text(row, "confidence").is_some_and(|confidence| confidence.starts_with("memory"));
        let ends = [from, until].map(|day| packs.applicable("us.card.late_fee", day));
        let mut known = false;
        for end in ends {
            if let Applicable::Row(rule) = end
                && let Shape::LateFee { first, again, .. } = rule.shape
            {
                known = true;
                checks.number("first", row.get("first").unwrap_or(&Value::Null), first)?;
                checks.number("repeat", row.get("repeat_within_6_cycles").unwrap_or(&Value::Null), again)?;
            }
        }
        if known == remembered {
            return Err(unsupported("a row of the case is not in the packs"));
        }
    }
    Ok(())
}

/// The first number in a text that explains itself: `70 (incl. …)`.
fn leading(value: Option<&Value>) -> Option<Decimal> {
    let text = value?.as_str()?.split_whitespace().next()?.to_owned();
    number(&Value::String(text))
}

/// The highest late fee: a fee far above every tier is held against the rule.
fn late_fee(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    // The examples of the commentary use the tiers of 2013.
    let Shape::LateFee { first, again, one_per_event, .. } = rule("us.card.late_fee.2013")?.shape else {
        return Err(unsupported("not a late fee"));
    };
    if let Some(harbour) = about.inputs.get("safe_harbour").and_then(Value::as_array) {
        let same = harbour.iter().filter_map(number).eq([first, again]);
        if !same {
            return Err(unsupported("the tiers are not those of 2013"));
        }
    }
    if let Some(allowed) = text(about.expected, "fees_allowed") {
        let join = if one_per_event { "OR" } else { "and" };
        let both = if one_per_event { "not both" } else { "both" };
        checks.word("fees_allowed", allowed, &format!("late {first} {join} returned {first}, {both}"));
        return Ok(());
    }
    let inputs = about.inputs;
    let again = inputs.get("continues").is_some();
    let missed = if again { inputs.get("april_min_payment_due") } else { inputs.get("min_payment_due") };
    let missed = leading(missed).ok_or_else(|| unsupported("the case names no minimum payment"))?;
    let on = day("2013-04-26");
    let mut subject = Subject::new(on, money(missed, Currency::USD)?);
    subject.late_fee = Some(LateFee {
        amount: money(Decimal::from(1_000), Currency::USD)?,
        on,
        minimum_due: Some(subject.principal),
        due: None,
        overdue: None,
        paid: None,
        earlier: Some(if again { Earlier::Cycles(1) } else { Earlier::None }),
    });
    let finding =
        find("us.card.late_fee", &subject, &facts("US", Lender::Bank, Product::CreditCard, "2012-01-01"), table()?)?;
    about.amount(checks, "max_late_fee", finding.limit)?;
    if let Some(second) = about.expected.get("second_fee_same_event_allowed") {
        checks.word("second_fee_same_event_allowed", &second.to_string(), &(!one_per_event).to_string());
    }
    if let Some(allowed) = about.expected.get("april_late_fee_allowed") {
        let positive = finding.limit.is_some_and(Money::is_positive);
        checks.word("april_late_fee_allowed", &allowed.to_string(), &positive.to_string());
    }
    Ok(())
}

fn price_cap(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let gbp = Currency::GBP;
    let credit = money(about.number("credit")?, gbp)?;
    let days = i64::from(count(about.inputs, "days_outstanding_full_balance", 0)?);
    let fees = money(about.number("default_fees_charged")?, gbp)?;
    let mut subject = Subject::new(date::shift(day("2024-01-01"), days)?, credit);
    subject.stretches.push(out(day("2024-01-01"), days, credit, false)?);
    let huge = money(Decimal::from(1_000_000), gbp)?;
    let facts = facts("UK", Lender::MoneyLender, Product::Payday, "2024-01-01");
    let limit = |subject: &Subject| find("uk.hcstc.price", subject, &facts, table()?).map(|finding| finding.limit);
    subject.charged = vec![charge(Cost::Interest, huge)];
    about.amount(checks, "initial_cost_cap", limit(&subject)?)?;
    subject.charged = vec![charge(Cost::Damages, huge)];
    about.amount(checks, "max_default_fees", limit(&subject)?)?;
    subject.charged = vec![charge(Cost::Interest, huge), charge(Cost::Damages, fees)];
    let finding = find("uk.hcstc.price", &subject, &facts, table()?)?;
    about.amount(checks, "max_total_charges", finding.limit)?;
    let share =
        finding.steps.iter().find_map(|step| if let Step::Share { amount, .. } = step { Some(*amount) } else { None });
    about.amount(checks, "total_cost_cap", share)
}

fn bands(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let principal = money(about.number("principal_yen")?, currency("JPY"))?;
    let mut subject = Subject::new(day("2024-01-01"), principal);
    subject.rate = Some(Decimal::ONE);
    for (series, lender, field) in [
        ("jp.private", Lender::Private, "damages_cap_private_pct"),
        ("jp.business", Lender::MoneyLender, "damages_cap_business_lender_pct"),
    ] {
        let finding = find(series, &subject, &facts("JP", lender, Product::Loan, "2024-01-01"), table()?)?;
        if let [term, late] = caps(&finding).as_slice() {
            about.rate(checks, "interest_cap_pct", *term)?;
            about.rate(checks, field, *late)?;
        }
    }
    Ok(())
}

fn damages(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let principal = money(about.number("overdue_principal_yen")?, currency("JPY"))?;
    let mut subject = Subject::new(day("2024-01-31"), principal);
    subject.rounding = Rounding::Down;
    subject.stretches.push(out(day("2024-01-01"), i64::from(count(about.inputs, "days", 0)?), principal, true)?);
    subject.overdue_rate = Some(about.percent("rate_pct")?);
    let facts = facts("JP", Lender::MoneyLender, Product::Loan, "2023-01-01");
    about.amount(checks, "damages_yen", find("jp.business", &subject, &facts, table()?)?.charged)
}

fn original_debt(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let brl = currency("BRL");
    let debt = money(about.number("original_debt")?, brl)?;
    let mut subject = Subject::new(day("2024-06-01"), debt);
    let huge = money(Decimal::from(1_000_000), brl)?;
    subject.charged = vec![charge(Cost::Interest, huge), charge(Cost::Tax, huge)];
    let facts = facts("BR", Lender::Bank, Product::CreditCard, "2024-03-01");
    let finding = find("br.card", &subject, &facts, table()?)?;
    about.amount(checks, "max_interest_and_charges", finding.limit)?;
    about.amount(checks, "max_total", finding.limit.map(|limit| debt.plus(limit)).transpose()?)?;
    let taxed = finding.charged == Some(huge);
    checks.word(
        "excluded",
        text(about.expected, "excluded").unwrap_or_default(),
        if taxed { "IOF tax" } else { "nothing" },
    );
    Ok(())
}

fn since_default(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let zar = currency("ZAR");
    let principal = money(about.number("principal_outstanding_at_default")?, zar)?;
    let accrued = super::need(about.inputs, "accrued_during_default")?;
    let mut subject = Subject::new(day("2024-06-01"), principal);
    subject.principal_at_default = Some(principal);
    let kinds = [("interest", Cost::Interest), ("default_admin", Cost::Fee), ("collection", Cost::Collection)];
    for (field, cost) in kinds {
        subject.charged.push(charge(cost, money(need_number(accrued, field)?, zar)?));
    }
    let finding = find("za.duplum", &subject, &facts("ZA", Lender::Bank, Product::Loan, "2024-01-01"), table()?)?;
    about.amount(checks, "cap", finding.limit)?;
    about.amount(checks, "charged", finding.charged)?;
    about.amount(checks, "excess", finding.excess)
}

fn non_performing(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let kes = currency("KES");
    let principal = money(about.number("principal_when_npl")?, kes)?;
    let expenses = money(about.number("recovery_expenses")?, kes)?;
    let mut subject = Subject::new(day("2024-06-01"), principal);
    subject.principal_at_default = Some(principal);
    subject.charged =
        vec![charge(Cost::Interest, money(about.number("interest_after")?, kes)?), charge(Cost::Collection, expenses)];
    let finding = find("ke.duplum", &subject, &facts("KE", Lender::Bank, Product::Loan, "2024-01-01"), table()?)?;
    let limit = finding.limit.ok_or_else(|| unsupported("the finding has no sum"))?;
    about.amount(checks, "max_recoverable", Some(principal.plus(limit)?.plus(expenses)?))?;
    about.amount(checks, "excess_interest", finding.excess)
}

fn small_short(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let php = currency("PHP");
    let (lent, due) = (day("2026-04-01"), day("2026-05-01"));
    let months = count(about.inputs, "months_late", 0)?;
    let mut subject = Subject::new(day("2026-06-30"), money(about.number("principal")?, php)?);
    subject.rate = Some(Decimal::TEN);
    let huge = money(Decimal::from(1_000_000), php)?;
    subject.charged = vec![charge(Cost::Interest, huge)];
    let paid = crate::engine::Frequency::MONTHLY.after(due, u32::from(months))?;
    subject.late_fee = Some(LateFee {
        amount: huge,
        on: paid,
        minimum_due: None,
        due: Some(due),
        overdue: Some(money(about.number("scheduled_amount_overdue")?, php)?),
        paid: Some(paid),
        earlier: None,
    });
    let facts = facts("PH", Lender::MoneyLender, Product::Payday, &lent.to_string());
    for (series, field) in [("ph.nominal", "nominal_cap_pct_month"), ("ph.effective", "eir_cap_pct_month")] {
        let yearly = cap(&find(series, &subject, &facts, table()?)?)?;
        about.rate(checks, field, yearly.checked_div(Decimal::from(12)).unwrap_or_default())?;
    }
    about.amount(checks, "max_late_penalty", find("ph.late", &subject, &facts, table()?)?.limit)?;
    about.amount(checks, "total_cost_cap", find("ph.total", &subject, &facts, table()?)?.limit)
}

fn per_day(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let idr = currency("IDR");
    let year: i32 = text(about.inputs, "year").and_then(|year| year.parse().ok()).unwrap_or_default();
    let from = NaiveDate::from_ymd_opt(year, 1, 1).ok_or_else(|| unsupported("the year is not one"))?;
    let days = i64::from(count(about.inputs, "days_late", 0)?);
    let mut subject = Subject::new(date::shift(from, days)?, money(about.number("agreed_funding")?, idr)?);
    subject.stretches.push(out(from, days, money(about.number("outstanding")?, idr)?, true)?);
    subject.charged = vec![charge(Cost::Damages, money(Decimal::from(1_000_000_000), idr)?)];
    let facts = facts("ID", Lender::MoneyLender, Product::Loan, &from.to_string());
    about.amount(checks, "max_late_fee", find("id.p2p.late", &subject, &facts, table()?)?.limit)
}

/// A reference rate that the case names, with the rate for the term or for lateness so high that it is judged.
fn referenced(series: &str, reference: Decimal, facts: &Facts) -> Result<Decimal, Fault> {
    let mut subject = Subject::new(day("2024-01-01"), Money::zero(Currency::EUR));
    subject.reference_rate = Some(reference);
    subject.rate = Some(Decimal::TEN);
    subject.overdue_rate = subject.rate;
    cap(&find(series, &subject, facts, table()?)?)
}

fn margins(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let reference = about.percent("nbp_reference_pct")?;
    let facts = facts("PL", Lender::Bank, Product::Loan, "2023-01-01");
    let half = |rate: Decimal| rate.checked_div(Decimal::TWO).unwrap_or_default();
    for (series, most, plain) in
        [("pl.contract", "max_contractual_pct", "statutory_pct"), ("pl.late", "max_late_pct", "late_statutory_pct")]
    {
        let rate = referenced(series, reference, &facts)?;
        about.rate(checks, most, rate)?;
        about.rate(checks, plain, half(rate))?;
    }
    Ok(())
}

fn base_rate(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let base = about.percent("base_rate_pct")?;
    let products = [
        ("de.late.consumer", Product::Loan, "late_rate_pct"),
        ("de.late.land", Product::Mortgage, "land_secured_consumer_loan_late_rate_pct"),
    ];
    for (series, product, field) in products {
        about.rate(checks, field, referenced(series, base, &facts("DE", Lender::Bank, product, "2008-01-01"))?)?;
    }
    Ok(())
}

fn penal(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let inr = currency("INR");
    let allowed = need_list(about.expected, "allowed")?;
    for (case, allowed) in need_list(about.inputs, "cases")?.iter().zip(allowed) {
        let form = text(case, "form").unwrap_or_default();
        let mut subject = Subject::new(day("2024-12-01"), money(Decimal::from(10_000), inr)?);
        subject.penalty_form = Some(match form {
            _ if form.starts_with("rate add-on") => PenaltyForm::RateAddOn,
            _ if form.starts_with("contract-rate") => PenaltyForm::ContractRate,
            _ => PenaltyForm::SeparateCharge,
        });
        subject.capitalised = case.get("capitalised").and_then(Value::as_bool);
        let product = if text(case, "product") == Some("credit card") { Product::CreditCard } else { Product::Loan };
        let facts = facts("IN", Lender::Bank, product, text(case, "sanctioned").unwrap_or("2024-05-01"));
        let reached = packs()?.rows("in.penal").any(|rule| rule.products.contains(&product));
        let came = if reached {
            (find("in.penal", &subject, &facts, table()?)?.outcome == Outcome::Within).to_string()
        } else {
            "out of scope".to_owned()
        };
        let expected = allowed.as_str().map_or_else(|| allowed.to_string(), ToOwned::to_owned);
        checks.word("allowed", &expected, &came);
    }
    Ok(())
}

fn card_days(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let inr = currency("INR");
    let due = need_date(about.inputs, "due")?;
    let total = money(about.number("total_due")?, inr)?;
    let left = total.minus(money(about.number("paid_by_due")?, inr)?)?;
    let allowed = need_list(about.expected, "late_charge_allowed")?;
    let facts = facts("IN", Lender::Bank, Product::CreditCard, "2024-05-01");
    let mut base: Option<Money> = None;
    for (case, allowed) in need_list(about.inputs, "cases")?.iter().zip(allowed) {
        let paid = need_date(case, "paid")?;
        let mut subject = Subject::new(paid, total);
        subject.late_fee = Some(LateFee {
            amount: money(Decimal::from(100), inr)?,
            on: paid,
            minimum_due: None,
            due: Some(due),
            overdue: Some(left),
            paid: Some(paid),
            earlier: None,
        });
        let finding = find("in.card.late", &subject, &facts, table()?)?;
        checks.word("late_charge_allowed", &allowed.to_string(), &(finding.outcome == Outcome::Within).to_string());
        counted_from(about, checks, &finding, paid)?;
        base = base
            .or(finding.steps.iter().find_map(|step| if let Step::Named(base) = step { Some(*base) } else { None }));
    }
    about.amount(checks, "charge_base", base)
}

/// The day from which days past due were counted.
fn counted_from(about: &About, checks: &mut Checks, finding: &Finding, paid: NaiveDate) -> Result<(), Fault> {
    let late =
        finding.branch.iter().find_map(|reason| if let Reason::DaysLate(days) = reason { Some(*days) } else { None });
    let from = late.and_then(|late| date::shift(paid, late.checked_neg()?).ok());
    let expected = text(about.expected, "days_past_due_counted_from").unwrap_or_default();
    checks.word("days_past_due_counted_from", expected, &from.map(|from| from.to_string()).unwrap_or_default());
    Ok(())
}

fn two_limits(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let results = need_list(about.expected, "result")?;
    for (case, result) in need_list(about.inputs, "cases")?.iter().zip(results) {
        let signed = text(case, "agreement").unwrap_or_default();
        let mut subject = Subject::new(day(signed), Money::zero(currency("HKD")));
        subject.rate = Some(hundredth(need_number(case, "rate_pct")?));
        let finding = find("hk.rate", &subject, &facts("HK", Lender::MoneyLender, Product::Loan, signed), table()?)?;
        let offence = finding.branch.iter().any(|reason| matches!(reason, Reason::AboveVoid(_)));
        let came = match finding.outcome {
            Outcome::Above { .. } if offence => "offence, unenforceable",
            Outcome::Above { .. } => "presumed extortionate",
            _ => "ok",
        };
        checks.word("result", result.as_str().unwrap_or_default(), came);
    }
    Ok(())
}

fn criminal(about: &About, checks: &mut Checks) -> Result<(), Fault> {
    let cad = currency("CAD");
    let lawful = need_list(about.expected, "lawful")?;
    for (case, lawful) in need_list(about.inputs, "cases")?.iter().zip(lawful) {
        let payday = case.get("payday").and_then(Value::as_bool) == Some(true);
        let signed = text(case, "agreement").unwrap_or("2025-01-01");
        let product = if payday { Product::Payday } else { Product::Loan };
        let facts = facts("CA", Lender::MoneyLender, product, signed);
        let borrowed = case.get("borrowed").and_then(number).unwrap_or_default();
        let mut subject = Subject::new(day(signed), money(borrowed, cad)?);
        let series = if payday {
            subject.charged = vec![charge(Cost::Interest, money(need_number(case, "charge")?, cad)?)];
            "ca.payday"
        } else {
            let rate = case.get("apr_pct").or(case.get("ear_pct")).and_then(number);
            subject.rate = rate.map(hundredth);
            "ca.criminal"
        };
        let within = find(series, &subject, &facts, table()?)?.outcome == Outcome::Within;
        checks.word("lawful", &lawful.to_string(), &within.to_string());
    }
    Ok(())
}
