//! An amount together with where it comes from, so that it can be opened. Imports `engine` and `case` only.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::case::DebtInputs;
use crate::engine::card::payoff::{Payoff, PayoffPlan};
use crate::engine::{Component, EngineError, Figure, Money};

/// An amount that can be opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// How much.
    pub money: Money,
    /// Where it comes from.
    pub source: Source,
}

/// Where an amount comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A figure of an account on a day.
    Account {
        /// What it is computed from.
        inputs: Arc<DebtInputs>,
        /// On which day.
        as_of: NaiveDate,
        /// Which figure.
        figure: Figure,
    },
    /// How much more has to be paid on `to` than on `from` to be up to date.
    Growth {
        /// What it is computed from.
        inputs: Arc<DebtInputs>,
        /// The earlier day.
        from: NaiveDate,
        /// The later day.
        to: NaiveDate,
    },
    /// Someone says so.
    Stated {
        /// Who.
        by: StatedBy,
    },
    /// The parts add up.
    Sum {
        /// What each part is, and the part.
        parts: Vec<(SumLabel, Shown)>,
    },
    /// An amount less another.
    Difference {
        /// From this.
        from: Box<(SumLabel, Shown)>,
        /// This is taken.
        less: Box<(SumLabel, Shown)>,
    },
    /// A figure of a card's payoff.
    Payoff {
        /// What is paid off.
        payoff: Arc<Payoff>,
        /// How.
        plan: PayoffPlan,
        /// Which figure.
        figure: PayoffFigure,
    },
}

/// A figure of a payoff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayoffFigure {
    /// What is paid in the first month.
    FirstPayment,
    /// The interest of all months.
    Interest,
}

/// Who states an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatedBy {
    /// The borrower entered it.
    You,
    /// The lender says so.
    Lender,
    /// It stands in the imported file.
    File,
    /// It was worked out here when the file came in.
    Here,
}

/// What a part of a sum is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SumLabel {
    /// A debt by its name.
    Debt(String),
    /// What falls due on a date.
    DueOn(NaiveDate),
    /// What is due on a date in all, lateness included.
    OwedOn(NaiveDate),
    /// The late charges up to a date.
    LateBy(NaiveDate),
    /// What pays everything off on a date.
    PayoffOn(NaiveDate),
    /// A component.
    Component(Component),
    /// What is due now.
    DueNow,
    /// What falls due next.
    NextDue,
    /// The lender's figure.
    Theirs,
    /// Our figure.
    Ours,
    /// If nothing is done.
    WithoutPayment,
    /// If the payment that is thought of is made.
    WithPayment,
    /// The payment itself.
    Payment,
    /// The sum lent by name.
    Lent,
    /// What is kept back from it at the payout.
    Withheld,
    /// Lateness by the first of two rules.
    FirstRule,
    /// Lateness by the second.
    SecondRule,
}

impl Shown {
    /// A figure of an account.
    #[must_use]
    pub fn account(money: Money, inputs: &Arc<DebtInputs>, as_of: NaiveDate, figure: Figure) -> Self {
        Self { money, source: Source::Account { inputs: Arc::clone(inputs), as_of, figure } }
    }

    /// A figure of a card's payoff.
    #[must_use]
    pub fn payoff(money: Money, payoff: &Arc<Payoff>, plan: PayoffPlan, figure: PayoffFigure) -> Self {
        Self { money, source: Source::Payoff { payoff: Arc::clone(payoff), plan, figure } }
    }

    /// An amount that someone states.
    #[must_use]
    pub const fn stated(money: Money, by: StatedBy) -> Self {
        Self { money, source: Source::Stated { by } }
    }

    /// How much more has to be paid on `to` than on `from`.
    ///
    /// # Errors
    /// What the engine refuses on either day.
    pub fn growth(inputs: &Arc<DebtInputs>, from: NaiveDate, to: NaiveDate) -> Result<Self, EngineError> {
        let before = inputs.replay(from)?.due_now.total()?;
        let after = inputs.replay(to)?.due_now.total()?;
        Ok(Self { money: after.minus(before)?, source: Source::Growth { inputs: Arc::clone(inputs), from, to } })
    }

    /// The sum of labelled amounts of one currency; none when there are none.
    ///
    /// # Errors
    /// Amounts of different currencies, or a sum out of range.
    pub fn sum(parts: Vec<(SumLabel, Self)>) -> Result<Option<Self>, EngineError> {
        let mut total: Option<Money> = None;
        for (_, part) in &parts {
            total = Some(match total {
                Some(sum) => sum.plus(part.money)?,
                None => part.money,
            });
        }
        Ok(total.map(|money| Self { money, source: Source::Sum { parts } }))
    }

    /// One amount less another.
    ///
    /// # Errors
    /// Different currencies.
    pub fn difference(from: (SumLabel, Self), less: (SumLabel, Self)) -> Result<Self, EngineError> {
        let money = from.1.money.minus(less.1.money)?;
        Ok(Self { money, source: Source::Difference { from: Box::new(from), less: Box::new(less) } })
    }
}
