//! The screens, one file or folder each, and which one a route shows.

mod debt_form;
mod not_found;
mod simulate;

use leptos::prelude::*;

use super::route::Route;

/// The screen of a route.
pub fn screen(route: Route) -> AnyView {
    match route {
        Route::DebtNew => view! { <debt_form::DebtNew/> }.into_any(),
        Route::DebtEdit(id) => view! { <debt_form::DebtEdit id=id/> }.into_any(),
        Route::Simulate => view! { <simulate::Simulate/> }.into_any(),
        Route::Today
        | Route::Debts
        | Route::Debt(_)
        | Route::Settings
        | Route::Import
        | Route::NotFound => view! { <not_found::NotFound/> }.into_any(),
    }
}
