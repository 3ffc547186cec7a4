//! What is said about a figure, in both languages.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::*;
use crate::case::{Debt, DebtInputs};
use crate::engine::reconcile::{MAX_COMBINATIONS, Quoted, Space};
use crate::engine::{
    Accrual, Base, Contract, Currency, DaysInMonth, DaysInYear, Event, EventKind, Grace, GraceKind, InstalmentTerms,
    LateCharge, Lateness, LeapRule, Money, Rate, RatePeriod, schedule,
};
use crate::present::Lang;
use crate::present::today::example;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

const fn by_days(year: DaysInYear) -> Accrual {
    Accrual::Daily { month: DaysInMonth::Actual, year, leap: LeapRule::SplitAtYearEnd }
}

fn terms(year: DaysInYear) -> InstalmentTerms {
    let principal = Money::try_new(1_000_000, Currency::CNY).expect("an amount");
    let rate = Rate { value: Decimal::new(12, 2), per: RatePeriod::Year };
    InstalmentTerms { accrual: by_days(year), ..InstalmentTerms::monthly(principal, rate, 12, day("2026-01-15")) }
}

fn debt() -> Debt {
    let ids = ["a", "b", "c"].map(str::to_owned);
    let loan = example::debts(day("2026-11-23"), ids, Lang::Zh).expect("ordinary").swap_remove(0);
    let contract = Contract::Instalment(Box::new(terms(DaysInYear::D365)));
    Debt { inputs: Arc::new(DebtInputs { contract, opening: None, events: Vec::new() }), ..loan }
}

/// What is found behind the first interest, as the lender has it with a year of 360 days and some fen more.
fn found(more: i64, lang: Lang) -> (Found, Vec<(usize, usize)>) {
    let theirs = schedule(&terms(DaysInYear::D360)).expect("valid").first().map(|row| row.interest.minor());
    // 10,000 · 12 % · 31 ⁄ 360 = 103.33; over 365 it is 101.92.
    assert_eq!(theirs, Some(10_333));
    let draft = Draft {
        figure: "interest".to_owned(),
        instalment: "1".to_owned(),
        amount: Money::try_new(10_333 + more, Currency::CNY).expect("an amount").exact().to_string(),
        date: "2026-02-15".to_owned(),
    };
    let quote = quote(&debt(), &draft, day("2026-02-15")).expect("reads");
    let mut said = Vec::new();
    let ask = Ask { debt: debt(), quote, lang: lang.tag().to_owned() };
    match answer(&ask, &mut |done, of| said.push((done, of))) {
        Reply::Found(found) => (*found, said),
        Reply::Refused(reason) => panic!("{reason}"),
    }
}

#[test]
fn a_year_of_360_days_is_found_and_named() {
    let (zh, said) = found(0, Lang::Zh);
    assert_eq!(zh.verdict, Verdict::Other);
    let first = zh.ways.first().expect("a way");
    let [about, now, own] = first.changes.first().expect("a change");
    assert_eq!(about, "计息天数");
    assert!(now.contains("360") && own.contains("365"), "{now} / {own}");
    assert!(zh.question.contains("360"), "{}", zh.question);
    assert!(zh.idle.contains("尾差归到哪里"), "{}", zh.idle);
    assert!(said.last().is_some_and(|(done, of)| done == of && *done > 0));
    let (en, _) = found(0, Lang::En);
    assert_eq!(en.ways.first().map(|way| way.changes.len()), Some(1));
}

#[test]
fn a_figure_that_nothing_gives_is_answered_with_the_nearest_and_the_difference() {
    // Up is 103.34: three fen more than the usual rounding is beyond every way.
    let (en, _) = found(3, Lang::En);
    assert_eq!((en.verdict, en.ways.len()), (Verdict::None, 1));
    let title = en.ways.first().map(|way| way.title.as_str()).unwrap_or_default();
    assert!(title.contains("103.34") && title.contains("0.02 more"), "{title}");
    assert!(!en.question.contains("360"), "{}", en.question);
}

#[test]
fn what_is_not_varied_because_the_search_would_be_too_long_is_said() {
    let late = LateCharge {
        grace: Grace { days: 3, kind: GraceKind::Forgiven },
        ..LateCharge::daily(Rate { value: Decimal::new(5, 4), per: RatePeriod::Day }, Base::OverdueInstalment)
    };
    let paid = Money::try_new(50_000, Currency::CNY).expect("an amount");
    let mut terms = terms(DaysInYear::D365);
    terms.lateness = Lateness { charges: vec![late] };
    let payment = Event { id: 1, date: day("2026-03-01"), kind: EventKind::Payment { amount: paid } };
    let inputs = DebtInputs { contract: Contract::Instalment(Box::new(terms)), opening: None, events: vec![payment] };
    let space = Space::of(&inputs.contract, &inputs.events, Quoted::Payoff);
    assert!(space.size() <= MAX_COMBINATIONS);
    assert!(!space.left_out().is_empty(), "{} combinations", space.size());
    for dimension in space.left_out() {
        assert!(space.axes().iter().all(|axis| axis.dimension != *dimension), "{dimension:?}");
    }
}

#[test]
fn what_was_entered_is_read_strictly() {
    let draft = Draft { amount: "a lot".to_owned(), date: "someday".to_owned(), ..Draft::default() };
    let errors = quote(&debt(), &draft, day("2026-02-15")).expect_err("refused");
    assert_eq!(errors.len(), 2);
    let options = options(&debt(), day("2026-02-15"), Lang::En);
    assert_eq!((options.figures.len(), options.instalments.len()), (6, 12));
}
