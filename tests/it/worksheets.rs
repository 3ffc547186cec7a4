//! Worksheets for a class: one seed gives one sheet, whoever shows it.
//!
//! `tests/data/teach/golden.txt` holds the figures of some sheets. Sheets are on paper in classrooms, so where it no
//! longer fits, the change needs a new `SHEET_VERSION` (and the old version must still be made); the words may change.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use duewise::present::Lang;
use duewise::present::teach::*;
use proptest::prelude::*;

const SEEDS: [&str; 3] = ["CLASS7", "ENGLISH-B1", "2026"];
const VARIANTS: [u16; 2] = [1, 12];

fn id(seed: &str, variant: u16) -> SheetId {
    SheetId::try_new(seed, variant, Levels::ALL).expect("a name")
}

fn made(seed: &str, variant: u16) -> Sheet {
    sheet(&id(seed, variant)).expect("a sheet")
}

fn golden_file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/teach/golden.txt")
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The figures of a text, sorted: a date has its parts in another order in each language.
fn figures(text: &str) -> String {
    let mut text = text.to_owned();
    for (number, month) in (1..).zip(MONTHS) {
        text = text.replace(month, &format!(" {number} "));
    }
    let part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%');
    let runs = text.split(|c| !part(c)).map(|run| run.trim_matches(['.', ',']));
    let mut found: Vec<&str> = runs.filter(|run| run.contains(|c: char| c.is_ascii_digit())).collect();
    found.sort_unstable();
    found.join(" ")
}

/// Everything on a sheet and in its key, piece by piece.
fn pieces(task: &Task, lang: Lang) -> Vec<(&'static str, String)> {
    let text = task.text(lang);
    let mut all = vec![("ask", text.ask)];
    all.extend(text.given.into_iter().map(|(name, value)| ("given", format!("{name} {value}"))));
    all.extend(text.choices.into_iter().map(|choice| ("choice", choice)));
    all.push(("answer", task.answer.text(lang)));
    let step = |step: StepText| format!("{} {} = {}", step.words, step.formula, step.result);
    all.extend(task.steps(lang).into_iter().map(|each| ("step", step(each))));
    all
}

/// A sheet by its figures, word-free.
fn by_figures(sheet: &Sheet) -> String {
    let mut text = format!("== {}, version {SHEET_VERSION}\n", sheet.id.to_code());
    for (number, task) in (1..).zip(&sheet.tasks) {
        let _ = writeln!(text, "{number} level {} {}: {}", task.level.number(), task.kind.name(), task.answer.plain());
        for ((what, zh), (_, en)) in pieces(task, Lang::Zh).into_iter().zip(pieces(task, Lang::En)) {
            assert_eq!(figures(&zh), figures(&en), "{}: {zh} | {en}", sheet.id.to_code());
            let _ = writeln!(text, "  {}", format!("{what} {}", figures(&zh)).trim_end());
        }
    }
    text
}

fn golden() -> String {
    let all = SEEDS.iter().flat_map(|seed| VARIANTS.map(|variant| by_figures(&made(seed, variant))));
    all.collect()
}

#[test]
fn the_same_seed_gives_the_same_sheet_as_in_every_release_before() {
    let kept = std::fs::read_to_string(golden_file()).expect("the golden file");
    let now = golden();
    let differs = kept.lines().zip(now.lines()).find(|(kept, now)| kept != now);
    assert!(
        kept == now,
        "a printed sheet would have another key: {differs:?}. Undo it, or make a new SHEET_VERSION beside the old one"
    );
}

/// For a new version only: `cargo test --test it -- --ignored writes_the_golden_file`.
#[test]
#[ignore = "writes into the sources"]
fn writes_the_golden_file() {
    std::fs::write(golden_file(), golden()).expect("written");
}

#[test]
fn a_sheet_has_two_different_tasks_of_each_level_and_every_variant_asks_the_same_kinds() {
    for level in Level::ALL {
        assert!(Kind::ALL.iter().filter(|kind| kind.level() == level).count() >= 3);
    }
    let kinds = |sheet: &Sheet| sheet.tasks.iter().map(|task| task.kind).collect::<Vec<_>>();
    for seed in SEEDS {
        let first = made(seed, 1);
        let levels: Vec<u8> = first.tasks.iter().map(|task| task.level.number()).collect();
        assert_eq!(levels, [1, 1, 2, 2, 3, 3, 4, 4]);
        assert_eq!(kinds(&first).into_iter().collect::<BTreeSet<_>>().len(), 8);
        assert_eq!(first.points(), 20);
        assert!((2..=MAX_VARIANT).all(|variant| kinds(&made(seed, variant)) == kinds(&first)));
    }
    let seen: BTreeSet<Kind> = (0..200).flat_map(|number| kinds(&made(&format!("S{number}"), 1))).collect();
    assert_eq!(seen.len(), Kind::ALL.len(), "every kind comes up");
}

