//! The four kinds of debt that the short form asks for, and the fields of each: at most six.

use crate::case::DebtKind;
use crate::engine::{Method, RatePeriod};
use crate::present::input::Field;

use super::policy::Policy;

/// A kind of debt as a person calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Preset {
    /// 网贷分期.
    Loan,
    /// 信用卡账单.
    Card,
    /// 先享后付.
    PayLater,
    /// 私人借款.
    Private,
}

/// What is typed into a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    /// A name.
    Text,
    /// An amount of money.
    Money,
    /// A date.
    Date,
    /// A rate.
    Rate,
    /// A whole number.
    Count,
}

impl Preset {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Loan, Self::Card, Self::PayLater, Self::Private];

    /// The name in the page and in drafts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Loan => "loan",
            Self::Card => "card",
            Self::PayLater => "paylater",
            Self::Private => "private",
        }
    }

    /// The preset of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.name() == name)
    }

    /// The kind of debt that it makes.
    #[must_use]
    pub const fn kind(self) -> DebtKind {
        match self {
            Self::Loan => DebtKind::Loan,
            Self::Card => DebtKind::Card,
            Self::PayLater => DebtKind::PayLater,
            Self::Private => DebtKind::Private,
        }
    }

    /// The fields, in the order in which they are asked.
    #[must_use]
    pub const fn fields(self) -> &'static [Field] {
        match self {
            Self::Loan => {
                &[Field::Creditor, Field::Principal, Field::Rate, Field::Count, Field::FirstDue, Field::PaidCount]
            }
            Self::Card => &[Field::Creditor, Field::Balance, Field::Minimum, Field::Due, Field::Paid, Field::Rate],
            Self::PayLater => {
                &[Field::Creditor, Field::Total, Field::Count, Field::FirstDue, Field::Fee, Field::PaidCount]
            }
            Self::Private => &[Field::Creditor, Field::Principal, Field::Start, Field::Due, Field::Rate, Field::Paid],
        }
    }

    /// The fields of the full terms: a card's cycles, what a loan may have beside its instalments.
    #[must_use]
    pub const fn full_fields(self) -> &'static [Field] {
        match self {
            Self::Card => &super::card::CARD_FIELDS,
            Self::Loan => &super::loan::LOAN_FIELDS,
            Self::PayLater | Self::Private => &[],
        }
    }

    /// Whether a field may stay empty.
    #[must_use]
    pub const fn is_optional(self, field: Field) -> bool {
        match field {
            Field::Creditor | Field::PaidCount | Field::Paid | Field::Fee => true,
            Field::Rate => matches!(self, Self::Private | Self::Card),
            Field::StatementDay
            | Field::Transactions
            | Field::MinimumShare
            | Field::MinimumFloor
            | Field::ToleranceDays
            | Field::ToleranceAmount
            | Field::CardFeeShare
            | Field::CardFeeFloor
            | Field::FeeShare
            | Field::Withheld
            | Field::Balloon
            | Field::Growth => true,
            _ => false,
        }
    }

    /// The period of a rate without one.
    #[must_use]
    pub const fn rate_unit(self) -> RatePeriod {
        match self {
            Self::Card => RatePeriod::Day,
            Self::Loan | Self::PayLater | Self::Private => RatePeriod::Year,
        }
    }

    /// The rule of lateness that is assumed until the contract's own is entered.
    #[must_use]
    pub const fn policy(self) -> Policy {
        match self {
            Self::Loan => Policy::Uplift,
            Self::Card => Policy::Card,
            Self::PayLater => Policy::Daily,
            Self::Private => Policy::Continue,
        }
    }

    /// The rules of lateness that are offered.
    #[must_use]
    pub const fn policies(self) -> &'static [Policy] {
        match self {
            Self::Card => &[Policy::Card, Policy::Free],
            Self::PayLater => &[Policy::Daily, Policy::Flat, Policy::PerPeriod, Policy::Free],
            Self::Loan | Self::Private => {
                &[Policy::Uplift, Policy::Daily, Policy::Continue, Policy::Flat, Policy::PerPeriod, Policy::Free]
            }
        }
    }
}

/// What is typed into a field.
#[must_use]
pub const fn field_kind(field: Field) -> FieldKind {
    match field {
        Field::Creditor | Field::RateUnit | Field::Method | Field::Policy | Field::GraceKind => FieldKind::Text,
        Field::Transactions
        | Field::CardMethod
        | Field::CardBilled
        | Field::UseKind
        | Field::YearDays
        | Field::RoundingRule
        | Field::DaysOff
        | Field::Follows
        | Field::Repricing => FieldKind::Text,
        Field::Principal
        | Field::Balance
        | Field::Minimum
        | Field::Paid
        | Field::Total
        | Field::Fee
        | Field::LateFee
        | Field::WhatIfAmount
        | Field::MinimumFloor
        | Field::ToleranceAmount
        | Field::CardFeeFloor
        | Field::Withheld
        | Field::Balloon
        | Field::Amount => FieldKind::Money,
        Field::Rate | Field::LateRate => FieldKind::Rate,
        // A share is typed as a percentage, but has no period.
        Field::MinimumShare | Field::CardFeeShare | Field::FeeShare | Field::Growth => FieldKind::Text,
        Field::FirstDue | Field::Due | Field::Start | Field::Date | Field::AsOf => FieldKind::Date,
        Field::DemandOn | Field::PerformBy => FieldKind::Date,
        Field::Count | Field::PaidCount | Field::Days | Field::GraceDays | Field::WhatIfDay => FieldKind::Count,
        Field::Bills | Field::StatementDay | Field::ToleranceDays | Field::UnpaidDays => FieldKind::Count,
    }
}

/// The name of a repayment method in drafts.
#[must_use]
pub const fn method_name(method: Method) -> &'static str {
    match method {
        Method::EqualInstalment => "equal_instalment",
        Method::EqualPrincipal => "equal_principal",
        Method::InterestFirst => "interest_first",
        Method::Bullet => "bullet",
    }
}

/// The repayment methods, in the order in which they are offered.
pub const METHODS: [Method; 4] =
    [Method::EqualInstalment, Method::EqualPrincipal, Method::InterestFirst, Method::Bullet];

/// The name of a rate's period in drafts.
#[must_use]
pub const fn unit_name(unit: RatePeriod) -> &'static str {
    match unit {
        RatePeriod::Day => "day",
        RatePeriod::Month => "month",
        RatePeriod::Year => "year",
    }
}

/// The periods of a rate, in the order in which they are offered.
pub const UNITS: [RatePeriod; 3] = [RatePeriod::Year, RatePeriod::Month, RatePeriod::Day];
