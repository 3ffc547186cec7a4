//! The screens, one file or folder each, and which one a route shows.

mod debt;
mod debt_form;
mod debts;
mod not_found;
mod settings;
mod simulate;
mod today;

use leptos::prelude::*;

use super::route::Route;

/// The screen of a route.
pub fn screen(route: Route) -> AnyView {
    match route {
        Route::Today => view! { <today::Today/> }.into_any(),
        Route::Debts => view! { <debts::Debts/> }.into_any(),
        Route::DebtNew => view! { <debt_form::DebtNew/> }.into_any(),
        Route::DebtEdit(id) => view! { <debt_form::DebtEdit id=id/> }.into_any(),
        Route::Debt(id) => view! { <debt::DebtPage id=id/> }.into_any(),
        Route::Simulate => view! { <simulate::Simulate/> }.into_any(),
        Route::Settings => view! { <settings::Settings/> }.into_any(),
        Route::Import | Route::NotFound => view! { <not_found::NotFound/> }.into_any(),
    }
}
