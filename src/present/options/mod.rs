//! What may be asked of a lender, side by side, and the smallest request that the budget bears. It runs in the worker; the
//! screen shows what [`answer`] says. Pure; imports `case`, `engine` and words.

mod ask;
mod card;
pub mod handover;
mod smallest;
mod typed;

#[cfg(test)]
mod tests;

pub use ask::{Ask, CardView, Edits, FieldView, OptionsView, PartView, RowView, SmallestView};
use card::{Subject, kind_words};
pub use typed::{Assumed, Kind, assumed, assumed_levers};
use typed::{Firsts, Typed};

use crate::case::checked::Sum;
use crate::case::request::Asking;
use crate::case::{Debt, Household};
use crate::engine::budget::Purse;
use crate::engine::relief::{Position, Proposal, arrange, position_after};
use crate::engine::solve::request::Levers;
use crate::engine::{Account, EngineError, Money};
use crate::present::lang::Lang;
use crate::present::words::{common, options as words};
use crate::present::{budget, format, terms};

/// The view of a question as JSON; none where the question cannot be read or the debt is not there or settled.
#[must_use]
pub fn answer(ask: &str) -> Option<String> {
    let ask: Ask = serde_json::from_str(ask).ok()?;
    serde_json::to_string(&view(&ask)?).ok()
}

/// The view of a question; none where the debt is not there, settled, or cannot be worked out.
#[must_use]
pub fn view(ask: &Ask) -> Option<OptionsView> {
    let lang = Lang::from_tag(&ask.lang);
    let debt = ask.debts.iter().find(|debt| debt.id == ask.id)?;
    let mut typed = Typed::new(&ask.edits, ask.as_of, lang);
    let (position, account) = stand(debt, ask).ok()?;
    let levers = typed.levers(debt.kind, &position).ok()?;
    let limits = typed.taken();
    let months = Asking::months_for(&position, &levers);
    let household = ask.household.as_ref().filter(|known| known.currency == position.currency);
    let purse = household.and_then(|known| beside(known, ask, &[&ask.id], months).ok());
    let subject = Subject { debt, purse, late: account.days_past_due, position, lang };
    let smallest = household.map(|household| smallest_of(ask, household, &subject, &levers, lang));
    let cards = cards(ask, &subject, &mut typed, lang);
    let late = |other: &&Debt| other.id != ask.id && is_late(other, ask);
    Some(OptionsView {
        name: terms::debt_name(debt, lang),
        open: open(&subject, &account, lang),
        smallest,
        others_late: ask.debts.iter().filter(late).count(),
        cards,
        limits,
        errors: typed.errors,
        notes: notes(ask, lang),
    })
}

fn stand(debt: &Debt, ask: &Ask) -> Result<(Position, Account), EngineError> {
    let account = debt.replay(ask.as_of)?;
    let position = position_after(&debt.inputs.contract, &debt.inputs.events, &account)?;
    Ok((position, account))
}

fn is_late(debt: &Debt, ask: &Ask) -> bool {
    debt.replay(ask.as_of).is_ok_and(|account| !account.overdue.is_zero())
}

/// What is left month by month beside all debts but some.
fn beside(household: &Household, ask: &Ask, without: &[&str], months: u16) -> Result<Purse, EngineError> {
    let others = ask.debts.iter().filter(|debt| !without.contains(&debt.id.as_str()));
    budget::after_debts(household, others, ask.as_of, months)
}

/// The smallest request for this debt, or for all that are late.
fn smallest_of(ask: &Ask, household: &Household, subject: &Subject<'_>, levers: &Levers, lang: Lang) -> SmallestView {
    let own = Subject {
        debt: subject.debt,
        position: subject.position.clone(),
        purse: subject.purse.clone(),
        late: subject.late,
        lang,
    };
    let (mut subjects, mut limits) = (vec![own], vec![*levers]);
    if ask.all {
        for debt in ask.debts.iter().filter(|debt| debt.id != ask.id && is_late(debt, ask)) {
            let Ok((position, account)) = stand(debt, ask) else { continue };
            if position.currency != household.currency {
                continue;
            }
            let mut typed = Typed::new(&ask.edits, ask.as_of, lang);
            let Ok(levers) = typed.levers(debt.kind, &position) else { continue };
            limits.push(levers);
            subjects.push(Subject { debt, position, purse: None, late: account.days_past_due, lang });
        }
    }
    let ids: Vec<&str> = subjects.iter().map(|subject| subject.debt.id.as_str()).collect();
    let months = subjects.iter().zip(&limits).map(|(subject, levers)| Asking::months_for(&subject.position, levers));
    let months = months.max().unwrap_or(budget::MONTHS);
    match beside(household, ask, &ids, months) {
        Ok(purse) => smallest::view(&subjects, &purse, &limits, lang),
        Err(error) => SmallestView {
            state: "cannot".to_owned(),
            headline: crate::present::errors::engine(&error, lang),
            lines: Vec::new(),
            parts: Vec::new(),
            debts: Vec::new(),
            help: Vec::new(),
        },
    }
}

