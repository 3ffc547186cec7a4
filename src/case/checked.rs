//! What the page asks of the worker about a charge, and what it is told. The answer is in words and ready to show: they are
//! chosen in the worker, so that the screens load neither them nor the rules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::debt::Debt;
use super::scenario::Scenario;
use crate::engine::Money;
use crate::law::Facts;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckAsk {
    /// The debt whose figures are judged; none for a charge typed by hand.
    pub debt: Option<Debt>,
    /// What the reader answered: the name of a question and the answer as typed or chosen, in the order of answering.
    pub answers: Vec<(String, String)>,
    /// A question that is to be put again.
    pub again: Option<String>,
    /// Whether the reader wants to see what comes out before all is answered.
    pub enough: bool,
    /// The lateness of the simulator and how many days of it: only the limit over those days is asked for then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lateness: Option<(Scenario, i64)>,
    /// The day that is looked at.
    pub as_of: NaiveDate,
    /// The language, as a BCP 47 tag.
    pub lang: String,
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CheckView {
    /// How it came out in all: `above`, `within`, `depends`, `cannot`; empty while a question is open.
    pub verdict: String,
    /// The verdict as a sentence.
    pub sentence: String,
    /// What can be objected to.
    pub contestable: Option<Sum>,
    /// What that sum is and is not.
    pub contestable_note: String,
    /// What is known, in the order of asking.
    pub known: Vec<Known>,
    /// The question that is open.
    pub question: Option<Question>,
    /// What each rule says: what goes against the charge first.
    pub findings: Vec<FindingView>,
    /// Rules that apply and hold no figure.
    pub also: Vec<CitedView>,
    /// What this is not, and how far it reaches.
    pub limits: Vec<String>,
    /// Where help costs nothing.
    pub help: Vec<String>,
    /// The limit of the simulator's lateness, once all that it needs is known and there is one.
    pub cap: Option<CapView>,
    /// What is known beside the figures: to be kept with a saved debt.
    pub facts: Facts,
}

/// What lateness may cost by the rule that allows least, day by day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CapView {
    /// Since when the charges are above it, in a sentence.
    pub sentence: String,
    /// The rule and where it stands.
    pub rule: String,
    /// The first day late on which the charges are above it.
    pub above_from: Option<i64>,
    /// Days late and what may be charged by then.
    pub line: Vec<(i64, Money)>,
}

/// A sum with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sum {
    /// Which: `limit`, `charged`, `excess`, `void`.
    pub name: String,
    /// Its name in words.
    pub label: String,
    /// The amount as people read it.
    pub text: String,
    /// Minor units.
    pub minor: i64,
}

/// Something that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The name of its question.
    pub key: String,
    /// What it is.
    pub label: String,
    /// What was answered.
    pub value: String,
    /// Whether it was taken from the debt and not answered here.
    pub from_debt: bool,
}

/// One plain question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Question {
    /// Its name.
    pub key: String,
    /// What it asks.
    pub text: String,
    /// Why it is asked, or where to look.
    pub why: String,
    /// Answers to choose from: value and words.
    pub options: Vec<(String, String)>,
    /// What can be typed instead; none where it is only chosen.
    pub typed: Option<Typed>,
    /// What stands against the answer that was given; empty if nothing.
    pub error: String,
    /// The answer that was given before.
    pub before: String,
    /// Whether the result can be seen without it.
    pub can_stop: bool,
}

/// What can be typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// What it is called.
    pub label: String,
    /// How it may be written.
    pub hint: String,
    /// Its unit; may be empty.
    pub unit: String,
    /// The keyboard on phones: `decimal`, `numeric`, or empty.
    pub keyboard: String,
}

/// What one rule says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingView {
    /// The series of the rule.
    pub series: String,
    /// The row; empty when none could be chosen.
    pub rule: String,
    /// How it came out: `above`, `within`, `no_limit`, `depends`, `cannot`.
    pub outcome: String,
    /// That in a word.
    pub tag: String,
    /// What it is about.
    pub title: String,
    /// What comes out.
    pub sentence: String,
    /// The sums.
    pub sums: Vec<Sum>,
    /// How the limit was worked out: words, formula, result.
    pub steps: Vec<(String, String, String)>,
    /// Which version of the rule, and why.
    pub branch: Vec<String>,
    /// The rule itself; none when none could be chosen.
    pub cited: Option<CitedView>,
    /// The question that would settle it: its name and its words.
    pub settles: Option<(String, String)>,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedView {
    /// A short name.
    pub title: String,
    /// What it says, in short words of our own.
    pub says: String,
    /// What follows when it is not kept.
    pub effect: String,
    /// What a borrower can do with it.
    pub can_do: String,
    /// Name and article.
    pub cite: String,
    /// Where it was read, and how well.
    pub source: String,
    /// Since when, until when.
    pub dates: String,
}
