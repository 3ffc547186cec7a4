//! What has been found so far, kept on disk so that a run goes on where it stopped.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::PathBuf;

use super::judge::Outcome;
use super::tree::Tree;
use crate::files;
use crate::run::Result;

pub struct Results {
    path: PathBuf,
    pub known: BTreeMap<usize, (Outcome, String)>,
}

impl Results {
    /// The results that still hold. When the part or the tests changed none do; with `again`, mutants of the same
    /// part that were caught count as caught, and only the survivors are tried once more.
    pub fn open(tree: &Tree, again: bool) -> Result<Self> {
        let path = tree.folder.join("results.tsv");
        let text = fs::read_to_string(&path).unwrap_or_default();
        let mut lines = text.lines();
        let (part, rest) = lines.next().and_then(|line| line.split_once('\t')).unwrap_or_default();
        let mut known = BTreeMap::new();
        if part == tree.part && (again || rest == tree.rest) {
            for line in lines {
                let mut parts = line.split('\t');
                let number = parts.next().and_then(|text| text.parse().ok());
                let outcome = parts.next().and_then(Outcome::named);
                if let (Some(number), Some(outcome)) = (number, outcome)
                    && !(again && outcome == Outcome::Survived)
                {
                    known.insert(number, (outcome, parts.next().unwrap_or_default().to_owned()));
                }
            }
        }
        let mut kept = format!("{}\t{}\n", tree.part, tree.rest);
        for (number, (outcome, by)) in &known {
            kept.push_str(&format!("{number}\t{}\t{by}\n", outcome.name()));
        }
        files::write(&path, kept)?;
        Ok(Self { path, known })
    }

    pub fn add(&mut self, number: usize, outcome: Outcome, by: String) -> Result<()> {
        let failed = |error| format!("{}: {error}", self.path.display());
        let mut file = OpenOptions::new().append(true).open(&self.path).map_err(failed)?;
        writeln!(file, "{number}\t{}\t{by}", outcome.name()).map_err(failed)?;
        self.known.insert(number, (outcome, by));
        Ok(())
    }
}
