//! A list of debts: each row becomes what the short form would make of it, by the form's own reader.

use std::sync::Arc;

use chrono::Datelike;

use super::rows::Row;
use super::{Cells, Source, refusal, value};
use crate::case::{Debt, DebtInputs};
use crate::engine::limits::MAX_DEBTS;
use crate::engine::{Components, Contract, Currency, Frequency, Money, Opening};
use crate::present::Lang;
use crate::present::csv::{Brings, CellWord, Column, CsvError, Fault, Found, GroupOf, Note, Refusal, cell_word};
use crate::present::form::{self, Draft, METHODS, Policy, Preset, method_name};
use crate::present::input::{Field, FieldError};
use crate::present::terms;

/// The currency of the short form.
const CURRENCY: Currency = form::CURRENCY;

/// Reads them. A debt with the name and terms of one that is here is probably the same.
pub(super) fn read(cells: &Cells<'_>, source: &mut Source<'_, '_>) -> Result<Found, CsvError> {
    let (mut debts, mut here, mut refused): (Vec<Debt>, Vec<usize>, Vec<Refusal>) = Default::default();
    let mut notes = Vec::new();
    while let Some(row) = source.next(&mut refused)? {
        match one(cells, &row, &mut notes) {
            Ok(_) if debts.len().saturating_add(cells.ask.here.len()) >= MAX_DEBTS => {
                refused.push(refusal(&row, Column::Creditor, "", Fault::TooMany { greatest: MAX_DEBTS }));
            }
            Ok(debt) => {
                if cells.ask.here.iter().any(|there| is_same(there, &debt)) {
                    here.push(debts.len());
                }
                debts.push(debt);
            }
            Err(more) => refused.extend(more),
        }
    }
    if !here.is_empty() {
        notes.push(Note::Here { count: here.len() });
    }
    Ok(Found { brings: Brings::Debts(debts), here, refused, notes })
}

/// The same lender and what was agreed; what happened since does not count.
fn is_same(one: &Debt, other: &Debt) -> bool {
    one.creditor == other.creditor && one.kind == other.kind && one.inputs.contract == other.inputs.contract
}

fn note(notes: &mut Vec<Note>, note: Note) {
    if !notes.contains(&note) {
        notes.push(note);
    }
}

fn preset(cells: &Cells<'_>, row: &Row) -> Result<Preset, Refusal> {
    let Some(text) = cells.filled(row, Column::Kind) else {
        // Only a card has a minimum; only instalments have a number.
        let filled = |column| cells.filled(row, column).is_some();
        return Ok(match (filled(Column::Minimum), filled(Column::Count)) {
            (true, _) => Preset::Card,
            (false, true) => Preset::Loan,
            (false, false) => Preset::Private,
        });
    };
    let named = Preset::ALL
        .into_iter()
        .find(|preset| preset.name() == text || Lang::ALL.iter().any(|lang| terms::kind(preset.kind(), *lang) == text));
    let found = named.or(match cell_word(text) {
        Some(CellWord::Loan) => Some(Preset::Loan),
        Some(CellWord::Card) => Some(Preset::Card),
        Some(CellWord::PayLater) => Some(Preset::PayLater),
        Some(CellWord::Private) => Some(Preset::Private),
        Some(CellWord::Paid) | None => None,
    });
    found.ok_or_else(|| {
        let lang = Lang::from_tag(&cells.ask.lang);
        let known: Vec<&str> = Preset::ALL.iter().map(|preset| terms::kind(preset.kind(), lang)).collect();
        refusal(row, Column::Kind, text, Fault::Unknown { known: known.join(" / ") })
    })
}

/// The columns that a field may be read from, the best first.
fn sources(field: Field, preset: Preset) -> &'static [Column] {
    match (field, preset) {
        (Field::Principal, _) => &[Column::Principal, Column::Balance, Column::Total],
        (Field::Balance, _) => &[Column::Balance, Column::Total, Column::Principal],
        (Field::Total, _) => &[Column::Total, Column::Principal, Column::Balance],
        (Field::FirstDue, _) => &[Column::FirstDue, Column::Due],
        (Field::Due, _) => &[Column::Due, Column::FirstDue],
        (Field::Rate, _) => &[Column::RateYear, Column::RateMonth, Column::RateDay],
        (Field::Creditor, _) => &[Column::Creditor],
        (Field::Count, _) => &[Column::Count],
        (Field::PaidCount, _) => &[Column::PaidCount],
        (Field::Minimum, _) => &[Column::Minimum],
        (Field::Paid, _) => &[Column::Paid],
        (Field::Fee, _) => &[Column::Fee],
        (Field::Start, _) => &[Column::Start],
        (Field::LateRate, _) => &[Column::LateRate],
        (Field::LateFee, _) => &[Column::LateFee],
        (Field::GraceDays, _) => &[Column::GraceDays],
        _ => &[],
    }
}

