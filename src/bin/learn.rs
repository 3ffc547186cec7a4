//! The lessons and the class in the browser: a binary of its own, so that neither the debts nor the ways out carry them.

#[cfg(target_arch = "wasm32")]
fn main() {
    use duewise::ui::{App, AppProps, pages};
    duewise::ui::mount(|| App(AppProps { screens: pages::LEARN }));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
