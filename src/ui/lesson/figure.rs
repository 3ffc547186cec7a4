//! What the reader can move, and what the engine makes of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::content::{Input, Lesson, Unit};
use crate::present::Lang;
use crate::present::learn::figure::{Compute, Given, Output, Refused, compute};
use crate::present::learn::{Reading, Terms, read, value, written};
use crate::present::words::learn as words;
use crate::ui::kit::{Entry, Field};
use crate::ui::state::use_lang;

use super::text::{Inline, pieces};

/// The reader's own figures, and where they come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// What they are taken from, such as the name of a debt.
    pub from: String,
    /// The figures, by the names of the inputs.
    pub given: Given,
}

/// What stands in the fields of a figure, and what comes of it.
#[derive(Clone, Copy)]
pub struct Moves {
    /// As typed, by the place of the input.
    pub typed: StoredValue<Vec<RwSignal<String>>>,
    /// What is typed, where all of it can be read.
    pub given: Memo<Option<Given>>,
    /// What came of it.
    pub outcome: Memo<Result<Vec<Output>, String>>,
    /// Everything as it is written in a sentence.
    pub values: Memo<BTreeMap<String, String>>,
}

impl Moves {
    /// The fields with what they start at.
    pub fn start(lesson: &Arc<Lesson>, lang: Lang) -> Self {
        let fields: Vec<_> =
            lesson.figure.input.iter().map(|input| RwSignal::new(value(input.start, input.unit))).collect();
        let typed = StoredValue::new(fields);
        let kept = Arc::clone(lesson);
        let given = Memo::new(move |_| {
            let fields = typed.get_value();
            let each = kept.figure.input.iter().zip(fields);
            each.map(|(input, field)| Some((input.name.clone(), field.with(|text| read(text, input, lang)).ok()?)))
                .collect::<Option<Given>>()
        });
        let named = Compute::from_name(&lesson.figure.compute);
        let kept = Arc::clone(lesson);
        let outcome = Memo::new(move |_| {
            let (Some(named), Some(given)) = (named, given.get()) else { return Err(String::new()) };
            compute(named, &given).map_err(|refused| refusal(&kept, refused, lang))
        });
        let kept = Arc::clone(lesson);
        let values = Memo::new(move |_| {
            let Some(given) = given.get() else { return BTreeMap::new() };
            outcome.with(|made| written(&kept, &given, made.as_deref().unwrap_or_default()))
        });
        Self { typed, given, outcome, values }
    }

    fn field(self, place: usize) -> Option<RwSignal<String>> {
        self.typed.with_value(|fields| fields.get(place).copied())
    }
}

/// What would have to change so that there is a figure.
fn refusal(lesson: &Lesson, refused: Refused, lang: Lang) -> String {
    let input = lesson.figure.input.iter().find(|input| input.name == refused.input);
    words::refused(lang, input.map_or("", |input| input.text.as_str()))
}

/// The figure: the fields, and the finding in a sentence.
#[component]
pub fn Figure(lesson: Arc<Lesson>, moves: Moves, own: Signal<Option<Own>>) -> impl IntoView {
    let lang = use_lang();
    let none = Terms::default();
    let says = Reading::new(&lesson, &none).pieces(&lesson.figure.says);
    let inline = Inline { values: moves.values, links: false };
    let inputs = lesson.figure.input.clone();
    let fields = inputs.iter().enumerate().filter_map(|(place, input)| {
        let field = moves.field(place)?;
        Some(view! { <Mover input=input.clone() value=field/> })
    });
    let fields = fields.collect_view();
    let finding = StoredValue::new(says);
    let shown = move || match moves.outcome.get() {
        Ok(_) => {
            view! { <p class="c-lesson__says" data-figure="">{pieces(finding.get_value(), inline)}</p> }.into_any()
        }
        Err(why) => {
            view! { <p class="c-lesson__says">{if why.is_empty() { words::not_yet(lang).to_owned() } else { why }}</p> }
                .into_any()
        }
    };
    view! {
        <section class="c-lesson__figure" aria-labelledby="figure-title">
            <h2 id="figure-title" class="c-lesson__small">{words::figure_title(lang)}</h2>
            <div class="c-form">{fields}</div>
            <OwnNumbers inputs=inputs moves=moves own=own/>
            <div role="status">{shown}</div>
        </section>
    }
}

/// The way from the example to the reader's own figures and back.
#[component]
fn OwnNumbers(inputs: Vec<Input>, moves: Moves, own: Signal<Option<Own>>) -> impl IntoView {
    let lang = use_lang();
    let inputs = StoredValue::new(inputs);
    let fits = Memo::new(move |_| {
        let own = own.get()?;
        let usable = inputs.with_value(|inputs| inputs.iter().any(|input| fitting(input, &own).is_some()));
        usable.then_some(own)
    });
    let put = move |own: Option<Own>| {
        inputs.with_value(|inputs| {
            for (place, input) in inputs.iter().enumerate() {
                let number = own.as_ref().map_or(Some(input.start), |own| fitting(input, own));
                if let (Some(number), Some(field)) = (number, moves.field(place)) {
                    field.set(value(number, input.unit));
                }
            }
        });
    };
    view! {
        <div class="c-actions">
            {move || {
                fits.get().map(|own| {
                    let says = words::own_numbers(lang, &own.from);
                    let press = move |_| put(Some(own.clone()));
                    view! { <button type="button" class="c-button" data-action="own-numbers" on:click=press>{says}</button> }
                })
            }}
            <button type="button" class="c-button" data-kind="quiet" data-action="reset-figure" on:click=move |_| put(None)>
                {words::reset(lang)}
            </button>
        </div>
    }
}

/// The reader's own figure for an input, if the figure takes it.
fn fitting(input: &Input, own: &Own) -> Option<Decimal> {
    own.given.get(&input.name).copied().filter(|number| *number >= input.least && *number <= input.most)
}

/// One thing to move: typed, by slider, or by steps.
#[component]
fn Mover(input: Input, value: RwSignal<String>) -> impl IntoView {
    let lang = use_lang();
    let known = StoredValue::new(input.clone());
    let number = move || known.with_value(|input| value.with(|text| read(text, input, lang)).ok());
    let set =
        move |number: Decimal| known.with_value(|input| value.set(crate::present::learn::value(number, input.unit)));
    let error = Signal::derive(move || known.with_value(|input| value.with(|text| read(text, input, lang)).err()));
    let entry = entry(&input, lang);
    let slider = format!("{}-slider", entry.id());
    let slide = move |event: leptos::ev::Event| {
        if let Ok(number) = event_target_value(&event).parse() {
            set(number);
        }
    };
    let at = move || number().unwrap_or(input.start).to_string();
    view! {
        <Field entry=entry value=value error=error/>
        <input
            class="c-slider"
            id=slider
            type="range"
            min=input.least.to_string()
            max=input.most.to_string()
            step=input.step.to_string()
            aria-label=input.text.clone()
            aria-valuetext=move || value.get()
            prop:value=at
            on:input=slide
        />
    }
}

fn entry(input: &Input, lang: Lang) -> Entry {
    let unit = match input.unit {
        Unit::Yuan => words::unit_yuan(lang),
        Unit::PercentYear => words::unit_year(lang),
        Unit::PercentDay => words::unit_day(lang),
        Unit::Days => words::unit_days(lang),
        Unit::Months => words::unit_months(lang),
        Unit::Count | Unit::Share => "",
    };
    Entry::new(input.name.clone(), input.text.clone()).unit(unit).keyboard("decimal")
}
