//! One rule's finding in words: what comes out, its sums, the working, the way to this version, and the rule itself.

use rust_decimal::Decimal;

use super::item::Item;
use crate::case::checked::{CitedView, FindingView, Sum};
use crate::engine::Money;
use crate::law::finding::{Cannot, Cited, Condition, Finding, Outcome, Reason};
use crate::law::lpr;
use crate::law::rule::{Confirmed, Effect, Trigger, Words};
use crate::law::shape::Why;
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::words::check as words;

/// A finding as it is shown.
pub fn view(finding: &Finding, year_days: u16, lang: Lang) -> FindingView {
    let (outcome, tag) = match finding.outcome {
        Outcome::Above { .. } => ("above", words::tag_above(lang)),
        Outcome::Within => ("within", words::tag_within(lang)),
        Outcome::NoLimit => ("no_limit", words::tag_no_limit(lang)),
        Outcome::DependsOn { .. } => ("depends", words::tag_depends(lang)),
        Outcome::CannotTell { .. } => ("cannot", words::tag_cannot(lang)),
    };
    let cited = finding.rule.as_ref().map(|rule| cited(rule, lang));
    let settles = finding.question().map(|question| {
        let item = Item::of(question);
        (item.name().to_owned(), item.asks(lang).to_owned())
    });
    let asked = settles.as_ref().map(|(_, asks)| asks.clone());
    FindingView {
        series: finding.series.clone(),
        rule: finding.rule.as_ref().map(|rule| rule.id.clone()).unwrap_or_default(),
        outcome: outcome.to_owned(),
        tag: tag.to_owned(),
        title: cited.as_ref().map(|cited| cited.title.clone()).or(asked).unwrap_or_else(|| tag.to_owned()),
        sentence: sentence(finding, lang),
        sums: sums(finding, lang),
        steps: super::steps::steps(finding, year_days, lang),
        branch: finding.branch.iter().map(|reason| self::reason(*reason, lang)).collect(),
        cited,
        settles,
    }
}

fn of(texts: &Words, lang: Lang) -> String {
    match lang {
        Lang::Zh => texts.zh.clone(),
        Lang::En => texts.en.clone(),
    }
}

/// A rule as it is shown.
pub fn cited(rule: &Cited, lang: Lang) -> CitedView {
    let confirmed = match rule.confirmed {
        Confirmed::Primary => words::confirmed_primary(lang),
        Confirmed::Secondary => words::confirmed_secondary(lang),
    };
    let effect = match rule.effect {
        Effect::Void => words::effect_void(lang),
        Effect::UnenforceableExcess => words::effect_unenforceable(lang),
        Effect::ReducibleOnRequest => words::effect_reducible(lang),
        Effect::RegulatoryOnly => words::effect_regulatory(lang),
        Effect::SelfRegulatory => words::effect_self_regulatory(lang),
        Effect::Guidance => words::effect_guidance(lang),
        Effect::Procedural => words::effect_procedural(lang),
    };
    let day = |day| format::date(day, lang);
    let dates = match (rule.from, rule.until) {
        _ if rule.undated => words::dates_undated(lang).to_owned(),
        (Some(from), Some(until)) => words::dates_both(lang, &day(from), &day(until)),
        (Some(from), None) => words::dates_from(lang, &day(from)),
        (None, Some(until)) => words::dates_until(lang, &day(until)),
        (None, None) => words::dates_always(lang).to_owned(),
    };
    CitedView {
        title: of(&rule.title, lang),
        says: of(&rule.says, lang),
        effect: effect.to_owned(),
        can_do: of(&rule.can_do, lang),
        cite: rule.cite.clone(),
        source: words::source(lang, confirmed, &rule.source),
        dates,
    }
}

fn sentence(finding: &Finding, lang: Lang) -> String {
    let money = |amount: Money| format::money(amount, lang);
    let sums = finding.charged.zip(finding.limit);
    match &finding.outcome {
        Outcome::Above { by_rate } => match (sums, finding.excess.filter(|excess| excess.is_positive()), by_rate) {
            (Some((charged, limit)), Some(excess), _) => {
                words::finding_above(lang, &money(charged), &money(limit), &money(excess))
            }
            (_, _, Some(by)) => words::finding_above_rate(lang, &points(*by)),
            _ => words::finding_above_plain(lang).to_owned(),
        },
        Outcome::Within => match sums {
            Some((charged, limit)) => words::finding_within(lang, &money(charged), &money(limit)),
            None => words::finding_within_plain(lang).to_owned(),
        },
        Outcome::NoLimit => words::finding_no_limit(lang).to_owned(),
        Outcome::DependsOn { on } => words::finding_depends(lang, &conditions(on, lang)),
        Outcome::CannotTell { why } => words::finding_cannot(lang, &self::why(*why, lang)),
    }
}

