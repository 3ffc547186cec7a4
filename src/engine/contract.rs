//! What was agreed: an instalment loan, a single payment, or a card's last statement.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::allocation::{Components, Waterfall};
use super::card::CardCycle;
use super::date::{self, Frequency, PeriodUnit};
use super::error::{EngineError, Term};
use super::late::Lateness;
use super::limits::{MAX_INSTALMENTS, MAX_MINOR, MAX_PRECISION};
use super::money::{Currency, Money};
use super::number::Rounding;
use super::rate::{Accrual, EffectiveTime, Rate};
use super::shape::{Counted, InstalmentBasis, Shape, Steps};

/// How principal comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Equal instalments (等额本息).
    EqualInstalment,
    /// Equal principal, falling interest (等额本金).
    EqualPrincipal,
    /// Interest each period, principal with the last (先息后本).
    InterestFirst,
    /// Everything at the end, interest included (到期还本付息).
    Bullet,
}

/// What interest is counted on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterestKind {
    /// On what is still out.
    #[default]
    Declining,
    /// On the original principal, every period the same.
    Flat,
    /// On the original principal; the whole interest is rounded once and then spread.
    FlatTotal,
}

/// Where the rest that rounding leaves goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Residue {
    /// The last instalment takes whatever principal is left; its amount may differ by some fen.
    #[default]
    LastInstalment,
    /// All instalments are equal; the interest of the last one takes the difference.
    LastInterest,
}

/// Whether the equal instalment is adjusted so that the last one comes out close to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Smoothing {
    /// It is not.
    #[default]
    None,
    /// Up to three times: with n instalments, if the gap between the last two in minor units exceeds ⌊n/2⌋, a share
    /// of gap/n is added to each, kept only if the gap shrinks.
    ThreePasses,
}

/// One row of a schedule as the lender states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatedRow {
    /// When it is due.
    pub due: NaiveDate,
    /// What is due.
    pub amounts: Components,
}

/// Terms of an instalment loan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstalmentTerms {
    /// What was lent.
    pub principal: Money,
    /// The day on which it was paid out.
    pub disbursed_on: NaiveDate,
    /// The contract rate.
    pub rate: Rate,
    /// How principal comes back.
    pub method: Method,
    /// What interest is counted on.
    pub interest: InterestKind,
    /// The number of instalments.
    pub count: u16,
    /// Every how often.
    pub frequency: Frequency,
    /// The first due date, when it is not one period after the payout: the anchor of all others.
    pub first_due: Option<NaiveDate>,
    /// The day that the grid of due dates is counted from, when it is neither the payout nor the first due date: the
    /// n-th due date is the anchor plus n periods. Interest of the first period still begins with the payout.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<NaiveDate>,
    /// All due dates, when they follow no rule. Takes the place of `frequency` and `first_due` for dates.
    pub due_dates: Option<Vec<NaiveDate>>,
    /// How interest of a period follows from the rate.
    pub accrual: Accrual,
    /// How amounts become minor units.
    pub rounding: Rounding,
    /// Significant digits that period factors are cut to; none keeps all.
    pub precision: Option<u8>,
    /// A step that the instalment is rounded to.
    pub instalment_multiple: Option<Money>,
    /// Where the rest of rounding goes.
    pub residue: Residue,
    /// Whether the instalment is adjusted to the last one.
    pub smoothing: Smoothing,
    /// First instalments that bring back no principal.
    pub principal_grace: u16,
    /// First instalments that carry no interest; it is collected with the first one after them.
    pub interest_grace: u16,
    /// First periods that bear no interest at all.
    pub interest_free: u16,
    /// A share of the principal that is due on the day of the payout, before the instalments.
    pub down_payment: Option<Decimal>,
    /// What a plain loan does not have: fees, a balloon, steps, dated rates …
    #[serde(default, skip_serializing_if = "Shape::is_plain")]
    pub shape: Shape,
    /// The schedule as the lender states it; where it is given, it wins over ours.
    pub stated: Option<Vec<StatedRow>>,
    /// What lateness costs.
    pub lateness: Lateness,
    /// Where payments go.
    pub waterfall: Waterfall,
}

