//! Rates and sums at the borders of their limits: what is exactly allowed stands, a minor unit more lies above.

use duewise::law::{
    Cannot, Charged, Condition, Cost, Facts, Filed, Finding, Lender, Outcome, PenaltyForm, Product, Question, Reason,
    Review, Step, Stretch, Subject,
};
use rust_decimal::Decimal;

use super::{asked, date, facts, money, no_number, of_series, reviewed};

fn rate(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// A million minor units on a day.
fn debt(as_of: &str, currency: &str) -> Subject {
    Subject::new(date(as_of), money(1_000_000, currency))
}

fn out(subject: &Subject, from: &str, until: &str, overdue: bool) -> Stretch {
    Stretch { from: date(from), until: date(until), balance: subject.principal, overdue }
}

fn charge(subject: &mut Subject, costs: &[(Cost, i64)]) {
    let currency = subject.principal.currency();
    subject.charged =
        costs.iter().map(|(cost, minor)| Charged { cost: *cost, amount: money(*minor, currency.code()) }).collect();
}

/// Limit, excess and what could be claimed back, in minor units.
fn held(finding: &Finding) -> [Option<i64>; 3] {
    [finding.limit, finding.excess, finding.void].map(|sum| sum.map(|sum| sum.minor()))
}

fn above(by: &str) -> Outcome {
    Outcome::Above { by_rate: Some(rate(by)) }
}

fn is_silent(review: &Review, series: &str) -> bool {
    review.findings.iter().all(|finding| finding.series != series)
}

fn has_nothing_to_hold(review: &Review, series: &str) -> bool {
    is_silent(review, series) && review.also.iter().any(|rule| rule.id.starts_with(series))
}

#[test]
fn a_rate_at_its_limit_is_within_and_one_at_the_further_limit_is_not_void() {
    // Hong Kong, Money Lenders Ordinance, from 30 December 2022: 36 % extortionate, 48 % an offence.
    let mut subject = debt("2026-09-01", "HKD");
    let law = facts("HK", Lender::MoneyLender, Product::Loan, "2023-01-01");
    let natural = Reason::NaturalObligation { from: rate("0.36"), to: rate("0.48") };
    let void = Reason::AboveVoid(rate("0.48"));
    for (agreed, outcome, reasons) in [
        ("0.36", Outcome::Within, [false, false]),
        ("0.3601", above("0.0001"), [true, false]),
        ("0.48", above("0.12"), [true, false]),
        ("0.4801", above("0.1201"), [true, true]),
    ] {
        subject.rate = Some(rate(agreed));
        let review = reviewed(&subject, &law);
        let finding = of_series(&review, "hk.rate");
        assert_eq!(finding.outcome, outcome, "{agreed}");
        assert_eq!([natural, void].map(|reason| finding.branch.contains(&reason)), reasons, "{agreed}");
    }
    // What the term costs in all counts where it was typed, and the dearer of term and lateness.
    subject.yearly_cost = Some(rate("0.30"));
    assert_eq!(of_series(&reviewed(&subject, &law), "hk.rate").outcome, Outcome::Within);
    subject.overdue_rate = Some(rate("0.40"));
    assert_eq!(of_series(&reviewed(&subject, &law), "hk.rate").outcome, above("0.04"));
    (subject.yearly_cost, subject.overdue_rate) = (Some(rate("0.45")), Some(rate("0.40")));
    assert_eq!(of_series(&reviewed(&subject, &law), "hk.rate").outcome, above("0.09"));
}

#[test]
fn sums_are_held_to_both_limits_over_the_days_they_were_out() {
    // 10,000 for 365 days: 3,600 and 4,800 stand as limits. 5,000 lies 1,400 above, 200 of it above the further limit.
    let law = facts("HK", Lender::MoneyLender, Product::Loan, "2023-01-01");
    let mut subject = debt("2026-09-01", "HKD");
    subject.stretches = vec![out(&subject, "2025-01-01", "2026-01-01", false)];
    for (charged, expected) in [
        (360_000, [Some(360_000), Some(0), Some(0)]),
        (360_001, [Some(360_000), Some(1), Some(0)]),
        (480_000, [Some(360_000), Some(120_000), Some(0)]),
        (500_000, [Some(360_000), Some(140_000), Some(20_000)]),
    ] {
        charge(&mut subject, &[(Cost::Interest, charged)]);
        let review = reviewed(&subject, &law);
        let finding = of_series(&review, "hk.rate");
        assert_eq!(held(finding), expected);
        assert_eq!(finding.outcome == Outcome::Within, charged == 360_000);
        assert_eq!(finding.charged, Some(money(charged, "HKD")));
    }
    // Taxes do not count. A sum without days is no sum to judge: the rate is asked for.
    charge(&mut subject, &[(Cost::Interest, 360_000), (Cost::Tax, 5_000)]);
    assert_eq!(held(of_series(&reviewed(&subject, &law), "hk.rate"))[1], Some(0));
    subject.stretches.clear();
    assert_eq!(asked(&reviewed(&subject, &law)), Some(Question::ContractRate));
    subject.rate = Some(rate("0.30"));
    assert_eq!(held(of_series(&reviewed(&subject, &law), "hk.rate")), [None; 3]);
}

#[test]
fn a_rate_above_the_one_to_be_reached_is_within_and_names_the_day() {
    // Small-loan companies: 24 %, and 4 · LPR (3.00 % in February 2026) by the end of 2027.
    let law = facts("CN", Lender::SmallLoan, Product::Loan, "2026-02-01");
    let mut subject = debt("2026-08-20", "CNY");
    let target = Reason::Target { rate: rate("0.12"), by: date("2027-12-31") };
    for (agreed, outcome, named) in [
        ("0.12", Outcome::Within, false),
        ("0.1201", Outcome::Within, true),
        ("0.24", Outcome::Within, true),
        ("0.2401", above("0.0001"), false),
    ] {
        subject.rate = Some(rate(agreed));
        let review = reviewed(&subject, &law);
        let finding = of_series(&review, "cn.small_loan.cost");
        assert_eq!(finding.outcome, outcome, "{agreed}");
        assert_eq!(finding.branch.contains(&target), named, "{agreed}");
        assert_eq!(finding.steps.iter().any(|step| matches!(step, Step::Lpr { .. })), named, "{agreed}");
    }
    subject.rate = None;
    assert_eq!(asked(&reviewed(&subject, &law)), Some(Question::ContractRate));
}

#[test]
fn german_default_interest_is_five_points_above_a_rate_that_is_known_or_asked_for() {
    // § 288 BGB; base rate 1.62 % from 1 January to 30 June 2009: 6.62 %.
    let law = facts("DE", Lender::Bank, Product::Loan, "2005-01-01");
    let of = |as_of: &str, overdue: Option<&str>, reference: Option<&str>| {
        let mut subject = debt(as_of, "EUR");
        subject.rate = Some(rate("0.90"));
        subject.overdue_rate = overdue.map(rate);
        subject.reference_rate = reference.map(rate);
        reviewed(&subject, &law)
    };
    let series = "de.late.consumer";
    for day in ["2009-01-01", "2009-06-30"] {
        assert_eq!(of_series(&of(day, Some("0.07"), None), series).outcome, above("0.0038"), "{day}");
    }
    assert_eq!(of_series(&of("2009-06-30", Some("0.0662"), None), series).outcome, Outcome::Within);
    for day in ["2008-12-31", "2009-07-01"] {
        let review = of(day, Some("0.07"), None);
        no_number(of_series(&review, series));
        assert_eq!(asked(&review), Some(Question::ReferenceRate), "{day}");
        assert_eq!(of_series(&of(day, Some("0.07"), Some("0.01")), series).outcome, above("0.01"), "{day}");
    }
    // The rate of the term is not what this limits: without lateness it does not concern the debt.
    let review = of("2009-06-30", None, None);
    assert!(is_silent(&review, series) && review.also.iter().all(|rule| !rule.id.starts_with(series)));
}

#[test]
fn a_contract_of_the_day_of_the_change_is_a_new_one() {
    let mut subject = debt("2021-03-10", "CNY");
    subject.rate = Some(rate("0.36"));
    let of = |signed, filed: Option<&str>| {
        let mut facts = facts("CN", Lender::Private, Product::Loan, signed);
        facts.filed = filed.map(|day| Filed::On(date(day)));
        reviewed(&subject, &facts)
    };
    let series = "cn.private.cap";
    let reasons = |review: &Review, reason| of_series(review, series).branch.contains(&reason);
    // Signed on 20 August 2020: 4 · 3.85 % of that day, whenever it is filed.
    let review = of("2020-08-20", None);
    assert_eq!(of_series(&review, series).outcome, above("0.206"));
    assert!(reasons(&review, Reason::RateAtContract(date("2020-08-20"))));
    assert!(reasons(&review, Reason::NotFiled { as_of: date("2021-03-10") }));
    assert_eq!(asked(&of("2020-08-19", None)), Some(Question::Filed));
    let review = of("2020-08-19", Some("2021-03-10"));
    let older = Reason::OlderContract { signed: date("2020-08-19"), before: date("2020-08-20") };
    assert!(reasons(&review, older) && reasons(&review, Reason::SplitAt(date("2020-08-20"))));
    assert_eq!(of_series(&review, series).outcome, above("0.206"));
    // The text of August 2020 has its own border, a year earlier: LPR at filing, or at the contract.
    let review = of("2019-08-19", Some("2020-12-31"));
    assert!(reasons(&review, Reason::RateAtFiling(date("2020-12-31"))));
    assert_eq!(of_series(&review, series).outcome, above("0.206"));
    let review = of("2019-08-20", Some("2020-12-31"));
    assert!(reasons(&review, Reason::RateAtContract(date("2019-08-20"))));
    assert_eq!(of_series(&review, series).outcome, above("0.19"));
    // Before the first text that was read nothing is known.
    no_number(of_series(&of("2010-01-01", Some("2021-03-10")), series));
}

#[test]
fn interest_taken_off_in_advance_bears_no_interest() {
    // ¥10,000 less ¥1,000: 365 days at 4 · 3.65 % = 14.6 % of ¥9,000: ¥1,314 of ¥2,000. The ¥1,000 were never lent.
    let law = facts("CN", Lender::Private, Product::Loan, "2023-03-01");
    let mut subject = debt("2024-03-01", "CNY");
    subject.stretches = vec![out(&subject, "2023-03-01", "2024-02-29", false)];
    subject.deducted = Some(money(100_000, "CNY"));
    charge(&mut subject, &[(Cost::Interest, 200_000)]);
    let review = reviewed(&subject, &law);
    let finding = of_series(&review, "cn.private.cap");
    assert_eq!(held(finding), [Some(131_400), Some(68_600), None]);
    assert!(finding.branch.contains(&Reason::Received(money(900_000, "CNY"))));
    let finding = of_series(&review, "cn.deducted");
    assert_eq!(held(finding), [Some(900_000), Some(100_000), None]);
    assert_eq!(finding.charged, Some(money(1_000_000, "CNY")));
    assert!(finding.branch.contains(&Reason::Received(money(900_000, "CNY"))));
    for none in [None, Some(money(0, "CNY"))] {
        subject.deducted = none;
        assert!(has_nothing_to_hold(&reviewed(&subject, &law), "cn.deducted"));
    }
}

#[test]
fn without_an_agreed_rate_only_lateness_costs_and_follows_lpr() {
    // ¥10,000 late from 1 June to 1 July 2023: 19 days at 3.65 % and 11 at 3.55 %: 19.00 + 10.70 = 29.70.
    let mut law = facts("CN", Lender::Private, Product::Loan, "2023-01-01");
    law.rate_agreed = Some(false);
    let mut subject = debt("2023-07-01", "CNY");
    subject.stretches =
        vec![out(&subject, "2023-05-01", "2023-06-01", false), out(&subject, "2023-06-01", "2023-07-01", true)];
    let series = "cn.private.no_rate";
    let review = reviewed(&subject, &law);
    assert_eq!(held(of_series(&review, series)), [Some(2_970), None, None]);
    let days: Vec<_> = of_series(&review, series)
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Segment { days, rate, .. } => Some((*days, *rate)),
            _ => None,
        })
        .collect();
    assert_eq!(days, [(19, rate("0.0365")), (11, rate("0.0355"))]);
    charge(&mut subject, &[(Cost::OverdueInterest, 2_970)]);
    assert_eq!(of_series(&reviewed(&subject, &law), series).outcome, Outcome::Within);
    charge(&mut subject, &[(Cost::OverdueInterest, 2_970), (Cost::Interest, 1), (Cost::Fee, 500)]);
    assert_eq!(held(of_series(&reviewed(&subject, &law), series)), [Some(2_970), Some(1), None]);
    // Said not to be agreed, what a rate costs over the term counts whole: 10 % for 31 days, ¥84.93, and 30 more late.
    (subject.charged, subject.rate) = (Vec::new(), Some(rate("0.10")));
    assert_eq!(of_series(&reviewed(&subject, &law), series).charged, Some(money(16_712, "CNY")));
    subject.rate = None;
    // Agreed, or with a rate that was typed, it does not concern the debt; without a word it is asked.
    law.rate_agreed = Some(true);
    assert!(is_silent(&reviewed(&subject, &law), series));
    law.rate_agreed = None;
    let review = reviewed(&subject, &law);
    assert_eq!(of_series(&review, series).question(), Some(Question::RateAgreed));
    subject.rate = Some(rate("0.10"));
    assert!(is_silent(&reviewed(&subject, &law), series));
    // Filed before 20 August 2020: 6 % a year: 10,000 · 0.06 · 73 ⁄ 365 = 120.
    let mut law = facts("CN", Lender::Private, Product::Loan, "2018-01-01");
    (law.rate_agreed, law.filed) = (Some(false), Some(Filed::On(date("2020-08-19"))));
    let mut subject = debt("2020-08-19", "CNY");
    subject.stretches = vec![out(&subject, "2020-01-01", "2020-03-14", true)];
    assert_eq!(held(of_series(&reviewed(&subject, &law), series)), [Some(12_000), None, None]);
}

