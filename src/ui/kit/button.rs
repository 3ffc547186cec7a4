//! Buttons.

use leptos::prelude::*;

/// How much a button asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// One of several.
    #[default]
    Plain,
    /// The one thing to do here.
    Primary,
    /// Beside the point.
    Quiet,
    /// It cannot be undone.
    Stop,
}

impl Kind {
    /// Its name in `data-kind`.
    #[must_use]
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Primary => Some("primary"),
            Self::Quiet => Some("quiet"),
            Self::Stop => Some("stop"),
        }
    }
}

/// A button that does something.
#[component]
pub fn Button(
    /// What it says.
    #[prop(into)]
    label: String,
    /// Its name in journeys.
    action: &'static str,
    /// How much it asks for.
    #[prop(optional)]
    kind: Kind,
    /// Whether it is pressed, for buttons that choose.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let pressed = move || pressed.map(|pressed| if pressed.get() { "true" } else { "false" });
    view! {
        <button
            type="button"
            class="c-button"
            data-kind=kind.name()
            data-action=action
            aria-pressed=pressed
            on:click=move |_| {
                on_press.try_run(());
            }
        >
            {label}
        </button>
    }
}
