//! Does what the page asks of the worker.

use super::bundle::Bundle;
use super::fineract::reschedule::reschedule;
use super::{csv, duewise_json, handout, ics, import};
use crate::case::{Answer, Case, Job, Way};
use crate::present::{Lang, check, compose, contacts, insolvency, options, order, plan, requests, situation};

/// Does it. `bytes` are those of a file to read, and nothing otherwise.
#[must_use]
pub fn run(job: Job, bytes: &[u8]) -> Answer {
    match job {
        Job::Import { today } => match import(bytes, today) {
            Ok(report) => Answer::Imported(Box::new(report)),
            Err(error) => Answer::Refused(error),
        },
        Job::ExportJson { debts, records } => {
            duewise_json::export(&Case::with_records(debts, records)).map_or(Answer::Failed, Answer::Text)
        }
        Job::ExportIcs { debts, as_of, lang } => {
            ics::calendar(&debts, as_of, Lang::from_tag(&lang)).map_or(Answer::Failed, Answer::Text)
        }
        Job::ProposedIcs { request, lang } => {
            ics::proposed(&request, Lang::from_tag(&lang)).map_or(Answer::Failed, Answer::Text)
        }
        Job::Evidence { records, debt, made_on, held } => {
            Bundle::of(&records, debt.as_deref(), made_on, held).export().map_or(Answer::Failed, Answer::Text)
        }
        Job::Reschedule { request, loan_id, reason_id } => {
            let written = reschedule(&request, loan_id, reason_id).ok();
            let text = written.and_then(|written| serde_json::to_string_pretty(&written).ok());
            text.map_or(Answer::Failed, Answer::Text)
        }
        Job::Prospects(ask) => {
            let view = crate::present::prospects::page::view(&ask);
            let text = view.and_then(|view| serde_json::to_string(&view).ok());
            text.map_or(Answer::Failed, Answer::Text)
        }
        Job::ExportCsv { table, as_of, lang } => {
            csv::export(&table, as_of, Lang::from_tag(&lang)).map_or(Answer::Failed, Answer::Text)
        }
        Job::Check(ask) => {
            let view = check::view(&ask).and_then(|view| serde_json::to_string(&view).ok());
            view.map_or(Answer::Failed, Answer::Text)
        }
        Job::Way { of, ask } => way(of, &ask).map_or(Answer::Failed, Answer::Text),
    }
}

/// A view of the ways out as JSON; none where the question cannot be read. Each view reads its own question.
fn way(of: Way, ask: &str) -> Option<String> {
    match of {
        Way::Situation => situation::answer(ask),
        Way::Order => order::answer(ask),
        Way::Options => options::answer(ask),
        Way::Insolvency => insolvency::answer(ask),
        Way::Compose => compose::answer(ask),
        Way::Plan => plan::answer(ask),
        Way::Contacts => contacts::answer(ask),
        Way::Letter => handout::answer(ask),
        Way::Request => requests::answer(ask),
    }
}
