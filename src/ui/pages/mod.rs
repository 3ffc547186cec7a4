//! The screens, one file or folder each, and which one a route shows.

mod not_found;

use leptos::prelude::*;

use super::route::Route;

/// The screen of a route.
pub fn screen(route: Route) -> AnyView {
    match route {
        Route::Today
        | Route::Debts
        | Route::Debt(_)
        | Route::Settings
        | Route::DebtNew
        | Route::DebtEdit(_)
        | Route::Import
        | Route::Simulate
        | Route::NotFound => view! { <not_found::NotFound/> }.into_any(),
    }
}