/// A cell as the form takes it: figures without marks between thousands, dates with the year first.
fn typed(cells: &Cells<'_>, row: &Row, column: Column, text: &str) -> Result<String, Refusal> {
    let fault = |fault| refusal(row, column, text, fault);
    match column.group() {
        GroupOf::Money => {
            value::number(text, cells.decimal).map(value::canonical).ok_or_else(|| fault(Fault::NotAmount))
        }
        GroupOf::Date => match value::day(text, cells.dates, cells.ask.today) {
            Some(day) => Ok(day.to_string()),
            None => Err(fault(Fault::NotDate)),
        },
        GroupOf::Rate if cells.decimal == ',' => Ok(text.replace(',', ".")),
        GroupOf::Rate | GroupOf::Count | GroupOf::Text => Ok(text.to_owned()),
    }
}

fn one(cells: &Cells<'_>, row: &Row, notes: &mut Vec<Note>) -> Result<Debt, Vec<Refusal>> {
    let preset = preset(cells, row).map_err(|refusal| vec![refusal])?;
    if let Some(code) = cells.filled(row, Column::Currency).filter(|code| *code != CURRENCY.code()) {
        let fault = Fault::Currency { code: CURRENCY.code().to_owned() };
        return Err(vec![refusal(row, Column::Currency, code, fault)]);
    }
    let (draft, wrong) = drafted(cells, row, preset);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let entered = form::read(&draft, cells.ask.today).map_err(|errors| {
        let told = |error: FieldError| {
            let from = sources(error.field, preset).iter().find(|column| cells.has(**column)).copied();
            let column = from.or(Column::of_field(error.field)).unwrap_or(Column::Principal);
            let value = cells.text(row, column).unwrap_or_default().to_owned();
            Refusal { row: row.number, column: Some(column), value, fault: Fault::Field(Box::new(error)) }
        };
        errors.into_iter().map(told).collect::<Vec<_>>()
    })?;
    let inputs = in_arrears(cells, row, entered.inputs, notes).map_err(|refusal| vec![refusal])?;
    if inputs.check().is_err() || inputs.replay(cells.ask.today).is_err() {
        return Err(vec![refusal(row, Column::Principal, "", Fault::Engine)]);
    }
    if !cells.has(Column::Policy) {
        note(notes, Note::UsualLateRule);
    }
    let said = [Column::PaidCount, Column::Overdue, Column::OverduePrincipal].iter().any(|column| cells.has(*column));
    let began = match &inputs.contract {
        Contract::Instalment(terms) => terms.first_due.is_some_and(|first| first < cells.ask.today),
        _ => false,
    };
    if began && !said {
        note(notes, Note::NonePaid);
    }
    Ok(Debt {
        id: "new".to_owned(),
        creditor: entered.creditor,
        kind: entered.kind,
        inputs: Arc::new(inputs),
        imported: None,
        created_on: cells.ask.today,
        rev: 0,
        example: false,
        facts: None,
    })
}

/// The form as this row fills it.
fn drafted(cells: &Cells<'_>, row: &Row, preset: Preset) -> (Draft, Vec<Refusal>) {
    let mut draft = Draft::new(preset);
    let mut wrong = Vec::new();
    let rest = [Field::LateRate, Field::LateFee, Field::GraceDays];
    choices(cells, row, &mut draft);
    for field in preset.fields().iter().chain(&rest) {
        let found = sources(*field, preset).iter().find_map(|column| Some((*column, cells.filled(row, *column)?)));
        let Some((column, text)) = found else { continue };
        match typed(cells, row, column, text) {
            Ok(text) => draft.set(*field, &text),
            Err(refusal) => wrong.push(refusal),
        }
        match column {
            Column::RateYear => draft.set(Field::RateUnit, "year"),
            Column::RateMonth => draft.set(Field::RateUnit, "month"),
            Column::RateDay => draft.set(Field::RateUnit, "day"),
            _ => {}
        }
    }
    remaining(cells, row, &mut draft);
    for field in [Field::FirstDue, Field::Due] {
        if preset.fields().contains(&field)
            && draft.get(field).is_empty()
            && let Some(text) = cells.filled(row, Column::DueDay)
        {
            match next_on(cells, text) {
                Some(day) => draft.set(field, &day.to_string()),
                None => wrong.push(refusal(row, Column::DueDay, text, Fault::Unknown { known: "1 – 31".to_owned() })),
            }
        }
    }
    (draft, wrong)
}