#[test]
fn fewer_levels_leave_tasks_out_and_change_none() {
    let whole = made("CLASS7", 5);
    for bits in 1..15 {
        let levels = Levels::from_bits(bits).expect("levels");
        let part = sheet(&SheetId::try_new("class7", 5, levels).expect("a name")).expect("a sheet");
        let of_whole: Vec<&Task> = whole.tasks.iter().filter(|task| levels.has(task.level)).collect();
        assert_eq!(part.tasks.iter().collect::<Vec<_>>(), of_whole);
    }
}

#[test]
fn the_answers_of_a_class_differ_from_desk_to_desk() {
    for seed in SEEDS {
        let class: Vec<Sheet> = (1..=30).map(|variant| made(seed, variant)).collect();
        for place in 0..8 {
            let tasks: Vec<&Task> = class.iter().map(|sheet| &sheet.tasks[place]).collect();
            let facts: BTreeSet<String> =
                tasks.iter().map(|task| format!("{:?}{:?}{:?}", task.ask, task.facts, task.choices)).collect();
            assert!(facts.len() >= 29, "{seed} {place}: {} different tasks of 30", facts.len());
            let answers: BTreeSet<String> = tasks.iter().map(|task| task.answer.plain()).collect();
            let (least, kind) = (tasks[0].choices.is_empty(), tasks[0].kind);
            assert!(answers.len() >= if least { 15 } else { 2 }, "{seed} {kind:?}: {} answers", answers.len());
        }
    }
}

#[test]
fn the_four_ways_give_four_different_cents_and_one_is_the_lenders() {
    for number in 0..300 {
        for task in made(&format!("WAYS{number}"), 3).tasks.iter().filter(|task| task.level == Level::Find) {
            let theirs = task.facts.last().map(|fact| fact.value.clone()).expect("the lender's figure");
            let figures: Vec<Value> = task.steps.iter().take(4).map(|step| step.result.clone()).collect();
            let different: BTreeSet<String> = figures.iter().map(|figure| figure.text(Lang::En)).collect();
            assert_eq!((different.len(), task.choices.len()), (4, 4));
            let fits: Vec<usize> = (0..4).filter(|place| figures[*place] == theirs).collect();
            assert_eq!(fits.iter().map(|place| Answer::Choice(*place)).collect::<Vec<_>>(), [task.answer]);
        }
    }
}

/// A task of level 4 as the engine's own search sees it: the instalment as stated, the way that is usual, two things open.
fn searched(task: &Task) -> Option<usize> {
    use duewise::engine::reconcile::{Choice, Debt, Dimension, Quote, Quoted, Search, Space};
    use duewise::engine::*;
    let (mut sums, mut dates, mut rate) = (Vec::new(), Vec::new(), Rate::ZERO);
    for fact in &task.facts {
        match &fact.value {
            Value::Money(amount) => sums.push(*amount),
            Value::Date(date) => dates.push(*date),
            Value::Rate(yearly) => rate = *yearly,
            _ => {}
        }
    }
    let open = match task.kind {
        Kind::FindYearAndDays => {
            [(Dimension::LateYear, Choice::Year(360)), (Dimension::LateDays, Choice::Days(Inclusion::Both))]
        }
        Kind::FindYearAndBase => {
            [(Dimension::LateYear, Choice::Year(360)), (Dimension::LateBase, Choice::Base(Base::OverdueInstalment))]
        }
        Kind::FindDaysAndRounding => [
            (Dimension::LateDays, Choice::Days(Inclusion::Both)),
            (Dimension::LateRounding, Choice::Rounding(Rounding::Down)),
        ],
        _ => return None,
    };
    let mut amounts = Components::zero(Currency::CNY);
    amounts.principal = sums[0];
    amounts.interest = if sums.len() > 2 { sums[1] } else { Money::zero(Currency::CNY) };
    let contract = Contract::Instalment(Box::new(InstalmentTerms {
        stated: Some(vec![StatedRow { due: dates[0], amounts }]),
        lateness: Lateness { charges: vec![LateCharge::daily(rate, Base::OverduePrincipal)] },
        ..InstalmentTerms::monthly(sums[0], Rate::ZERO, 1, dates[0])
    }));
    let with = |space: Space, (dimension, choice)| space.with(&contract, dimension, &[(choice, 1)]);
    let space = open.into_iter().fold(Space::default(), with);
    assert_eq!(space.size(), 4);
    let quote = Quote { figure: Quoted::Penalty, on: dates[1], amount: *sums.last()? };
    let debt = Debt { contract: contract.clone(), opening: None, events: Vec::new() };
    Some(Search::new(debt, quote, space).expect("a search").finish().reproducing)
}

