//! The columns that are understood, by the names that people and programs give them.

use crate::present::words::csv_columns as names;
use crate::present::{Lang, input::Field};

use super::format::Shape;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Who is owed, or what the debt is called.
    Creditor,
    /// What kind of debt.
    Kind,
    /// The currency's code.
    Currency,
    /// What was lent; of an instalment, its principal.
    Principal,
    /// What is still out, or what a bill asks for.
    Balance,
    /// A yearly rate.
    RateYear,
    /// A monthly rate.
    RateMonth,
    /// A daily rate.
    RateDay,
    /// The number of instalments.
    Count,
    /// How many of them are paid.
    PaidCount,
    /// The first due date.
    FirstDue,
    /// The due date.
    Due,
    /// The day of the month on which instalments are due.
    DueDay,
    /// The minimum of a bill.
    Minimum,
    /// When the debt began.
    Start,
    /// How principal comes back.
    Method,
    /// Which rule of lateness.
    Policy,
    /// The rate of lateness.
    LateRate,
    /// A fixed late fee.
    LateFee,
    /// Days of grace.
    GraceDays,
    /// What grace means afterwards.
    GraceKind,
    /// What was paid so far.
    Paid,
    /// A fee.
    Fee,
    /// Interest of an instalment.
    Interest,
    /// Penalties of an instalment.
    Penalty,
    /// The sum of an instalment, or the price of a purchase.
    Total,
    /// Whether an instalment is paid.
    State,
    /// What is overdue in all.
    Overdue,
    /// Of it, principal.
    OverduePrincipal,
    /// Of it, interest.
    OverdueInterest,
    /// Of it, penalties.
    OverduePenalty,
    /// Of it, fees.
    OverdueFee,
    /// Since when.
    OverdueSince,
    /// The day of a payment.
    Date,
    /// The amount of a payment.
    Amount,
}

/// What kind of value a column holds: it decides how a cell is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupOf {
    /// Words.
    Text,
    /// An amount of money.
    Money,
    /// A date.
    Date,
    /// A rate.
    Rate,
    /// A whole number.
    Count,
}

const DEBTS: [Column; 32] = [
    Column::Creditor,
    Column::Kind,
    Column::Currency,
    Column::Principal,
    Column::Balance,
    Column::Total,
    Column::RateYear,
    Column::RateMonth,
    Column::RateDay,
    Column::Count,
    Column::PaidCount,
    Column::FirstDue,
    Column::Due,
    Column::DueDay,
    Column::Minimum,
    Column::Start,
    Column::Paid,
    Column::Fee,
    Column::Method,
    Column::Policy,
    Column::LateRate,
    Column::LateFee,
    Column::GraceDays,
    Column::GraceKind,
    Column::Overdue,
    Column::OverduePrincipal,
    Column::OverdueInterest,
    Column::OverduePenalty,
    Column::OverdueFee,
    Column::OverdueSince,
    Column::Date,
    Column::Amount,
];
const PAYMENTS: [Column; 3] = [Column::Date, Column::Amount, Column::Currency];
const SCHEDULE: [Column; 8] = [
    Column::Due,
    Column::Principal,
    Column::Interest,
    Column::Fee,
    Column::Penalty,
    Column::Total,
    Column::State,
    Column::Currency,
];

/// The columns of a kind of file, in the order in which they are offered.
#[must_use]
pub fn columns_of(shape: Shape) -> &'static [Column] {
    match shape {
        // A list has no payments: the last two are only recognised there.
        Shape::Debts => DEBTS.get(..30).unwrap_or(&DEBTS),
        Shape::Payments => &PAYMENTS,
        Shape::Schedule => &SCHEDULE,
    }
}

/// Every column.
fn all() -> impl Iterator<Item = Column> {
    DEBTS.into_iter().chain([Column::Interest, Column::Penalty, Column::State])
}

