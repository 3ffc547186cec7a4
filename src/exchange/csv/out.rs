//! The tables that go out: the debts with their figures of a day, one debt's schedule and ledger, a curve of lateness.
//! Dates as 2026-03-15, amounts with a point and no marks between thousands.

use chrono::NaiveDate;

use super::write::Table;
use crate::case::{CsvTable, Debt, Scenario};
use crate::engine::{Account, ClaimRef, Component, Contract, EngineError, EventKind, Money, Origin, RatePeriod};
use crate::present::csv::{Column, heading};
use crate::present::form::{self, Draft, METHODS, Policy, Preset};
use crate::present::input::Field;
use crate::present::simulate::Curve;
use crate::present::words::{csv as words, csv_columns as names, debt as debt_words, simulate};
use crate::present::{Lang, terms};

/// The text of a table.
///
/// # Errors
/// What the engine refuses.
pub fn export(table: &CsvTable, as_of: NaiveDate, lang: Lang) -> Result<String, EngineError> {
    let table = match table {
        CsvTable::Debts(debts) => list(debts, as_of, lang),
        CsvTable::Schedule(debt) => schedule(debt, as_of, lang)?,
        CsvTable::Ledger(debt) => ledger(debt, as_of, lang)?,
        CsvTable::Curve { scenario, horizon } => curve(scenario, *horizon, lang)?,
    };
    Ok(table.text())
}

fn plain(amount: Money) -> String {
    let mut exact = amount.exact();
    exact.rescale(amount.currency().digits());
    exact.to_string()
}

/// An amount, or nothing for nothing.
fn some(amount: Money) -> String {
    if amount.is_zero() { String::new() } else { plain(amount) }
}

fn first(list: &str) -> String {
    list.split('|').next().unwrap_or_default().to_owned()
}

const TERMS: [Column; 20] = [
    Column::Creditor,
    Column::Kind,
    Column::Currency,
    Column::Principal,
    Column::Balance,
    Column::Total,
    Column::RateYear,
    Column::Count,
    Column::PaidCount,
    Column::FirstDue,
    Column::Due,
    Column::Minimum,
    Column::Start,
    Column::Paid,
    Column::Fee,
    Column::Method,
    Column::Policy,
    Column::LateRate,
    Column::LateFee,
    Column::GraceDays,
];
const ARREARS: [Column; 7] = [
    Column::GraceKind,
    Column::Overdue,
    Column::OverduePrincipal,
    Column::OverdueInterest,
    Column::OverduePenalty,
    Column::OverdueFee,
    Column::OverdueSince,
];

/// The debts: what was agreed, in columns that an import understands, and how they stand on the day.
fn list(debts: &[Debt], as_of: NaiveDate, lang: Lang) -> Table {
    let mut head: Vec<String> = TERMS.iter().chain(&ARREARS).map(|column| heading(*column, lang).to_owned()).collect();
    head.extend([
        words::out_due_now(lang, &as_of.to_string()),
        words::out_outstanding(lang).to_owned(),
        words::out_days_late(lang).to_owned(),
        words::out_next_due(lang).to_owned(),
        words::out_next_amount(lang).to_owned(),
    ]);
    Table { head, rows: debts.iter().map(|debt| debt_row(debt, as_of, lang)).collect() }
}

fn debt_row(debt: &Debt, as_of: NaiveDate, lang: Lang) -> Vec<String> {
    let account = debt.replay(as_of).ok();
    let draft = form::derive(&without_arrears(debt), as_of);
    let mut cells: Vec<String> =
        TERMS.iter().map(|column| term(debt, draft.as_ref(), account.as_ref(), *column, lang)).collect();
    let kind = draft.as_ref().map(|draft| draft.get(Field::GraceKind).to_owned()).unwrap_or_default();
    cells.push(kind);
    match account {
        Some(account) => {
            cells.extend(arrears(debt, &account));
            cells.extend(figures(&account));
        }
        None => cells.extend(core::iter::repeat_n(String::new(), 11)),
    }
    cells
}

