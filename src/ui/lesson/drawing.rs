//! A lesson's drawing as SVG. Geometry and words come from `present::learn::drawing`; the table beside it says the same.

use leptos::prelude::*;

use crate::present::learn::drawing::{Drawing, Mark, Rect, WIDTH};

/// The drawing; those who do not see it have the table.
#[component]
pub fn Drawn(
    /// What to draw.
    drawing: Drawing,
) -> impl IntoView {
    let zero = drawing.zero.map(|x| view! { <line class="c-picture__zero" x1=x x2=x y1="0" y2=drawing.height/> });
    let area = (!drawing.area.is_empty()).then(|| view! { <path class="c-picture__area" d=drawing.area.clone()/> });
    let rects = drawing.rects.into_iter().map(rect).collect_view();
    let marks = drawing.marks.into_iter().map(mark).collect_view();
    view! {
        <svg
            class="c-picture__svg"
            viewBox=format!("0 0 {WIDTH} {:.0}", drawing.height)
            role="img"
            aria-labelledby="picture-title"
            focusable="false"
        >
            {rects} {area} {zero} {marks}
        </svg>
    }
}

fn rect(rect: Rect) -> AnyView {
    let number = |value: f64| format!("{value:.1}");
    view! {
        <rect
            class="c-picture__bar"
            data-paint=rect.paint.name()
            x=number(rect.x)
            y=number(rect.y)
            width=number(rect.width)
            height=number(rect.height)
        />
    }
    .into_any()
}

fn mark(mark: Mark) -> AnyView {
    view! {
        <text class="c-picture__mark" x=format!("{:.1}", mark.x) y=format!("{:.1}", mark.y) text-anchor=mark.anchor>
            {mark.text}
        </text>
    }
    .into_any()
}
