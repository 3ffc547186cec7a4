//! The simulator as other pages have it, on our own page: its script, its element, and what it tells the page.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;

use super::document;

/// The script that other pages load.
const LOADER: &str = "/embed/v1/duewise.js";
/// Everything that the element says.
const EVENTS: [&str; 5] = ["duewise-ready", "duewise-resize", "duewise-change", "duewise-request", "duewise-error"];

/// An element on the page; it is listened to for as long as this lives.
pub struct Simulator {
    element: web_sys::Element,
    _listeners: Vec<EventListener>,
}

impl Simulator {
    /// Puts an element into a place. `wait` stands in it until it is ready, and stays if it cannot come; `heard` is given
    /// the name of each event and its detail as JSON.
    pub fn open(
        place: &web_sys::Node,
        wait: &str,
        heard: impl Fn(&'static str, String) + Clone + 'static,
    ) -> Option<Self> {
        let document = document()?;
        let element = document.create_element("duewise-simulator").ok()?;
        element.set_text_content(Some(wait));
        let listeners = EVENTS.map(|name| {
            let heard = heard.clone();
            EventListener::new(&element, name, move |event| {
                let detail = event.dyn_ref::<web_sys::CustomEvent>().map(web_sys::CustomEvent::detail);
                let text = detail.and_then(|detail| js_sys::JSON::stringify(&detail).ok()).map(String::from);
                heard(name, text.unwrap_or_default());
            })
        });
        place.append_child(&element).ok()?;
        load(&document);
        Some(Self { element, _listeners: listeners.into() })
    }

    /// Sets an attribute; an empty value takes it away.
    pub fn set(&self, name: &str, value: &str) {
        let _ = if value.is_empty() {
            self.element.remove_attribute(name)
        } else {
            self.element.set_attribute(name, value)
        };
    }
}

/// Loads the script, once for the life of the page.
fn load(document: &web_sys::Document) -> Option<()> {
    let there = document.query_selector(&format!("script[src=\"{LOADER}\"]")).ok()?;
    if there.is_none() {
        let script = document.create_element("script").ok()?;
        script.set_attribute("src", LOADER).ok()?;
        document.head()?.append_child(&script).ok()?;
    }
    Some(())
}
