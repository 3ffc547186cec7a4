//! The page's side of the worker: one worker per job, ended after it, when it takes too long, or when it is cancelled.
//!
//! `gloo`'s bridge cannot end a worker that does not answer, so this speaks to it directly.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::NaiveDate;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, File, MessageEvent, Worker};

use crate::case::{Answer, CheckAsk, CheckView, CsvTable, Debt, GuardError, ImportError, Job, ProspectsAsk, Way};
use crate::engine::limits::MAX_JSON_BYTES;
use crate::present::Lang;
use crate::present::csv::{Ask, Reply};
use crate::present::prospects::page::Prospects;
use crate::present::reconcile;

/// The script that starts the worker.
const LOADER: &str = "/worker_loader.js";
/// How long the worker may take to arrive; the network is not the file's fault.
const START_MS: u32 = 30_000;
/// How long a job may take without saying how far it is.
const JOB_MS: u32 = 5_000;
/// How long a job may take in all.
const WHOLE_MS: u32 = 60_000;
/// What stands before the rows that are read and the rows in all.
const PROGRESS: &str = "progress ";

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkerError {
    /// The worker did not start.
    NotStarted,
    /// It took longer than a job may take, or gave up.
    TooSlow,
    /// The reader cancelled.
    Cancelled,
}

/// What is read.
#[derive(Debug, Clone)]
pub enum Source {
    /// A file that was chosen or dropped.
    File(File),
    /// Text that was pasted.
    Text(String),
}

/// A way to cancel a job; clones cancel the same one.
#[derive(Clone, Default)]
pub struct Cancel(Rc<RefCell<Option<Function>>>);

impl Cancel {
    /// Ends the job, if one is running.
    pub fn cancel(&self) {
        let resolve = self.0.borrow_mut().take();
        if let Some(resolve) = resolve {
            let _ = resolve.call1(&JsValue::NULL, &JsValue::from_str("cancelled"));
        }
    }
}

/// Reads a file or text. A file that is too large is refused without being read.
///
/// # Errors
/// Why there is no answer.
pub async fn import(source: Source, today: NaiveDate, cancel: &Cancel) -> Result<Answer, WorkerError> {
    let payload = match source {
        Source::File(file) if file.size() > MAX_JSON_BYTES as f64 => {
            return Ok(Answer::Refused(ImportError::Guard(GuardError::TooLarge)));
        }
        Source::File(file) => file.into(),
        Source::Text(text) => JsValue::from_str(&text),
    };
    run(&Job::Import { today }, &payload, cancel).await
}

/// Whether a source is to be read as a table: by its name, or pasted text by how it begins.
#[must_use]
pub fn is_table(source: &Source) -> bool {
    match source {
        Source::File(file) => {
            let name = file.name().to_lowercase();
            [".csv", ".tsv", ".tab", ".txt"].iter().any(|end| name.ends_with(end))
        }
        Source::Text(text) => !text.trim_start().starts_with(['{', '[', '<']),
    }
}

/// Asks about a table; says how far it is while it is read: rows read, rows in all.
///
/// # Errors
/// Why there is no answer.
pub async fn ask_csv(
    ask: &Ask,
    source: Source,
    cancel: &Cancel,
    progress: Box<dyn Fn(u32, u32)>,
) -> Result<Reply, WorkerError> {
    let text = serde_json::to_string(ask).map_err(|_| WorkerError::NotStarted)?;
    let payload: JsValue = match source {
        Source::File(file) => file.into(),
        Source::Text(text) => JsValue::from_str(&text),
    };
    let message = Array::of3(&JsValue::from_str(&text), &payload, &JsValue::from_str("csv"));
    let said = spoken(message, cancel, progress).await?;
    serde_json::from_str(&said).map_err(|_| WorkerError::TooSlow)
}

/// Searches for where a figure comes from; says how far it is: combinations tried, combinations in all.
///
/// # Errors
/// Why there is no answer.
pub async fn reconcile(
    ask: &reconcile::Ask,
    cancel: &Cancel,
    progress: Box<dyn Fn(u32, u32)>,
) -> Result<reconcile::Reply, WorkerError> {
    let text = serde_json::to_string(ask).map_err(|_| WorkerError::NotStarted)?;
    let message = Array::of3(&JsValue::from_str(&text), &JsValue::UNDEFINED, &JsValue::from_str("reconcile"));
    let said = spoken(message, cancel, progress).await?;
    serde_json::from_str(&said).map_err(|_| WorkerError::TooSlow)
}

/// What may come of a debt.
///
/// # Errors
/// Why there is no answer.
pub async fn prospects(ask: ProspectsAsk, cancel: &Cancel) -> Result<Prospects, WorkerError> {
    match run(&Job::Prospects(Box::new(ask)), &JsValue::UNDEFINED, cancel).await? {
        Answer::Text(text) => serde_json::from_str(&text).map_err(|_| WorkerError::NotStarted),
        _ => Err(WorkerError::NotStarted),
    }
}

/// A table as the text of a CSV file; none if it could not be made.
pub async fn export_csv(table: CsvTable, as_of: NaiveDate, lang: Lang) -> Option<String> {
    text(&Job::ExportCsv { table, as_of, lang: lang.tag().to_owned() }).await
}

