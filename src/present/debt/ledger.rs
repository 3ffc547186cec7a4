//! What happened, line by line.

use super::Inputs;
use crate::engine::{Account, Figure, LedgerKind, LedgerLine, Origin};
use crate::present::words::debt as words;
use crate::present::{Lang, Shown, format, terms};

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerRow {
    /// The day, in words.
    pub date: String,
    /// What happened.
    pub what: String,
    /// How much.
    pub amount: Shown,
    /// Whether it was stated or computed, in words.
    pub origin: &'static str,
}

/// The lines of an account, the latest first.
pub(super) fn rows(inputs: &Inputs, account: &Account, lang: Lang) -> Vec<LedgerRow> {
    let row = |(place, line): (usize, &LedgerLine)| LedgerRow {
        date: format::date(line.date, lang),
        what: what(line, lang),
        amount: Shown::account(line.amount, inputs, account.as_of, Figure::Ledger(place)),
        origin: match line.origin {
            Origin::Stated => words::origin_stated(lang),
            Origin::Computed => words::origin_computed(lang),
        },
    };
    account.ledger.iter().enumerate().rev().map(row).collect()
}

/// What a line says happened.
#[must_use]
pub fn what(line: &LedgerLine, lang: Lang) -> String {
    let component = terms::component(line.component, lang);
    let about = line.claim.map(|claim| words::about(lang, &terms::claim(claim, lang), component));
    let about = about.unwrap_or_else(|| component.to_owned());
    match line.kind {
        LedgerKind::Opened => words::ledger_opened(lang, &about),
        LedgerKind::FellDue => words::ledger_fell_due(lang, &about),
        LedgerKind::LateCharge(_) => words::ledger_late(lang, &about),
        LedgerKind::Charged => words::ledger_charged(lang, terms::component(line.component, lang)),
        LedgerKind::Paid => words::ledger_paid(lang, &about),
        LedgerKind::Waived => words::ledger_waived(lang, &about),
        LedgerKind::Purchased => words::ledger_purchased(lang).to_owned(),
        LedgerKind::Billed(_) => words::ledger_billed(lang, terms::component(line.component, lang)),
        LedgerKind::Credited => words::ledger_credited(lang).to_owned(),
    }
}
