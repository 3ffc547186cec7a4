//! Every screen in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    duewise::ui::mount(duewise::ui::pages::ALL);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
