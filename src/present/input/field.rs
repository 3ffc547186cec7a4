//! The fields of all forms, by the names that the page gives them.

/// A field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// Who is owed.
    Creditor,
    /// What was lent or is owed.
    Principal,
    /// The contract rate, or the rate of a late charge in the simulator.
    Rate,
    /// Which period the rate is for.
    RateUnit,
    /// The number of instalments.
    Count,
    /// The first due date.
    FirstDue,
    /// A number of bills.
    Bills,
    /// How many instalments are paid.
    PaidCount,
    /// What a card's bill asks for.
    Balance,
    /// The minimum of a card's bill.
    Minimum,
    /// The due date.
    Due,
    /// What was paid so far.
    Paid,
    /// The price of a purchase in instalments.
    Total,
    /// The fee of each instalment.
    Fee,
    /// When a debt began.
    Start,
    /// How principal comes back.
    Method,
    /// Which rule of lateness applies.
    Policy,
    /// The rate of lateness.
    LateRate,
    /// A fixed late fee.
    LateFee,
    /// Days late.
    Days,
    /// Days of grace.
    GraceDays,
    /// What days of grace mean afterwards.
    GraceKind,
    /// A payment tried out in the simulator.
    WhatIfAmount,
    /// On which day late it is tried out.
    WhatIfDay,
    /// The amount of a payment.
    Amount,
    /// The date of a payment.
    Date,
    /// The day on which the accounts are read.
    AsOf,
    /// The day of the month on which a card's bill is made.
    StatementDay,
    /// What a card's bill is made of, with the days of posting.
    Transactions,
    /// What bears interest on a card.
    CardMethod,
    /// What becomes of billed interest of a card.
    CardBilled,
    /// The share of the bill that a card's least payment asks for.
    MinimumShare,
    /// The least that a card's least payment asks for.
    MinimumFloor,
    /// Days after the due date that still count as in time.
    ToleranceDays,
    /// A shortfall that still counts as paid in full.
    ToleranceAmount,
    /// The share of the unpaid minimum that a card charges.
    CardFeeShare,
    /// The least that it charges.
    CardFeeFloor,
    /// What a card was used for.
    UseKind,
    /// The fee of an instalment, as a share.
    FeeShare,
    /// Money held back at the payout.
    Withheld,
    /// Principal left for the last instalment.
    Balloon,
    /// How the interest of a period is counted.
    YearDays,
    /// How amounts become fen.
    RoundingRule,
    /// By how much instalments grow each year.
    Growth,
    /// Where a due date goes that is a day off.
    DaysOff,
    /// Which published rate the rate follows.
    Follows,
    /// When it is taken anew.
    Repricing,
    /// When the lender last asked for the money.
    DemandOn,
    /// The last day of a judgment's period for performance.
    PerformBy,
    /// For how many days after it nothing is paid.
    UnpaidDays,
}

impl Field {
    /// All fields.
    pub const ALL: [Self; 50] = [
        Self::Creditor,
        Self::Principal,
        Self::Rate,
        Self::RateUnit,
        Self::Count,
        Self::FirstDue,
        Self::Bills,
        Self::PaidCount,
        Self::Balance,
        Self::Minimum,
        Self::Due,
        Self::Paid,
        Self::Total,
        Self::Fee,
        Self::Start,
        Self::Method,
        Self::Policy,
        Self::LateRate,
        Self::LateFee,
        Self::Days,
        Self::GraceDays,
        Self::GraceKind,
        Self::WhatIfAmount,
        Self::WhatIfDay,
        Self::Amount,
        Self::Date,
        Self::AsOf,
        Self::StatementDay,
        Self::Transactions,
        Self::CardMethod,
        Self::CardBilled,
        Self::MinimumShare,
        Self::MinimumFloor,
        Self::ToleranceDays,
        Self::ToleranceAmount,
        Self::CardFeeShare,
        Self::CardFeeFloor,
        Self::UseKind,
        Self::FeeShare,
        Self::Withheld,
        Self::Balloon,
        Self::YearDays,
        Self::RoundingRule,
        Self::Growth,
        Self::DaysOff,
        Self::Follows,
        Self::Repricing,
        Self::DemandOn,
        Self::PerformBy,
        Self::UnpaidDays,
    ];

    /// The name in the page and in drafts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Creditor => "creditor",
            Self::Principal => "principal",
            Self::Rate => "rate",
            Self::RateUnit => "rate_unit",
            Self::Count => "count",
            Self::FirstDue => "first_due",
            Self::Bills => "bills",
            Self::PaidCount => "paid_count",
            Self::Balance => "balance",
            Self::Minimum => "minimum",
            Self::Due => "due",
            Self::Paid => "paid",
            Self::Total => "total",
            Self::Fee => "fee",
            Self::Start => "start",
            Self::Method => "method",
            Self::Policy => "policy",
            Self::LateRate => "late_rate",
            Self::LateFee => "late_fee",
            Self::Days => "days",
            Self::GraceDays => "grace_days",
            Self::GraceKind => "grace_kind",
            Self::WhatIfAmount => "whatif_amount",
            Self::WhatIfDay => "whatif_day",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::AsOf => "as_of",
            Self::StatementDay => "statement_day",
            Self::Transactions => "transactions",
            Self::CardMethod => "card_method",
            Self::CardBilled => "card_billed",
            Self::MinimumShare => "minimum_share",
            Self::MinimumFloor => "minimum_floor",
            Self::ToleranceDays => "tolerance_days",
            Self::ToleranceAmount => "tolerance_amount",
            Self::CardFeeShare => "card_fee_share",
            Self::CardFeeFloor => "card_fee_floor",
            Self::UseKind => "use_kind",
            Self::FeeShare => "fee_share",
            Self::Withheld => "withheld",
            Self::Balloon => "balloon",
            Self::YearDays => "year_days",
            Self::RoundingRule => "rounding",
            Self::Growth => "growth",
            Self::DaysOff => "days_off",
            Self::Follows => "follows",
            Self::Repricing => "repricing",
            Self::DemandOn => "demand_on",
            Self::PerformBy => "perform_by",
            Self::UnpaidDays => "unpaid_days",
        }
    }

    /// The field of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}
