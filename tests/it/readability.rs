//! Plain words: every word of the lessons and of the glossary is a common one, the name of a term, or allowed with a reason;
//! sentences are short on average; and a lesson says the terms that it lists.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use toml::{Table, Value};

use super::content::{glossary, lessons, list, text, texts};

/// The longest English sentence, in words, and the most that sentences may have on average.
const LONGEST_EN: usize = 22;
const AVERAGE_EN: usize = 11;
/// The most 汉字 that a sentence may have on average; `content` holds the longest.
const AVERAGE_ZH: usize = 17;

fn data(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/words").join(name);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn allowed(language: &str) -> BTreeMap<String, String> {
    let all: Table = data("allowed.toml").parse().expect("allowed.toml");
    let words = all.get(language).and_then(Value::as_table).expect("a language");
    words.iter().map(|(word, reason)| (word.clone(), reason.as_str().unwrap_or_default().to_owned())).collect()
}

/// A lesson or the glossary: its name, its table, and its texts in one language.
struct Text {
    name: String,
    table: Table,
}

impl Text {
    /// What is read out in a language, without marks and placeholders. Citations keep the names of their documents, and the
    /// names of a term, which are what the other words are held against, are left to the caller.
    fn said(&self, language: &str) -> Vec<String> {
        let mut table = self.table.clone();
        table.remove("source");
        let names = self.name == "glossary";
        let whole = Value::Table(table);
        let mut all = Vec::new();
        texts(&whole, "", &mut all);
        let ours = |key: &str| {
            key.ends_with(&format!("_{language}")) || key == format!("{language}_says") || (key == language && !names)
        };
        all.into_iter().filter(|(key, _)| ours(key)).map(|(_, said)| unmarked(said)).collect()
    }
}

fn all_texts() -> Vec<Text> {
    let mut all: Vec<Text> = lessons().into_iter().map(|(name, table)| Text { name, table }).collect();
    all.push(Text { name: "glossary".to_owned(), table: glossary() });
    all
}

/// The text without `[marks]` and `{placeholders}`.
fn unmarked(said: &str) -> String {
    let mut depth = 0_u32;
    let mut kept = String::new();
    for c in said.chars() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(c),
            _ => {}
        }
    }
    kept
}

/// Words in lower case: letters only. The list has the parts of `lender's` and `wasn't` one by one.
fn words(said: &str) -> Vec<String> {
    let plain = said.to_lowercase();
    plain.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn singular(word: &str) -> String {
    match word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        Some(stem) => format!("{stem}y"),
        None => word.strip_suffix('s').filter(|stem| !stem.ends_with('s')).unwrap_or(word).to_owned(),
    }
}

/// A name without what stands in brackets behind it.
fn bare(name: &str) -> String {
    let cut = name.find(['(', '（']).unwrap_or(name.len());
    name.get(..cut).unwrap_or(name).trim().to_owned()
}

fn names<'a>(term: &'a Table, language: &str) -> Vec<&'a str> {
    let also = term.get(&format!("{language}_also")).and_then(Value::as_array).into_iter().flatten();
    std::iter::once(text(term, language)).chain(also.filter_map(Value::as_str)).collect()
}

/// The English words that a reader of B1 is taken to know.
struct English {
    common: BTreeSet<String>,
    terms: BTreeSet<String>,
    allowed: BTreeMap<String, String>,
}

impl English {
    fn new() -> Self {
        let common: BTreeSet<String> = data("common-english.txt").split_whitespace().map(str::to_owned).collect();
        assert!(common.len() > 8_000, "only {} forms", common.len());
        let glossary = glossary();
        let named = list(&glossary, "term").into_iter().flat_map(|term| names(term, "en"));
        let terms = named.flat_map(words).map(|word| singular(&word)).collect();
        Self { common, terms, allowed: allowed("en") }
    }

