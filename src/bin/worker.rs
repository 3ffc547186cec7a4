//! The worker: reads and writes files off the main thread. Loaded only when a file is brought in or taken out.
//!
//! One message is one job: a pair of the job as JSON and, for an import, a `File` or text. The answer is JSON. The page
//! ends the worker after each job, or when it takes too long; nothing here needs to survive that.

use duewise::case::{Answer, GuardError, ImportError, Job};
use duewise::engine::limits::MAX_JSON_BYTES;
use duewise::exchange::job::run;
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
            let answer = answer(&event.data()).await;
            let text = serde_json::to_string(&answer).unwrap_or_default();
            let _ = scope.post_message(&JsValue::from_str(&text));
        });
    });
    scope.set_onmessage(Some(listener.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    listener.forget();
    let _ = scope.post_message(&JsValue::from_str("ready"));
}

async fn answer(message: &JsValue) -> Answer {
    let parts = js_sys::Array::from(message);
    let job = parts.get(0).as_string().and_then(|text| serde_json::from_str::<Job>(&text).ok());
    let Some(job) = job else { return Answer::Failed };
    match bytes(&parts.get(1)).await {
        Ok(bytes) => run(job, &bytes),
        Err(refused) => refused,
    }
}

/// The bytes of a file or text; none where nothing came.
async fn bytes(source: &JsValue) -> Result<Vec<u8>, Answer> {
    if let Some(text) = source.as_string() {
        return Ok(text.into_bytes());
    }
    let Some(blob) = source.dyn_ref::<Blob>() else { return Ok(Vec::new()) };
    if blob.size() > MAX_JSON_BYTES as f64 {
        return Err(Answer::Refused(ImportError::Guard(GuardError::TooLarge)));
    }
    let buffer = JsFuture::from(blob.array_buffer()).await.map_err(|_| Answer::Failed)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}
