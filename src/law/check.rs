//! Holds the rules of a jurisdiction against a debt: which series reach it, which row of each applies, what comes out, and
//! what to ask next.

use chrono::NaiveDate;

use super::facts::{Facts, Question};
use super::finding::{Cannot, Cited, Finding, Outcome, Reason, Review};
use super::judge::{self, Judged};
use super::lpr;
use super::pack::{Applicable, Packs};
use super::rule::{Only, Rule, Trigger};
use super::subject::Subject;

/// What a judge of one row may look at.
pub(super) struct Case<'a> {
    /// All rules, for a text that sends one to another.
    pub packs: &'a Packs,
    /// LPR.
    pub lpr: &'a lpr::Table,
    /// The figures.
    pub subject: &'a Subject,
    /// The rest.
    pub facts: &'a Facts,
}

/// Holds the rules against a debt. `subject.as_of` is the day that is looked at; nothing has a clock.
#[must_use]
pub fn check(packs: &Packs, lpr: &lpr::Table, subject: &Subject, facts: &Facts) -> Review {
    let mut review = Review { findings: Vec::new(), also: Vec::new(), next_question: None };
    let Some(jurisdiction) = facts.jurisdiction else {
        review.findings.push(Finding::cannot("", None, Cannot::Fact(Question::Jurisdiction)));
        review.next_question = Some(Question::Jurisdiction);
        return review;
    };
    let case = Case { packs, lpr, subject, facts };
    let mut known = false;
    for (series, of) in packs.series() {
        if *of != jurisdiction {
            continue;
        }
        known = true;
        let Some(first) = packs.rows(series).next() else {
            review.findings.push(Finding::cannot(series, None, Cannot::NoRow(subject.as_of)));
            continue;
        };
        match reaches(first, facts) {
            Reach::No => {}
            Reach::Ask(question) => ask(&mut review.findings, series, question),
            Reach::Yes => one(&case, series, first.trigger, &mut review),
        }
    }
    if !known {
        review.findings.push(Finding::cannot("", None, Cannot::NoPack));
    }
    let open = review.findings.iter().filter_map(Finding::question);
    review.next_question = open.filter(|question| !facts.said_unknown(*question)).min();
    review
}

/// One question stands once, however many series wait for it.
fn ask(findings: &mut Vec<Finding>, series: &str, question: Question) {
    if !findings.iter().any(|finding| finding.question() == Some(question)) {
        findings.push(Finding::cannot(series, None, Cannot::Fact(question)));
    }
}

/// Whether a series reaches a debt.
enum Reach {
    Yes,
    No,
    Ask(Question),
}

fn reaches(rule: &Rule, facts: &Facts) -> Reach {
    if !rule.products.is_empty() && facts.product.is_some_and(|product| !rule.products.contains(&product)) {
        return Reach::No;
    }
    if !rule.lenders.is_empty() {
        match facts.real_lender() {
            Err(question) => return Reach::Ask(question),
            Ok(lender) if !rule.lenders.contains(&lender) => return Reach::No,
            Ok(_) => {}
        }
    }
    if !rule.products.is_empty() && facts.product.is_none() {
        return Reach::Ask(Question::Product);
    }
    match (rule.only_if, facts.military) {
        (Some(Only::Military), None) => Reach::Ask(Question::Military),
        (Some(Only::Military), Some(false)) => Reach::No,
        _ => Reach::Yes,
    }
}

/// The day that decides on the row, with the reason it is that one.
pub(super) fn deciding_day(case: &Case, series: &str, trigger: Trigger) -> Result<(NaiveDate, Reason), Question> {
    let day = match trigger {
        Trigger::Contract | Trigger::Origination => case.facts.signed.ok_or(Question::Signed)?,
        Trigger::Charge => case.subject.charge_day(),
        Trigger::Filing => return judge::filing_day(case, series),
        Trigger::AsOf => case.subject.as_of,
    };
    Ok((day, Reason::Decided { trigger, day }))
}

