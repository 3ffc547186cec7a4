//! The working behind figures: steps that a computation records when it is asked to.
//!
//! The recorder is an `Option`: the hot path passes none and nothing is built. There is no second copy of any formula.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::account::ClaimRef;
use super::allocation::Component;
use super::late::Cap;
use super::money::Money;
use super::number::Rounding;

/// What a step shows.
#[derive(Debug, Clone, PartialEq)]
pub enum StepKind {
    /// Someone says so: the lender, the borrower, the contract.
    Stated,
    /// A period's factor: rate over the period.
    Factor {
        /// The contract's nominal yearly rate.
        yearly: Decimal,
        /// Days of the period.
        days: i64,
        /// The factor.
        factor: Decimal,
    },
    /// The equal instalment: principal · ΠF ⁄ Σ.
    Instalment {
        /// What it repays.
        principal: Money,
        /// Over how many instalments.
        count: u16,
        /// Before rounding.
        exact: Decimal,
    },
    /// An equal share of principal: principal ⁄ count.
    EqualShare {
        /// What is shared.
        principal: Money,
        /// By how many.
        count: u16,
        /// Before rounding.
        exact: Decimal,
    },
    /// Interest of a period: balance · factor.
    Interest {
        /// The balance that bears it.
        balance: Money,
        /// The factor of the period.
        factor: Decimal,
        /// Before rounding.
        exact: Decimal,
    },
    /// Interest of stretches with balances or rates of their own: added up before rounding, rounded once.
    Stretches {
        /// The sum before rounding.
        exact: Decimal,
    },
    /// A share of an amount.
    Share {
        /// Of what.
        of: Money,
        /// The share.
        share: Decimal,
        /// Before rounding.
        exact: Decimal,
    },
    /// The share of a period's interest that the days gone by have earned: whole · days ⁄ of.
    ProRata {
        /// Interest of the whole period.
        whole: Money,
        /// Days gone by.
        days: i64,
        /// Days of the period.
        of: i64,
        /// Before rounding.
        exact: Decimal,
    },
    /// The last instalment takes what is left.
    Remainder,
    /// An amount less another.
    Difference {
        /// From this.
        from: Money,
        /// This is taken.
        less: Money,
    },
    /// Days times rate times base.
    LateDays {
        /// Place of the charge in the contract's list.
        charge: usize,
        /// The base.
        base: Money,
        /// The rate of a day.
        daily: Decimal,
        /// Counted after this day …
        from: NaiveDate,
        /// … up to this one.
        to: NaiveDate,
        /// How many days count.
        days: i64,
        /// Whether the charge bears itself.
        compound: bool,
        /// What they add before rounding.
        exact: Decimal,
    },
    /// A fixed late charge.
    LateFlat {
        /// Place of the charge in the contract's list.
        charge: usize,
        /// The amount each time.
        each: Money,
        /// How many times so far.
        times: i64,
    },
    /// A late charge as a share of a base, within floor and ceiling.
    LatePercent {
        /// Place of the charge in the contract's list.
        charge: usize,
        /// The base.
        base: Money,
        /// The share.
        share: Decimal,
        /// Before rounding and bounds.
        exact: Decimal,
    },
    /// A late charge and its base grow by a share for each full stretch of days.
    LateGrowth {
        /// Place of the charge in the contract's list.
        charge: usize,
        /// The base with the unpaid charge.
        base: Decimal,
        /// The share of each stretch.
        share: Decimal,
        /// Of how many stretches.
        times: i64,
        /// What they add before rounding.
        exact: Decimal,
    },
    /// A running total is rounded.
    Rounded {
        /// Place of the charge in the contract's list.
        charge: usize,
        /// The total before.
        exact: Decimal,
        /// How.
        rounding: Rounding,
    },
    /// A cap holds the total.
    Capped {
        /// Place of the charge in the contract's list.
        charge: usize,
        /// Which cap.
        cap: Cap,
        /// What it allows in all.
        allowed: Money,
        /// What it would have been.
        uncapped: Money,
    },
    /// A payment went here.
    Allocated {
        /// The event's number.
        event: u64,
        /// The day.
        date: NaiveDate,
    },
    /// Something was given up.
    Waived {
        /// The event's number.
        event: u64,
        /// The day.
        date: NaiveDate,
    },
    /// Days times rate times a balance of a card, on the way to the interest of a bill.
    CardDays {
        /// The number of the bill.
        bill: u16,
        /// The balance.
        base: Money,
        /// The rate of a day.
        daily: Decimal,
        /// From this day …
        from: NaiveDate,
        /// … to this one.
        to: NaiveDate,
        /// How many days count.
        days: i64,
        /// What they add before rounding.
        exact: Decimal,
    },
    /// A share of what is unpaid, within floor and ceiling: 违约金 of a bill.
    ShareOf {
        /// The number of the bill.
        bill: u16,
        /// What is unpaid.
        base: Money,
        /// The share.
        share: Decimal,
        /// Before rounding and bounds.
        exact: Decimal,
    },
    /// Something was entered into a card's statement, or moved within it (negative: away from here).
    Entered {
        /// What.
        entry: CardEntry,
    },
    /// The parts add up; the parts are the results of the steps whose places are given.
    Sum {
        /// The parts with their sign: what each is, and how much it adds (negative: takes away).
        parts: Vec<(PartLabel, Money)>,
    },
}

