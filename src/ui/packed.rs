//! A lesson or worksheet inside a learning platform: no shell, no routes, no storage of ours. What to show comes with the
//! package, and what was done goes to the platform by [`browser::scorm`].

use std::sync::Arc;

use leptos::prelude::*;

use super::browser;
use super::browser::scorm::Report;
use super::kit::{Notice, Page, Tone};
use super::lesson::{Answered, Around, LessonBody};
use super::sheet::{Done, Fill};
use super::state::{AsOf, Language, use_lang};
use crate::content::Lesson;
use crate::present::learn::Terms;
use crate::present::scorm::{Content, Unread, What};
use crate::present::teach::{Level, Levels, Sheet, SheetId, sheet};
use crate::present::words::{common, packed as words, teach};

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
    let lang = use_lang();
    match what {
        What::Lesson { body, .. } => match serde_json::from_str::<Lesson>(&body) {
            Ok(lesson) => view! { <PackedLesson lesson=Arc::new(lesson)/> }.into_any(),
            Err(_) => view! { <Notice tone=Tone::Stop><p>{words::broken(lang)}</p></Notice> }.into_any(),
        },
        What::Sheet { seed, variant, levels } => {
            let made = u16::try_from(variant).ok().and_then(|variant| {
                let chosen: Vec<Level> =
                    Level::ALL.into_iter().filter(|level| levels.contains(&level.number())).collect();
                let levels = Levels::of(&chosen).unwrap_or_default();
                sheet(&SheetId::try_new(&seed, variant, levels).ok()?).ok()
            });
            match made {
                Some(sheet) => view! { <PackedSheet sheet=Arc::new(sheet)/> }.into_any(),
                None => view! { <Notice tone=Tone::Stop><p>{words::broken(lang)}</p></Notice> }.into_any(),
            }
        }
    }
}

/// A lesson: each question counts one point by its first answer, and all answered is done.
#[component]
fn PackedLesson(lesson: Arc<Lesson>) -> impl IntoView {
    let count = lesson.check.len();
    // One sign for each question, as it was first answered: the platform keeps it.
    let kept: Vec<char> = browser::scorm::state().chars().collect();
    let first =
        StoredValue::new((0..count).map(|place| kept.get(place).copied().unwrap_or('-')).collect::<Vec<char>>());
    let tell = move || {
        first.with_value(|first| {
            let right = first.iter().filter(|sign| **sign == 'r').count();
            let done = first.iter().all(|sign| *sign != '-');
            let state: String = first.iter().collect();
            browser::scorm::report(&Report { score: number(right), most: number(count), done, state: &state });
        });
    };
    let on_answer = Callback::new(move |answered: Answered| {
        first.update_value(|first| {
            if let Some(sign) = first.get_mut(answered.check).filter(|sign| **sign == '-') {
                *sign = if answered.is_right { 'r' } else { 'w' };
            }
        });
        tell();
    });
    let around = Around { terms: Arc::new(Terms::default()), links: false, own: Signal::stored(None), on_answer };
    view! { <LessonBody lesson=lesson around=around/> }
}

/// A worksheet: its points are the score, and what was handed in is done.
#[component]
fn PackedSheet(sheet: Arc<Sheet>) -> impl IntoView {
    let kept: Vec<String> = serde_json::from_str(&browser::scorm::state()).unwrap_or_default();
    let mut kept = kept.into_iter();
    let answers: Vec<_> = sheet.tasks.iter().map(|_| RwSignal::new(kept.next().unwrap_or_default())).collect();
    let done = RwSignal::new(None::<Done>);
    let most = u32::from(sheet.points());
    let fields = answers.clone();
    Effect::new(move |before: Option<()>| {
        let typed: Vec<String> = fields.iter().map(|field| field.get()).collect();
        let handed_in = done.get();
        if before.is_some() {
            let score = handed_in.as_ref().map_or(0, |done| u32::from(done.marks.points));
            let state = serde_json::to_string(&typed).unwrap_or_default();
            browser::scorm::report(&Report { score, most, done: handed_in.is_some(), state: &state });
        }
    });
    let code = sheet.id.to_code();
    view! {
        <p data-code=code.clone()>{teach::sheet_of(use_lang(), &code)}</p>
        <Fill sheet=sheet answers=answers done=done/>
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
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