/// Percentage points of a fraction.
fn points(by: Decimal) -> String {
    format::percent(by).trim_end_matches('%').to_owned()
}

/// What a "depends" depends on.
pub fn conditions(on: &[Condition], lang: Lang) -> String {
    let all: Vec<&str> = on
        .iter()
        .map(|condition| match condition {
            Condition::Loss => words::on_loss(lang),
            Condition::ChangeOver => words::on_change_over(lang),
            Condition::Court => words::on_court(lang),
        })
        .collect();
    all.join(words::on_join(lang))
}

/// Why nothing can be said.
pub fn why(why: Cannot, lang: Lang) -> String {
    match why {
        Cannot::Fact(question) => words::why_fact(lang, Item::of(question).asks(lang)),
        Cannot::RowUnknown(why) => match why {
            Why::NotRead => words::why_not_read(lang),
            Why::NotConfirmed => words::why_not_confirmed(lang),
            Why::DayNotKnown => words::why_day_not_known(lang),
            Why::Disputed => words::why_disputed(lang),
            Why::LeftToOthers => words::why_left_to_others(lang),
        }
        .to_owned(),
        Cannot::NoRow(day) => words::why_no_row(lang, &format::date(day, lang)),
        Cannot::NoPack => words::why_no_pack(lang).to_owned(),
        Cannot::Lpr(lpr::Unknown::BeforeTheFirst { first }) => words::why_lpr_before(lang, &format::date(first, lang)),
        Cannot::Lpr(lpr::Unknown::NotYetInTheTable { until, .. }) => {
            words::why_lpr_after(lang, &format::date(until, lang))
        }
        Cannot::Lpr(lpr::Unknown::TableRefused(_)) => words::why_lpr_table(lang).to_owned(),
        Cannot::ReferenceRate(day) => words::why_reference(lang, &format::date(day, lang)),
        Cannot::NoDays => words::why_no_days(lang).to_owned(),
        Cannot::Amounts => words::why_amounts(lang).to_owned(),
    }
}

fn sums(finding: &Finding, lang: Lang) -> Vec<Sum> {
    let all = [
        ("charged", words::sum_charged(lang), finding.charged),
        ("limit", words::sum_limit(lang), finding.limit),
        ("excess", words::sum_excess(lang), finding.excess),
        ("void", words::sum_void(lang), finding.void.filter(|void| void.is_positive())),
    ];
    all.into_iter().filter_map(|(name, label, amount)| Some(sum(name, label, amount?, lang))).collect()
}

/// A sum as it is shown.
pub fn sum(name: &str, label: &str, amount: Money, lang: Lang) -> Sum {
    Sum { name: name.to_owned(), label: label.to_owned(), text: format::money(amount, lang), minor: amount.minor() }
}

fn reason(reason: Reason, lang: Lang) -> String {
    let date = |day| format::date(day, lang);
    match reason {
        Reason::Decided { trigger, day } => {
            let day = date(day);
            match trigger {
                Trigger::Contract => words::reason_contract(lang, &day),
                Trigger::Origination => words::reason_origination(lang, &day),
                Trigger::Charge => words::reason_charge(lang, &day),
                Trigger::Filing => words::reason_filing(lang, &day),
                Trigger::AsOf => words::reason_as_of(lang, &day),
            }
        }
        Reason::NotFiled { as_of } => words::reason_not_filed(lang, &date(as_of)),
        Reason::OlderContract { signed, before } => words::reason_older(lang, &date(signed), &date(before)),
        Reason::SplitAt(day) => words::reason_split(lang, &date(day), &date(day)),
        Reason::RateAtFiling(day) => words::reason_rate_at_filing(lang, &date(day)),
        Reason::RateAtContract(day) => words::reason_rate_at_contract(lang, &date(day)),
        Reason::NaturalObligation { from, to } => {
            words::reason_natural(lang, &format::percent(from), &format::percent(to))
        }
        Reason::AboveVoid(rate) => words::reason_above_void(lang, &format::percent(rate)),
        Reason::Target { rate, by } => words::reason_target(lang, &date(by), &format::percent(rate)),
        Reason::Received(amount) => words::reason_received(lang, &format::money(amount, lang)),
        Reason::Again { cycles } => words::reason_again(lang, &cycles.to_string()),
        Reason::NotAboveMissed(missed) => words::reason_missed(lang, &format::money(missed, lang)),
        Reason::DaysLate(days) => words::reason_days_late(lang, &format::days(days, lang)),
        Reason::MonthsLate(months) => words::reason_months_late(lang, &format::months(i64::from(months), lang)),
        Reason::BelowFloor(least) => words::reason_below_floor(lang, &format::percent(least)),
        Reason::ChargesFrom(day) => words::reason_charges_from(lang, &date(day)),
    }
}
