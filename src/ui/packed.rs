//! A lesson or worksheet inside a learning platform: no shell, no routes, no storage of ours. What to show comes with the
//! package, and what was done goes to the platform by [`browser::scorm`].

use leptos::prelude::*;

use super::browser;
use super::kit::{Notice, Page, Tone};
use super::state::{AsOf, Language, use_lang};
use crate::present::scorm::{Content, Unread, What};
use crate::present::words::{common, packed as words};

/// What the package holds, or why it cannot be shown.
#[component]
pub fn Packed() -> impl IntoView {
    let content = Content::read(&browser::scorm::content());
    let lang = content.as_ref().map_or_else(|_| browser::load_lang(), |content| content.lang);
    let today = browser::today();
    let chosen = content.as_ref().ok().and_then(|content| content.as_of).filter(|day| *day != today);
    provide_context(Language(RwSignal::new(lang)));
    provide_context(AsOf { today: RwSignal::new(today), chosen: RwSignal::new(chosen) });
    browser::set_language(lang.tag());
    browser::set_app_state("ready");
    let title = content.as_ref().map_or_else(|_| common::brand(lang).to_owned(), |content| content.title.clone());
    view! {
        <div class="l-content">
            <Page screen="packed" title=Signal::stored(title)>
                {match content {
                    Ok(content) => view! { <Inside what=content.what/> }.into_any(),
                    Err(unread) => view! { <Unreadable unread=unread/> }.into_any(),
                }}
            </Page>
        </div>
    }
}

/// The lesson or the worksheet.
#[component]
fn Inside(what: What) -> impl IntoView {
    match what {
        What::Lesson { .. } | What::Sheet { .. } => (),
    }
}

#[component]
fn Unreadable(unread: Unread) -> impl IntoView {
    let lang = use_lang();
    let text = match unread {
        Unread::Newer(_) => words::newer(lang),
        Unread::TooLong | Unread::Broken => words::broken(lang),
    };
    view! { <Notice tone=Tone::Stop><p>{text}</p></Notice> }
}
