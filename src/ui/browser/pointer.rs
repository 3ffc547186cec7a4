//! Where a pointer is inside an element, and sharing through the device.

use wasm_bindgen::prelude::{JsCast, JsValue};

use super::window;

/// How far across the element that listens a pointer is: 0 at its left edge, 1 at its right.
#[must_use]
pub fn across(event: &web_sys::PointerEvent) -> Option<f64> {
    let element: web_sys::Element = event.current_target()?.dyn_into().ok()?;
    let bounds = element.get_bounding_client_rect();
    (bounds.width() > 0.0).then(|| (f64::from(event.client_x()) - bounds.left()) / bounds.width())
}

/// Keeps the pointer with the element that listens until it is lifted.
pub fn hold(event: &web_sys::PointerEvent) {
    let element = event.current_target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(element) = element {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Whether a pointer is pressed.
#[must_use]
pub fn is_pressed(event: &web_sys::PointerEvent) -> bool {
    event.buttons() & 1 == 1
}

fn sharer() -> Option<(JsValue, js_sys::Function)> {
    let navigator: JsValue = window()?.navigator().into();
    let share = js_sys::Reflect::get(&navigator, &"share".into()).ok()?;
    Some((navigator, share.dyn_into().ok()?))
}

/// Whether the device can share an address.
#[must_use]
pub fn can_share() -> bool {
    sharer().is_some()
}

/// Shares an address through the device. Says whether the device took it; a reader who changes their mind is no fault.
pub fn share(title: &str, address: &str) -> bool {
    let Some((navigator, share)) = sharer() else { return false };
    let data = js_sys::Object::new();
    for (key, value) in [("title", title), ("url", address)] {
        let _ = js_sys::Reflect::set(&data, &key.into(), &value.into());
    }
    share.call1(&navigator, &data).is_ok()
}
