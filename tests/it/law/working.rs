//! The working of a finding, line by line: it names every limit, rate, stretch and cost that the sum rests on.

use duewise::engine::Money;
use duewise::law::lpr::{self, Tenor};
use duewise::law::shape::Part;
use duewise::law::{
    Cannot, Charged, Cost, Earlier, Facts, Filed, Finding, LateFee, Lender, Outcome, PenaltyForm, Product, Reason,
    Step, Stretch, Subject, Trigger, check, pay_off,
};
use rust_decimal::Decimal;

use super::{asked, date, facts, money, no_number, of_series, packs, reviewed, table};

fn rate(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn told(finding: &Finding) -> Vec<String> {
    let sum = |money: Money| money.exact().normalize().to_string();
    let line = |step: &Step| match *step {
        Step::Lpr { day, published, rate } => format!("LPR of {day}, published {published}: {}", rate.normalize()),
        Step::Cap { rate, times, overdue } => {
            let times = times.map_or(String::new(), |times| format!(", {} times", times.normalize()));
            format!("cap {}{times}{}", rate.normalize(), if overdue { ", late" } else { "" })
        }
        Step::Floor { rate } => format!("floor {}", rate.normalize()),
        Step::Agreed { rate, overdue } => format!("agreed {}{}", rate.normalize(), if overdue { ", late" } else { "" }),
        Step::Segment { from, until, days, balance, rate, amount } => {
            let amount = amount.round_dp(4).normalize();
            format!("{from} to {until}: {days} · {} · {} = {amount}", sum(balance), rate.normalize())
        }
        Step::Charged { cost, amount } => format!("{cost:?} {}", sum(amount)),
        Step::Share { of, share, amount } => format!("{} of {} = {}", share.normalize(), sum(of), sum(amount)),
        Step::Named(amount) => format!("named {}", sum(amount)),
        Step::Pays { part, amount, left } => format!("{part:?} {}, left {}", sum(amount), sum(left)),
    };
    finding.steps.iter().map(line).collect()
}

/// 10,000 on a day, out for a year and then late for 73 days.
fn debt(currency: &str) -> Subject {
    let mut subject = Subject::new(date("2026-03-15"), money(1_000_000, currency));
    let out = |from: &str, until: &str, overdue| Stretch {
        from: date(from),
        until: date(until),
        balance: subject.principal,
        overdue,
    };
    subject.stretches = vec![out("2025-01-01", "2026-01-01", false), out("2026-01-01", "2026-03-15", true)];
    subject
}

fn charge(subject: &mut Subject, costs: &[(Cost, i64)]) {
    let currency = subject.principal.currency();
    subject.charged =
        costs.iter().map(|(cost, minor)| Charged { cost: *cost, amount: money(*minor, currency.code()) }).collect();
}

fn working(subject: &Subject, facts: &Facts, series: &str) -> Vec<String> {
    told(of_series(&reviewed(subject, facts), series))
}

#[test]
fn a_rate_cap_names_the_limit_the_rates_the_days_and_the_costs() {
    let law = facts("HK", Lender::MoneyLender, Product::Loan, "2023-01-01");
    let mut subject = debt("HKD");
    (subject.rate, subject.overdue_rate) = (Some(rate("0.20")), Some(rate("0.40")));
    let term = "2025-01-01 to 2026-01-01: 365 · 10000 · 0.36 = 3600";
    let late = "2026-01-01 to 2026-03-15: 73 · 10000 · 0.36 = 720";
    let whole = ["cap 0.36", "agreed 0.2", "agreed 0.4, late", term, late, "Interest 2000", "OverdueInterest 800"];
    assert_eq!(working(&subject, &law, "hk.rate"), whole);
    // The term was cheap, lateness was not: 800 of 720.
    let review = reviewed(&subject, &law);
    assert_eq!(of_series(&review, "hk.rate").excess, Some(money(8_000, "HKD")));
    // Nothing was out before it was late: no line of nothing.
    subject.stretches.remove(0);
    let short = ["cap 0.36", "agreed 0.2", "agreed 0.4, late", late, "OverdueInterest 800"];
    assert_eq!(working(&subject, &law, "hk.rate"), short);
    // The day that decided comes first.
    let decided = Reason::Decided { trigger: Trigger::Contract, day: date("2023-01-01") };
    assert_eq!(of_series(&review, "hk.rate").branch.first(), Some(&decided));
}

#[test]
fn term_and_lateness_are_held_apart_only_where_it_is_known_which_cost_is_which() {
    let law = facts("HK", Lender::MoneyLender, Product::Loan, "2023-01-01");
    let mut subject = debt("HKD");
    // 3,600 for the term and 720 for lateness.
    for (term, late, apart, together) in [
        (360_000, 72_000, 0, 0),
        (300_000, 72_001, 1, 0),
        (360_001, 71_000, 1, 0),
        (360_001, 72_001, 2, 2),
        (359_999, 72_000, 0, 0),
    ] {
        for (late_apart, excess) in [(true, apart), (false, together)] {
            charge(&mut subject, &[(Cost::Interest, term), (Cost::CompoundInterest, late)]);
            subject.late_apart = late_apart;
            let review = reviewed(&subject, &law);
            let finding = of_series(&review, "hk.rate");
            let limit = if excess > 0 { term + late - excess } else { 432_000 };
            assert_eq!(finding.excess, Some(money(excess, "HKD")), "{term} {late} {late_apart}");
            assert_eq!(finding.limit, Some(money(limit, "HKD")), "{term} {late} {late_apart}");
            assert_eq!(finding.void, Some(money(0, "HKD")));
        }
    }
}

#[test]
fn a_cost_that_a_cap_does_not_count_is_no_sum_to_judge() {
    // Taiwan's cap counts interest only.
    let law = facts("TW", Lender::Bank, Product::Loan, "2024-01-01");
    let mut subject = debt("TWD");
    charge(&mut subject, &[(Cost::Fee, 90_000)]);
    let review = reviewed(&subject, &law);
    no_number(of_series(&review, "tw.rate"));
    assert_eq!(asked(&review), Some(duewise::law::Question::ContractRate));
    charge(&mut subject, &[(Cost::Fee, 90_000), (Cost::Interest, 192_001)]);
    let review = reviewed(&subject, &law);
    assert_eq!(of_series(&review, "tw.rate").excess, Some(money(1, "TWD")));
}

#[test]
fn what_was_never_lent_bears_nothing_and_a_smaller_balance_bears_no_less_than_nothing() {
    // ¥1,000 were kept back; ¥9,000 were out for 100 days, then ¥500, of which nothing counts: 9,000 · 14.6 % · 100 ⁄ 365.
    let law = facts("CN", Lender::Private, Product::Loan, "2023-03-01");
    let mut subject = Subject::new(date("2024-03-01"), money(1_000_000, "CNY"));
    subject.deducted = Some(money(100_000, "CNY"));
    let out = |from: &str, until: &str, minor| Stretch {
        from: date(from),
        until: date(until),
        balance: money(minor, "CNY"),
        overdue: false,
    };
    subject.stretches = vec![out("2023-03-01", "2023-06-09", 1_000_000), out("2023-06-09", "2024-03-01", 50_000)];
    charge(&mut subject, &[(Cost::Interest, 50_000)]);
    let review = reviewed(&subject, &law);
    let finding = of_series(&review, "cn.private.cap");
    assert_eq!((finding.limit, finding.excess), (Some(money(36_000, "CNY")), Some(money(14_000, "CNY"))));
    let whole = [
        "LPR of 2023-03-01, published 2023-02-20: 0.0365",
        "cap 0.146, 4 times",
        "2023-03-01 to 2023-06-09: 100 · 9000 · 0.146 = 360",
        "2023-06-09 to 2024-03-01: 266 · 0 · 0.146 = 0",
        "Interest 500",
    ];
    assert_eq!(told(finding), whole);
}

/// A private loan of ¥10,000 at 36 %, out on some days, that is older than the change of 20 August 2020.
fn older(signed: &str, days: &[(&str, &str)]) -> (Subject, Facts) {
    let mut subject = Subject::new(date("2021-03-10"), money(1_000_000, "CNY"));
    subject.rate = Some(rate("0.36"));
    let out = |(from, until): &(&str, &str)| Stretch {
        from: date(from),
        until: date(until),
        balance: subject.principal,
        overdue: false,
    };
    subject.stretches = days.iter().map(out).collect();
    let mut law = facts("CN", Lender::Private, Product::Loan, signed);
    law.filed = Some(Filed::On(date("2021-03-10")));
    (subject, law)
}

#[test]
fn a_split_loan_takes_the_earlier_text_only_for_days_that_it_reaches() {
    let series = "cn.private.cap";
    let now = ["LPR of 2021-03-10, published 2021-02-20: 0.0385", "cap 0.154, 4 times", "agreed 0.36"];
    // 73 days before the change at 24 % (480), none between, 73 after it at 15.4 % (308); 36 % costs 720 each time.
    let (subject, law) = older("2019-06-01", &[("2020-01-01", "2020-03-14"), ("2020-12-01", "2021-02-12")]);
    let review = reviewed(&subject, &law);
    let finding = of_series(&review, series);
    let mut whole = vec!["cap 0.24"];
    whole.extend(now);
    whole.extend(["2020-01-01 to 2020-03-14: 73 · 10000 · 0.24 = 480"]);
    whole.extend(["2020-12-01 to 2021-02-12: 73 · 10000 · 0.154 = 308", "Interest 1440"]);
    assert_eq!(told(finding), whole);
    assert_eq!((finding.excess, finding.void), (Some(money(65_200, "CNY")), None));
    // Out from the day of the change on: the earlier text has no day, and none is counted twice.
    let (subject, law) = older("2019-06-01", &[("2020-08-20", "2020-11-01")]);
    let mut whole = now.to_vec();
    whole.extend(["2020-08-20 to 2020-11-01: 73 · 10000 · 0.154 = 308", "Interest 720"]);
    assert_eq!(working(&subject, &law, series), whole);
    // Signed before the first text that was read, but out only later: the days decide.
    let (subject, law) = older("2015-08-01", &[("2020-01-01", "2020-03-14")]);
    assert_eq!(of_series(&reviewed(&subject, &law), series).limit, Some(money(48_000, "CNY")));
    // Without days the text of the day of the contract stands for them; without that text nothing is known.
    let (subject, law) = older("2019-06-01", &[]);
    let mut whole = vec!["cap 0.24"];
    whole.extend(now);
    assert_eq!(working(&subject, &law, series), whole);
    let gone = check(&packs().without("cn.private.cap.2015"), table(), &subject, &law);
    assert_eq!(of_series(&gone, series).outcome, Outcome::CannotTell { why: Cannot::NoRow(date("2020-08-20")) });
}

#[test]
fn the_working_of_a_rate_to_be_reached_names_lpr() {
    let law = facts("CN", Lender::SmallLoan, Product::Loan, "2026-02-01");
    let mut subject = Subject::new(date("2026-08-20"), money(1_000_000, "CNY"));
    subject.rate = Some(rate("0.20"));
    let whole = ["cap 0.24", "agreed 0.2", "LPR of 2026-02-01, published 2026-01-20: 0.03", "cap 0.12, 4 times"];
    let review = reviewed(&subject, &law);
    let finding = of_series(&review, "cn.small_loan.cost");
    assert_eq!(told(finding), whole);
    assert!(!finding.branch.iter().any(|reason| matches!(reason, Reason::RateAtContract(_))), "24 % is no LPR");
}

#[test]
fn the_working_of_bands_names_both_limits_and_each_stretch() {
    let law = facts("JP", Lender::Private, Product::Loan, "2024-05-01");
    let mut subject = debt("JPY");
    (subject.rate, subject.overdue_rate) = (Some(rate("0.16")), Some(rate("0.23")));
    let whole = [
        "cap 0.15",
        "agreed 0.16",
        "cap 0.219, late",
        "agreed 0.23, late",
        "2025-01-01 to 2026-01-01: 365 · 1000000 · 0.15 = 150000",
        "2026-01-01 to 2026-03-15: 73 · 1000000 · 0.219 = 43800",
        "Interest 160000",
        "OverdueInterest 46000",
    ];
    assert_eq!(working(&subject, &law, "jp.private"), whole);
    let review = reviewed(&subject, &law);
    let finding = of_series(&review, "jp.private");
    assert_eq!(finding.outcome, Outcome::Above { by_rate: Some(rate("0.011")) });
    assert_eq!(finding.excess, Some(money(12_200, "JPY")));
    // A sum without days is not judged; a debt with nothing but a rate of lateness is.
    subject.stretches.clear();
    charge(&mut subject, &[(Cost::Interest, 999_999)]);
    (subject.rate, subject.overdue_rate) = (Some(rate("0.15")), None);
    let review = reviewed(&subject, &law);
    assert_eq!(
        (of_series(&review, "jp.private").outcome.clone(), of_series(&review, "jp.private").excess),
        (Outcome::Within, None)
    );
    (subject.rate, subject.overdue_rate, subject.charged) = (None, Some(rate("0.219")), Vec::new());
    assert_eq!(of_series(&reviewed(&subject, &law), "jp.private").outcome, Outcome::Within);
    charge(&mut subject, &[(Cost::Interest, 5)]);
    subject.overdue_rate = None;
    assert_eq!(of_series(&reviewed(&subject, &law), "jp.private").outcome, Outcome::Within);
}

#[test]
fn the_working_of_the_uk_price_cap_names_each_limit_and_each_charge() {
    let law = facts("UK", Lender::MoneyLender, Product::Payday, "2025-01-01");
    let mut subject = debt("GBP");
    charge(&mut subject, &[(Cost::Fee, 1), (Cost::CompoundInterest, 2), (Cost::Collection, 3)]);
    let whole = [
        "2025-01-01 to 2026-01-01: 365 · 10000 · 2.92 = 29200",
        "2026-01-01 to 2026-03-15: 73 · 10000 · 2.92 = 5840",
        "named 15",
        "1 of 10000 = 10000",
        "Fee 0.01",
        "CompoundInterest 0.02",
        "Collection 0.03",
    ];
    assert_eq!(working(&subject, &law, "uk.hcstc.price"), whole);
}

#[test]
fn the_working_of_shares_names_the_share_and_the_costs() {
    let mut subject = debt("KES");
    subject.principal_at_default = Some(money(500_000, "KES"));
    charge(&mut subject, &[(Cost::Interest, 3), (Cost::Damages, 4)]);
    let law = facts("KE", Lender::Bank, Product::Loan, "2020-05-01");
    assert_eq!(working(&subject, &law, "ke.duplum"), ["1 of 5000 = 5000", "Interest 0.03", "Damages 0.04"]);
    let law = facts("ID", Lender::MoneyLender, Product::Payday, "2023-05-01");
    let mut subject = Subject { as_of: date("2024-12-01"), ..debt("USD") };
    charge(&mut subject, &[(Cost::OverdueInterest, 3)]);
    let day = "2026-01-01 to 2026-03-15: 73 · 10000 · 1.095 = 2190";
    assert_eq!(working(&subject, &law, "id.p2p.late"), [day, "1 of 10000 = 10000", "OverdueInterest 0.03"]);
    let law = facts("CN", Lender::Bank, Product::Loan, "2024-01-01");
    let mut subject = debt("CNY");
    charge(&mut subject, &[(Cost::Interest, 9), (Cost::Damages, 3)]);
    assert_eq!(working(&subject, &law, "cn.damages"), ["Damages 0.03"]);
}

#[test]
fn the_working_without_an_agreed_rate_names_each_rate_of_its_time() {
    // LPR changed on 20 June 2023: one day at 3.65 %, two at 3.55 %.
    let mut law = facts("CN", Lender::Private, Product::Loan, "2023-01-01");
    law.rate_agreed = Some(false);
    let mut subject = Subject::new(date("2023-07-01"), money(1_000_000, "CNY"));
    let late = |from: &str, until: &str| Stretch {
        from: date(from),
        until: date(until),
        balance: money(1_000_000, "CNY"),
        overdue: true,
    };
    subject.stretches = vec![late("2023-06-19", "2023-06-22")];
    charge(&mut subject, &[(Cost::OverdueInterest, 1_000)]);
    let whole = [
        "2023-06-19 to 2023-06-20: 1 · 10000 · 0.0365 = 1",
        "2023-06-20 to 2023-06-22: 2 · 10000 · 0.0355 = 1.9452",
        "OverdueInterest 10",
    ];
    assert_eq!(working(&subject, &law, "cn.private.no_rate"), whole);
    let mut law = facts("CN", Lender::Private, Product::Loan, "2018-01-01");
    (law.rate_agreed, law.filed) = (Some(false), Some(Filed::On(date("2020-08-19"))));
    subject.stretches = vec![late("2020-01-01", "2020-03-14")];
    let whole = ["cap 0.06", "2020-01-01 to 2020-03-14: 73 · 10000 · 0.06 = 120", "OverdueInterest 10"];
    assert_eq!(working(&subject, &law, "cn.private.no_rate"), whole);
}

#[test]
fn a_rate_that_follows_lpr_needs_lpr_of_every_day() {
    let stretch = |until: &str| Stretch {
        from: date("2026-09-18"),
        until: date(until),
        balance: money(36_500_000, "CNY"),
        overdue: true,
    };
    let sum = |until| duewise::law::following_lpr(table(), (Tenor::OneYear, Decimal::TWO), &stretch(until), 365);
    // ¥365,000 · 2 · 3.00 % ⁄ 365 = ¥60 a day; the table ends on 19 September 2026.
    assert_eq!(sum("2026-09-20").map(|(sum, steps)| (sum, steps.len())), Ok((Decimal::from(120), 1)));
    let unknown = lpr::Unknown::NotYetInTheTable { last: date("2026-08-20"), until: date("2026-09-20") };
    assert_eq!(sum("2026-09-21").map(|(sum, _)| sum), Err(Cannot::Lpr(unknown)));
}

#[test]
fn the_working_of_a_restriction_names_what_was_charged_or_what_the_rate_adds() {
    let law = facts("CN", Lender::Bank, Product::CreditCard, "2020-05-01");
    let mut subject = debt("CNY");
    charge(&mut subject, &[(Cost::InterestOnFees, 0), (Cost::Interest, 5), (Cost::OverLimitFee, 0)]);
    let review = reviewed(&subject, &law);
    assert_eq!(told(of_series(&review, "cn.card.fees")), ["InterestOnFees 0", "OverLimitFee 0"]);
    assert_eq!(of_series(&review, "cn.card.fees").outcome, Outcome::Within);
    // A higher rate of lateness is not what this rule is about.
    (subject.rate, subject.overdue_rate, subject.charged) = (Some(rate("0.1")), Some(rate("0.2")), Vec::new());
    let review = reviewed(&subject, &law);
    assert!(review.also.iter().any(|rule| rule.id == "cn.card.fees.2017"));
    let india = facts("IN", Lender::Bank, Product::Loan, "2024-05-01");
    let mut subject = debt("INR");
    (subject.rate, subject.overdue_rate) = (Some(rate("0.12")), Some(rate("0.14")));
    let added = ["2026-01-01 to 2026-03-15: 73 · 10000 · 0.02 = 40"];
    assert_eq!(working(&subject, &india, "in.penal"), added);
    charge(&mut subject, &[(Cost::Interest, 9), (Cost::OverdueInterest, 5)]);
    assert_eq!(working(&subject, &india, "in.penal"), ["OverdueInterest 0.05"]);
    // Said to be a higher rate, and no higher than the contract's: nothing by the rate.
    for late in ["0.12", "0.10"] {
        (subject.overdue_rate, subject.charged) = (Some(rate(late)), Vec::new());
        subject.penalty_form = Some(PenaltyForm::RateAddOn);
        let review = reviewed(&subject, &india);
        let finding = of_series(&review, "in.penal");
        assert_eq!((finding.outcome.clone(), finding.excess), (Outcome::Above { by_rate: None }, None), "{late}");
    }
    // Late interest among other costs, and no word on its form: the form is asked.
    (subject.overdue_rate, subject.penalty_form) = (None, None);
    charge(&mut subject, &[(Cost::Interest, 9), (Cost::OverdueInterest, 5)]);
    let review = reviewed(&subject, &india);
    assert_eq!(of_series(&review, "in.penal").question(), Some(duewise::law::Question::PenaltyForm));
}

#[test]
fn a_us_fee_below_the_first_tier_is_within_whether_or_not_it_came_again() {
    let us = facts("US", Lender::Bank, Product::CreditCard, "2020-05-01");
    let mut subject = Subject::new(date("2026-08-01"), money(100_000, "USD"));
    for (minor, missed, earlier) in
        [(2_500, 6_000, None), (2_500, 6_000, Some(Earlier::Cycles(1))), (2_900, 2_950, None)]
    {
        let (amount, minimum_due) = (money(minor, "USD"), Some(money(missed, "USD")));
        let on = date("2026-07-02");
        subject.late_fee = Some(LateFee { amount, on, minimum_due, due: None, overdue: None, paid: None, earlier });
        let review = reviewed(&subject, &us);
        assert_eq!(of_series(&review, "us.card.late_fee").outcome, Outcome::Within, "{minor} {earlier:?}");
    }
}

#[test]
fn a_payment_pays_the_parts_in_their_order_and_what_is_over_stays() {
    // Civil Code art. 561: costs, interest, principal.
    let owed = [(Part::Costs, 5_000), (Part::Interest, 20_000), (Part::Principal, 100_000)]
        .map(|(part, minor)| (part, money(minor, "CNY")));
    let paid = |minor| {
        let steps = pay_off(&owed, money(minor, "CNY")).expect("one currency");
        steps
            .iter()
            .map(|step| match step {
                Step::Pays { amount, left, .. } => (amount.minor(), left.minor()),
                other => panic!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(paid(15_000), [(5_000, 0), (10_000, 10_000), (0, 100_000)]);
    assert_eq!(paid(200_000), [(5_000, 0), (20_000, 0), (100_000, 0)]);
    let parts: Vec<_> = pay_off(&owed, money(1, "CNY")).expect("one currency").into_iter().collect();
    assert!(matches!(
        parts[..],
        [
            Step::Pays { part: Part::Costs, .. },
            Step::Pays { part: Part::Interest, .. },
            Step::Pays { part: Part::Principal, .. }
        ]
    ));
    assert!(pay_off(&owed, money(1, "USD")).is_err());
}