/// Terms of a debt that is paid back in one sum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SingleTerms {
    /// What was lent or is owed.
    pub principal: Money,
    /// When it began.
    pub start: NaiveDate,
    /// When it is due.
    pub due: NaiveDate,
    /// The agreed rate up to the due date; zero for none.
    pub rate: Rate,
    /// How interest follows from the rate.
    pub accrual: Accrual,
    /// How interest becomes minor units.
    pub rounding: Rounding,
    /// What lateness costs.
    pub lateness: Lateness,
    /// Where payments go.
    pub waterfall: Waterfall,
}

/// A card as its last statement shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CardStatement {
    /// What the bill asks for in all (本期账单).
    pub balance: Money,
    /// The least that keeps the card out of arrears (最低还款额).
    pub minimum: Money,
    /// The day of the bill, if it is known.
    pub statement_date: Option<NaiveDate>,
    /// The last day to pay (到期还款日).
    pub due: NaiveDate,
    /// The interest rate, usually a day's.
    pub rate: Rate,
    /// Interest on the rest and 违约金 on the unpaid minimum.
    pub lateness: Lateness,
    /// Where payments go.
    pub waterfall: Waterfall,
    /// The rules of the cycles after this bill, if they are known. With them `lateness` is empty: interest and 违约金
    /// follow the cycles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cycle: Option<CardCycle>,
}

/// A debt in mid-life: what the lender or the borrower says about it on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// On which day.
    pub as_of: NaiveDate,
    /// The first so many instalments are paid, whenever that was.
    pub settled_rows: u16,
    /// What is overdue on that day, in one sum per component. If it is not zero, it stands for every instalment that
    /// fell due on or before that day and was not settled.
    pub arrears: Components,
    /// Since when the oldest of it is overdue.
    pub oldest_unpaid_due: Option<NaiveDate>,
}

/// What was agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contract {
    /// A loan in instalments.
    Instalment(Box<InstalmentTerms>),
    /// A card from its last statement.
    Revolving(Box<CardStatement>),
    /// A debt paid back in one sum.
    Single(Box<SingleTerms>),
}

/// The least amount that is one, in currencies of two digits: for messages.
pub(crate) const LEAST_AMOUNT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);
/// The greatest amount, in currencies of two digits: for messages.
pub(crate) const GREATEST_AMOUNT: Decimal =
    Decimal::from_parts(((MAX_MINOR / 100) % (1 << 32)) as u32, ((MAX_MINOR / 100) >> 32) as u32, 0, false, 0);

fn positive(amount: Money, term: Term) -> Result<(), EngineError> {
    if amount.is_positive() {
        return Ok(());
    }
    Err(EngineError::outside(term, LEAST_AMOUNT, GREATEST_AMOUNT))
}

fn within(value: u64, (least, greatest): (u64, u64), term: Term) -> Result<(), EngineError> {
    if (least..=greatest).contains(&value) {
        return Ok(());
    }
    Err(EngineError::outside(term, least, greatest))
}

fn not_before(date: NaiveDate, earliest: NaiveDate, term: Term) -> Result<(), EngineError> {
    if date < earliest {
        return Err(EngineError::DatesOutOfOrder { term, earliest });
    }
    Ok(())
}

impl InstalmentTerms {
    /// Terms with the commonest conventions of online loans: equal monthly instalments, interest by period, rounding
    /// half up, the last instalment takes the rest.
    #[must_use]
    pub fn monthly(principal: Money, rate: Rate, count: u16, disbursed_on: NaiveDate) -> Self {
        Self {
            principal,
            disbursed_on,
            rate,
            method: Method::EqualInstalment,
            interest: InterestKind::Declining,
            count,
            frequency: Frequency::MONTHLY,
            first_due: None,
            anchor: None,
            due_dates: None,
            accrual: Accrual::PerPeriod,
            rounding: Rounding::HalfUp,
            precision: None,
            instalment_multiple: None,
            residue: Residue::LastInstalment,
            smoothing: Smoothing::None,
            principal_grace: 0,
            interest_grace: 0,
            interest_free: 0,
            down_payment: None,
            shape: Shape::default(),
            stated: None,
            lateness: Lateness::default(),
            waterfall: Waterfall::default(),
        }
    }

