//! What the page asks of the worker and what it gets back: carried as JSON text.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::checked::CheckAsk;
use super::debt::Debt;
use super::incoming::{ImportError, ImportReport};
use super::prospects::ProspectsAsk;
use super::record::Record;
use super::request::Request;
use super::scenario::Scenario;
use crate::law::{Jurisdiction, Lender};

/// What is written as CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CsvTable {
    /// Debts with their figures of the day.
    Debts(Vec<Debt>),
    /// The schedule of a debt.
    Schedule(Box<Debt>),
    /// What happened to a debt.
    Ledger(Box<Debt>),
    /// How lateness grows.
    Curve {
        /// Of what.
        scenario: Scenario,
        /// Over how many days.
        horizon: i64,
    },
}

/// A view of the ways out that the worker works out and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// What the situation is called, its path, the score.
    Situation,
    /// Several debts out of one budget.
    Order,
    /// What may be asked, side by side, and the smallest request.
    Options,
    /// Several creditors and too little for all.
    Insolvency,
    /// A request document with its letter.
    Compose,
    /// A request and the answers to it.
    Request,
    /// The letter of a request, and what it says.
    Letter,
    /// An agreed plan: progress, reminders, what missing a payment does.
    Plan,
    /// Contacts held against the rules, letters about them, the bundle of evidence.
    Contacts,
}

/// What is asked. The bytes of a file to import come beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Read a file.
    Import {
        /// Today, for a file that does not say when it was written.
        today: NaiveDate,
    },
    /// Write all debts as a file of ours.
    ExportJson {
        /// The debts.
        debts: Vec<Debt>,
        /// What is kept beside them.
        #[serde(default)]
        records: Vec<Record>,
    },
    /// Write a calendar.
    ExportIcs {
        /// The debts.
        debts: Vec<Debt>,
        /// The day from which on due days are written.
        as_of: NaiveDate,
        /// The language, as a BCP 47 tag.
        lang: String,
    },
    /// Write a calendar of the dates that a request offers.
    ProposedIcs {
        /// The request.
        request: Box<Request>,
        /// The language, as a BCP 47 tag.
        lang: String,
    },
    /// Write the evidence of a debt, or of all, as one file.
    Evidence {
        /// The records.
        records: Vec<Record>,
        /// Only what belongs to this debt.
        debt: Option<String>,
        /// The day of the file.
        made_on: NaiveDate,
        /// Whose rules of contact are held against the contacts, and the class of the lender where it is known.
        held: Option<(Jurisdiction, Option<Lender>)>,
    },
    /// Write a relief request as a rescheduling of an Apache Fineract loan, with what it cannot say there, as JSON.
    Reschedule {
        /// The request.
        request: Box<Request>,
        /// The loan's number there.
        loan_id: u64,
        /// The lender's own code for the reason.
        reason_id: u64,
    },
    /// The credit record, the legal road and the purposes of a payment.
    Prospects(Box<ProspectsAsk>),
    /// Write a table as CSV.
    ExportCsv {
        /// Which.
        table: CsvTable,
        /// The day of its figures.
        as_of: NaiveDate,
        /// The language, as a BCP 47 tag.
        lang: String,
    },
    /// Hold the rules against a debt, or against a charge typed by hand.
    Check(Box<CheckAsk>),
    /// A view of the ways out: which, and what is asked, as JSON of that view's own question.
    Way {
        /// Which view.
        of: Way,
        /// The question.
        ask: String,
    },
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A file was read.
    Imported(Box<ImportReport>),
    /// A file was refused.
    Refused(ImportError),
    /// A file was written; for a check, its view as JSON.
    Text(String),
    /// It could not be done.
    Failed,
}
