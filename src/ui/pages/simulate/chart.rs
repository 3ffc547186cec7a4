//! The picture of growth: stacked areas, a line for the payment that is tried out, a day to choose by pointer, arrow
//! keys, slider or steps. Geometry comes from `present::chart`; here it is only drawn.

use leptos::prelude::*;

use crate::present::chart::{Frame, Scope, TickMark};
use crate::present::simulate::{HORIZONS, words as sim_words};
use crate::present::words::{check, simulate as words};
use crate::present::{format, terms};
use crate::ui::browser;
use crate::ui::state::{use_as_of, use_lang};

use super::state::Simulator;

const FRAME: Frame = Frame::PHONE;

/// The chart with its controls.
#[component]
pub fn GrowthChart(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let heading = move || match simulator.scope.get() {
        Scope::Extra => words::chart_heading(lang),
        Scope::Whole => words::chart_heading_whole(lang),
    };
    view! {
        <section class="c-chart" aria-labelledby="chart-heading">
            <div class="c-chart__head">
                <h2 id="chart-heading">{heading}</h2>
                <Scopes simulator=simulator/>
            </div>
            <Picture simulator=simulator/>
            <Key simulator=simulator/>
            <DayControl simulator=simulator/>
            <Spans simulator=simulator/>
        </section>
    }
}

/// The drawing as one thing to step through: arrow keys read each point.
#[component]
fn Picture(simulator: Simulator) -> impl IntoView {
    let day = Memo::new(move |_| simulator.view.with(|view| view.as_ref().map_or(0, |view| view.finding.days)));
    let lang = use_lang();
    let reading = move || simulator.view.with(|view| view.as_ref().map(|view| sim_words::spoken(&view.finding, lang)));
    let pick = move |event: &leptos::ev::PointerEvent| {
        let place = browser::across(event).map(|across| across * FRAME.width);
        let day = place.zip(simulator.chart.get_untracked()).map(|(place, chart)| chart.across.value(place));
        if let Some(day) = day {
            simulator.slide_to(rounded(day));
        }
    };
    view! {
        <div
            class="c-chart__plot"
            role="slider"
            tabindex="0"
            aria-label=words::chart_control(lang)
            aria-describedby="chart-desc"
            aria-valuemin="0"
            aria-valuemax=move || simulator.horizon.get().to_string()
            aria-valuenow=move || day.get().to_string()
            aria-valuetext=reading
            on:keydown=move |event| step(&event, simulator)
            on:pointerdown=move |event| {
                browser::hold(&event);
                pick(&event);
            }
            on:pointerup=move |_| simulator.keep()
            on:pointermove=move |event| {
                if browser::is_pressed(&event) {
                    pick(&event);
                }
            }
        >
            <Drawing simulator=simulator/>
        </div>
    }
}

fn rounded(day: f64) -> i64 {
    use rust_decimal::prelude::ToPrimitive;
    libm::round(day).to_i64().unwrap_or(0)
}

fn step(event: &leptos::ev::KeyboardEvent, simulator: Simulator) {
    let Some(curve) = simulator.curve.get_untracked() else { return };
    let day = simulator.day();
    let target = match event.key().as_str() {
        "ArrowRight" | "ArrowUp" => curve.neighbour(day, true),
        "ArrowLeft" | "ArrowDown" => curve.neighbour(day, false),
        "Home" => 0,
        "End" => simulator.horizon.get_untracked(),
        _ => return,
    };
    event.prevent_default();
    simulator.choose_day(target);
}

/// The SVG. When the day moves, only the veil and the spot are painted anew.
#[component]
fn Drawing(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let title = move || {
        let rising = simulator.curve.get().is_some_and(|curve| curve.growing().len() == 1);
        let days = format::days(simulator.horizon.get(), lang);
        if rising { words::chart_title(lang, &days) } else { words::chart_title_flat(lang, &days) }
    };
    view! {
        <svg
            class="c-chart__svg"
            data-chart="growth"
            viewBox=format!("0 0 {} {}", FRAME.width, FRAME.height)
            role="img"
            aria-labelledby="chart-title chart-desc"
        >
            <title id="chart-title">{title}</title>
            <desc id="chart-desc">{words::chart_desc(lang)}</desc>
            <Patterns/>
            <Axes simulator=simulator/>
            <Layers simulator=simulator/>
            <Marks simulator=simulator/>
            <Names simulator=simulator/>
        </svg>
    }
}

