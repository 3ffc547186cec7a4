//! A card's cycles in the form: the day of the bill turns them on, the rest has the usual values until it is replaced.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::draft::Draft;
use super::policy::{CARD_SHARE, Policy};
use super::read::{CURRENCY, Reader};
use crate::engine::card::{
    BilledInterest, CardItem, Carry, CashAdvance, DueRule, InterestMethod, ItemKind, LateFee, Tolerance,
};
use crate::engine::{CardCycle, CardStatement, Inclusion, MinimumRule, Money, RatePeriod, Rounding};
use crate::present::format;
use crate::present::input::{self, AmountRange, Cause, Field, is_blank};

/// The fields of the cycles, in the order in which they are asked.
pub const CARD_FIELDS: [Field; 8] = [
    Field::StatementDay,
    Field::Transactions,
    Field::MinimumShare,
    Field::MinimumFloor,
    Field::ToleranceDays,
    Field::ToleranceAmount,
    Field::CardFeeShare,
    Field::CardFeeFloor,
];

/// Interest on the whole bill, and on the unpaid part: the values of the choice.
pub const CARD_METHODS: [(&str, InterestMethod); 2] =
    [("full_balance", InterestMethod::FullBalance), ("unpaid_part", InterestMethod::UnpaidPart)];

/// What becomes of billed interest: the values of the choice.
pub const CARD_BILLED: [(&str, BilledInterest); 2] =
    [("compounds", BilledInterest::Compounds), ("simple", BilledInterest::Simple)];

/// A tenth of what was bought, the usual share of the least payment.
const TENTH: Decimal = Decimal::from_parts(1, 0, 0, false, 1);
/// The usual fee of cash, a hundredth.
const HUNDREDTH: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

impl Reader<'_> {
    /// The cycles; nothing while the day of the bill is not known. `None` outside: an error was noted.
    pub(super) fn cycle(&mut self, balance: Option<Money>, due: Option<NaiveDate>) -> Option<Option<CardCycle>> {
        if is_blank(self.draft.get(Field::StatementDay)) {
            return Some(None);
        }
        let day = input::count(self.draft.get(Field::StatementDay), 1, 31);
        let day = self.errors.take(Field::StatementDay, day);
        let minimum = self.minimum_rule();
        let tolerance = self.tolerance();
        let late_fee = self.card_fee();
        let items = self.transactions(balance);
        let chosen = |field, names: &[&str]| names.iter().position(|name| *name == self.draft.get(field)).unwrap_or(0);
        let method = CARD_METHODS.get(chosen(Field::CardMethod, &CARD_METHODS.map(|(name, _)| name)));
        let billed = CARD_BILLED.get(chosen(Field::CardBilled, &CARD_BILLED.map(|(name, _)| name)));
        Some(Some(CardCycle {
            statement_day: u8::try_from(day?).ok()?,
            due: DueRule::Day(u8::try_from(chrono::Datelike::day(&due?)).ok()?),
            minimum: minimum?,
            method: method.map(|(_, method)| *method).unwrap_or_default(),
            carry: Carry::DailyBalance,
            billed: billed.map_or(BilledInterest::Compounds, |(_, billed)| *billed),
            inclusion: Inclusion::First,
            tolerance: tolerance?,
            late_fee: late_fee?,
            cash: Some(CashAdvance { rate: None, fee_share: HUNDREDTH, fee_floor: None }),
            items: items?,
            rounding: Rounding::HalfUp,
        }))
    }

    pub(super) fn share(&mut self, field: Field, usual: Decimal) -> Option<Decimal> {
        let typed = self.draft.get(field);
        if is_blank(typed) {
            return Some(usual);
        }
        let read = input::rate(typed, RatePeriod::Year).and_then(|rate| {
            let most = Cause::RateOutside { percent: Decimal::ONE_HUNDRED, per: RatePeriod::Year };
            if rate.value > Decimal::ONE { Err(most) } else { Ok(rate.value) }
        });
        self.errors.take(field, read)
    }

    fn minimum_rule(&mut self) -> Option<MinimumRule> {
        let share = self.share(Field::MinimumShare, TENTH);
        let floor = self.amount_or_nothing(Field::MinimumFloor);
        Some(MinimumRule::with_whole_parts(share?, floor?))
    }

    fn tolerance(&mut self) -> Option<Option<Tolerance>> {
        let typed = self.draft.get(Field::ToleranceDays);
        let days = if is_blank(typed) { Ok(0) } else { input::count(typed, 0, 30) };
        let days = self.errors.take(Field::ToleranceDays, days);
        let shortfall = self.amount_or_nothing(Field::ToleranceAmount);
        let (days, shortfall) = (u8::try_from(days?).ok()?, shortfall?);
        let none = days == 0 && shortfall.is_zero();
        Some((!none).then_some(Tolerance { days, shortfall }))
    }

    fn card_fee(&mut self) -> Option<Option<LateFee>> {
        if self.draft.policy() == Policy::Free {
            return Some(None);
        }
        let share = self.share(Field::CardFeeShare, CARD_SHARE);
        let floor = self.amount_or_nothing(Field::CardFeeFloor);
        let (share, floor) = (share?, floor?);
        Some(Some(LateFee { share, floor: floor.is_positive().then_some(floor), ceiling: None }))
    }

    /// `3月30日 1000；4月2日 500 取现`: what the bill is made of, as far as it is known.
    fn transactions(&mut self, balance: Option<Money>) -> Option<Vec<CardItem>> {
        let today = self.today;
        let mut items = Vec::new();
        let mut sum = Money::zero(CURRENCY);
        for piece in self.draft.get(Field::Transactions).split([';', '；', '\n']).filter(|piece| !is_blank(piece)) {
            let read = transaction(piece, today).and_then(|item| {
                sum = sum.plus(item.amount).map_err(Cause::Engine)?;
                match balance {
                    Some(balance) if sum > balance => Err(Cause::MoreThan { than: Field::Balance, amount: balance }),
                    _ => Ok(item),
                }
            });
            items.push(self.errors.take(Field::Transactions, read)?);
        }
        Some(items)
    }
}

