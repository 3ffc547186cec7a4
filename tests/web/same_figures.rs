//! P33: the browser computes what the command line computes, to the last digit.

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn wasm_and_native_have_the_same_digest() {
    let (computed, digest) = crate::digest::digest();
    assert!(computed > 500, "only {computed} of {} debts have an account", crate::digest::DEBTS);
    assert_eq!(digest, crate::digest::EXPECTED);
}
