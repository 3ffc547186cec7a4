//! The screens, one file or folder each, and which one a route shows.

mod debt;
mod debts;
mod not_found;
mod settings;
mod today;

use leptos::prelude::*;

use super::route::Route;

/// The screen of a route.
pub fn screen(route: Route) -> AnyView {
    match route {
        Route::Today => view! { <today::Today/> }.into_any(),
        Route::Debts => view! { <debts::Debts/> }.into_any(),
        Route::Debt(id) => view! { <debt::DebtPage id=id/> }.into_any(),
        Route::Settings => view! { <settings::Settings/> }.into_any(),
        Route::DebtNew | Route::DebtEdit(_) | Route::Import | Route::Simulate | Route::NotFound => {
            view! { <not_found::NotFound/> }.into_any()
        }
    }
}
