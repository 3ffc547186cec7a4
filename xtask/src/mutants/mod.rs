//! `mutants`: changes the engine or the law in many small ways, one at a time, and sees whether the tests notice.
//!
//! A build per mutant would take hours, so all of them are woven into one copy of the package, each behind a question
//! that the environment answers (`DUEWISE_MUTANT`). The copy is built once; then the tests run once per mutant.
//! `docs/mutation.md` has the recorded run.

mod build;
mod collect;
mod forms;
mod judge;
mod part;
mod results;
mod select;
mod tree;
mod weave;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Instant;

use crate::run::{self, Result, Step};
use judge::{Judge, Outcome};
use part::Part;
use results::Results;
use select::Mutant;

const SEED: u64 = 20_261_123;
const COUNT: usize = 300;
/// The share that must be caught, in hundredths.
const GOAL: usize = 90;
const VECTORS: &str = "../shared/vectors";

struct Options {
    part: &'static Part,
    seed: u64,
    count: usize,
    only: Option<String>,
    vectors: PathBuf,
    again: bool,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self> {
        let vectors = run::root().join(VECTORS);
        let mut options = Self { part: Part::engine(), seed: SEED, count: COUNT, only: None, vectors, again: false };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| format!("{name} needs a value"));
            let number = |text: &String| text.parse::<u64>().map_err(|_| format!("`{text}` is not a number"));
            match name.as_str() {
                "--seed" => options.seed = number(value()?)?,
                "--count" => options.count = usize::try_from(number(value()?)?).unwrap_or(usize::MAX),
                "--only" => options.only = Some(value()?.clone()),
                "--vectors" => options.vectors = PathBuf::from(value()?),
                "--part" => options.part = Part::named(value()?)?,
                "--again" => options.again = true,
                _ => return Err(format!("mutants knows no `{name}`")),
            }
        }
        Ok(options)
    }
}

pub fn mutants(arguments: &[String]) -> Result<()> {
    let options = Options::read(arguments)?;
    let part = options.part;
    let tree = tree::copy(part)?;
    let files = tree::sources(part)?;
    let dropped = build::weave(&tree, &files)?;
    let all = select::all(part, &files, &dropped)?;
    let programs = build::programs(&tree)?;
    println!("   {} mutants in {} files; {} more do not compile", all.len(), files.len(), dropped.len());
    let chosen = select::select(all, options.seed, options.count, options.only.as_deref());
    if chosen.is_empty() {
        return Err("no mutant was chosen".to_owned());
    }
    let vectors = std::fs::canonicalize(&options.vectors).ok().filter(|path| path.is_dir());
    if vectors.is_none() {
        println!("   published cases: not run, {} does not exist here", options.vectors.display());
    }
    let judge = Judge::new(&tree, programs, vectors.as_ref(), part)?;
    let mut results = Results::open(&tree, options.again)?;
    try_all(&chosen, &judge, &mut results)?;
    println!("\n   {}: seed {}, {} drawn of the rest", part.name, options.seed, options.count);
    report(part, &chosen, &results)
}

fn try_all(chosen: &[Mutant], judge: &Judge, results: &mut Results) -> Result<()> {
    let _step = Step::new(format!("{} mutants, one at a time", chosen.len()));
    let start = Instant::now();
    for (index, mutant) in chosen.iter().enumerate() {
        if results.known.contains_key(&mutant.number) {
            continue;
        }
        let (outcome, by) = judge.judge(mutant.number)?;
        println!(
            "   {:4}/{} {:5.0} s  {:9} {} {}  [{by}]",
            index + 1,
            chosen.len(),
            start.elapsed().as_secs_f32(),
            outcome.name(),
            mutant.place(),
            mutant.change()
        );
        results.add(mutant.number, outcome, by)?;
    }
    Ok(())
}

#[derive(Clone, Copy, Default)]
struct Tally {
    caught: usize,
    timed_out: usize,
    survived: usize,
}

impl Tally {
    fn count(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Caught => self.caught += 1,
            Outcome::TimedOut => self.timed_out += 1,
            Outcome::Survived => self.survived += 1,
        }
    }

    const fn total(self) -> usize {
        self.caught + self.timed_out + self.survived
    }

    const fn reached(self) -> bool {
        (self.caught + self.timed_out) * 100 >= self.total() * GOAL
    }

    fn line(self, name: &str) -> String {
        let share = (self.caught + self.timed_out) as f64 * 100.0 / self.total().max(1) as f64;
        format!(
            "{name}: {} mutants, {} caught, {} timed out, {} survived: {share:.1} %",
            self.total(),
            self.caught,
            self.timed_out,
            self.survived
        )
    }
}

fn report(part: &Part, chosen: &[Mutant], results: &Results) -> Result<()> {
    let mut files: BTreeMap<&str, Tally> = BTreeMap::new();
    let (mut core, mut rest) = (Tally::default(), Tally::default());
    println!("\n== Survivors");
    for mutant in chosen {
        let Some((outcome, _)) = results.known.get(&mutant.number) else { continue };
        files.entry(&mutant.file).or_default().count(*outcome);
        if mutant.core { &mut core } else { &mut rest }.count(*outcome);
        if *outcome == Outcome::Survived {
            println!("   {} `{}`: {}", mutant.place(), mutant.function, mutant.change());
        }
    }
    println!("\n== Report");
    for (file, tally) in &files {
        println!("   {}", tally.line(file));
    }
    println!("{}", core.line(part.core));
    println!("{}", rest.line("the rest"));
    if core.reached() && rest.reached() { Ok(()) } else { Err(format!("less than {GOAL} % were caught")) }
}
