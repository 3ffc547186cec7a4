//! What would be saved, in words: the debts, payments or instalments that a file makes, and the rows that it cannot.

use crate::case::{Debt, DebtInputs};
use crate::engine::{Component, Contract, Event, EventKind, InstalmentTerms, Money, StatedRow};
use crate::present::words::{csv as words, csv_columns as names, import};
use crate::present::{Lang, form, format, input, terms};

use super::Findings;
use super::column::{Column, heading};
use super::refusal::{Refusal, cells};

/// How many rows are listed.
const MOST_ROWS: usize = 200;
/// How many refused rows are listed.
const MOST_REFUSED: usize = 100;

/// What a file makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Brings {
    /// New debts.
    Debts(Vec<Debt>),
    /// Payments of a debt that is here.
    Payments {
        /// The debt.
        debt: Box<Debt>,
        /// The payments.
        events: Vec<Event>,
    },
    /// A debt with the lender's own schedule.
    Schedule {
        /// The debt as it would be saved.
        debt: Box<Debt>,
        /// Whether it is new.
        new: bool,
    },
}

/// Something that has to be known before it is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The file does not say how many instalments are paid: none is taken as paid.
    NonePaid,
    /// What is overdue has no parts: it counts as principal.
    OverdueWhole,
    /// The instalments have no parts: all of it counts as principal.
    TotalsOnly,
    /// The file does not say what lateness costs.
    NoLateRule,
    /// It is assumed what lateness costs.
    UsualLateRule,
    /// The principal of the schedule is not that of the debt.
    OtherPrincipal {
        /// The schedule's.
        file: Money,
        /// The debt's.
        debt: Money,
    },
    /// The schedule takes the place of the one that is here.
    Replaces,
    /// The rows were not in the order of their dates and are sorted.
    Sorted,
    /// A debt that is here has this very schedule.
    SameSchedule,
    /// What of it is here already, probably, is not chosen.
    Here {
        /// How many.
        count: usize,
    },
}

/// What a file makes, and what it does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What it makes.
    pub brings: Brings,
    /// The places of what is probably here already.
    pub here: Vec<usize>,
    /// The rows that are refused.
    pub refused: Vec<Refusal>,
    /// What has to be known.
    pub notes: Vec<Note>,
}

fn number(count: usize) -> String {
    format::integer(i64::try_from(count).unwrap_or(i64::MAX))
}

impl Note {
    fn words(self, lang: Lang) -> String {
        match self {
            Self::NonePaid => words::note_none_paid(lang).to_owned(),
            Self::OverdueWhole => words::note_overdue_whole(lang).to_owned(),
            Self::TotalsOnly => words::note_totals_only(lang).to_owned(),
            Self::NoLateRule => import::no_late_rule(lang).to_owned(),
            Self::UsualLateRule => words::note_usual_late_rule(lang).to_owned(),
            Self::OtherPrincipal { file, debt } => {
                words::note_other_principal(lang, &format::money(file, lang), &format::money(debt, lang))
            }
            Self::Replaces => words::note_replaces(lang).to_owned(),
            Self::Sorted => words::note_sorted(lang).to_owned(),
            Self::SameSchedule => words::note_same_schedule(lang).to_owned(),
            Self::Here { count } => words::note_here(lang, &number(count)),
        }
    }
}

/// The findings in words.
#[must_use]
pub fn findings(found: Found, lang: Lang) -> Findings {
    let mut view = Findings {
        notes: found.notes.iter().map(|note| note.words(lang)).collect(),
        here: found.here,
        refused_head: [words::head_row(lang), words::head_column(lang), words::head_value(lang), words::head_why(lang)]
            .map(str::to_owned)
            .to_vec(),
        refused: found.refused.iter().take(MOST_REFUSED).map(|refusal| cells(refusal, lang)).collect(),
        refused_title: refused_title(found.refused.len(), lang),
        title: String::new(),
        head: Vec::new(),
        rows: Vec::new(),
        numbers: (0, 0),
        more: String::new(),
        debts: Vec::new(),
        target: String::new(),
        events: Vec::new(),
        tickable: true,
        nameable: false,
        saved: String::new(),
    };
    let total = match found.brings {
        Brings::Debts(debts) => list_of_debts(&mut view, debts, lang),
        Brings::Payments { debt, events } => list_of_payments(&mut view, &debt, events, lang),
        Brings::Schedule { debt, new } => list_of_rows(&mut view, *debt, new, lang),
    };
    let more = total.saturating_sub(view.rows.len());
    if more > 0 {
        view.more = words::more_rows(lang, &number(more));
    }
    view
}

fn refused_title(count: usize, lang: Lang) -> String {
    match count {
        0 => String::new(),
        count if count > MOST_REFUSED => words::refused_most(lang, &number(count), &number(MOST_REFUSED)),
        count => words::refused(lang, &number(count)),
    }
}

fn rows<T>(items: &[T], cells: impl Fn(&T) -> Vec<String>) -> Vec<Vec<String>> {
    items.iter().take(MOST_ROWS).map(cells).collect()
}