fn cards(ask: &Ask, subject: &Subject<'_>, typed: &mut Typed<'_>, lang: Lang) -> Vec<CardView> {
    let mut cards = vec![subject.nothing(), subject.keep()];
    if let Some(counter) = &ask.counter {
        cards.push(subject.proposal("counter", words::counter_title(lang), words::counter_about(lang), counter));
    }
    for (place, (id, proposal)) in ask.sketches.iter().enumerate() {
        let title = words::sketch_title(lang, &place.saturating_add(1).to_string());
        cards.push(subject.proposal(&format!("sketch-{id}"), &title, words::sketch_about(lang), proposal));
    }
    let firsts = firsts(ask, subject);
    for kind in Kind::ALL.into_iter().filter(|kind| makes_sense(*kind, &subject.position)) {
        let [title, about] = kind_words(kind, lang);
        let proposal = typed.proposal(kind, &subject.position, firsts);
        let fields = typed.taken();
        let mut card = match (&proposal, kind.pause()) {
            (Some(proposal), Some(of)) => subject.pause(kind, of, proposal),
            (Some(proposal), None) => subject.proposal(kind.key(), title, about, proposal),
            (None, _) => {
                let mut card = subject.proposal(kind.key(), title, about, &Proposal::default());
                (card.figures, card.rows, card.working) = (Vec::new(), Vec::new(), Vec::new());
                (card.fits, card.fragment, card.missed) = (None, None, Vec::new());
                card.trouble = words::see_fields(lang).to_owned();
                card
            }
        };
        card.fields = fields;
        if kind == Kind::Instalments && subject.debt.kind == crate::case::DebtKind::Card {
            words::card_plan_title(lang).clone_into(&mut card.title);
            words::card_plan_about(lang).clone_into(&mut card.about);
        }
        cards.push(card);
    }
    cards
}

/// Whether there is anything that an option could change.
fn makes_sense(kind: Kind, position: &Position) -> bool {
    let open = &position.open;
    match kind {
        Kind::Treat => !(open.interest.is_zero() && open.penalty.is_zero() && open.fee.is_zero()),
        Kind::WriteOff => open.principal.is_positive(),
        Kind::Rate | Kind::PauseInterest => !position.rate.value.is_zero(),
        _ => true,
    }
}

fn firsts(ask: &Ask, subject: &Subject<'_>) -> Firsts {
    let position = &subject.position;
    let most = assumed(subject.debt.kind).instalments.max(position.remaining);
    let bears = |count: u16| {
        let proposal = Proposal { count: Some(count), ..Proposal::default() };
        let Some(purse) = &subject.purse else {
            return count >= position.remaining.saturating_mul(2).max(12).min(most);
        };
        let Ok(made) = arrange(position, &proposal) else { return false };
        let payments: Result<Vec<_>, EngineError> =
            made.rows.iter().map(|row| Ok((row.due, row.amounts.total()?))).collect();
        payments.and_then(|payments| card::fails(purse, &payments)).is_ok_and(|failing| failing.is_none())
    };
    let count = (position.remaining..=most).find(|count| bears(*count)).unwrap_or(most);
    let open = position.open.total().unwrap_or(Money::zero(position.currency));
    let cash = ask.household.as_ref().map(|known| known.cash).filter(|cash| cash.currency() == position.currency);
    let lump = cash.filter(|cash| cash.is_positive()).and_then(|cash| cash.least(open).ok()).unwrap_or(open);
    Firsts { count, lump }
}

fn open(subject: &Subject<'_>, account: &Account, lang: Lang) -> Vec<Sum> {
    let mut sums = Vec::new();
    let mut add = |name: &str, label: String, amount: Result<Money, EngineError>| {
        if let Ok(amount) = amount {
            let text = format::money(amount, lang);
            sums.push(Sum { name: name.to_owned(), label, text, minor: amount.minor() });
        }
    };
    let late = account.overdue.total();
    if late.as_ref().is_ok_and(|late| late.is_positive()) {
        let days = format::days(account.days_past_due, lang);
        add("overdue", words::overdue_label(lang, &days), late);
    }
    add("open", words::open_label(lang).to_owned(), subject.position.open.total());
    sums
}

fn notes(ask: &Ask, lang: Lang) -> Vec<String> {
    vec![
        words::note_as_of(lang, &format::date(ask.as_of, lang)),
        words::note_assumed(lang).to_owned(),
        words::note_plan(lang).to_owned(),
        common::not_advice(lang).to_owned(),
    ]
}
