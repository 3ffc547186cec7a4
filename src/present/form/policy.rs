//! What lateness may cost, as a choice among the rules that contracts name most often. Shared by form and simulator.

use rust_decimal::Decimal;

use crate::engine::{
    Base, ChargeKind, Component, Compounding, Currency, Grace, Inclusion, LateCharge, Lateness, Money, Rate,
    RatePeriod, Rounding,
};

/// A rule of lateness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Policy {
    /// A share of what is overdue for each day (每天万分之五).
    Daily,
    /// Penalty interest at the contract rate raised by a share (合同利率上浮 50 %).
    Uplift,
    /// Interest goes on at the contract rate (按原利率继续计息).
    Continue,
    /// A card: a share of the unpaid minimum once, and interest by the day (违约金 + 利息).
    Card,
    /// A fixed amount once (固定滞纳金).
    Flat,
    /// A fixed amount for every started 30 days late.
    PerPeriod,
    /// Nothing, or nothing that is known.
    Free,
}

/// The numbers of a rule. A rule reads those that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PolicyTerms {
    /// The rate by the day.
    pub daily: Rate,
    /// By how much the contract rate is raised.
    pub uplift: Decimal,
    /// A fixed amount.
    pub fee: Money,
    /// Grace before it.
    pub grace: Grace,
    /// What a card's daily interest is counted on: its whole bill, or only what is overdue.
    pub card_base: Base,
}

/// Five ten-thousandths a day: the commonest rate of lateness, and the legal one for card interest.
pub const FIVE_IN_TEN_THOUSAND: Rate = Rate { value: Decimal::from_parts(5, 0, 0, false, 4), per: RatePeriod::Day };

/// The usual raise of the contract rate for penalty interest: by half.
pub const BY_HALF: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// A card's share of the unpaid minimum: 5 %.
pub const CARD_SHARE: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// The stretch of days of [`Policy::PerPeriod`].
pub const PERIOD_DAYS: u16 = 30;

const YEAR_DAYS: u16 = 365;

impl PolicyTerms {
    /// The usual numbers: five ten-thousandths a day, raised by half, no fixed amount, no grace.
    #[must_use]
    pub fn usual(currency: Currency) -> Self {
        Self {
            daily: FIVE_IN_TEN_THOUSAND,
            uplift: BY_HALF,
            fee: Money::zero(currency),
            grace: Grace::default(),
            card_base: Base::StatementBalance,
        }
    }
}

impl Policy {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Daily, Self::Uplift, Self::Card, Self::Flat, Self::PerPeriod, Self::Continue, Self::Free];

    /// The value of the choice in the page and in drafts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Uplift => "uplift",
            Self::Continue => "continue",
            Self::Card => "card",
            Self::Flat => "flat",
            Self::PerPeriod => "per_period",
            Self::Free => "free",
        }
    }

    /// The rule of a value.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.name() == name)
    }

    /// The late charges of the rule.
    #[must_use]
    pub fn lateness(self, terms: &PolicyTerms) -> Lateness {
        let charge = |kind, base, component| LateCharge {
            kind,
            base,
            component,
            grace: terms.grace,
            inclusion: Inclusion::Last,
            caps: Vec::new(),
            rounding: Rounding::HalfUp,
        };
        let daily = ChargeKind::Daily { rate: terms.daily, year_days: YEAR_DAYS, compounding: Compounding::Simple };
        let raised = |share| ChargeKind::Uplift { share, year_days: YEAR_DAYS, compounding: Compounding::Simple };
        let flat = |kind| vec![charge(kind, Base::OverdueTotal, Component::Fee)];
        let charges = match self {
            Self::Daily => vec![charge(daily, Base::OverduePrincipal, Component::Penalty)],
            Self::Uplift => vec![charge(raised(terms.uplift), Base::OverduePrincipal, Component::Penalty)],
            Self::Continue => vec![charge(raised(Decimal::ZERO), Base::OverduePrincipal, Component::Interest)],
            Self::Card => {
                let share = ChargeKind::Percent { share: CARD_SHARE, floor: None, ceiling: None };
                vec![
                    charge(daily, terms.card_base, Component::Interest),
                    charge(share, Base::OverduePrincipal, Component::Penalty),
                ]
            }
            Self::Flat => flat(ChargeKind::Flat { amount: terms.fee }),
            Self::PerPeriod => flat(ChargeKind::PerPeriod { amount: terms.fee, every_days: PERIOD_DAYS }),
            Self::Free => Vec::new(),
        };
        Lateness { charges }
    }

    /// The rule and numbers that make these charges, if one does.
    #[must_use]
    pub fn of(lateness: &Lateness, currency: Currency) -> Option<(Self, PolicyTerms)> {
        let mut terms = PolicyTerms::usual(currency);
        if let Some(charge) = lateness.charges.first() {
            terms.grace = charge.grace;
            terms.card_base = charge.base;
        }
        let mut candidates = vec![Self::Continue, Self::Free];
        for charge in &lateness.charges {
            match &charge.kind {
                ChargeKind::Flat { amount } | ChargeKind::PerPeriod { amount, .. } => {
                    terms.fee = *amount;
                    candidates.extend([Self::Flat, Self::PerPeriod]);
                }
                ChargeKind::Percent { .. } => candidates.push(Self::Card),
                ChargeKind::Tiered { .. } | ChargeKind::Growing { .. } => {}
                ChargeKind::Daily { rate, .. } => {
                    terms.daily = *rate;
                    candidates.extend([Self::Daily, Self::Card]);
                }
                ChargeKind::Uplift { share, .. } => {
                    terms.uplift = *share;
                    candidates.push(Self::Uplift);
                }
            }
        }
        candidates.into_iter().find(|policy| policy.lateness(&terms) == *lateness).map(|policy| (policy, terms))
    }

    /// Whether the rule needs a daily rate of its own.
    #[must_use]
    pub const fn needs_daily(self) -> bool {
        matches!(self, Self::Daily | Self::Card)
    }

    /// Whether the rule needs a fixed amount.
    #[must_use]
    pub const fn needs_fee(self) -> bool {
        matches!(self, Self::Flat | Self::PerPeriod)
    }

    /// Whether the rule starts from the contract rate.
    #[must_use]
    pub const fn needs_contract_rate(self) -> bool {
        matches!(self, Self::Uplift | Self::Continue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_found_again_from_its_charges() {
        let mut terms = PolicyTerms::usual(Currency::CNY);
        terms.grace.days = 3;
        terms.fee = Money::try_new(2_000, Currency::CNY).unwrap_or(terms.fee);
        for policy in Policy::ALL {
            let found = Policy::of(&policy.lateness(&terms), Currency::CNY);
            assert_eq!(found.map(|(found, _)| found), Some(policy));
            assert_eq!(Policy::from_name(policy.name()), Some(policy));
        }
    }

    #[test]
    fn the_usual_rates_are_what_their_names_say() {
        assert_eq!(FIVE_IN_TEN_THOUSAND.value.to_string(), "0.0005");
        assert_eq!(BY_HALF.to_string(), "0.5");
        assert_eq!(CARD_SHARE.to_string(), "0.05");
    }
}
