//! The portal in the browser: mounts the app where the static shell left a place for it.

#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::JsCast;
    let place = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"))
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(place) = place {
        leptos::mount::mount_to(place, duewise::ui::App).forget();
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
