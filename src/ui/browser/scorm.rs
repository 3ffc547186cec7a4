//! The learning platform around a package, through `public/scorm/scorm.js`. Every function works or does nothing: outside a
//! platform, or on a page without that script, there is nothing to report to.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use super::send::{call, get};

/// What the learner has done so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report<'a> {
    /// The points that were reached.
    pub score: u32,
    /// The points that can be reached; 0 where nothing is marked.
    pub most: u32,
    /// Whether all is done. Only then is the score sent.
    pub done: bool,
    /// What is needed to go on later. A platform keeps 4,096 characters of ASCII; any other sign takes six of them.
    pub state: &'a str,
}

/// The text of the package's `content.json`; empty on a page that has none.
#[must_use]
pub fn content() -> String {
    text(named("duewisePacked").and_then(|packed| get(&packed, "content")))
}

/// Whether a platform listens.
#[must_use]
pub fn is_available() -> bool {
    named("duewiseScorm").and_then(|scorm| get(&scorm, "available")).is_some_and(|said| said.is_truthy())
}

/// What was kept when the learner left; empty at first.
#[must_use]
pub fn state() -> String {
    text(named("duewiseScorm").and_then(|scorm| call(&scorm, "state", &[])))
}

/// Tells the platform, and says whether it took it. The page itself says so where it did not.
pub fn report(report: &Report) -> bool {
    let given = Object::new();
    for (name, value) in [
        ("score", JsValue::from(report.score)),
        ("max", JsValue::from(report.most)),
        ("done", JsValue::from(report.done)),
        ("state", JsValue::from(report.state)),
    ] {
        let _ = Reflect::set(&given, &name.into(), &value);
    }
    let said = named("duewiseScorm").and_then(|scorm| call(&scorm, "report", &[&given]));
    said.is_some_and(|taken| taken.is_truthy())
}

fn named(name: &str) -> Option<JsValue> {
    get(&js_sys::global(), name).filter(JsValue::is_object)
}

fn text(value: Option<JsValue>) -> String {
    value.and_then(|value| value.as_string()).unwrap_or_default()
}
