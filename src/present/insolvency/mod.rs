//! Several creditors and too little for all: what a distribution by rank would pay, against what a plan would; where a
//! procedure for persons exists. It runs in the worker. Pure; imports `case`, `law`, `engine` and words.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::checked::Sum;
use crate::case::{Debt, Household};
use crate::engine::insolvency::{Asset, Distribution, Owing, Rank, distribute, plan};
use crate::engine::{Account, Currency, EngineError, Money};
use crate::law::procedure::packs;
use crate::law::road::{RoadFacts, StageKind, road};
use crate::present::input::words::message_of;
use crate::present::input::{self, AmountRange, is_blank};
use crate::present::lang::Lang;
use crate::present::prospects::page::PLACES;
use crate::present::prospects::road::{StageView, view as road_view};
use crate::present::words::insolvency as words;
use crate::present::{budget, errors, format, terms};

/// The ranks: the values of the choice.
pub const RANKS: [(&str, Rank); 4] = [
    ("ordinary", Rank::Ordinary),
    ("preferred", Rank::Preferred),
    ("public", Rank::Public),
    ("subordinate", Rank::Subordinate),
];

/// The question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ask {
    /// All debts.
    pub debts: Vec<Debt>,
    /// The household with its possessions, if there is one.
    pub household: Option<Household>,
    /// The rank of each debt, by its id.
    pub ranks: BTreeMap<String, String>,
    /// The costs of the procedure as typed; may be empty.
    pub costs: String,
    /// The months of a plan as typed.
    pub months: String,
    /// Where the borrower lives: a value of [`PLACES`].
    pub place: String,
    /// The day.
    pub as_of: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// What a creditor would get.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareView {
    /// The debt; empty for the costs.
    pub id: String,
    /// Whom it is owed to.
    pub name: String,
    /// The chosen rank.
    pub rank: String,
    /// The claim, from its security, from the rest, and what stays unpaid.
    pub sums: [String; 4],
    /// How much of the claim is paid by the distribution.
    pub paid: String,
    /// What the plan pays, and how much of the claim.
    pub plan: String,
    /// The minor units of both: distribution and plan.
    pub minor: (i64, i64),
}

/// The screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsolvencyView {
    /// The finding in a sentence.
    pub finding: String,
    /// What is there, what stays, what is owed, what the plan pays.
    pub sums: Vec<Sum>,
    /// What each creditor would get.
    pub shares: Vec<ShareView>,
    /// What a procedure is where the borrower lives, with its rules; none where it cannot be told.
    pub stage: Option<StageView>,
    /// What is wrong: the field's name and what would work.
    pub errors: Vec<(String, String)>,
    /// What is assumed and left out.
    pub notes: Vec<String>,
}

/// The view of a question as JSON; none where the question cannot be read or nothing is owed.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    serde_json::to_string(&view(&ask)?).ok()
}

/// What was typed.
struct Typed {
    costs: Money,
    months: u16,
    errors: Vec<(String, String)>,
}

/// A claim with its debt and account.
struct Claim<'a> {
    debt: &'a Debt,
    account: Account,
    open: Money,
}

/// The view; none where nothing is owed.
#[must_use]
pub fn view(ask: &Ask) -> Option<InsolvencyView> {
    let lang = Lang::from_tag(&ask.lang);
    let all: Vec<Claim<'_>> = ask
        .debts
        .iter()
        .filter_map(|debt| {
            let account = debt.replay(ask.as_of).ok()?;
            let open = account.payoff.total().ok().filter(|open| open.is_positive())?;
            Some(Claim { debt, account, open })
        })
        .collect();
    let currency = ask.household.as_ref().map(|known| known.currency);
    let currency = currency.or(all.first().map(|claim| claim.open.currency()))?;
    let claims: Vec<Claim<'_>> = all.into_iter().filter(|claim| claim.open.currency() == currency).collect();
    if claims.is_empty() {
        return None;
    }
    let typed = read(ask, currency, lang);
    let stage = stage(ask, &claims, lang);
    let left_out = ask.debts.len().saturating_sub(claims.len());
    let mut notes = vec![
        words::note_values(lang).to_owned(),
        words::note_ranks(lang).to_owned(),
        words::note_as_of(lang, &format::date(ask.as_of, lang)),
    ];
    if left_out > 0 {
        notes.push(words::note_left_out(lang, &left_out.to_string()));
    }
    let made = made(ask, &claims, &typed, currency, lang);
    let (finding, sums, shares) = made.unwrap_or_else(|error| (errors::engine(&error, lang), Vec::new(), Vec::new()));
    Some(InsolvencyView { finding, sums, shares, stage, errors: typed.errors, notes })
}

