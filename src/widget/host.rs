//! What `public/embed/frame.js` does for the widget: the port to the host page, the tab's storage, the look of the page.
//! It is one object with functions of texts, so that hardly any glue is loaded for it.

use chrono::NaiveDate;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;

use super::Widget;
use crate::present::embedded::{Form, Knob};
use crate::present::theme::{self, Fault, Scheme, Tokens};

/// Calls a function of the frame's script; what it does not have gives an empty text.
pub fn call(name: &str, first: &str, second: &str) -> String {
    let frame = js_sys::Reflect::get(&js_sys::global(), &"duewiseFrame".into()).unwrap_or_default();
    let function = js_sys::Reflect::get(&frame, &name.into()).unwrap_or_default();
    let Some(function) = function.dyn_ref::<js_sys::Function>() else { return String::new() };
    function.call2(&frame, &first.into(), &second.into()).ok().and_then(|said| said.as_string()).unwrap_or_default()
}

/// The day on the reader's device.
pub fn today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(2_026);
    NaiveDate::from_ymd_opt(year, now.get_month().saturating_add(1), now.get_date()).unwrap_or_default()
}

/// Takes what the host page sets, one setting at a time; the script has checked their form.
pub fn listen(widget: Widget) {
    let take = Closure::<dyn FnMut(String, String)>::new(move |name: String, text: String| {
        // The reader's device went from light to dark, or back.
        if name == "scheme" {
            widget.form.with_untracked(|form| dress(form, ""));
            return;
        }
        if name == "reset" {
            widget.form.update(|form| form.reset(widget.today));
            call("save", "", "");
            return;
        }
        let Some(knob) = Knob::named(&name) else { return };
        let mut taken = Ok(());
        widget.form.update(|form| taken = form.set(knob, &text, widget.today));
        if taken.is_err() {
            call("refuse", "setting", &name);
        } else if (knob as usize) >= (Knob::Theme as usize) {
            widget.form.with_untracked(|form| dress(form, &name));
        }
    });
    let frame = js_sys::Reflect::get(&js_sys::global(), &"duewiseFrame".into()).unwrap_or_default();
    // The frame lives as long as the page: so does the closure.
    let _ = js_sys::Reflect::set(&frame, &"take".into(), &take.into_js_value());
}

/// Dresses the page in the host's tokens; one that could not be read stays at its usual value, and if it is the one that
/// was just set it is named to the host page.
fn dress(form: &Form, set: &str) {
    let chosen = form.get(Knob::Theme);
    call("theme", chosen, "");
    let scheme = match chosen {
        "light" => Scheme::Light,
        "dark" => Scheme::Dark,
        _ if call("scheme", "", "") == "dark" => Scheme::Dark,
        _ => Scheme::Light,
    };
    let tokens = Tokens {
        accent: form.get(Knob::Accent),
        surface: form.get(Knob::Surface),
        radius: form.get(Knob::Radius),
        font: form.get(Knob::Font),
    };
    let (made, refused) = theme::theme(&tokens, scheme);
    call("undress", "", "");
    for (property, value) in made {
        call("paint", property, &value);
    }
    for refused in refused.into_iter().filter(|refused| refused.token.name() == set) {
        let code = if matches!(refused.fault, Fault::Faint { .. }) { "contrast" } else { "setting" };
        call("refuse", code, set);
    }
}
