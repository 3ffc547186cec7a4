//! The words of a request's states. Exhaustive: a state without words does not compile.

use crate::case::RequestStatus;
use crate::present::words::requests as words;
use crate::present::{Lang, requests};
use crate::store::outbox::{Refusal, Standing, Trouble};
use crate::ui::browser;

/// The name of a state, and its tone.
#[must_use]
pub fn state(standing: &Standing, lang: Lang) -> (&'static str, &'static str) {
    match standing {
        Standing::Draft => (words::state_draft(lang), "info"),
        Standing::Queued => (words::state_queued(lang), "info"),
        Standing::Sending => (words::state_sending(lang), "info"),
        Standing::Waiting { .. } => (words::state_waiting(lang), "late"),
        Standing::At(status) => answer(status, lang),
        Standing::Rejected(_) => (words::state_rejected(lang), "late"),
        Standing::Cancelled => (words::state_cancelled(lang), "info"),
        Standing::Expired { .. } => (words::state_expired(lang), "late"),
        Standing::Withdrawing => (words::state_withdrawing(lang), "info"),
        Standing::Unknown => (words::state_unknown(lang), "late"),
    }
}

/// The name of a lender's answer, and its tone.
#[must_use]
pub fn answer(status: &RequestStatus, lang: Lang) -> (&'static str, &'static str) {
    match status {
        RequestStatus::Received => (words::state_received(lang), "good"),
        RequestStatus::Countered { .. } => (words::state_countered(lang), "info"),
        RequestStatus::Agreed => (words::state_agreed(lang), "good"),
        RequestStatus::Refused => (words::state_refused(lang), "late"),
        RequestStatus::Withdrawn => (words::state_withdrawn(lang), "info"),
    }
}

/// What a state means. `plan` says whether the request asks for a plan.
#[must_use]
pub fn says(standing: &Standing, plan: bool, lang: Lang) -> String {
    match standing {
        Standing::Draft => words::says_draft(lang).to_owned(),
        Standing::Queued => words::says_queued(lang).to_owned(),
        Standing::Sending => words::says_sending(lang).to_owned(),
        Standing::Waiting { until, .. } => words::says_waiting(lang, &time(*until, lang)),
        Standing::At(RequestStatus::Received) => words::says_received(lang).to_owned(),
        Standing::At(RequestStatus::Countered { .. }) => words::says_countered(lang).to_owned(),
        Standing::At(RequestStatus::Agreed) if plan => words::says_agreed(lang).to_owned(),
        Standing::At(RequestStatus::Agreed) => words::says_agreed_question(lang).to_owned(),
        Standing::At(RequestStatus::Refused) => words::says_refused(lang).to_owned(),
        Standing::At(RequestStatus::Withdrawn) => words::says_withdrawn(lang).to_owned(),
        Standing::Rejected(refusal) => words::says_rejected(lang, &why(*refusal, lang)),
        Standing::Cancelled => words::says_cancelled(lang).to_owned(),
        Standing::Expired { tried: false } => words::says_expired(lang).to_owned(),
        Standing::Expired { tried: true } => words::says_expired_tried(lang).to_owned(),
        Standing::Withdrawing => words::says_withdrawing(lang).to_owned(),
        Standing::Unknown => words::says_unknown(lang).to_owned(),
    }
}

/// What happens next, where that is not said already.
#[must_use]
pub fn next(standing: &Standing, lang: Lang) -> Option<&'static str> {
    match standing {
        Standing::At(RequestStatus::Received) => Some(words::next_received(lang)),
        Standing::At(RequestStatus::Countered { .. }) => Some(words::next_countered(lang)),
        Standing::At(RequestStatus::Agreed) => Some(words::next_agreed(lang)),
        Standing::At(RequestStatus::Refused) => Some(words::next_refused(lang)),
        _ => None,
    }
}

/// Why the last attempt was not the last.
#[must_use]
pub fn trouble(standing: &Standing, lang: Lang) -> Option<String> {
    let Standing::Waiting { trouble: Some(trouble), .. } = standing else { return None };
    Some(match trouble {
        Trouble::NoAnswer => words::trouble_no_answer(lang).to_owned(),
        Trouble::NotReceipt => words::trouble_not_receipt(lang).to_owned(),
        Trouble::NotOurs => words::trouble_not_ours(lang).to_owned(),
        Trouble::InFlight => words::trouble_in_flight(lang).to_owned(),
        Trouble::Busy(_) => words::trouble_busy(lang).to_owned(),
        Trouble::Failing(code) => words::trouble_failing(lang, &code.to_string()),
    })
}

fn why(refusal: Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::KeyReused => words::why_key(lang).to_owned(),
        Refusal::TooLong => words::why_long(lang).to_owned(),
        Refusal::NotAllowed(code) => words::why_not_allowed(lang, &code.to_string()),
        Refusal::NoDesk(code) => words::why_no_desk(lang, &code.to_string()),
        Refusal::Refused(code) => words::why_refused(lang, &code.to_string()),
    }
}

/// A moment of the wall clock where the reader is.
#[must_use]
pub fn time(wall: u64, lang: Lang) -> String {
    browser::local_time(wall).map_or_else(String::new, |(day, time)| requests::moment(day, &time, lang))
}
