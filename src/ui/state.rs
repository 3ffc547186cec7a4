//! What all screens share, as Copy handles in the context: language, theme, the day that counts, the debts.
//! Touches no web-sys; what must last goes through `browser` and `keeper`.

use std::sync::Arc;

use chrono::NaiveDate;
use leptos::prelude::*;

use crate::case::Debt;
use crate::present::{Lang, Shown};

/// The language. The whole page is built anew when it changes, so components read it once with [`use_lang`].
#[derive(Debug, Clone, Copy)]
pub struct Language(pub RwSignal<Lang>);

/// The theme.
#[derive(Debug, Clone, Copy)]
pub struct Appearance(pub RwSignal<Theme>);

/// The day on which everything is shown: today, unless the reader chose another.
#[derive(Debug, Clone, Copy)]
pub struct AsOf {
    /// Today by the device's clock.
    pub today: RwSignal<NaiveDate>,
    /// Another day, if one was chosen.
    pub chosen: RwSignal<Option<NaiveDate>>,
}

impl AsOf {
    /// The day that counts; tracked.
    #[must_use]
    pub fn get(self) -> NaiveDate {
        self.chosen.get().unwrap_or_else(|| self.today.get())
    }

    /// The day that counts; not tracked.
    #[must_use]
    pub fn get_untracked(self) -> NaiveDate {
        self.chosen.get_untracked().unwrap_or_else(|| self.today.get_untracked())
    }
}

/// All debts, in the order in which they were entered.
#[derive(Debug, Clone, Copy)]
pub struct Debts(pub RwSignal<Vec<Arc<Debt>>>);

impl Debts {
    /// One debt; tracked.
    #[must_use]
    pub fn find(self, id: &str) -> Option<Arc<Debt>> {
        self.0.with(|debts| debts.iter().find(|debt| debt.id == id).cloned())
    }

    /// One debt; not tracked.
    #[must_use]
    pub fn find_untracked(self, id: &str) -> Option<Arc<Debt>> {
        self.0.with_untracked(|debts| debts.iter().find(|debt| debt.id == id).cloned())
    }
}

/// What the status line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The words.
    pub text: String,
    /// Whether the last change can be undone from here.
    pub undo: bool,
}

/// The status line: one sentence that is read out when it changes.
#[derive(Debug, Clone, Copy)]
pub struct Status(pub RwSignal<Option<Note>>);

impl Status {
    /// Says something.
    pub fn say(self, text: impl Into<String>) {
        self.0.set(Some(Note { text: text.into(), undo: false }));
    }

    /// Says something that can be undone.
    pub fn say_with_undo(self, text: impl Into<String>) {
        self.0.set(Some(Note { text: text.into(), undo: true }));
    }
}

/// The amount whose working is open.
#[derive(Debug, Clone, Copy)]
pub struct OpenFigure(pub RwSignal<Option<Shown>>);

/// The language to write in.
#[must_use]
pub fn use_lang() -> Lang {
    use_context::<Language>().map_or(Lang::Zh, |language| language.0.get_untracked())
}

/// The day that counts.
#[must_use]
pub fn use_as_of() -> AsOf {
    use_context().unwrap_or_else(|| AsOf { today: RwSignal::new(super::browser::today()), chosen: RwSignal::new(None) })
}

/// The debts.
#[must_use]
pub fn use_debts() -> Debts {
    use_context().unwrap_or_else(|| Debts(RwSignal::new(Vec::new())))
}

/// The status line.
#[must_use]
pub fn use_status() -> Status {
    use_context().unwrap_or_else(|| Status(RwSignal::new(None)))
}

/// How the page is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// Its name in `data-theme` and in storage.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; anything unknown is `Auto`.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }
}
