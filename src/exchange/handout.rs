//! A letter with the files that go with it: the document and, for an offer, its dates as a calendar and the request as Fineract
//! takes it.

use crate::case::Request;
use crate::present::Lang;
use crate::present::handout::{Ask, Letter, of_contacts, of_request};

/// The letter as JSON; none where the question or its document cannot be read.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    let lang = Lang::from_tag(&ask.lang);
    let made = match &ask.letter {
        Letter::Request(document) => of_request(&Request::parse(document).ok()?, document, lang),
        Letter::Contacts(asked) => of_contacts(asked, lang)?,
    };
    serde_json::to_string(&made).ok()
}
