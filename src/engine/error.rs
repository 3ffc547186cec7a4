//! Why the engine refuses. Causes with values inside; the words for people are chosen in `present`.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::money::Currency;

/// A term of a contract or event that has a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// The amount lent, billed or owed.
    Principal,
    /// The minimum payment of a card statement.
    Minimum,
    /// The contract rate.
    Rate,
    /// A rate of a late charge.
    LateRate,
    /// The number of instalments.
    Count,
    /// Every how many days, weeks or months an instalment falls due.
    Every,
    /// The day on which the money was paid out.
    DisbursedOn,
    /// A due date.
    Due,
    /// Periods of grace on principal or interest.
    GracePeriods,
    /// Days of grace after the due date.
    GraceDays,
    /// The amount of a payment, charge or waiver.
    Amount,
    /// The date of an event.
    EventDate,
    /// The date on which the account is read.
    AsOf,
    /// The number of events.
    Events,
    /// A step that instalments are rounded to.
    Multiple,
    /// A share between 0 and 1.
    Share,
    /// Significant digits of intermediate results.
    Precision,
    /// A list of stated or given rows.
    Rows,
    /// The day of the month on which a card's bill is made.
    StatementDay,
    /// A fee of the schedule.
    Fee,
    /// Money held back at the payout.
    Withheld,
    /// Principal left for the last instalment.
    Balloon,
    /// Instalments that are not level.
    Steps,
    /// A payout after the first.
    Payout,
    /// Principal paid on top of an instalment.
    Overpayment,
    /// The day from which another rate applies.
    RateFrom,
}

/// Why a computation was refused. `Copy`, so that passing it on costs nothing where it is passed on everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EngineError {
    /// A result does not fit the range of amounts or decimals.
    Overflow,
    /// Two amounts of different currencies met.
    CurrencyMismatch {
        /// The currency of the contract.
        expected: Currency,
        /// The currency that came.
        got: Currency,
    },
    /// A date is outside 1970-01-01 … 2199-12-31.
    DateOutOfRange {
        /// The date, if it could be formed at all.
        got: Option<NaiveDate>,
    },
    /// A term is below its least or above its greatest value.
    OutOfRange {
        /// Which term.
        term: Term,
        /// The least value that works.
        least: Decimal,
        /// The greatest value that works.
        greatest: Decimal,
    },
    /// Dates are not in the order that the terms need.
    DatesOutOfOrder {
        /// Which term is too early.
        term: Term,
        /// The earliest date that works.
        earliest: NaiveDate,
    },
    /// A term that makes no sense together with the others.
    NotTogether {
        /// Which term.
        term: Term,
    },
    /// No instalment pays this loan off: the interest eats the whole instalment.
    NeverRepaid,
    /// No rate explains the flows.
    NoRate,
    /// More than one rate explains the flows, and nothing says which is meant.
    SeveralRates,
    /// A figure was asked for that this account does not have.
    NoSuchFigure,
    /// An event that this kind of debt cannot have: a purchase or instalments on a card without known cycles.
    UnfitEvent {
        /// The event's number.
        event: u64,
    },
}

impl EngineError {
    /// A term outside its bounds.
    #[must_use]
    pub fn outside(term: Term, least: impl Into<Decimal>, greatest: impl Into<Decimal>) -> Self {
        Self::OutOfRange { term, least: least.into(), greatest: greatest.into() }
    }
}

impl core::fmt::Display for EngineError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Self::Overflow => f.write_str("amount or rate out of range"),
            Self::CurrencyMismatch { expected, got } => {
                write!(f, "currency {} met {}", got.code(), expected.code())
            }
            Self::DateOutOfRange { got } => write!(f, "date out of range: {got:?}"),
            Self::OutOfRange { term, least, greatest } => {
                write!(f, "{term:?} must be between {least} and {greatest}")
            }
            Self::DatesOutOfOrder { term, earliest } => {
                write!(f, "{term:?} must not be before {earliest}")
            }
            Self::NotTogether { term } => write!(f, "{term:?} does not go together with the other terms"),
            Self::NeverRepaid => f.write_str("interest exceeds every instalment"),
            Self::UnfitEvent { event } => write!(f, "event {event} does not fit this kind of debt"),
            Self::NoRate => f.write_str("no rate explains the flows"),
            Self::SeveralRates => f.write_str("more than one rate explains the flows"),
            Self::NoSuchFigure => f.write_str("no such figure in this account"),
        }
    }
}

impl core::error::Error for EngineError {}
