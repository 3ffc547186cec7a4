//! The device's clock, read as a civil date in local time.

use chrono::{NaiveDate, NaiveDateTime};
use gloo::timers::callback::Timeout;

/// Today where the reader is. A clock outside the supported years gives the nearest supported day.
#[must_use]
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(2199).clamp(1970, 2199);
    NaiveDate::from_ymd_opt(year, now.get_month().saturating_add(1), now.get_date()).unwrap_or_default()
}

/// Calls back after so many milliseconds.
pub fn after(milliseconds: u32, callback: impl FnOnce() + 'static) {
    Timeout::new(milliseconds, callback).forget();
}

/// Now where the reader is, to the minute.
#[must_use]
pub fn now() -> NaiveDateTime {
    let now = js_sys::Date::new_0();
    today().and_hms_opt(now.get_hours(), now.get_minutes(), 0).unwrap_or_default()
}

/// The wall clock, in milliseconds since 1970.
#[must_use]
pub fn wall() -> u64 {
    let now = js_sys::Date::now();
    if now.is_finite() && now > 0.0 { now as u64 } else { 0 }
}

/// A moment of the wall clock where the reader is: the day, and the time as `09:05`. None outside the supported years.
#[must_use]
pub fn local_time(wall: u64) -> Option<(NaiveDate, String)> {
    let at = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(wall as f64));
    let year = i32::try_from(at.get_full_year()).ok()?;
    let day = NaiveDate::from_ymd_opt(year, at.get_month().checked_add(1)?, at.get_date())?;
    Some((day, format!("{:02}:{:02}", at.get_hours(), at.get_minutes())))
}

/// The wall clock's moment of a text such as `2026-11-24T08:50:00Z`.
#[must_use]
pub fn moment(text: &str) -> Option<u64> {
    let at = js_sys::Date::parse(text);
    (at.is_finite() && at > 0.0).then_some(at as u64)
}
