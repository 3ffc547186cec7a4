//! Several debts out of one monthly budget: the orders side by side on the same budget, the smallest budget that ends them in
//! time, and what each creditor could be offered. It runs in the worker. Pure; imports `case`, `engine` and words.

#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::case::{Debt, Household};
use crate::engine::date::Frequency;
use crate::engine::multi_debt::{Outcome, Owed, Remainder, Strategy, pay_off, smallest_budget, split};
use crate::engine::relief::position_after;
use crate::engine::{Contract, Currency, EngineError, Money, Rounding};
use crate::present::budget;
use crate::present::input::words::message_of;
use crate::present::input::{self, AmountRange, is_blank};
use crate::present::lang::Lang;
use crate::present::words::order as words;
use crate::present::{errors, format, terms};

/// The question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// All debts.
    pub debts: Vec<Debt>,
    /// The household, if there is one.
    pub household: Option<Household>,
    /// The monthly budget as typed; empty takes what the household can afford.
    pub budget: String,
    /// In how many months all should be paid, as typed.
    pub months: String,
    /// An order of one's own, by id.
    pub order: Vec<String>,
    /// The day.
    pub as_of: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// A debt in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwedView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is owed, the rate, and what has to be paid each month.
    pub sums: [String; 3],
    /// What it could be offered each month in proportion, in minor units and words.
    pub offer: (i64, String),
    /// Its share of all.
    pub share: String,
}

/// An order on the same budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanView {
    /// `snowball`, `avalanche`, `custom` or `pro_rata`.
    pub name: String,
    /// It in words.
    pub title: String,
    /// What it does.
    pub about: String,
    /// In how many months all is paid, or that it never is.
    pub months: String,
    /// Interest in all: minor units and words.
    pub interest: (i64, String),
    /// Which debt ends first, and when.
    pub first: String,
    /// Whether no other is cheaper.
    pub cheapest: bool,
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// The debts in the order of one's own.
    pub debts: Vec<OwedView>,
    /// The budget that counts: minor units and as it stands in the field.
    pub budget: (i64, String),
    /// Where it comes from.
    pub budget_note: String,
    /// The orders.
    pub plans: Vec<PlanView>,
    /// The finding in a sentence.
    pub finding: String,
    /// The smallest budget that ends all in time, in a sentence.
    pub smallest: String,
    /// The headline over the offers.
    pub offers: String,
    /// What is wrong: the field's name and what would work.
    pub errors: Vec<(String, String)>,
    /// What is assumed, what is left out.
    pub notes: Vec<String>,
}

/// The view of a question as JSON; none where the question cannot be read or there is nothing owed.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    serde_json::to_string(&view(&ask)?).ok()
}

/// A debt of the plan.
struct Known<'a> {
    debt: &'a Debt,
    owed: Owed,
}

/// The view; none where nothing is owed.
#[must_use]
pub fn view(ask: &Ask) -> Option<OrderView> {
    let lang = Lang::from_tag(&ask.lang);
    let mut all: Vec<Known<'_>> = ask.debts.iter().filter_map(|debt| known(debt, ask.as_of).ok()).collect();
    let wanted = ask.household.as_ref().map(|household| household.currency);
    let currency = wanted.filter(|currency| all.iter().any(|known| known.owed.balance.currency() == *currency));
    let currency = currency.or(all.first().map(|known| known.owed.balance.currency()))?;
    let count = all.len();
    all.retain(|known| known.owed.balance.currency() == currency);
    let left_out = ask.debts.len().saturating_sub(all.len()).max(count.saturating_sub(all.len()));
    let place = |known: &Known<'_>| ask.order.iter().position(|id| *id == known.debt.id).unwrap_or(ask.order.len());
    all.sort_by_key(place);
    made(ask, &all, currency, left_out, lang).map_err(|error| errors::engine(&error, lang)).ok()
}

