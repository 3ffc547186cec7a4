//! A dialog: the browser's own, so that focus stays inside, Escape closes it, and focus goes back afterwards.

use leptos::html;
use leptos::prelude::*;

use crate::present::words::common;
use crate::ui::browser;
use crate::ui::state::use_lang;

/// A dialog above the page. What is in it exists only while it is open.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its name in `data-dialog`.
    name: &'static str,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let lang = use_lang();
    let dialog = NodeRef::<html::Dialog>::new();
    let title_id = format!("dialog-{name}");
    let labelled = title_id.clone();
    Effect::new(move |_| {
        let wanted = open.get();
        if let Some(dialog) = dialog.get() {
            if wanted {
                browser::show_dialog(&dialog);
            } else {
                browser::close_dialog(&dialog);
            }
        }
    });
    let closed = move |_| {
        if !browser::is_open(dialog.get_untracked().as_ref()) {
            open.set(false);
        }
    };
    view! {
        <dialog class="c-dialog" data-dialog=name aria-labelledby=labelled node_ref=dialog on:close=closed>
            <div class="c-dialog__head">
                <h2 class="c-dialog__title" id=title_id>{title}</h2>
                <button type="button" class="c-button" data-kind="quiet" data-action="close-dialog" on:click=move |_| open.set(false)>
                    {common::close(lang)}
                </button>
            </div>
            <Show when=move || open.get()>{children()}</Show>
        </dialog>
    }
}
