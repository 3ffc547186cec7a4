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
