//! What an import said and how our figures compare with it: kept with the debt, so that its page can show it later.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::engine::{Component, Money};

/// Where a debt came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportedFrom {
    /// A loan of Apache Fineract.
    Fineract,
}

/// A figure of an import that is compared with ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compared {
    /// The due date of an instalment.
    RowDate(u16),
    /// A component of an instalment as scheduled from the terms.
    RowDue(u16, Component),
    /// What was paid of a component of an instalment.
    RowPaid(u16, Component),
    /// What was waived of a component of an instalment.
    RowWaived(u16, Component),
    /// What is open of a component of an instalment.
    RowOpen(u16, Component),
    /// The principal that is out after an instalment.
    RowBalance(u16),
    /// What a payment paid of a component; the event's number.
    PaymentPart(u64, Component),
    /// What of a payment was left over.
    PaymentRest(u64),
    /// A component charged in all.
    Charged(Component),
    /// A component paid in all.
    Paid(Component),
    /// A component waived in all.
    Waived(Component),
    /// A component open in all.
    Outstanding(Component),
    /// A component overdue.
    Overdue(Component),
    /// Open in all.
    TotalOutstanding,
    /// Overdue in all.
    TotalOverdue,
    /// Since when something is overdue.
    OverdueSince,
    /// Days past due.
    DaysPastDue,
}

/// A value that is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// An amount.
    Money(Money),
    /// A number of days.
    Days(i64),
    /// A date.
    Date(NaiveDate),
    /// Nothing was said.
    None,
}

/// Why a figure of the lender differs from ours, as far as can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Explanation {
    /// The lender's own schedule does not follow from its terms by any convention known here; its rows are used.
    StatedScheduleUsed,
    /// One minor unit: a rounding convention that the file does not name.
    Rounding,
    /// The file was written on another day than the day that it is compared on.
    AnotherDay,
    /// The lender spread the payment in an order that the file's strategy does not describe.
    AnotherOrder,
    /// The lender counts interest on after a due date was missed (interest recalculation), which is not done here.
    InterestRecalculation,
    /// A transaction of a kind that is not understood here.
    UnknownTransaction,
    /// The lender counts a charge as due with the instalment of its period, not on the charge's own date.
    ChargeWithInstalment,
    /// Part of the debt was written off in the lender's books; that alone does not end what is owed.
    WrittenOff,
    /// The lender gave days of grace before it counts days late.
    GraceOnArrears,
    /// No reason could be found: ask the lender how it arrived at the figure.
    Unknown,
}

/// One figure of the import beside ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    /// Which figure.
    pub what: Compared,
    /// What comes out here.
    pub ours: Value,
    /// What the file says.
    pub theirs: Value,
    /// Why they differ; none when they are equal.
    pub explanation: Option<Explanation>,
}

impl Comparison {
    /// Whether both say the same.
    #[must_use]
    pub fn is_equal(&self) -> bool {
        self.ours == self.theirs
    }
}

/// How a debt came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imported {
    /// From what.
    pub from: ImportedFrom,
    /// The lender's number of the account, cleaned; may be empty.
    #[serde(deserialize_with = "super::text::read_name")]
    pub account: String,
    /// The day on which the file's figures are true.
    pub as_of: NaiveDate,
    /// Whether the lender's own schedule rows are used instead of ours.
    pub stated_schedule: bool,
    /// How many figures were equal.
    pub equal: u32,
    /// The figures that were not.
    pub differences: Vec<Comparison>,
}
