//! Six debts, each with the branch, the sum and the citation worked by hand; and the lender that nobody knows.

use duewise::law::{
    Charged, Confirmed, Cost, Earlier, Effect, Filed, LateFee, Lender, Outcome, PenaltyForm, Product, Question, Reason,
    Stretch, Subject,
};
use rust_decimal::Decimal;

use super::{asked, date, facts, money, no_number, of_series, reviewed};

fn rate(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn cited(finding: &duewise::law::Finding) -> (&str, &str, Effect) {
    let rule = finding.rule.as_ref().expect("a rule");
    (rule.id.as_str(), rule.cite.as_str(), rule.effect)
}

#[test]
fn a_private_loan_of_2019_at_36_percent_filed_in_2021_is_split_and_2_606_35_lies_above() {
    // ¥10,000 from 1 June 2019 to 10 March 2021 at 36 %, over 365 days.
    // 446 days to 19 August 2020 at 24 %: 2,932.6027…; 202 days from then at 4 · 3.85 % = 15.4 %: 852.2740…
    // Together 3,784.88; charged 648 days at 36 %: 6,391.23; above by 2,606.35. None of it above 36 %: nothing void.
    let mut subject = Subject::new(date("2021-03-10"), money(1_000_000, "CNY"));
    subject.rate = Some(rate("0.36"));
    let (from, until) = (date("2019-06-01"), date("2021-03-10"));
    subject.stretches.push(Stretch { from, until, balance: subject.principal, overdue: false });
    let mut facts = facts("CN", Lender::Private, Product::Loan, "2019-06-01");
    assert_eq!(asked(&reviewed(&subject, &facts)), Some(Question::Filed));
    facts.filed = Some(Filed::On(date("2021-03-10")));
    let review = reviewed(&subject, &facts);
    let finding = of_series(&review, "cn.private.cap");
    assert_eq!(
        cited(finding),
        ("cn.private.cap.2021", "法释〔2020〕17号 第 25、28、29、31 条", Effect::UnenforceableExcess)
    );
    assert_eq!(finding.outcome, Outcome::Above { by_rate: Some(rate("0.206")) });
    assert_eq!(finding.limit, Some(money(378_488, "CNY")));
    assert_eq!(finding.charged, Some(money(639_123, "CNY")));
    assert_eq!(finding.excess, Some(money(260_635, "CNY")));
    for reason in [
        Reason::OlderContract { signed: from, before: date("2020-08-20") },
        Reason::SplitAt(date("2020-08-20")),
        Reason::RateAtFiling(until),
        Reason::NaturalObligation { from: rate("0.24"), to: rate("0.36") },
    ] {
        assert!(finding.branch.contains(&reason), "{reason:?} in {:?}", finding.branch);
    }
}

#[test]
fn the_same_loan_filed_before_the_change_is_held_to_24_percent_throughout() {
    // Filed on 10 August 2020: 436 days at 24 %: 10,000 · 0.24 · 436 ⁄ 365 = 2,866.849… = 2,866.85.
    // Charged at 36 %: 4,300.27. Above: 1,433.42.
    let mut subject = Subject::new(date("2020-08-10"), money(1_000_000, "CNY"));
    subject.rate = Some(rate("0.36"));
    let (from, until) = (date("2019-06-01"), date("2020-08-10"));
    subject.stretches.push(Stretch { from, until, balance: subject.principal, overdue: false });
    let mut facts = facts("CN", Lender::Private, Product::Loan, "2019-06-01");
    facts.filed = Some(Filed::On(until));
    let review = reviewed(&subject, &facts);
    let finding = of_series(&review, "cn.private.cap");
    assert_eq!(cited(finding).0, "cn.private.cap.2015");
    assert_eq!(finding.excess, Some(money(143_342, "CNY")));
    // At 40 % the part above 36 % is void: 4 points · 436 days: 10,000 · 0.04 · 436 ⁄ 365 = 477.81 (4,778.08 − 4,300.27).
    subject.rate = Some(rate("0.40"));
    let review = reviewed(&subject, &facts);
    let finding = of_series(&review, "cn.private.cap");
    assert_eq!(finding.void, Some(money(47_781, "CNY")));
    assert!(finding.branch.contains(&Reason::AboveVoid(rate("0.36"))));
}

#[test]
fn the_version_of_august_2020_takes_lpr_of_filing_only_for_loans_before_20_august_2019() {
    // Filed 1 December 2020 (LPR 3.85): a loan of June 2019 by 15.4 %; one of 25 December 2019 (LPR 4.15) by 16.6 %.
    let mut subject = Subject::new(date("2020-12-01"), money(1_000_000, "CNY"));
    subject.rate = Some(rate("0.36"));
    for (signed, by) in [("2019-06-01", "0.206"), ("2019-12-25", "0.194")] {
        let mut facts = facts("CN", Lender::Private, Product::Loan, signed);
        facts.filed = Some(Filed::On(date("2020-12-01")));
        let review = reviewed(&subject, &facts);
        let finding = of_series(&review, "cn.private.cap");
        assert_eq!(cited(finding).0, "cn.private.cap.2020");
        assert_eq!(finding.outcome, Outcome::Above { by_rate: Some(rate(by)) }, "{signed}");
    }
}

#[test]
fn a_bank_card_bill_with_interest_on_fees_must_not_hold_it() {
    // ¥12.34 of interest on the annual fee and the late fee: all of it falls away.
    let mut subject = Subject::new(date("2026-09-01"), money(1_000_000, "CNY"));
    subject.rate = Some(rate("0.1825"));
    subject.charged = vec![Charged { cost: Cost::InterestOnFees, amount: money(1_234, "CNY") }];
    let review = reviewed(&subject, &facts("CN", Lender::Bank, Product::CreditCard, "2020-05-01"));
    let finding = of_series(&review, "cn.card.fees");
    assert_eq!(cited(finding), ("cn.card.fees.2017", "银发〔2016〕111号 第三条", Effect::RegulatoryOnly));
    assert_eq!(finding.rule.as_ref().map(|rule| rule.confirmed), Some(Confirmed::Primary));
    assert_eq!((finding.limit, finding.excess), (Some(money(0, "CNY")), Some(money(1_234, "CNY"))));
    assert_eq!(of_series(&review, "cn.card.rate").outcome, Outcome::NoLimit);
    assert!(review.findings.iter().all(|finding| finding.series != "cn.private.cap"), "a bank is no private lender");
}

#[test]
fn a_small_loan_company_at_30_percent_signed_in_february_2026_lies_above_24() {
    // ¥10,000 for 200 days from 1 February 2026 at 30 %: 1,643.84; at 24 %: 1,315.07; above by 328.77.
    let mut subject = Subject::new(date("2026-08-20"), money(1_000_000, "CNY"));
    subject.rate = Some(rate("0.30"));
    let (from, until) = (date("2026-02-01"), date("2026-08-20"));
    subject.stretches.push(Stretch { from, until, balance: subject.principal, overdue: false });
    let review = reviewed(&subject, &facts("CN", Lender::SmallLoan, Product::Loan, "2026-02-01"));
    for (series, rule, effect) in [
        ("cn.small_loan.cost", "cn.small_loan.cost.2026", Effect::RegulatoryOnly),
        ("cn.licensed.reduction", "cn.licensed.reduction.2017", Effect::ReducibleOnRequest),
    ] {
        let finding = of_series(&review, series);
        assert_eq!((cited(finding).0, cited(finding).2), (rule, effect));
        assert_eq!(finding.outcome, Outcome::Above { by_rate: Some(rate("0.06")) });
        assert_eq!(finding.excess, Some(money(32_877, "CNY")));
        assert_eq!(finding.rule.as_ref().map(|rule| rule.confirmed), Some(Confirmed::Secondary));
    }
    assert_eq!(of_series(&review, "cn.licensed.private_cap").outcome, Outcome::NoLimit);
}

#[test]
fn a_uk_payday_loan_is_held_to_24_pounds_for_30_days_and_15_for_default() {
    // £100 for 30 days: 0.8 · 30 = £24; default fees £15. Charged £30 and £20: above by 50 − 39 = £11.
    let mut subject = Subject::new(date("2026-05-01"), money(10_000, "GBP"));
    let (from, until) = (date("2026-03-01"), date("2026-03-31"));
    subject.stretches.push(Stretch { from, until, balance: subject.principal, overdue: false });
    let charge = |cost, minor| Charged { cost, amount: money(minor, "GBP") };
    subject.charged = vec![charge(Cost::Interest, 3_000), charge(Cost::Damages, 2_000)];
    let review = reviewed(&subject, &facts("UK", Lender::MoneyLender, Product::Payday, "2026-03-01"));
    let finding = of_series(&review, "uk.hcstc.price");
    assert_eq!(cited(finding).0, "uk.hcstc.price.2015");
    assert_eq!((finding.limit, finding.excess), (Some(money(3_900, "GBP")), Some(money(1_100, "GBP"))));
    // All charges together never exceed the credit: £90 + £15 is held to £100.
    let until = date("2026-06-30");
    subject.stretches = vec![Stretch { from, until, balance: subject.principal, overdue: false }];
    subject.charged = vec![charge(Cost::Interest, 9_000), charge(Cost::Damages, 1_500)];
    let review = reviewed(&subject, &facts("UK", Lender::MoneyLender, Product::Payday, "2026-03-01"));
    assert_eq!(of_series(&review, "uk.hcstc.price").excess, Some(money(500, "GBP")));
}

#[test]
fn a_us_card_late_fee_of_45_lies_15_above_the_first_tier() {
    // 2026: $30 the first time, $41 again within six cycles. Minimum payment $60.
    let fee = |earlier| LateFee {
        amount: money(4_500, "USD"),
        on: date("2026-07-02"),
        minimum_due: Some(money(6_000, "USD")),
        due: Some(date("2026-07-01")),
        overdue: None,
        paid: None,
        earlier,
    };
    let mut subject = Subject::new(date("2026-08-01"), money(100_000, "USD"));
    let facts = facts("US", Lender::Bank, Product::CreditCard, "2020-05-01");
    for (earlier, excess) in [
        (Some(Earlier::None), Some(money(1_500, "USD"))),
        (Some(Earlier::Cycles(3)), Some(money(400, "USD"))),
        (Some(Earlier::Cycles(7)), Some(money(1_500, "USD"))),
    ] {
        subject.late_fee = Some(fee(earlier));
        let review = reviewed(&subject, &facts);
        let finding = of_series(&review, "us.card.late_fee");
        assert_eq!(cited(finding).0, "us.card.late_fee.2022");
        assert_eq!(finding.excess, excess, "{earlier:?}");
    }
    subject.late_fee = Some(fee(None));
    let review = reviewed(&subject, &facts);
    no_number(of_series(&review, "us.card.late_fee"));
    assert_eq!(asked(&review), Some(Question::EarlierLateFee));
    // A fee never exceeds what was missed: minimum $20.
    subject.late_fee = Some(LateFee { minimum_due: Some(money(2_000, "USD")), ..fee(None) });
    assert_eq!(of_series(&reviewed(&subject, &facts), "us.card.late_fee").excess, Some(money(2_500, "USD")));
}

#[test]
fn an_indian_rate_that_rises_on_default_is_not_allowed_and_its_share_falls_away() {
    // ₹100,000 at 12 %, 14 % for 73 days late: 100,000 · 0.02 · 73 ⁄ 365 = ₹400.
    let mut subject = Subject::new(date("2026-03-15"), money(10_000_000, "INR"));
    subject.rate = Some(rate("0.12"));
    subject.overdue_rate = Some(rate("0.14"));
    let (from, until) = (date("2026-01-01"), date("2026-03-15"));
    subject.stretches.push(Stretch { from, until, balance: subject.principal, overdue: true });
    let mut facts = facts("IN", Lender::Bank, Product::Loan, "2024-05-01");
    let review = reviewed(&subject, &facts);
    let finding = of_series(&review, "in.penal");
    assert_eq!(cited(finding).0, "in.penal.2024");
    assert_eq!(finding.outcome, Outcome::Above { by_rate: Some(rate("0.02")) });
    assert_eq!(finding.excess, Some(money(40_000, "INR")));
    // An older loan: reached from 30 June 2024 on.
    facts.signed = Some(date("2022-01-01"));
    assert_eq!(cited(of_series(&reviewed(&subject, &facts), "in.penal")).0, "in.penal.older");
    subject.as_of = date("2024-03-31");
    assert_eq!(of_series(&reviewed(&subject, &facts), "in.penal").outcome, Outcome::NoLimit);
    subject.as_of = date("2024-06-29");
    let review = reviewed(&subject, &facts);
    assert!(matches!(of_series(&review, "in.penal").outcome, Outcome::DependsOn { .. }));
    // A charge of its own is allowed; added to the principal it is not.
    subject.as_of = date("2026-03-15");
    subject.penalty_form = Some(PenaltyForm::SeparateCharge);
    assert_eq!(of_series(&reviewed(&subject, &facts), "in.penal").outcome, Outcome::Within);
    subject.capitalised = Some(true);
    assert_eq!(of_series(&reviewed(&subject, &facts), "in.penal").outcome, Outcome::Above { by_rate: None });
}

#[test]
fn an_unknown_lender_is_cannot_tell_with_the_question_that_would_settle_it() {
    let mut subject = Subject::new(date("2026-09-01"), money(1_000_000, "CNY"));
    subject.rate = Some(rate("0.30"));
    let mut facts = facts("CN", Lender::Unknown, Product::Loan, "2026-02-01");
    let review = reviewed(&subject, &facts);
    let open: Vec<_> = review.findings.iter().filter(|finding| finding.question() == Some(Question::Lender)).collect();
    assert_eq!(open.len(), 1, "one question stands once");
    no_number(open[0]);
    assert_ne!(asked(&review), Some(Question::Lender), "what is not known is not asked again");
    facts.lender = None;
    assert_eq!(asked(&reviewed(&subject, &facts)), Some(Question::Lender));
    facts.lender = Some(Lender::Platform);
    assert_eq!(asked(&reviewed(&subject, &facts)), Some(Question::Funder));
    facts.funder = Some(Lender::SmallLoan);
    assert!(of_series(&reviewed(&subject, &facts), "cn.small_loan.cost").rule.is_some());
    facts.jurisdiction = None;
    assert_eq!(asked(&reviewed(&subject, &facts)), Some(Question::Jurisdiction));
}