    fn knows(&self, word: &str) -> bool {
        self.common.contains(word) || self.derived(word) || self.terms.contains(&singular(word))
    }

    /// A listed word with a beginning or an ending that does not need learning anew: the third level of Bauer and Nation
    /// (1993) as far as the texts need it, such as `unanswered`, `wrongly`, `caller`.
    fn derived(&self, word: &str) -> bool {
        let listed = |stem: &str| stem.len() > 2 && self.common.contains(stem);
        if word.strip_prefix("un").is_some_and(listed) {
            return true;
        }
        ["ly", "ers", "er", "less", "ness", "able"].iter().filter_map(|ending| word.strip_suffix(ending)).any(|stem| {
            let silent = format!("{stem}e");
            let happy = stem.strip_suffix('i').map(|stem| format!("{stem}y"));
            listed(stem) || listed(&silent) || happy.is_some_and(|stem| listed(&stem))
        })
    }

    /// The words of a text that are neither known nor allowed.
    fn rare(&self, said: &str) -> Vec<String> {
        words(said)
            .into_iter()
            .filter(|word| !self.knows(word) && !self.allowed.contains_key(&singular(word)))
            .filter(|word| !self.allowed.contains_key(word))
            .collect()
    }
}

fn hanzi(said: &str) -> impl Iterator<Item = char> + '_ {
    said.chars().filter(|c| ('\u{3400}'..='\u{9fff}').contains(c))
}

#[test]
fn every_english_word_is_common_or_a_term_or_allowed() {
    let english = English::new();
    let mut read = 0;
    for each in all_texts() {
        for said in each.said("en") {
            read += words(&said).len();
            let rare = english.rare(&said);
            assert!(rare.is_empty(), "{}: {rare:?} in: {said}", each.name);
        }
    }
    assert!(read > 15_000, "only {read} words were read");
}

#[test]
fn every_chinese_character_is_one_of_the_common_ones() {
    let common: BTreeSet<char> = hanzi(&data("common-hanzi.txt")).collect();
    assert_eq!(common.len(), 3_500);
    let allowed = allowed("zh");
    let glossary = glossary();
    let terms = list(&glossary, "term");
    let named: String = terms.iter().flat_map(|term| names(term, "zh")).collect();
    let mut read = 0;
    let mut hold = |name: &str, said: &str| {
        read += hanzi(said).count();
        let rare: Vec<char> =
            hanzi(said).filter(|c| !common.contains(c) && !allowed.contains_key(&c.to_string())).collect();
        assert!(rare.is_empty(), "{name}: {rare:?} in: {said}");
    };
    hold("names of the glossary", &named);
    for each in all_texts() {
        each.said("zh").iter().for_each(|said| hold(&each.name, said));
    }
    assert!(read > 25_000, "only {read} characters were read");
}

#[test]
fn what_is_allowed_has_a_reason_and_is_needed() {
    let english = English::new();
    let used: BTreeSet<String> =
        all_texts().iter().flat_map(|each| each.said("en")).flat_map(|said| words(&said)).collect();
    for (word, reason) in &english.allowed {
        assert!(reason.len() > 5, "{word}: no reason");
        assert!(!english.knows(word), "{word} is known anyway");
        assert!(used.iter().any(|used| used == word || singular(used) == *word), "no text uses {word}");
    }
    let common: BTreeSet<char> = hanzi(&data("common-hanzi.txt")).collect();
    let said: String = all_texts().iter().flat_map(|each| each.said("zh")).collect();
    for (sign, reason) in allowed("zh") {
        assert!(reason.len() > 5 && said.contains(&sign), "{sign}: {reason}");
        assert!(hanzi(&sign).all(|c| !common.contains(&c)), "{sign} is common anyway");
    }
}

