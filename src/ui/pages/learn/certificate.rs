//! What was learned on this device, for print: the lessons that are done, with the day and how many questions were right at
//! once. The name is typed for the print and kept nowhere.

use leptos::prelude::*;

use crate::content::LESSONS;
use crate::present::format;
use crate::present::words::learn as words;
use crate::ui::browser;
use crate::ui::kit::{Empty, Entry, Field, Page, no_error};
use crate::ui::link::Link;
use crate::ui::reader::{is_english, progress};
use crate::ui::route::Route;
use crate::ui::state::{use_as_of, use_lang};

/// The screen.
#[component]
pub fn CertificatePage() -> impl IntoView {
    let lang = use_lang();
    let is_empty = progress().done().is_empty();
    let body = if is_empty {
        view! {
            <Empty title=words::certificate_none(lang) body=words::certificate_how(lang)>
                <Link to=Route::Learn class="c-button" action="to-lessons">{words::all_lessons(lang)}</Link>
            </Empty>
        }
        .into_any()
    } else {
        view! { <Paper/> }.into_any()
    };
    view! {
        <Page screen="certificate" title=Signal::stored(words::certificate_title(lang).to_owned())>
            <p class="c-learn__note"><Link to=Route::Learn>{words::all_lessons(lang)}</Link></p>
            {body}
        </Page>
    }
}

#[component]
fn Paper() -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let english = is_english(lang);
    let name = RwSignal::new(String::new());
    let known = progress();
    let done = known.done();
    let count = done.len().to_string();
    let rows = done.into_iter().map(|(lesson, standing)| {
        let day = standing.done.map_or_else(String::new, |day| format::date(day, lang));
        view! {
            <tr>
                <th scope="row">{lesson.question(english)}</th>
                <td>{day}</td>
                <td data-kind="number">{standing.first} "/" {standing.of}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let entry = Entry::new("name", words::certificate_name(lang)).hint(words::certificate_name_hint(lang)).optional();
    // Typed for the print: a long name is cut, not refused.
    let shown = move || {
        let name: String = name.get().trim().chars().filter(|letter| !letter.is_control()).take(40).collect();
        if name.is_empty() { "＿＿＿＿＿＿".to_owned() } else { name }
    };
    view! {
        <div class="c-form c-noprint"><Field entry=entry value=name error=no_error()/></div>
        <section class="c-paper c-certificate" aria-label=words::certificate_title(lang)>
            <h2 class="c-certificate__title">{words::certificate_heading(lang)}</h2>
            <p class="c-certificate__name">{shown}</p>
            <p>{words::certificate_says(lang, &count, &LESSONS.len().to_string())}</p>
            <table class="c-table__table c-certificate__table">
                <thead>
                    <tr>
                        <th scope="col">{words::certificate_lesson(lang)}</th>
                        <th scope="col">{words::certificate_day(lang)}</th>
                        <th scope="col" data-kind="number">{words::certificate_first(lang)}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            <p>{format::date(as_of.today.get_untracked(), lang)}</p>
            <p class="c-section__note">{words::certificate_note(lang)}</p>
        </section>
        <div class="c-actions">
            <button type="button" class="c-button" data-kind="primary" data-action="print" on:click=move |_| browser::print()>
                {words::print(lang)}
            </button>
        </div>
    }
}
