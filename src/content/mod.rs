//! The words of Learn and Teach: what the program knows of them before they are loaded, and what a loaded file holds.
//!
//! Typed data, no logic. The sources are `content/*.toml`; `build.rs` makes the index, and the site serves each lesson,
//! the glossary and the plans as files of their own, so that nobody loads what is not read.

mod glossary;
mod lesson;
mod plan;

pub use glossary::{Glossary, Term};
pub use lesson::{
    Check, Choice, Deed, Figure, Input, Lesson, Output, Part, PartKind, Picture, PictureKind, Said, Source, Step, Unit,
};
pub use plan::{Framework, Plan, PlanStep, Plans, Row};

/// The folder of the site in which the files stand.
pub const FOLDER: &str = "/content/";

/// A lesson that is not loaded yet. Texts and files stand in the order of [`TAGS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its id, as in its address.
    pub id: &'static str,
    /// How long it takes.
    pub minutes: u8,
    /// How many questions it ends with.
    pub checks: usize,
    /// The question that it answers.
    pub question: [&'static str; 2],
    /// Why it matters.
    pub lead: [&'static str; 2],
    files: [&'static str; 2],
}

/// The languages of the files, as BCP 47 tags.
pub const TAGS: [&str; 2] = ["zh-CN", "en"];

include!(concat!(env!("OUT_DIR"), "/content.rs"));

/// The place of a language; what is not English is read in Chinese.
const fn place(english: bool) -> usize {
    if english { 1 } else { 0 }
}

impl Known {
    /// The lesson of an id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        LESSONS.iter().find(|lesson| lesson.id == id)
    }

    /// The question that it answers.
    #[must_use]
    pub fn question(&self, english: bool) -> &'static str {
        self.question.get(place(english)).copied().unwrap_or_default()
    }

    /// Why it matters.
    #[must_use]
    pub fn lead(&self, english: bool) -> &'static str {
        self.lead.get(place(english)).copied().unwrap_or_default()
    }

    /// The address of its body.
    #[must_use]
    pub fn file(&self, english: bool) -> String {
        address(&self.files, english)
    }
}

/// The address of the glossary.
#[must_use]
pub fn glossary_file(english: bool) -> String {
    address(&GLOSSARY, english)
}

/// The address of the plans for teachers.
#[must_use]
pub fn plans_file(english: bool) -> String {
    address(&PLANS, english)
}

fn address(files: &[&str; 2], english: bool) -> String {
    format!("{FOLDER}{}", files.get(place(english)).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lesson_is_known_before_it_is_loaded() {
        assert!(LESSONS.len() >= 16);
        for lesson in LESSONS {
            assert!((3..=6).contains(&lesson.minutes) && lesson.checks == 3, "{}", lesson.id);
            for english in [false, true] {
                assert!(!lesson.question(english).is_empty() && !lesson.lead(english).is_empty());
                assert!(lesson.file(english).starts_with(&format!(
                    "{FOLDER}lesson-{}.{}-",
                    lesson.id,
                    TAGS[place(english)]
                )));
            }
            assert_eq!(Known::find(lesson.id), Some(lesson));
        }
        assert_eq!(Known::find("no-such-lesson"), None);
    }
}
