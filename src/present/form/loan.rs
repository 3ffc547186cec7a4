//! What a loan may have beside its instalments: a fee with each, money held back at the payout, a last large payment,
//! interest by days, another rounding. Every one has its usual value until the contract's own is entered.

use rust_decimal::Decimal;

use super::draft::Draft;
use super::read::{BY_DAYS, Reader};
use crate::engine::{
    Accrual, BusinessDayRule, BusinessDays, Calendar, Counted, FeeTiming, InstalmentFee, InstalmentTerms,
    InterestDates, Portion, Rounding, Shape, Steps, Withheld,
};
use crate::present::format;
use crate::present::input::{AmountRange, Cause, Field, is_blank};

/// The fields that are typed, in the order in which they are asked.
pub const LOAN_FIELDS: [Field; 4] = [Field::FeeShare, Field::Withheld, Field::Balloon, Field::Growth];

/// How the interest of a period is counted: the values of the choice.
pub const ACCRUALS: [(&str, Accrual); 2] = [("per_period", Accrual::PerPeriod), ("by_days", BY_DAYS)];

/// How amounts become fen: the values of the choice.
pub const ROUNDINGS: [(&str, Rounding); 5] = [
    ("half_up", Rounding::HalfUp),
    ("half_even", Rounding::HalfEven),
    ("half_down", Rounding::HalfDown),
    ("up", Rounding::Up),
    ("down", Rounding::Down),
];

/// Where a due date goes that is a day off in China: the values of the choice.
pub const DAYS_OFF: [(&str, BusinessDayRule); 5] = [
    ("as_agreed", BusinessDayRule::Unadjusted),
    ("following", BusinessDayRule::Following),
    ("modified_following", BusinessDayRule::ModifiedFollowing),
    ("preceding", BusinessDayRule::Preceding),
    ("modified_preceding", BusinessDayRule::ModifiedPreceding),
];

/// Instalments of a year, after which they grow.
const YEARLY: u16 = 12;

impl Reader<'_> {
    /// Puts the full terms into the loan.
    pub(super) fn full_terms(&mut self, terms: &mut InstalmentTerms) -> Option<()> {
        let most = terms.principal;
        let fee = self.share(Field::FeeShare, Decimal::ZERO);
        let withheld = self.amount_below(Field::Withheld, most);
        let balloon = self.amount_below(Field::Balloon, most);
        let growth = self.share(Field::Growth, Decimal::ZERO);
        let (fee, withheld, balloon, growth) = (fee?, withheld?, balloon?, growth?);
        let days_off = DAYS_OFF.iter().find(|(name, _)| *name == self.draft.get(Field::DaysOff));
        terms.shape = Shape {
            fee: (!fee.is_zero()).then_some(InstalmentFee { amount: Portion::Share(fee), when: FeeTiming::Each }),
            withheld: withheld.map(|amount| Withheld { amount: Portion::Amount(amount), counted: Counted::Lent }),
            balloon: balloon.map(Portion::Amount),
            steps: (!growth.is_zero()).then_some(Steps::Growth { share: growth, every: YEARLY }),
            business_days: days_off.and_then(|(_, rule)| business_days(*rule)),
            ..Shape::default()
        };
        let chosen = |field| self.draft.get(field);
        let accrual = ACCRUALS.iter().find(|(name, _)| *name == chosen(Field::YearDays));
        let rounding = ROUNDINGS.iter().find(|(name, _)| *name == chosen(Field::RoundingRule));
        terms.accrual = accrual.map_or(Accrual::PerPeriod, |(_, accrual)| *accrual);
        terms.rounding = rounding.map_or(Rounding::HalfUp, |(_, rounding)| *rounding);
        self.floating(terms)
    }

    /// An amount that may be missing and is less than the principal.
    fn amount_below(&mut self, field: Field, most: crate::engine::Money) -> Option<Option<crate::engine::Money>> {
        if is_blank(self.draft.get(field)) {
            return Some(None);
        }
        let amount = self.amount(field, AmountRange::from_zero(most.currency()))?;
        if amount >= most {
            self.errors.add(field, Cause::MoreThan { than: Field::Principal, amount: most });
            return None;
        }
        Some(amount.is_positive().then_some(amount))
    }
}

fn business_days(rule: BusinessDayRule) -> Option<BusinessDays> {
    let moves = rule != BusinessDayRule::Unadjusted;
    moves.then_some(BusinessDays { rule, calendar: Calendar::China, interest: InterestDates::Unadjusted })
}

/// Puts the full terms of a loan into a draft.
pub(super) fn fill(draft: &mut Draft, terms: &InstalmentTerms) {
    if let Some(InstalmentFee { amount: Portion::Share(share), .. }) = terms.shape.fee {
        draft.set(Field::FeeShare, &format::percent(share));
    }
    if let Some(Withheld { amount: Portion::Amount(amount), .. }) = terms.shape.withheld {
        draft.set(Field::Withheld, &format::plain(amount));
    }
    if let Some(Portion::Amount(amount)) = terms.shape.balloon {
        draft.set(Field::Balloon, &format::plain(amount));
    }
    if let Some(Steps::Growth { share, every: YEARLY }) = terms.shape.steps {
        draft.set(Field::Growth, &format::percent(share));
    }
    let rule = terms.shape.business_days.map_or(BusinessDayRule::Unadjusted, |days| days.rule);
    let days_off = DAYS_OFF.iter().find(|(_, each)| *each == rule);
    draft.set(Field::DaysOff, days_off.map_or("", |(name, _)| name));
    super::follows::fill(draft, terms);
    let accrual = ACCRUALS.iter().find(|(_, accrual)| *accrual == terms.accrual);
    draft.set(Field::YearDays, accrual.map_or("", |(name, _)| name));
    let rounding = ROUNDINGS.iter().find(|(_, rounding)| *rounding == terms.rounding);
    draft.set(Field::RoundingRule, rounding.map_or("", |(name, _)| name));
}