/// Holds the rules against a charge.
///
/// # Errors
/// Why there is no answer.
pub async fn check(ask: CheckAsk, cancel: &Cancel) -> Result<CheckView, WorkerError> {
    match run(&Job::Check(Box::new(ask)), &JsValue::UNDEFINED, cancel).await? {
        Answer::Text(text) => serde_json::from_str(&text).map_err(|_| WorkerError::NotStarted),
        _ => Err(WorkerError::NotStarted),
    }
}

/// A view of the ways out.
///
/// # Errors
/// Why there is no answer.
pub async fn way<A: serde::Serialize, V: serde::de::DeserializeOwned>(
    of: Way,
    ask: &A,
    cancel: &Cancel,
) -> Result<V, WorkerError> {
    let ask = serde_json::to_string(ask).map_err(|_| WorkerError::NotStarted)?;
    match run(&Job::Way { of, ask }, &JsValue::UNDEFINED, cancel).await? {
        Answer::Text(text) => serde_json::from_str(&text).map_err(|_| WorkerError::NotStarted),
        _ => Err(WorkerError::NotStarted),
    }
}

/// All debts as the text of a file of ours; none if it could not be made.
pub async fn export_json(debts: Vec<Debt>) -> Option<String> {
    text(&Job::ExportJson { debts, records: Vec::new() }).await
}

/// The due days of debts as the text of a calendar; none if it could not be made.
pub async fn export_ics(debts: Vec<Debt>, as_of: NaiveDate, lang: Lang) -> Option<String> {
    text(&Job::ExportIcs { debts, as_of, lang: lang.tag().to_owned() }).await
}

async fn text(job: &Job) -> Option<String> {
    match run(job, &JsValue::UNDEFINED, &Cancel::default()).await {
        Ok(Answer::Text(text)) => Some(text),
        _ => None,
    }
}

async fn run(job: &Job, payload: &JsValue, cancel: &Cancel) -> Result<Answer, WorkerError> {
    let text = serde_json::to_string(job).map_err(|_| WorkerError::NotStarted)?;
    let message = Array::of2(&JsValue::from_str(&text), payload);
    let said = spoken(message, cancel, Box::new(|_, _| ())).await?;
    serde_json::from_str(&said).map_err(|_| WorkerError::TooSlow)
}

async fn spoken(message: Array, cancel: &Cancel, progress: Box<dyn Fn(u32, u32)>) -> Result<String, WorkerError> {
    let worker = Worker::new(LOADER).map_err(|_| WorkerError::NotStarted)?;
    let outcome = converse(&worker, message, cancel, progress).await;
    worker.terminate();
    cancel.0.borrow_mut().take();
    match outcome.as_deref() {
        Some("cancelled") => Err(WorkerError::Cancelled),
        Some("too slow") => Err(WorkerError::TooSlow),
        None | Some("not started") => Err(WorkerError::NotStarted),
        Some(answer) => Ok(answer.to_owned()),
    }
}

/// Waits for one of: the answer, an error of the worker, the deadline, a cancellation.
async fn converse(worker: &Worker, message: Array, cancel: &Cancel, progress: Box<dyn Fn(u32, u32)>) -> Option<String> {
    let mut resolve = None;
    let promise = Promise::new(&mut |done, _| resolve = Some(done));
    let resolve = resolve?;
    cancel.0.replace(Some(resolve.clone()));
    let settle = move |with: &str| {
        let _ = resolve.call1(&JsValue::NULL, &JsValue::from_str(with));
    };
    let late = settle.clone();
    let timer = Rc::new(RefCell::new(Some(Timeout::new(START_MS, move || late("not started")))));
    let (answer, deadline) = (settle.clone(), Rc::clone(&timer));
    let target = worker.clone();
    let whole = settle.clone();
    let end = Rc::new(RefCell::new(None));
    let limit = Rc::clone(&end);
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some(said) = event.data().as_string() else { return };
        let far = said.strip_prefix(PROGRESS).and_then(|rest| rest.split_once(' '));
        if far.is_none() && said != "ready" {
            answer(&said);
            return;
        }
        let slow = answer.clone();
        deadline.replace(Some(Timeout::new(JOB_MS, move || slow("too slow"))));
        if let Some((done, total)) = far {
            progress(done.parse().unwrap_or(0), total.parse().unwrap_or(0));
            return;
        }
        let slow = whole.clone();
        limit.replace(Some(Timeout::new(WHOLE_MS, move || slow("too slow"))));
        if target.post_message(&message).is_err() {
            answer("not started");
        }
    });
    let failed_before = Rc::clone(&timer);
    let on_error = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
        event.prevent_default();
        failed_before.borrow_mut().take();
        settle("not started");
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let outcome = JsFuture::from(promise).await.ok().and_then(|said| said.as_string());
    // A message that is on its way already must not reach a listener that is gone.
    worker.set_onmessage(None);
    worker.set_onerror(None);
    timer.borrow_mut().take();
    end.borrow_mut().take();
    outcome
}
