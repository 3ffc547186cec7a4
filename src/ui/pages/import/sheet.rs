//! The tables of an import: one kind of row and cell for the preview, for what would be saved, and for what is refused.

use core::ops::Range;

use leptos::prelude::*;

use crate::ui::kit::Table;

/// A cell with a tag behind it, if it has one.
pub(super) fn cell(text: &str, kind: Option<&'static str>, tag: Option<&'static str>) -> AnyView {
    let tag = tag.map(|tag| view! { " " <span class="c-tag" data-tone="late">{tag}</span> });
    view! { <td data-kind=kind>{text.to_owned()} {tag}</td> }.into_any()
}

/// A row by its name in journeys.
pub(super) fn row(name: &'static str, here: bool, cells: Vec<AnyView>) -> AnyView {
    view! { <tr data-row=name data-here=here.then_some("true")>{cells}</tr> }.into_any()
}

/// A table of such rows.
pub(super) fn sheet(caption: &'static str, head: &[String], numbers: Range<usize>, rows: Vec<AnyView>) -> AnyView {
    view! { <Table caption=caption head=head.to_vec() numbers=numbers>{rows}</Table> }.into_any()
}
