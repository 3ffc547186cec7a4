//! Late fees at the borders of their rules: tiers, free days, shares and sums for started months, and small shortfalls.

use duewise::law::{
    Earlier, Facts, Finding, LateFee, Lender, Outcome, Product, Question, Reason, Review, Step, Subject,
};
use rust_decimal::Decimal;

use super::{asked, date, facts, money, no_number, of_series, reviewed};

fn fee(minor: i64, currency: &str, on: &str) -> LateFee {
    LateFee {
        amount: money(minor, currency),
        on: date(on),
        minimum_due: None,
        due: None,
        overdue: None,
        paid: None,
        earlier: None,
    }
}

fn said(fee: LateFee, facts: &Facts) -> Review {
    let mut subject = Subject::new(date("2026-09-01"), money(100_000_000, fee.amount.currency().code()));
    subject.late_fee = Some(fee);
    reviewed(&subject, facts)
}

/// Limit and excess in minor units.
fn held(finding: &Finding) -> (Option<i64>, Option<i64>) {
    (finding.limit.map(|sum| sum.minor()), finding.excess.map(|sum| sum.minor()))
}

#[test]
fn a_us_fee_counts_as_again_up_to_the_sixth_cycle_and_is_never_above_what_was_missed() {
    // Regulation Z § 1026.52(b): $30, $41 again within the next six cycles, at most the missed payment.
    let us = facts("US", Lender::Bank, Product::CreditCard, "2020-05-01");
    let of = |minor, missed, earlier| {
        let fee = LateFee { minimum_due: Some(money(missed, "USD")), earlier, ..fee(minor, "USD", "2026-07-02") };
        said(fee, &us)
    };
    let series = "us.card.late_fee";
    let review = of(4_500, 6_000, Some(Earlier::Cycles(6)));
    let finding = of_series(&review, series);
    assert_eq!(held(finding), (Some(4_100), Some(400)));
    assert!(finding.branch.contains(&Reason::Again { cycles: 6 }));
    assert_eq!(finding.steps, [Step::Named(money(4_100, "USD"))]);
    let review = of(4_500, 6_000, Some(Earlier::Cycles(7)));
    let finding = of_series(&review, series);
    assert_eq!(held(finding), (Some(3_000), Some(1_500)));
    assert!(!finding.branch.iter().any(|reason| matches!(reason, Reason::Again { .. })));
    // What was missed limits only where it is less than the tier.
    for (missed, limit, named) in [(3_001, 3_000, false), (3_000, 3_000, false), (2_999, 2_999, true)] {
        let review = of(4_500, missed, Some(Earlier::None));
        let finding = of_series(&review, series);
        assert_eq!(held(finding).0, Some(limit));
        assert_eq!(finding.branch.contains(&Reason::NotAboveMissed(money(missed, "USD"))), named, "{missed}");
    }
}

#[test]
fn whether_a_us_fee_came_again_is_asked_only_where_it_decides() {
    let us = facts("US", Lender::Bank, Product::CreditCard, "2020-05-01");
    let of = |minor, missed| {
        said(LateFee { minimum_due: Some(money(missed, "USD")), ..fee(minor, "USD", "2026-07-02") }, &us)
    };
    let series = "us.card.late_fee";
    for (minor, missed, expected) in [(3_000, 6_000, 0), (4_500, 3_000, 1_500)] {
        assert_eq!(held(of_series(&of(minor, missed), series)).1, Some(expected));
    }
    let review = of(3_001, 3_001);
    no_number(of_series(&review, series));
    assert_eq!(asked(&review), Some(Question::EarlierLateFee));
    assert_eq!(asked(&said(fee(4_500, "USD", "2026-07-02"), &us)), Some(Question::MinimumDue));
}

#[test]
fn an_indian_card_fee_needs_more_than_three_days_past_due() {
    let india = facts("IN", Lender::Bank, Product::CreditCard, "2024-05-01");
    let of = |on, paid: Option<&str>| {
        let (due, overdue) = (Some(date("2026-07-01")), Some(money(77_700, "INR")));
        said(LateFee { due, overdue, paid: paid.map(date), ..fee(50_000, "INR", on) }, &india)
    };
    let series = "in.card.late";
    let early = of("2026-07-04", None);
    assert_eq!(held(of_series(&early, series)), (Some(0), Some(50_000)));
    assert!(of_series(&early, series).branch.contains(&Reason::DaysLate(3)));
    let late = of("2026-07-05", None);
    let finding = of_series(&late, series);
    assert_eq!((held(finding), finding.outcome.clone()), ((None, None), Outcome::Within));
    assert_eq!(finding.charged, Some(money(50_000, "INR")));
    assert_eq!(finding.steps, [Step::Named(money(77_700, "INR"))]);
    // Paid on the second day, charged later: two days late. Paid before the due day: none.
    for (paid, days) in [("2026-07-03", 2), ("2026-06-20", 0)] {
        let review = of("2026-07-10", Some(paid));
        assert!(of_series(&review, series).branch.contains(&Reason::DaysLate(days)), "{paid}");
        assert_eq!(held(of_series(&review, series)).1, Some(50_000));
    }
    assert_eq!(asked(&said(fee(50_000, "INR", "2026-07-10"), &india)), Some(Question::DueDay));
}

