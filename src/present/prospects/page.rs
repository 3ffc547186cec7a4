//! What may come of a debt, on one page: the credit record, the legal road, and what each purpose of a payment saves. What is
//! typed is read strictly; a field that cannot be read is named and the rest is worked out without it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::adviser::AdviserView;
use super::record::RecordView;
use super::road::RoadView;
use super::{adviser, cannot, record, road};
use crate::case::{Debt, DebtKind, ProspectsAsk};
use crate::engine::date::shift;
use crate::engine::{Account, Money};
use crate::law::adviser::{Held, Question, outcomes, switch_day};
use crate::law::limitation::{Interrupted, Interruption};
use crate::law::procedure::packs;
use crate::law::record::{RecordFacts, record as record_of};
use crate::law::road::{Place, RoadFacts, road as road_of};
use crate::law::{Lender, Packs};
use crate::present::input::{self, AmountRange, Cause, Errors, Field};
use crate::present::lang::Lang;
use crate::present::terms;
use crate::present::words::law_road as words;

/// Who lent: the values of the choice.
pub const LENDERS: [(&str, Option<Lender>); 5] = [
    ("unknown", None),
    ("bank", Some(Lender::Bank)),
    ("consumer_finance", Some(Lender::ConsumerFinance)),
    ("small_loan", Some(Lender::SmallLoan)),
    ("private", Some(Lender::Private)),
];

/// Where the borrower lives: the values of the choice.
pub const PLACES: [(&str, Option<Place>); 6] = [
    ("unknown", None),
    ("shenzhen", Some(Place::Shenzhen)),
    ("xiamen", Some(Place::Xiamen)),
    ("zhejiang", Some(Place::Zhejiang)),
    ("jiangsu", Some(Place::Jiangsu)),
    ("elsewhere", Some(Place::Elsewhere)),
];

/// The choice of lender that a kind of debt proposes.
#[must_use]
pub const fn usual_lender(kind: DebtKind) -> &'static str {
    match kind {
        DebtKind::Card => "bank",
        DebtKind::Private => "private",
        DebtKind::Loan | DebtKind::PayLater | DebtKind::Other => "unknown",
    }
}

/// How far the cost of a payment's purposes is counted, in days.
const HORIZON: i64 = 365;
/// The most days that may be set as an example after a judgment.
const MOST_UNPAID: u32 = 3_650;

/// The page in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prospects {
    /// The credit record, or why there is none.
    pub record: Result<RecordView, String>,
    /// The legal road, or why there is none.
    pub road: Result<RoadView, String>,
    /// What each purpose saves; none where nothing is to be paid.
    pub adviser: Option<Result<AdviserView, String>>,
    /// What could not be read: the name of the field and what would work.
    pub errors: Vec<(String, String)>,
}

/// What was typed, read.
struct Typed {
    amount: Option<Money>,
    paid_on: NaiveDate,
    demand: Option<NaiveDate>,
    perform_by: Option<NaiveDate>,
    unpaid_days: u16,
}

/// The page; none where the debt itself or the rules cannot be read.
#[must_use]
pub fn view(ask: &ProspectsAsk) -> Option<Prospects> {
    let lang = Lang::from_tag(&ask.lang);
    let packs = packs().ok()?;
    let account = ask.debt.replay(ask.as_of).ok()?;
    let mut errors = Errors::default();
    let typed = read(ask, &account, &mut errors);
    let errors = errors.into_list();
    Some(Prospects {
        record: record_view(ask, packs, &account, lang),
        road: road_view(ask, packs, &account, &typed, lang),
        adviser: adviser_view(ask, &account, &typed, lang),
        errors: errors
            .iter()
            .map(|error| (error.field.name().to_owned(), input::words::message(error, lang)))
            .collect(),
    })
}

fn read(ask: &ProspectsAsk, account: &Account, errors: &mut Errors) -> Typed {
    let mut date = |field: Field| -> Option<NaiveDate> {
        let text = ask.typed(field.name());
        if text.is_empty() {
            return None;
        }
        errors.take(field, input::date(text, ask.as_of).map(|read| read.date))
    };
    let (demand, perform_by, paid_on) = (date(Field::DemandOn), date(Field::PerformBy), date(Field::Date));
    let text = ask.typed(Field::Amount.name());
    let amount = if text.is_empty() {
        None
    } else {
        errors.take(Field::Amount, input::amount(text, AmountRange::positive(account.currency)))
    };
    let text = ask.typed(Field::UnpaidDays.name());
    let days = if text.is_empty() { Ok(0) } else { input::count(text, 0, MOST_UNPAID) };
    let unpaid_days = errors.take(Field::UnpaidDays, days).unwrap_or(0);
    let paid_on = paid_on.unwrap_or(ask.as_of);
    if paid_on < ask.as_of {
        let latest = shift(ask.as_of, HORIZON).unwrap_or(ask.as_of);
        errors.add(Field::Date, Cause::DateOutside { earliest: ask.as_of, latest });
    }
    Typed {
        amount,
        paid_on: paid_on.max(ask.as_of),
        demand,
        perform_by,
        unpaid_days: u16::try_from(unpaid_days).unwrap_or(u16::MAX),
    }
}