    /// Whether every term lies within the limits.
    ///
    /// # Errors
    /// The first term that does not, with the values that would work.
    pub fn check(&self) -> Result<(), EngineError> {
        positive(self.principal, Term::Principal)?;
        self.rate.check(Term::Rate)?;
        within(u64::from(self.count), (1, u64::from(MAX_INSTALMENTS)), Term::Count)?;
        let longest = match self.frequency.unit {
            PeriodUnit::Days => 36_600,
            PeriodUnit::Weeks => 5_200,
            PeriodUnit::Months => 1_200,
            PeriodUnit::Years => 100,
        };
        within(u64::from(self.frequency.every), (1, longest), Term::Every)?;
        let grace = u64::from(self.count).saturating_sub(1);
        within(u64::from(self.principal_grace), (0, grace), Term::GracePeriods)?;
        within(u64::from(self.interest_grace), (0, grace), Term::GracePeriods)?;
        within(u64::from(self.interest_free), (0, u64::from(self.count)), Term::GracePeriods)?;
        if let Some(digits) = self.precision {
            within(u64::from(digits), (6, u64::from(MAX_PRECISION)), Term::Precision)?;
        }
        if let Some(share) = self.down_payment
            && (share < Decimal::ZERO || share >= Decimal::ONE)
        {
            return Err(EngineError::outside(Term::Share, 0, Decimal::new(99, 2)));
        }
        if let Some(step) = self.instalment_multiple {
            self.principal.plus(step)?;
            within(step.minor().unsigned_abs(), (0, MAX_MINOR.unsigned_abs()), Term::Multiple)?;
        }
        if let Accrual::Effective(EffectiveTime::Days(days)) = self.accrual {
            within(u64::from(days), (360, 366), Term::Every)?;
        }
        self.check_shape()?;
        self.check_dates()?;
        self.lateness.check()
    }

    /// The shape's own bounds, and that it goes together with the other terms.
    fn check_shape(&self) -> Result<(), EngineError> {
        let shape = &self.shape;
        if shape.is_plain() {
            return Ok(());
        }
        shape.check(self.principal, self.count, self.disbursed_on)?;
        let apart = |together: bool, term: Term| if together { Err(EngineError::NotTogether { term }) } else { Ok(()) };
        let level = self.method == Method::EqualInstalment;
        if shape.is_solved_on_the_way() {
            // Flat interest knows what was paid out; an instalment is smoothed where the ones after it are level.
            let paid_out = Shape { tranches: Vec::new(), ..shape.clone() };
            let dated = Shape { rates: Vec::new(), overpayments: Vec::new(), ..paid_out.clone() };
            let flat = self.interest == InterestKind::Flat && !paid_out.is_solved_on_the_way();
            apart(self.interest != InterestKind::Declining && !flat, Term::Rate)?;
            apart(self.smoothing != Smoothing::None && dated.is_solved_on_the_way(), Term::Multiple)?;
            let own_terms = shape.tranches.iter().any(|tranche| tranche.own_term);
            let simple = self.interest == InterestKind::Declining && level && self.residue == Residue::LastInstalment;
            apart(own_terms && (!simple || paid_out.is_solved_on_the_way()), Term::Payout)?;
        }
        apart(shape.steps.is_some() && !level, Term::Steps)?;
        // Interest of the last instalment cannot take a difference that is principal.
        let agreed = matches!(shape.steps, Some(Steps::Amounts(_))) || shape.basis == InstalmentBasis::EqualPeriods;
        apart(self.residue == Residue::LastInterest && agreed, Term::Steps)?;
        apart(shape.balloon.is_some() && !level && self.method != Method::EqualPrincipal, Term::Balloon)?;
        apart(shape.capitalised > 0 && self.interest_grace > 0, Term::GracePeriods)?;
        let plainly_level =
            level && self.interest == InterestKind::Declining && self.residue == Residue::LastInstalment;
        let puts_off = shape.capitalised > 0 || self.interest_grace > 0;
        apart(shape.follows_payments && (!plainly_level || puts_off), Term::Rate)?;
        apart(self.down_payment.is_some() && shape.withheld.is_some(), Term::Withheld)
    }

    /// The money held back at the payout.
    ///
    /// # Errors
    /// Overflow.
    pub fn withheld(&self) -> Result<Money, EngineError> {
        match self.shape.withheld {
            Some(withheld) => withheld.amount.of(self.principal, self.rounding),
            None => Ok(Money::zero(self.principal.currency())),
        }
    }

    /// The principal that interest and instalments are counted on: what was lent, or only what was received of it;
    /// without later payouts.
    ///
    /// # Errors
    /// Overflow.
    pub fn counted_principal(&self) -> Result<Money, EngineError> {
        match self.shape.withheld {
            Some(withheld) if withheld.counted == Counted::Received => self.principal.minus(self.withheld()?),
            _ => Ok(self.principal),
        }
    }

