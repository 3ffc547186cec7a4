//! The network: a request to a lender, a question about one, and files of our own site. Nothing else fetches.
//!
//! What comes back is hostile: no redirect is followed, no credentials or referrer are sent, nothing is cached, reading stops
//! at the longest answer, and the deadline covers the body too. A stop of the app ends an attempt that is under way.

use gloo::timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Response};

use super::window;
use crate::case::lenders::MAX_LENDERS_BYTES;
use crate::case::receipt::{KEY_HEADER, MAX_REPLY_BYTES};
use crate::present::scorm::Listing;

/// The list of lenders, beside the page.
const LENDERS: &str = "/lenders.json";
/// The release of the simulator for other pages, with its checksums.
const RELEASE: &str = "/embed/v1/sri.json";
/// What a package for learning platforms is made of, and the longest of those files.
const SHELL: &str = "/scorm/v1/files.json";
const MAX_SHELL_BYTES: usize = 8 * 1024 * 1024;
/// How long our own site may take, and how long for one of the shell's files, of which one is large.
const OWN_MS: u32 = 15_000;
const SHELL_MS: u32 = 60_000;
/// The longest file of words that is read.
const MAX_WORDS_BYTES: usize = 512 * 1024;
/// The boot script says that the app has stopped for good.
pub(super) const HALTED: &str = "duewise:halted";

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Nothing: no network, a redirect, a reset, no whole answer in time.
    Nothing,
    /// More than an answer may have; reading stopped.
    Endless,
    /// An answer, whole.
    Whole {
        /// The status code.
        status: u16,
        /// The seconds in `Retry-After`, if it is a number.
        retry_after: Option<u64>,
        /// The body; empty where JSON is wanted and it is not declared as that.
        body: Vec<u8>,
    },
}

/// What is sent.
struct Errand<'a> {
    method: &'a str,
    url: &'a str,
    key: Option<&'a str>,
    body: Option<&'a str>,
    cache: &'a str,
    most: usize,
    /// Whether only JSON is wanted.
    json: bool,
}

/// Sends the bytes of a request under its key.
pub async fn send(url: &str, key: &str, body: &str, patience: u32) -> Reply {
    let errand = Errand {
        method: "POST",
        url,
        key: Some(key),
        body: Some(body),
        cache: "no-store",
        most: MAX_REPLY_BYTES,
        json: true,
    };
    run(&errand, patience).await
}

/// Asks how a request stands, or takes it back (`method` is `GET` or `POST`).
pub async fn ask(method: &str, url: &str, patience: u32) -> Reply {
    run(&Errand { method, url, key: None, body: None, cache: "no-store", most: MAX_REPLY_BYTES, json: true }, patience)
        .await
}

/// The text of the list of lenders; none while our own site does not answer.
pub async fn lenders() -> Option<String> {
    own(LENDERS).await
}

/// The text that names the release of the simulator for other pages; none where our site has none.
pub async fn release() -> Option<String> {
    own(RELEASE).await
}

/// Every file of the shell of a package for learning platforms, whole; none if one of them is missing or is another one.
pub async fn shell() -> Option<Vec<(String, Vec<u8>)>> {
    let listing = Listing::read(&own(SHELL).await?)?;
    let folder = SHELL.trim_end_matches("files.json");
    let mut files = Vec::with_capacity(listing.files.len());
    for listed in listing.files {
        let bytes = fetched(&format!("{folder}{}", listed.name), "no-cache", MAX_SHELL_BYTES, false).await?;
        if !listed.is(&bytes) {
            return None;
        }
        files.push((listed.name, bytes));
    }
    Some(files)
}

/// A lesson, the glossary or the plans. Their names follow their content, so that the browser's copy is as good as ours
/// and there without a network. None where they do not arrive.
pub async fn words(url: &str) -> Option<String> {
    String::from_utf8(fetched(url, "default", MAX_WORDS_BYTES, true).await?).ok()
}

/// A JSON file of our own site, as it is now.
async fn own(url: &str) -> Option<String> {
    String::from_utf8(fetched(url, "no-cache", MAX_LENDERS_BYTES, true).await?).ok()
}

/// A file of our own site.
async fn fetched(url: &str, cache: &str, most: usize, json: bool) -> Option<Vec<u8>> {
    let errand = Errand { method: "GET", url, key: None, body: None, cache, most, json };
    match run(&errand, if json { OWN_MS } else { SHELL_MS }).await {
        Reply::Whole { status: 200, body, .. } => Some(body),
        _ => None,
    }
}

