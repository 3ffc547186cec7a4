//! A lesson on screen: its text, the figure that the reader moves, the picture, the questions. Knows neither the store nor
//! where it stands, so that a package for a class shows the same as the portal.

mod checks;
mod drawing;
mod figure;
mod picture;
mod sources;
mod text;

use std::sync::Arc;

use leptos::prelude::*;

use crate::content::{Lesson, PartKind};
use crate::present::learn::{Block, Reading, Terms};
use crate::ui::state::use_lang;

pub use checks::{Answered, Question, Questions};
pub use figure::Own;
use figure::{Figure, Moves};
use picture::Picture;
use sources::Sources;
use text::pieces;
pub use text::{Inline, TermLink};

/// What stands around a lesson: where its terms are explained, what the reader's own figures are, who is told of answers.
#[derive(Clone)]
pub struct Around {
    /// The terms that are linked; none in a package, which has no glossary.
    pub terms: Arc<Terms>,
    /// Whether terms are links.
    pub links: bool,
    /// The reader's own figures, where there are any.
    pub own: Signal<Option<Own>>,
    /// Told of each answer.
    pub on_answer: Callback<Answered>,
}

/// The body of a lesson, below its title.
#[component]
pub fn LessonBody(
    /// The lesson.
    lesson: Arc<Lesson>,
    /// What stands around it.
    around: Around,
) -> impl IntoView {
    let lang = use_lang();
    let moves = Moves::start(&lesson, lang);
    let mut reading = Reading::new(&lesson, &around.terms);
    let lead = reading.pieces(&lesson.lead.text);
    let blocks: Vec<_> = lesson.part.iter().map(|part| (part.kind, reading.block(part))).collect();
    let inline = Inline { values: moves.values, links: around.links };
    let parts = blocks.into_iter().map(|(kind, part)| match kind {
        PartKind::Figure => view! { <Figure lesson=Arc::clone(&lesson) moves=moves own=around.own/> }.into_any(),
        PartKind::Picture => view! { <Picture lesson=Arc::clone(&lesson) moves=moves links=around.links/> }.into_any(),
        _ => block(part, inline),
    });
    let parts = parts.collect_view();
    view! {
        <p class="c-lesson__lead">{pieces(lead, inline)}</p>
        <div class="c-lesson__parts">{parts}</div>
        <Questions lesson=Arc::clone(&lesson) inline=inline on_answer=around.on_answer/>
        <Sources lesson=lesson/>
    }
}

fn block(block: Block, inline: Inline) -> AnyView {
    match block {
        Block::Paragraph(text) => view! { <p>{pieces(text, inline)}</p> }.into_any(),
        Block::List(lines) => {
            let lines = lines.into_iter().map(|line| view! { <li>{pieces(line, inline)}</li> }).collect_view();
            view! { <ul class="c-list">{lines}</ul> }.into_any()
        }
        Block::Dialogue(lines) => {
            let said = lines.into_iter().map(|(who, what)| {
                view! {
                    <p class="c-talk__line">
                        <b class="c-talk__who">{who}</b>
                        <span class="c-talk__what">{pieces(what, inline)}</span>
                    </p>
                }
            });
            view! { <div class="c-talk">{said.collect_view()}</div> }.into_any()
        }
        Block::Figure | Block::Picture => ().into_any(),
    }
}
