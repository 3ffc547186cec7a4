//! From a draft to a debt: every error at once, or terms that the engine accepts.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::case::{DebtInputs, DebtKind};
use crate::engine::date::Frequency;
use crate::engine::limits::{MAX_DAYS, MAX_INSTALMENTS};
use crate::engine::{
    Accrual, CardStatement, Components, Contract, Currency, DaysInMonth, DaysInYear, Event, EventKind, Grace,
    GraceKind, InstalmentTerms, InterestKind, Lateness, LeapRule, Method, Money, Opening, Rate, RatePeriod, Rounding,
    SingleTerms, Waterfall,
};
use crate::present::input::{self, AmountRange, Cause, DateRead, Errors, Field, FieldError, free_text, is_blank};

use super::draft::Draft;
use super::policy::{Policy, PolicyTerms};
use super::preset::Preset;

/// The currency of the short form.
pub const CURRENCY: Currency = Currency::CNY;

/// What a filled form says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// Whom it is owed to; may be empty.
    pub creditor: String,
    /// What kind of debt.
    pub kind: DebtKind,
    /// What its figures are computed from.
    pub inputs: DebtInputs,
}

/// Reads the form as of a day.
///
/// # Errors
/// Every field that cannot be used, in the order of the form.
pub fn read(draft: &Draft, today: NaiveDate) -> Result<Entered, Vec<FieldError>> {
    let mut reader = Reader { draft, today, errors: Errors::default() };
    let creditor = reader.errors.take(Field::Creditor, free_text(draft.get(Field::Creditor)));
    let terms = match draft.preset() {
        Preset::Loan => reader.loan(),
        Preset::Card => reader.card(),
        Preset::PayLater => reader.pay_later(),
        Preset::Private => reader.private(),
    };
    let Reader { errors, .. } = reader;
    let mut list = errors.into_list();
    list.sort_by_key(|error| {
        let fields = draft.preset().fields();
        fields.iter().position(|field| *field == error.field).unwrap_or(fields.len())
    });
    if let (Some(creditor), Some(inputs), true) = (creditor, terms, list.is_empty()) {
        match inputs
            .check()
            .map_err(|fault| refused(draft.preset(), fault))
            .and_then(|()| probe(draft.preset(), &inputs, today))
        {
            Ok(()) => return Ok(Entered { creditor, kind: draft.preset().kind(), inputs }),
            Err(error) => list.push(error),
        }
    }
    Err(list)
}

/// What the engine says about the terms as a whole is a matter of the rate or the amount.
fn probe(preset: Preset, inputs: &DebtInputs, today: NaiveDate) -> Result<(), FieldError> {
    let field = if preset == Preset::PayLater { Field::Total } else { Field::Rate };
    inputs.replay(today).map(|_| ()).map_err(|error| FieldError::new(field, Cause::Engine(error)))
}

fn refused(preset: Preset, fault: crate::case::DebtFault) -> FieldError {
    let error = match fault {
        crate::case::DebtFault::Engine(error) => error,
        _ => crate::engine::EngineError::Overflow,
    };
    let field = match preset {
        Preset::Loan | Preset::Private => Field::Principal,
        Preset::Card => Field::Balance,
        Preset::PayLater => Field::Total,
    };
    FieldError::new(field, Cause::Engine(error))
}

pub(super) struct Reader<'a> {
    pub(super) draft: &'a Draft,
    pub(super) today: NaiveDate,
    pub(super) errors: Errors,
}

