//! Title, language, focus, dialogs and printing.

use wasm_bindgen::JsCast;

use super::{document, window};

fn root_attribute(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// Where the static shell left a place for the app.
#[must_use]
pub fn place_of_app() -> Option<web_sys::HtmlElement> {
    document()?.get_element_by_id("app")?.dyn_into().ok()
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets the language of the page.
pub fn set_language(tag: &str) {
    root_attribute("lang", tag);
}

/// Sets the theme of the page: `light`, `dark` or `auto`.
pub fn set_theme(name: &str) {
    root_attribute("data-theme", name);
}

/// Says how far the app is: `loading`, `ready`, `halted`.
pub fn set_app_state(state: &str) {
    root_attribute("data-app", state);
}

/// Counts one more acknowledged write.
pub fn bump_saved() {
    let Some(root) = document().and_then(|document| document.document_element()) else { return };
    let count = root.get_attribute("data-saved-rev").and_then(|text| text.parse::<u32>().ok()).unwrap_or(0);
    let _ = root.set_attribute("data-saved-rev", &count.saturating_add(1).to_string());
}

fn element(id: &str) -> Option<web_sys::HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

/// Moves the focus to an element.
pub fn focus(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.focus();
    }
}

/// Moves to the top of a new page and the focus to its content.
pub fn focus_main() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    focus("main");
}

/// Opens a dialog above the page; the browser keeps the focus inside and gives it back.
pub fn show_dialog(dialog: &web_sys::HtmlDialogElement) {
    if !dialog.open() {
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog.
pub fn close_dialog(dialog: &web_sys::HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// Whether a dialog is open. Its `close` event comes a moment after it closed, when it may be open again.
#[must_use]
pub fn is_open(dialog: Option<&web_sys::HtmlDialogElement>) -> bool {
    dialog.is_some_and(web_sys::HtmlDialogElement::open)
}

/// Opens the print dialog.
pub fn print() {
    if let Some(window) = window() {
        let _ = window.print();
    }
}

/// Opens a folded element.
pub fn unfold(id: &str) {
    if let Some(element) = element(id) {
        let _ = element.set_attribute("open", "");
    }
}

/// What the screen says, as text.
#[must_use]
pub fn text_of_main() -> String {
    element("main").map(|main| main.inner_text()).unwrap_or_default()
}
