//! What lateness costs: composable charges, each with its base, first day, grace, caps and rounding.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::allocation::Component;
use super::date::Inclusion;
use super::error::{EngineError, Term};
use super::limits::MAX_CHARGES;
use super::money::Money;
use super::number::{Rounding, add, mul};
use super::rate::Rate;

/// What a late charge is counted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Unpaid principal of the overdue claim (逾期本金).
    OverduePrincipal,
    /// Unpaid principal and interest of the overdue claim (逾期本息).
    OverdueInstalment,
    /// Unpaid principal, interest and fees of the overdue claim; never penalties.
    OverdueTotal,
    /// All principal that is still out, while anything is overdue.
    OutstandingPrincipal,
    /// All principal that is still out and the interest that is overdue.
    OutstandingAndInterest,
    /// All principal that is still out once the first due date has passed unpaid in full, whether or not the minimum
    /// was paid: card interest on the rest of a bill.
    StatementBalance,
}

/// Whether charges bear charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compounding {
    /// They do not (单利).
    #[default]
    Simple,
    /// Unpaid charges of this kind join the base every day (按日复利).
    Daily,
    /// The same with an effective rate: n days bear (1 + rate)^(n ⁄ days of its period) − 1.
    Effective,
}

/// A fixed amount from a base on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The least base.
    pub from: Money,
    /// How much.
    pub amount: Money,
}

/// How a charge is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ChargeKind {
    /// A fixed amount, once per overdue claim.
    Flat {
        /// How much.
        amount: Money,
    },
    /// A fixed amount for each started stretch of days late.
    PerPeriod {
        /// How much each time.
        amount: Money,
        /// The length of a stretch in days; at least one.
        every_days: u16,
    },
    /// A share of the base on the first chargeable day, once per overdue claim, within a floor and a ceiling
    /// (违约金 of a card: 5 % of the unpaid minimum, at least ¥10).
    Percent {
        /// The share: 0.05 is 5 %.
        share: Decimal,
        /// Not less than this.
        floor: Option<Money>,
        /// Not more than this.
        ceiling: Option<Money>,
    },
    /// A fixed amount that depends on the base on the first chargeable day, once per overdue claim: that of the last
    /// tier whose base is reached.
    Tiered {
        /// The tiers, by base.
        tiers: Vec<Tier>,
    },
    /// A share of the base on the first chargeable day; for each full stretch of days after it, base and unpaid charge
    /// grow by a share.
    Growing {
        /// The share on the first day: 0.1 is 10 %.
        share: Decimal,
        /// The share of each stretch.
        growth: Decimal,
        /// The length of a stretch in days; at least one.
        every_days: u16,
    },
    /// Interest by the day.
    Daily {
        /// The rate.
        rate: Rate,
        /// Days of a year when the rate is a month's or a year's: 360 or 365.
        year_days: u16,
        /// Whether it bears itself.
        compounding: Compounding,
    },
    /// Interest by the day at the contract rate raised by a share (罚息利率 = 合同利率 × (1 + 50 %)).
    Uplift {
        /// The share on top: 0.5 raises by half; 0 goes on at the contract rate.
        share: Decimal,
        /// Days of a year: 360 or 365.
        year_days: u16,
        /// Whether it bears itself.
        compounding: Compounding,
    },
}

/// What a few days late mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraceKind {
    /// Days within grace never cost anything; counting starts after them.
    #[default]
    Forgiven,
    /// Within grace nothing is charged; once it has passed, counting starts at the due date.
    BackDated,
}

/// Days of grace after the due date, and what they mean afterwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grace {
    /// How many days.
    pub days: u16,
    /// What they mean once they have passed.
    pub kind: GraceKind,
}

/// What a cap looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapScope {
    /// This charge alone.
    ThisCharge,
    /// All late charges of the debt together.
    AllCharges,
}

/// An upper bound of what may be charged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Cap {
    /// At most so much for one day (interest by the day only; looks at this charge on one claim).
    PerDay {
        /// How much.
        amount: Money,
    },
    /// At most so much in all.
    Total {
        /// How much.
        amount: Money,
        /// Of what.
        scope: CapScope,
    },
    /// At most this share of the original principal in all.
    ShareOfPrincipal {
        /// The share: 1 is 100 %.
        share: Decimal,
        /// Of what.
        scope: CapScope,
    },
}

