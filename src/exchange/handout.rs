//! A letter with the files that go with it: the document and, for an offer, its dates as a calendar and the request as Fineract
//! takes it; and the evidence as one file.

use super::bundle::Bundle;
use super::fineract::reschedule::{LeftOut, reschedule};
use super::ics;
use crate::case::Request;
use crate::engine::{Component, PauseOf};
use crate::present::handout::{Ask, Handout, Letter, of_contacts, of_request};
use crate::present::words::handout as words;
use crate::present::{Lang, format, terms};

/// The letter as JSON; none where the question or its document cannot be read.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    let lang = Lang::from_tag(&ask.lang);
    let made = match &ask.letter {
        Letter::Request(document) => with_files(&Request::parse(document).ok()?, document, lang),
        Letter::Contacts(asked) => of_contacts(asked, lang)?,
        Letter::Bundle { records, debts, made_on } => {
            let held = debts.first().map(|about| (about.place, about.lender));
            let bundle = Bundle::of(records, None, *made_on, held);
            Handout {
                file: format!("{}-{}", words::bundle_file(lang), format::date(*made_on, lang)),
                json: bundle.export().ok()?,
                ..Handout::default()
            }
        }
    };
    serde_json::to_string(&made).ok()
}

fn with_files(request: &Request, document: &str, lang: Lang) -> Handout {
    let mut made = of_request(request, document, lang);
    if request.offer.is_none() {
        return made;
    }
    made.calendar = ics::proposed(request, lang).ok();
    // The lender's number of the loan, where the borrower wrote a number; 0 is for the lender to fill in.
    let loan = request.borrower.contract.parse().unwrap_or(0);
    if let Ok(found) = reschedule(request, loan, 0) {
        made.fineract = serde_json::to_string_pretty(&found.body).ok();
        made.fineract_without = found.left_out.iter().map(|left| left_out(*left, lang)).collect();
    }
    made
}

/// What the format of Fineract cannot say, in words.
fn left_out(left: LeftOut, lang: Lang) -> String {
    let of = |component: Component| terms::component(component, lang);
    match left {
        LeftOut::Waiver(component) => words::left_waiver(lang, of(component)),
        LeftOut::Capitalised(component) => words::left_capitalised(lang, of(component)),
        LeftOut::Pause(PauseOf::Interest) => words::left_pause_interest(lang).to_owned(),
        LeftOut::Pause(PauseOf::Penalty) => words::left_pause_penalty(lang).to_owned(),
        LeftOut::Pause(PauseOf::Collection) => words::left_pause_collection(lang).to_owned(),
        LeftOut::Arrears => words::left_arrears(lang).to_owned(),
        LeftOut::OverdueCharges => words::left_charges(lang).to_owned(),
        LeftOut::FewerPayments => words::left_fewer(lang).to_owned(),
        LeftOut::RefinanceFee => words::left_fee(lang).to_owned(),
        LeftOut::Statement => words::left_statement(lang).to_owned(),
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::case::request::RequestKind;
    use crate::engine::relief::Proposal;
    use crate::present::compose::{self, Draft, SELF};
    use crate::present::handout::Block;
    use crate::present::today::example;

    fn document(kind: RequestKind) -> String {
        let day: chrono::NaiveDate = "2026-11-23".parse().unwrap_or_default();
        let ids = ["a", "b", "c"].map(str::to_owned);
        let mut debts = example::debts(day, ids, Lang::En).expect("ordinary");
        let proposal = Some(Proposal { more: 3, ..Proposal::default() });
        let draft = Draft { kind: Some(kind), proposal, lender: SELF.to_owned(), ..Draft::default() };
        let ask = compose::Ask {
            debt: debts.swap_remove(0),
            others: Vec::new(),
            household: None,
            draft,
            product: None,
            as_of: day,
            lang: "en".to_owned(),
        };
        compose::view(&ask).document.expect("a document")
    }

    fn made(document: &str, lang: &str) -> Handout {
        let ask = Ask { letter: Letter::Request(document.to_owned()), lang: lang.to_owned() };
        let text = answer(&serde_json::to_string(&ask).expect("plain data")).expect("a letter");
        serde_json::from_str(&text).expect("what was written")
    }

    #[test]
    fn an_offer_goes_out_with_its_dates_and_its_document_byte_for_byte() {
        let document = document(RequestKind::Relief);
        for lang in ["zh-CN", "en"] {
            let made = made(&document, lang);
            assert_eq!(made.json, document);
            assert!(matches!(made.blocks.first(), Some(Block::Title(_))), "{:?}", made.blocks.first());
            assert!(matches!(made.blocks.last(), Some(Block::Note(_))), "what it is not stands last");
            let calendar = made.calendar.expect("dates");
            let rows =
                Request::parse(&document).expect("a request").offer.map_or(0, |offer| offer.arrangement.rows.len());
            assert_eq!(calendar.matches("BEGIN:VEVENT").count(), rows);
            assert!(made.fineract.is_some() && made.html.contains("<!doctype html>") && !made.file.is_empty());
        }
    }

    #[test]
    fn a_question_has_no_calendar_and_a_text_that_is_no_request_has_no_letter() {
        let made = made(&document(RequestKind::Breakdown), "en");
        assert!(made.calendar.is_none() && made.fineract.is_none() && !made.text.is_empty());
        let ask = Ask { letter: Letter::Request("{}".to_owned()), lang: "en".to_owned() };
        assert_eq!(answer(&serde_json::to_string(&ask).expect("plain data")), None);
    }

    #[test]
    fn the_evidence_is_one_file_that_reads_again() {
        let day: chrono::NaiveDate = "2026-11-23".parse().unwrap_or_default();
        let letter = Letter::Bundle { records: Vec::new(), debts: Vec::new(), made_on: day };
        let ask = Ask { letter, lang: "en".to_owned() };
        let text = answer(&serde_json::to_string(&ask).expect("plain data")).expect("a file");
        let made: Handout = serde_json::from_str(&text).expect("what was written");
        assert_eq!(Bundle::import(&made.json).map(|bundle| bundle.made_on), Ok(day));
    }
}
