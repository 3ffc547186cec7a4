//! Cases of procedure: what courts cost, codes and classes by days overdue, the one-off repair of records, doubled interest
//! after a judgment, and the orders of payment of the Civil Code.

use rust_decimal::Decimal;
use serde_json::Value;

use super::Fault;
use super::value::{Checks, money, need, need_date, need_list, need_number, need_text, parse_date};
use crate::engine::account::Origin;
use crate::engine::allocation::allocate;
use crate::engine::date::shift;
use crate::engine::{Claim, ClaimRef, Component, Components, Currency, Money, Scope, Stage, StageOrder, Waterfall};
use crate::law::Packs;
use crate::law::judgment::{FirstDay, Judgment, standing};
use crate::law::procedure::fees::{Fee, fee};
use crate::law::procedure::terms::{AssetClass, ReportCode};
use crate::law::procedure::{CannotTell, packs};
use crate::law::record::{Repair, class, code, repair};

const YUAN: Currency = Currency::CNY;

/// Judges a case of procedure; none where the topic is another's.
pub(crate) fn check(topic: &str, case: &Value, checks: &mut Checks) -> Option<Result<(), Fault>> {
    let is = |start: &str| topic.starts_with(start);
    Some(match topic {
        _ if is("case acceptance fee") => check_fee(case, checks, Fee::Court, "claim"),
        _ if is("execution application fee") => check_fee(case, checks, Fee::Enforcement, "amount"),
        _ if is("preservation fee") => check_fee(case, checks, Fee::Preservation, "amount"),
        _ if is("one-off credit repair") => check_repair(case, checks),
        _ if is("credit report repayment-status code") => check_code(case, checks),
        _ if is("bank asset classification floor") => check_class(case, checks),
        _ if is("payment allocation by agreed order") => check_agreed_order(case, checks),
        _ if is("default allocation order") => check_default_order(case, checks),
        _ if topic.contains("doubled") => check_doubled(case, checks),
        _ => return None,
    })
}

impl From<CannotTell> for Fault {
    fn from(why: CannotTell) -> Self {
        match why {
            CannotTell::Engine(error) => Self::Refused(error),
            why => Self::Unsupported(format!("cannot tell: {why:?}")),
        }
    }
}

fn known() -> Result<&'static Packs, Fault> {
    packs().map_err(|error| Fault::Unsupported(format!("the rules do not read: {error:?}")))
}

fn yuan(value: &Value, field: &str) -> Result<Money, Fault> {
    money(need_number(value, field)?, YUAN)
}

fn check_fee(case: &Value, checks: &mut Checks, of: Fee, field: &str) -> Result<(), Fault> {
    let packs = known()?;
    let charged = fee(packs, of, yuan(need(case, "inputs")?, field)?, packs.reviewed())?;
    checks.number("fee", need(need(case, "expected")?, "fee")?, charged.amount.exact())
}

/// Holds a list of words against what each input gives.
fn check_words(
    (case, checks): (&Value, &mut Checks),
    (input, output): (&str, &str),
    of: impl Fn(&Value) -> Result<String, Fault>,
) -> Result<(), Fault> {
    let inputs = need_list(need(case, "inputs")?, input)?;
    let wanted = need_list(need(case, "expected")?, output)?;
    checks.word("count", &wanted.len().to_string(), &inputs.len().to_string());
    for (input, wanted) in inputs.iter().zip(wanted) {
        let wanted = wanted.as_str().map_or_else(|| wanted.to_string(), str::to_owned);
        checks.word(output, &wanted, &of(input)?);
    }
    Ok(())
}

fn days(value: &Value) -> Result<i64, Fault> {
    value.as_i64().ok_or_else(|| Fault::Unsupported("days are not a whole number".to_owned()))
}

fn check_code(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let packs = known()?;
    check_words((case, checks), ("days_past_due", "code"), |value| {
        Ok(code(packs, days(value)?, packs.reviewed())?.map_or("", ReportCode::sign).to_owned())
    })
}

fn check_class(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let packs = known()?;
    let name = |class| match class {
        None => "正常",
        Some(AssetClass::SpecialMention) => "关注",
        Some(AssetClass::Substandard) => "次级",
        Some(AssetClass::Doubtful) => "可疑",
        Some(AssetClass::Loss) => "损失",
    };
    check_words((case, checks), ("days_past_due", "at_least"), |value| {
        Ok(name(class(packs, days(value)?, packs.reviewed())?).to_owned())
    })
}

