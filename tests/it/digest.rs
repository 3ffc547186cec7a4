//! P33: native results are the published ones (the browser's are held to the same digest in `tests/web`).

#[path = "../shared/digest.rs"]
mod shared;

#[test]
fn replays_have_the_published_digest() {
    let (computed, digest) = shared::digest();
    assert!(computed > 500, "only {computed} of {} debts have an account", shared::DEBTS);
    assert_eq!(digest, shared::EXPECTED);
}
