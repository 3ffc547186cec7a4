//! The names of the parts of a sum, and sums written out. Exhaustive, so that a new part cannot go unnamed.

use crate::engine::trace::{BillPart, CardEntry, PartLabel};
use crate::engine::{Component, Components, Money};
use crate::present::words::working as words;
use crate::present::{Lang, format, terms};

/// Adds a part to a formula: `本金 ¥1.00 + 利息 ¥2.00 − 已还 ¥0.50`.
pub(super) fn append(formula: &mut String, label: &str, amount: Money, lang: Lang) {
    let negative = amount.minor() < 0;
    match (formula.is_empty(), negative) {
        (true, false) => {}
        (true, true) => formula.push('−'),
        (false, false) => formula.push_str(" + "),
        (false, true) => formula.push_str(" − "),
    }
    if !label.is_empty() {
        formula.push_str(label);
        formula.push(' ');
    }
    let shown = format::money(amount, lang);
    formula.push_str(shown.strip_prefix('−').unwrap_or(&shown));
}

/// The components that are not nothing, written out as a sum.
pub(super) fn components(parts: &Components, lang: Lang) -> String {
    let mut formula = String::new();
    for component in Component::ALL {
        let amount = parts.get(component);
        if !amount.is_zero() {
            append(&mut formula, terms::component(component, lang), amount, lang);
        }
    }
    formula
}

/// A sum written out.
pub(super) fn parts(parts: &[(PartLabel, Money)], lang: Lang) -> String {
    let mut formula = String::new();
    for (part, amount) in parts {
        append(&mut formula, &label(*part, lang), *amount, lang);
    }
    formula
}

fn label(part: PartLabel, lang: Lang) -> String {
    let name = |claim, component| words::part_of(lang, &terms::claim(claim, lang), terms::component(component, lang));
    match part {
        PartLabel::Component(component) => terms::component(component, lang).to_owned(),
        PartLabel::ClaimOpen(claim, component) => words::part_open(lang, &name(claim, component)),
        PartLabel::Charged(claim, component) => name(claim, component),
        PartLabel::Paid(claim, component) => words::part_paid(lang, &name(claim, component)),
        PartLabel::Waived(claim, component) => words::part_waived(lang, &name(claim, component)),
        PartLabel::LateCharge(claim, _) => words::part_late(lang, &terms::claim(claim, lang)),
        PartLabel::Claim(claim) => terms::claim(claim, lang),
        PartLabel::Portion(_, claim, component) => words::part_portion(lang, &name(claim, component)),
        PartLabel::OnDate(date) => format::date(date, lang),
        PartLabel::BalanceBefore(number) => words::part_balance_before(lang, &number.to_string()),
        PartLabel::Entry(entry) => self::entry(entry, lang),
        PartLabel::Bill(part) => bill_part(part, lang).to_owned(),
        PartLabel::Extra(_) => words::part_extra(lang).to_owned(),
        PartLabel::Capitalised(_) => words::part_capitalised(lang).to_owned(),
        PartLabel::BroughtInterest(_) => words::part_brought_interest(lang).to_owned(),
        PartLabel::Moved(_) => words::part_moved(lang).to_owned(),
        PartLabel::NotYetOwed => words::part_not_yet_owed(lang).to_owned(),
    }
}

/// What was entered into a card's statement.
pub(super) fn entry(entry: CardEntry, lang: Lang) -> String {
    match entry {
        CardEntry::Purchase(_) => words::entry_purchase(lang).to_owned(),
        CardEntry::CashFee(_) => words::entry_cash_fee(lang).to_owned(),
        CardEntry::Interest(bill) => words::entry_interest(lang, &bill.to_string()),
        CardEntry::LateFee(bill) => words::entry_late_fee(lang, &bill.to_string()),
        CardEntry::Minimum(bill) => words::entry_minimum(lang, &bill.to_string()),
        CardEntry::Instalment(_) => words::entry_instalment(lang).to_owned(),
        CardEntry::IntoPlan(_) => words::entry_into_plan(lang).to_owned(),
    }
}

const fn bill_part(part: BillPart, lang: Lang) -> &'static str {
    match part {
        BillPart::Carried => words::bill_carried(lang),
        BillPart::Posted => words::bill_posted(lang),
        BillPart::Interest => words::bill_interest(lang),
        BillPart::Fees => words::bill_fees(lang),
        BillPart::Instalments => words::bill_instalments(lang),
        BillPart::Overdue => words::bill_overdue(lang),
        BillPart::Share => words::bill_share(lang),
        BillPart::Adjusted => words::bill_adjusted(lang),
    }
}
