//! Is this charge lawful? What is known, the one question that is open, and what the rules say, in words.
//!
//! Pure; imports `case`, `law`, `engine` and words. It runs in the worker: the screens load neither these words nor the
//! rules, and show what [`view`] says as it is.

mod cap;
mod finding;
mod item;
mod of_debt;
mod steps;
mod told;

use chrono::NaiveDate;

use crate::case::Debt;
use crate::case::checked::{CheckAsk, CheckView, Known, Question, Typed};
use crate::engine::Money;
use crate::law::finding::{Cannot, Cited, Finding, Outcome, Review};
use crate::law::{self, Effect, Facts, Jurisdiction, Packs, Product, lpr};
use crate::present::format;
use crate::present::lang::Lang;
use crate::present::words::check as words;
pub(crate) use steps::working;

pub use finding::cited;
use item::{Item, Kind, What};
use told::{Told, Value};

/// What is known beside the figures of a saved debt: what its terms say, and what was answered before.
#[must_use]
pub fn facts_of(debt: &Debt, as_of: NaiveDate, lang: Lang) -> Facts {
    let ask = CheckAsk {
        debt: Some(debt.clone()),
        answers: Vec::new(),
        again: None,
        enough: false,
        lateness: None,
        as_of,
        lang: lang.tag().to_owned(),
    };
    Told::read(&ask, lang).facts()
}

/// What the screen shows; none where the rules or LPR cannot be read, which a test rules out.
#[must_use]
pub fn view(ask: &CheckAsk) -> Option<CheckView> {
    let lang = Lang::from_tag(&ask.lang);
    let told = Told::read(ask, lang);
    if let Some((scenario, days)) = &ask.lateness {
        return cap::view(ask, &told, (scenario, *days), lang);
    }
    let (facts, subject) = (told.facts(), told.subject());
    let packs = Packs::read().ok()?;
    let mut review = law::check(packs, lpr::table().ok()?, &subject, &facts);
    let what = told.what();
    review.findings.retain(|finding| !beside_the_point(finding, what));
    let open = open(&told, &review);
    let again = ask.again.as_deref().and_then(Item::named);
    let wrong = told.errors.first().map(|(item, ..)| *item);
    let asked = again.or(wrong).or(open.filter(|_| !ask.enough));
    let mut view = CheckView {
        known: known(&told, lang),
        question: asked.map(|item| question(item, &told, &review, lang)),
        facts: told.answered(),
        ..CheckView::default()
    };
    if asked.is_none() {
        result(&mut view, &review, subject.year_days, lang);
        let sure = Sure { hand: told.debt.is_none(), reviewed: packs.reviewed() };
        view.limits = limits(&sure, ask, lang);
        view.help = vec![help(facts.jurisdiction, lang).to_owned()];
        let date = format::date(ask.as_of, lang);
        view.contestable = contestable(&review, true)
            .map(|amount| finding::sum("contestable", words::contestable(lang), amount, lang));
        view.contestable_note = words::contestable_note(lang, &date);
        (view.verdict, view.sentence) = verdict(&review, lang);
    }
    Some(view)
}

/// What is asked next: who, where and when first, then the figures of a charge that is typed, then what the rules need.
fn open(told: &Told, review: &Review) -> Option<Item> {
    let mut asked: Vec<Item> = review.findings.iter().filter_map(|finding| finding.question().map(Item::of)).collect();
    asked.retain(|item| told.get(*item).is_none());
    asked.sort_unstable();
    let first = asked.iter().copied().find(|item| item.comes_first());
    first.or_else(|| figure(told, review)).or_else(|| asked.first().copied())
}

/// The next figure of a charge that is typed by hand. Where nothing could be held against it, none is asked.
fn figure(told: &Told, review: &Review) -> Option<Item> {
    let waits = |finding: &Finding| match finding.outcome {
        Outcome::CannotTell { why: Cannot::NoPack | Cannot::RowUnknown(_) } => true,
        Outcome::CannotTell { why: Cannot::Fact(question) } => Item::of(question).comes_first(),
        _ => false,
    };
    if told.debt.is_some() || review.also.is_empty() && review.findings.iter().all(waits) {
        return None;
    }
    wanted(told).into_iter().find(|item| told.get(*item).is_none())
}

