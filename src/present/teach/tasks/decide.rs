//! Level 3: decide. What the order of a payment does, which offer costs less, what lies above an assumed cap, what a fixed
//! payment changes.

use rust_decimal::Decimal;

use super::super::super::words::{common, teach_tasks as words};
use super::super::draw::Draw;
use super::super::task::Answer;
use super::super::value::{Fact, Formula, Says, Step, Value};
use super::{Drawn, Made, amount, charged, daily, day, first_day, lender, rounded_once, yearly};
use crate::engine::allocation::allocate;
use crate::engine::card::payoff::{MonthFactors, Payoff, PayoffMonth, PayoffPlan, Posting};
use crate::engine::card::{BilledInterest, InterestMethod};
use crate::engine::date::shift;
use crate::engine::number::mul;
use crate::engine::reconcile::PaymentOrder;
use crate::engine::{
    Base, ChargeKind, Claim, ClaimRef, Component, Components, Compounding, Currency, EngineError, InstalmentTerms,
    InterestKind, LateCharge, Method, MinimumRule, Money, Origin, Rate, RatePeriod, Rounding, Waterfall, schedule,
};

/// What an order leaves of a claim's principal, and what it paid before it came to principal.
pub(in super::super) struct Ordered {
    order: Vec<Component>,
    before: Vec<Money>,
    pub(in super::super) to_principal: Money,
    pub(in super::super) left: Money,
}

/// Runs a payment through an order.
///
/// # Errors
/// What the engine refuses.
pub(in super::super) fn ordered(
    bill: Components,
    payment: Money,
    waterfall: &Waterfall,
) -> Result<Ordered, EngineError> {
    let zero = Components::zero(Currency::CNY);
    let mut claims = [Claim {
        reference: ClaimRef::Row(1),
        due: Some(first_day()),
        charged: bill,
        paid: zero,
        waived: zero,
        origin: Origin::Stated,
    }];
    let (portions, _) = allocate(&mut claims, &waterfall.stages, payment, shift(first_day(), 30)?)?;
    let order = waterfall.stages.first().map(|stage| stage.components.clone()).unwrap_or_default();
    let of_principal = |component: &Component| *component == Component::Principal;
    let to_principal = portions.iter().find(|portion| of_principal(&portion.component)).map(|portion| portion.amount);
    let before = portions.iter().take_while(|portion| !of_principal(&portion.component)).map(|portion| portion.amount);
    let left = claims.first().map_or(Ok(bill.principal), |claim| claim.open_of(Component::Principal))?;
    let to_principal = to_principal.unwrap_or(Money::zero(Currency::CNY));
    Ok(Ordered { order, before: before.collect(), to_principal, left })
}

/// One payment in two orders.
pub(super) fn payment_order(draw: &mut Draw) -> Drawn {
    let mut bill = Components::zero(Currency::CNY);
    let name = lender(draw);
    bill.principal = amount(draw, 50_000, 300_000, 1_000)?;
    bill.interest = amount(draw, 2_000, 20_000, 1)?;
    bill.penalty = amount(draw, 500, 8_000, 1)?;
    bill.fee = amount(draw, 1_000, 6_000, 50)?;
    let payment = amount(draw, 10_000, 100_000, 1_000)?;
    let other = draw.pick(PaymentOrder::PrincipalFirst, &[PaymentOrder::PenaltiesLast]);
    let charges = bill.total()?.minus(bill.principal)?;
    if payment <= charges || payment >= bill.principal {
        return Ok(None);
    }
    let one = ordered(bill, payment, &Waterfall::default())?;
    let two = ordered(bill, payment, &other.waterfall().unwrap_or_default())?;
    let more = one.left.minus(two.left)?;
    let mut steps = Vec::new();
    for (number, each) in [(1, &one), (2, &two)] {
        let which = || vec![("number", Value::Number(number))];
        let paid = each.before.iter().fold(Formula::of(payment), |formula, part| formula.less(*part));
        steps.push(Step::saying(Says::with(words::step_to_principal_parts, which()), paid, each.to_principal));
        let left = Formula::of(bill.principal).less(each.to_principal);
        steps.push(Step::saying(Says::with(words::step_principal_left_parts, which()), left, each.left));
    }
    steps.push(Step::new(words::step_difference, Formula::of(one.left).less(two.left), more));
    Ok(Some(Made {
        facts: vec![
            name,
            Fact::new(common::principal, bill.principal),
            Fact::new(common::interest, bill.interest),
            Fact::new(common::penalty, bill.penalty),
            Fact::new(common::fee, bill.fee),
            Fact::new(words::payment, payment),
            Fact::new(words::order_one, Value::Order(one.order)),
            Fact::new(words::order_two, Value::Order(two.order)),
        ],
        ask: Says::plain(words::ask_payment_order),
        choices: Vec::new(),
        answer: Answer::Amount(more),
        steps,
    }))
}