/// One late charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LateCharge {
    /// How it is counted.
    pub kind: ChargeKind,
    /// On what.
    pub base: Base,
    /// Where it is entered: as a penalty, a fee, or (card interest) as interest.
    pub component: Component,
    /// Grace before it.
    pub grace: Grace,
    /// Which end days of lateness count.
    pub inclusion: Inclusion,
    /// Its caps; none means no cap was agreed, which is not the same as none in law.
    pub caps: Vec<Cap>,
    /// How the running total becomes minor units. It is rounded as a total, never day by day.
    pub rounding: Rounding,
}

/// The late charges of a contract, in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lateness {
    /// The charges.
    pub charges: Vec<LateCharge>,
}

impl LateCharge {
    /// Penalty interest by the day on overdue principal: the commonest rule of online loans.
    #[must_use]
    pub fn daily(rate: Rate, base: Base) -> Self {
        Self {
            kind: ChargeKind::Daily { rate, year_days: 365, compounding: Compounding::Simple },
            base,
            component: Component::Penalty,
            grace: Grace::default(),
            inclusion: Inclusion::Last,
            caps: Vec::new(),
            rounding: Rounding::HalfUp,
        }
    }

    /// Whether it runs by the day.
    #[must_use]
    pub const fn is_daily(&self) -> bool {
        matches!(self.kind, ChargeKind::Daily { .. } | ChargeKind::Uplift { .. })
    }

    /// The rate of one day and whether it compounds, for charges that run by the day.
    ///
    /// # Errors
    /// [`EngineError::Overflow`].
    pub fn daily_rate(&self, contract: Rate) -> Result<Option<(Decimal, Compounding)>, EngineError> {
        let (rate, year_days, compounding) = match &self.kind {
            ChargeKind::Daily { rate, year_days, compounding } => (*rate, *year_days, *compounding),
            ChargeKind::Uplift { share, year_days, compounding } => {
                let value = mul(contract.value, add(Decimal::ONE, *share)?)?;
                (Rate { value, ..contract }, *year_days, *compounding)
            }
            ChargeKind::Flat { .. }
            | ChargeKind::PerPeriod { .. }
            | ChargeKind::Percent { .. }
            | ChargeKind::Tiered { .. }
            | ChargeKind::Growing { .. } => return Ok(None),
        };
        if compounding == Compounding::Effective {
            return Ok(Some((rate.effective_daily(year_days)?, Compounding::Daily)));
        }
        Ok(Some((rate.daily(i64::from(year_days))?, compounding)))
    }

    /// Whether every value lies within the limits.
    ///
    /// # Errors
    /// The first value that does not.
    pub fn check(&self) -> Result<(), EngineError> {
        let share_within = |share: Decimal, greatest: i64| {
            if share < Decimal::ZERO || share > Decimal::from(greatest) {
                return Err(EngineError::outside(Term::Share, 0, greatest));
            }
            Ok(())
        };
        let days_within = |days: u16| match days {
            360 | 364 | 365 | 366 => Ok(()),
            _ => Err(EngineError::outside(Term::LateRate, 360, 366)),
        };
        match &self.kind {
            ChargeKind::Flat { .. } | ChargeKind::PerPeriod { every_days: 1.., .. } => {}
            ChargeKind::Tiered { tiers } => {
                if tiers.len() > MAX_CHARGES || tiers.windows(2).any(|pair| !matches!(pair, [a, b] if a.from < b.from))
                {
                    return Err(EngineError::outside(Term::Rows, 0, MAX_CHARGES));
                }
            }
            ChargeKind::Growing { share, growth, every_days: 1.. } => {
                share_within(*share, 10)?;
                share_within(*growth, 1)?;
            }
            ChargeKind::PerPeriod { .. } | ChargeKind::Growing { .. } => {
                return Err(EngineError::outside(Term::Every, 1, u16::MAX));
            }
            ChargeKind::Percent { share, .. } => share_within(*share, 10)?,
            ChargeKind::Daily { rate, year_days, .. } => {
                rate.check(Term::LateRate)?;
                days_within(*year_days)?;
            }
            ChargeKind::Uplift { share, year_days, .. } => {
                share_within(*share, 10)?;
                days_within(*year_days)?;
            }
        }
        for cap in &self.caps {
            if let Cap::ShareOfPrincipal { share, .. } = cap {
                share_within(*share, 1_000)?;
            }
        }
        Ok(())
    }
}

impl Lateness {
    /// Whether every charge lies within the limits.
    ///
    /// # Errors
    /// The first that does not, or too many charges.
    pub fn check(&self) -> Result<(), EngineError> {
        if self.charges.len() > MAX_CHARGES {
            return Err(EngineError::outside(Term::Rows, 0, MAX_CHARGES));
        }
        self.charges.iter().try_for_each(LateCharge::check)
    }
}
