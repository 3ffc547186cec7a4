//! One step of the engine as a line: words, the formula with the numbers in it, a remark. Exhaustive over the kinds.

use rust_decimal::Decimal;

use super::{Line, labels};
use crate::engine::{Cap, CapScope, ChargeKind, ClaimRef, LateCharge, Money, Rounding, Step, StepKind};
use crate::present::words::working as words;
use crate::present::{Lang, format, terms};

/// The line of a step. Part results of late charges are rounded only as a total, so they show their exact value in the
/// formula and no result, unless they are the last step.
pub(super) fn line(step: &Step, is_last: bool, charges: &[LateCharge], lang: Lang) -> Line {
    let about = subject(step, lang);
    let money = |amount: Money| format::money(amount, lang);
    let result = step.result;
    let mut line = match &step.kind {
        StepKind::Stated => Line::new(words::stated(lang, &about), String::new(), result),
        StepKind::Factor { yearly, days, factor } => Line::new(
            words::factor(lang),
            words::factor_formula(lang, &format::percent(*yearly), &format::days(*days, lang), &number(*factor)),
            result,
        ),
        StepKind::Instalment { principal, count, exact } => Line::new(
            words::instalment(lang),
            words::instalment_formula(lang, &money(*principal), &count.to_string(), &number(*exact)),
            result,
        ),
        StepKind::EqualShare { principal, count, exact } => Line::new(
            words::equal_share(lang, &about),
            format!("{} ÷ {count} = {}", money(*principal), number(*exact)),
            result,
        ),
        StepKind::Interest { balance, factor, exact } => Line::new(
            words::interest(lang, &about),
            format!("{} × {} = {}", money(*balance), rate(*factor), number(*exact)),
            result,
        ),
        StepKind::Stretches { exact } => Line::new(words::stretches(lang, &about), number(*exact), result),
        StepKind::Share { of, share, exact } => {
            Line::new(about, format!("{} × {} = {}", money(*of), rate(*share), number(*exact)), result)
        }
        StepKind::Remainder => Line::new(words::remainder(lang, &about), String::new(), result),
        StepKind::Difference { from, less } => {
            Line::new(words::difference_of(lang, &about), format!("{} − {}", money(*from), money(*less)), result)
        }
        StepKind::ProRata { whole, days, of, exact } => Line::new(
            words::pro_rata(lang, &about),
            format!("{} × {days} ÷ {of} = {}", money(*whole), number(*exact)),
            result,
        ),
        StepKind::Allocated { date, .. } => {
            Line::new(words::allocated(lang, &format::date(*date, lang), &about), String::new(), result)
        }
        StepKind::Waived { date, .. } => {
            Line::new(words::waived(lang, &format::date(*date, lang), &about), String::new(), result)
        }
        StepKind::Sum { parts } if parts.is_empty() => Line::new(words::nothing(lang), String::new(), result),
        StepKind::Sum { parts } => Line::new(words::sum(lang), labels::parts(parts, lang), result),
        StepKind::CardDays { bill, base, daily, from, to, days, exact } => Line::new(
            words::card_days(lang, &bill.to_string(), &format::date(*from, lang), &format::date(*to, lang)),
            words::late_days_formula(lang, &money(*base), &rate(*daily), &format::days(*days, lang), &number(*exact)),
            result,
        ),
        StepKind::ShareOf { bill, base, share, exact } => Line::new(
            words::share_of(lang, &bill.to_string()),
            format!("{} × {} = {}", money(*base), rate(*share), number(*exact)),
            result,
        ),
        StepKind::Entered { entry } => Line::new(labels::entry(*entry, lang), String::new(), result),
        StepKind::LateDays { .. }
        | StepKind::LateFlat { .. }
        | StepKind::LatePercent { .. }
        | StepKind::LateGrowth { .. }
        | StepKind::Rounded { .. }
        | StepKind::Capped { .. } => late(step, charges, lang),
    };
    line.note = line.note.or_else(|| rounding_note(step, lang));
    if !is_last && matches!(step.kind, StepKind::LateDays { .. } | StepKind::CardDays { .. } | StepKind::Factor { .. })
    {
        line.result = None;
        line.note = None;
    }
    line
}