impl Column {
    /// Its name in the page and in files for machines.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Creditor => "creditor",
            Self::Kind => "kind",
            Self::Currency => "currency",
            Self::Principal => "principal",
            Self::Balance => "balance",
            Self::RateYear => "rate_year",
            Self::RateMonth => "rate_month",
            Self::RateDay => "rate_day",
            Self::Count => "count",
            Self::PaidCount => "paid_count",
            Self::FirstDue => "first_due",
            Self::Due => "due",
            Self::DueDay => "due_day",
            Self::Minimum => "minimum",
            Self::Start => "start",
            Self::Method => "method",
            Self::Policy => "policy",
            Self::LateRate => "late_rate",
            Self::LateFee => "late_fee",
            Self::GraceDays => "grace_days",
            Self::GraceKind => "grace_kind",
            Self::Paid => "paid",
            Self::Fee => "fee",
            Self::Interest => "interest",
            Self::Penalty => "penalty",
            Self::Total => "total",
            Self::State => "state",
            Self::Overdue => "overdue",
            Self::OverduePrincipal => "overdue_principal",
            Self::OverdueInterest => "overdue_interest",
            Self::OverduePenalty => "overdue_penalty",
            Self::OverdueFee => "overdue_fee",
            Self::OverdueSince => "overdue_since",
            Self::Date => "date",
            Self::Amount => "amount",
        }
    }

    /// The column of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        all().find(|column| column.name() == name)
    }

    /// What kind of value it holds.
    #[must_use]
    pub const fn group(self) -> GroupOf {
        match self {
            Self::Creditor
            | Self::Kind
            | Self::Currency
            | Self::Method
            | Self::Policy
            | Self::GraceKind
            | Self::State => GroupOf::Text,
            Self::RateYear | Self::RateMonth | Self::RateDay | Self::LateRate => GroupOf::Rate,
            Self::Count | Self::PaidCount | Self::DueDay | Self::GraceDays => GroupOf::Count,
            Self::FirstDue | Self::Due | Self::Start | Self::OverdueSince | Self::Date => GroupOf::Date,
            Self::Principal
            | Self::Balance
            | Self::Minimum
            | Self::LateFee
            | Self::Paid
            | Self::Fee
            | Self::Interest
            | Self::Penalty
            | Self::Total
            | Self::Overdue
            | Self::OverduePrincipal
            | Self::OverdueInterest
            | Self::OverduePenalty
            | Self::OverdueFee
            | Self::Amount => GroupOf::Money,
        }
    }

    /// The column that a field of the short form is read from, when only one is.
    #[must_use]
    pub const fn of_field(field: Field) -> Option<Self> {
        Some(match field {
            Field::Creditor => Self::Creditor,
            Field::Principal => Self::Principal,
            Field::Rate => Self::RateYear,
            Field::Count => Self::Count,
            Field::FirstDue => Self::FirstDue,
            Field::PaidCount => Self::PaidCount,
            Field::Balance => Self::Balance,
            Field::Minimum => Self::Minimum,
            Field::Due => Self::Due,
            Field::Paid => Self::Paid,
            Field::Total => Self::Total,
            Field::Fee => Self::Fee,
            Field::Start => Self::Start,
            Field::Method => Self::Method,
            Field::Policy => Self::Policy,
            Field::LateRate => Self::LateRate,
            Field::LateFee => Self::LateFee,
            Field::GraceDays => Self::GraceDays,
            Field::GraceKind => Self::GraceKind,
            _ => return None,
        })
    }

    /// The names that are understood, `|` between them; the first is the one that is written.
    const fn names(self, lang: Lang) -> &'static str {
        match self {
            Self::Creditor => names::creditor(lang),
            Self::Kind => names::kind(lang),
            Self::Currency => names::currency(lang),
            Self::Principal => names::principal(lang),
            Self::Balance => names::balance(lang),
            Self::RateYear => names::rate_year(lang),
            Self::RateMonth => names::rate_month(lang),
            Self::RateDay => names::rate_day(lang),
            Self::Count => names::count(lang),
            Self::PaidCount => names::paid_count(lang),
            Self::FirstDue => names::first_due(lang),
            Self::Due => names::due(lang),
            Self::DueDay => names::due_day(lang),
            Self::Minimum => names::minimum(lang),
            Self::Start => names::start(lang),
            Self::Method => names::method(lang),
            Self::Policy => names::policy(lang),
            Self::LateRate => names::late_rate(lang),
            Self::LateFee => names::late_fee(lang),
            Self::GraceDays => names::grace_days(lang),
            Self::GraceKind => names::grace_kind(lang),
            Self::Paid => names::paid(lang),
            Self::Fee => names::fee(lang),
            Self::Interest => names::interest(lang),
            Self::Penalty => names::penalty(lang),
            Self::Total => names::total(lang),
            Self::State => names::state(lang),
            Self::Overdue => names::overdue(lang),
            Self::OverduePrincipal => names::overdue_principal(lang),
            Self::OverdueInterest => names::overdue_interest(lang),
            Self::OverduePenalty => names::overdue_penalty(lang),
            Self::OverdueFee => names::overdue_fee(lang),
            Self::OverdueSince => names::overdue_since(lang),
            Self::Date => names::date(lang),
            Self::Amount => names::amount(lang),
        }
    }
}