#[test]
fn damages_up_to_thirty_percent_above_the_loss_stand() {
    let mut law = facts("CN", Lender::Bank, Product::Loan, "2024-01-01");
    let mut subject = debt("2026-09-01", "CNY");
    assert!(has_nothing_to_hold(&reviewed(&subject, &law), "cn.damages"));
    charge(&mut subject, &[(Cost::Damages, 13_001), (Cost::Interest, 99_999)]);
    let review = reviewed(&subject, &law);
    let finding = of_series(&review, "cn.damages");
    assert_eq!(finding.outcome, Outcome::DependsOn { on: vec![Condition::Loss] });
    assert_eq!((held(finding), finding.charged), ([None; 3], Some(money(13_001, "CNY"))));
    law.loss = Some(money(10_000, "CNY"));
    let review = reviewed(&subject, &law);
    let finding = of_series(&review, "cn.damages");
    assert_eq!(held(finding), [Some(13_000), Some(1), None]);
    let share = Step::Share { of: money(10_000, "CNY"), share: rate("1.3"), amount: money(13_000, "CNY") };
    assert!(finding.steps.contains(&share));
    charge(&mut subject, &[(Cost::Damages, 13_000)]);
    assert_eq!(of_series(&reviewed(&subject, &law), "cn.damages").outcome, Outcome::Within);
}

