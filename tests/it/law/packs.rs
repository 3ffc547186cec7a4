//! The packs: one row for every day, nothing uncited, and what is taken out is not known.

use chrono::{Days, NaiveDate};
use duewise::engine::Rate;
use duewise::law::{
    Applicable, Cannot, Charged, Cost, Filed, Finding, Lender, Outcome, PackError, Packs, Product, RateOf, Shape,
    Stretch, Subject, check,
};
use rust_decimal::Decimal;

use super::{date, facts, money, no_number, packs, table};

/// Every day that the engine supports.
fn days() -> impl Iterator<Item = NaiveDate> {
    date("1970-01-01").iter_days().take_while(|day| *day <= date("2199-12-31"))
}

#[test]
fn every_day_of_the_supported_range_has_exactly_one_row_in_every_series() {
    assert!(packs().series().len() > 40, "only {} series", packs().series().len());
    for (series, _) in packs().series() {
        let rows: Vec<_> = packs().rows(series).collect();
        for day in days() {
            let holding = rows.iter().filter(|rule| rule.holds_on(day)).count();
            assert_eq!(holding, 1, "{series} on {day}");
        }
        for day in days().step_by(997) {
            assert_ne!(packs().applicable(series, day), Applicable::None, "{series} on {day}");
        }
    }
}

#[test]
fn every_rule_is_cited_in_both_languages_and_rests_on_no_memory() {
    for rule in packs().rules() {
        for text in [&rule.cite, &rule.source, &rule.title.zh, &rule.says.zh, &rule.can_do.zh] {
            assert!(!text.trim().is_empty(), "{}", rule.id);
        }
        for words in [&rule.title, &rule.says, &rule.can_do] {
            let chinese = |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
            assert!(chinese(&words.zh), "{}: {}", rule.id, words.zh);
            assert!(!chinese(&words.en) && words.en.len() > 5, "{}: {}", rule.id, words.en);
            for told in ["停息挂账", "保证", "guaranteed"] {
                assert!(!words.zh.contains(told) && !words.en.contains(told), "{}: {told}", rule.id);
            }
        }
        let whole = serde_json::to_string(rule).expect("a rule is written");
        for mark in ["[M]", "UNVERIFIED", "unverified", "from memory"] {
            assert!(!whole.contains(mark), "{}: {mark}", rule.id);
        }
    }
}

#[test]
fn every_rate_of_a_rule_lies_within_the_range_of_rates() {
    let mut seen = 0;
    for rule in packs().rules() {
        let Shape::RateCap(cap) = &rule.shape else { continue };
        let RateOf::Fixed(rate) = &cap.rate else { continue };
        assert!(Rate::try_new(rate.value, rate.per).is_ok() && !rate.value.is_zero(), "{}", rule.id);
        assert!(cap.void_above.is_none_or(|above| above > rate.value), "{}", rule.id);
        seen += 1;
    }
    assert!(seen > 10, "only {seen}");
}

/// The numbers of a finding are the same, or there are none: never others.
fn same_or_nothing(before: &Finding, after: Option<&Finding>, taken: &str) {
    let Some(after) = after else { return };
    if matches!(after.outcome, Outcome::CannotTell { .. }) {
        no_number(after);
    } else {
        assert_eq!(before, after, "without {taken}");
    }
}

/// Debts that between them reach rows of every kind of shape.
fn debts() -> Vec<(Subject, duewise::law::Facts)> {
    let mut old = Subject::new(date("2021-03-10"), money(1_000_000, "CNY"));
    old.rate = Some(Decimal::new(36, 2));
    old.overdue_rate = Some(Decimal::new(40, 2));
    old.stretches.push(Stretch {
        from: date("2019-06-01"),
        until: date("2021-03-10"),
        balance: old.principal,
        overdue: false,
    });
    let mut filed = facts("CN", Lender::Private, Product::Loan, "2019-06-01");
    filed.filed = Some(Filed::On(date("2021-03-10")));
    let mut found = vec![(old, filed)];
    let lenders = [Lender::Private, Lender::Bank, Lender::SmallLoan, Lender::MoneyLender];
    let products = [Product::Loan, Product::CreditCard, Product::Payday, Product::Mortgage];
    for code in
        ["CN", "UK", "US", "EU", "IN", "SG", "AU", "JP", "TW", "HK", "KR", "ZA", "KE", "BR", "PH", "ID", "RU", "CA"]
    {
        for (lender, product) in lenders.into_iter().flat_map(|lender| products.map(|product| (lender, product))) {
            let mut subject = Subject::new(date("2026-09-01"), money(1_000_000, "USD"));
            subject.rate = Some(Decimal::new(30, 2));
            subject.overdue_rate = Some(Decimal::new(45, 2));
            subject.principal_at_default = Some(subject.principal);
            let out = |from: &str, until: &str, overdue: bool| Stretch {
                from: date(from),
                until: date(until),
                balance: money(1_000_000, "USD"),
                overdue,
            };
            subject.stretches = vec![out("2026-04-10", "2026-06-10", false), out("2026-06-10", "2026-09-01", true)];
            let kinds = [Cost::Interest, Cost::OverdueInterest, Cost::Damages, Cost::Fee, Cost::InterestOnFees];
            subject.charged = kinds.map(|cost| Charged { cost, amount: money(100_000, "USD") }).to_vec();
            let mut facts = facts(code, lender, product, "2026-04-10");
            facts.loss = Some(money(10_000, "USD"));
            facts.military = Some(true);
            facts.all_listed = Some(false);
            found.push((subject, facts));
        }
    }
    found
}

