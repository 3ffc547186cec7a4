//! Plans for a class, and which competences they serve; in one language.

use serde::{Deserialize, Serialize};

use super::Said;

/// All plans with the alignment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Plans {
    /// What holds for every plan, and is shown above each.
    pub rule: Said,
    /// The plans.
    pub plan: Vec<Plan>,
    /// The frameworks of competences.
    #[serde(default)]
    pub framework: Vec<Framework>,
    /// Which lesson serves which competence.
    #[serde(default)]
    pub row: Vec<Row>,
}

/// A plan of one class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Its id.
    pub id: String,
    /// Its title.
    pub text: String,
    /// How long it takes.
    pub minutes: u16,
    /// Its lessons.
    pub lessons: Vec<String>,
    /// The scenarios that go with it: their codes.
    #[serde(default)]
    pub presets: Vec<String>,
    /// What they can do afterwards.
    pub objective: Vec<Said>,
    /// What is needed.
    #[serde(default)]
    pub need: Vec<Said>,
    /// The steps.
    pub step: Vec<PlanStep>,
    /// What to talk about.
    pub discuss: Vec<Said>,
    /// What to look at afterwards.
    pub assess: Vec<Said>,
}

/// A step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanStep {
    /// How long.
    pub minutes: u16,
    /// What.
    pub text: String,
}

/// A framework of competences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Framework {
    /// Its id.
    pub id: String,
    /// Its title.
    pub text: String,
    /// Its year.
    pub year: u16,
    /// Who published it.
    pub publisher: String,
    /// How it was read: `primary`, `secondary` or `unread`.
    pub confirmed: String,
    /// What has to be said of it.
    #[serde(default)]
    pub note: String,
}

/// A lesson and a competence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The lesson.
    pub lesson: String,
    /// The framework.
    pub framework: String,
    /// The area of the framework.
    #[serde(default)]
    pub area: String,
    /// The competence.
    #[serde(default)]
    pub competence: String,
}