#[test]
fn what_a_cost_table_does_not_list_may_not_be_charged() {
    let mut law = facts("CN", Lender::Bank, Product::Loan, "2026-08-01");
    let subject = debt("2026-09-01", "CNY");
    for (listed, expected) in [
        (None, Outcome::CannotTell { why: Cannot::Fact(Question::AllListed) }),
        (Some(true), Outcome::Within),
        (Some(false), Outcome::Above { by_rate: None }),
    ] {
        law.all_listed = listed;
        assert_eq!(of_series(&reviewed(&subject, &law), "cn.disclosure").outcome, expected);
    }
}

#[test]
fn a_japanese_principal_at_the_edge_of_a_band_belongs_to_the_upper_one() {
    // 利息制限法 art. 1 and 4: 20 % below ¥100,000, 18 % below ¥1,000,000, then 15 %; 1.46 times that for lateness.
    let law = facts("JP", Lender::Private, Product::Loan, "2024-05-01");
    for (principal, most, late) in [
        (99_999, "0.20", "0.292"),
        (100_000, "0.18", "0.2628"),
        (999_999, "0.18", "0.2628"),
        (1_000_000, "0.15", "0.219"),
    ] {
        let mut subject = Subject::new(date("2026-09-01"), money(principal, "JPY"));
        (subject.rate, subject.overdue_rate) = (Some(rate(most)), Some(rate(late)));
        let review = reviewed(&subject, &law);
        let finding = of_series(&review, "jp.private");
        assert_eq!(finding.outcome, Outcome::Within, "{principal}");
        let steps = [
            Step::Cap { rate: rate(most), times: None, overdue: false },
            Step::Agreed { rate: rate(most), overdue: false },
            Step::Cap { rate: rate(late), times: None, overdue: true },
            Step::Agreed { rate: rate(late), overdue: true },
        ];
        assert_eq!(finding.steps, steps);
        subject.rate = subject.rate.map(|agreed| agreed + rate("0.002"));
        assert_eq!(of_series(&reviewed(&subject, &law), "jp.private").outcome, above("0.002"));
        subject.overdue_rate = subject.overdue_rate.map(|agreed| agreed + rate("0.001"));
        assert_eq!(of_series(&reviewed(&subject, &law), "jp.private").outcome, above("0.002"));
    }
    // ¥500,000: 365 days of the term at 18 % and 73 late ones at 26.28 %: 90,000 + 26,280.
    let mut subject = Subject::new(date("2026-09-01"), money(500_000, "JPY"));
    assert_eq!(asked(&reviewed(&subject, &law)), Some(Question::ContractRate));
    subject.stretches =
        vec![out(&subject, "2025-01-01", "2026-01-01", false), out(&subject, "2026-01-01", "2026-03-15", true)];
    charge(&mut subject, &[(Cost::Interest, 90_000), (Cost::Damages, 26_281), (Cost::Fee, 7)]);
    let review = reviewed(&subject, &law);
    assert_eq!(held(of_series(&review, "jp.private")), [Some(116_280), Some(1), None]);
    assert_eq!(of_series(&review, "jp.private").outcome, Outcome::Above { by_rate: None });
    charge(&mut subject, &[(Cost::Interest, 90_000), (Cost::Damages, 26_280)]);
    assert_eq!(of_series(&reviewed(&subject, &law), "jp.private").outcome, Outcome::Within);
}

