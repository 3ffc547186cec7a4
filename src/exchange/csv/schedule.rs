//! A lender's instalment schedule: the stated rows of a new debt, or of one that is here.

use std::sync::Arc;

use chrono::NaiveDate;

use super::rows::Row;
use super::{Cells, Source, refusal, value};
use crate::case::{Debt, DebtInputs, DebtKind};
use crate::engine::limits::MAX_INSTALMENTS;
use crate::engine::{Components, Contract, Currency, Frequency, InstalmentTerms, Money, Opening, Rate, StatedRow};
use crate::present::csv::{Brings, CellWord, Column, CsvError, Fault, Found, Note, Refusal, cell_word};

/// Whether a debt can have a schedule of its lender.
pub(super) fn takes(debt: &Debt) -> bool {
    matches!(debt.inputs.contract, Contract::Instalment(_))
}

struct Instalment {
    row: StatedRow,
    paid: bool,
}

/// Reads it.
pub(super) fn read(cells: &Cells<'_>, source: &mut Source<'_, '_>) -> Result<Found, CsvError> {
    let id = cells.layout.target.value.as_deref().ok_or(CsvError::Undecided)?;
    let target = if id.is_empty() {
        None
    } else {
        Some(cells.ask.here.iter().find(|debt| debt.id == id && takes(debt)).ok_or(CsvError::NoTarget)?)
    };
    let currency = match target {
        Some(debt) => debt.inputs.contract.currency(),
        None => cells.layout.currency.value.ok_or(CsvError::Undecided)?,
    };
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    while let Some(row) = source.next(&mut refused)? {
        match one(cells, &row, currency) {
            Ok(_) if rows.len() >= usize::from(MAX_INSTALMENTS) => {
                let fault = Fault::TooMany { greatest: usize::from(MAX_INSTALMENTS) };
                refused.push(refusal(&row, Column::Due, "", fault));
            }
            Ok(read) => rows.push(read),
            Err(refusal) => refused.push(refusal),
        }
    }
    let mut notes = Vec::new();
    if !rows.is_sorted_by_key(|each: &Instalment| each.row.due) {
        rows.sort_by_key(|each| each.row.due);
        notes.push(Note::Sorted);
    }
    if !cells.has(Column::Principal) {
        notes.push(Note::TotalsOnly);
    }
    let made = match target {
        Some(debt) => onto(debt, &rows, &mut notes),
        None => fresh(cells, &rows, currency, &mut notes),
    };
    let works = made.as_ref().is_some_and(|debt| debt.check().is_ok() && debt.replay(cells.ask.today).is_ok());
    let Some(debt) = made.filter(|_| works) else {
        if !rows.is_empty() {
            let row = Row { number: source.header.saturating_add(1), cells: Vec::new() };
            refused.push(refusal(&row, Column::Principal, "", Fault::Engine));
        }
        return Ok(Found { brings: Brings::Debts(Vec::new()), here: Vec::new(), refused, notes });
    };
    // The same schedule, here already.
    let same = cells.ask.here.iter().any(|there| stated(there).is_some() && stated(there) == stated(&debt));
    let here = if same { vec![0] } else { Vec::new() };
    if same {
        notes.push(Note::SameSchedule);
    }
    Ok(Found { brings: Brings::Schedule { debt: Box::new(debt), new: target.is_none() }, here, refused, notes })
}

fn stated(debt: &Debt) -> Option<&[StatedRow]> {
    match &debt.inputs.contract {
        Contract::Instalment(terms) => terms.stated.as_deref(),
        _ => None,
    }
}