#[test]
fn a_rare_word_would_be_noticed() {
    let english = English::new();
    let plain = "The lender's rate wasn't high; 3 unanswered calls, 24% a year, instalments [cn.rule.2021] of {sum}.";
    assert_eq!(english.rare(&unmarked(plain)), Vec::<String>::new());
    let hard = "The obligor shall indemnify whomsoever; expeditiously, multiply, notwithstanding.";
    let rare = english.rare(hard);
    for word in ["obligor", "indemnify", "whomsoever", "expeditiously", "multiply", "notwithstanding"] {
        assert!(rare.iter().any(|found| found == word), "{word} went unnoticed: {rare:?}");
    }
    assert_eq!(singular("companies"), "company");
    assert_eq!(singular("less"), "less");
    assert_eq!(bare("债务喘息期（英国）"), "债务喘息期");
}

#[test]
fn sentences_are_short_on_average() {
    for each in all_texts() {
        let english: Vec<usize> = each.said("en").iter().flat_map(|said| english_sentences(said)).collect();
        let chinese: Vec<usize> = each.said("zh").iter().flat_map(|said| chinese_sentences(said)).collect();
        let average = |lengths: &[usize]| lengths.iter().sum::<usize>() / lengths.len().max(1);
        let longest = english.iter().max().copied().unwrap_or_default();
        assert!(english.len() > 40 && chinese.len() > 40, "{}: {} and {}", each.name, english.len(), chinese.len());
        assert!(longest <= LONGEST_EN, "{}: a sentence of {longest} words", each.name);
        assert!(average(&english) <= AVERAGE_EN, "{}: {} words on average", each.name, average(&english));
        assert!(average(&chinese) <= AVERAGE_ZH, "{}: {} 汉字 on average", each.name, average(&chinese));
    }
}

/// Words of each sentence. A stop within a number ends none.
fn english_sentences(said: &str) -> Vec<usize> {
    let ends = |word: &str| word.trim_end_matches(['”', '"', ')', '\'']).ends_with(['.', '?', '!', ';', ':']);
    let mut lengths = vec![];
    for line in said.lines() {
        let mut length = 0;
        for word in line.split_whitespace() {
            // A stop stands alone where a mark stood before it.
            length += usize::from(word.chars().any(char::is_alphanumeric));
            if ends(word) {
                lengths.push(length);
                length = 0;
            }
        }
        lengths.push(length);
    }
    lengths.retain(|length| *length > 0);
    lengths
}

fn chinese_sentences(said: &str) -> Vec<usize> {
    let parts = said.split(['。', '！', '？', '；', '\n']);
    parts.map(|part| hanzi(part).count()).filter(|length| *length > 0).collect()
}

/// Whether a text says one of the names, in one number or the other.
fn says(said: &[Vec<String>], name: &str) -> bool {
    let name: Vec<String> = words(&bare(name)).iter().map(|word| singular(word)).collect();
    !name.is_empty() && said.iter().any(|said| said.windows(name.len()).any(|some| some == name))
}

#[test]
fn a_lesson_says_the_terms_that_it_lists() {
    let glossary = glossary();
    let terms: BTreeMap<&str, &Table> =
        list(&glossary, "term").into_iter().map(|term| (text(term, "id"), term)).collect();
    let mut missing = vec![];
    for each in all_texts().into_iter().filter(|each| each.name != "glossary") {
        let chinese: String = each.said("zh").join("\n");
        let english: Vec<Vec<String>> =
            each.said("en").iter().map(|said| words(said).iter().map(|word| singular(word)).collect()).collect();
        let listed = each.table.get("terms").and_then(Value::as_array).into_iter().flatten();
        for id in listed.filter_map(Value::as_str) {
            let term = terms.get(id).unwrap_or_else(|| panic!("{}: {id}", each.name));
            if !names(term, "zh").iter().any(|name| chinese.contains(&bare(name))) {
                missing.push(format!("{}: {id} in Chinese", each.name));
            }
            if !names(term, "en").iter().any(|name| says(&english, name)) {
                missing.push(format!("{}: {id} in English", each.name));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
