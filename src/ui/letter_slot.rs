//! Where the letter of a request stands on its page.

use std::sync::Arc;

use leptos::prelude::*;

use crate::case::Record;

/// The letter of a request.
#[component]
pub fn LetterSlot(
    /// The record of the request.
    record: Arc<Record>,
) -> impl IntoView {
    let _ = record;
}