#[test]
fn the_search_of_the_engine_finds_one_way_too() {
    let tasks = (0..60).flat_map(|number| made(&format!("SEARCH{number}"), 1).tasks);
    let found: Vec<usize> = tasks.filter_map(|task| searched(&task)).collect();
    assert!(found.len() > 60 && found.iter().all(|ways| *ways == 1), "{found:?}");
}

#[test]
fn sheet_key_and_derivation_end_in_the_same_answer() {
    for number in 0..100 {
        let sheet = made(&format!("KEY{number}"), 7);
        for lang in Lang::ALL {
            for (row, task) in key(&sheet, lang).iter().zip(&sheet.tasks) {
                assert_eq!(row.answer, task.answer.text(lang));
                assert_eq!(row.steps.last().map(|step| &step.result), Some(&row.answer), "{:?}", task.kind);
                assert!(row.steps.iter().all(|step| !step.words.is_empty()));
                assert_eq!(row.choice.is_some(), !task.choices.is_empty());
            }
        }
    }
}

#[test]
fn both_languages_show_the_same_figures() {
    for number in 0..200 {
        // The comparison is inside.
        by_figures(&made(&format!("LANG{number}"), 2));
    }
}

#[test]
fn ten_thousand_seeds_all_give_a_sheet() {
    for number in 0..10_000_u16 {
        let sheet = made(&format!("SEED-{number}"), number % MAX_VARIANT + 1);
        for task in &sheet.tasks {
            match task.answer {
                Answer::Amount(amount) => assert!(amount.is_positive(), "{} {:?}", sheet.id.to_code(), task.kind),
                Answer::Days(days) => assert!(days > 0),
                Answer::Choice(place) => assert!(place < task.choices.len()),
                Answer::Date(_) => {}
            }
        }
    }
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c) } else { c })
        .collect()
}

#[test]
fn right_answers_are_right_however_they_are_typed() {
    for number in 0..60 {
        let sheet = made(&format!("MARK{number}"), 9);
        let typed = |write: &dyn Fn(&Task) -> String| sheet.tasks.iter().map(write).collect::<Vec<_>>();
        let ways: [Vec<String>; 6] = [
            typed(&|task| task.answer.plain()),
            typed(&|task| task.answer.text(Lang::Zh)),
            typed(&|task| task.answer.text(Lang::En)),
            typed(&|task| full_width(&task.answer.plain())),
            typed(&|task| format!("  {} ", task.answer.plain().to_lowercase())),
            typed(&|task| match task.answer {
                Answer::Amount(_) => format!("{} 元", task.answer.text(Lang::Zh)),
                Answer::Choice(_) => format!("({}).", task.answer.plain()),
                Answer::Date(_) => task.answer.text(Lang::Zh).chars().skip(5).collect(),
                Answer::Days(_) => format!("{} 日", task.answer.plain()),
            }),
        ];
        for way in ways {
            let marks = mark(&sheet, &way);
            assert_eq!((marks.points, marks.of, marks.count(Mark::Right)), (20, 20, 8), "{way:?}");
        }
    }
}

