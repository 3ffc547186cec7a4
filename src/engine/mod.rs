//! The loan engine: what is owed, why, and how it grows.
//!
//! Pure. It imports nothing else of ours, has no clock ("today" is an argument), reads and writes nothing and holds
//! no words for people. Money is whole minor units, rates are `Decimal`, dates are civil. Nothing here can panic:
//! every operation that could is refused by the lints below and returns [`EngineError`] instead.
//!
//! Where to start: a [`Contract`] says what was agreed, a list of [`Event`]s what happened, and [`replay()`] folds
//! both into an [`Account`] as of a date. [`explain()`] opens one figure of that account.
#![deny(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::float_arithmetic,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

pub mod ability;
pub mod account;
pub mod allocation;
pub mod budget;
pub mod calendar;
pub mod card;
pub mod contract;
pub mod cost;
pub mod creditor;
pub mod date;
pub mod day_count;
pub mod delinquency;
pub mod error;
pub mod event;
pub mod explain;
pub(crate) mod fixed;
pub mod floating;
pub mod growth;
pub mod holidays;
pub mod insolvency;
pub mod late;
pub mod limits;
pub mod money;
pub mod multi_debt;
pub mod number;
pub(crate) mod order;
pub mod overdue;
pub mod rate;
pub mod reconcile;
pub mod relief;
pub mod replay;
pub mod schedule;
pub mod shape;
pub mod solve;
pub mod trace;

pub use account::{Account, Claim, ClaimRef, ClaimState, LedgerKind, LedgerLine, Origin};
pub use allocation::{Component, Components, Scope, Stage, StageOrder, Waterfall};
pub use calendar::{BusinessDayRule, BusinessDays, Calendar, InterestDates, Moved};
pub use card::{Bill, CardCycle, CardItem, ItemKind, MinimumRule};
pub use contract::{
    CardStatement, Contract, InstalmentTerms, InterestKind, Method, Opening, Residue, SingleTerms, Smoothing, StatedRow,
};
pub use date::{Frequency, Inclusion, PeriodUnit};
pub use day_count::DayCount;
pub use error::EngineError;
pub use event::{CardInstalments, Designated, Event, EventKind, PauseOf, Reschedule};
pub use explain::{Figure, explain};
pub use floating::{Floating, Follows, Known, Reference, Repricing, Resolved};
pub use late::{Base, Cap, CapScope, ChargeKind, Compounding, Grace, GraceKind, LateCharge, Lateness, Tier};
pub use money::{Currency, Money};
pub use number::Rounding;
pub use rate::{Accrual, DaysInMonth, DaysInYear, EffectiveTime, LeapRule, Rate, RatePeriod};
pub use replay::{replay, replay_agreed, replay_traced};
pub use schedule::{Row, schedule};
pub use shape::{
    Counted, FeeTiming, FirstPeriod, InstalmentBasis, InstalmentFee, Overpayment, Portion, PrepaymentEffect, RateFrom,
    Shape, StepAmount, StepFactor, Steps, Tranche, Withheld,
};
pub use trace::{Step, StepKind, Trace};