/// The heading that is written for a column.
#[must_use]
pub fn heading(column: Column, lang: Lang) -> &'static str {
    column.names(lang).split('|').next().unwrap_or_default()
}

/// A heading without what people add to it: brackets, spaces, signs, case.
fn plain(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth = depth.saturating_add(1),
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    out
}

/// The column that a heading names, in either language or by its name for machines.
#[must_use]
pub fn header_of(text: &str) -> Option<Column> {
    let wanted = plain(text);
    if wanted.is_empty() {
        return None;
    }
    all().find(|column| {
        plain(column.name()) == wanted
            || Lang::ALL.iter().any(|lang| column.names(*lang).split('|').any(|name| plain(name) == wanted))
    })
}

/// A list of words in a language.
type Words = fn(Lang) -> &'static str;

/// Whether a text is one of the words of a list with `|` between them, in either language.
fn is_among(text: &str, list: Words) -> bool {
    let wanted = plain(text);
    Lang::ALL.iter().any(|lang| list(*lang).split('|').any(|word| plain(word) == wanted))
}

/// The kinds of debt and marks of payment that are understood in a cell.
#[must_use]
pub fn cell_word(text: &str) -> Option<CellWord> {
    let table: [(CellWord, Words); 5] = [
        (CellWord::Loan, names::cell_loan),
        (CellWord::Card, names::cell_card),
        (CellWord::PayLater, names::cell_paylater),
        (CellWord::Private, names::cell_private),
        (CellWord::Paid, names::cell_paid),
    ];
    table.into_iter().find_map(|(word, list)| is_among(text, list).then_some(word))
}

/// A word of a cell that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellWord {
    /// A loan in instalments.
    Loan,
    /// A card.
    Card,
    /// Buy now, pay later.
    PayLater,
    /// Money from a person.
    Private,
    /// An instalment that is paid.
    Paid,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_found_again_by_its_headings_and_its_name() {
        for column in all() {
            assert_eq!(Column::from_name(column.name()), Some(column));
            assert_eq!(header_of(column.name()), Some(column), "{column:?}");
            for lang in Lang::ALL {
                assert_eq!(header_of(heading(column, lang)), Some(column), "{column:?}");
            }
        }
    }

    #[test]
    fn no_heading_names_two_columns() {
        let mut seen: Vec<(String, Column)> = Vec::new();
        for column in all() {
            for name in Lang::ALL.iter().flat_map(|lang| column.names(*lang).split('|')) {
                let other = seen.iter().find(|(known, other)| *known == plain(name) && *other != column);
                assert!(other.is_none(), "{name}: {column:?} and {other:?}");
                seen.push((plain(name), column));
            }
        }
    }

    #[test]
    fn brackets_and_signs_of_a_heading_do_not_matter() {
        assert_eq!(header_of(" 本金（元） "), Some(Column::Principal));
        assert_eq!(header_of("First_Due"), Some(Column::FirstDue));
        assert_eq!(header_of("备注"), None);
    }
}