#[test]
fn without_a_rule_its_series_cannot_tell_and_the_others_say_the_same() {
    let whole: Vec<_> = debts().into_iter().map(|(s, f)| (check(packs(), table(), &s, &f), s, f)).collect();
    let mut told = 0;
    for rule in packs().rules() {
        let without = packs().without(&rule.id);
        for (before, subject, facts) in &whole {
            if facts.jurisdiction != Some(rule.jurisdiction) {
                continue;
            }
            let after = check(&without, table(), subject, facts);
            for finding in &before.findings {
                let now = after.findings.iter().find(|each| each.series == finding.series);
                let used = finding.rule.as_ref().is_some_and(|used| used.id == rule.id);
                if used {
                    no_number(now.unwrap_or_else(|| panic!("{} is silent", finding.series)));
                    told += 1;
                } else if finding.series == rule.series {
                    same_or_nothing(finding, now, &rule.id);
                } else {
                    assert_eq!(Some(finding), now, "without {}", rule.id);
                }
            }
        }
    }
    assert!(told > 100, "only {told} findings rested on the row that was taken out");
}

#[test]
fn without_the_rule_of_an_earlier_time_a_split_loan_cannot_tell() {
    let (subject, facts) = debts().swap_remove(0);
    let review = check(&packs().without("cn.private.cap.2015"), table(), &subject, &facts);
    no_number(super::of_series(&review, "cn.private.cap"));
}

#[test]
fn without_the_publication_of_its_day_a_cap_of_lpr_cannot_tell() {
    let mut told = 0;
    for month in 0..84_u32 {
        let signed = date("2019-08-25").checked_add_months(chrono::Months::new(month)).expect("a day");
        let published = table().on(signed).expect("known").date;
        let mut subject = Subject::new(signed, money(1_000_000, "CNY"));
        subject.rate = Some(Decimal::new(30, 2));
        let until = signed.checked_add_days(Days::new(30)).expect("a day");
        subject.stretches.push(Stretch { from: signed, until, balance: subject.principal, overdue: false });
        let mut facts = facts("CN", Lender::Private, Product::Loan, &signed.to_string());
        facts.filed = Some(Filed::On(signed.max(date("2020-08-20"))));
        if signed < date("2020-08-20") {
            continue;
        }
        let whole = check(packs(), table(), &subject, &facts);
        assert!(super::of_series(&whole, "cn.private.cap").excess.is_some(), "{signed}");
        let review = check(packs(), &table().without(published), &subject, &facts);
        let finding = super::of_series(&review, "cn.private.cap");
        no_number(finding);
        assert!(matches!(finding.outcome, Outcome::CannotTell { why: Cannot::Lpr(_) }), "{finding:?}");
        told += 1;
    }
    assert!(told > 60, "{told}");
}

fn pack(rules: &serde_json::Value) -> Result<Packs, PackError> {
    let text = serde_json::json!({ "reviewed": "2026-11-23", "rules": rules }).to_string();
    Packs::read_files(&[("test", &text)])
}

#[test]
fn a_pack_that_does_not_hold_together_is_refused() {
    let rows = packs().rows("cn.private.cap").map(|rule| serde_json::to_value(rule).expect("written"));
    let whole = serde_json::Value::Array(rows.collect());
    assert!(pack(&whole).is_ok());
    let broken = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut rules = whole.clone();
        change(&mut rules);
        pack(&rules).err()
    };
    let id = |number: usize| whole[number]["id"].as_str().expect("an id").to_owned();
    assert_eq!(broken(&|r| r[1]["id"] = r[0]["id"].clone()), Some(PackError::SameId(id(0))));
    assert_eq!(broken(&|r| r[1]["cite"] = " ".into()), Some(PackError::Empty(id(1))));
    assert_eq!(broken(&|r| r[1]["says"]["en"] = "".into()), Some(PackError::Empty(id(1))));
    assert_eq!(broken(&|r| r[1]["source"] = "a page [M]".into()), Some(PackError::NotConfirmed(id(1))));
    assert_eq!(broken(&|r| r[1]["from"] = "2015-09-02".into()), Some(PackError::Gap(id(1))));
    assert_eq!(broken(&|r| r[1]["from"] = "2015-08-31".into()), Some(PackError::Overlap(id(1))));
    assert_eq!(broken(&|r| r[1]["until"] = "2015-08-31".into()), Some(PackError::Reversed(id(1))));
    assert_eq!(broken(&|r| r[0]["from"] = "2000-01-01".into()), Some(PackError::NotWhole(id(0))));
    assert_eq!(broken(&|r| r[3]["until"] = "2030-01-01".into()), Some(PackError::NotWhole(id(3))));
    assert_eq!(broken(&|r| r[1]["lenders"] = serde_json::json!(["bank"])), Some(PackError::Mixed(id(1))));
    for change in [
        |r: &mut serde_json::Value| r[1]["confirmed"] = "memory".into(),
        |r: &mut serde_json::Value| r[1]["effect"] = "advice".into(),
        |r: &mut serde_json::Value| r[1]["note"] = "x".into(),
    ] {
        assert!(matches!(broken(&change), Some(PackError::Unreadable { .. })));
    }
}
