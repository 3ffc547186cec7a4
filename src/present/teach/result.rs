//! A student's result as a link: `r=` and base64url without padding, in the fragment of an address, so that it reaches
//! the teacher without an account and no server ever sees it.
//!
//! Behind base64url: one version byte, the result (postcard) and four bytes that tell a damaged link from a whole one.
//! They are no signature: whoever knows the form can make a link, so the teacher's page marks the answers again, names a
//! claimed score that differs and says that authorship is not proved. Reading is total: any text gives a value or a
//! [`ResultError`].

use serde::{Deserialize, Serialize};

use super::super::lang::Lang;
use super::super::words::teach_tasks as words;
use super::id::{Level, Levels, SHEET_VERSION, SheetError, SheetId};
use super::mark::{Marks, mark};
use super::sheet::{Sheet, TASKS_A_LEVEL, sheet};
use crate::case::envelope::{Torn, seal, unseal};
use crate::case::text::clean;

/// The name of a result in a fragment.
const KEY: &str = "r=";
/// The version of the link's form.
const LINK_VERSION: u8 = 1;
/// The most characters of a nickname.
pub const MAX_NICKNAME: usize = 20;
/// The most characters of an answer.
pub const MAX_ANSWER: usize = 40;
/// The most answers of a sheet.
const MAX_ANSWERS: usize = Level::ALL.len() * TASKS_A_LEVEL as usize;

/// A student's result: which sheet, the answers as they were typed, the score that the student's page showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StudentResult {
    id: SheetId,
    nickname: String,
    answers: Vec<String>,
    /// The score that the link claims.
    pub claimed: u16,
}

/// Why a link cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultError {
    /// There is nothing in it.
    Empty,
    /// It is longer than any link of ours.
    TooLong,
    /// It holds something else.
    NotOurs,
    /// It was made by a newer version of this program, or of a newer sheet.
    Newer(u8),
    /// Part of it was lost or changed on the way.
    Damaged,
    /// It names a sheet that there is not.
    Sheet(SheetError),
}

impl From<Torn> for ResultError {
    fn from(torn: Torn) -> Self {
        match torn {
            Torn::Empty => Self::Empty,
            Torn::TooLong => Self::TooLong,
            Torn::NotOurs => Self::NotOurs,
            Torn::Newer(version) => Self::Newer(version),
            Torn::Damaged => Self::Damaged,
        }
    }
}

impl ResultError {
    /// What happened, and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Empty => words::link_empty(lang).to_owned(),
            Self::TooLong => words::link_too_long(lang).to_owned(),
            Self::NotOurs => words::link_not_ours(lang).to_owned(),
            Self::Newer(_) => words::link_newer(lang).to_owned(),
            Self::Damaged => words::link_damaged(lang).to_owned(),
            Self::Sheet(error) => error.text(lang),
        }
    }
}

/// The result as its bytes hold it. The order of the fields is the form: it changes with [`LINK_VERSION`] only.
#[derive(Serialize, Deserialize)]
struct Wire {
    sheet_version: u8,
    seed: String,
    variant: u16,
    levels: u8,
    nickname: String,
    answers: Vec<String>,
    claimed: u16,
}

impl StudentResult {
    /// A result; nickname and answers are cleaned of what cannot be seen and cut to their lengths.
    #[must_use]
    pub fn new(id: SheetId, nickname: &str, answers: &[String], claimed: u16) -> Self {
        let answers = answers.iter().take(MAX_ANSWERS).map(|answer| clean(answer, MAX_ANSWER)).collect();
        Self { id, nickname: clean(nickname, MAX_NICKNAME), answers, claimed }
    }

    /// Which sheet.
    #[must_use]
    pub const fn id(&self) -> &SheetId {
        &self.id
    }

    /// The nickname; empty where none was given.
    #[must_use]
    pub fn nickname(&self) -> &str {
        &self.nickname
    }

    /// The answers, in the order of the tasks.
    #[must_use]
    pub fn answers(&self) -> &[String] {
        &self.answers
    }

    /// The fragment of a link, without `#`.
    ///
    /// # Errors
    /// [`ResultError::TooLong`]; no result made by [`Self::new`] is known to be.
    pub fn to_fragment(&self) -> Result<String, ResultError> {
        let wire = Wire {
            sheet_version: SHEET_VERSION,
            seed: self.id.seed().to_owned(),
            variant: self.id.variant(),
            levels: self.id.levels().bits(),
            nickname: self.nickname.clone(),
            answers: self.answers.clone(),
            claimed: self.claimed,
        };
        Ok(seal(KEY, LINK_VERSION, &wire)?)
    }

    /// Reads a fragment, with or without `#`.
    ///
    /// # Errors
    /// Why it is not a result.
    pub fn from_fragment(fragment: &str) -> Result<Self, ResultError> {
        let wire = wire(fragment)?;
        let levels = Levels::from_bits(wire.levels).map_err(ResultError::Sheet)?;
        let id = SheetId::try_new(&wire.seed, wire.variant, levels).map_err(ResultError::Sheet)?;
        Ok(Self::new(id, &wire.nickname, &wire.answers, wire.claimed))
    }
}

fn wire(fragment: &str) -> Result<Wire, ResultError> {
    let wire: Wire = unseal(KEY, LINK_VERSION, fragment)?;
    if wire.sheet_version > SHEET_VERSION {
        return Err(ResultError::Newer(wire.sheet_version));
    }
    if wire.sheet_version == 0 || wire.answers.len() > MAX_ANSWERS {
        return Err(ResultError::Damaged);
    }
    Ok(wire)
}

/// A result marked again.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The sheet that the answers are for.
    pub sheet: Sheet,
    /// What the answers are worth here.
    pub marks: Marks,
    /// The score that came with the link.
    pub claimed: u16,
    /// Whether it is another one.
    pub differs: bool,
}

/// Makes the sheet of a result anew and marks its answers.
///
/// # Errors
/// A sheet that cannot be made; no name is known for which it cannot.
pub fn recompute(result: &StudentResult) -> Result<Checked, SheetError> {
    let sheet = sheet(&result.id)?;
    let marks = mark(&sheet, &result.answers);
    Ok(Checked { differs: marks.points != result.claimed, claimed: result.claimed, marks, sheet })
}