fn transaction(piece: &str, today: NaiveDate) -> Result<CardItem, Cause> {
    let mut words = piece.split_whitespace();
    let posted = input::date(words.next().unwrap_or_default(), today)?.date;
    let amount = input::amount(words.next().unwrap_or_default(), AmountRange::positive(CURRENCY))?;
    let kind = match words.next() {
        None => ItemKind::Purchase,
        Some("取现" | "cash" | "Cash") => ItemKind::Cash,
        Some(_) => return Err(Cause::NotAmount),
    };
    Ok(CardItem { posted, amount, kind })
}

/// Puts the cycles of a card into a draft.
pub(super) fn fill(draft: &mut Draft, card: &CardStatement) {
    let Some(cycle) = &card.cycle else { return };
    draft.set(Field::StatementDay, &cycle.statement_day.to_string());
    draft.set(Field::MinimumShare, &format::percent(cycle.minimum.share));
    set_amount(draft, Field::MinimumFloor, Some(cycle.minimum.floor));
    if let Some(tolerance) = cycle.tolerance {
        draft.set(Field::ToleranceDays, &tolerance.days.to_string());
        set_amount(draft, Field::ToleranceAmount, Some(tolerance.shortfall));
    }
    match cycle.late_fee {
        None => draft.set(Field::Policy, Policy::Free.name()),
        Some(fee) => {
            draft.set(Field::Policy, Policy::Card.name());
            draft.set(Field::CardFeeShare, &format::percent(fee.share));
            set_amount(draft, Field::CardFeeFloor, fee.floor);
        }
    }
    let name = |found: Option<&str>| found.unwrap_or_default().to_owned();
    let method = CARD_METHODS.iter().find(|(_, method)| *method == cycle.method).map(|(name, _)| *name);
    draft.set(Field::CardMethod, &name(method));
    let billed = CARD_BILLED.iter().find(|(_, billed)| *billed == cycle.billed).map(|(name, _)| *name);
    draft.set(Field::CardBilled, &name(billed));
    let lines: Vec<String> = cycle.items.iter().map(written).collect();
    draft.set(Field::Transactions, &lines.join("; "));
}

fn written(item: &CardItem) -> String {
    let kind = if item.kind == ItemKind::Cash { " 取现" } else { "" };
    format!("{} {}{kind}", item.posted, format::plain(item.amount))
}

fn set_amount(draft: &mut Draft, field: Field, amount: Option<Money>) {
    if let Some(amount) = amount.filter(|amount| amount.is_positive()) {
        draft.set(field, &format::plain(amount));
    }
}