/// Patterns that tell the components apart without colour.
#[component]
fn Patterns() -> impl IntoView {
    view! {
        <defs>
            <pattern id="p-interest" class="c-chart__pattern" width="6" height="6" patternUnits="userSpaceOnUse">
                <path d="M0 6L6 0"/>
            </pattern>
            <pattern id="p-penalty" class="c-chart__pattern" width="6" height="6" patternUnits="userSpaceOnUse">
                <path d="M0 3H6"/>
            </pattern>
            <pattern id="p-fee" class="c-chart__pattern" width="6" height="6" patternUnits="userSpaceOnUse">
                <path d="M0 0L6 6M6 0L0 6"/>
            </pattern>
        </defs>
    }
}

#[component]
fn Axes(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let across = move |tick: TickMark| {
        view! { <text class="c-chart__tick" data-axis="x" x=tick.at.to_string() y=(FRAME.bottom + 15.0).to_string()>{tick.text}</text> }
    };
    let up = move |tick: TickMark| {
        let (at, label) = (tick.at.to_string(), (tick.at + 4.0).to_string());
        view! {
            <line class="c-chart__grid" x1=FRAME.left.to_string() x2=FRAME.right.to_string() y1=at.clone() y2=at/>
            <text class="c-chart__tick" data-axis="y" x=(FRAME.left - 5.0).to_string() y=label>{tick.text}</text>
        }
    };
    view! {
        <g aria-hidden="true">
            {move || simulator.chart.get().map(|chart| chart.amounts.into_iter().map(up).collect_view())}
            {move || simulator.chart.get().map(|chart| chart.days.into_iter().map(across).collect_view())}
            <text class="c-chart__axis" data-axis="y" x=(FRAME.left - 5.0).to_string() y="9">{words::axis_yuan(lang)}</text>
            <text class="c-chart__axis" data-axis="x" x=FRAME.right.to_string() y=(FRAME.height - 2.0).to_string()>
                {words::axis_days(lang)}
            </text>
        </g>
    }
}

#[component]
fn Layers(simulator: Simulator) -> impl IntoView {
    let layers = move || {
        let chart = simulator.chart.get()?;
        let drawn = chart.layers.into_iter().map(|layer| {
            let slug = terms::component_slug(layer.component);
            view! {
                <path class="c-chart__area" data-component=slug d=layer.path.clone()/>
                <path fill=format!("url(#p-{slug})") d=layer.path/>
            }
        });
        Some(drawn.collect_view())
    };
    view! {
        <g aria-hidden="true">
            {layers}
        </g>
    }
}

/// The lines of the payment that is tried out, of the second rule and of the legal cap, and the names of the areas where they fit.
#[component]
fn Names(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let names = move || {
        let chart = simulator.chart.get()?;
        let drawn = chart.layers.into_iter().filter_map(|layer| {
            let (x, y) = layer.label?;
            let name = terms::component(layer.component, lang);
            Some(view! { <text class="c-chart__label" x=x.to_string() y=y.to_string()>{name}</text> })
        });
        Some(drawn.collect_view())
    };
    let tried = move || {
        let path = simulator.chart.get()?.tried?;
        Some(view! { <path class="c-chart__tried" d=path/> })
    };
    let second = move || {
        let line = simulator.chart.get()?.second?;
        let (x, y) = (line.name.0.to_string(), line.name.1.to_string());
        Some(view! {
            <path class="c-chart__second" data-line="second" d=line.path/>
            <text class="c-chart__label" data-line="second" x=x y=y>{words::against_line(lang)}</text>
        })
    };
    let cap = move || {
        let line = simulator.chart.get()?.cap?;
        let (x, y) = (line.name.0.to_string(), line.name.1.to_string());
        Some(view! {
            <path class="c-chart__cap" data-line="cap" d=line.path/>
            <text class="c-chart__label" data-line="cap" x=x y=y>{check::cap_line(lang)}</text>
        })
    };
    view! { <g aria-hidden="true">{tried} {second} {cap} {names}</g> }
}

