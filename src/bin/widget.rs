//! The embeddable simulator.

#[cfg(target_arch = "wasm32")]
fn main() {
    duewise::widget::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