/// Whether the page itself stands on this machine: only then may a lender.
#[must_use]
pub fn on_loopback() -> bool {
    let host = window().and_then(|window| window.location().hostname().ok()).unwrap_or_default();
    matches!(host.as_str(), "127.0.0.1" | "localhost" | "[::1]")
}

/// Whether the browser believes that there is a network. False is certain, true is not.
#[must_use]
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

async fn run(errand: &Errand<'_>, patience: u32) -> Reply {
    let (Some(window), Ok(controller)) = (window(), AbortController::new()) else { return Reply::Nothing };
    let late = controller.clone();
    let deadline = Timeout::new(patience, move || late.abort());
    // Bound in JavaScript: once the app has stopped, none of its own code runs any more.
    let stop = get(&controller, "abort").and_then(|abort| call(&abort, "bind", &[&controller]));
    let stop = stop.and_then(|stop| stop.dyn_into::<Function>().ok());
    if let Some(stop) = &stop {
        let _ = window.add_event_listener_with_callback(HALTED, stop);
    }
    let reply = attempt(errand, &controller).await.unwrap_or(Reply::Nothing);
    if let Some(stop) = &stop {
        let _ = window.remove_event_listener_with_callback(HALTED, stop);
    }
    deadline.cancel();
    reply
}

async fn attempt(errand: &Errand<'_>, controller: &AbortController) -> Option<Reply> {
    let window: JsValue = window()?.into();
    let headers = Object::new();
    set(&headers, "accept", "application/json")?;
    if let Some(key) = errand.key {
        set(&headers, KEY_HEADER, key)?;
        set(&headers, "content-type", "application/json")?;
    }
    let init = Object::new();
    for (name, value) in [
        ("method", errand.method),
        ("redirect", "error"),
        ("credentials", "omit"),
        ("cache", errand.cache),
        ("referrerPolicy", "no-referrer"),
    ] {
        set(&init, name, value)?;
    }
    Reflect::set(&init, &"headers".into(), &headers).ok()?;
    Reflect::set(&init, &"signal".into(), &controller.signal()).ok()?;
    if let Some(body) = errand.body {
        set(&init, "body", body)?;
    }
    let response = settled(call(&window, "fetch", &[&errand.url.into(), &init])?).await?;
    let response: Response = response.dyn_into().ok()?;
    let said = get(&response, "headers")?;
    let header = |name: &str| call(&said, "get", &[&name.into()]).and_then(|value| value.as_string());
    let retry_after = header("retry-after").and_then(|text| text.trim().parse().ok());
    let declared = header("content-type").unwrap_or_default().to_ascii_lowercase();
    let is_json = declared.split(';').next().is_some_and(|kind| kind.trim() == "application/json");
    let Some(body) = read(&response, errand.most).await? else {
        controller.abort();
        return Some(Reply::Endless);
    };
    let body = if is_json || !errand.json { body } else { Vec::new() };
    Some(Reply::Whole { status: response.status(), retry_after, body })
}

/// The body; the inner none if it is longer than `most`, the outer if it broke off.
async fn read(response: &Response, most: usize) -> Option<Option<Vec<u8>>> {
    let stream = get(response, "body")?;
    let mut body = Vec::new();
    if stream.is_null() || stream.is_undefined() {
        return Some(Some(body));
    }
    let reader = call(&stream, "getReader", &[])?;
    loop {
        let chunk = settled(call(&reader, "read", &[])?).await?;
        if get(&chunk, "done")?.is_truthy() {
            return Some(Some(body));
        }
        let bytes = Uint8Array::new(&get(&chunk, "value")?);
        if body.len().saturating_add(usize::try_from(bytes.length()).ok()?) > most {
            return Some(None);
        }
        body.extend_from_slice(&bytes.to_vec());
    }
}

fn set(object: &Object, name: &str, value: &str) -> Option<()> {
    Reflect::set(object, &name.into(), &value.into()).ok().map(drop)
}

/// A property.
pub(super) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

/// Calls a method by name: some are newer than the bindings.
pub(super) fn call(object: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let method: Function = get(object, name)?.dyn_into().ok()?;
    let list: js_sys::Array = arguments.iter().copied().collect();
    method.apply(object, &list).ok()
}

/// What a promise comes to.
pub(super) async fn settled(promise: JsValue) -> Option<JsValue> {
    JsFuture::from(promise.dyn_into::<Promise>().ok()?).await.ok()
}
