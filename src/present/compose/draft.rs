//! What is typed and chosen on the way to a request, and what stands against it. The page and the worker read it with the
//! same functions. Imports `case`, `engine` and words only.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::contact::Evidence;
use crate::case::household::{Answers, Household, Lasting, Reason};
use crate::case::request::{Borrower, RequestKind};
use crate::case::text;
use crate::engine::Currency;
use crate::engine::limits::{MAX_NAME_CHARS, MAX_NOTE_CHARS};
use crate::engine::relief::Proposal;
use crate::present::input::{self, Cause, Field, FieldError};
use crate::present::lang::Lang;
use crate::present::words::compose as words;

/// A page of the flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Which kind of request.
    Kind,
    /// What is asked.
    What,
    /// Why.
    Why,
    /// What the other side is told.
    Statement,
    /// Who asks.
    Who,
    /// To whom it goes.
    Whom,
    /// All answers once more, and the letter.
    Check,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [Self::Kind, Self::What, Self::Why, Self::Statement, Self::Who, Self::Whom, Self::Check];

    /// The name in the address and in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::What => "what",
            Self::Why => "why",
            Self::Statement => "statement",
            Self::Who => "who",
            Self::Whom => "whom",
            Self::Check => "check",
        }
    }

    /// The page of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }
}

/// The numbered pages of a kind of request.
#[must_use]
pub const fn steps(kind: RequestKind) -> &'static [Step] {
    match kind {
        RequestKind::Relief | RequestKind::Mediation => {
            &[Step::What, Step::Why, Step::Statement, Step::Who, Step::Whom]
        }
        RequestKind::Dispute | RequestKind::PayoffQuote | RequestKind::Breakdown => {
            &[Step::What, Step::Who, Step::Whom]
        }
    }
}

/// The kinds of request with their names in the page.
pub const KINDS: [(&str, RequestKind); 5] = [
    ("relief", RequestKind::Relief),
    ("dispute", RequestKind::Dispute),
    ("payoff_quote", RequestKind::PayoffQuote),
    ("breakdown", RequestKind::Breakdown),
    ("mediation", RequestKind::Mediation),
];

/// The name of a kind in the page.
#[must_use]
pub const fn kind_name(kind: RequestKind) -> &'static str {
    match kind {
        RequestKind::Relief => "relief",
        RequestKind::Dispute => "dispute",
        RequestKind::PayoffQuote => "payoff_quote",
        RequestKind::Breakdown => "breakdown",
        RequestKind::Mediation => "mediation",
    }
}

/// Reasons with their names in the page.
pub const REASONS: [(&str, Reason); 11] = [
    ("unemployment", Reason::Unemployment),
    ("less_income", Reason::LessIncome),
    ("illness", Reason::Illness),
    ("family", Reason::Family),
    ("disaster", Reason::Disaster),
    ("business", Reason::Business),
    ("too_many_debts", Reason::TooManyDebts),
    ("oversight", Reason::Oversight),
    ("disputed", Reason::Disputed),
    ("unwilling", Reason::Unwilling),
    ("other", Reason::Other),
];

/// How long it may last, with names in the page.
pub const LASTING: [(&str, Lasting); 4] =
    [("weeks", Lasting::Weeks), ("months", Lasting::Months), ("years", Lasting::Years), ("unknown", Lasting::Unknown)];

/// The parts of the statement that may be left out.
pub const PARTS: [&str; 4] = ["income", "essentials", "cash", "debts"];

/// The choice of handing the request over oneself.
pub const SELF: &str = "self";

/// Everything that was typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Which kind.
    pub kind: Option<RequestKind>,
    /// The levers of a relief request or of an offer beside a mediation.
    pub proposal: Option<Proposal>,
    /// The charges that are disputed, by the ids of their rules; none: all that were found.
    pub charges: Option<Vec<String>>,
    /// The day of a payoff quote, as typed.
    pub payoff_on: String,
    /// The reason, by its name; empty: left out.
    pub reason: String,
    /// Since when, as typed.
    pub since: String,
    /// How long, by its name.
    pub lasting: String,
    /// In the borrower's own words.
    pub note: String,
    /// The parts of the statement that are left out.
    pub leave_out: Vec<String>,
    /// Files that prove it.
    pub evidence: Vec<Evidence>,
    /// Name.
    pub name: String,
    /// How to be reached.
    pub contact: String,
    /// The lender's number of the contract.
    pub contract: String,
    /// The lender that it goes to, by its id, or [`SELF`].
    pub lender: String,
}