/// Equal instalments at a yearly rate, or a monthly fee on the sum lent.
pub(super) fn cheaper_offer(draw: &mut Draw) -> Drawn {
    let lent = amount(draw, 300_000, 3_000_000, 50_000)?;
    let count = draw.pick(6_u16, &[12, 24]);
    let rate = yearly(draw, 90, 186, 2);
    let fee = Rate { value: Decimal::new(draw.between(40, 90, 5), 4), per: RatePeriod::Month };
    let start = day(draw)?;
    let swapped = draw.below(2) == 1;
    let rows = schedule(&InstalmentTerms::monthly(lent, rate, count, start))?;
    let mut flat = InstalmentTerms::monthly(lent, fee, count, start);
    (flat.method, flat.interest) = (Method::EqualPrincipal, InterestKind::Flat);
    let fees = schedule(&flat)?;
    let interest = Money::sum(Currency::CNY, rows.iter().map(|row| row.interest))?;
    let fee_sum = Money::sum(Currency::CNY, fees.iter().map(|row| row.interest))?;
    let repaid = Money::sum(Currency::CNY, rows.iter().map(|row| row.total))?;
    let (Some(first), Some(last), Some(fee_each)) = (rows.first(), rows.last(), fees.first()) else { return Ok(None) };
    // Near enough that the names of the rates alone do not tell, far enough that rounding by the way does not decide.
    let (less, more) = (interest.least(fee_sum)?, interest.greatest(fee_sum)?);
    if more.minus(less)? < super::yuan(500)? || more.exact() > mul(less.exact(), Decimal::new(15, 1))? {
        return Ok(None);
    }
    let (by_rate, by_fee) = if swapped { (2, 1) } else { (1, 2) };
    let cheaper = if interest < fee_sum { by_rate } else { by_fee };
    let offer = |number: i64| vec![("number", Value::Number(number))];
    let fact = |parts, number, value: Value| Fact { label: Says::with(parts, offer(number)), value };
    let of_rate = [
        fact(words::offer_rate_parts, by_rate, rate.into()),
        fact(words::offer_instalment_parts, by_rate, first.total.into()),
        fact(words::offer_last_parts, by_rate, last.total.into()),
    ];
    let of_fee = [fact(words::offer_fee_parts, by_fee, fee.into())];
    let mut facts = vec![Fact::new(words::lent, lent), Fact::new(words::count, Value::Months(count.into()))];
    if swapped {
        facts.extend(of_fee.into_iter().chain(of_rate));
    } else {
        facts.extend(of_rate.into_iter().chain(of_fee));
    }
    let months = Value::Number(count.into());
    let others = Value::Number(i64::from(count).saturating_sub(1));
    let place = usize::try_from(cheaper).unwrap_or(1).saturating_sub(1);
    Ok(Some(Made {
        facts,
        ask: Says::plain(words::ask_cheaper_offer),
        choices: vec![
            Says::with(words::choice_offer_parts, offer(1)).into(),
            Says::with(words::choice_offer_parts, offer(2)).into(),
            Says::plain(words::choice_same).into(),
        ],
        answer: Answer::Choice(place),
        steps: vec![
            Step::saying(
                Says::with(words::step_repaid_parts, offer(by_rate)),
                Formula::of(first.total).times(others).plus(last.total),
                repaid,
            ),
            Step::saying(
                Says::with(words::step_offer_cost_parts, offer(by_rate)),
                Formula::of(repaid).less(lent),
                interest,
            ),
            Step::saying(
                Says::with(words::step_fee_month_parts, offer(by_fee)),
                Formula::of(lent).times(Value::Percent(fee.value)),
                fee_each.interest,
            ),
            Step::saying(
                Says::with(words::step_offer_cost_parts, offer(by_fee)),
                Formula::of(fee_each.interest).times(months),
                fee_sum,
            ),
            Step::saying(
                Says::with(words::step_cheaper_parts, offer(cheaper)),
                Formula::of(more).less(less),
                Value::Letter(place),
            ),
        ],
    }))
}

