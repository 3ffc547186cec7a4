//! The figures of a debt that is kept here: balances by days, costs by kind, and what a cap leaves of them.

use duewise::engine::*;
use duewise::law::{Charged, Cost, Lender, Outcome, Product, Stretch, Subject};
use rust_decimal::Decimal;

use super::{date, facts, money, of_series, reviewed};

fn yuan(minor: i64) -> Money {
    money(minor, "CNY")
}

/// ¥10,000 without interest from 1 January, due 2 March 2026, 0.1 % a day after that, and ¥4,000 paid on 22 March.
fn lent() -> (Contract, Account) {
    let rate = Rate { value: Decimal::new(1, 3), per: RatePeriod::Day };
    let contract = Contract::Single(Box::new(SingleTerms {
        principal: yuan(1_000_000),
        start: date("2026-01-01"),
        due: date("2026-03-02"),
        rate: Rate::ZERO,
        accrual: Accrual::PerPeriod,
        rounding: Rounding::HalfUp,
        lateness: Lateness { charges: vec![LateCharge::daily(rate, Base::OverduePrincipal)] },
        waterfall: Waterfall::default(),
    }));
    let payment = EventKind::Payment { amount: yuan(400_000) };
    let events = [Event { id: 1, date: date("2026-03-22"), kind: payment }];
    let account = replay(&contract, None, &events, date("2026-04-01")).expect("an account");
    (contract, account)
}

#[test]
fn balances_follow_the_ledger_and_costs_are_told_apart() {
    // 20 days · ¥10 = ¥200 are paid first, ¥3,800 reach the principal; then 10 days · ¥6.20 = ¥62: ¥262 in all.
    let (contract, account) = lent();
    let subject = Subject::of(&contract, None, &account).expect("figures");
    let stretch = |from: &str, until: &str, minor, overdue| Stretch {
        from: date(from),
        until: date(until),
        balance: yuan(minor),
        overdue,
    };
    let expected = [
        stretch("2026-01-01", "2026-03-02", 1_000_000, false),
        stretch("2026-03-02", "2026-03-22", 1_000_000, true),
        stretch("2026-03-22", "2026-04-01", 620_000, true),
    ];
    assert_eq!(subject.stretches, expected);
    assert_eq!(subject.charged, [Charged { cost: Cost::OverdueInterest, amount: yuan(26_200) }]);
    assert_eq!((subject.rate, subject.overdue_rate), (None, Some(Decimal::new(365, 3))));
    assert_eq!(subject.late_fee, None, "interest by the day is no fee");
}

#[test]
fn a_term_that_cost_nothing_leaves_no_room_for_lateness_that_cost_too_much() {
    // 4 · 3.00 % = 12 %: 10,000 · 0.12 · 20 ⁄ 365 + 6,200 · 0.12 · 10 ⁄ 365 = 65.7534 + 20.3836 = 86.14 of ¥262: ¥175.86.
    let (contract, account) = lent();
    let subject = Subject::of(&contract, None, &account).expect("figures");
    let review = reviewed(&subject, &facts("CN", Lender::Private, Product::Loan, "2026-01-01"));
    let finding = of_series(&review, "cn.private.cap");
    assert_eq!(finding.outcome, Outcome::Above { by_rate: Some(Decimal::new(245, 3)) });
    assert_eq!(finding.excess, Some(yuan(17_586)));
    assert_eq!(finding.limit, Some(yuan(8_614)));
}