/// The chosen day, and today.
#[component]
fn Marks(simulator: Simulator) -> impl IntoView {
    let (lang, as_of) = (use_lang(), use_as_of());
    let x = Memo::new(move |_| simulator.spot.with(|spot| spot.map_or(FRAME.left, |spot| spot.x)));
    let y = Memo::new(move |_| simulator.spot.with(|spot| spot.map_or(FRAME.bottom, |spot| spot.y)));
    let today = move || {
        let (curve, chart) = (simulator.curve.get()?, simulator.chart.get()?);
        let day = curve.day_of(as_of.get());
        let inside = day > 0 && day <= chart.last_day;
        let x = f64::from(i32::try_from(day).ok().filter(|_| inside)?);
        Some(chart.across.place(x).to_string())
    };
    let (top, bottom) = (FRAME.top.to_string(), FRAME.bottom.to_string());
    let (from, to) = (top.clone(), bottom.clone());
    view! {
        <g aria-hidden="true">
            <rect
                class="c-chart__veil"
                x=move || x.get().to_string()
                y=top.clone()
                width=move || (FRAME.right - x.get()).max(0.0).to_string()
                height=(FRAME.bottom - FRAME.top).to_string()
            />
            {move || {
                let (from, to) = (from.clone(), to.clone());
                today().map(|x| {
                    view! {
                        <line class="c-chart__today" x1=x.clone() x2=x.clone() y1=from y2=to/>
                        <text class="c-chart__today-label" x=x y="14">{words::today_mark(lang)}</text>
                    }
                })
            }}
            <line class="c-chart__day" x1=move || x.get().to_string() x2=move || x.get().to_string() y1=top.clone() y2=bottom/>
            <circle class="c-chart__spot" r="6" cx=move || x.get().to_string() cy=move || y.get().to_string()/>
        </g>
    }
}

/// The names of what is drawn where no name fits into its area.
#[component]
fn Key(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let unnamed = move || {
        let chart = simulator.chart.get()?;
        let names = chart.layers.into_iter().filter(|layer| layer.label.is_none()).map(|layer| {
            let slug = terms::component_slug(layer.component);
            view! { <li class="c-key__item" data-component=slug>{terms::component(layer.component, lang)}</li> }
        });
        let tried = chart
            .tried
            .map(|_| view! { <li class="c-key__item" data-component="tried">{words::tried_label(lang)}</li> });
        let second = chart
            .second
            .map(|_| view! { <li class="c-key__item" data-component="second">{words::against_line(lang)}</li> });
        let cap =
            chart.cap.map(|_| view! { <li class="c-key__item" data-component="cap">{check::cap_line(lang)}</li> });
        Some((names.collect_view(), tried, second, cap))
    };
    view! { <ul class="c-key">{unnamed}</ul> }
}

/// The day by slider and steps; the box is in the sentence.
#[component]
fn DayControl(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let day = Memo::new(move |_| simulator.view.with(|view| view.as_ref().map_or(0, |view| view.finding.days)));
    let label = move || {
        simulator.view.with(|view| {
            let finding = &view.as_ref()?.finding;
            Some(words::day_label(lang, &format::integer(finding.days), &format::date(finding.end, lang)))
        })
    };
    let step = move |by: i64| simulator.choose_day(simulator.day().saturating_add(by));
    let slide = move |event| {
        if let Ok(day) = event_target_value(&event).parse() {
            simulator.slide_to(day);
        }
    };
    view! {
        <div class="c-days">
            <button type="button" class="c-button" data-kind="step" aria-label=words::day_less(lang) on:click=move |_| step(-1)>"−"</button>
            <div class="c-days__slide">
                <label class="c-days__label" for="f-days-slider">
                    <span class="u-hidden">{words::day_slider(lang)}</span> {label}
                </label>
                <input
                    class="c-slider"
                    id="f-days-slider"
                    type="range"
                    min="0"
                    max=move || simulator.horizon.get().to_string()
                    step="1"
                    prop:value=move || day.get().to_string()
                    on:input=slide
                    on:change=move |_| simulator.keep()
                />
            </div>
            <button type="button" class="c-button" data-kind="step" aria-label=words::day_more(lang) on:click=move |_| step(1)>"+"</button>
        </div>
    }
}

/// How far ahead the chart looks.
#[component]
fn Spans(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let button = move |days: i64| {
        let pressed = move || if simulator.horizon.get() == days { "true" } else { "false" };
        let choose = move |_| {
            simulator.span.set(days);
            if simulator.day() > days {
                simulator.choose_day(days);
            }
        };
        view! {
            <button type="button" class="c-choice" aria-pressed=pressed on:click=choose>{sim_words::horizon(days, lang)}</button>
        }
    };
    view! { <div class="c-choices" role="group" aria-label=words::horizon(lang)>{HORIZONS.map(button)}</div> }
}

/// Only what is added, or with the principal.
#[component]
fn Scopes(simulator: Simulator) -> impl IntoView {
    let lang = use_lang();
    let button = move |scope: Scope, text: &'static str| {
        let pressed = move || if simulator.scope.get() == scope { "true" } else { "false" };
        view! {
            <button type="button" class="c-choice" aria-pressed=pressed on:click=move |_| simulator.scope.set(scope)>{text}</button>
        }
    };
    view! {
        <div class="c-choices" role="group" aria-label=words::scope(lang)>
            {button(Scope::Extra, words::scope_extra(lang))} {button(Scope::Whole, words::scope_whole(lang))}
        </div>
    }
}
