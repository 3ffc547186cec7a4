//! The body of a lesson, in one language.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A text that stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Said {
    /// What it says.
    pub text: String,
}

/// A lesson.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its id.
    pub id: String,
    /// How long it takes.
    pub minutes: u8,
    /// The terms that it explains: ids of the glossary.
    pub terms: Vec<String>,
    /// The question that it answers.
    pub question: Said,
    /// Why it matters, and what one can do afterwards.
    pub lead: Said,
    /// Its parts in reading order.
    pub part: Vec<Part>,
    /// What the reader can move.
    pub figure: Figure,
    /// The chart.
    pub picture: Picture,
    /// The questions at its end.
    pub check: Vec<Check>,
    /// Where its facts come from.
    pub source: Vec<Source>,
    /// What to do now.
    #[serde(rename = "do")]
    pub deed: Deed,
}

/// A part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Its text, a line each for lists and dialogues; none where the figure or the picture stands.
    #[serde(default)]
    pub text: String,
}

/// What a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// A block of text.
    Text,
    /// A line each.
    List,
    /// Somebody speaks in each line.
    Dialogue,
    /// Here stands the figure.
    Figure,
    /// Here stands the picture.
    Picture,
}

/// What the reader can move, and what comes of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What the engine works out.
    pub compute: String,
    /// The finding, with inputs and outputs as `{name}`.
    pub says: String,
    /// What can be moved.
    pub input: Vec<Input>,
    /// What comes of it.
    pub output: Vec<Output>,
}

/// One thing to move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// Its name in the sentence.
    pub name: String,
    /// Its words.
    pub text: String,
    /// The least value.
    pub least: Decimal,
    /// The greatest value.
    pub most: Decimal,
    /// How far one step goes.
    pub step: Decimal,
    /// Where it stands at first.
    pub start: Decimal,
    /// What it is.
    pub unit: Unit,
}

/// One thing that comes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Output {
    /// Its name in the sentence.
    pub name: String,
    /// Its words.
    pub text: String,
    /// What it is.
    pub unit: Unit,
}

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Yuan.
    Yuan,
    /// Percent a year.
    PercentYear,
    /// Percent a day.
    PercentDay,
    /// Days.
    Days,
    /// Months.
    Months,
    /// A number of things.
    Count,
    /// Percent of something.
    Share,
}

/// The chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// How it is drawn.
    pub kind: PictureKind,
    /// Which figure it shows.
    pub of: String,
    /// The finding, as its title.
    pub title: String,
    /// What happens when, on a timeline.
    #[serde(default)]
    pub step: Vec<Step>,
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureKind {
    /// Bars side by side.
    Bars,
    /// A line over time.
    Curve,
    /// What happens when.
    Timeline,
    /// From one sum down to another.
    Waterfall,
}

/// One step of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub day: String,
    /// What.
    pub text: String,
    /// Where that stands.
    #[serde(default)]
    pub source: Option<String>,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// What it asks.
    pub text: String,
    /// Why, for the question as a whole.
    #[serde(default)]
    pub why: Option<String>,
    /// The answers.
    pub option: Vec<Choice>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Whether it is the right one.
    pub right: bool,
    /// What it says.
    pub text: String,
    /// Why it is right or not.
    #[serde(default)]
    pub why: Option<String>,
}

/// Where a fact comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its mark in the texts.
    pub id: String,
    /// Its citation.
    pub cite: String,
    /// Since when.
    #[serde(default)]
    pub date: String,
    /// `primary` or `secondary`.
    pub confirmed: String,
}

/// What to do now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    /// The address in the product.
    pub route: String,
    /// Its words.
    pub text: String,
}
