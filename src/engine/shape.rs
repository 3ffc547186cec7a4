//! What an instalment loan may have beside the plain shape: fees, money held back, a balloon, steps, several payouts,
//! over-payments, dated rates, capitalised periods, business days. A plain loan has none of it.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::calendar::BusinessDays;
use super::date;
use super::error::{EngineError, Term};
use super::floating::Follows;
use super::limits::{MAX_INSTALMENTS, MAX_MINOR};
use super::money::Money;
use super::number::{Rounding, mul};
use super::rate::Rate;

/// A share of the original principal, or an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Portion {
    /// A share: 0.006 is 0.6 %.
    Share(Decimal),
    /// An amount.
    Amount(Money),
}

impl Portion {
    /// What it comes to on a principal, a share rounded once.
    ///
    /// # Errors
    /// Another currency or overflow.
    pub fn of(self, principal: Money, rounding: Rounding) -> Result<Money, EngineError> {
        match self {
            Self::Share(share) => Money::from_exact(mul(principal.exact(), share)?, principal.currency(), rounding),
            Self::Amount(amount) => amount.plus(Money::zero(principal.currency())),
        }
    }

    fn check(self, principal: Money, greatest: Decimal, term: Term) -> Result<(), EngineError> {
        let most = Money::from_exact(mul(principal.exact(), greatest)?, principal.currency(), Rounding::Down)?;
        match self {
            Self::Share(share) if share < Decimal::ZERO || share > greatest => {
                Err(EngineError::outside(term, 0, greatest))
            }
            Self::Amount(amount) if amount.minor() < 0 || amount.minus(most)?.is_positive() => {
                Err(EngineError::outside(term, 0, most.exact()))
            }
            Self::Share(_) | Self::Amount(_) => Ok(()),
        }
    }
}

/// When a fee of the schedule is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeTiming {
    /// With every instalment (分期手续费).
    #[default]
    Each,
    /// All of it with the first one (首期一次收取).
    First,
}

/// A fee that the schedule itself asks for. It is a fee, not interest: late charges on principal and interest leave it
/// out, and it is not given back when the loan ends early.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstalmentFee {
    /// How much each time that it is asked for; a share is one of the original principal.
    pub amount: Portion,
    /// When.
    pub when: FeeTiming,
}

/// Which principal the lender counts interest and instalments on when a part of it was held back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// What the contract names, as if all of it had been paid out.
    #[default]
    Lent,
    /// What was received (Civil Code art. 670).
    Received,
}

/// Money held back at the payout (砍头息).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withheld {
    /// How much; a share is one of the principal that the contract names.
    pub amount: Portion,
    /// Which principal counts.
    pub counted: Counted,
}

/// An instalment's share of the level one, from an instalment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepFactor {
    /// From which instalment on, from 1.
    pub from: u16,
    /// 1.5 is one and a half times the level instalment; what comes before the first step has 1.
    pub factor: Decimal,
}

/// An instalment's amount, from an instalment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepAmount {
    /// From which instalment on, from 1; the first step begins with 1.
    pub from: u16,
    /// How much principal and interest together.
    pub amount: Money,
}

/// Instalments that are not level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Steps {
    /// Every so many instalments the instalment grows by a share (−0.03 shrinks it by 3 %).
    Growth {
        /// By which share of the one before.
        share: Decimal,
        /// Every how many instalments.
        every: u16,
    },
    /// Multiples of a level instalment that is solved so that the loan ends.
    Factors(Vec<StepFactor>),
    /// Amounts; the last instalment takes what is left.
    Amounts(Vec<StepAmount>),
}

/// A payout after the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    /// On which day.
    pub on: NaiveDate,
    /// How much.
    pub amount: Money,
    /// It is paid back in as many instalments of its own as the contract has, on the same due dates, so that the last
    /// ones come later. Otherwise the instalments that are left take it in.
    #[serde(default, skip_serializing_if = "is_false")]
    pub own_term: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

/// What paying more does to the rest of the schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrepaymentEffect {
    /// The instalment stays, the loan ends earlier (缩短期限).
    #[default]
    ShorterTerm,
    /// The number of instalments stays, each is smaller (减少月供).
    SmallerInstalment,
}