fn known(debt: &Debt, as_of: NaiveDate) -> Result<Known<'_>, EngineError> {
    let account = debt.replay(as_of)?;
    let position = position_after(&debt.inputs.contract, &debt.inputs.events, &account)?;
    // What the contract asks for next is what has to be paid each month; a single sum asks for nothing before its day.
    let next = position.keep.iter().find(|due| due.date > as_of).map(|due| due.amounts.total()).transpose()?;
    let minimum = match debt.inputs.contract {
        Contract::Instalment(_) => next,
        Contract::Revolving(_) => Some(account.due_now.total()?).filter(|due| due.is_positive()),
        Contract::Single(_) => None,
    };
    let balance = position.open.total()?;
    let minimum = minimum.unwrap_or(Money::zero(position.currency)).least(balance)?;
    Ok(Known { debt, owed: Owed { balance, rate: position.rate, minimum } })
}

fn made(
    ask: &Ask,
    all: &[Known<'_>],
    currency: Currency,
    left_out: usize,
    lang: Lang,
) -> Result<OrderView, EngineError> {
    let owed: Vec<Owed> = all.iter().map(|known| known.owed).collect();
    let mut errors = Vec::new();
    let minimums = Money::sum(currency, owed.iter().map(|each| each.minimum))?;
    let (budget, budget_note) = budget_of(ask, currency, minimums, &mut errors, lang)?;
    let own: Vec<usize> = (0..owed.len()).collect();
    let strategies = [
        (Strategy::Avalanche, "avalanche", [words::avalanche_title(lang), words::avalanche_about(lang)]),
        (Strategy::Snowball, "snowball", [words::snowball_title(lang), words::snowball_about(lang)]),
        (Strategy::Custom(own), "custom", [words::custom_title(lang), words::custom_about(lang)]),
        (Strategy::ProRata, "pro_rata", [words::pro_rata_title(lang), words::pro_rata_about(lang)]),
    ];
    let mut plans = Vec::new();
    for (strategy, name, text) in &strategies {
        let outcome = pay_off(&owed, budget, strategy, Rounding::HalfUp)?;
        plans.push(plan(&outcome, name, *text, all, ask.as_of, lang));
    }
    let finished: Vec<i64> = plans.iter().filter(|(_, done)| *done).map(|(plan, _)| plan.interest.0).collect();
    let least = finished.iter().min().copied();
    let mut plans: Vec<PlanView> = plans
        .into_iter()
        .map(|(plan, done)| PlanView { cheapest: done && Some(plan.interest.0) == least, ..plan })
        .collect();
    plans.dedup_by(|one, other| one.name == other.name);
    let offers = offers(all, budget, currency)?;
    let total = Money::sum(currency, owed.iter().map(|each| each.balance))?;
    let mut notes = vec![words::note_model(lang).to_owned(), words::note_as_of(lang, &format::date(ask.as_of, lang))];
    if left_out > 0 {
        notes.push(words::note_left_out(lang, &left_out.to_string()));
    }
    Ok(OrderView {
        debts: all.iter().zip(offers).map(|(known, offer)| owed_view(known, offer, total, lang)).collect(),
        budget: (budget.minor(), format::plain(budget)),
        budget_note,
        finding: finding(least, &finished, currency, lang),
        plans,
        smallest: smallest(ask, &owed, &mut errors, lang)?,
        offers: words::offers_lead(lang, &format::money(budget, lang)),
        errors,
        notes,
    })
}

fn budget_of(
    ask: &Ask,
    currency: Currency,
    minimums: Money,
    errors: &mut Vec<(String, String)>,
    lang: Lang,
) -> Result<(Money, String), EngineError> {
    let household = ask.household.as_ref().filter(|known| known.currency == currency && !known.lines.is_empty());
    let affordable = match household {
        Some(known) => Some(known.budget().purse(ask.as_of, budget::MONTHS)?.affordable()?),
        None => None,
    };
    if !is_blank(&ask.budget) {
        match input::amount(&ask.budget, AmountRange::from_zero(currency)) {
            Ok(amount) => return Ok((amount, words::budget_typed(lang).to_owned())),
            Err(cause) => errors.push(("budget".to_owned(), message_of(words::budget_noun(lang), &cause, lang))),
        }
    }
    Ok(match affordable {
        Some(amount) => (amount, words::budget_affordable(lang).to_owned()),
        None => (minimums, words::budget_minimums(lang).to_owned()),
    })
}

fn plan(
    outcome: &Outcome,
    name: &str,
    text: [&'static str; 2],
    all: &[Known<'_>],
    as_of: NaiveDate,
    lang: Lang,
) -> (PlanView, bool) {
    let done = outcome.finishes();
    let after = |months: u32| {
        Frequency::MONTHLY.after(as_of, months).map(|day| budget::month_name(day, lang)).unwrap_or_default()
    };
    let months = if done {
        let count = u32::try_from(outcome.months.len()).unwrap_or(u32::MAX);
        words::ends(lang, &format::months(i64::from(count), lang), &after(count))
    } else {
        words::never(lang).to_owned()
    };
    let first = outcome.ends.iter().zip(all).filter_map(|(end, known)| Some(((*end)?, known)));
    let first = first.min_by_key(|(end, _)| *end).map_or_else(
        || words::first_none(lang).to_owned(),
        |(end, known)| {
            words::first_is(lang, &terms::debt_name(known.debt, lang), &format::months(i64::from(end), lang))
        },
    );
    let interest = if done { format::money(outcome.interest, lang) } else { words::interest_none(lang).to_owned() };
    let plan = PlanView {
        name: name.to_owned(),
        title: text[0].to_owned(),
        about: text[1].to_owned(),
        months,
        interest: (outcome.interest.minor(), interest),
        first,
        cheapest: false,
    };
    (plan, done)
}

fn finding(least: Option<i64>, finished: &[i64], currency: Currency, lang: Lang) -> String {
    let (Some(least), Some(most)) = (least, finished.iter().max()) else {
        return words::finding_never(lang).to_owned();
    };
    match most.checked_sub(least).and_then(|minor| Money::try_new(minor, currency).ok()) {
        Some(saved) if saved.is_positive() => words::finding_saves(lang, &format::money(saved, lang)),
        _ => words::finding_same(lang).to_owned(),
    }
}

fn smallest(ask: &Ask, owed: &[Owed], errors: &mut Vec<(String, String)>, lang: Lang) -> Result<String, EngineError> {
    let months = match input::count(&ask.months, 1, 600) {
        Ok(months) => u16::try_from(months).unwrap_or(600),
        Err(cause) => {
            errors.push(("months".to_owned(), message_of(words::months_noun(lang), &cause, lang)));
            return Ok(String::new());
        }
    };
    let least = smallest_budget(owed, months, &Strategy::Avalanche, Rounding::HalfUp)?;
    let count = format::months(i64::from(months), lang);
    Ok(least.map_or_else(String::new, |least| words::smallest_budget(lang, &count, &format::money(least, lang))))
}

/// What each could be offered of a budget in proportion to what is owed; nothing where nothing is there.
fn offers(all: &[Known<'_>], budget: Money, currency: Currency) -> Result<Vec<Money>, EngineError> {
    let weights: Vec<Decimal> = all.iter().map(|known| known.owed.balance.exact()).collect();
    let total = Money::sum(currency, all.iter().map(|known| known.owed.balance))?;
    split(budget.least(total)?, &weights, Rounding::Down, Remainder::Largest)
}

fn owed_view(known: &Known<'_>, offer: Money, total: Money, lang: Lang) -> OwedView {
    let owed = &known.owed;
    let share = owed.balance.exact().checked_div(total.exact()).unwrap_or_default();
    let rate = crate::present::input::words::rate(owed.rate, lang);
    OwedView {
        id: known.debt.id.clone(),
        name: terms::debt_name(known.debt, lang),
        sums: [format::money(owed.balance, lang), rate, format::money(owed.minimum, lang)],
        offer: (offer.minor(), format::money(offer, lang)),
        share: format::percent(share.round_dp(3)),
    }
}