/// The debt as the short form would make it: what is overdue stands in columns of its own.
fn without_arrears(debt: &Debt) -> Debt {
    let mut inputs = crate::case::DebtInputs::clone(&debt.inputs);
    if let Some(opening) = &mut inputs.opening {
        opening.arrears = crate::engine::Components::zero(inputs.contract.currency());
    }
    Debt { inputs: std::sync::Arc::new(inputs), ..debt.clone() }
}

fn term(debt: &Debt, draft: Option<&Draft>, account: Option<&Account>, column: Column, lang: Lang) -> String {
    match column {
        Column::Creditor => return debt.creditor.clone(),
        Column::Kind => return terms::kind(debt.kind, lang).to_owned(),
        Column::Currency => return debt.inputs.contract.currency().code().to_owned(),
        _ => {}
    }
    let Some(draft) = draft else {
        return if column == Column::Principal { plain(debt.inputs.contract.principal()) } else { String::new() };
    };
    let preset = draft.preset();
    let by_instalments = matches!(preset, Preset::Loan | Preset::PayLater);
    match column {
        Column::RateYear => rate(debt, preset),
        Column::PaidCount if by_instalments => account.map_or(0, paid_rows).to_string(),
        Column::Paid if !by_instalments => some(paid(debt)),
        Column::Method if preset == Preset::Loan => METHODS
            .into_iter()
            .find(|method| *method == draft.method())
            .map_or_else(String::new, |method| form::words::method(method, lang).to_owned()),
        Column::Policy => form::words::policy(draft.policy(), lang).to_owned(),
        Column::LateRate if matches!(draft.policy(), Policy::Daily | Policy::Uplift) => late_rate(draft),
        Column::LateFee if draft.policy().needs_fee() => ungrouped(draft.get(Field::LateFee)),
        Column::GraceDays => draft.get(Field::GraceDays).to_owned(),
        Column::Method | Column::LateRate | Column::LateFee => String::new(),
        _ => Field::ALL
            .into_iter()
            .filter(|field| preset.fields().contains(field))
            .find(|field| Column::of_field(*field) == Some(column))
            .map_or_else(String::new, |field| ungrouped(draft.get(field))),
    }
}

fn ungrouped(text: &str) -> String {
    text.replace(',', "")
}

/// The late rate with its period, where it is one by the day.
fn late_rate(draft: &Draft) -> String {
    let text = draft.get(Field::LateRate);
    let by_day = draft.policy() == Policy::Daily && !text.contains('/');
    if by_day { format!("{text}/日") } else { text.to_owned() }
}

/// The contract rate with its period, where it is not a year.
fn rate(debt: &Debt, preset: Preset) -> String {
    let rate = debt.inputs.contract.rate();
    if preset == Preset::PayLater || (preset == Preset::Private && rate.value.is_zero()) {
        return String::new();
    }
    let percent = rate.value.checked_mul(rust_decimal::Decimal::ONE_HUNDRED).unwrap_or(rate.value).normalize();
    let period = match rate.per {
        RatePeriod::Year => "",
        RatePeriod::Month => "/月",
        RatePeriod::Day => "/日",
    };
    format!("{percent}%{period}")
}

fn paid(debt: &Debt) -> Money {
    let currency = debt.inputs.contract.currency();
    let amounts = debt.inputs.events.iter().filter_map(|event| match &event.kind {
        EventKind::Payment { amount } => Some(*amount),
        _ => None,
    });
    Money::sum(currency, amounts).unwrap_or(Money::zero(currency))
}

/// How many of the first instalments have nothing open, and stand for themselves.
fn paid_rows(account: &Account) -> usize {
    let open = |number: u16| {
        account.claim(ClaimRef::Row(number)).and_then(|claim| claim.open().ok()).is_none_or(|open| !open.is_zero())
    };
    let until = account.oldest_unpaid_due;
    account.rows.iter().take_while(|row| !open(row.number) && until.is_none_or(|since| row.due < since)).count()
}

fn arrears(debt: &Debt, account: &Account) -> Vec<String> {
    let by_instalments = matches!(debt.inputs.contract, Contract::Instalment(_));
    if !by_instalments || account.overdue.is_zero() {
        return vec![String::new(); 6];
    }
    // An import lets arrears stand for everything that has fallen due, so what is due today belongs to them.
    let due = account.due_now;
    let mut cells = vec![due.total().map(some).unwrap_or_default()];
    cells.extend(Component::ALL.map(|component| some(due.get(component))));
    cells.push(account.oldest_unpaid_due.map(|day| day.to_string()).unwrap_or_default());
    cells
}

