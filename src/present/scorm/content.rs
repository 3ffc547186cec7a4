//! What a package shows: written by the teacher's page, read inside the platform. A platform stores it for years and may
//! change it, so reading is total and newer versions are refused by name.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::present::Lang;

/// The longest `content.json` that is read. A lesson has about 20 KB.
pub const MAX_CONTENT_BYTES: usize = 512 * 1024;
/// The version that is written.
const VERSION: u32 = 1;

/// What a package shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The language of the whole package.
    pub lang: Lang,
    /// The heading.
    pub title: String,
    /// The day for which figures are worked out; none for the day on which it is opened.
    pub as_of: Option<NaiveDate>,
    /// What stands under the heading.
    pub what: What,
}

/// A lesson or a worksheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A lesson.
    Lesson {
        /// Its id, as in its address.
        id: String,
        /// Its text as JSON, which this room does not look into; empty if the program has it anyway.
        body: String,
    },
    /// A worksheet, made anew from its seed.
    Sheet {
        /// What the teacher typed.
        seed: String,
        /// Which of the class's variants.
        variant: u32,
        /// The chosen levels; empty for all.
        levels: Vec<u8>,
    },
}

/// Why a text is no content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is longer than [`MAX_CONTENT_BYTES`].
    TooLong,
    /// It was written by a later version.
    Newer(u32),
    /// It is not JSON of this shape.
    Broken,
}

#[derive(Serialize, Deserialize)]
struct Versioned {
    version: u32,
}

#[derive(Serialize, Deserialize)]
struct Wire {
    version: u32,
    lang: String,
    kind: Kind,
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    as_of: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<Box<RawValue>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seed: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    variant: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    levels: Vec<u8>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Lesson,
    Sheet,
}

impl Content {
    /// As it stands in the package; none if the lesson's text is not JSON.
    #[must_use]
    pub fn to_json(&self) -> Option<String> {
        let mut wire = Wire {
            version: VERSION,
            lang: self.lang.tag().to_owned(),
            kind: Kind::Sheet,
            title: self.title.clone(),
            as_of: self.as_of,
            id: None,
            body: None,
            seed: None,
            variant: None,
            levels: Vec::new(),
        };
        match &self.what {
            What::Lesson { id, body } => {
                wire.kind = Kind::Lesson;
                wire.id = Some(id.clone());
                if !body.is_empty() {
                    wire.body = Some(RawValue::from_string(body.clone()).ok()?);
                }
            }
            What::Sheet { seed, variant, levels } => {
                wire.seed = Some(seed.clone());
                wire.variant = Some(*variant);
                wire.levels.clone_from(levels);
            }
        }
        serde_json::to_string(&wire).ok()
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`Unread`] says why it cannot be shown.
    pub fn read(text: &str) -> Result<Self, Unread> {
        if text.len() > MAX_CONTENT_BYTES {
            return Err(Unread::TooLong);
        }
        // A byte-order mark, if a platform's file manager put one there.
        let text = text.trim_start_matches('\u{feff}');
        let Versioned { version } = serde_json::from_str(text).map_err(|_| Unread::Broken)?;
        if version > VERSION {
            return Err(Unread::Newer(version));
        }
        let wire: Wire = serde_json::from_str(text).map_err(|_| Unread::Broken)?;
        let what = match (wire.kind, wire.id, wire.seed, wire.variant) {
            (Kind::Lesson, Some(id), ..) => {
                What::Lesson { id, body: wire.body.map(|body| body.get().to_owned()).unwrap_or_default() }
            }
            (Kind::Sheet, _, Some(seed), Some(variant)) => What::Sheet { seed, variant, levels: wire.levels },
            _ => return Err(Unread::Broken),
        };
        Ok(Self { lang: Lang::from_tag(&wire.lang), title: wire.title, as_of: wire.as_of, what })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lesson() -> Content {
        Content {
            lang: Lang::Zh,
            title: "只还最低，要还多久？".to_owned(),
            as_of: NaiveDate::from_ymd_opt(2026, 11, 26),
            what: What::Lesson { id: "the-minimum-payment".to_owned(), body: r#"{"parts":["a"]}"#.to_owned() },
        }
    }

    fn sheet() -> Content {
        Content {
            lang: Lang::En,
            title: "Worksheet CLASS7-12".to_owned(),
            as_of: None,
            what: What::Sheet { seed: "CLASS7".to_owned(), variant: 12, levels: vec![1, 4] },
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for content in [lesson(), sheet()] {
            let json = content.to_json().expect("it can be written");
            assert_eq!(Content::read(&json), Ok(content.clone()), "{json}");
            assert_eq!(Content::read(&format!("\u{feff}{json}")), Ok(content));
        }
    }

    #[test]
    fn the_shape_is_the_one_that_is_documented() {
        assert_eq!(
            sheet().to_json().as_deref(),
            Some(
                r#"{"version":1,"lang":"en","kind":"sheet","title":"Worksheet CLASS7-12","seed":"CLASS7","variant":12,"levels":[1,4]}"#
            )
        );
        assert!(lesson().to_json().is_some_and(|json| json.contains(r#""body":{"parts":["a"]}"#)));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let newer = r#"{"version":2,"kind":"film"}"#;
        assert_eq!(Content::read(newer), Err(Unread::Newer(2)));
        for broken in ["", "{}", "[]", r#"{"version":1}"#, r#"{"version":-1}"#, "<html>", "{\"version\":1,\"lang\""] {
            assert_eq!(Content::read(broken), Err(Unread::Broken), "{broken}");
        }
        let no_seed = r#"{"version":1,"lang":"en","kind":"sheet","title":"","id":"x","variant":1}"#;
        assert_eq!(Content::read(no_seed), Err(Unread::Broken));
        assert_eq!(Content::read(&" ".repeat(MAX_CONTENT_BYTES + 1)), Err(Unread::TooLong));
    }

    #[test]
    fn a_lesson_whose_text_is_not_json_is_not_written() {
        let mut content = lesson();
        content.what = What::Lesson { id: "x".to_owned(), body: "parts = 1".to_owned() };
        assert_eq!(content.to_json(), None);
    }
}
