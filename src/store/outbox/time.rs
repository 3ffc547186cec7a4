//! Time for the outbox: a wall clock that jumps is turned into time that only passes; how long to wait before a retry.

use serde::{Deserialize, Serialize};

/// Milliseconds: of the wall clock since 1970, or passed on the outbox's own clock.
pub type Millis = u64;

/// One second.
pub const SECOND: Millis = 1_000;
/// One day.
pub const DAY: Millis = 86_400_000;

/// The most that one look at the wall clock can add. A longer gap is a closed laptop or a jump; either way everything that
/// waited is due by then.
const LONGEST_STEP: Millis = DAY;
/// The shortest wait before a retry: not even the luckiest draw makes a busy loop.
const SHORTEST_WAIT: Millis = SECOND;
/// The window of the first retry.
const FIRST_WINDOW: Millis = 4 * SECOND;
/// The window stops growing here.
const WIDEST_WINDOW: Millis = 3_600 * SECOND;
/// A lender may ask for at most this much patience.
const LONGEST_PATIENCE: Millis = DAY;

/// The outbox's clock: one record, shared by all tabs, read and committed at every look, also by a tab that finds the lease
/// taken. If that tab kept its look to itself, a lease would never run out after the wall clock was set back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Clock {
    seen: Millis,
    passed: Millis,
}

/// A moment: what the wall says, and how much time has passed on the outbox's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// The wall clock. For the age of a request only: it may jump.
    pub wall: Millis,
    /// Time that never goes back. For waiting.
    pub passed: Millis,
}

impl Clock {
    /// Looks at the wall clock. Going back counts as no time, so that nothing waits for years; going ahead counts as a day
    /// at most, so that a jump makes each row due once and does not wear out the waits that follow.
    pub fn tick(&mut self, wall: Millis) -> Now {
        if self.seen != 0 {
            let step = wall.saturating_sub(self.seen).min(LONGEST_STEP);
            self.passed = self.passed.saturating_add(step);
        }
        self.seen = wall;
        Now { wall, passed: self.passed }
    }
}

/// How long to wait after this many attempts: anything up to a window that doubles with each (full jitter), and not less
/// than the lender asked for in `Retry-After` (seconds). `random` is any number.
#[must_use]
pub fn backoff(attempts: u32, retry_after: Option<u64>, random: u64) -> Millis {
    let doublings = attempts.saturating_sub(1).min(20);
    let window = FIRST_WINDOW.saturating_mul(1_u64 << doublings).min(WIDEST_WINDOW);
    let drawn = random.checked_rem(window.saturating_add(1)).unwrap_or(0).max(SHORTEST_WAIT);
    let asked = retry_after.map_or(0, |seconds| seconds.saturating_mul(SECOND).min(LONGEST_PATIENCE));
    // The jitter stays on top, so that everybody who was asked to come back in a minute does not come at once.
    if asked > 0 { asked.saturating_add(drawn.min(FIRST_WINDOW)) } else { drawn }
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_jumps_neither_stalls_nor_storms() {
        let mut clock = Clock::default();
        let start = 1_800_000_000_000;
        assert_eq!(clock.tick(start).passed, 0);
        assert_eq!(clock.tick(start + 500).passed, 500);
        // Two years ahead and back again: at most a day has passed, and time goes on at once.
        assert_eq!(clock.tick(start + 730 * DAY).passed, 500 + DAY);
        assert_eq!(clock.tick(start + 600).passed, 500 + DAY);
        assert_eq!(clock.tick(start + 700).passed, 600 + DAY);
        assert_eq!(clock.tick(0).passed, 600 + DAY);
    }

    #[test]
    fn waits_grow_are_never_nothing_and_have_a_greatest() {
        for random in [0, 1, 999, u64::MAX] {
            for attempts in [0, 1, 2, 12, u32::MAX] {
                let wait = backoff(attempts, None, random);
                assert!((SHORTEST_WAIT..=WIDEST_WINDOW).contains(&wait), "{attempts} {random}: {wait}");
            }
            assert!((60 * SECOND..=64 * SECOND).contains(&backoff(3, Some(60), random)));
            assert!(backoff(3, Some(u64::MAX), random) <= DAY + FIRST_WINDOW);
        }
        assert_eq!(backoff(1, None, FIRST_WINDOW), FIRST_WINDOW);
        assert_eq!(backoff(4, None, 8 * FIRST_WINDOW), 8 * FIRST_WINDOW);
    }
}
