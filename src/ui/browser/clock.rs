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
