//! The screens of the ways out in the browser: a binary of its own, so that neither it nor `rooms` carries the other.

#[cfg(target_arch = "wasm32")]
fn main() {
    use duewise::ui::{App, AppProps, pages};
    duewise::ui::mount(|| App(AppProps { screens: pages::HELP }));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