fn one(cells: &Cells<'_>, row: &Row, currency: Currency) -> Result<Instalment, Refusal> {
    let due = cells.day(row, Column::Due)?;
    let amount = |column: Column| match cells.filled(row, column) {
        None => Ok(None),
        Some(text) => value::money(text, cells.decimal, currency, true)
            .map(Some)
            .map_err(|fault| refusal(row, column, text, fault)),
    };
    if let Some(code) = cells.filled(row, Column::Currency).filter(|code| *code != currency.code()) {
        let fault = Fault::Currency { code: currency.code().to_owned() };
        return Err(refusal(row, Column::Currency, code, fault));
    }
    let zero = Money::zero(currency);
    let (principal, interest) = (amount(Column::Principal)?, amount(Column::Interest)?);
    let (penalty, fee) = (amount(Column::Penalty)?.unwrap_or(zero), amount(Column::Fee)?.unwrap_or(zero));
    let total = amount(Column::Total)?;
    let whole = cells.text(row, Column::Total).unwrap_or_default();
    let broken = |_| refusal(row, Column::Total, whole, Fault::TooMuch);
    let known = Components { principal: principal.unwrap_or(zero), interest: interest.unwrap_or(zero), penalty, fee };
    let sum = known.total().map_err(broken)?;
    let amounts = match (principal, interest, total) {
        // One part that is not written is what the others leave of the total.
        (None, _, Some(total)) | (Some(_), None, Some(total)) => {
            let rest = total.minus(sum).map_err(broken)?;
            if rest.minor() < 0 {
                return Err(refusal(row, Column::Total, whole, Fault::Sum { sum }));
            }
            if principal.is_none() {
                Components { principal: rest, ..known }
            } else {
                Components { interest: rest, ..known }
            }
        }
        (None, _, None) => return Err(refusal(row, Column::Principal, "", Fault::Missing)),
        (Some(_), Some(_), Some(total)) if total != sum => {
            return Err(refusal(row, Column::Total, whole, Fault::Sum { sum }));
        }
        _ => known,
    };
    if amounts.is_zero() {
        return Err(refusal(row, Column::Total, whole, Fault::Zero));
    }
    let paid = cells.filled(row, Column::State).and_then(cell_word) == Some(CellWord::Paid);
    Ok(Instalment { row: StatedRow { due, amounts }, paid })
}

/// How many of the first instalments are paid.
fn settled(rows: &[Instalment]) -> u16 {
    u16::try_from(rows.iter().take_while(|each| each.paid).count()).unwrap_or(MAX_INSTALMENTS)
}

fn principal(rows: &[Instalment], currency: Currency) -> Option<Money> {
    Money::sum(currency, rows.iter().map(|each| each.row.amounts.principal)).ok()
}

fn opening(rows: &[Instalment], today: NaiveDate, currency: Currency) -> Option<Opening> {
    let settled_rows = settled(rows);
    let arrears = Components::zero(currency);
    (settled_rows > 0).then_some(Opening { as_of: today, settled_rows, arrears, oldest_unpaid_due: None })
}

fn fresh(cells: &Cells<'_>, rows: &[Instalment], currency: Currency, notes: &mut Vec<Note>) -> Option<Debt> {
    let first = rows.first()?.row.due;
    let began = Frequency::MONTHLY.before(first).unwrap_or(first);
    let count = u16::try_from(rows.len()).ok()?;
    let mut terms = InstalmentTerms::monthly(principal(rows, currency)?, Rate::ZERO, count, began);
    terms.first_due = Some(first);
    terms.stated = Some(rows.iter().map(|each| each.row).collect());
    notes.push(Note::NoLateRule);
    let today = cells.ask.today;
    if !cells.has(Column::State) && first < today {
        notes.push(Note::NonePaid);
    }
    let inputs = DebtInputs {
        contract: Contract::Instalment(Box::new(terms)),
        opening: opening(rows, today, currency),
        events: Vec::new(),
    };
    Some(Debt {
        id: "new".to_owned(),
        creditor: String::new(),
        kind: DebtKind::Loan,
        inputs: Arc::new(inputs),
        imported: None,
        created_on: today,
        rev: 0,
        example: false,
        facts: None,
    })
}

/// The debt with the schedule in place of its own. What was recorded stays.
fn onto(debt: &Debt, rows: &[Instalment], notes: &mut Vec<Note>) -> Option<Debt> {
    let Contract::Instalment(agreed) = &debt.inputs.contract else { return None };
    let mut terms = InstalmentTerms::clone(agreed);
    let file = principal(rows, terms.principal.currency())?;
    if file != terms.principal {
        notes.push(Note::OtherPrincipal { file, debt: terms.principal });
    }
    notes.push(Note::Replaces);
    terms.count = u16::try_from(rows.len()).ok()?;
    terms.due_dates = None;
    terms.disbursed_on = terms.disbursed_on.min(rows.first()?.row.due);
    terms.first_due = rows.first().map(|each| each.row.due);
    terms.anchor = None;
    terms.stated = Some(rows.iter().map(|each| each.row).collect());
    let inputs = DebtInputs { contract: Contract::Instalment(Box::new(terms)), ..DebtInputs::clone(&debt.inputs) };
    Some(Debt { inputs: Arc::new(inputs), ..debt.clone() })
}