fn figures(account: &Account) -> Vec<String> {
    let next = account.next_due;
    vec![
        account.due_now.total().map(plain).unwrap_or_default(),
        account.outstanding.total().map(plain).unwrap_or_default(),
        account.days_past_due.to_string(),
        next.map(|next| next.date.to_string()).unwrap_or_default(),
        next.and_then(|next| next.amounts.total().ok()).map(plain).unwrap_or_default(),
    ]
}

/// The schedule: what each instalment asks for, what is open of it, and whether it is paid.
fn schedule(debt: &Debt, as_of: NaiveDate, lang: Lang) -> Result<Table, EngineError> {
    let account = debt.replay(as_of)?;
    let columns =
        [Column::Due, Column::Principal, Column::Interest, Column::Fee, Column::Total, Column::Currency, Column::State];
    let mut head = vec![words::out_number(lang).to_owned()];
    head.extend(columns.map(|column| heading(column, lang).to_owned()));
    head.extend([words::out_left(lang).to_owned(), words::out_open(lang).to_owned()]);
    let mut rows = Vec::with_capacity(account.rows.len());
    for row in &account.rows {
        let open = match account.claim(ClaimRef::Row(row.number)) {
            Some(claim) => claim.open()?.total()?,
            None => row.total,
        };
        let state = if open.is_zero() { names::cell_paid(lang) } else { names::cell_not_paid(lang) };
        rows.push(vec![
            row.number.to_string(),
            row.due.to_string(),
            plain(row.principal),
            plain(row.interest),
            plain(row.fee),
            plain(row.total),
            account.currency.code().to_owned(),
            first(state),
            plain(row.balance),
            plain(open),
        ]);
    }
    Ok(Table { head, rows })
}

/// What happened, line by line.
fn ledger(debt: &Debt, as_of: NaiveDate, lang: Lang) -> Result<Table, EngineError> {
    let account = debt.replay(as_of)?;
    let head = vec![
        heading(Column::Date, lang).to_owned(),
        words::out_event(lang).to_owned(),
        words::out_component(lang).to_owned(),
        heading(Column::Amount, lang).to_owned(),
        heading(Column::Currency, lang).to_owned(),
        words::out_origin(lang).to_owned(),
    ];
    let row = |line: &crate::engine::LedgerLine| {
        vec![
            line.date.to_string(),
            crate::present::debt::what(line, lang),
            terms::component(line.component, lang).to_owned(),
            plain(line.amount),
            account.currency.code().to_owned(),
            match line.origin {
                Origin::Stated => debt_words::origin_stated(lang),
                Origin::Computed => debt_words::origin_computed(lang),
            }
            .to_owned(),
        ]
    };
    Ok(Table { head, rows: account.ledger.iter().map(row).collect() })
}

/// The days of a curve, as its table on screen has them.
fn curve(scenario: &Scenario, horizon: i64, lang: Lang) -> Result<Table, EngineError> {
    let curve = Curve::of(scenario, horizon)?;
    let growing = curve.growing();
    let parts = if growing.len() > 1 { growing.as_slice() } else { &[] };
    let mut head = vec![simulate::column_day(lang).to_owned(), simulate::column_date(lang).to_owned()];
    head.extend(parts.iter().map(|component| terms::component(*component, lang).to_owned()));
    head.extend([simulate::column_extra(lang), simulate::column_total(lang)].map(str::to_owned));
    head.push(heading(Column::Currency, lang).to_owned());
    let row = |row: &crate::present::simulate::TableRow| {
        let mut cells = vec![row.days.to_string(), row.date.to_string()];
        cells.extend(row.parts.iter().map(|part| plain(part.money)));
        cells.extend([plain(row.extra.money), plain(row.total.money)]);
        cells.push(scenario.amount.currency().code().to_owned());
        cells
    };
    Ok(Table { head, rows: curve.rows()?.iter().map(row).collect() })
}
