//! Budgets worked by hand.

use super::*;
use crate::case::household::Purpose;
use crate::engine::{Currency, Money};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn draft(fields: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::default();
    for (name, text) in fields {
        draft.set(name, text);
    }
    draft
}

fn household(fields: &[(&str, &str)]) -> Household {
    draft(fields).read(None, Currency::CNY, day("2026-11-23"), Lang::Zh).expect("reads")
}

#[test]
fn two_numbers_make_a_budget() {
    let made = household(&[("income", "5,000"), ("essentials", "3200")]);
    assert_eq!(made.lines.len(), 2);
    let view = view(&made, &[], day("2026-11-23"), Lang::Zh).expect("counts");
    // 5,000 − 3,200 each month, the first one included: both move on the 23rd.
    assert_eq!(view.affordable, (180_000, "¥1,800.00".to_owned()));
    assert_eq!(view.months.len(), 12);
    assert_eq!(view.months.last().map(|month| month.left), Some(12 * 180_000));
    assert!(view.warning.is_none() && !view.uncovered);
    // The first month decides, as all are equal: 0 + 1,800 over one payment.
    assert_eq!(view.working.last().map(|step| step.1.as_str()), Some("¥1,800.00 ÷ 1"));
}

#[test]
fn a_month_with_five_pay_days_says_so_and_the_tightest_month_decides() {
    let fields = [("income", "100"), ("income_every", "week"), ("income_from", "2027-01-01"), ("essentials", "400")];
    let made = household(&fields);
    let view = view(&made, &[], day("2027-01-01"), Lang::En).expect("counts");
    // Fridays of January 2027: 1, 8, 15, 22, 29. The essentials fall on the day of the form, the 23rd.
    let january = view.months.first().expect("a month");
    assert_eq!((january.sums[0].as_str(), january.note.as_str()), ("¥500.00", "5 pay days in this month"));
    // Fridays by month: 5 4 4 5 4 4 5 4 4 5 4 5. January to March leave 100 over three payments, as tight as 200 over six.
    assert_eq!(view.affordable.0, 3_333);
}

#[test]
fn what_is_wrong_is_named_and_nothing_is_lost() {
    let typed = draft(&[("income", "五千块左右"), ("housing", "-3"), ("cash", "12.345")]);
    let errors = typed.read(None, Currency::CNY, day("2026-11-23"), Lang::Zh).expect_err("cannot be read");
    let names: Vec<&str> = errors.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["income", "housing", "cash", "essentials"]);
    assert!(errors.iter().all(|(_, text)| !text.is_empty()));
    let empty = draft(&[]).read(None, Currency::CNY, day("2026-11-23"), Lang::En).expect_err("nothing typed");
    assert_eq!(empty.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["income", "essentials"]);
}

#[test]
fn a_household_comes_back_as_it_was_typed_and_keeps_what_the_form_cannot_say() {
    let mut made = household(&[("income", "5000"), ("essentials", "3200"), ("food", "30"), ("food_every", "week")]);
    let ending =
        crate::engine::budget::CashFlow { until: Some(day("2027-02-01")), ..made.lines.first().expect("a line").flow };
    made.lines.push(crate::case::household::Line { purpose: Purpose::Wages, flow: ending, irregular: false });
    made.answers.people = Some(3);
    let back = Draft::of(&made);
    assert!(back.is_split());
    let again = back.read(Some(&made), Currency::CNY, day("2026-12-01"), Lang::Zh).expect("reads");
    assert_eq!(again, made);
}

#[test]
fn the_limit_is_the_present_value_of_what_is_left() {
    let left = Money::try_new(100_000, Currency::CNY).expect("fits");
    // 1,000 a month, 12 % a year, 12 months: 1000 · (1 − 1.01⁻¹²) ⁄ 0.01 = 11,255.077…
    assert_eq!(limit(left, "12", "12", Lang::Zh).sum, Some((1_125_507, "¥11,255.07".to_owned())));
    let wrong = limit(left, "x", "0", Lang::Zh);
    assert!(wrong.sum.is_none() && wrong.rate_error.is_some() && wrong.count_error.is_some());
}