fn read(ask: &Ask, currency: Currency, lang: Lang) -> Typed {
    let mut errors = Vec::new();
    let zero = Money::zero(currency);
    let costs = if is_blank(&ask.costs) {
        zero
    } else {
        input::amount(&ask.costs, AmountRange::from_zero(currency)).unwrap_or_else(|cause| {
            errors.push(("costs".to_owned(), message_of(words::costs_noun(lang), &cause, lang)));
            zero
        })
    };
    let months = input::count(&ask.months, 1, 120).unwrap_or_else(|cause| {
        errors.push(("months".to_owned(), message_of(words::months_noun(lang), &cause, lang)));
        36
    });
    Typed { costs, months: u16::try_from(months).unwrap_or(36), errors }
}

type Made = (String, Vec<Sum>, Vec<ShareView>);

fn made(ask: &Ask, claims: &[Claim<'_>], typed: &Typed, currency: Currency, lang: Lang) -> Result<Made, EngineError> {
    let possessions = ask.household.as_ref().map(|known| known.possessions.as_slice()).unwrap_or_default();
    let zero = Money::zero(currency);
    let cash = ask.household.as_ref().map_or(zero, |known| known.cash);
    let mut assets: Vec<Asset> = possessions
        .iter()
        .map(|each| Asset { value: each.value, protected: if each.protected { each.value } else { zero } })
        .collect();
    if cash.is_positive() {
        assets.push(Asset { value: cash, protected: zero });
    }
    let secured = |id: &str| possessions.iter().position(|each| each.secures.as_deref() == Some(id));
    let rank = |id: &str| {
        let chosen = ask.ranks.get(id).map_or("ordinary", String::as_str);
        RANKS.iter().find(|(name, _)| *name == chosen).map_or(Rank::Ordinary, |(_, rank)| *rank)
    };
    let owing = |claim: &Claim<'_>| Owing {
        amount: claim.open,
        rank: rank(&claim.debt.id),
        secured_on: secured(&claim.debt.id),
    };
    let mut owings: Vec<Owing> = claims.iter().map(owing).collect();
    if typed.costs.is_positive() {
        owings.push(Owing { amount: typed.costs, rank: Rank::Costs, secured_on: None });
    }
    let shared = distribute(currency, &assets, &owings)?;
    let monthly = monthly(ask, currency)?;
    let unsecured: Vec<Owing> = claims.iter().map(|claim| Owing { secured_on: None, ..owing(claim) }).collect();
    let planned = plan(monthly, typed.months, &unsecured)?;
    let shares = shares(ask, claims, typed, &shared, &planned, lang)?;
    let paid = |all: &Distribution, count: usize| {
        let of = all.shares.iter().take(count).map(|share| share.from_security.plus(share.from_rest));
        Money::sum(currency, of.collect::<Result<Vec<_>, _>>()?)
    };
    let (by_shares, by_plan) = (paid(&shared, claims.len())?, paid(&planned, claims.len())?);
    let owed = Money::sum(currency, claims.iter().map(|claim| claim.open))?;
    let sum = |name: &str, label: &str, amount: Money| Sum {
        name: name.to_owned(),
        label: label.to_owned(),
        text: format::money(amount, lang),
        minor: amount.minor(),
    };
    let months = format::months(i64::from(typed.months), lang);
    let sums = vec![
        sum("owed", words::sum_owed(lang), owed),
        sum("estate", words::sum_estate(lang), shared.estate),
        sum("protected", words::sum_protected(lang), shared.protected),
        sum("distributed", words::sum_distributed(lang), by_shares),
        sum("monthly", words::sum_monthly(lang), monthly),
        sum("planned", &words::sum_planned(lang, &months), by_plan),
    ];
    let (one, other) = (format::money(by_shares, lang), format::money(by_plan, lang));
    let finding = match by_plan.minor().cmp(&by_shares.minor()) {
        core::cmp::Ordering::Greater => words::finding_plan(lang, &months, &other, &one),
        core::cmp::Ordering::Less => words::finding_shares(lang, &one, &months, &other),
        core::cmp::Ordering::Equal => words::finding_same(lang, &one),
    };
    Ok((finding, sums, shares))
}