/// The figures that tell a charge of this kind.
fn wanted(told: &Told) -> Vec<Item> {
    let place = told.facts().jurisdiction;
    let is_card = told.product() == Some(Product::CreditCard);
    if told.product() == Some(Product::Payday) {
        return vec![Item::Principal, Item::DaysOut, Item::Interest, Item::DefaultFees];
    }
    let Some(what) = told.what() else { return vec![Item::What] };
    match what {
        What::Fee => vec![Item::FeeAmount, Item::FeeOn],
        What::OnFees => vec![Item::OnFees, Item::ChargedOn],
        What::OverLimit => vec![Item::OverLimit, Item::ChargedOn],
        What::Late if place == Some(Jurisdiction::IN) => {
            vec![Item::LateCharged, Item::ChargedOn, Item::PenaltyForm, Item::Capitalised]
        }
        What::Late => {
            let mut all = vec![Item::Principal, Item::Rate, Item::LateRate, Item::DaysLate, Item::LateCharged];
            match place.map(|place| place.code().to_owned()).as_deref() {
                Some("CN") => all.push(Item::Damages),
                // The daily limit of online lending there has fallen year by year.
                Some("ID") => all.push(Item::ChargedOn),
                _ => {}
            }
            all
        }
        What::Interest if is_card => vec![Item::Rate, Item::ChargedOn],
        What::Interest => {
            let mut all = vec![Item::Principal];
            if place == Some(Jurisdiction::CN) {
                all.push(Item::Deducted);
            }
            all.extend([Item::Rate, Item::Until]);
            if matches!(told.get(Item::Rate), Some(Value::Unknown)) {
                all.push(Item::Interest);
            }
            all
        }
    }
}

/// Whether a finding waits for something that has no part in the one charge that is looked at.
fn beside_the_point(finding: &Finding, what: Option<What>) -> bool {
    let one = matches!(what, Some(What::Fee | What::OnFees | What::OverLimit));
    let waits = finding.question().map(Item::of).is_some_and(|item| {
        matches!(item, Item::Rate | Item::RateAgreed | Item::Loss | Item::AllListed | Item::PenaltyForm)
            || matches!(item, Item::Military | Item::PrincipalAtDefault)
    });
    let no_days = matches!(finding.outcome, Outcome::CannotTell { why: Cannot::NoDays });
    one && (waits || no_days)
}

fn known(told: &Told, lang: Lang) -> Vec<Known> {
    let one = |(item, value, from_debt): (Item, &Value, bool)| {
        let (key, [_, _, label]) = item.words(lang);
        let value = Told::shown(item, value, lang);
        Known { key: key.to_owned(), label: label.to_owned(), value, from_debt }
    };
    told.all().map(one).collect()
}

fn question(item: Item, told: &Told, review: &Review, lang: Lang) -> Question {
    let (key, [text, why, _]) = item.words(lang);
    let typed = |label: &str, hint: &str, unit: &str, keyboard: &str| Typed {
        label: label.to_owned(),
        hint: hint.to_owned(),
        unit: unit.to_owned(),
        keyboard: keyboard.to_owned(),
    };
    let money = format::symbol(told.currency(), lang);
    let typed = match item.kind() {
        Kind::Choice => None,
        Kind::Date => Some(typed(words::typed_date(lang), words::typed_date_hint(lang), "", "")),
        Kind::Money => Some(typed(words::typed_money(lang), "", money.trim_end_matches('\u{a0}'), "decimal")),
        Kind::Rate => Some(typed(words::typed_rate(lang), words::typed_rate_hint(lang), "", "")),
        Kind::Days => Some(typed(words::typed_days(lang), "", "", "numeric")),
        Kind::Cycles => Some(typed(words::typed_cycles(lang), "", "", "numeric")),
    };
    let mut options = told::options(item, lang);
    let card = told.product() == Some(Product::CreditCard);
    match item {
        // What only a card has is offered only for a card, and places only as far as there are rules of them.
        Item::What if !card => options.retain(|(name, _)| matches!(name.as_str(), "interest" | "late" | "fee")),
        Item::What => options.retain(|(name, _)| name != "late"),
        Item::Jurisdiction => {
            let known = |code: &str| code == item::ELSEWHERE || has_rules(code);
            options.retain(|(code, _)| known(code));
        }
        Item::Lender if told.facts().jurisdiction != Some(Jurisdiction::CN) => {
            let usual = ["private", "bank", "money_lender", "platform", item::UNKNOWN];
            options.retain(|(name, _)| usual.contains(&name.as_str()));
        }
        _ => {}
    }
    let wrong = told.errors.iter().find(|(wrong, ..)| *wrong == item);
    Question {
        key: key.to_owned(),
        text: text.to_owned(),
        why: why.to_owned(),
        options,
        typed,
        error: wrong.map(|(_, said, _)| said.clone()).unwrap_or_default(),
        before: wrong.map(|(.., typed)| typed.clone()).unwrap_or_default(),
        can_stop: told.get(Item::Jurisdiction).is_some() && !review.findings.is_empty(),
    }
}

