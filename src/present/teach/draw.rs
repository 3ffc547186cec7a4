//! Numbers from a seed: the same on every machine, in every language and in every later version.
//!
//! The stream of a place on a sheet is SHA-256 over, in this order:
//! `duewise-sheet`, the version (1 byte), the length of the seed (1 byte), the seed, the variant (2 bytes,
//! little-endian), the place (1 byte) and a counter (4 bytes, little-endian) that begins at 0. Each hash gives four
//! numbers of 8 bytes, little-endian; when they are used up the counter goes one on. A number below `n` is the high half
//! of the product of `n` and the next 8 bytes. None of this may change under the same version: a printed sheet and its
//! key must still belong together when the program is newer.

use sha2::{Digest, Sha256};

/// What the stream begins with, so that it is no other hash of the house.
const NAME: &[u8] = b"duewise-sheet";

/// A stream of numbers.
#[derive(Debug, Clone)]
pub struct Draw {
    head: Vec<u8>,
    counter: u32,
    ready: Vec<u64>,
}

impl Draw {
    /// The stream of one place on one sheet.
    #[must_use]
    pub fn new(version: u8, seed: &str, variant: u16, place: u8) -> Self {
        let mut head = NAME.to_vec();
        head.push(version);
        head.push(u8::try_from(seed.len()).unwrap_or(u8::MAX));
        head.extend_from_slice(seed.as_bytes());
        head.extend_from_slice(&variant.to_le_bytes());
        head.push(place);
        Self { head, counter: 0, ready: Vec::new() }
    }

    fn next(&mut self) -> u64 {
        if self.ready.is_empty() {
            let hash = Sha256::new().chain_update(&self.head).chain_update(self.counter.to_le_bytes()).finalize();
            self.counter = self.counter.wrapping_add(1);
            // The last of the list is taken first, so it is turned round.
            let eights = hash
                .chunks_exact(8)
                .map(|eight| eight.iter().rev().fold(0_u64, |number, byte| number.wrapping_shl(8) | u64::from(*byte)));
            self.ready = eights.collect();
            self.ready.reverse();
        }
        self.ready.pop().unwrap_or(0)
    }

    /// A number below `n`; zero below one.
    pub fn below(&mut self, n: u64) -> u64 {
        let product = u128::from(self.next()).saturating_mul(u128::from(n));
        u64::try_from(product.wrapping_shr(64)).unwrap_or(0)
    }

    /// One of `least`, `least + step` … up to `most`.
    pub fn between(&mut self, least: i64, most: i64, step: i64) -> i64 {
        let steps = most.saturating_sub(least).checked_div(step).and_then(|steps| u64::try_from(steps).ok());
        let chosen = self.below(steps.unwrap_or(0).saturating_add(1));
        least.saturating_add(i64::try_from(chosen).unwrap_or(0).saturating_mul(step))
    }

    /// One of a list.
    pub fn pick<T: Copy>(&mut self, first: T, others: &[T]) -> T {
        let count = u64::try_from(others.len()).unwrap_or(0).saturating_add(1);
        let place = usize::try_from(self.below(count)).unwrap_or(0);
        place.checked_sub(1).and_then(|place| others.get(place)).copied().unwrap_or(first)
    }

    /// A list in another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let count = u64::try_from(last).unwrap_or(0).saturating_add(1);
            let other = usize::try_from(self.below(count)).unwrap_or(0);
            if other < list.len() {
                list.swap(last, other);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_hash_that_is_documented() {
        // printf 'duewise-sheet\x01\x06CLASS7\x0c\x00\x00\x00\x00\x00\x00' | sha256sum
        let mut bytes = b"duewise-sheet\x01\x06CLASS7\x0c\x00\x00".to_vec();
        bytes.extend([0; 4]);
        let hash = Sha256::digest(&bytes);
        let first = hash.iter().take(8).rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        let mut draw = Draw::new(1, "CLASS7", 12, 0);
        assert_eq!(draw.next(), first);
    }

    #[test]
    fn another_seed_variant_place_or_version_is_another_stream() {
        let first = |version, seed, variant, place| Draw::new(version, seed, variant, place).next();
        let all = [
            first(1, "A", 1, 0),
            first(2, "A", 1, 0),
            first(1, "B", 1, 0),
            first(1, "A", 2, 0),
            first(1, "A", 1, 1),
            first(1, "AA", 1, 0),
        ];
        let different: std::collections::BTreeSet<u64> = all.into_iter().collect();
        assert_eq!(different.len(), all.len());
    }

    #[test]
    fn numbers_stay_within_their_bounds_and_reach_both_ends() {
        let mut draw = Draw::new(1, "BOUNDS", 1, 0);
        let drawn: Vec<i64> = (0..500).map(|_| draw.between(10, 30, 5)).collect();
        assert!(drawn.iter().all(|number| (10..=30).contains(number) && number % 5 == 0));
        assert!(drawn.contains(&10) && drawn.contains(&30));
        assert_eq!((draw.below(0), draw.below(1), draw.between(7, 7, 1)), (0, 0, 7));
        let mut list = [1, 2, 3, 4];
        draw.shuffle(&mut list);
        assert_eq!(list.iter().sum::<i32>(), 10);
    }
}