/// A charge, and the part of it above a cap that the task assumes.
pub(super) fn above_cap(draw: &mut Draw) -> Drawn {
    let name = lender(draw);
    let overdue = amount(draw, 100_000, 900_000, 5_000)?;
    let rate = daily(draw, 70, 150);
    let late = draw.between(20, 90, 1);
    let cap = Rate { value: Decimal::new(draw.pick(24, &[24, 20, 18]), 2), per: RatePeriod::Year };
    let (asked, _) = charged(overdue, Rate::ZERO, &LateCharge::daily(rate, Base::OverduePrincipal), late)?;
    let kind = ChargeKind::Daily { rate: cap, year_days: 365, compounding: Compounding::Simple };
    let at_cap = LateCharge { kind, ..LateCharge::daily(rate, Base::OverduePrincipal) };
    let (allowed, days) = charged(overdue, Rate::ZERO, &at_cap, late)?;
    let above = asked.minus(allowed)?;
    Ok(Some(Made {
        facts: vec![
            name,
            Fact::new(words::overdue_principal, overdue),
            Fact::new(words::late_rate, rate),
            Fact::new(words::days_late, Value::Days(late)),
            Fact::new(words::assumed_cap, cap),
            Fact::new(words::year_days, Value::Days(365)),
            rounded_once(),
        ],
        ask: Says::plain(words::ask_above_cap),
        choices: Vec::new(),
        answer: Answer::Amount(above),
        steps: vec![
            Step::new(
                words::step_asked,
                Formula::of(overdue).times(Value::Percent(rate.value)).times(Value::Number(days)),
                asked,
            ),
            Step::new(
                words::step_allowed,
                Formula::of(overdue)
                    .times(Value::Percent(cap.value))
                    .times(Value::Number(days))
                    .over(Value::Number(365)),
                allowed,
            ),
            Step::new(words::step_above, Formula::of(asked).less(allowed), above),
        ],
    }))
}

/// Months of a bill that both plans are looked at.
const MONTHS: u16 = 3;

/// The minimum of each bill, or the same amount each month.
pub(super) fn minimum_or_fixed(draw: &mut Draw) -> Drawn {
    let balance = amount(draw, 200_000, 900_000, 10_000)?;
    let monthly = Rate { value: Decimal::new(draw.between(10, 20, 1), 3), per: RatePeriod::Month };
    let fixed = amount(draw, 30_000, 200_000, 5_000)?;
    let floor = amount(draw, 10_000, 10_000, 1)?;
    let share = Decimal::new(10, 2);
    let payoff = Payoff {
        balance,
        factors: vec![MonthFactors { before: Decimal::ZERO, after: monthly.value }],
        posting: Posting::WithPayment,
        billed: BilledInterest::Compounds,
        method: InterestMethod::FullBalance,
        revolving: true,
        rounding: Rounding::HalfUp,
    };
    let least = payoff.first_months(&PayoffPlan::Minimum(MinimumRule::share(share, floor)), MONTHS)?;
    let same = payoff.first_months(&PayoffPlan::Fixed(fixed), MONTHS)?;
    let (Some(first), Some(one), Some(two)) = (least.first(), least.last(), same.last()) else { return Ok(None) };
    // The fixed payment is more than the minimum, and does not clear the bill while we look.
    if fixed <= first.payment || !two.balance.is_positive() || same.len() != least.len() {
        return Ok(None);
    }
    let less = one.balance.minus(two.balance)?;
    let mut steps = month_steps(balance, &least, words::step_month_minimum_parts);
    steps.extend(month_steps(balance, &same, words::step_month_fixed_parts));
    steps.push(Step::new(words::step_difference, Formula::of(one.balance).less(two.balance), less));
    Ok(Some(Made {
        facts: vec![
            Fact::new(words::bill, balance),
            Fact::new(words::monthly_rate, monthly),
            Fact::new(
                words::minimum_rule,
                Says::with(words::minimum_share_parts, vec![("share", Value::Percent(share)), ("floor", floor.into())]),
            ),
            Fact::new(words::fixed_payment, fixed),
            Fact::new(words::month_rule, Says::plain(words::month_rule_interest_first)),
        ],
        ask: Says::with(words::ask_minimum_or_fixed_parts, vec![("months", Value::Months(MONTHS.into()))]),
        choices: Vec::new(),
        answer: Answer::Amount(less),
        steps,
    }))
}

type Sentence = fn(super::Lang) -> &'static [super::super::super::words::Part];

fn month_steps(balance: Money, months: &[PayoffMonth], says: Sentence) -> Vec<Step> {
    let before = core::iter::once(balance).chain(months.iter().map(|month| month.balance));
    let step = |(month, before): (&PayoffMonth, Money)| {
        let formula = Formula::of(before).plus(month.interest).less(month.payment);
        Step::saying(Says::with(says, vec![("number", Value::Number(month.number.into()))]), formula, month.balance)
    };
    months.iter().zip(before).map(step).collect()
}
