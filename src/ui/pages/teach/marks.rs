//! Results that students send: each link is recomputed here, a score that differs is named, and what a link cannot prove is
//! said.

use leptos::prelude::*;

use crate::present::Lang;
use crate::present::teach::{Checked, Mark, ResultError, StudentResult, recompute, results_csv};
use crate::present::words::teach as words;
use crate::store::draft as kept;
use crate::ui::browser;
use crate::ui::kit::{Button, Notice, Page, Table, Tone};
use crate::ui::link::{Link, use_router};
use crate::ui::route::Route;
use crate::ui::sheet::name_of;
use crate::ui::state::{use_lang, use_status};

/// Where the links that were pasted are kept until they are taken out.
const DRAFT: &str = "marks";

/// One link as it was read.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    read: Result<(StudentResult, Checked), String>,
}

impl Row {
    fn of(line: &str, lang: Lang) -> Self {
        let fragment = line.rsplit_once('#').map_or(line, |(_, fragment)| fragment);
        let read = StudentResult::from_fragment(fragment).map_err(|error: ResultError| error.text(lang));
        let read = read.and_then(|result| {
            let checked = recompute(&result).map_err(|error| error.text(lang))?;
            Ok((result, checked))
        });
        Self { read }
    }
}

/// The most links that are read at once.
const MOST_LINKS: usize = 400;

/// The screen. A student's link leads here with one result; more are pasted below each other.
#[component]
pub fn MarksPage() -> impl IntoView {
    let (lang, router) = (use_lang(), use_router());
    let pasted = RwSignal::new(kept::load(DRAFT).unwrap_or_default());
    // What comes with the address joins what was pasted before, once.
    Effect::new(move |_| {
        let fragment = router.fragment();
        if fragment.starts_with("r=")
            && !pasted.with_untracked(|text| text.lines().any(|line| line.ends_with(&fragment)))
        {
            pasted.update(|text| {
                if !text.is_empty() && !text.ends_with('\n') {
                    text.push('\n');
                }
                text.push_str(&fragment);
            });
        }
    });
    Effect::new(move |_| kept::save(DRAFT, &pasted.get()));
    let rows = Memo::new(move |_| {
        let links = pasted.get();
        let lines = links.split_whitespace().take(MOST_LINKS);
        lines.map(|line| Row::of(line, lang)).collect::<Vec<_>>()
    });
    view! {
        <Page screen="marks" title=Signal::stored(words::marks_title(lang).to_owned())>
            <p class="c-learn__note"><Link to=Route::Teach>{words::title(lang)}</Link></p>
            <p>{words::marks_lead(lang)}</p>
            <Links pasted=pasted/>
            {move || (!rows.with(Vec::is_empty)).then(|| view! { <Found rows=rows/> })}
            <Notice><p>{words::authorship(lang)}</p></Notice>
        </Page>
    }
}

/// Where links are pasted.
#[component]
fn Links(pasted: RwSignal<String>) -> impl IntoView {
    let lang = use_lang();
    let clear = Callback::new(move |()| pasted.set(String::new()));
    view! {
        <div class="c-field c-noprint">
            <label class="c-field__label" for="f-links">{words::links(lang)}</label>
            <p class="c-field__hint" id="f-links-hint">{words::links_hint(lang)}</p>
            <textarea
                class="c-field__input"
                id="f-links"
                rows="5"
                aria-describedby="f-links-hint"
                prop:value=move || pasted.get()
                on:input=move |event| pasted.set(event_target_value(&event))
            ></textarea>
            <div class="c-actions"><Button label=words::clear(lang) action="clear-links" on_press=clear/></div>
        </div>
    }
}

/// The table of what was found.
#[component]
fn Found(rows: Memo<Vec<Row>>) -> impl IntoView {
    let (lang, status) = (use_lang(), use_status());
    let head = vec![
        words::column_name(lang).to_owned(),
        words::column_code(lang).to_owned(),
        words::column_score(lang).to_owned(),
        words::column_tasks(lang).to_owned(),
        words::column_note(lang).to_owned(),
    ];
    let lines = move || rows.get().into_iter().map(|row| line(row, lang)).collect_view();
    let differing = move || {
        let count = rows
            .with(|rows| rows.iter().filter(|row| matches!(&row.read, Ok((_, checked)) if checked.differs)).count());
        (count > 0).then(|| view! { <Notice tone=Tone::Stop><p role="status" data-differing=count>{words::differing(lang, &count.to_string())}</p></Notice> })
    };
    let save = Callback::new(move |()| {
        let read: Vec<_> = rows.get_untracked().into_iter().filter_map(|row| row.read.ok()).collect();
        let saved = browser::download("duewise-marks.csv", "text/csv", results_csv(&read, lang).as_bytes());
        status.say(if saved { words::csv_saved(lang) } else { words::csv_failed(lang) });
    });
    view! {
        {differing}
        <Table caption=words::marks_caption(lang) head=head numbers=2..3>{lines}</Table>
        <div class="c-actions"><Button label=words::marks_csv(lang) action="marks-csv" on_press=save/></div>
    }
}

fn line(row: Row, lang: Lang) -> AnyView {
    let (result, checked) = match row.read {
        Ok(read) => read,
        Err(why) => {
            return view! {
                <tr data-result="unread">
                    <th scope="row">"—"</th>
                    <td colspan="4" data-kind="words">{why}</td>
                </tr>
            }
            .into_any();
        }
    };
    let name =
        if result.nickname().is_empty() { words::no_name(lang).to_owned() } else { result.nickname().to_owned() };
    let score = words::points_of(lang, &checked.marks.points.to_string(), &checked.marks.of.to_string());
    let tasks = checked.marks.tasks.iter().enumerate().map(|(place, task)| {
        let says = words::task_mark(lang, &place.saturating_add(1).to_string(), mark_short(task.mark, lang));
        let (spoken, sign) = (says.clone(), sign(task.mark));
        view! {
            <span class="c-sheet__dot" data-mark=name_of(task.mark) title=says>
                <span class="c-hidden">{spoken}</span>
                <span aria-hidden="true">{sign}</span>
            </span>
        }
    });
    let note = if checked.differs {
        words::claimed(lang, &checked.claimed.to_string(), &checked.marks.points.to_string())
    } else {
        words::agrees(lang).to_owned()
    };
    let verdict = if checked.differs { "differs" } else { "agrees" };
    view! {
        <tr data-result=verdict>
            <th scope="row">{name}</th>
            <td>{result.id().to_code()}</td>
            <td data-kind="number">{score}</td>
            <td>{tasks.collect_view()}</td>
            <td data-kind="words">{note}</td>
        </tr>
    }
    .into_any()
}

const fn sign(mark: Mark) -> &'static str {
    match mark {
        Mark::Right => "✓",
        Mark::Wrong => "✗",
        Mark::Unclear => "?",
        Mark::Blank => "–",
    }
}

const fn mark_short(mark: Mark, lang: Lang) -> &'static str {
    match mark {
        Mark::Right => words::short_right(lang),
        Mark::Wrong => words::short_wrong(lang),
        Mark::Unclear => words::short_unclear(lang),
        Mark::Blank => words::short_blank(lang),
    }
}