impl Draft {
    /// Fills what is still empty from the answers of the self-assessment.
    pub fn take_answers(&mut self, answers: &Answers) {
        if self.reason.is_empty() && self.since.is_empty() && self.lasting.is_empty() {
            let named = |reason: Reason| REASONS.iter().find(|(_, known)| *known == reason).map(|(name, _)| *name);
            self.reason = answers.reason.and_then(named).unwrap_or_default().to_owned();
            self.since = answers.since.map(|day| day.to_string()).unwrap_or_default();
            let named = |lasting: Lasting| LASTING.iter().find(|(_, known)| *known == lasting).map(|(name, _)| *name);
            self.lasting = answers.lasting.and_then(named).unwrap_or_default().to_owned();
        }
    }

    /// Whether a part of the statement is told.
    #[must_use]
    pub fn tells(&self, part: &str) -> bool {
        !self.leave_out.iter().any(|left| left == part)
    }

    /// Who asks, cleaned.
    #[must_use]
    pub fn borrower(&self) -> Borrower {
        Borrower {
            name: text::name(&self.name),
            contact: text::name(&self.contact),
            contract: text::name(&self.contract),
        }
    }

    /// Why, since when and how long, as far as it can be read.
    #[must_use]
    pub fn answers(&self, today: NaiveDate) -> Answers {
        Answers {
            reason: REASONS.iter().find(|(name, _)| *name == self.reason).map(|(_, reason)| *reason),
            since: input::date(&self.since, today).ok().map(|read| read.date),
            lasting: LASTING.iter().find(|(name, _)| *name == self.lasting).map(|(_, lasting)| *lasting),
            ..Answers::default()
        }
    }

    /// The day of the quote; today where nothing readable was typed.
    #[must_use]
    pub fn quote_day(&self, today: NaiveDate) -> NaiveDate {
        input::date(&self.payoff_on, today).map_or(today, |read| read.date).max(today)
    }

    /// The household as the request tells it: only the parts that are not left out, with the answers given here.
    #[must_use]
    pub fn told(&self, household: Option<&Household>, currency: Currency, today: NaiveDate) -> Household {
        let mut told = household.cloned().unwrap_or_else(|| Household::new(currency));
        told.lines.retain(|line| self.tells(if line.purpose.is_income() { "income" } else { "essentials" }));
        if !self.tells("cash") {
            told.cash = crate::engine::Money::zero(told.currency);
        }
        told.answers = self.answers(today);
        told
    }
}

/// What stands against the answers of a page: the name of the field and what would work.
#[must_use]
pub fn errors(draft: &Draft, step: Step, today: NaiveDate, lang: Lang) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    let message = |field, cause| input::words::message(&FieldError::new(field, cause), lang);
    match step {
        Step::What if draft.kind == Some(RequestKind::PayoffQuote) => match input::date(&draft.payoff_on, today) {
            Ok(read) if read.date < today => {
                let latest = NaiveDate::from_ymd_opt(crate::engine::limits::MAX_YEAR, 12, 31).unwrap_or(today);
                let cause = Cause::DateOutside { earliest: today, latest };
                found.push(("payoff_on", message(Field::Date, cause)));
            }
            Ok(_) => {}
            Err(cause) => found.push(("payoff_on", message(Field::Date, cause))),
        },
        Step::Why => {
            if !input::is_blank(&draft.since)
                && let Err(cause) = input::date(&draft.since, today)
            {
                found.push(("since", message(Field::Date, cause)));
            }
            if draft.note.chars().count() > MAX_NOTE_CHARS {
                found.push(("note", words::too_long(lang, words::note(lang), &MAX_NOTE_CHARS.to_string())));
            }
        }
        Step::Who => {
            for (name, label, typed) in named(draft, lang) {
                if typed.chars().count() > MAX_NAME_CHARS {
                    found.push((name, words::too_long(lang, label, &MAX_NAME_CHARS.to_string())));
                }
            }
        }
        Step::Whom if draft.lender.is_empty() => found.push(("lender", words::whom_missing(lang).to_owned())),
        _ => {}
    }
    found
}

