//! The outbox against everything that a phone, two tabs, a network and a lender's server do to it: 100,000 random schedules
//! on a model of the world, and four builds with one fault each, which the same checker must catch.

mod desk;
mod world;

use world::{Build, World};

const SCHEDULES: u64 = 100_000;

/// The first schedule that breaks a rule, with its number: the number is all that is needed to see it again.
fn first_broken(build: Build, schedules: u64) -> Option<String> {
    (0..schedules).find_map(|seed| World::run(build, seed).err().map(|broken| format!("schedule {seed}: {broken}")))
}

#[test]
fn each_request_takes_effect_once_and_ends_whatever_happens_on_the_way() {
    let mut seen = world::Seen::default();
    for seed in 0..SCHEDULES {
        match World::run(Build::Sound, seed) {
            Ok(one) => seen.add(&one),
            Err(broken) => panic!("schedule {seed}: {broken}"),
        }
    }
    // A run in which something never happened says nothing about it.
    assert!(seen.every_kind_happened(), "{seen:?}");
}

#[test]
fn a_new_key_at_a_retry_is_caught() {
    let broken = first_broken(Build::NewKeyAtRetry, 2_000).expect("some schedule shows it");
    assert!(broken.contains("effects"), "{broken}");
}

#[test]
fn saying_received_before_it_is_committed_is_caught() {
    let broken = first_broken(Build::TellsBeforeCommit, 2_000).expect("some schedule shows it");
    assert!(broken.contains("told"), "{broken}");
}

#[test]
fn sending_before_the_attempt_is_committed_is_caught() {
    let broken = first_broken(Build::SendsBeforeCommit, 20_000).expect("some schedule shows it");
    assert!(broken.contains("effects") || broken.contains("never sent"), "{broken}");
}

#[test]
fn writing_the_text_anew_at_each_attempt_is_caught() {
    let broken = first_broken(Build::WritesAnew, 2_000).expect("some schedule shows it");
    assert!(broken.contains("bytes"), "{broken}");
}
