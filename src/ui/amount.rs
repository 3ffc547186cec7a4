//! The only way an amount of money reaches the screen: a button that opens its working.

use leptos::prelude::*;

use super::state::{OpenFigure, use_lang};
use crate::present::sentence::{Piece, Sentence};
use crate::present::{Shown, format};

/// An amount that can be opened.
#[component]
pub fn Amount(
    /// The amount and where it comes from.
    #[prop(into)]
    shown: Signal<Shown>,
    /// How large it is set: empty, `large` or `total`.
    #[prop(optional)]
    size: &'static str,
) -> impl IntoView {
    let lang = use_lang();
    let open = use_context::<OpenFigure>();
    let press = move |_| {
        if let (Some(open), Some(figure)) = (open, shown.try_get_untracked()) {
            open.0.set(Some(figure));
        }
    };
    view! {
        <button
            type="button"
            class="c-amount"
            data-size=(!size.is_empty()).then_some(size)
            data-amount=move || shown.with(|shown| shown.money.minor().to_string())
            data-currency=move || shown.with(|shown| shown.money.currency().code().to_owned())
            aria-haspopup="dialog"
            on:click=press
        >
            {move || shown.with(|shown| format::money(shown.money, lang))}
        </button>
    }
}

/// A sentence that may hold amounts.
pub fn sentence(sentence: Sentence) -> AnyView {
    sentence
        .into_iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.into_any(),
            Piece::Amount(shown) => view! { <Amount shown=shown/> }.into_any(),
        })
        .collect::<Vec<_>>()
        .into_any()
}