#[test]
fn a_cent_beside_is_wrong_a_blank_is_blank_and_nonsense_is_named() {
    let sheet = made("CLASS7", 1);
    let of = |answers: &[&str]| mark(&sheet, &answers.iter().map(|answer| (*answer).to_owned()).collect::<Vec<_>>());
    assert_eq!(of(&[]).count(Mark::Blank), 8);
    assert_eq!(of(&[" ", "\u{200b}", "　"]).count(Mark::Blank), 8);
    assert_eq!(of(&["?"; 9]).count(Mark::Unclear), 8);
    assert_eq!(of(&["今天"; 8]).points, 0);
    for number in 0..60 {
        let sheet = made(&format!("NEAR{number}"), 1);
        let near: Vec<String> = sheet
            .tasks
            .iter()
            .map(|task| match task.answer {
                Answer::Amount(amount) => {
                    let cent = duewise::engine::Money::try_new(1, amount.currency()).expect("a cent");
                    Answer::Amount(amount.plus(cent).expect("a sum")).plain()
                }
                Answer::Date(date) => date.succ_opt().expect("a day").to_string(),
                Answer::Days(days) => (days + 1).to_string(),
                Answer::Choice(place) => letter((place + 1) % task.choices.len()).to_string(),
            })
            .collect();
        assert_eq!(mark(&sheet, &near).count(Mark::Wrong), 8, "{near:?}");
        // Today, tomorrow and the rest of them are never the answer.
        for word in ["今天", "明天", "后天", "昨天", "today", "tomorrow"] {
            assert_eq!(mark(&sheet, &vec![word.to_owned(); 8]).points, 0);
        }
    }
}

/// The cells of a table as it is written here.
fn cells(table: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = table.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            letter => cell.push(letter),
        }
    }
    rows
}

#[test]
fn a_class_of_thirty_is_a_table_at_once_and_agrees_with_the_sheets_to_the_cent() {
    for lang in Lang::ALL {
        let begun = Instant::now();
        let table = csv("class7", 30, Levels::ALL, lang).expect("a table");
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(1), "{took:?}");
        assert!(table.starts_with('\u{feff}') && table.ends_with("\r\n"));
        let rows = cells(&table);
        assert_eq!(rows.len(), 1 + 30 * 8);
        assert!(rows.iter().all(|row| row.len() == 12));
        for (sheet, rows) in (1..=30).map(|variant| made("CLASS7", variant)).zip(rows[1..].chunks(8)) {
            let answers: Vec<String> = rows.iter().map(|row| row[9].clone()).collect();
            assert_eq!(mark(&sheet, &answers).points, 20);
            for (task, row) in sheet.tasks.iter().zip(rows) {
                assert_eq!(row[0..2], ["CLASS7".to_owned(), sheet.id.variant().to_string()]);
                assert_eq!(row[7], task.text(lang).ask);
                assert!(task.text(lang).given.iter().all(|(_, value)| row[6].contains(value.as_str())));
            }
        }
    }
}

#[cfg(feature = "files")]
#[test]
fn the_reader_of_the_house_reads_the_table() {
    let table = csv("-A-", 3, Levels::ALL, Lang::Zh).expect("a table");
    let read = duewise::exchange::csv::read_table(&table).expect("rows");
    // It takes the mark off that keeps a cell from being a formula.
    let unmarked = |cell: &String| duewise::exchange::csv::value::unmarked(cell).to_string();
    let written: Vec<Vec<String>> = cells(&table).iter().map(|row| row.iter().map(unmarked).collect()).collect();
    assert_eq!(read, written);
    assert_eq!((read[1][0].as_str(), cells(&table)[1][0].as_str()), ("-A-", "'-A-"));
}

fn result(answers: &[String], claimed: u16) -> StudentResult {
    StudentResult::new(id("CLASS7", 12), "小明", answers, claimed)
}

#[test]
fn a_result_is_marked_again_and_another_claimed_score_is_named() {
    let sheet = made("CLASS7", 12);
    let mut answers: Vec<String> = sheet.tasks.iter().map(|task| task.answer.plain()).collect();
    answers[7] = String::new();
    for (claimed, differs) in [(16, false), (20, true), (0, true)] {
        let fragment = result(&answers, claimed).to_fragment().expect("a link");
        assert!(fragment.len() <= 400, "{}", fragment.len());
        let read = StudentResult::from_fragment(&format!("#{fragment}")).expect("a result");
        assert_eq!((read.nickname(), read.answers()), ("小明", answers.as_slice()));
        let checked = recompute(&read).expect("marks");
        assert_eq!((checked.marks.points, checked.claimed, checked.differs), (16, claimed, differs));
        assert_eq!(checked.sheet, sheet);
    }
}

