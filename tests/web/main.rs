//! Tests that need a browser: the engine's digest in wasm, and the kit in a real DOM.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

#[path = "../shared/digest.rs"]
mod digest;
mod same_figures;

wasm_bindgen_test_configure!(run_in_browser);