fn late(step: &Step, charges: &[LateCharge], lang: Lang) -> Line {
    let result = step.result;
    let claim = step.claim.map_or_else(String::new, |claim| terms::claim(claim, lang));
    let money = |amount: Money| format::money(amount, lang);
    match &step.kind {
        StepKind::LateDays { charge, base, daily, from, to, days, compound, exact } => {
            let words_of = if *compound { words::late_days_compound } else { words::late_days };
            let name = charge_name(charges.get(*charge), lang);
            Line::new(
                words_of(lang, &claim, name, &format::date(*from, lang), &format::date(*to, lang)),
                words::late_days_formula(
                    lang,
                    &money(*base),
                    &rate(*daily),
                    &format::days(*days, lang),
                    &number(*exact),
                ),
                result,
            )
        }
        StepKind::LateFlat { charge, each, times } => Line::new(
            words::late_flat(lang, &claim, charge_name(charges.get(*charge), lang)),
            format!("{} × {times}", money(*each)),
            result,
        ),
        StepKind::LatePercent { charge, base, share, exact } => {
            let mut line = Line::new(
                words::late_percent(lang, &claim, charge_name(charges.get(*charge), lang)),
                format!("{} × {} = {}", money(*base), rate(*share), number(*exact)),
                result,
            );
            line.note = bound_note(charges.get(*charge), *exact, result, lang);
            line
        }
        StepKind::LateGrowth { charge, base, share, times, exact } => Line::new(
            words::late_growth(lang, &claim, charge_name(charges.get(*charge), lang), &times.to_string()),
            words::late_growth_formula(lang, &number(*base), &rate(*share), &times.to_string(), &number(*exact)),
            result,
        ),
        StepKind::Rounded { charge, exact, rounding } => {
            let name = charge_name(charges.get(*charge), lang);
            let mut line = Line::new(words::rounded(lang, &claim, name), number(*exact), result);
            line.note = (*exact != result.exact()).then(|| rounding_words(*rounding, lang).to_owned());
            line
        }
        StepKind::Capped { cap, allowed, uncapped, .. } => {
            let mut line = Line::new(
                words::capped(lang, &claim),
                words::capped_formula(lang, &money(*uncapped), &money(*allowed)),
                result,
            );
            line.note = Some(cap_words(cap, lang));
            line
        }
        _ => Line::new(claim, String::new(), result),
    }
}

/// What a step is about: `第 3 期利息`.
fn subject(step: &Step, lang: Lang) -> String {
    match (step.claim, step.component) {
        (Some(claim), Some(component)) => {
            words::part_of(lang, &terms::claim(claim, lang), terms::component(component, lang))
        }
        (Some(claim), None) => terms::claim(claim, lang),
        (None, Some(component)) => terms::component(component, lang).to_owned(),
        (None, None) => words::payment(lang).to_owned(),
    }
}

/// The name of a late charge.
fn charge_name(charge: Option<&LateCharge>, lang: Lang) -> &'static str {
    match charge.map(|charge| &charge.kind) {
        Some(ChargeKind::Daily { .. } | ChargeKind::Uplift { .. }) => words::charge_daily(lang),
        Some(ChargeKind::Percent { .. } | ChargeKind::Growing { .. }) => words::charge_percent(lang),
        Some(ChargeKind::Flat { .. } | ChargeKind::PerPeriod { .. } | ChargeKind::Tiered { .. }) | None => {
            words::charge_flat(lang)
        }
    }
}

fn cap_words(cap: &Cap, lang: Lang) -> String {
    let scope_words = |scope: &CapScope| match scope {
        CapScope::ThisCharge => words::cap_this(lang),
        CapScope::AllCharges => words::cap_all(lang),
    };
    match cap {
        Cap::PerDay { amount } => words::cap_per_day(lang, &format::money(*amount, lang)),
        Cap::Total { amount, scope } => words::cap_total(lang, scope_words(scope), &format::money(*amount, lang)),
        Cap::ShareOfPrincipal { share, scope } => words::cap_share(lang, scope_words(scope), &format::percent(*share)),
    }
}

fn bound_note(charge: Option<&LateCharge>, exact: Decimal, result: Money, lang: Lang) -> Option<String> {
    let Some(ChargeKind::Percent { floor, ceiling, .. }) = charge.map(|charge| &charge.kind) else { return None };
    if floor.is_some_and(|least| least == result && exact < least.exact()) {
        return Some(words::at_least(lang, &format::money(result, lang)));
    }
    if ceiling.is_some_and(|most| most == result && exact > most.exact()) {
        return Some(words::at_most(lang, &format::money(result, lang)));
    }
    (exact != result.exact()).then(|| words::to_minor(lang).to_owned())
}

/// A remark where the result is not the exact value.
fn rounding_note(step: &Step, lang: Lang) -> Option<String> {
    let exact = match &step.kind {
        StepKind::Instalment { exact, .. }
        | StepKind::EqualShare { exact, .. }
        | StepKind::Interest { exact, .. }
        | StepKind::Stretches { exact }
        | StepKind::Share { exact, .. }
        | StepKind::ProRata { exact, .. }
        | StepKind::CardDays { exact, .. }
        | StepKind::ShareOf { exact, .. }
        | StepKind::LateDays { exact, .. } => *exact,
        StepKind::Remainder if matches!(step.claim, Some(ClaimRef::Row(_))) => {
            return Some(words::remainder_note(lang).to_owned());
        }
        _ => return None,
    };
    (exact != step.result.exact()).then(|| words::to_minor(lang).to_owned())
}

const fn rounding_words(rounding: Rounding, lang: Lang) -> &'static str {
    match rounding {
        Rounding::HalfUp => words::half_up(lang),
        Rounding::HalfEven => words::half_even(lang),
        Rounding::HalfDown => words::half_down(lang),
        Rounding::Up => words::up(lang),
        Rounding::Down => words::down(lang),
    }
}

/// A number before rounding, as far as it helps: eight places.
fn number(value: Decimal) -> String {
    let short = value.round_dp(8);
    if short == value { format::decimal(value) } else { format!("{}…", format::decimal(short)) }
}

/// A rate as a percentage, as far as it helps.
fn rate(fraction: Decimal) -> String {
    let percent = fraction.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(fraction);
    let short = percent.round_dp(8);
    if short == percent { format!("{}%", format::decimal(percent)) } else { format!("{}…%", format::decimal(short)) }
}