#[test]
fn a_philippine_late_charge_is_a_twentieth_of_what_is_overdue_for_each_started_month() {
    let philippines = facts("PH", Lender::MoneyLender, Product::Payday, "2026-05-01");
    let of = |on, overdue: Option<i64>| {
        let overdue = overdue.map(|minor| money(minor, "PHP"));
        said(LateFee { due: Some(date("2026-05-15")), overdue, ..fee(200_000, "PHP", on) }, &philippines)
    };
    // ₱10,000 overdue: ₱500 a month; the month ends on the 15th.
    for (on, months, limit) in [("2026-05-15", 0, 0), ("2026-05-16", 1, 50_000), ("2026-06-15", 1, 50_000)] {
        let review = of(on, Some(1_000_000));
        let finding = of_series(&review, "ph.late");
        assert_eq!(held(finding), (Some(limit), Some(200_000 - limit)), "{on}");
        assert!(finding.branch.contains(&Reason::MonthsLate(months)), "{on}");
    }
    let review = of("2026-06-16", Some(1_000_000));
    let (of_overdue, amount) = (money(1_000_000, "PHP"), money(100_000, "PHP"));
    let share = Step::Share { of: of_overdue, share: Decimal::new(10, 2), amount };
    assert_eq!(of_series(&review, "ph.late").steps, [share]);
    assert_eq!(of_series(&of("2026-06-16", None), "ph.late").question(), Some(Question::MinimumDue));
}

#[test]
fn a_singapore_late_fee_is_60_dollars_for_each_started_month() {
    let singapore = facts("SG", Lender::MoneyLender, Product::Loan, "2024-05-01");
    let of = |on| said(LateFee { due: Some(date("2026-05-15")), ..fee(15_000, "SGD", on) }, &singapore);
    for (on, months, limit) in [("2026-06-15", 1, 6_000), ("2026-06-16", 2, 12_000)] {
        let review = of(on);
        let finding = of_series(&review, "sg.late_fee");
        assert_eq!(held(finding), (Some(limit), Some(15_000 - limit)), "{on}");
        assert_eq!(finding.steps, [Step::Named(money(limit, "SGD"))]);
        assert!(finding.branch.contains(&Reason::MonthsLate(months)));
    }
}

#[test]
fn three_days_or_ten_yuan_short_on_a_card_count_as_paid() {
    // 中国银行卡行业自律公约 (2013): three days and ten yuan.
    let card = facts("CN", Lender::Bank, Product::CreditCard, "2020-05-01");
    let of = |overdue: Option<i64>, paid: Option<&str>| {
        let overdue = overdue.map(|minor| money(minor, "CNY"));
        let (due, paid) = (Some(date("2026-07-01")), paid.map(date));
        said(LateFee { due, overdue, paid, ..fee(3_000, "CNY", "2026-07-03") }, &card)
    };
    let series = "cn.card.tolerance";
    let waived = (Some(0), Some(3_000));
    for (overdue, paid, expected) in [
        (Some(1_000), None, waived),
        (Some(1), None, waived),
        (Some(1_001), None, (None, None)),
        (None, Some("2026-07-04"), waived),
        (None, Some("2026-07-05"), (None, None)),
        (None, None, (None, None)),
        (Some(1_001), Some("2026-07-04"), waived),
        (Some(1_000), Some("2026-08-05"), waived),
    ] {
        let review = of(overdue, paid);
        let finding = of_series(&review, series);
        assert_eq!(held(finding), expected, "{overdue:?} {paid:?}");
        assert_eq!(finding.outcome == Outcome::Within, expected == (None, None));
        assert_eq!(finding.steps.contains(&Step::Named(money(1_000, "CNY"))), expected == waived);
    }
    assert!(of_series(&of(None, Some("2026-07-05")), series).branch.contains(&Reason::DaysLate(4)));
    // Without a fee there is nothing to hold against any of these rules.
    for (code, lender, product, series) in [
        ("CN", Lender::Bank, Product::CreditCard, series),
        ("US", Lender::Bank, Product::CreditCard, "us.card.late_fee"),
        ("IN", Lender::Bank, Product::CreditCard, "in.card.late"),
        ("PH", Lender::MoneyLender, Product::Payday, "ph.late"),
        ("SG", Lender::MoneyLender, Product::Loan, "sg.late_fee"),
    ] {
        let subject = Subject::new(date("2026-09-01"), money(100_000, "USD"));
        let review = reviewed(&subject, &facts(code, lender, product, "2026-05-01"));
        assert!(review.also.iter().any(|rule| rule.id.starts_with(series)), "{series}");
    }
}
