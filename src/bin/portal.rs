//! Today in the browser: what a first visit loads.

#[cfg(target_arch = "wasm32")]
fn main() {
    duewise::ui::mount(duewise::ui::pages::FRONT);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
