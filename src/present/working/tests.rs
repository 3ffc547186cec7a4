//! Workings of a real debt: the last line is the amount, in both languages, and says what it counts.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::*;
use crate::engine::{
    Base, Contract, Currency, Event, EventKind, InstalmentTerms, LateCharge, Lateness, Rate, RatePeriod,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn cny(minor: i64) -> Money {
    Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
}

/// ¥12,000.00 over 12 months at 12 % a year, half a thousandth a day when late; two instalments paid.
fn inputs() -> Arc<DebtInputs> {
    let rate = Rate { value: Decimal::new(12, 2), per: RatePeriod::Year };
    let late = Rate { value: Decimal::new(5, 4), per: RatePeriod::Day };
    let mut terms = InstalmentTerms::monthly(cny(1_200_000), rate, 12, day("2026-01-15"));
    terms.lateness = Lateness { charges: vec![LateCharge::daily(late, Base::OverdueInstalment)] };
    let pay = |id, date| Event { id, date: day(date), kind: EventKind::Payment { amount: cny(106_619) } };
    let events = vec![pay(1, "2026-02-15"), pay(2, "2026-03-15")];
    Arc::new(DebtInputs { contract: Contract::Instalment(Box::new(terms)), opening: None, events })
}

fn last(view: &WorkingView) -> Option<Money> {
    view.lines.last().and_then(|line| line.result)
}

#[test]
fn the_last_line_of_every_working_is_the_amount() {
    let inputs = inputs();
    let as_of = day("2026-05-20");
    let account = inputs.replay(as_of).expect("replays");
    let mut figures = vec![
        (Figure::DueNow, account.due_now.total().expect("fits")),
        (Figure::Outstanding, account.outstanding.total().expect("fits")),
        (Figure::Payoff, account.payoff.total().expect("fits")),
        (Figure::DueNowPart(Component::Penalty), account.due_now.penalty),
        (Figure::Paid, account.paid.total().expect("fits")),
    ];
    figures.extend(account.rows.iter().map(|row| (Figure::RowTotal(row.number), row.total)));
    for (figure, money) in figures {
        for lang in Lang::ALL {
            let view = open(&Shown::account(money, &inputs, as_of, figure), lang);
            assert_eq!(last(&view), Some(money), "{figure:?} {lang:?}");
        }
    }
}

#[test]
fn a_week_more_of_lateness_says_what_it_adds() {
    let inputs = inputs();
    let (from, to) = (day("2026-04-20"), day("2026-04-27"));
    let shown = Shown::growth(&inputs, from, to).expect("grows");
    let view = open(&shown, Lang::Zh);
    // 1,066.19 × 0.05 % × 5 days = 2.665 → 2.67; × 12 days = 6.397 → 6.40.
    assert_eq!(shown.money, cny(373));
    assert_eq!(last(&view), Some(cny(373)));
    assert!(view.as_text(&shown, Lang::Zh).contains("¥3.73"));
}

#[test]
fn sums_and_differences_come_out_as_shown() {
    let part = |minor| Shown::stated(cny(minor), StatedBy::You);
    let sum = Shown::sum(vec![(SumLabel::DueNow, part(150)), (SumLabel::NextDue, part(250))]);
    let sum = sum.expect("adds up").expect("has parts");
    assert_eq!((sum.money, last(&open(&sum, Lang::En))), (cny(400), Some(cny(400))));
    let less = Shown::difference((SumLabel::Theirs, part(150)), (SumLabel::Ours, part(250))).expect("subtracts");
    assert_eq!(last(&open(&less, Lang::En)), Some(cny(-100)));
}