fn named(draft: &Draft, lang: Lang) -> [(&'static str, &'static str, &str); 3] {
    [
        ("name", words::name(lang), &draft.name),
        ("contact", words::contact(lang), &draft.contact),
        ("contract", words::contract(lang), &draft.contract),
    ]
}

/// What should not be in a letter although it was typed: whole card numbers, passwords, codes.
#[must_use]
pub fn warnings(draft: &Draft, lang: Lang) -> Vec<String> {
    let mut texts = named(draft, lang).map(|(_, label, typed)| (label, typed)).to_vec();
    texts.push((words::note(lang), &draft.note));
    let mut found = Vec::new();
    for (label, typed) in texts {
        if holds_card_number(typed) {
            found.push(words::warn_card(lang, label));
        }
        if holds_secret(typed) {
            found.push(words::warn_secret(lang, label));
        }
    }
    found
}

/// Whether 13 to 19 digits in a row, with spaces and hyphens between them, pass the check digit of card numbers
/// (ISO/IEC 7812-1, Luhn).
fn holds_card_number(text: &str) -> bool {
    let mut digits: Vec<u32> = Vec::new();
    for c in text.chars().chain(core::iter::once('.')) {
        match c.to_digit(10) {
            Some(digit) => digits.push(digit),
            None if matches!(c, ' ' | '-' | '\u{a0}') => {}
            None => {
                if (13..=19).contains(&digits.len()) && luhn(&digits) {
                    return true;
                }
                digits.clear();
            }
        }
    }
    false
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2 == 1, digit.saturating_mul(2)) {
            (false, _) => *digit,
            (true, twice) if twice > 9 => twice.saturating_sub(9),
            (true, twice) => twice,
        })
        .sum();
    sum.is_multiple_of(10)
}

fn holds_secret(text: &str) -> bool {
    let text = text.to_lowercase();
    ["密码", "验证码", "password", "passcode", "cvv", "one-time code"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    #[test]
    fn a_whole_card_number_is_noticed_and_a_phone_number_is_not() {
        // source: 4111 1111 1111 1111 is the public test number of ISO/IEC 7812-1 issuers; 6222… differs in its last digit.
        for (text, seen) in [
            ("4111 1111 1111 1111", true),
            ("卡号4111-1111-1111-1111。", true),
            ("4111 1111 1111 1112", false),
            ("13800138000", false),
            ("尾号 1111", false),
        ] {
            assert_eq!(holds_card_number(text), seen, "{text}");
        }
        let draft = Draft { note: "我的验证码是 1234".to_owned(), ..Draft::default() };
        assert_eq!(warnings(&draft, Lang::Zh), ["“还想说的话”里提到了密码或验证码。对方不需要这些，请去掉。"]);
    }

    #[test]
    fn a_day_before_today_and_a_missing_addressee_are_named() {
        let draft =
            Draft { kind: Some(RequestKind::PayoffQuote), payoff_on: "2026-11-22".to_owned(), ..Draft::default() };
        let found = errors(&draft, Step::What, day("2026-11-23"), Lang::En);
        assert_eq!(found.first().map(|(name, _)| *name), Some("payoff_on"));
        assert!(found.first().is_some_and(|(_, text)| text.contains("23 November 2026")), "{found:?}");
        let found = errors(&draft, Step::Whom, day("2026-11-23"), Lang::En);
        assert_eq!(found.first().map(|(name, _)| *name), Some("lender"));
        let fine = Draft { payoff_on: "2026-11-23".to_owned(), lender: SELF.to_owned(), ..draft };
        assert!(errors(&fine, Step::What, day("2026-11-23"), Lang::En).is_empty());
        assert!(errors(&fine, Step::Whom, day("2026-11-23"), Lang::En).is_empty());
    }

    #[test]
    fn answers_of_the_assessment_fill_an_empty_page_and_never_overwrite() {
        let answers = Answers { reason: Some(Reason::Illness), since: Some(day("2026-08-01")), ..Answers::default() };
        let mut draft = Draft::default();
        draft.take_answers(&answers);
        assert_eq!((draft.reason.as_str(), draft.since.as_str()), ("illness", "2026-08-01"));
        let mut own = Draft { reason: "family".to_owned(), ..Draft::default() };
        own.take_answers(&answers);
        assert_eq!((own.reason.as_str(), own.since.as_str()), ("family", ""));
        assert_eq!(draft.answers(day("2026-11-23")), Answers { people: None, ..answers });
    }
}