fn has_rules(code: &str) -> bool {
    Packs::read().is_ok_and(|packs| packs.series().iter().any(|(_, place)| place.code() == code))
}

fn result(view: &mut CheckView, review: &Review, year_days: u16, lang: Lang) {
    let mut all: Vec<&Finding> = review.findings.iter().collect();
    let place = |finding: &Finding| match finding.outcome {
        Outcome::Above { .. } => 0,
        Outcome::DependsOn { .. } => 1,
        Outcome::CannotTell { .. } => 2,
        Outcome::Within => 3,
        Outcome::NoLimit => 4,
    };
    let excess = |finding: &Finding| finding.excess.map_or(0, Money::minor).saturating_neg();
    all.sort_by_key(|finding| (place(finding), excess(finding)));
    view.findings = all.into_iter().map(|finding| finding::view(finding, year_days, lang)).collect();
    view.also = review.also.iter().map(|rule| finding::cited(rule, lang)).collect();
}

/// Whether a finding can be held against the lender: an undertaking or a recommendation is no limit.
fn counts(finding: &Finding) -> bool {
    let soft = |rule: &Cited| matches!(rule.effect, Effect::SelfRegulatory | Effect::Guidance);
    !finding.rule.as_ref().is_some_and(soft)
}

/// The largest excess of the findings that count, or that do not. Rules may mean the same money, so no two are added.
fn contestable(review: &Review, hard: bool) -> Option<Money> {
    let excess = |finding: &Finding| finding.excess.filter(|excess| excess.is_positive());
    let above = review.findings.iter().filter(|finding| counts(finding) == hard).filter_map(excess);
    above.max_by_key(|excess| excess.minor())
}

fn verdict(review: &Review, lang: Lang) -> (String, String) {
    let of = |name: &str, sentence: String| (name.to_owned(), sentence);
    if let Some(sum) = contestable(review, true) {
        return of("above", words::verdict_above(lang, &format::money(sum, lang)));
    }
    let above: Vec<bool> = review
        .findings
        .iter()
        .filter(|finding| counts(finding))
        .filter_map(|finding| match finding.outcome {
            Outcome::Above { by_rate } => Some(by_rate.is_some()),
            _ => None,
        })
        .collect();
    if !above.is_empty() {
        let sentence =
            if above.contains(&true) { words::verdict_above_rate(lang) } else { words::verdict_above_no_sum(lang) };
        return of("above", sentence.to_owned());
    }
    let depends = review.findings.iter().find_map(|finding| match &finding.outcome {
        Outcome::DependsOn { on } => Some(finding::conditions(on, lang)),
        _ => None,
    });
    if let Some(on) = depends {
        return of("depends", words::verdict_depends(lang, &on));
    }
    let is_within = |finding: &Finding| matches!(finding.outcome, Outcome::Within);
    let within = review.findings.iter().any(is_within);
    // A rule that is not in the packs leaves the others as they are; a fact that is missing does not.
    let cannot = review.findings.iter().find_map(|finding| match finding.outcome {
        Outcome::CannotTell { why: Cannot::RowUnknown(_) } if within => None,
        Outcome::CannotTell { why } => Some(finding::why(why, lang)),
        _ => None,
    });
    if let Some(why) = cannot {
        return of("cannot", words::verdict_cannot(lang, &why));
    }
    if review.findings.is_empty() {
        return of("cannot", words::verdict_nothing(lang).to_owned());
    }
    if let Some(sum) = contestable(review, false) {
        return of("within", words::verdict_soft(lang, &format::money(sum, lang)));
    }
    let partly = review.findings.iter().any(|finding| matches!(finding.outcome, Outcome::CannotTell { .. }));
    let sentence = if partly { words::verdict_within_partly(lang) } else { words::verdict_within(lang) };
    of("within", sentence.to_owned())
}

/// On what the answer rests.
struct Sure {
    hand: bool,
    reviewed: chrono::NaiveDate,
}

fn limits(sure: &Sure, ask: &CheckAsk, lang: Lang) -> Vec<String> {
    let date = |day| format::date(day, lang);
    let mut all =
        vec![words::limit_not_advice(lang).to_owned(), words::limit_date(lang, &date(sure.reviewed), &date(ask.as_of))];
    if sure.hand {
        all.push(words::limit_typed(lang).to_owned());
    }
    all
}

const fn help(place: Option<Jurisdiction>, lang: Lang) -> &'static str {
    match place {
        Some(Jurisdiction::CN) => words::help_cn(lang),
        Some(Jurisdiction::UK) => words::help_uk(lang),
        Some(Jurisdiction::US) => words::help_us(lang),
        Some(Jurisdiction::IN) => words::help_in(lang),
        _ => words::help_other(lang),
    }
}

#[cfg(test)]
mod tests;
