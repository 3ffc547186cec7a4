//! Which mutants are tried: all of a part's core, and a seeded draw of the rest.

use std::collections::BTreeSet;

use super::part::Part;
use super::weave::File;
use crate::run::Result;

/// One mutant as the report shows it.
#[derive(Clone, Debug)]
pub struct Mutant {
    pub number: usize,
    pub file: String,
    pub line: usize,
    pub function: String,
    pub original: String,
    pub form: String,
    /// Of the core, where every mutant is tried.
    pub core: bool,
}

impl Mutant {
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    pub fn change(&self) -> String {
        let form = if self.form.is_empty() { "(left out)" } else { &self.form };
        format!("{} → {form}", self.original)
    }
}

/// All mutants that compile.
pub fn all(part: &Part, files: &[File], dropped: &BTreeSet<usize>) -> Result<Vec<Mutant>> {
    let mut list = Vec::new();
    for file in files {
        for (first, site) in &file.sites {
            let core = part.is_core(&file.name, site);
            for (number, (_, form)) in (*first..).zip(&site.forms).filter(|(number, _)| !dropped.contains(number)) {
                list.push(Mutant {
                    number,
                    file: file.name.clone(),
                    line: site.line,
                    function: site.function.clone(),
                    original: site.original.clone(),
                    form: form.clone(),
                    core,
                });
            }
        }
    }
    let has = |start: &str, function: Option<&str>| {
        let named = |mutant: &&Mutant| function.is_none_or(|function| mutant.function == function);
        list.iter().filter(|mutant| mutant.file.starts_with(start)).any(|mutant| named(&mutant))
    };
    match part.moved(has) {
        Some(place) => Err(format!("no mutant in {place}: has it moved?")),
        None => Ok(list),
    }
}

/// Those to try. With `only`, every mutant of the files whose name contains it.
pub fn select(all: Vec<Mutant>, seed: u64, count: usize, only: Option<&str>) -> Vec<Mutant> {
    if let Some(part) = only {
        return all.into_iter().filter(|mutant| mutant.file.contains(part)).collect();
    }
    let (mut chosen, mut rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|mutant| mutant.core);
    rest.sort_by_key(|mutant| scatter(seed, mutant.number));
    rest.truncate(count);
    rest.sort_by_key(|mutant| mutant.number);
    chosen.append(&mut rest);
    chosen
}

/// A number that depends on both without a pattern (the finaliser of `SplitMix64`).
fn scatter(seed: u64, number: usize) -> u64 {
    let mut mixed = seed.wrapping_add((number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Mutant, select};

    #[test]
    fn a_seed_draws_the_same_mutants_and_all_of_the_core() {
        let all: Vec<Mutant> = (1..=100)
            .map(|number| Mutant {
                number,
                file: String::new(),
                line: 1,
                function: String::new(),
                original: String::new(),
                form: String::new(),
                core: number % 10 == 0,
            })
            .collect();
        let numbers = |seed| select(all.clone(), seed, 20, None).iter().map(|m| m.number).collect::<Vec<_>>();
        assert_eq!(numbers(1), numbers(1));
        assert_ne!(numbers(1), numbers(2));
        assert_eq!(numbers(1).len(), 30);
        assert!(numbers(1).starts_with(&[10, 20, 30]));
    }
}
