//! How far a reader has come, and when a question that was missed is due again.
//!
//! Spaced review in boxes (after Leitner): a miss is asked again the next day; each right answer moves it to a longer
//! wait, a wrong one back to the first; after the last wait it rests. What is kept holds no figure of the reader.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::content::{Known, LESSONS};

/// How many days pass before a question is asked again, by how often it was right since the last miss.
pub const WAITS: [u64; 4] = [1, 3, 7, 21];

/// The version of what is kept.
const VERSION: u8 = 1;

/// What is kept on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    version: u8,
    /// By lesson and question.
    answers: BTreeMap<String, Vec<Answer>>,
    review: Vec<Card>,
}

/// How a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Answer {
    check: usize,
    /// Whether the first answer was right.
    first: bool,
    /// On which day it was right, if ever.
    right: Option<NaiveDate>,
}

/// A question that was missed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its lesson.
    pub lesson: String,
    /// Its place there.
    pub check: usize,
    /// How often it was right since the last miss.
    stage: usize,
    /// When it is due again.
    pub due: NaiveDate,
}

/// What became of a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many questions are answered right by now.
    pub right: usize,
    /// How many were right at first.
    pub first: usize,
    /// How many there are.
    pub of: usize,
    /// The day of the last right answer, once all are.
    pub done: Option<NaiveDate>,
}

impl Default for Progress {
    fn default() -> Self {
        Self { version: VERSION, answers: BTreeMap::new(), review: Vec::new() }
    }
}

impl Progress {
    /// What was kept, or a new beginning where it cannot be read: nothing in it is worth a question.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let kept = serde_json::from_str::<Self>(text).ok().filter(|kept| kept.version == VERSION);
        let mut kept = kept.unwrap_or_default();
        kept.answers.retain(|lesson, _| Known::find(lesson).is_some());
        kept.review.retain(|card| Known::find(&card.lesson).is_some_and(|lesson| card.check < lesson.checks));
        kept
    }

    /// As it is kept.
    #[must_use]
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Notes an answer in a lesson.
    pub fn answer(&mut self, lesson: &str, check: usize, is_right: bool, today: NaiveDate) {
        let answers = self.answers.entry(lesson.to_owned()).or_default();
        match answers.iter_mut().find(|known| known.check == check) {
            Some(known) => {
                if is_right && known.right.is_none() {
                    known.right = Some(today);
                }
            }
            None => answers.push(Answer { check, first: is_right, right: is_right.then_some(today) }),
        }
        if !is_right {
            self.miss(lesson, check, today);
        }
    }

    /// Notes an answer in the review.
    pub fn review(&mut self, lesson: &str, check: usize, is_right: bool, today: NaiveDate) {
        if !is_right {
            self.miss(lesson, check, today);
            return;
        }
        let place = self.review.iter().position(|card| card.lesson == lesson && card.check == check);
        let Some(card) = place.and_then(|place| self.review.get_mut(place)) else { return };
        card.stage = card.stage.saturating_add(1);
        match WAITS.get(card.stage) {
            Some(wait) => card.due = later(today, *wait),
            None => self.review.retain(|card| !(card.lesson == lesson && card.check == check)),
        }
        self.answer(lesson, check, true, today);
    }

    fn miss(&mut self, lesson: &str, check: usize, today: NaiveDate) {
        self.review.retain(|card| !(card.lesson == lesson && card.check == check));
        let due = later(today, WAITS.first().copied().unwrap_or(1));
        self.review.push(Card { lesson: lesson.to_owned(), check, stage: 0, due });
    }

    /// The questions that are due, the longest waiting first.
    #[must_use]
    pub fn due(&self, today: NaiveDate) -> Vec<Card> {
        let mut due: Vec<Card> = self.review.iter().filter(|card| card.due <= today).cloned().collect();
        due.sort_by(|one, other| (one.due, &one.lesson, one.check).cmp(&(other.due, &other.lesson, other.check)));
        due
    }

    /// When the next question is due, if none is today.
    #[must_use]
    pub fn next(&self) -> Option<NaiveDate> {
        self.review.iter().map(|card| card.due).min()
    }

    /// What became of a lesson.
    #[must_use]
    pub fn standing(&self, lesson: &Known) -> Standing {
        let answers: Vec<&Answer> =
            self.answers.get(lesson.id).into_iter().flatten().filter(|answer| answer.check < lesson.checks).collect();
        let right = answers.iter().filter(|answer| answer.right.is_some()).count();
        let last = answers.iter().filter_map(|answer| answer.right).max();
        Standing {
            right,
            first: answers.iter().filter(|answer| answer.first).count(),
            of: lesson.checks,
            done: last.filter(|_| right == lesson.checks),
        }
    }

    /// The lessons that are done, with their standing.
    #[must_use]
    pub fn done(&self) -> Vec<(&'static Known, Standing)> {
        let all = LESSONS.iter().map(|lesson| (lesson, self.standing(lesson)));
        all.filter(|(_, standing)| standing.done.is_some()).collect()
    }

    /// Whether anything was answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, day).expect("a day")
    }

    #[test]
    fn a_missed_question_comes_back_after_one_three_seven_and_twenty_one_days() {
        let lesson = LESSONS[0].id;
        let mut progress = Progress::default();
        progress.answer(lesson, 1, false, day(1));
        assert_eq!((progress.due(day(1)).len(), progress.due(day(2)).len()), (0, 1));
        progress.review(lesson, 1, true, day(2));
        assert_eq!(progress.next(), Some(day(5)));
        progress.review(lesson, 1, true, day(5));
        assert_eq!(progress.next(), Some(day(12)));
        progress.review(lesson, 1, false, day(12));
        assert_eq!(progress.next(), Some(day(13)), "a miss begins anew");
        for (on, next) in [(13, Some(16)), (16, Some(23))] {
            progress.review(lesson, 1, true, day(on));
            assert_eq!(progress.next(), next.map(day));
        }
        progress.review(lesson, 1, true, day(23));
        let last = progress.next().expect("once more");
        assert_eq!(last, NaiveDate::from_ymd_opt(2026, 2, 13).expect("a day"));
        progress.review(lesson, 1, true, last);
        assert_eq!(progress.next(), None, "after the last wait it rests");
    }

    #[test]
    fn a_lesson_is_done_when_every_question_was_right_once() {
        let lesson = &LESSONS[2];
        let mut progress = Progress::default();
        progress.answer(lesson.id, 0, true, day(1));
        progress.answer(lesson.id, 1, false, day(1));
        progress.answer(lesson.id, 2, true, day(1));
        let standing = progress.standing(lesson);
        assert_eq!((standing.right, standing.first, standing.of, standing.done), (2, 2, 3, None));
        progress.answer(lesson.id, 1, true, day(3));
        let standing = progress.standing(lesson);
        assert_eq!((standing.right, standing.first, standing.done), (3, 2, Some(day(3))));
        assert_eq!(progress.done().len(), 1);
    }

    #[test]
    fn what_was_kept_is_read_back_and_anything_else_begins_anew() {
        let mut progress = Progress::default();
        progress.answer(LESSONS[0].id, 0, false, day(1));
        assert_eq!(Progress::read(&progress.write()), progress);
        for text in ["", "{}", "[1]", r#"{"version":9,"answers":{},"review":[]}"#] {
            assert_eq!(Progress::read(text), Progress::default(), "{text}");
        }
        let strange = r#"{"version":1,"answers":{"gone":[]},"review":[{"lesson":"gone","check":0,"stage":0,"due":"2026-01-01"}]}"#;
        assert_eq!(Progress::read(strange), Progress::default());
    }
}