fn list_of_debts(view: &mut Findings, debts: Vec<Debt>, lang: Lang) -> usize {
    view.title = words::found_debts(lang, &number(debts.len()));
    view.head = [words::head_debt(lang), words::head_terms(lang)].map(str::to_owned).to_vec();
    view.rows = rows(&debts, |debt| {
        let agreed = terms_of(&debt.inputs, lang);
        vec![terms::debt_name(debt, lang), format!("{} · {agreed}", terms::kind(debt.kind, lang))]
    });
    view.saved = words::saved_debts(lang).to_owned();
    view.debts = debts;
    view.debts.len()
}

fn list_of_payments(view: &mut Findings, debt: &Debt, events: Vec<Event>, lang: Lang) -> usize {
    let name = terms::debt_name(debt, lang);
    view.title = words::found_payments(lang, &number(events.len()), &name);
    view.head = [heading(Column::Date, lang), heading(Column::Amount, lang)].map(str::to_owned).to_vec();
    view.rows = rows(&events, |event| {
        let amount = match &event.kind {
            EventKind::Payment { amount } => format::money(*amount, lang),
            _ => String::new(),
        };
        vec![format::date(event.date, lang), amount]
    });
    view.numbers = (1, 2);
    view.saved = words::saved_payments(lang, &name);
    view.target.clone_from(&debt.id);
    view.events = events;
    view.events.len()
}

fn list_of_rows(view: &mut Findings, debt: Debt, new: bool, lang: Lang) -> usize {
    let Contract::Instalment(agreed) = &debt.inputs.contract else { return 0 };
    let stated: &[StatedRow] = agreed.stated.as_deref().unwrap_or_default();
    let settled = debt.inputs.opening.as_ref().map_or(0, |opening| usize::from(opening.settled_rows));
    let count = number(stated.len());
    view.title = if new {
        words::found_schedule_new(lang, &count)
    } else {
        words::found_schedule(lang, &count, &terms::debt_name(&debt, lang))
    };
    let used = |component: &Component| stated.iter().any(|row| !row.amounts.get(*component).is_zero());
    let parts: Vec<Component> = Component::ALL.into_iter().filter(used).collect();
    view.head = vec![heading(Column::Due, lang).to_owned()];
    view.head.extend(parts.iter().map(|component| terms::component(*component, lang).to_owned()));
    view.head.push(heading(Column::Total, lang).to_owned());
    view.numbers = (1, view.head.len());
    if settled > 0 {
        view.head.push(heading(Column::State, lang).to_owned());
    }
    let show = |amount: Money| format::money(amount, lang);
    let listed: Vec<(usize, &StatedRow)> = stated.iter().enumerate().collect();
    view.rows = rows(&listed, |(place, row)| {
        let mut cells = vec![format::date(row.due, lang)];
        cells.extend(parts.iter().map(|component| show(row.amounts.get(*component))));
        cells.push(row.amounts.total().map(show).unwrap_or_default());
        if settled > 0 {
            cells.push(if *place < settled { first(names::cell_paid(lang)) } else { String::new() });
        }
        cells
    });
    view.saved = words::saved_schedule(lang).to_owned();
    view.nameable = new;
    view.tickable = false;
    let total = stated.len();
    view.debts = vec![debt];
    total
}

/// The first of a list of words.
fn first(list: &str) -> String {
    list.split('|').next().unwrap_or_default().to_owned()
}

/// What was agreed, in one line.
fn terms_of(inputs: &DebtInputs, lang: Lang) -> String {
    let money = |amount: Money| format::money(amount, lang);
    match &inputs.contract {
        Contract::Instalment(agreed) => instalments(agreed, inputs, lang),
        Contract::Revolving(card) => {
            words::terms_card(lang, &money(card.balance), &money(card.minimum), &format::date(card.due, lang))
        }
        Contract::Single(agreed) => words::terms_single(
            lang,
            &money(agreed.principal),
            &format::date(agreed.due, lang),
            &input::words::rate(agreed.rate, lang),
        ),
    }
}

fn instalments(agreed: &InstalmentTerms, inputs: &DebtInputs, lang: Lang) -> String {
    let settled = inputs.opening.as_ref().map_or(0, |opening| opening.settled_rows);
    let first = agreed.first_due.map(|due| format::date(due, lang)).unwrap_or_default();
    let mut line = words::terms_loan(
        lang,
        &format::money(agreed.principal, lang),
        &input::words::rate(agreed.rate, lang),
        &agreed.count.to_string(),
        &first,
        &settled.to_string(),
    );
    line.push_str(form::words::method(agreed.method, lang));
    let arrears = inputs.opening.as_ref().and_then(|opening| opening.arrears.total().ok());
    if let Some(arrears) = arrears.filter(|arrears| arrears.is_positive()) {
        line.push_str(&words::terms_arrears(lang, &format::money(arrears, lang)));
    }
    line
}
