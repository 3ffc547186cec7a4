//! A table with a caption, in a region that scrolls sideways and can be reached by keyboard.

use core::ops::Range;

use leptos::prelude::*;

/// A table: headings here, rows as children.
#[component]
pub fn Table(
    /// What it shows.
    #[prop(into)]
    caption: String,
    /// The headings of its columns.
    head: Vec<String>,
    /// Which columns hold numbers; their headings stand at the end as the numbers do.
    #[prop(optional)]
    numbers: Range<usize>,
    /// Its name in `data-twin`, when it is the twin of a picture.
    #[prop(optional)]
    twin: Option<&'static str>,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let label = caption.clone();
    let heading = |(place, words): (usize, String)| {
        let kind = numbers.contains(&place).then_some("number");
        view! { <th scope="col" data-kind=kind>{words}</th> }
    };
    let headings = head.into_iter().enumerate().map(heading).collect_view();
    view! {
        <div class="c-table" role="region" tabindex="0" aria-label=label>
            <table class="c-table__table" data-twin=twin>
                <caption class="c-table__caption">{caption}</caption>
                <thead>
                    <tr>{headings}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
