//! Teach.
use leptos::prelude::*;
macro_rules! stub { ($($name:ident),*) => { $(#[component] pub fn $name() -> impl IntoView { view! { <p></p> } })* } }
stub!(WorksheetPage, TeachPage, ClassPage, MarksPage, PresentPage, PlansPage);