/// Principal that is paid with an instalment, on top of it, as planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overpayment {
    /// With which instalment, from 1.
    pub with: u16,
    /// How much more; more than is left is what is left.
    pub amount: Money,
    /// What it does.
    pub effect: PrepaymentEffect,
}

/// A rate from a day on: the night that begins on that day is the first to bear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateFrom {
    /// From which day on.
    pub from: NaiveDate,
    /// The rate.
    pub rate: Rate,
}

/// A first period of a stated length: months as twelfths of a year, and days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstPeriod {
    /// Whole months.
    pub months: u16,
    /// Days on top of them.
    pub days: u16,
    /// Days of a year: 360, 364, 365 or 366.
    pub year_days: u16,
}

/// What the equal instalment is solved with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InstalmentBasis {
    /// The factors that interest follows.
    #[default]
    Interest,
    /// Equal periods, whatever interest follows: the textbook instalment, with interest by the day. The last
    /// instalment takes the difference.
    EqualPeriods,
}

/// Everything that a plain loan does not have.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Shape {
    /// A fee of the schedule.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<InstalmentFee>,
    /// Money held back at the payout.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// Principal that is left for the last instalment and paid on top of it (尾款); a share is one of the original
    /// principal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balloon: Option<Portion>,
    /// Instalments that are not level.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<Steps>,
    /// Payouts after the first, by day. The instalment is solved anew with each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tranches: Vec<Tranche>,
    /// Over-payments as planned, by instalment.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overpayments: Vec<Overpayment>,
    /// Rates that follow the contract's first one, by day. The instalment is solved anew with each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<RateFrom>,
    /// The published rate that the contract's first rate and [`Shape::rates`] follow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<Follows>,
    /// First periods in which nothing is paid; their interest joins the principal on each due date.
    #[serde(skip_serializing_if = "is_nothing")]
    pub capitalised: u16,
    /// The length of the first period, where it does not follow from the dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_period: Option<FirstPeriod>,
    /// What the equal instalment is solved with.
    #[serde(skip_serializing_if = "is_default_basis")]
    pub basis: InstalmentBasis,
    /// What happens to a due date that is no business day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_days: Option<BusinessDays>,
    /// Interest follows what is really out: principal that stays unpaid bears the agreed rate until it is paid, what is paid
    /// before its day bears none from then on. Without it interest is as scheduled, whenever it is paid.
    #[serde(skip_serializing_if = "is_false")]
    pub follows_payments: bool,
}

const fn is_nothing(count: &u16) -> bool {
    *count == 0
}

const fn is_default_basis(basis: &InstalmentBasis) -> bool {
    matches!(basis, InstalmentBasis::Interest)
}

impl Shape {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Whether rows need more than one instalment for the whole term: a balloon, steps, or anything that changes the
    /// balance or the rate on the way.
    #[must_use]
    pub(crate) const fn is_solved_on_the_way(&self) -> bool {
        self.balloon.is_some()
            || self.steps.is_some()
            || !self.tranches.is_empty()
            || !self.overpayments.is_empty()
            || !self.rates.is_empty()
            || self.capitalised > 0
            || !is_default_basis(&self.basis)
    }

    /// Whether every value lies within the limits, for a loan of `principal` in `count` instalments paid out on a day.
    ///
    /// # Errors
    /// The first that does not.
    pub fn check(&self, principal: Money, count: u16, disbursed_on: NaiveDate) -> Result<(), EngineError> {
        if let Some(fee) = self.fee {
            fee.amount.check(principal, Decimal::TEN, Term::Fee)?;
        }
        if let Some(withheld) = self.withheld {
            withheld.amount.check(principal, Decimal::new(99, 2), Term::Withheld)?;
        }
        if let Some(balloon) = self.balloon {
            balloon.check(principal, Decimal::new(99, 2), Term::Balloon)?;
        }
        if self.capitalised >= count {
            return Err(EngineError::outside(Term::GracePeriods, 0, count.saturating_sub(1)));
        }
        if let Some(first) = self.first_period {
            let known = matches!(first.year_days, 360 | 364 | 365 | 366);
            if !known || first.months > 1_200 || first.days > 3_660 {
                return Err(EngineError::outside(Term::Every, 0, 1_200));
            }
        }
        self.check_steps(count)?;
        self.check_dated(principal, count, disbursed_on)
    }