#[test]
fn a_card_rate_of_2018_lies_between_its_floor_and_its_ceiling() {
    // 0.035 % to 0.05 % a day: 12.775 % to 18.25 % a year of 365 days.
    let law = facts("CN", Lender::Bank, Product::CreditCard, "2017-05-01");
    let mut subject = debt("2018-09-01", "CNY");
    assert_eq!(asked(&reviewed(&subject, &law)), Some(Question::ContractRate));
    for (agreed, outcome, below) in [
        ("0.1277", Outcome::Within, true),
        ("0.12775", Outcome::Within, false),
        ("0.1825", Outcome::Within, false),
        ("0.1826", above("0.0001"), false),
    ] {
        subject.rate = Some(rate(agreed));
        let review = reviewed(&subject, &law);
        let finding = of_series(&review, "cn.card.rate");
        assert_eq!(finding.outcome, outcome, "{agreed}");
        assert_eq!(finding.steps.first(), Some(&Step::Floor { rate: rate("0.12775") }));
        assert_eq!(finding.branch.contains(&Reason::BelowFloor(rate("0.12775"))), below, "{agreed}");
    }
    // A year at 20 % costs ¥2,000 of ¥1,825.
    (subject.rate, subject.stretches) = (Some(rate("0.20")), vec![out(&subject, "2017-01-01", "2018-01-01", false)]);
    assert_eq!(held(of_series(&reviewed(&subject, &law), "cn.card.rate")), [Some(182_500), Some(17_500), None]);
}

