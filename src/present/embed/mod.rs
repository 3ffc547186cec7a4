//! What a lender's or a school's page writes to show the simulator: the settings of its element, read from what is typed on
//! `/embed`, and the text to paste. Pure; imports the readers of input, the colours and words.

mod read;
mod write;

#[cfg(test)]
mod tests;

pub use read::{Checked, check, choices, label};
pub use write::{Fallback, Form, Pinned, policy_lines, snippet};

use super::theme::{Scheme, Tokens, theme};

/// An attribute of `<duewise-simulator>`, in the order in which attributes are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// What is owed.
    Principal,
    /// The rate of lateness.
    Rate,
    /// A fixed charge.
    Fee,
    /// The rule of lateness.
    Policy,
    /// The due date.
    Due,
    /// Days late.
    Days,
    /// Days of grace.
    Grace,
    /// The currency.
    Currency,
    /// Whose rules apply.
    Jurisdiction,
    /// What kind of lender.
    Lender,
    /// What kind of debt.
    Product,
    /// The language.
    Lang,
    /// Whether the way to a request is offered.
    Mode,
    /// Light, dark, or as the reader's system is.
    Theme,
    /// The colour of actions.
    Accent,
    /// The colour below everything.
    Surface,
    /// The radius of corners.
    Radius,
    /// The letters.
    Font,
}

/// How many settings there are.
const COUNT: usize = 18;

impl Setting {
    /// All of them.
    pub const ALL: [Self; COUNT] = [
        Self::Principal,
        Self::Rate,
        Self::Fee,
        Self::Policy,
        Self::Due,
        Self::Days,
        Self::Grace,
        Self::Currency,
        Self::Jurisdiction,
        Self::Lender,
        Self::Product,
        Self::Lang,
        Self::Mode,
        Self::Theme,
        Self::Accent,
        Self::Surface,
        Self::Radius,
        Self::Font,
    ];

    /// The name of the attribute.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Principal => "principal",
            Self::Rate => "rate",
            Self::Fee => "fee",
            Self::Policy => "policy",
            Self::Due => "due",
            Self::Days => "days",
            Self::Grace => "grace",
            Self::Currency => "currency",
            Self::Jurisdiction => "jurisdiction",
            Self::Lender => "lender",
            Self::Product => "product",
            Self::Lang => "lang",
            Self::Mode => "mode",
            Self::Theme => "theme",
            Self::Accent => "accent",
            Self::Surface => "surface",
            Self::Radius => "radius",
            Self::Font => "font",
        }
    }
}

/// A text for each setting; an empty one is not written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Texts([String; COUNT]);

impl Texts {
    /// What the page begins with.
    #[must_use]
    pub fn example() -> Self {
        let mut texts = Self::default();
        texts.set(Setting::Principal, "5000");
        texts
    }

    /// The text of a setting.
    #[must_use]
    pub fn get(&self, setting: Setting) -> &str {
        self.0.get(setting as usize).map_or("", String::as_str)
    }

    /// Puts a text in.
    pub fn set(&mut self, setting: Setting, text: &str) {
        if let Some(place) = self.0.get_mut(setting as usize) {
            text.clone_into(place);
        }
    }

    /// All of them as `name=text` lines, to be kept.
    #[must_use]
    pub fn lines(&self) -> String {
        let mut lines = String::new();
        for setting in Setting::ALL {
            lines.push_str(setting.name());
            lines.push('=');
            lines.extend(self.get(setting).chars().map(|c| if c.is_control() { ' ' } else { c }));
            lines.push('\n');
        }
        lines
    }

    /// The texts of such lines; what is no such line is passed over.
    #[must_use]
    pub fn of_lines(lines: &str) -> Self {
        let mut texts = Self::default();
        for (name, text) in lines.lines().filter_map(|line| line.split_once('=')) {
            if let Some(setting) = Setting::ALL.into_iter().find(|setting| setting.name() == name) {
                texts.set(setting, text);
            }
        }
        texts
    }
}

/// The settings that can be used: each was read and is written as the simulator reads it. Only [`check`] makes them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(Texts);

impl Settings {
    /// The value of an attribute; empty for none.
    #[must_use]
    pub fn get(&self, setting: Setting) -> &str {
        self.0.get(setting)
    }

    /// The attributes to write.
    pub fn written(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = Setting::ALL.into_iter().map(|setting| (setting.name(), self.get(setting)));
        all.filter(|(_, value)| !value.is_empty())
    }

    /// The one look in which the accent can be read, where readers may have either.
    #[must_use]
    pub fn accent_only_in(&self) -> Option<Scheme> {
        let worn = |scheme| theme(&self.tokens(), scheme).1.is_empty();
        match (self.get(Setting::Theme), worn(Scheme::Light), worn(Scheme::Dark)) {
            ("", true, false) => Some(Scheme::Light),
            ("", false, true) => Some(Scheme::Dark),
            _ => None,
        }
    }

    fn tokens(&self) -> Tokens<'_> {
        Tokens { accent: self.get(Setting::Accent), surface: self.get(Setting::Surface), ..Tokens::default() }
    }
}