    /// What the borrower received on the day of the payout, the down payment taken off.
    ///
    /// # Errors
    /// Overflow.
    pub fn received(&self) -> Result<Money, EngineError> {
        self.principal.minus(self.withheld()?)?.minus(super::schedule::down_payment(self)?)
    }

    fn check_dates(&self) -> Result<(), EngineError> {
        date::check(self.disbursed_on)?;
        if let Some(first) = self.first_due {
            not_before(date::check(first)?, self.disbursed_on, Term::Due)?;
        }
        if let Some(anchor) = self.anchor {
            date::check(anchor)?;
            not_before(self.frequency.after(anchor, 1)?, self.disbursed_on, Term::Due)?;
        }
        if let Some(dates) = &self.due_dates {
            within(dates.len() as u64, (u64::from(self.count), u64::from(self.count)), Term::Rows)?;
            let mut earliest = self.disbursed_on;
            for due in dates {
                not_before(date::check(*due)?, earliest, Term::Due)?;
                earliest = *due;
            }
        }
        if let Some(rows) = &self.stated {
            within(rows.len() as u64, (1, u64::from(MAX_INSTALMENTS)), Term::Rows)?;
            let mut earliest = self.disbursed_on;
            for row in rows {
                not_before(date::check(row.due)?, earliest, Term::Due)?;
                earliest = row.due;
                self.principal.plus(row.amounts.total()?)?;
            }
        }
        Ok(())
    }
}

impl Contract {
    /// The currency of the debt.
    #[must_use]
    pub const fn currency(&self) -> Currency {
        match self {
            Self::Instalment(terms) => terms.principal.currency(),
            Self::Revolving(card) => card.balance.currency(),
            Self::Single(terms) => terms.principal.currency(),
        }
    }

    /// The original principal, as the lender counts it: what caps take a share of.
    #[must_use]
    pub fn principal(&self) -> Money {
        match self {
            Self::Instalment(terms) => terms.counted_principal().unwrap_or(terms.principal),
            Self::Revolving(card) => card.balance,
            Self::Single(terms) => terms.principal,
        }
    }

    /// The contract rate.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        match self {
            Self::Instalment(terms) => terms.rate,
            Self::Revolving(card) => card.rate,
            Self::Single(terms) => terms.rate,
        }
    }

    /// Whether interest follows what is really out; where the schedule is the lender's own, it does not.
    pub(crate) const fn follows_payments(&self) -> bool {
        match self {
            Self::Instalment(terms) => terms.shape.follows_payments && terms.stated.is_none(),
            Self::Revolving(_) | Self::Single(_) => false,
        }
    }

    /// What lateness costs.
    #[must_use]
    pub const fn lateness(&self) -> &Lateness {
        match self {
            Self::Instalment(terms) => &terms.lateness,
            Self::Revolving(card) => &card.lateness,
            Self::Single(terms) => &terms.lateness,
        }
    }

    /// Where payments go.
    #[must_use]
    pub const fn waterfall(&self) -> &Waterfall {
        match self {
            Self::Instalment(terms) => &terms.waterfall,
            Self::Revolving(card) => &card.waterfall,
            Self::Single(terms) => &terms.waterfall,
        }
    }

    /// Whether every term lies within the limits. Called by [`super::replay()`]; a form or file that calls it first
    /// can name the field.
    ///
    /// # Errors
    /// The first term that does not, with the values that would work.
    pub fn check(&self) -> Result<(), EngineError> {
        match self {
            Self::Instalment(terms) => terms.check(),
            Self::Revolving(card) => {
                positive(card.balance, Term::Principal)?;
                card.rate.check(Term::Rate)?;
                if card.minimum.minor() < 0 || card.minimum.minus(card.balance)?.is_positive() {
                    return Err(EngineError::outside(Term::Minimum, 0, card.balance.exact()));
                }
                if let Some(day) = card.statement_date {
                    not_before(card.due, date::check(day)?, Term::Due)?;
                }
                date::check(card.due)?;
                if let Some(cycle) = &card.cycle {
                    cycle.check(card)?;
                }
                card.lateness.check()
            }
            Self::Single(terms) => {
                positive(terms.principal, Term::Principal)?;
                terms.rate.check(Term::Rate)?;
                not_before(date::check(terms.due)?, date::check(terms.start)?, Term::Due)?;
                terms.lateness.check()
            }
        }
    }
}