#[test]
fn a_bank_may_charge_half_more_for_lateness_and_double_for_misuse() {
    // 银发〔2003〕251号: 30 to 50 % above the contract rate, 50 to 100 % when the money was used for something else.
    let mut law = facts("CN", Lender::Bank, Product::Loan, "2020-01-01");
    let mut subject = debt("2026-09-01", "CNY");
    assert!(has_nothing_to_hold(&reviewed(&subject, &law), "cn.bank.penalty"));
    subject.overdue_rate = Some(rate("0.0901"));
    assert_eq!(of_series(&reviewed(&subject, &law), "cn.bank.penalty").question(), Some(Question::ContractRate));
    subject.rate = Some(rate("0.06"));
    for (agreed, misused, floor, outcome) in [
        ("0.09", None, "0.078", Outcome::Within),
        ("0.0901", Some(false), "0.078", above("0.0001")),
        ("0.12", Some(true), "0.09", Outcome::Within),
        ("0.1201", Some(true), "0.09", above("0.0001")),
    ] {
        (subject.overdue_rate, law.misused) = (Some(rate(agreed)), misused);
        let review = reviewed(&subject, &law);
        let finding = of_series(&review, "cn.bank.penalty");
        assert_eq!(finding.outcome, outcome, "{agreed}");
        assert_eq!(finding.steps.first(), Some(&Step::Floor { rate: rate(floor) }));
    }
    // Only the days of lateness count: 73 of them at 9 %: 10,000 · 0.09 · 73 ⁄ 365 = 180.
    (subject.overdue_rate, law.misused) = (Some(rate("0.09")), None);
    subject.stretches =
        vec![out(&subject, "2025-01-01", "2026-01-01", false), out(&subject, "2026-01-01", "2026-03-15", true)];
    charge(&mut subject, &[(Cost::Interest, 60_000), (Cost::OverdueInterest, 18_001)]);
    assert_eq!(held(of_series(&reviewed(&subject, &law), "cn.bank.penalty")), [Some(18_000), Some(1), None]);
}

