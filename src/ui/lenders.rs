//! The list of lenders that this site can write to, fetched from our own origin when a page first needs it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::browser;
use crate::case::{LenderEntry, Lenders};

/// The list while it is read: nothing at first; an empty list where there is none or it cannot be read.
#[must_use]
pub fn use_lenders() -> RwSignal<Option<Arc<Lenders>>> {
    let lenders = RwSignal::new(None);
    spawn_local(async move {
        let empty =
            || Lenders { version: crate::case::lenders::LENDERS_VERSION, lenders: Vec::new(), assumed: Vec::new() };
        let read = browser::lenders().await.and_then(|text| Lenders::parse(&text, browser::on_loopback()).ok());
        let _ = lenders.try_set(Some(Arc::new(read.unwrap_or_else(empty))));
    });
    lenders
}

/// The lender whose name a creditor bears, exactly; none where no or several lenders do.
#[must_use]
pub fn named<'a>(lenders: &'a Lenders, creditor: &str) -> Option<&'a LenderEntry> {
    let bears =
        |lender: &&LenderEntry| !creditor.is_empty() && (lender.name_zh == creditor || lender.name_en == creditor);
    let mut all = lenders.lenders.iter().filter(bears);
    let first = all.next();
    if all.next().is_some() { None } else { first }
}