#[test]
fn what_is_no_result_is_refused_by_name() {
    use base64::Engine as _;
    let encode = |bytes: &[u8]| format!("r={}", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes));
    let read = |text: &str| StudentResult::from_fragment(text).map(|_| ());
    let whole = result(&[], 0).to_fragment().expect("a link");
    assert_eq!(read(""), Err(ResultError::Empty));
    assert_eq!(read("#"), Err(ResultError::Empty));
    assert_eq!(read("s=AAAA"), Err(ResultError::NotOurs));
    assert_eq!(read("r="), Err(ResultError::Damaged));
    assert_eq!(read("r=!"), Err(ResultError::Damaged));
    assert_eq!(read(&encode(&[0, 1, 2])), Err(ResultError::NotOurs));
    assert_eq!(read(&encode(&[2, 1, 2])), Err(ResultError::Newer(2)));
    assert_eq!(read(&encode(&[1])), Err(ResultError::Damaged));
    assert_eq!(read(&"r=A".repeat(2_000)), Err(ResultError::TooLong));
    assert_eq!(read(&whole[..whole.len() - 1]), Err(ResultError::Damaged));
    for lang in Lang::ALL {
        assert!(!ResultError::Newer(2).text(lang).is_empty());
    }
}

#[test]
fn a_result_of_a_newer_sheet_or_of_none_is_refused_by_name() {
    use base64::Engine as _;
    use sha2::{Digest as _, Sha256};
    type Wire<'a> = (u8, &'a str, u16, u8, &'a str, Vec<String>, u16);
    let read = |wire: Wire| {
        let mut bytes = vec![1];
        bytes.extend(postcard::to_allocvec(&wire).expect("bytes"));
        bytes.extend(Sha256::digest(&bytes).into_iter().take(4).collect::<Vec<u8>>());
        let text = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        StudentResult::from_fragment(&format!("r={text}"))
    };
    let now = SHEET_VERSION;
    let longest = "A".repeat(MAX_ANSWER + 5);
    let fine = read((now, "class7", 12, 15, "a\u{202e}b  c", vec![longest], 9)).expect("a result");
    assert_eq!((fine.id().seed(), fine.nickname(), fine.answers()[0].len()), ("CLASS7", "ab c", MAX_ANSWER));
    assert_eq!(read((now + 1, "A", 1, 15, "", vec![], 0)), Err(ResultError::Newer(now + 1)));
    assert_eq!(read((0, "A", 1, 15, "", vec![], 0)), Err(ResultError::Damaged));
    assert_eq!(read((now, "A", 1, 15, "", vec![String::new(); 9], 0)), Err(ResultError::Damaged));
    assert_eq!(read((now, "高一", 1, 15, "", vec![], 0)), Err(ResultError::Sheet(SheetError::Seed)));
    assert_eq!(read((now, "A", 0, 15, "", vec![], 0)), Err(ResultError::Sheet(SheetError::Variant)));
    assert_eq!(read((now, "A", 1, 16, "", vec![], 0)), Err(ResultError::Sheet(SheetError::Levels)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_as_a_link_gives_a_result_or_a_named_error(text in "\\PC{0,60}", bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        use base64::Engine as _;
        let encoded = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
        for fragment in [text.clone(), format!("r={text}"), format!("#r={encoded}")] {
            if let Ok(read) = StudentResult::from_fragment(&fragment) {
                prop_assert!(recompute(&read).is_ok());
            }
        }
    }

    #[test]
    fn a_result_comes_back_as_it_was_sent(
        seed in "[A-Z0-9][A-Z0-9-]{0,23}", variant in 1..=MAX_VARIANT, bits in 1_u8..16,
        nickname in "\\PC{0,30}", answers in proptest::collection::vec("\\PC{0,60}", 0..10), claimed in 0_u16..100,
    ) {
        let levels = Levels::from_bits(bits).expect("levels");
        let sent = StudentResult::new(SheetId::try_new(&seed, variant, levels).expect("a name"), &nickname, &answers, claimed);
        prop_assert!(sent.nickname().chars().count() <= MAX_NICKNAME && sent.answers().len() <= 8);
        let fragment = sent.to_fragment().expect("a link");
        prop_assert_eq!(StudentResult::from_fragment(&fragment), Ok(sent));
        prop_assert_eq!(StudentResult::from_fragment(&fragment[..fragment.len() - 2]), Err(ResultError::Damaged));
    }

    #[test]
    fn any_text_as_seed_code_preset_or_answer_is_read_or_refused(text in "\\PC{0,80}") {
        let _ = (seed(&text), SheetId::from_code(&text), preset(&text));
        let marks = mark(&made("CLASS7", 1), &vec![text; 8]);
        prop_assert!(marks.points <= marks.of);
    }
}
