//! Who may move rows: one tab at a time. In a browser the Web Lock gives it; here it is a holder, a term and an epoch.

use super::time::{Millis, Now};
use serde::{Deserialize, Serialize};

/// The lease as it is committed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Lease {
    holder: u64,
    epoch: u64,
    until: Millis,
}

/// The right to move rows, until the lease runs out or another takes it. The epoch marks what was sent under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    epoch: u64,
}

impl Permit {
    /// The number of this tenure; each new one is greater.
    #[must_use]
    pub const fn epoch(self) -> u64 {
        self.epoch
    }
}

impl Lease {
    /// Takes the lease if it is free or has run out; the holder prolongs its own. `holder` is not 0.
    ///
    /// A tab that crashed and came back is another holder: it must not take what its former self sent for its own.
    #[must_use]
    pub fn take(self, holder: u64, now: Now, term: Millis) -> Option<Self> {
        let until = now.passed.saturating_add(term);
        if self.holder == holder && now.passed < self.until {
            return Some(Self { until, ..self });
        }
        let free = self.holder == 0 || now.passed >= self.until;
        free.then(|| Self { holder, epoch: self.epoch.saturating_add(1), until })
    }

    /// Takes the lease of a tab that is known to be gone: the browser holds a lock for the tab that sends, and gave it to this
    /// one. What the other had sent belongs to an earlier epoch.
    #[must_use]
    pub fn inherit(self, holder: u64, now: Now, term: Millis) -> Option<Self> {
        let until = now.passed.saturating_add(term);
        (holder != 0).then(|| Self { holder, epoch: self.epoch.saturating_add(1), until })
    }

    /// Gives the lease back, if it is this holder's.
    #[must_use]
    pub fn release(self, holder: u64) -> Self {
        if self.holder == holder { Self { holder: 0, ..self } } else { self }
    }

    /// The right to move rows now; none for anybody but the holder.
    #[must_use]
    pub fn permit(self, holder: u64, now: Now) -> Option<Permit> {
        (holder != 0 && self.holder == holder && now.passed < self.until).then_some(Permit { epoch: self.epoch })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    fn at(passed: Millis) -> Now {
        Now { wall: 0, passed }
    }

    #[test]
    fn two_tabs_never_hold_it_together() {
        let first = Lease::default().take(1, at(0), 10).expect("it is free");
        assert!(first.permit(1, at(9)).is_some() && first.permit(2, at(9)).is_none());
        assert_eq!(first.take(2, at(9), 10), None);
        let second = first.take(2, at(10), 10).expect("it has run out");
        assert!(second.permit(1, at(10)).is_none());
        assert!(second.permit(2, at(10)).map(Permit::epoch) > first.permit(1, at(0)).map(Permit::epoch));
        assert_eq!(second.release(1), second);
        assert!(second.release(2).take(1, at(11), 10).is_some());
        let heir = second.inherit(3, at(12), 10).expect("a tab with a number");
        assert!(heir.permit(3, at(12)).map(Permit::epoch) > second.permit(2, at(12)).map(Permit::epoch));
        assert!(heir.permit(2, at(12)).is_none() && second.inherit(0, at(12), 10).is_none());
        assert!(Lease::default().permit(0, at(0)).is_none());
    }
}
