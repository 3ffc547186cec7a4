//! A task: what is given, what is asked, the answer and how it comes about.

use chrono::NaiveDate;

use super::super::format;
use super::super::lang::Lang;
use super::super::words::teach_tasks as words;
use super::id::Level;
use super::value::{Fact, Says, Step, StepText, Value, letter, texts};
use crate::engine::Money;

/// What a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Add up what a bill consists of.
    BillSum,
    /// How much of a plan is due by a day.
    DueBy,
    /// How many days late a payment is.
    DaysLate,
    /// On which day an instalment is due.
    DueDate,
    /// A late charge at a daily rate.
    DailyCharge,
    /// Penalty interest at the contract rate raised by a share.
    RaisedRate,
    /// A late charge with days of grace.
    Grace,
    /// The interest of a loan's first instalment.
    FirstInterest,
    /// Days between two dates by a convention.
    CountDays,
    /// What the order of allocation does to the principal.
    PaymentOrder,
    /// Which of two offers costs less in all.
    CheaperOffer,
    /// How much of a charge lies above an assumed cap.
    AboveCap,
    /// The minimum payment against a fixed one.
    MinimumOrFixed,
    /// Days of a year and end days behind a figure.
    FindYearAndDays,
    /// Days of a year and base behind a figure.
    FindYearAndBase,
    /// End days and rounding behind a figure.
    FindDaysAndRounding,
    /// How the interest of a month was counted.
    FindInterest,
}

impl Kind {
    /// All of them, by level.
    pub const ALL: [Self; 17] = [
        Self::BillSum,
        Self::DueBy,
        Self::DaysLate,
        Self::DueDate,
        Self::DailyCharge,
        Self::RaisedRate,
        Self::Grace,
        Self::FirstInterest,
        Self::CountDays,
        Self::PaymentOrder,
        Self::CheaperOffer,
        Self::AboveCap,
        Self::MinimumOrFixed,
        Self::FindYearAndDays,
        Self::FindYearAndBase,
        Self::FindDaysAndRounding,
        Self::FindInterest,
    ];

    /// How hard it is.
    #[must_use]
    pub const fn level(self) -> Level {
        match self {
            Self::BillSum | Self::DueBy | Self::DaysLate | Self::DueDate => Level::Read,
            Self::DailyCharge | Self::RaisedRate | Self::Grace | Self::FirstInterest | Self::CountDays => {
                Level::Compute
            }
            Self::PaymentOrder | Self::CheaperOffer | Self::AboveCap | Self::MinimumOrFixed => Level::Decide,
            Self::FindYearAndDays | Self::FindYearAndBase | Self::FindDaysAndRounding | Self::FindInterest => {
                Level::Find
            }
        }
    }

    /// Its name in files; never changes.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BillSum => "bill_sum",
            Self::DueBy => "due_by",
            Self::DaysLate => "days_late",
            Self::DueDate => "due_date",
            Self::DailyCharge => "daily_charge",
            Self::RaisedRate => "raised_rate",
            Self::Grace => "grace",
            Self::FirstInterest => "first_interest",
            Self::CountDays => "count_days",
            Self::PaymentOrder => "payment_order",
            Self::CheaperOffer => "cheaper_offer",
            Self::AboveCap => "above_cap",
            Self::MinimumOrFixed => "minimum_or_fixed",
            Self::FindYearAndDays => "find_year_and_days",
            Self::FindYearAndBase => "find_year_and_base",
            Self::FindDaysAndRounding => "find_days_and_rounding",
            Self::FindInterest => "find_interest",
        }
    }

    /// The heading of the task.
    #[must_use]
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::BillSum => words::title_bill_sum(lang),
            Self::DueBy => words::title_due_by(lang),
            Self::DaysLate => words::title_days_late(lang),
            Self::DueDate => words::title_due_date(lang),
            Self::DailyCharge => words::title_daily_charge(lang),
            Self::RaisedRate => words::title_raised_rate(lang),
            Self::Grace => words::title_grace(lang),
            Self::FirstInterest => words::title_first_interest(lang),
            Self::CountDays => words::title_count_days(lang),
            Self::PaymentOrder => words::title_payment_order(lang),
            Self::CheaperOffer => words::title_cheaper_offer(lang),
            Self::AboveCap => words::title_above_cap(lang),
            Self::MinimumOrFixed => words::title_minimum_or_fixed(lang),
            Self::FindYearAndDays => words::title_find_year_and_days(lang),
            Self::FindYearAndBase => words::title_find_year_and_base(lang),
            Self::FindDaysAndRounding => words::title_find_days_and_rounding(lang),
            Self::FindInterest => words::title_find_interest(lang),
        }
    }
}

/// The right answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// An amount, to the cent.
    Amount(Money),
    /// A date.
    Date(NaiveDate),
    /// A number of days.
    Days(i64),
    /// One of the choices, from 0.
    Choice(usize),
}

impl Answer {
    /// The answer as it is read.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Amount(amount) => format::money(*amount, lang),
            Self::Date(date) => format::date(*date, lang),
            Self::Days(days) => format::days(*days, lang),
            Self::Choice(place) => letter(*place).to_string(),
        }
    }

    /// The answer as a table holds it, the same in every language: `1234.50`, `2026-03-15`, `30`, `B`.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Self::Amount(amount) => {
                let mut exact = amount.exact();
                exact.rescale(amount.currency().digits());
                exact.to_string()
            }
            Self::Date(date) => date.to_string(),
            Self::Days(days) => days.to_string(),
            Self::Choice(place) => letter(*place).to_string(),
        }
    }

    /// What stands behind the blank.
    #[must_use]
    pub const fn unit(&self, lang: Lang) -> &'static str {
        match self {
            Self::Amount(_) => words::unit_amount(lang),
            Self::Date(_) => words::unit_date(lang),
            Self::Days(_) => words::unit_days(lang),
            Self::Choice(_) => words::unit_choice(lang),
        }
    }
}

/// A task.
#[derive(Debug, Clone, PartialEq)]
pub struct Task {
    /// How hard it is.
    pub level: Level,
    /// What it is about.
    pub kind: Kind,
    /// What is given.
    pub facts: Vec<Fact>,
    /// What is asked.
    pub ask: Says,
    /// What can be chosen from, in order; empty where the answer is written.
    pub choices: Vec<Value>,
    /// The right answer.
    pub answer: Answer,
    /// How it comes about; the last step has the answer.
    pub steps: Vec<Step>,
}

/// A task in words, without its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskText {
    /// The heading.
    pub title: String,
    /// Names and values of what is given.
    pub given: Vec<(String, String)>,
    /// What is asked.
    pub ask: String,
    /// What stands behind the blank.
    pub unit: String,
    /// The choices, without their letters.
    pub choices: Vec<String>,
}

impl Task {
    /// What a right answer counts.
    #[must_use]
    pub const fn points(&self) -> u16 {
        self.level.points()
    }

    /// The task in words.
    #[must_use]
    pub fn text(&self, lang: Lang) -> TaskText {
        TaskText {
            title: self.kind.title(lang).to_owned(),
            given: self.facts.iter().map(|fact| (fact.label.text(lang), fact.value.text(lang))).collect(),
            ask: self.ask.text(lang),
            unit: self.answer.unit(lang).to_owned(),
            choices: self.choices.iter().map(|choice| choice.text(lang)).collect(),
        }
    }

    /// The derivation in words, one idea a step.
    #[must_use]
    pub fn steps(&self, lang: Lang) -> Vec<StepText> {
        texts(&self.steps, lang)
    }
}