    fn check_steps(&self, count: u16) -> Result<(), EngineError> {
        let in_order = |from: &mut dyn Iterator<Item = u16>| {
            let mut least = 1;
            for from in from {
                if from < least || from > count {
                    return Err(EngineError::outside(Term::Steps, least, count));
                }
                least = from.saturating_add(1);
            }
            Ok(())
        };
        let factor_within = |factor: Decimal| {
            let (least, greatest) = (Decimal::new(1, 3), Decimal::ONE_THOUSAND);
            if factor < least || factor > greatest {
                return Err(EngineError::outside(Term::Steps, least, greatest));
            }
            Ok(())
        };
        match &self.steps {
            None => Ok(()),
            Some(Steps::Growth { share, every }) => {
                if *share < Decimal::new(-9, 1) || *share > Decimal::TEN || *every == 0 {
                    return Err(EngineError::outside(Term::Steps, Decimal::new(-9, 1), 10));
                }
                Ok(())
            }
            Some(Steps::Factors(steps)) => {
                steps.iter().try_for_each(|step| factor_within(step.factor))?;
                in_order(&mut steps.iter().map(|step| step.from))
            }
            Some(Steps::Amounts(steps)) => {
                if steps.first().is_none_or(|step| step.from != 1) || steps.iter().any(|step| step.amount.minor() < 0) {
                    return Err(EngineError::outside(Term::Steps, 1, count));
                }
                in_order(&mut steps.iter().map(|step| step.from))
            }
        }
    }

    fn check_dated(&self, principal: Money, count: u16, disbursed_on: NaiveDate) -> Result<(), EngineError> {
        let most = usize::from(MAX_INSTALMENTS);
        if self.tranches.len() > most || self.overpayments.len() > most || self.rates.len() > most {
            return Err(EngineError::outside(Term::Rows, 0, most));
        }
        let mut sum = principal;
        let mut earliest = disbursed_on;
        for tranche in &self.tranches {
            if date::check(tranche.on)? < earliest {
                return Err(EngineError::DatesOutOfOrder { term: Term::Payout, earliest });
            }
            if !tranche.amount.is_positive() {
                return Err(EngineError::outside(Term::Payout, 0, MAX_MINOR));
            }
            (sum, earliest) = (sum.plus(tranche.amount)?, tranche.on);
        }
        for more in &self.overpayments {
            principal.plus(more.amount)?;
            if more.with == 0 || more.with > count || !more.amount.is_positive() {
                return Err(EngineError::outside(Term::Overpayment, 1, count));
            }
        }
        let mut earliest = disbursed_on;
        for change in &self.rates {
            change.rate.check(Term::Rate)?;
            if date::check(change.from)? < earliest {
                return Err(EngineError::DatesOutOfOrder { term: Term::RateFrom, earliest });
            }
            earliest = change.from;
        }
        Ok(())
    }

    /// The share of the level instalment that instalment `number` has.
    ///
    /// # Errors
    /// Overflow.
    pub(crate) fn weight(&self, number: u16) -> Result<Decimal, EngineError> {
        match &self.steps {
            Some(Steps::Growth { share, every }) => {
                let times = number.saturating_sub(1).checked_div(*every).unwrap_or(0);
                super::number::pow(super::number::add(Decimal::ONE, *share)?, u32::from(times))
            }
            Some(Steps::Factors(steps)) => {
                Ok(steps.iter().take_while(|step| step.from <= number).last().map_or(Decimal::ONE, |step| step.factor))
            }
            Some(Steps::Amounts(_)) | None => Ok(Decimal::ONE),
        }
    }

    /// The agreed amount of instalment `number`, where amounts are agreed.
    pub(crate) fn agreed(&self, number: u16) -> Option<Money> {
        match &self.steps {
            Some(Steps::Amounts(steps)) => {
                steps.iter().take_while(|step| step.from <= number).last().map(|step| step.amount)
            }
            _ => None,
        }
    }
}
