//! The screens, one file or folder each, and which one a route shows.

mod budget;
mod check;
mod contacts;
mod debt;
mod debt_form;
mod debts;
mod embed;
mod help;
mod import;
mod insolvency;
mod learn;
mod not_found;
mod options;
mod order;
mod plan;
mod prospects;
mod reconcile;
mod request;
mod request_new;
mod requests;
mod restore;
mod settings;
mod simulate;
mod teach;
pub mod today;

use leptos::prelude::*;

use super::link::Screens;
use super::route::Route;
use crate::store::Status;

/// The screens of a borrower's debts.
pub const ROOMS: Screens = Screens { holds: |route| !route.is_help() && !route.is_learn(), screen: rooms };

/// The screens of the ways out: budget, options, requests, contacts; and the page for those who embed the simulator.
pub const HELP: Screens = Screens { holds: Route::is_help, screen: help_rooms };

/// The lessons and the class.
pub const LEARN: Screens = Screens { holds: Route::is_learn, screen: learn_rooms };

/// The screen of a route, or the restore screen while something that was saved waits for a decision.
fn rooms(route: Route, undecided: Option<Status>) -> AnyView {
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
        _ => view! { <not_found::NotFound/> }.into_any(),
    }
}

/// The screen of a route among the ways out. They rest on what was saved, so a decision comes first; what others put on
/// their pages rests on nothing.
fn help_rooms(route: Route, undecided: Option<Status>) -> AnyView {
    if let (Some(status), false) = (undecided, route == Route::Embed) {
        return view! { <restore::RestorePage status=status/> }.into_any();
    }
    match route {
        Route::Help => view! { <help::HelpPage/> }.into_any(),
        Route::Budget => view! { <budget::BudgetPage/> }.into_any(),
        Route::Order => view! { <order::OrderPage/> }.into_any(),
        Route::Options(id) => view! { <options::OptionsPage id=id/> }.into_any(),
        Route::Insolvency => view! { <insolvency::InsolvencyPage/> }.into_any(),
        Route::Requests => view! { <requests::RequestsPage/> }.into_any(),
        Route::RequestNew(id) => view! { <request_new::RequestNewPage id=id/> }.into_any(),
        Route::Request(id) => view! { <request::RequestPage id=id/> }.into_any(),
        Route::Plan(id) => view! { <plan::PlanPage id=id/> }.into_any(),
        Route::Contacts => view! { <contacts::ContactsPage/> }.into_any(),
        Route::Embed => view! { <embed::EmbedPage/> }.into_any(),
        _ => view! { <not_found::NotFound/> }.into_any(),
    }
}

/// The screen of a route among the lessons and the class. None of them rests on what was saved: a lesson may take figures
/// from it, and does without where there are none.
fn learn_rooms(route: Route, _: Option<Status>) -> AnyView {
    match route {
        Route::Learn => view! { <learn::LearnPage/> }.into_any(),
        Route::Lesson(id) => view! { <learn::LessonPage id=id/> }.into_any(),
        Route::Glossary => view! { <learn::GlossaryPage/> }.into_any(),
        Route::Review => view! { <learn::ReviewPage/> }.into_any(),
        Route::Certificate => view! { <learn::CertificatePage/> }.into_any(),
        Route::Worksheet => view! { <teach::WorksheetPage/> }.into_any(),
        Route::Teach => view! { <teach::TeachPage/> }.into_any(),
        Route::Class => view! { <teach::ClassPage/> }.into_any(),
        Route::Marks => view! { <teach::MarksPage/> }.into_any(),
        Route::Present => view! { <teach::PresentPage/> }.into_any(),
        Route::Plans => view! { <teach::PlansPage/> }.into_any(),
        _ => view! { <not_found::NotFound/> }.into_any(),
    }
}
