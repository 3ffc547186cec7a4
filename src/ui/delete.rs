//! Deleting a debt: asked once, and undone from the status line.

use leptos::prelude::*;

use super::keeper::use_keeper;
use super::kit::{Button, Dialog, Kind};
use super::link::use_router;
use super::route::Route;
use super::state::use_lang;
use crate::present::words::{common, debt as words};

/// The debt that is about to be deleted: id and name.
#[derive(Debug, Clone, Copy)]
pub struct OpenDelete(pub RwSignal<Option<(String, String)>>);

/// The button that asks.
#[component]
pub fn DeleteButton(
    /// The debt.
    id: String,
    /// What it is called.
    name: String,
) -> impl IntoView {
    let lang = use_lang();
    let open = use_context::<OpenDelete>();
    let press = Callback::new(move |()| {
        if let Some(open) = open {
            open.0.set(Some((id.clone(), name.clone())));
        }
    });
    view! { <Button label=words::delete(lang) action="delete-debt" kind=Kind::Quiet on_press=press/> }
}

/// The question. It is part of the shell, so that the debt's going does not take it away half-way.
#[component]
pub fn DeleteDialog() -> impl IntoView {
    let (lang, keeper, router) = (use_lang(), use_keeper(), use_router());
    let Some(which) = use_context::<OpenDelete>() else { return ().into_any() };
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if which.0.with(Option::is_some) {
            open.set(true);
        }
    });
    Effect::new(move |was: Option<bool>| {
        let is = open.get();
        if was == Some(true) && !is {
            which.0.set(None);
        }
        is
    });
    let title = Signal::derive(move || {
        which.0.with(|debt| debt.as_ref().map_or_else(String::new, |(_, name)| words::delete_question(lang, name)))
    });
    let confirm = Callback::new(move |()| {
        let Some((id, name)) = which.0.get_untracked() else { return };
        open.set(false);
        let gone = matches!(router.route_untracked(), Route::Debt(shown) if shown == id);
        keeper.delete(vec![id], words::deleted(lang, &name), lang, move || {
            if gone {
                router.go(&Route::Debts);
            }
        });
    });
    let cancel = Callback::new(move |()| open.set(false));
    view! {
        <Dialog open=open name="delete" title=title>
            <div class="c-actions">
                <Button label=words::delete_confirm(lang) action="confirm-delete" kind=Kind::Stop on_press=confirm/>
                <Button label=common::cancel(lang) action="cancel-delete" on_press=cancel/>
            </div>
        </Dialog>
    }
    .into_any()
}