#[test]
fn default_fees_and_interest_of_a_uk_payday_loan_have_limits_of_their_own() {
    // FCA CONC 5A: 0.8 % a day of the credit, £15 of default fees, 0.8 % a day after default, the credit in all.
    let law = facts("UK", Lender::MoneyLender, Product::Payday, "2026-03-01");
    let mut subject = Subject::new(date("2026-05-01"), money(10_000, "GBP"));
    let series = "uk.hcstc.price";
    assert!(has_nothing_to_hold(&reviewed(&subject, &law), series));
    for (fees, expected) in [(1_500, [Some(1_500), Some(0), None]), (2_000, [Some(1_500), Some(500), None])] {
        charge(&mut subject, &[(Cost::Damages, fees)]);
        assert_eq!(held(of_series(&reviewed(&subject, &law), series)), expected);
    }
    charge(&mut subject, &[(Cost::Collection, 1_501)]);
    assert_eq!(held(of_series(&reviewed(&subject, &law), series))[1], Some(1));
    charge(&mut subject, &[(Cost::Interest, 0)]);
    assert_eq!(of_series(&reviewed(&subject, &law), series).outcome, Outcome::Within);
    // A sum for days that nobody knows cannot be judged.
    for cost in [Cost::Interest, Cost::Fee, Cost::OverdueInterest, Cost::CompoundInterest] {
        charge(&mut subject, &[(cost, 1)]);
        let review = reviewed(&subject, &law);
        no_number(of_series(&review, series));
        assert_eq!(of_series(&review, series).outcome, Outcome::CannotTell { why: Cannot::NoDays });
    }
    // 30 days of the term: £24; ten after default: £8. What one leaves unused the other does not get.
    subject.stretches =
        vec![out(&subject, "2026-03-01", "2026-03-31", false), out(&subject, "2026-03-31", "2026-04-10", true)];
    for (term, late, limit, excess) in [(2_400, 800, 3_200, 0), (2_401, 0, 2_400, 1), (0, 1_000, 800, 200)] {
        charge(&mut subject, &[(Cost::Interest, term), (Cost::OverdueInterest, late)]);
        assert_eq!(held(of_series(&reviewed(&subject, &law), series)), [Some(limit), Some(excess), None]);
    }
    // From the rates, the term alone: £30 of £24.
    subject.charged.clear();
    subject.rate = Some(rate("3.65"));
    let late = subject.stretches.pop();
    assert_eq!(held(of_series(&reviewed(&subject, &law), series)), [Some(2_400), Some(600), None]);
    subject.stretches.extend(late);
    // From the rates: 365 % a year on £100 are £30 for 30 days and £10 for ten.
    subject.charged.clear();
    subject.rate = Some(rate("3.65"));
    assert_eq!(held(of_series(&reviewed(&subject, &law), series)), [Some(3_200), Some(800), None]);
}

#[test]
fn indonesian_late_charges_are_held_by_the_day_and_in_all() {
    let law = facts("ID", Lender::MoneyLender, Product::Payday, "2023-05-01");
    let mut subject = debt("2024-12-01", "IDR");
    let series = "id.p2p.late";
    charge(&mut subject, &[(Cost::Interest, 90_000)]);
    assert!(has_nothing_to_hold(&reviewed(&subject, &law), series));
    charge(&mut subject, &[(Cost::Interest, 90_000), (Cost::OverdueInterest, 20_000), (Cost::Damages, 10_001)]);
    assert_eq!(of_series(&reviewed(&subject, &law), series).outcome, Outcome::CannotTell { why: Cannot::NoDays });
    // Ten days at 0.3 %: 30,000 of a million.
    subject.stretches =
        vec![out(&subject, "2024-01-01", "2024-11-01", false), out(&subject, "2024-11-01", "2024-11-11", true)];
    let review = reviewed(&subject, &law);
    assert_eq!(held(of_series(&review, series)), [Some(30_000), Some(1), None]);
    assert_eq!(of_series(&review, series).charged, Some(money(30_001, "IDR")));
    // 400 days: 1,200,000 by the day, a million in all.
    subject.stretches = vec![out(&subject, "2023-10-28", "2024-12-01", true)];
    charge(&mut subject, &[(Cost::Damages, 1_000_001)]);
    assert_eq!(held(of_series(&reviewed(&subject, &law), series)), [Some(1_000_000), Some(1), None]);
}

