//! Today for a first visitor: what a first visit loads.

#[cfg(target_arch = "wasm32")]
fn main() {
    duewise::ui::mount(duewise::ui::front::Front);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