fn record_view(ask: &ProspectsAsk, packs: &Packs, account: &Account, lang: Lang) -> Result<RecordView, String> {
    let lender = LENDERS.iter().find(|(name, _)| *name == ask.typed("lender")).and_then(|(_, lender)| *lender);
    let found = record_of(packs, account, RecordFacts { lender, in_report: None });
    found.map(|found| record::view(&found, lang)).map_err(|why| cannot(why, lang))
}

fn road_view(
    ask: &ProspectsAsk,
    packs: &Packs,
    account: &Account,
    typed: &Typed,
    lang: Lang,
) -> Result<RoadView, String> {
    let demand = typed.demand.map(|on| Interrupted { on, by: Interruption::Demand });
    let facts = RoadFacts {
        interruptions: demand.into_iter().collect(),
        perform_by: typed.perform_by,
        unpaid_days: typed.unpaid_days,
        place: PLACES.iter().find(|(name, _)| *name == ask.typed("place")).and_then(|(_, place)| *place),
        ..RoadFacts::default()
    };
    road_of(packs, account, &facts).map(|found| road::view(&found, lang)).map_err(|why| cannot(why, lang))
}

fn adviser_view(
    ask: &ProspectsAsk,
    account: &Account,
    typed: &Typed,
    lang: Lang,
) -> Option<Result<AdviserView, String>> {
    let amount = typed.amount?;
    let all: Vec<&Debt> = std::iter::once(&ask.debt).chain(&ask.others).collect();
    let held: Vec<Held> = all
        .iter()
        .map(|debt| Held {
            contract: &debt.inputs.contract,
            opening: debt.inputs.opening.as_ref(),
            events: &debt.inputs.events,
            security: 0,
        })
        .collect();
    // The day on which other stages begin to hold is a second day to pay on.
    let later = switch_day(&ask.debt.inputs.contract, account).filter(|day| *day > typed.paid_on);
    let days: Vec<NaiveDate> = std::iter::once(typed.paid_on).chain(later).collect();
    let horizon = shift(ask.as_of, HORIZON).ok()?;
    let names: Vec<String> = all.iter().map(|debt| terms::debt_name(debt, lang)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = outcomes(&Question { debts: &held, amount, days: &days, horizon });
    Some(match found {
        Ok(found) => Ok(adviser::view(&found, &names, horizon, lang)),
        Err(_) => Err(words::adviser_cannot(lang).to_owned()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::today::example;

    fn ask(typed: &[(&str, &str)]) -> ProspectsAsk {
        let day: NaiveDate = "2026-11-23".parse().unwrap_or_default();
        let ids = ["a", "b", "c"].map(str::to_owned);
        let mut debts = example::debts(day, ids, Lang::En).expect("ordinary");
        let debt = debts.swap_remove(0);
        let typed = typed.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        ProspectsAsk { debt, others: Vec::new(), typed, as_of: day, lang: "en".to_owned() }
    }

    #[test]
    fn an_overdue_loan_has_a_record_a_road_and_purposes() {
        let told = view(&ask(&[("lender", "bank"), ("amount", "500"), ("unpaid_days", "90")])).expect("reads");
        let record = told.record.expect("a bank reports");
        assert!(record.now.iter().any(|line| line.known), "{record:?}");
        let road = told.road.expect("something is owed");
        assert_eq!(road.stages.len(), 6);
        // source: 诉讼费用交纳办法 art. 13: up to ¥10,000 the fee is ¥50; the loan is smaller.
        let suit = road.stages.iter().find(|stage| stage.name == "suit").expect("a stage");
        assert!(suit.costs.iter().any(|cost| cost.line.text.contains("50")), "{suit:?}");
        let adviser = told.adviser.expect("an amount").expect("replays");
        assert!(adviser.outcomes.len() > 1 && adviser.outcomes.first().is_some_and(|best| best.cheapest));
        assert!(told.errors.is_empty());
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_is_told() {
        let told = view(&ask(&[("amount", "many"), ("unpaid_days", "-1"), ("demand_on", "someday")])).expect("reads");
        let names: Vec<&str> = told.errors.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["demand_on", "amount", "unpaid_days"]);
        assert!(told.record.is_ok() && told.road.is_ok() && told.adviser.is_none());
    }
}