#[test]
fn costs_since_default_stop_where_they_reach_what_was_unpaid_then() {
    let law = facts("KE", Lender::Bank, Product::Loan, "2020-05-01");
    let mut subject = debt("2026-09-01", "KES");
    let series = "ke.duplum";
    assert!(has_nothing_to_hold(&reviewed(&subject, &law), series));
    charge(&mut subject, &[(Cost::Interest, 300_000), (Cost::OverdueInterest, 200_001), (Cost::Collection, 70_000)]);
    assert_eq!(of_series(&reviewed(&subject, &law), series).question(), Some(Question::PrincipalAtDefault));
    subject.principal_at_default = Some(money(500_000, "KES"));
    assert_eq!(held(of_series(&reviewed(&subject, &law), series)), [Some(500_000), Some(1), None]);
    // Where costs are not typed, those of the term came before the default: 30 % for a late year, 150,000 of 500,000.
    subject.charged.clear();
    (subject.rate, subject.overdue_rate) = (Some(rate("0.99")), Some(rate("0.15")));
    subject.stretches =
        vec![out(&subject, "2024-01-01", "2024-12-31", false), out(&subject, "2025-01-01", "2026-01-01", true)];
    let review = reviewed(&subject, &law);
    assert_eq!(of_series(&review, series).charged, Some(money(150_000, "KES")));
    // Without a rate of its own, lateness goes on at the rate of the term: 990,000.
    subject.overdue_rate = None;
    let review = reviewed(&subject, &law);
    assert_eq!(of_series(&review, series).charged, Some(money(990_000, "KES")));
    // Canada's payday loans: 14 % of the principal for interest and fees together.
    let law = facts("CA", Lender::MoneyLender, Product::Payday, "2025-01-01");
    let mut subject = debt("2026-09-01", "CAD");
    charge(&mut subject, &[(Cost::Interest, 100_000), (Cost::Fee, 40_001), (Cost::Damages, 2_000)]);
    assert_eq!(held(of_series(&reviewed(&subject, &law), "ca.payday")), [Some(140_000), Some(1), None]);
}

#[test]
fn a_charge_that_is_forbidden_falls_away_whole_and_others_do_not() {
    let law = facts("CN", Lender::Bank, Product::CreditCard, "2020-05-01");
    let mut subject = debt("2026-09-01", "CNY");
    let series = "cn.card.fees";
    charge(&mut subject, &[(Cost::Interest, 5)]);
    assert!(has_nothing_to_hold(&reviewed(&subject, &law), series));
    charge(&mut subject, &[(Cost::InterestOnFees, 0)]);
    let review = reviewed(&subject, &law);
    assert_eq!(
        (of_series(&review, series).outcome.clone(), held(of_series(&review, series))),
        (Outcome::Within, [None; 3])
    );
    charge(&mut subject, &[(Cost::InterestOnFees, 3), (Cost::OverLimitFee, 4), (Cost::Interest, 5)]);
    let review = reviewed(&subject, &law);
    let finding = of_series(&review, series);
    assert_eq!((held(finding), finding.charged), ([Some(0), Some(7), None], Some(money(7, "CNY"))));
    assert_eq!(finding.outcome, Outcome::Above { by_rate: None });
    assert_eq!(finding.steps.len(), 2);
}

/// A loan in India with a rate and a rate of lateness.
fn indian(agreed: &str, overdue: Option<&str>) -> (Subject, Facts) {
    let mut subject = debt("2026-03-15", "INR");
    (subject.rate, subject.overdue_rate) = (Some(rate(agreed)), overdue.map(rate));
    (subject, facts("IN", Lender::Bank, Product::Loan, "2024-05-01"))
}

#[test]
fn a_rate_that_does_not_rise_on_default_is_no_penal_rate() {
    let series = "in.penal";
    let (subject, law) = indian("0.12", Some("0.12"));
    assert_eq!(of_series(&reviewed(&subject, &law), series).outcome, Outcome::Within);
    let (subject, law) = indian("0.12", Some("0.1201"));
    let review = reviewed(&subject, &law);
    assert_eq!(of_series(&review, series).outcome, above("0.0001"));
    assert_eq!(held(of_series(&review, series)), [None; 3], "no days, no sum");
    let (mut subject, law) = indian("0.12", None);
    assert!(has_nothing_to_hold(&reviewed(&subject, &law), series));
    for (cost, expected) in [
        (Cost::OverdueInterest, Some(Question::PenaltyForm)),
        (Cost::Damages, Some(Question::PenaltyForm)),
        (Cost::Interest, None),
    ] {
        charge(&mut subject, &[(cost, 500)]);
        let review = reviewed(&subject, &law);
        let finding = review.findings.iter().find(|finding| finding.series == series);
        assert_eq!(finding.and_then(Finding::question), expected, "{cost:?}");
    }
    // Said to be a higher rate, the late interest that was typed falls away whole.
    subject.penalty_form = Some(PenaltyForm::RateAddOn);
    charge(&mut subject, &[(Cost::OverdueInterest, 500), (Cost::Interest, 900)]);
    let review = reviewed(&subject, &law);
    assert_eq!(held(of_series(&review, series)), [Some(0), Some(500), None]);
    assert_eq!(of_series(&review, series).outcome, Outcome::Above { by_rate: None });
    subject.penalty_form = Some(PenaltyForm::ContractRate);
    (subject.capitalised, subject.charged) = (Some(false), Vec::new());
    assert_eq!(of_series(&reviewed(&subject, &law), series).outcome, Outcome::Within);
}

