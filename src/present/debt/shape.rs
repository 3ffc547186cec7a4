//! What a loan has beside the plain shape, in plain words. Exhaustive, so that a new part cannot go unsaid.

use rust_decimal::Decimal;

use super::conventions::{rate, stated};
use crate::engine::{
    Account, BusinessDayRule, Calendar, Contract, Counted, FeeTiming, Follows, InstalmentBasis, InstalmentTerms,
    InterestDates, Portion, PrepaymentEffect, Reference, Repricing, Shape, Steps,
};
use crate::law::lpr;
use crate::present::sentence::{Piece, Sentence, fill, plain};
use crate::present::words::debt as words;
use crate::present::{Lang, format};

/// The sentences about a loan's shape; none for a plain loan.
pub(super) fn sentences(terms: &InstalmentTerms, lang: Lang) -> Vec<Sentence> {
    let Shape {
        fee,
        withheld,
        balloon,
        steps,
        tranches,
        overpayments,
        rates,
        follows,
        capitalised,
        first_period,
        basis,
        business_days,
        follows_payments,
    } = &terms.shape;
    let mut list = Vec::new();
    if let Some(fee) = fee {
        let parts = match fee.when {
            FeeTiming::Each => words::fee_each_parts(lang),
            FeeTiming::First => words::fee_first_parts(lang),
        };
        list.push(fill(parts, &[("amount", portion(fee.amount, lang))]));
    }
    if let Some(withheld) = withheld {
        let parts = match withheld.counted {
            Counted::Lent => words::withheld_lent_parts(lang),
            Counted::Received => words::withheld_received_parts(lang),
        };
        list.push(fill(parts, &[("amount", portion(withheld.amount, lang))]));
    }
    list.extend(balloon.map(|share| fill(words::balloon_parts(lang), &[("amount", portion(share, lang))])));
    list.extend(steps.as_ref().map(|steps| plain(steps_words(steps, lang))));
    for tranche in tranches {
        let given = [("date", format::date(tranche.on, lang).into()), ("amount", stated(tranche.amount))];
        list.push(fill(words::tranche_parts(lang), &given));
    }
    for more in overpayments {
        let parts = match more.effect {
            PrepaymentEffect::ShorterTerm => words::overpaid_shorter_parts(lang),
            PrepaymentEffect::SmallerInstalment => words::overpaid_smaller_parts(lang),
        };
        list.push(fill(parts, &[("number", more.with.to_string().into()), ("amount", stated(more.amount))]));
    }
    list.extend(follows.as_ref().map(|follows| following(follows, lang)));
    for change in rates {
        list.push(plain(words::rate_from(lang, &format::date(change.from, lang), &rate(change.rate, lang))));
    }
    if *capitalised > 0 {
        list.push(plain(words::capitalised(lang, &capitalised.to_string())));
    }
    if let Some(first) = first_period {
        let days = format::days(i64::from(first.days), lang);
        list.push(plain(words::first_period(lang, &first.months.to_string(), &days)));
    }
    if *basis == InstalmentBasis::EqualPeriods {
        list.push(plain(words::basis_equal_periods(lang)));
    }
    if *follows_payments {
        list.push(plain(words::follows_payments(lang)));
    }
    if let Some(days) = business_days.filter(|days| days.rule != BusinessDayRule::Unadjusted) {
        let calendar = match days.calendar {
            Calendar::Weekends => words::calendar_weekends(lang),
            Calendar::China => words::calendar_china(lang),
        };
        let rule = match days.rule {
            BusinessDayRule::Unadjusted => words::rule_stays(lang),
            BusinessDayRule::Following => words::rule_following(lang),
            BusinessDayRule::ModifiedFollowing => words::rule_modified_following(lang),
            BusinessDayRule::Preceding => words::rule_preceding(lang),
            BusinessDayRule::ModifiedPreceding => words::rule_modified_preceding(lang),
        };
        list.push(plain(words::business_days(lang, calendar, rule)));
        list.push(plain(match days.interest {
            InterestDates::Unadjusted => words::interest_stays(lang),
            InterestDates::Adjusted => words::interest_moves(lang),
        }));
    }
    list
}

fn portion(portion: Portion, lang: Lang) -> Piece {
    match portion {
        Portion::Share(share) => words::share_of_principal(lang, &format::percent(share)).into(),
        Portion::Amount(amount) => stated(amount),
    }
}

/// What the rate follows.
fn following(follows: &Follows, lang: Lang) -> Sentence {
    let reference = match follows.reference {
        Reference::LprOneYear => words::lpr_one_year(lang),
        Reference::LprFiveYears => words::lpr_five_years(lang),
    };
    let repricing = match follows.terms.repricing {
        Repricing::AnniversaryOfPayout => words::repriced_anniversary(lang).to_owned(),
        Repricing::FirstOfJanuary => words::repriced_january(lang).to_owned(),
        Repricing::EveryMonths(months) => words::repriced_every(lang, &months.to_string()),
        Repricing::Immediately => words::repriced_at_once(lang).to_owned(),
    };
    let margin = follows.terms.margin;
    let points = margin.abs().checked_mul(Decimal::ONE_HUNDRED).unwrap_or(margin).normalize().to_string();
    let margin = match margin.is_zero() {
        true => words::margin_none(lang).to_owned(),
        false if margin.is_sign_positive() => words::margin_plus(lang, &points),
        false => words::margin_minus(lang, &points),
    };
    plain(words::follows(lang, reference, &margin, &repricing))
}

/// What of the schedule nobody can know yet: rates that are not published, days off that are not announced.
pub(super) fn unsettled(contract: &Contract, account: &Account, lang: Lang) -> Vec<String> {
    let Contract::Instalment(terms) = contract else { return Vec::new() };
    let mut list = Vec::new();
    let last = lpr::table().ok().and_then(|table| table.until().pred_opt());
    if let Some((date, last)) = terms.shape.follows.and_then(|follows| follows.known_until).zip(last) {
        list.push(words::follows_until(lang, &format::date(last, lang), &format::date(date, lang)));
    }
    let moving = terms.shape.business_days.filter(|days| days.rule != BusinessDayRule::Unadjusted);
    let known = moving.and_then(|days| days.calendar.known()).map(|(_, last)| last);
    if let Some(last) = known.filter(|last| account.rows.iter().any(|row| row.due > *last)) {
        list.push(words::calendar_known(lang, &format::date(last, lang)));
    }
    list
}

fn steps_words(steps: &Steps, lang: Lang) -> String {
    match steps {
        Steps::Growth { share, every } => words::steps_growth(lang, &every.to_string(), &format::percent(*share)),
        Steps::Factors(_) => words::steps_factors(lang).to_owned(),
        Steps::Amounts(_) => words::steps_amounts(lang).to_owned(),
    }
}