/// What is entered into a card's statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CardEntry {
    /// A purchase or cash, by the event's number.
    Purchase(u64),
    /// The fee of cash, by the event's number.
    CashFee(u64),
    /// Interest of a bill.
    Interest(u16),
    /// 违约金 of a bill.
    LateFee(u16),
    /// The least payment of a bill.
    Minimum(u16),
    /// An instalment of a plan, by the event's number.
    Instalment(u64),
    /// Turned into instalments, by the event's number.
    IntoPlan(u64),
}

/// What a bill is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BillPart {
    /// What was open before.
    Carried,
    /// Purchases and cash.
    Posted,
    /// Interest.
    Interest,
    /// Fees and 违约金.
    Fees,
    /// Instalments on the card.
    Instalments,
    /// What earlier least payments left.
    Overdue,
    /// The share of the rest.
    Share,
    /// What floor, fixed amount or the bill itself change.
    Adjusted,
}

/// What a part of a sum is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartLabel {
    /// A component of all claims together.
    Component(Component),
    /// What a claim still asks for of one component.
    ClaimOpen(ClaimRef, Component),
    /// What was charged to a claim of one component.
    Charged(ClaimRef, Component),
    /// What was paid to a claim of one component.
    Paid(ClaimRef, Component),
    /// What was waived of a claim of one component.
    Waived(ClaimRef, Component),
    /// A late charge by its place in the contract's list.
    LateCharge(ClaimRef, usize),
    /// A whole claim.
    Claim(ClaimRef),
    /// Part of a payment.
    Portion(u64, ClaimRef, Component),
    /// A figure on one date, and the same on another.
    OnDate(NaiveDate),
    /// The balance before an instalment.
    BalanceBefore(u16),
    /// Something entered into a card's statement.
    Entry(CardEntry),
    /// A part of a bill.
    Bill(BillPart),
    /// What is paid on top of an instalment, as planned.
    Extra(u16),
    /// Interest of a period that joins the principal.
    Capitalised(u16),
    /// Interest of the period before, whose instalment was paid before its day.
    BroughtInterest(u16),
    /// How later payouts and principal paid early moved the balance within a period.
    Moved(u16),
    /// Principal of the schedule that is not owed yet: later payouts and interest that will join it.
    NotYetOwed,
}

/// One step of a working.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Which claim it belongs to, if to one.
    pub claim: Option<ClaimRef>,
    /// Which component, if one.
    pub component: Option<Component>,
    /// What it shows.
    pub kind: StepKind,
    /// What comes out, in money.
    pub result: Money,
}

/// A recorder of steps.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// The steps, in the order in which they were taken.
    pub steps: Vec<Step>,
}

/// Records a step if anyone listens; the step is built only then.
pub(crate) fn record(trace: &mut Option<&mut Trace>, step: impl FnOnce() -> Step) {
    if let Some(trace) = trace.as_deref_mut() {
        trace.steps.push(step());
    }
}
