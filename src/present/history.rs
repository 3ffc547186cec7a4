//! What was there before, and what was taken back: the steps behind undo and redo of a draft. Pure; a page decides when an
//! edit has come to rest.

/// The most states that are kept.
const MOST: usize = 50;

/// States of a draft: those before the present one, and those that were taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps<T> {
    past: Vec<T>,
    now: T,
    future: Vec<T>,
}

impl<T: Clone + PartialEq> Steps<T> {
    /// A draft with nothing before it.
    #[must_use]
    pub const fn new(now: T) -> Self {
        Self { past: Vec::new(), now, future: Vec::new() }
    }

    /// An edit has come to rest at this state. What had been taken back is gone then; a state that is the present one
    /// changes nothing.
    pub fn rest(&mut self, state: &T) {
        if *state == self.now {
            return;
        }
        self.past.push(core::mem::replace(&mut self.now, state.clone()));
        if self.past.len() > MOST {
            self.past.remove(0);
        }
        self.future.clear();
    }

    /// The state before; none if there is none.
    pub fn undo(&mut self) -> Option<T> {
        let before = self.past.pop()?;
        self.future.push(core::mem::replace(&mut self.now, before.clone()));
        Some(before)
    }

    /// The state that was taken back last; none if there is none.
    pub fn redo(&mut self) -> Option<T> {
        let after = self.future.pop()?;
        self.past.push(core::mem::replace(&mut self.now, after.clone()));
        Some(after)
    }

    /// Whether there is something to take back.
    #[must_use]
    pub const fn has_past(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether something was taken back.
    #[must_use]
    pub const fn has_future(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_back_can_be_brought_again_until_something_new_is_done() {
        let mut steps = Steps::new(0);
        steps.rest(&1);
        steps.rest(&1);
        steps.rest(&2);
        assert_eq!((steps.undo(), steps.undo(), steps.undo()), (Some(1), Some(0), None));
        assert_eq!(steps.redo(), Some(1));
        steps.rest(&5);
        assert!(!steps.has_future());
        assert_eq!((steps.redo(), steps.undo(), steps.undo()), (None, Some(1), Some(0)));
    }

    #[test]
    fn only_the_last_states_are_kept() {
        let mut steps = Steps::new(0);
        for state in 1..=200 {
            steps.rest(&state);
        }
        let mut undone = 0;
        while steps.undo().is_some() {
            undone += 1;
        }
        assert_eq!(undone, MOST);
    }
}
