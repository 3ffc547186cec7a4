//! The results of a class as one table: a row for each link that could be read.

use super::super::lang::Lang;
use super::super::words::teach_tasks as words;
use super::csv::line;
use super::result::{Checked, StudentResult};

/// The table, with the points as they were recomputed and the score that came with the link.
#[must_use]
pub fn results_csv(results: &[(StudentResult, Checked)], lang: Lang) -> String {
    let mut text = String::from('\u{feff}');
    let head = [
        words::csv_nickname(lang),
        words::csv_code(lang),
        words::csv_points(lang),
        words::csv_most(lang),
        words::csv_claimed(lang),
        words::csv_answers(lang),
    ];
    line(&mut text, &head.map(str::to_owned));
    for (result, checked) in results {
        let cells = [
            result.nickname().to_owned(),
            result.id().to_code(),
            checked.marks.points.to_string(),
            checked.marks.of.to_string(),
            checked.claimed.to_string(),
            result.answers().join(" | "),
        ];
        line(&mut text, &cells);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::{Levels, SheetId, recompute};
    use super::*;

    #[test]
    fn a_nickname_is_no_formula_in_a_spreadsheet() {
        let id = SheetId::try_new("CLASS7", 3, Levels::ALL).expect("a sheet");
        let result = StudentResult::new(id, "=1+1", &["x,y".to_owned()], 9);
        let checked = recompute(&result).expect("recomputed");
        let table = results_csv(&[(result, checked)], Lang::En);
        assert!(table.lines().nth(1).is_some_and(|row| row == "'=1+1,CLASS7-3,0,20,9,\"x,y\""), "{table}");
    }
}
