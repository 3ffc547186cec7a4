//! All variants of a class as one table: a row for each task, with its answer.
//!
//! Written as the house writes its tables (`exchange::csv`): RFC 4180, a mark for UTF-8, lines ended by CR LF, cells that
//! a spreadsheet could take for a formula marked with `'`; dates as 2026-03-15, amounts with a point and no marks between
//! thousands. The reader of that room reads it back, which a test shows; this writer needs no library, so that the page
//! need not load one.

use super::super::lang::Lang;
use super::super::words::teach_tasks as words;
use super::id::{Levels, MAX_VARIANT, SHEET_VERSION, SheetError, SheetId};
use super::sheet::{Sheet, sheet};
use super::task::Task;
use super::value::letter;

/// The table of the variants 1 to `count` of a class.
///
/// # Errors
/// A seed or a number of variants that does not work.
pub fn csv(seed: &str, count: u16, levels: Levels, lang: Lang) -> Result<String, SheetError> {
    if count == 0 || count > MAX_VARIANT {
        return Err(SheetError::Variant);
    }
    let mut text = String::from('\u{feff}');
    line(&mut text, &heading(lang));
    for variant in 1..=count {
        let sheet = sheet(&SheetId::try_new(seed, variant, levels)?)?;
        for (number, task) in (1_usize..).zip(&sheet.tasks) {
            line(&mut text, &row(&sheet, number, task, lang));
        }
    }
    Ok(text)
}

fn heading(lang: Lang) -> [String; 12] {
    [
        words::csv_seed(lang),
        words::csv_variant(lang),
        words::csv_task(lang),
        words::csv_level(lang),
        words::csv_points(lang),
        words::csv_kind(lang),
        words::csv_facts(lang),
        words::csv_question(lang),
        words::csv_choices(lang),
        words::csv_answer(lang),
        words::csv_formula(lang),
        words::csv_version(lang),
    ]
    .map(str::to_owned)
}

fn row(sheet: &Sheet, number: usize, task: &Task, lang: Lang) -> [String; 12] {
    let text = task.text(lang);
    let given: Vec<String> = text.given.iter().map(|(name, value)| words::named(lang, name, value)).collect();
    let lettered = text.choices.iter().enumerate();
    let choices: Vec<String> =
        lettered.map(|(place, choice)| words::named(lang, &letter(place).to_string(), choice)).collect();
    let last = task.steps(lang).pop();
    let last = last.map(|step| if step.formula.is_empty() { step.words } else { step.formula }).unwrap_or_default();
    [
        sheet.id.seed().to_owned(),
        sheet.id.variant().to_string(),
        number.to_string(),
        task.level.number().to_string(),
        task.points().to_string(),
        text.title,
        given.join(" | "),
        text.ask,
        choices.join(" | "),
        task.answer.plain(),
        last,
        SHEET_VERSION.to_string(),
    ]
}

pub(super) fn line(text: &mut String, cells: &[String]) {
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            text.push(',');
        }
        text.push_str(&quoted(&defused(cell)));
    }
    text.push_str("\r\n");
}

/// A cell with a mark where a spreadsheet could take it for a formula, or for a marked one.
fn defused(cell: &str) -> String {
    let first = cell.chars().find(|c| *c != ' ');
    let begins_formula = matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '＝' | '＋' | '－' | '＠'));
    if begins_formula || cell.starts_with('\'') { format!("'{cell}") } else { cell.to_owned() }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) {
        return format!("\"{}\"", cell.replace('"', "\"\""));
    }
    cell.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_no_formula() {
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("a \"b\""), "\"a \"\"b\"\"\"");
        for bad in ["=1+1", "+1", "-1", "@x", " =1", "＝1", "'x", "\t1"] {
            assert!(defused(bad).starts_with('\''), "{bad}");
        }
        let Ok(table) = csv("-A-", 1, Levels::ALL, Lang::Zh) else { panic!("no table") };
        assert!(table.contains("\r\n'-A-,1,1,"), "a seed may begin with a hyphen");
    }

    #[test]
    fn a_class_has_at_least_one_variant_and_at_most_the_limit() {
        let table = |count| csv("A", count, Levels::ALL, Lang::En);
        assert_eq!((table(0), table(MAX_VARIANT + 1)), (Err(SheetError::Variant), Err(SheetError::Variant)));
    }
}
