//! The form of one contact: what is typed and chosen, and what stands against it.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::case::contact::{Contact, Evidence, Reached, Said, Way, Who};
use crate::case::text;
use crate::engine::date;
use crate::engine::limits::MAX_NOTE_CHARS;
use crate::present::lang::Lang;
use crate::present::letter::moment;
use crate::present::words::contacts as words;

/// How the browser's field writes a moment.
pub const AT: &str = "%Y-%m-%dT%H:%M";

/// Ways with their names in the page.
pub const WAYS: [(&str, Way); 6] = [
    ("call", Way::Call),
    ("attempt", Way::Attempt),
    ("message", Way::Message),
    ("letter", Way::Letter),
    ("email", Way::Email),
    ("visit", Way::Visit),
];

/// Who contacted, with names in the page.
pub const WHO: [(&str, Who); 5] = [
    ("unknown", Who::Unknown),
    ("lender", Who::Lender),
    ("agency", Who::Agency),
    ("authority", Who::Authority),
    ("borrower", Who::Borrower),
];

/// Whom they reached, with names in the page.
pub const REACHED: [(&str, Reached); 4] =
    [("borrower", Reached::Borrower), ("family", Reached::Family), ("work", Reached::Work), ("other", Reached::Other)];

/// What was said, with names in the page.
pub const SAID: [(&str, Said); 4] = [
    ("threat", Said::Threat),
    ("told", Said::ToldOthers),
    ("identity", Said::FalseIdentity),
    ("secrets", Said::AskedForSecrets),
];

/// What is typed and chosen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// When, as the browser's field writes it.
    pub at: String,
    /// How, by its name.
    pub way: String,
    /// Who, by its name.
    pub who: String,
    /// Their name or number.
    pub name: String,
    /// Whom they reached, by its name.
    pub reached: String,
    /// What was said, by names.
    pub said: Vec<String>,
    /// In the borrower's words.
    pub note: String,
    /// The id of the debt; empty where it is not clear.
    pub debt: String,
    /// Whether the time was agreed.
    pub agreed: bool,
    /// Files that belong to it.
    pub files: Vec<Evidence>,
}

impl Draft {
    /// An answered call of somebody unknown to the borrower, now.
    #[must_use]
    pub fn now(now: NaiveDateTime) -> Self {
        Self {
            at: now.format(AT).to_string(),
            way: "call".to_owned(),
            who: "unknown".to_owned(),
            reached: "borrower".to_owned(),
            ..Self::default()
        }
    }

    /// A contact that is there, to be changed.
    #[must_use]
    pub fn of(contact: &Contact) -> Self {
        fn name<T: PartialEq + Copy>(all: &[(&str, T)], value: T) -> String {
            all.iter().find(|(_, known)| *known == value).map(|(name, _)| (*name).to_owned()).unwrap_or_default()
        }
        Self {
            at: contact.at.format(AT).to_string(),
            way: name(&WAYS, contact.way),
            who: name(&WHO, contact.who),
            name: contact.name.clone(),
            reached: name(&REACHED, contact.reached),
            said: contact.said.iter().map(|said| name(&SAID, *said)).collect(),
            note: contact.note.clone(),
            debt: contact.debt.clone().unwrap_or_default(),
            agreed: contact.agreed,
            files: contact.files.clone(),
        }
    }

    fn moment(&self) -> Option<NaiveDateTime> {
        let text = self.at.trim().replace(' ', "T");
        let short = text.get(..16).unwrap_or(&text);
        let read = NaiveDateTime::parse_from_str(short, AT).ok()?;
        date::check(read.date()).ok().map(|_| read)
    }

    /// The contact; none where its time cannot be read.
    #[must_use]
    pub fn contact(&self, id: &str) -> Option<Contact> {
        fn value<T: Copy>(all: &[(&str, T)], name: &str) -> Option<T> {
            all.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
        }
        Some(Contact {
            id: id.to_owned(),
            at: self.moment()?,
            way: value(&WAYS, &self.way).unwrap_or(Way::Call),
            who: value(&WHO, &self.who).unwrap_or(Who::Unknown),
            name: text::name(&self.name),
            reached: value(&REACHED, &self.reached).unwrap_or(Reached::Borrower),
            said: SAID
                .iter()
                .filter(|(name, _)| self.said.iter().any(|said| said == name))
                .map(|(_, said)| *said)
                .collect(),
            note: text::clean(&self.note, MAX_NOTE_CHARS),
            debt: Some(self.debt.clone()).filter(|debt| !debt.is_empty()),
            agreed: self.agreed,
            files: self.files.clone(),
        })
    }
}

/// What stands against the form: the name of the field and what would work.
#[must_use]
pub fn errors(draft: &Draft, now: NaiveDateTime, lang: Lang) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    match draft.moment() {
        None => found.push(("at", words::at_wrong(lang).to_owned())),
        Some(at) if at > now => found.push(("at", words::at_future(lang, &moment(now, lang)))),
        Some(_) => {}
    }
    if draft.note.chars().count() > MAX_NOTE_CHARS {
        found.push(("note", words::note_hint(lang, &MAX_NOTE_CHARS.to_string())));
    }
    found
}
