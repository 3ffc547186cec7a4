//! The screens of a borrower's debts in the browser.

#[cfg(target_arch = "wasm32")]
fn main() {
    use duewise::ui::{App, AppProps, pages};
    duewise::ui::mount(|| App(AppProps { screens: pages::ROOMS }));
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