fn one(case: &Case, series: &str, trigger: Trigger, review: &mut Review) {
    let (day, reason) = match deciding_day(case, series, trigger) {
        Ok(decided) => decided,
        Err(question) => return ask(&mut review.findings, series, question),
    };
    let mut finding = match case.packs.applicable(series, day) {
        Applicable::None => Finding::cannot(series, None, Cannot::NoRow(day)),
        Applicable::Unknown(rule, why) => Finding::cannot(series, Some(rule), Cannot::RowUnknown(why)),
        Applicable::NoLimit(rule) => Finding::of(series, Some(rule), Outcome::NoLimit),
        Applicable::Row(rule) => match judge::judge(case, rule, day) {
            Ok(Judged::Finding(finding)) => *finding,
            Ok(Judged::NothingToHold) => return review.also.push(Cited::from(rule)),
            Ok(Judged::NotConcerned) => return,
            Err(why) => Finding::cannot(series, Some(rule), why),
        },
    };
    finding.branch.insert(0, reason);
    review.findings.push(finding);
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::engine::{Currency, Money};
    use crate::law::facts::{Filed, Lender, Product};
    use crate::law::rule::Jurisdiction;
    use crate::law::subject::Stretch;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn yuan(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
    }

    fn reviewed(subject: &Subject, facts: &Facts) -> Option<Review> {
        let packs = Packs::read().ok()?;
        let table = lpr::table().ok()?;
        Some(check(packs, table, subject, facts))
    }

    fn private(signed: &str, filed: Option<Filed>) -> Facts {
        Facts {
            jurisdiction: Some(Jurisdiction::CN),
            lender: Some(Lender::Private),
            product: Some(Product::Loan),
            signed: Some(date(signed)),
            filed,
            rate_agreed: Some(true),
            ..Facts::default()
        }
    }

    fn cap(review: Option<Review>) -> Option<Finding> {
        review?.findings.into_iter().find(|finding| finding.series == "cn.private.cap")
    }

    #[test]
    fn a_private_loan_of_june_2019_at_36_percent_filed_in_march_2021_is_split_at_20_august_2020() {
        // ¥10,000 from 1 June 2019 to 10 March 2021, 36 % a year over 365 days.
        // To 19 August 2020: 446 days at 24 % = 10,000 · 0.24 · 446 ⁄ 365 = 2,932.602 739 …
        // From 20 August 2020: 202 days at 4 · 3.85 % = 15.4 %: 10,000 · 0.154 · 202 ⁄ 365 = 852.273 972 …
        // Together 3,784.876 712 … = 3,784.88. Charged: 10,000 · 0.36 · 648 ⁄ 365 = 6,391.232 … = 6,391.23.
        // Above: 2,606.35. Nothing lies above 36 %, so nothing is void.
        let mut subject = Subject::new(date("2021-03-10"), yuan(1_000_000));
        subject.rate = Some(Decimal::new(36, 2));
        let stretch =
            Stretch { from: date("2019-06-01"), until: date("2021-03-10"), balance: yuan(1_000_000), overdue: false };
        subject.stretches.push(stretch);
        let finding = cap(reviewed(&subject, &private("2019-06-01", Some(Filed::On(date("2021-03-10"))))));
        let finding = finding.unwrap_or_else(|| Finding::of("", None, Outcome::NoLimit));
        assert_eq!(finding.rule.map(|rule| rule.id).as_deref(), Some("cn.private.cap.2021"));
        assert_eq!(finding.outcome, Outcome::Above { by_rate: Some(Decimal::new(206, 3)) });
        assert_eq!(finding.limit, Some(yuan(378_488)));
        assert_eq!(finding.charged, Some(yuan(639_123)));
        assert_eq!(finding.excess, Some(yuan(260_635)));
        assert!(finding.branch.contains(&Reason::SplitAt(date("2020-08-20"))), "{:?}", finding.branch);
        assert!(finding.branch.contains(&Reason::RateAtFiling(date("2021-03-10"))));
    }

    #[test]
    fn an_old_contract_without_a_word_on_a_suit_is_asked_about_it() {
        let mut subject = Subject::new(date("2021-03-10"), yuan(1_000_000));
        subject.rate = Some(Decimal::new(36, 2));
        let review = reviewed(&subject, &private("2019-06-01", None));
        assert_eq!(review.and_then(|review| review.next_question), Some(Question::Filed));
    }

    #[test]
    fn an_unknown_lender_is_cannot_tell_with_the_question_that_would_settle_it() {
        let subject = Subject::new(date("2026-11-24"), yuan(1_000_000));
        let facts = Facts { jurisdiction: Some(Jurisdiction::CN), ..Facts::default() };
        let review = reviewed(&subject, &facts);
        assert_eq!(review.as_ref().and_then(|review| review.next_question), Some(Question::Lender));
        let findings = review.map(|review| review.findings).unwrap_or_default();
        assert!(findings.iter().all(|finding| finding.excess.is_none()), "never a number");
        assert!(findings.iter().any(|finding| finding.question() == Some(Question::Lender)));
    }
}
