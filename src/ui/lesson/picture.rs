//! The picture of a lesson: a chart with its table, or what happens when.

use std::sync::Arc;

use leptos::prelude::*;

use super::drawing::Drawn;
use super::figure::Moves;
use super::text::{Inline, pieces};
use crate::content::{Lesson, PictureKind};
use crate::present::learn::drawing::draw;
use crate::present::learn::figure::{Compute, picture};
use crate::present::learn::{Reading, Terms};
use crate::present::words::learn as words;
use crate::ui::kit::{Details, Table};
use crate::ui::state::use_lang;

/// The picture.
#[component]
pub fn Picture(lesson: Arc<Lesson>, moves: Moves, links: bool) -> impl IntoView {
    let inline = Inline { values: moves.values, links };
    let none = Terms::default();
    let title = Reading::new(&lesson, &none).pieces(&lesson.picture.title);
    let body = if lesson.picture.kind == PictureKind::Timeline {
        view! { <Timeline lesson=lesson inline=inline/> }.into_any()
    } else {
        view! { <Chart lesson=lesson moves=moves/> }.into_any()
    };
    view! {
        <figure class="c-picture" aria-labelledby="picture-title">
            <figcaption id="picture-title" class="c-picture__title">{pieces(title, inline)}</figcaption>
            {body}
        </figure>
    }
}

/// A chart and its table.
#[component]
fn Chart(lesson: Arc<Lesson>, moves: Moves) -> impl IntoView {
    let lang = use_lang();
    let (named, kind) = (Compute::from_name(&lesson.figure.compute), lesson.picture.kind);
    let drawing = Memo::new(move |_| {
        let given = moves.given.get()?;
        let picture = picture(kind, named?, &lesson.picture.of, &given).ok()?;
        draw(&picture, &lesson, lang)
    });
    let table = move || {
        drawing.get().map(|drawing| {
            let rows = drawing.rows.into_iter().map(|row| {
                let mut cells = row.into_iter();
                let first = cells.next().map(|text| view! { <th scope="row">{text}</th> });
                let rest = cells.map(|text| view! { <td data-kind="number">{text}</td> }).collect_view();
                view! { <tr>{first} {rest}</tr> }
            });
            let (columns, rows) = (drawing.head.len(), rows.collect_view());
            view! {
                <Table caption=words::table_caption(lang) head=drawing.head numbers=1..columns twin="lesson">
                    {rows}
                </Table>
            }
        })
    };
    view! {
        {move || drawing.get().map(|drawing| view! { <Drawn drawing=drawing/> })}
        <Details summary=words::table(lang)>{table}</Details>
    }
}

/// What happens when, as a list that is drawn as a line with stations.
#[component]
fn Timeline(lesson: Arc<Lesson>, inline: Inline) -> impl IntoView {
    let none = Terms::default();
    let mut reading = Reading::new(&lesson, &none);
    let steps = lesson.picture.step.iter().map(|step| {
        let (when, what) = (reading.pieces(&step.day), reading.pieces(&step.text));
        view! {
            <li class="c-timeline__step">
                <b class="c-timeline__when">{pieces(when, inline)}</b>
                <span>{pieces(what, inline)}</span>
            </li>
        }
    });
    let steps = steps.collect_view();
    view! { <ol class="c-timeline">{steps}</ol> }
}
