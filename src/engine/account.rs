//! What a debt looks like on a day: the result of a replay. Every screen is a view of it.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::allocation::{Component, Components};
use super::card::Bill;
use super::error::EngineError;
use super::money::{Currency, Money};
use super::schedule::Row;

/// Which claim of a debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimRef {
    /// What the opening states as overdue.
    Opening,
    /// The down payment.
    DownPayment,
    /// The n-th instalment, from 1.
    Row(u16),
    /// The one sum of a single-payment debt.
    Single,
    /// The minimum of a card statement.
    Minimum,
    /// The rest of a card statement: interest runs on it, but it is not overdue.
    RestOfStatement,
    /// A charge of the lender, by the event's number.
    Charge(u64),
    /// The least payment of a later bill of a card, by the bill's number (from 2; the first is [`Self::Minimum`]).
    Bill(u16),
    /// What is left of a part of a card's bill that is paid back in instalments, by the event's number.
    Plan(u64),
    /// Principal paid before it was due, by the event's number: paid as soon as it is entered.
    Prepayment(u64),
}

/// Whether a figure was said by someone or worked out here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Origin {
    /// The lender or the borrower states it.
    Stated,
    /// The engine computed it.
    Computed,
}

/// How a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum ClaimState {
    /// Nothing is open.
    Paid,
    /// It was due before the as-of date and something is open.
    Overdue,
    /// It is due on the as-of date.
    DueToday,
    /// It falls due later.
    Upcoming,
}

/// Something that is or will be due on one date.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Claim {
    /// Which.
    pub reference: ClaimRef,
    /// When it is due; none for what has no date yet.
    pub due: Option<NaiveDate>,
    /// What was charged so far, late charges included.
    pub charged: Components,
    /// What was paid of it.
    pub paid: Components,
    /// What was given up of it.
    pub waived: Components,
    /// Whether it is stated or computed.
    pub origin: Origin,
}

impl Claim {
    /// What is still open.
    ///
    /// # Errors
    /// Overflow.
    pub fn open(&self) -> Result<Components, EngineError> {
        self.charged.minus(&self.paid)?.minus(&self.waived)
    }

    /// What is still open of one component.
    ///
    /// # Errors
    /// Overflow.
    pub fn open_of(&self, component: Component) -> Result<Money, EngineError> {
        self.charged.get(component).minus(self.paid.get(component))?.minus(self.waived.get(component))
    }

    /// How it stands on a day.
    ///
    /// # Errors
    /// Overflow.
    pub fn state(&self, as_of: NaiveDate) -> Result<ClaimState, EngineError> {
        if self.open()?.is_zero() {
            return Ok(ClaimState::Paid);
        }
        Ok(match self.due {
            Some(due) if due < as_of => ClaimState::Overdue,
            Some(due) if due == as_of => ClaimState::DueToday,
            _ => ClaimState::Upcoming,
        })
    }
}

/// What a ledger line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum LedgerKind {
    /// A claim came into being: the payout of a loan, a statement, an opening.
    Opened,
    /// An instalment fell due.
    FellDue,
    /// A late charge was counted, by its place in the contract's list.
    LateCharge(usize),
    /// The lender charged something.
    Charged,
    /// A payment went to a component of a claim.
    Paid,
    /// Something was given up.
    Waived,
    /// Money was left over.
    Credited,
    /// A card was used.
    Purchased,
    /// Interest or a fee of a card's bill, by the bill's number.
    Billed(u16),
}

/// One line of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct LedgerLine {
    /// The day.
    pub date: NaiveDate,
    /// What happened.
    pub kind: LedgerKind,
    /// Of which component.
    pub component: Component,
    /// To which claim, if to one.
    pub claim: Option<ClaimRef>,
    /// By which event, if by one.
    pub event: Option<u64>,
    /// How much; never negative.
    pub amount: Money,
    /// Stated or computed.
    pub origin: Origin,
}

/// What falls due next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct NextDue {
    /// The day: the as-of date or later.
    pub date: NaiveDate,
    /// What is open of all that is due on that day.
    pub amounts: Components,
}

/// Part of a late charge that is known to be counted so far on one claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct LateTotal {
    /// On which claim.
    pub claim: ClaimRef,
    /// Which charge of the contract's list.
    pub charge: usize,
    /// The running total before rounding and caps.
    pub exact: Decimal,
    /// What was entered.
    pub posted: Money,
}

/// A debt on a day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Account {
    /// The day on which everything here is true.
    pub as_of: NaiveDate,
    /// The currency.
    pub currency: Currency,
    /// The schedule as computed (or stated); empty for cards and single debts.
    pub rows: Vec<Row>,
    /// All claims, by due date.
    pub claims: Vec<Claim>,
    /// Every movement, in order.
    pub ledger: Vec<LedgerLine>,
    /// What is open of claims due on or before the as-of date: what is asked for now.
    pub due_now: Components,
    /// What is open of claims due before the as-of date.
    pub overdue: Components,
    /// What is open in all: due, and principal, interest and fees not yet due.
    pub outstanding: Components,
    /// What would end the debt on this day: what is due now and the principal that is still out. Interest that is not
    /// yet due is left out; a lender may add a fee that this contract does not name.
    pub payoff: Components,
    /// What was paid in all, with what is left over not counted.
    pub paid: Components,
    /// What was given up in all.
    pub waived: Components,
    /// Money paid beyond what was open.
    pub credit: Money,
    /// The oldest due date that is overdue.
    pub oldest_unpaid_due: Option<NaiveDate>,
    /// Days past due: calendar days since the oldest due date that is overdue; 0 when nothing is.
    pub days_past_due: i64,
    /// What falls due next, today included.
    pub next_due: Option<NextDue>,
    /// The running totals of the late charges.
    pub late_totals: Vec<LateTotal>,
    /// The bills of a card whose cycles are known, the one that it starts from first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bills: Vec<Bill>,
}

impl Account {
    /// The claim of a reference.
    #[must_use]
    pub fn claim(&self, reference: ClaimRef) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.reference == reference)
    }

    /// Whether nothing is open any more.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        self.outstanding.is_zero()
    }
}