/// What is chosen and not typed: method, rule of lateness, kind of grace; by name or in words of either language.
fn choices(cells: &Cells<'_>, row: &Row, draft: &mut Draft) {
    let said = |text: &str, name: &str, words: &dyn Fn(Lang) -> &'static str| {
        text == name || Lang::ALL.iter().any(|lang| words(*lang) == text)
    };
    if let Some(text) = cells.filled(row, Column::Method)
        && let Some(method) =
            METHODS.into_iter().find(|each| said(text, method_name(*each), &|lang| form::words::method(*each, lang)))
    {
        draft.set(Field::Method, method_name(method));
    }
    if let Some(text) = cells.filled(row, Column::Policy)
        && let Some(policy) =
            Policy::ALL.into_iter().find(|each| said(text, each.name(), &|lang| form::words::policy(*each, lang)))
    {
        draft.choose(Field::Policy, policy.name());
    }
    if let Some(text) = cells.filled(row, Column::GraceKind) {
        draft.set(Field::GraceKind, text);
    }
}

/// A balance without the original principal is what the instalments that are left bring back.
fn remaining(cells: &Cells<'_>, row: &Row, draft: &mut Draft) {
    let only_balance = cells.filled(row, Column::Principal).is_none() && cells.filled(row, Column::Balance).is_some();
    if draft.preset() != Preset::Loan || !only_balance {
        return;
    }
    let number = |field| draft.get(field).parse::<u16>().ok();
    if let (Some(count), Some(paid)) = (number(Field::Count), number(Field::PaidCount))
        && let Some(left) = count.checked_sub(paid).filter(|left| *left > 0)
    {
        draft.set(Field::Count, &left.to_string());
        draft.set(Field::PaidCount, "0");
    }
}

/// The next such day of a month, today included.
fn next_on(cells: &Cells<'_>, text: &str) -> Option<chrono::NaiveDate> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let wanted = digits.parse::<u32>().ok().filter(|day| (1..=31).contains(day))?;
    let today = cells.ask.today;
    let first = today.with_day(1)?;
    (0..2).find_map(|months| {
        let month = Frequency::MONTHLY.after(first, months).ok()?;
        let last = crate::engine::date::month_end(month);
        let day = month.with_day(wanted).unwrap_or(last);
        (day >= today).then_some(day)
    })
}

/// What is overdue, as said on the day of the file.
fn in_arrears(cells: &Cells<'_>, row: &Row, inputs: DebtInputs, notes: &mut Vec<Note>) -> Result<DebtInputs, Refusal> {
    let zero = Money::zero(CURRENCY);
    let amount = |column: Column| match cells.filled(row, column) {
        None => Ok(zero),
        Some(text) => {
            value::money(text, cells.decimal, CURRENCY, true).map_err(|fault| refusal(row, column, text, fault))
        }
    };
    let mut arrears = Components {
        principal: amount(Column::OverduePrincipal)?,
        interest: amount(Column::OverdueInterest)?,
        penalty: amount(Column::OverduePenalty)?,
        fee: amount(Column::OverdueFee)?,
    };
    let whole = amount(Column::Overdue)?;
    let text = cells.text(row, Column::Overdue).unwrap_or_default();
    let sum = arrears.total().map_err(|_| refusal(row, Column::Overdue, text, Fault::TooMuch))?;
    if sum.is_zero() && whole.is_positive() {
        arrears.principal = whole;
        note(notes, Note::OverdueWhole);
    } else if whole.is_positive() && whole != sum {
        return Err(refusal(row, Column::Overdue, text, Fault::Sum { sum }));
    }
    let Contract::Instalment(terms) = &inputs.contract else { return Ok(inputs) };
    if arrears.is_zero() {
        return Ok(inputs);
    }
    let settled_rows = inputs.opening.as_ref().map_or(0, |opening| opening.settled_rows);
    let today = cells.ask.today;
    let since = match cells.filled(row, Column::OverdueSince) {
        Some(_) => Some(cells.day(row, Column::OverdueSince)?),
        // The first instalment that is not paid.
        None => terms.first_due.and_then(|first| Frequency::MONTHLY.after(first, u32::from(settled_rows)).ok()),
    };
    let oldest_unpaid_due = since.filter(|since| *since <= today);
    let opening = Some(Opening { as_of: today, settled_rows, arrears, oldest_unpaid_due });
    Ok(DebtInputs { opening, ..inputs })
}
