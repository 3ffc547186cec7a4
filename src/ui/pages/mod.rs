//! The screens, one file or folder each, and which one a route shows.

mod check;
mod debt;
mod debt_form;
mod debts;
mod import;
mod not_found;
mod prospects;
mod reconcile;
mod restore;
mod settings;
mod simulate;
pub mod today;

use leptos::prelude::*;

use super::link::Screens;
use super::route::Route;
use crate::store::Status;

/// Every screen.
pub const ALL: Screens = Screens { holds: |_| true, screen };

/// The screen of a route, or the restore screen while something that was saved waits for a decision.
fn screen(route: Route, undecided: Option<Status>) -> AnyView {
    // The simulator, a check by hand and the settings need nothing that was saved; any other screen waits for a decision.
    if let (Some(status), false) = (undecided, matches!(route, Route::Simulate | Route::Check | Route::Settings)) {
        return view! { <restore::RestorePage status=status/> }.into_any();
    }
    match route {
        Route::Today => view! { <today::Today/> }.into_any(),
        Route::Debts => view! { <debts::Debts/> }.into_any(),
        Route::DebtNew => view! { <debt_form::DebtNew/> }.into_any(),
        Route::DebtEdit(id) => view! { <debt_form::DebtEdit id=id/> }.into_any(),
        Route::Debt(id) => view! { <debt::DebtPage id=id/> }.into_any(),
        Route::Prospects(id) => view! { <prospects::ProspectsPage id=id/> }.into_any(),
        Route::Reconcile(id) => view! { <reconcile::ReconcilePage id=id/> }.into_any(),
        Route::DebtCheck(id) => view! { <check::DebtCheck id=id/> }.into_any(),
        Route::Check => view! { <check::CheckPage/> }.into_any(),
        Route::Simulate => view! { <simulate::Simulate/> }.into_any(),
        Route::Settings => view! { <settings::Settings/> }.into_any(),
        Route::Import => view! { <import::ImportPage/> }.into_any(),
        Route::NotFound => view! { <not_found::NotFound/> }.into_any(),
    }
}
