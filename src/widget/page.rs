//! The page as it is drawn once: fields, finding, legal line, picture, table, working, ways on. Every place that holds words
//! or figures has an id; `write` fills them.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::{Widget, host};
use crate::present::embedded::{Form, Knob};

/// How many rows the table has at most, and how many lines the working.
pub const ROWS: usize = 9;
/// Lines of the working.
pub const LINES: usize = 3;

/// The fields: its knob, the id of its input and the keyboard that a phone shows.
pub const FIELDS: [(Knob, &str, &str); 5] = [
    (Knob::Principal, "f-principal", "decimal"),
    (Knob::Due, "f-due", "date"),
    (Knob::Rate, "f-rate", "text"),
    (Knob::Fee, "f-late_fee", "decimal"),
    (Knob::Days, "f-days", "numeric"),
];

/// The whole page, with two listeners: what is typed and what is pressed bubble up to it.
#[component]
pub fn Page() -> impl IntoView {
    let widget = Widget::start();
    let [principal, due, rate, fee, days] = FIELDS.map(field);
    view! {
        <main class="c-embed" on:input=move |event| typed(widget, &event) on:click=move |event| pressed(widget, &event)>
            <h1 class="c-embed__title" id="title"></h1>
            <div class="c-embed__fields">
                {principal} {due}
                <div class="c-embed__field c-embed__wide">
                    <label for="f-policy" id="f-policy-label"></label>
                    <select id="f-policy">{Form::policies().into_iter().map(option).collect::<Vec<_>>()}</select>
                </div>
                {rate} {fee} {days}
                <div class="c-embed__steps">
                    <button type="button" id="less">"−"</button>
                    <button type="button" id="more">"+"</button>
                </div>
            </div>
            <p class="c-embed__host" data-host="" id="host"></p>
            <section class="c-embed__result" id="result">
                <p class="c-embed__wait" id="wait"></p>
                <p class="c-embed__finding" role="status" data-finding="" id="finding"></p>
                <p class="c-embed__yearly" id="yearly"></p>
                <dl class="c-embed__sums">
                    <div><dt id="extra-label"></dt><dd data-extra="" id="extra"></dd></div>
                    <div><dt id="total-label"></dt><dd data-total="" id="total"></dd></div>
                </dl>
                <p class="c-embed__legal" data-legal="" id="legal-line"><strong id="legal-title"></strong>" "<span id="legal"></span></p>
                {picture()}
                {details()}
            </section>
            <p class="c-embed__ways">
                <a class="c-embed__ask" data-action="request" target="_blank" rel="noopener" id="request"></a>
                <a data-action="open" target="_blank" rel="noopener" id="open"></a>
            </p>
            <p class="c-embed__note" id="note"></p>
            <p class="c-embed__note" data-unfit="" id="unfit"></p>
        </main>
    }
    .into_any()
}

/// A labelled field and the place for what stands against it.
fn field((_, id, kind): (Knob, &'static str, &'static str)) -> AnyView {
    let (label, wrong, place) = (format!("{id}-label"), format!("{id}-error"), format!("{id}-field"));
    let (type_, keyboard) = if kind == "date" { ("date", "none") } else { ("text", kind) };
    view! {
        <div class="c-embed__field" id=place>
            <label for=id id=label></label>
            <input id=id type=type_ inputmode=keyboard autocomplete="off" maxlength="64" aria-describedby=wrong.clone()/>
            <p class="c-embed__wrong" id=wrong></p>
        </div>
    }
    .into_any()
}

fn option(policy: crate::present::form::Policy) -> AnyView {
    view! { <option value=policy.name() id=format!("policy-{}", policy.name())></option> }.into_any()
}

/// The picture. Its numbers are in the table.
fn picture() -> AnyView {
    view! {
        <figure class="c-embed__picture">
            <figcaption id="picture"></figcaption>
            <svg viewBox="-50 -60 3300 1480" role="img" aria-labelledby="picture" data-chart="">
                <path class="c-embed__area" id="area"></path>
                <path class="c-embed__limit" id="limit"></path>
                <path class="c-embed__day" id="day"></path>
                <path class="c-embed__spot" id="spot"></path>
            </svg>
            <p class="c-embed__scale">
                <span id="top"></span>
                <span class="c-embed__key" id="key"></span>
                <span id="last"></span>
            </p>
        </figure>
    }
    .into_any()
}

/// Table and working, folded.
fn details() -> AnyView {
    let row = |row: usize| {
        let cell = |column: usize| view! { <td id=format!("cell-{row}-{column}")></td> }.into_any();
        view! { <tr id=format!("row-{row}")><th scope="row" id=format!("cell-{row}-0")></th>{(1..4).map(cell).collect::<Vec<_>>()}</tr> }
            .into_any()
    };
    let head = |column: usize| view! { <th scope="col" id=format!("column-{column}")></th> }.into_any();
    let line = |line: usize| view! { <p class="c-embed__line" id=format!("line-{line}")></p> }.into_any();
    view! {
        <details class="c-embed__more" data-table="">
            <summary id="table"></summary>
            <table>
                <caption id="caption"></caption>
                <thead><tr>{(0..4).map(head).collect::<Vec<_>>()}</tr></thead>
                <tbody>{(0..ROWS).map(row).collect::<Vec<_>>()}</tbody>
            </table>
        </details>
        <details class="c-embed__more" data-working="">
            <summary id="working"></summary>
            {(0..LINES).map(line).collect::<Vec<_>>()}
            <p class="c-embed__note" id="rounding"></p>
        </details>
    }
    .into_any()
}

/// The element that an event is about.
fn about(event: &Event) -> Option<String> {
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    Some(element.id())
}

fn typed(widget: Widget, event: &Event) {
    let Some(id) = about(event) else { return };
    let known = FIELDS.into_iter().find(|(_, known, _)| *known == id).map(|(knob, ..)| knob);
    let knob = known.or((id == "f-policy").then_some(Knob::Policy));
    if let Some(knob) = knob {
        widget.type_into(knob, &host::call("value", &id, ""));
    }
}

/// One day less or more is the same as typing it; asking for relief is told to the host page, without a figure.
fn pressed(widget: Widget, event: &MouseEvent) {
    let by = match about(event).as_deref() {
        Some("less") => -1,
        Some("more") => 1,
        Some("request") => {
            host::call("say", "request", "");
            return;
        }
        _ => return,
    };
    let day = widget.form.with_untracked(|form| form.get(Knob::Days).trim().parse::<i64>().unwrap_or(0));
    widget.type_into(Knob::Days, &day.saturating_add(by).clamp(0, 3_650).to_string());
}
