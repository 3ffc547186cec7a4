//! The next 60 days as a strip of bars, and the same days as a list.

use leptos::prelude::*;

use crate::present::today::{DueDay, Strip};
use crate::present::words::today as words;
use crate::ui::amount::Amount;
use crate::ui::kit::Details;
use crate::ui::link::Link;
use crate::ui::route::Route;
use crate::ui::state::use_lang;

/// The strip.
#[component]
pub fn StripView(strip: Strip) -> impl IntoView {
    let lang = use_lang();
    let label = match strip.days.len() {
        0 => words::strip_none(lang).to_owned(),
        count => words::strip_label(lang, &count.to_string()),
    };
    let bars = strip.days.iter().map(bar).collect_view();
    let list = (!strip.days.is_empty()).then(|| {
        let days = strip.days.iter().map(day).collect_view();
        view! { <Details summary=words::strip_list(lang)><ol class="c-strip__days">{days}</ol></Details> }
    });
    view! {
        <section class="c-strip" aria-labelledby="strip-title">
            <h2 id="strip-title">{words::strip_title(lang)}</h2>
            <svg class="c-strip__picture" viewBox="0 0 610 100" preserveAspectRatio="none" role="img" aria-label=label>
                <line class="c-strip__base" x1="0" y1="99" x2="610" y2="99"/>
                {bars}
            </svg>
            <p class="c-strip__ends" aria-hidden="true">
                <span>{strip.labels.first}</span>
                <span>{strip.labels.last}</span>
            </p>
            {list}
        </section>
    }
}

fn bar(day: &DueDay) -> AnyView {
    let height = day.height.saturating_mul(94).checked_div(100).unwrap_or(0).max(6);
    view! {
        <rect
            class="c-strip__bar"
            data-late=day.late.then_some("true")
            x=day.days.saturating_mul(10).saturating_add(1).to_string()
            y=99_i64.saturating_sub(height).to_string()
            width="8"
            height=height.to_string()
        />
    }
    .into_any()
}

fn day(day: &DueDay) -> AnyView {
    day.items
        .iter()
        .cloned()
        .map(|(id, name, shown)| {
            view! {
                <li class="c-strip__day">
                    <span>{day.date.clone()} " " <Link to=Route::Debt(id)>{name}</Link></span>
                    <Amount shown=shown/>
                </li>
            }
        })
        .collect_view()
        .into_any()
}