impl Reader<'_> {
    pub(super) fn amount(&mut self, field: Field, range: AmountRange) -> Option<Money> {
        self.errors.take(field, input::amount(self.draft.get(field), range))
    }

    pub(super) fn amount_or_nothing(&mut self, field: Field) -> Option<Money> {
        if is_blank(self.draft.get(field)) {
            return Some(Money::zero(CURRENCY));
        }
        self.amount(field, AmountRange::from_zero(CURRENCY))
    }

    fn date(&mut self, field: Field) -> Option<NaiveDate> {
        let read = input::date(self.draft.get(field), self.today);
        self.errors.take(field, read).map(|DateRead { date, .. }| date)
    }

    fn rate(&mut self, field: Field, unit: RatePeriod, blank: Option<Rate>) -> Option<Rate> {
        if let (true, Some(rate)) = (is_blank(self.draft.get(field)), blank) {
            return Some(rate);
        }
        self.errors.take(field, input::rate(self.draft.get(field), unit))
    }

    fn counts(&mut self) -> (Option<u16>, Option<u16>) {
        let count = input::count(self.draft.get(Field::Count), 1, u32::from(MAX_INSTALMENTS));
        let count = self.errors.take(Field::Count, count);
        let typed = self.draft.get(Field::PaidCount);
        let most = u32::from(MAX_INSTALMENTS);
        let paid = if is_blank(typed) { Ok(0) } else { input::count(typed, 0, most) };
        let paid = match (paid, count) {
            (Ok(paid), Some(count)) if paid > count => Err(Cause::CountMoreThan { than: Field::Count, count }),
            (paid, _) => paid,
        };
        let paid = self.errors.take(Field::PaidCount, paid);
        let short = |value: Option<u32>| value.and_then(|value| u16::try_from(value).ok());
        (short(count), short(paid))
    }

    /// The rule of lateness of the assumptions; the card's daily rate is the contract's.
    fn lateness(&mut self, card_rate: Option<Rate>) -> Option<Lateness> {
        let policy = self.draft.policy();
        let mut terms = PolicyTerms::usual(CURRENCY);
        let typed = self.draft.get(Field::LateRate);
        match policy {
            Policy::Daily => terms.daily = self.errors.take(Field::LateRate, input::rate(typed, RatePeriod::Day))?,
            Policy::Uplift => {
                let read = input::rate(typed, RatePeriod::Year);
                terms.uplift = self.errors.take(Field::LateRate, read)?.value.min(Decimal::TEN);
            }
            Policy::Card => terms.daily = card_rate.unwrap_or(terms.daily),
            Policy::Flat | Policy::PerPeriod => {
                terms.fee = self.amount(Field::LateFee, AmountRange::positive(CURRENCY))?;
            }
            Policy::Continue | Policy::Free => {}
        }
        terms.grace = self.grace()?;
        Some(policy.lateness(&terms))
    }

    fn grace(&mut self) -> Option<Grace> {
        let typed = self.draft.get(Field::GraceDays);
        let most = u32::try_from(MAX_DAYS).unwrap_or(0);
        let days = if is_blank(typed) { Ok(0) } else { input::count(typed, 0, most.min(365)) };
        let days = self.errors.take(Field::GraceDays, days)?;
        let back_dated = self.draft.get(Field::GraceKind) == "back_dated";
        let kind = if back_dated { GraceKind::BackDated } else { GraceKind::Forgiven };
        Some(Grace { days: u16::try_from(days).unwrap_or(0), kind })
    }

    fn loan(&mut self) -> Option<DebtInputs> {
        let principal = self.amount(Field::Principal, AmountRange::positive(CURRENCY));
        let rate = self.rate(Field::Rate, self.draft.unit(), None);
        let (count, paid) = self.counts();
        let first_due = self.date(Field::FirstDue);
        let lateness = self.lateness(None);
        let (first_due, paid) = (first_due?, paid?);
        let mut terms = InstalmentTerms::monthly(principal?, rate?, count?, month_before(first_due));
        terms.method = self.draft.method();
        terms.first_due = Some(first_due);
        self.full_terms(&mut terms)?;
        terms.lateness = lateness?;
        Some(instalments(terms, paid, self.today))
    }

    fn pay_later(&mut self) -> Option<DebtInputs> {
        let total = self.amount(Field::Total, AmountRange::positive(CURRENCY));
        let (count, paid) = self.counts();
        let first_due = self.date(Field::FirstDue);
        let fee = self.amount_or_nothing(Field::Fee);
        let lateness = self.lateness(None);
        let (total, first_due, paid) = (total?, first_due?, paid?);
        // The same fee with each instalment is interest on the whole price, the same every month.
        let monthly = fee?.exact().checked_div(total.exact()).unwrap_or(Decimal::ZERO);
        let rate = Rate::try_new(monthly, RatePeriod::Month)
            .map_err(|_| Cause::MoreThan { than: Field::Total, amount: total });
        let rate = self.errors.take(Field::Fee, rate);
        let mut terms = InstalmentTerms::monthly(total, rate?, count?, month_before(first_due));
        terms.method = Method::EqualPrincipal;
        terms.interest = InterestKind::FlatTotal;
        terms.first_due = Some(first_due);
        terms.lateness = lateness?;
        Some(instalments(terms, paid, self.today))
    }

    fn card(&mut self) -> Option<DebtInputs> {
        let balance = self.amount(Field::Balance, AmountRange::positive(CURRENCY));
        let minimum = self.amount(Field::Minimum, AmountRange::from_zero(CURRENCY));
        if let (Some(balance), Some(minimum)) = (balance, minimum)
            && minimum > balance
        {
            self.errors.add(Field::Minimum, Cause::MoreThan { than: Field::Balance, amount: balance });
        }
        let due = self.date(Field::Due);
        let paid = self.amount_or_nothing(Field::Paid);
        let usual = super::policy::FIVE_IN_TEN_THOUSAND;
        let rate = self.rate(Field::Rate, self.draft.unit(), Some(usual));
        let cycle = self.cycle(balance, due);
        let lateness = self.lateness(rate);
        let (due, rate, cycle) = (due?, rate?, cycle?);
        // With its cycles known, a card's interest and 违约金 follow them.
        let lateness = if cycle.is_some() { Some(Lateness::default()) } else { lateness };
        let card = CardStatement {
            balance: balance?,
            minimum: minimum?,
            statement_date: None,
            due,
            rate,
            lateness: lateness?,
            waterfall: Waterfall::default(),
            cycle,
        };
        let events = paid_event(paid?, due.min(self.today));
        Some(DebtInputs { contract: Contract::Revolving(Box::new(card)), opening: None, events })
    }

    fn private(&mut self) -> Option<DebtInputs> {
        let principal = self.amount(Field::Principal, AmountRange::positive(CURRENCY));
        let start = self.date(Field::Start);
        let due = self.date(Field::Due);
        if let (Some(start), Some(due)) = (start, due)
            && due < start
        {
            self.errors.add(Field::Due, Cause::Before { than: Field::Start, date: start });
        }
        let rate = self.rate(Field::Rate, self.draft.unit(), Some(Rate::ZERO));
        let paid = self.amount_or_nothing(Field::Paid);
        let lateness = self.lateness(None);
        let (start, due) = (start?, due?);
        let terms = SingleTerms {
            principal: principal?,
            start,
            due,
            rate: rate?,
            accrual: BY_DAYS,
            rounding: Rounding::HalfUp,
            lateness: lateness?,
            waterfall: Waterfall::default(),
        };
        let events = paid_event(paid?, due.min(self.today).max(start));
        Some(DebtInputs { contract: Contract::Single(Box::new(terms)), opening: None, events })
    }
}

/// Interest by actual days over 365.
pub(super) const BY_DAYS: Accrual =
    Accrual::Daily { month: DaysInMonth::Actual, year: DaysInYear::D365, leap: LeapRule::Fixed365 };

pub(super) fn month_before(first_due: NaiveDate) -> NaiveDate {
    Frequency::MONTHLY.before(first_due).unwrap_or(first_due)
}

fn instalments(terms: InstalmentTerms, paid: u16, today: NaiveDate) -> DebtInputs {
    let opening = (paid > 0).then(|| Opening {
        as_of: today,
        settled_rows: paid,
        arrears: Components::zero(CURRENCY),
        oldest_unpaid_due: None,
    });
    DebtInputs { contract: Contract::Instalment(Box::new(terms)), opening, events: Vec::new() }
}

fn paid_event(amount: Money, date: NaiveDate) -> Vec<Event> {
    if !amount.is_positive() {
        return Vec::new();
    }
    vec![Event { id: 1, date, kind: EventKind::Payment { amount } }]
}
