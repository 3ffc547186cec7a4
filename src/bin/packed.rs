//! A lesson or worksheet inside a learning platform.

#[cfg(target_arch = "wasm32")]
fn main() {
    duewise::ui::mount(duewise::ui::packed::Packed);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
