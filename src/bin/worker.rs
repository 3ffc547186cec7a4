//! The worker: reads and writes files, and searches, off the main thread. Loaded only when one of these is asked for.
//!
//! One message is one job: the job as JSON, for an import a `File` or text, and the word `csv` for a CSV file or `reconcile`
//! for the search behind a figure. The answer is JSON; while rows are read or combinations tried, `progress` with two
//! numbers comes before it. The page ends the worker after each job,
//! when it says nothing for too long, or when the reader cancels; nothing here needs to survive that.

use duewise::case::{Answer, GuardError, ImportError, Job};
use duewise::engine::limits::{MAX_CSV_BYTES, MAX_JSON_BYTES};
use duewise::exchange::{csv, job::run};
use duewise::present::csv::{Ask, CsvError, Reply, file_refused};
use duewise::present::{Lang, reconcile};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let replies = scope.clone();
    let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let scope = replies.clone();
        spawn_local(async move {
            let parts = js_sys::Array::from(&event.data());
            let text = match parts.get(2).as_string().as_deref() {
                Some("csv") => serde_json::to_string(&answer_csv(&parts, &scope).await),
                Some("reconcile") => serde_json::to_string(&answer_reconcile(&parts, &scope)),
                _ => serde_json::to_string(&answer(&parts).await),
            };
            let _ = scope.post_message(&JsValue::from_str(&text.unwrap_or_default()));
        });
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    let _ = scope.post_message(&JsValue::from_str("ready"));
}

async fn answer(parts: &js_sys::Array) -> Answer {
    let job = parts.get(0).as_string().and_then(|text| serde_json::from_str::<Job>(&text).ok());
    let Some(job) = job else { return Answer::Failed };
    match bytes(&parts.get(1), MAX_JSON_BYTES).await {
        Ok(bytes) => run(job, &bytes),
        Err(TooLarge) => Answer::Refused(ImportError::Guard(GuardError::TooLarge)),
    }
}

/// None where the question could not be read.
async fn answer_csv(parts: &js_sys::Array, scope: &DedicatedWorkerGlobalScope) -> Option<Reply> {
    let ask: Ask = serde_json::from_str(&parts.get(0).as_string()?).ok()?;
    let Ok(bytes) = bytes(&parts.get(1), MAX_CSV_BYTES).await else {
        return Some(Reply::Refused(file_refused(CsvError::TooLarge, Lang::from_tag(&ask.lang))));
    };
    Some(csv::answer(&ask, &bytes, &mut |done, total| progress(scope, done, total)))
}

/// None where the question could not be read.
fn answer_reconcile(parts: &js_sys::Array, scope: &DedicatedWorkerGlobalScope) -> Option<reconcile::Reply> {
    let ask: reconcile::Ask = serde_json::from_str(&parts.get(0).as_string()?).ok()?;
    Some(reconcile::answer(&ask, &mut |done, total| progress(scope, done, total)))
}

fn progress(scope: &DedicatedWorkerGlobalScope, done: usize, total: usize) {
    let _ = scope.post_message(&JsValue::from_str(&format!("progress {done} {total}")));
}

struct TooLarge;

/// The bytes of a file or text; none where nothing came or nothing could be read.
async fn bytes(source: &JsValue, most: usize) -> Result<Vec<u8>, TooLarge> {
    if let Some(text) = source.as_string() {
        return if text.len() > most { Err(TooLarge) } else { Ok(text.into_bytes()) };
    }
    let Some(blob) = source.dyn_ref::<Blob>() else { return Ok(Vec::new()) };
    if blob.size() > most as f64 {
        return Err(TooLarge);
    }
    let buffer = JsFuture::from(blob.array_buffer()).await.unwrap_or_default();
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