#[test]
fn only_days_of_lateness_bear_the_part_that_a_penal_rate_adds() {
    // 2 points for 73 late days: 10,000 · 0.02 · 73 ⁄ 365 = 40; the year of the term adds nothing.
    let (mut subject, mut law) = indian("0.12", Some("0.14"));
    subject.stretches =
        vec![out(&subject, "2025-01-01", "2026-01-01", false), out(&subject, "2026-01-01", "2026-03-15", true)];
    assert_eq!(held(of_series(&reviewed(&subject, &law), "in.penal")), [Some(0), Some(4_000), None]);
    // An older loan: reached from 30 June 2024 on; since 1 April it depends on when the lender changed over.
    law.signed = Some(date("2022-01-01"));
    for (as_of, reached, depends) in [
        ("2024-03-31", false, false),
        ("2024-04-01", false, true),
        ("2024-06-29", false, true),
        ("2024-06-30", true, false),
    ] {
        subject.as_of = date(as_of);
        let review = reviewed(&subject, &law);
        let finding = of_series(&review, "in.penal");
        assert_eq!(matches!(finding.outcome, Outcome::Above { .. }), reached, "{as_of}");
        assert_eq!(finding.outcome == Outcome::DependsOn { on: vec![Condition::ChangeOver] }, depends, "{as_of}");
        assert!(finding.branch.contains(&Reason::ChargesFrom(date("2024-06-30"))));
    }
}

#[test]
fn a_rule_reaches_only_its_lenders_its_products_and_its_borrowers() {
    let mut subject = debt("2026-09-01", "USD");
    subject.rate = Some(rate("0.40"));
    let mut law = facts("US", Lender::Bank, Product::Loan, "2024-05-01");
    assert_eq!(asked(&reviewed(&subject, &law)), Some(Question::Military));
    law.military = Some(false);
    assert!(is_silent(&reviewed(&subject, &law), "us.mla"));
    law.military = Some(true);
    assert_eq!(of_series(&reviewed(&subject, &law), "us.mla").outcome, above("0.04"));
    law.product = None;
    let review = reviewed(&subject, &law);
    assert_eq!(asked(&review), Some(Question::Product));
    let open = review.findings.iter().filter(|finding| finding.question() == Some(Question::Product));
    assert_eq!(open.count(), 1, "one question stands once");
    law.product = Some(Product::Mortgage);
    assert!(is_silent(&reviewed(&subject, &law), "us.mla"));
    // A contract whose day is not known cannot be placed.
    (law.product, law.signed) = (Some(Product::Loan), None);
    assert_eq!(asked(&reviewed(&subject, &law)), Some(Question::Signed));
    // Where no rule turns on the kind of debt, it is not asked, and a place with rules is known.
    let mut subject = debt("2026-09-01", "HKD");
    subject.rate = Some(rate("0.40"));
    let mut law = facts("HK", Lender::MoneyLender, Product::Loan, "2023-01-01");
    law.product = None;
    let review = reviewed(&subject, &law);
    assert_eq!((of_series(&review, "hk.rate").outcome.clone(), asked(&review)), (above("0.04"), None));
    assert!(review.findings.iter().all(|finding| finding.outcome != Outcome::CannotTell { why: Cannot::NoPack }));
    // A place without rules.
    let review = reviewed(&subject, &facts("FR", Lender::Bank, Product::Loan, "2024-05-01"));
    let whys: Vec<_> = review.findings.iter().map(|finding| finding.outcome.clone()).collect();
    assert_eq!(whys, [Outcome::CannotTell { why: Cannot::NoPack }]);
}
