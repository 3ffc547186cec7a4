//! Every screen in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    duewise::ui::mount(duewise::ui::App);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
