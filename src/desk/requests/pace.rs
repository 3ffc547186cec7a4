//! How many requests a desk takes in a while: a bucket that fills again. Who comes too often is told when to come back.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// A bucket of so many requests, which fills again at so many a second. Clones are the same bucket.
#[derive(Debug, Clone)]
pub struct Pace {
    burst: u32,
    per_second: u32,
    level: Arc<Mutex<(f64, Instant)>>,
}

impl Pace {
    /// A full bucket. `per_second` is at least 1.
    #[must_use]
    pub fn new(burst: u32, per_second: u32) -> Self {
        let level = Arc::new(Mutex::new((f64::from(burst), Instant::now())));
        Self { burst, per_second: per_second.max(1), level }
    }

    /// Takes one; or says after how many whole seconds there will be one.
    ///
    /// # Errors
    /// The seconds.
    pub fn take(&self, now: Instant) -> Result<(), u32> {
        let mut level = self.level.lock().unwrap_or_else(PoisonError::into_inner);
        let passed = now.saturating_duration_since(level.1).as_secs_f64();
        let rate = f64::from(self.per_second);
        let filled = (level.0 + passed * rate).min(f64::from(self.burst));
        *level = (filled, now);
        if filled < 1.0 {
            return Err((((1.0 - filled) / rate).ceil() as u32).max(1));
        }
        level.0 = filled - 1.0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_burst_is_taken_then_one_waits_and_the_bucket_fills_again() {
        let pace = Pace::new(2, 1);
        let start = Instant::now();
        assert_eq!([pace.take(start), pace.take(start), pace.take(start)], [Ok(()), Ok(()), Err(1)]);
        assert_eq!(pace.take(start + Duration::from_millis(500)), Err(1));
        assert_eq!(pace.take(start + Duration::from_millis(1_500)), Ok(()));
        let later = start + Duration::from_secs(3_600);
        assert_eq!([pace.take(later), pace.take(later), pace.take(later)], [Ok(()), Ok(()), Err(1)]);
    }
}
