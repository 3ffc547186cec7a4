//! What lies beside the database: the second copy in the Cache API, the raw dump, and the browser's promise to keep.

use chrono::NaiveDate;
use js_sys::{Array, Date, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

use super::copy::{CopyInfo, newest as newest_of, seal, slot};
use super::database;
use crate::case::Case;

/// The name of the cache.
const CACHE: &str = "duewise-copy";

fn caches() -> Option<CacheStorage> {
    web_sys::window()?.caches().ok()
}

async fn cache() -> Option<Cache> {
    JsFuture::from(caches()?.open(CACHE)).await.ok()?.dyn_into().ok()
}

/// The device's date.
fn today() -> Option<NaiveDate> {
    let now = Date::new_0();
    NaiveDate::from_ymd_opt(i32::try_from(now.get_full_year()).ok()?, now.get_month().checked_add(1)?, now.get_date())
}

/// Writes a copy; whether it was kept.
pub(super) async fn write(case: &Case, generation: u64) -> bool {
    let attempt = async {
        let text = seal(case, generation, today()?).ok()?;
        let response = Response::new_with_opt_str(Some(&text)).ok()?;
        JsFuture::from(cache().await?.put_with_str(slot(generation), &response)).await.ok()
    };
    attempt.await.is_some()
}

async fn entry(cache: &Cache, name: &str) -> Option<String> {
    let found = JsFuture::from(cache.match_with_str(name)).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// The newest whole copy.
pub(super) async fn newest() -> Option<(CopyInfo, Case)> {
    let cache = cache().await?;
    let mut texts = Vec::new();
    for generation in 0..2 {
        texts.extend(entry(&cache, slot(generation)).await);
    }
    newest_of(texts)
}

/// What is known of the newest whole copy.
pub(super) async fn info() -> Option<CopyInfo> {
    newest().await.map(|(info, _)| info)
}

/// Deletes the copies.
pub(super) async fn erase() {
    if let Some(caches) = caches() {
        let _ = JsFuture::from(caches.delete(CACHE)).await;
    }
}

/// Asks the browser to keep the data.
pub(super) async fn persist() -> bool {
    let attempt = async {
        let promise: Promise = web_sys::window()?.navigator().storage().persist().ok()?;
        JsFuture::from(promise).await.ok()?.as_bool()
    };
    attempt.await.unwrap_or(false)
}

/// The whole database, of whatever version, as JSON text.
pub(super) async fn raw() -> Option<String> {
    let opened = database::open_any().await?;
    let dump = Object::new();
    for name in opened.store_names() {
        let transaction = opened.transaction(&[name.as_str()], idb::TransactionMode::ReadOnly).ok()?;
        let store = transaction.object_store(&name).ok()?;
        let keys = store.get_all_keys(None, None).ok()?.await.ok()?;
        let values = store.get_all(None, None).ok()?.await.ok()?;
        let pairs: Array = keys.iter().zip(&values).map(|(key, value)| Array::of2(key, value)).collect();
        Reflect::set(&dump, &JsValue::from_str(&name), &pairs).ok()?;
    }
    opened.close();
    js_sys::JSON::stringify(&dump).ok().map(String::from)
}