fn check_repair(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let packs = known()?;
    let of = |value: &Value| -> Result<Repair, Fault> {
        let repaid = value.get("repaid").and_then(parse_date);
        let occurred = need_date(value, "occurred")?;
        Ok(repair(packs, yuan(value, "overdue_amount")?, occurred, repaid, packs.reviewed())?)
    };
    check_words((case, checks), ("cases", "eligible"), |value| {
        Ok(matches!(of(value)?, Repair::HiddenBy(_)).to_string())
    })?;
    check_words((case, checks), ("cases", "hidden_by"), |value| match of(value)? {
        Repair::HiddenBy(day) => Ok(day.to_string()),
        Repair::Not(_) | Repair::DependsOnTheSum { .. } => Ok("null".to_owned()),
    })
}

fn claim(reference: ClaimRef, component: Component, amount: Money) -> Result<Claim, Fault> {
    let zero = Components::zero(YUAN);
    let mut claim = Claim { reference, due: None, charged: zero, paid: zero, waived: zero, origin: Origin::Stated };
    claim.charged.add(component, amount)?;
    Ok(claim)
}

/// An order that the parties agreed on: one claim for each head, in that order.
fn check_agreed_order(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let (inputs, expected) = (need(case, "inputs")?, need(case, "expected")?);
    let (debts, order) = (need(inputs, "debts")?, need_list(inputs, "order")?);
    let mut claims = Vec::new();
    for (number, head) in (0_u64..).zip(order) {
        let head = head.as_str().ok_or_else(|| Fault::Unsupported("a head without a name".to_owned()))?;
        let component = match head {
            "interest" => Component::Interest,
            "principal" => Component::Principal,
            _ => Component::Fee,
        };
        claims.push(claim(ClaimRef::Charge(number), component, yuan(debts, head)?)?);
    }
    let stage = Stage { scope: Scope::Any, order: StageOrder::ByClaim, components: Component::ALL.to_vec() };
    allocate(&mut claims, &[stage], yuan(inputs, "payment")?, known()?.reviewed())?;
    for (head, claim) in order.iter().zip(&claims) {
        let head = head.as_str().unwrap_or_default();
        checks.number(head, need(expected, head)?, claim.open()?.total()?.exact())?;
    }
    Ok(())
}

/// Civil Code art. 561: costs, interest, principal.
fn check_default_order(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let (inputs, expected) = (need(case, "inputs")?, need(case, "expected")?);
    let mut debt = claim(ClaimRef::Single, Component::Principal, yuan(inputs, "principal")?)?;
    debt.charged.add(Component::Interest, yuan(inputs, "interest")?)?;
    debt.charged.add(Component::Fee, yuan(inputs, "enforcement_costs")?)?;
    let day = known()?.reviewed();
    debt.due = Some(shift(day, -1)?);
    let mut claims = [debt];
    allocate(&mut claims, &Waterfall::default().stages, yuan(inputs, "payment")?, day)?;
    let [debt] = &claims;
    for (head, component) in [
        ("enforcement_costs_paid", Component::Fee),
        ("interest_paid", Component::Interest),
        ("principal_paid", Component::Principal),
    ] {
        checks.number(head, need(expected, head)?, debt.paid.get(component).exact())?;
    }
    checks.number("principal left", need(expected, "principal_left")?, debt.open_of(Component::Principal)?.exact())
}

/// The doubled part of interest on one debt that stands still: from the end of the period for performance to a day.
fn check_doubled(case: &Value, checks: &mut Checks) -> Result<(), Fault> {
    let (inputs, expected) = (need(case, "inputs")?, need(case, "expected")?);
    let field = |names: &[&'static str]| names.iter().copied().find(|name| inputs.get(*name).is_some());
    let owed = field(&["owed", "principal", "debt", "amount", "unpaid", "base"]).unwrap_or("owed");
    let perform_by = match field(&["perform_by", "performance_ends", "from", "start"]) {
        Some(name) => need_date(inputs, name)?,
        None => known()?.reviewed(),
    };
    let to = match field(&["to", "end", "paid_on", "as_of"]) {
        Some(name) => need_date(inputs, name)?,
        None => shift(perform_by, days(need(inputs, "days")?)?)?,
    };
    let general_interest = Money::zero(YUAN);
    let owed = yuan(inputs, owed)?;
    let judgment = Judgment { owed, general_interest, perform_by, first_day: FirstDay::DayAfter };
    let standing = standing(known()?, &judgment, &[], to)?;
    if let Some(day) = inputs.get("daily_rate") {
        let daily = super::value::number(day).unwrap_or(Decimal::ZERO);
        checks.word("daily rate", &daily.normalize().to_string(), &standing.daily.normalize().to_string());
    }
    let name = ["doubled_interest", "doubled_part", "doubled", "interest"]
        .into_iter()
        .find(|name| expected.get(*name).is_some());
    let name = name.ok_or_else(|| Fault::Unsupported("no doubled part is expected".to_owned()))?;
    need_text(expected, name)?;
    checks.number(name, need(expected, name)?, standing.doubled.exact())
}
