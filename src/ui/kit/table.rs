//! A table with a caption, in a region that scrolls sideways and can be reached by keyboard.

use leptos::prelude::*;

/// A table: headings here, rows as children.
#[component]
pub fn Table(
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// The headings of its columns.
    head: Vec<String>,
    /// Its name in `data-twin`, when it is the twin of a picture.
    #[prop(optional)]
    twin: Option<&'static str>,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let label = caption.clone();
    view! {
        <div class="c-table" role="region" tabindex="0" aria-label=label>
            <table class="c-table__table" data-twin=twin>
                <caption class="c-table__caption">{caption}</caption>
                <thead>
                    <tr>{head.into_iter().map(|words| view! { <th scope="col">{words}</th> }).collect_view()}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