/// The monthly payment of a plan: what the household can afford in twelve months.
fn monthly(ask: &Ask, currency: Currency) -> Result<Money, EngineError> {
    match ask.household.as_ref().filter(|known| known.currency == currency) {
        Some(known) => known.budget().purse(ask.as_of, budget::MONTHS)?.affordable(),
        None => Ok(Money::zero(currency)),
    }
}

fn shares(
    ask: &Ask,
    claims: &[Claim<'_>],
    typed: &Typed,
    shared: &Distribution,
    planned: &Distribution,
    lang: Lang,
) -> Result<Vec<ShareView>, EngineError> {
    let text = |amount: Money| format::money(amount, lang);
    let share_of = |paid: Money, claim: Money| {
        let share = paid.exact().checked_div(claim.exact()).unwrap_or_default();
        format::percent(share.round_dp(3))
    };
    let mut all = Vec::new();
    for ((claim, share), plan) in claims.iter().zip(&shared.shares).zip(&planned.shares) {
        let paid = share.from_security.plus(share.from_rest)?;
        let by_plan = plan.from_security.plus(plan.from_rest)?;
        all.push(ShareView {
            id: claim.debt.id.clone(),
            name: terms::debt_name(claim.debt, lang),
            rank: ask.ranks.get(&claim.debt.id).cloned().unwrap_or_else(|| "ordinary".to_owned()),
            sums: [claim.open, share.from_security, share.from_rest, share.unpaid].map(text),
            paid: share_of(paid, claim.open),
            plan: words::plan_share(lang, &text(by_plan), &share_of(by_plan, claim.open)),
            minor: (paid.minor(), by_plan.minor()),
        });
    }
    if let Some(share) = shared.shares.get(claims.len()) {
        all.push(ShareView {
            id: String::new(),
            name: words::costs(lang).to_owned(),
            rank: String::new(),
            sums: [typed.costs, share.from_security, share.from_rest, share.unpaid].map(text),
            paid: share_of(share.from_rest, typed.costs),
            plan: String::new(),
            minor: (share.from_rest.minor(), 0),
        });
    }
    Ok(all)
}

/// What the law says of a procedure for persons where the borrower lives, from the road of the largest claim.
fn stage(ask: &Ask, claims: &[Claim<'_>], lang: Lang) -> Option<StageView> {
    let largest = claims.iter().max_by_key(|claim| claim.open.minor())?;
    let place = PLACES.iter().find(|(name, _)| *name == ask.place).and_then(|(_, place)| *place);
    let facts = RoadFacts { place, ..RoadFacts::default() };
    let road = road(packs().ok()?, &largest.account, &facts).ok()?;
    let kinds = road.stages.iter().map(|stage| stage.kind);
    let at = kinds.into_iter().position(|kind| kind == StageKind::Insolvency)?;
    road_view(&road, lang).stages.into_iter().nth(at)
}
