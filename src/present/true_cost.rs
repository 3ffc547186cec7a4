//! What a loan truly costs in a year, beside what it looks like: the rate over what was received and everything agreed,
//! and each item of cost with its sum and its part of that rate. Pure; imports `engine`, `case` and words only.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::debt::rate_words;
use super::figure::{Shown, StatedBy, SumLabel};
use super::lang::Lang;
use super::sentence::{Piece, Sentence, fill};
use super::words::true_cost as words;
use super::{errors, format, terms};
use crate::case::DebtInputs;
use crate::engine::cost::{CostItem, ItemCost, Loan, TrueCost, true_cost};
use crate::engine::{Account, Component, Contract, EngineError, Figure, InstalmentTerms, Money};

/// What the panel shows.
#[derive(Debug, Clone, PartialEq)]
pub struct TrueCostView {
    /// What it looks like and what it is.
    pub headline: String,
    /// The yearly rate in per cent as it stands in `data-rate`.
    pub rate: String,
    /// What was received and what is paid for it.
    pub sums: Sentence,
    /// The items of cost.
    pub items: Vec<CostRow>,
    /// All of them together.
    pub total: CostRow,
    /// How the rate is made, and what it is with compounding.
    pub notes: Vec<String>,
}

/// An item of cost, or all of them.
#[derive(Debug, Clone, PartialEq)]
pub struct CostRow {
    /// What it is.
    pub name: String,
    /// All of it.
    pub sum: Shown,
    /// Its part of the yearly rate.
    pub share: String,
}

/// The panel of an instalment loan that costs anything; the reason, in words, when no rate can be named.
#[must_use]
pub fn view(inputs: &Arc<DebtInputs>, account: &Account, lang: Lang) -> Option<Result<TrueCostView, String>> {
    let Contract::Instalment(contract) = &inputs.contract else { return None };
    match Loan::of_terms(contract).and_then(|loan| true_cost(&loan)) {
        Ok(cost) if cost.items.is_empty() => None,
        Ok(cost) => {
            let made = made(contract, &cost, &Openable { inputs, account }, lang);
            Some(made.map_err(|error| words::cannot(lang, &errors::engine(&error, lang))))
        }
        Err(error) => Some(Err(words::cannot(lang, &errors::engine(&error, lang)))),
    }
}

fn made(
    contract: &InstalmentTerms,
    cost: &TrueCost,
    openable: &Openable<'_>,
    lang: Lang,
) -> Result<TrueCostView, EngineError> {
    let actual = percent2(cost.rate.nominal);
    // A rate that is what it looks like, and the lender's own rows, which name none, need no comparison.
    let looks = contract.rate.nominal_year(365)?;
    let headline = if contract.stated.is_some() || looks.is_zero() || percent2(looks) == actual {
        words::headline_alone(lang, &actual)
    } else {
        words::headline(lang, &rate_words(contract.rate, lang), &actual)
    };
    let mut parts = Vec::with_capacity(cost.items.len());
    for item in &cost.items {
        parts.push((label(item.item), openable.item(item)?));
    }
    let items = parts.iter().zip(shares(cost)).map(|((label, sum), share)| CostRow {
        name: name(label, lang),
        sum: sum.clone(),
        share: format::percent(share),
    });
    let items = items.collect();
    let all = Shown::sum(parts)?.ok_or(EngineError::NoSuchFigure)?;
    let sums = [
        ("received", Piece::from(openable.received(contract, cost)?)),
        ("repaid", Piece::from(openable.account(cost.repaid, Figure::TotalRepayment))),
    ];
    let per_year = cost.rate.nominal.checked_div(cost.rate.per_period).unwrap_or_default().round_dp(2);
    let mut notes = vec![words::note_rate(lang, &format::decimal(per_year), &percent2(cost.rate.effective))];
    if cost.items.len() > 1 {
        notes.push(words::note_split(lang).to_owned());
    }
    notes.push(words::note_scope(lang).to_owned());
    Ok(TrueCostView {
        headline,
        rate: format::decimal(cost.rate.nominal.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default().round_dp(2)),
        sums: fill(words::sums_parts(lang), &sums),
        items,
        total: CostRow { name: words::total(lang).to_owned(), sum: all, share: actual },
        notes,
    })
}

/// The parts of the rate to two places of a per cent; the first takes what rounding leaves, so that they add up.
fn shares(cost: &TrueCost) -> Vec<Decimal> {
    let mut shares: Vec<Decimal> = cost.items.iter().map(|item| item.share.round_dp(4)).collect();
    let rest: Decimal = shares.iter().skip(1).sum();
    if let (Some(first), Some(left)) = (shares.first_mut(), cost.rate.nominal.round_dp(4).checked_sub(rest)) {
        *first = left;
    }
    shares
}

/// A yearly rate as people compare it: two places.
fn percent2(fraction: Decimal) -> String {
    format::percent(fraction.round_dp(4))
}

const fn label(item: CostItem) -> SumLabel {
    match item {
        CostItem::Interest => SumLabel::Component(Component::Interest),
        CostItem::Fee(_) => SumLabel::Component(Component::Fee),
        CostItem::Withheld => SumLabel::Withheld,
    }
}

fn name(label: &SumLabel, lang: Lang) -> String {
    match label {
        SumLabel::Component(component) => terms::component(*component, lang).to_owned(),
        _ => words::withheld(lang).to_owned(),
    }
}

/// Where the sums come from, so that they can be opened.
struct Openable<'a> {
    inputs: &'a Arc<DebtInputs>,
    account: &'a Account,
}

impl Openable<'_> {
    fn account(&self, money: Money, figure: Figure) -> Shown {
        Shown::account(money, self.inputs, self.account.as_of, figure)
    }

    fn item(&self, item: &ItemCost) -> Result<Shown, EngineError> {
        let stated = Shown::stated(item.sum, StatedBy::You);
        Ok(match item.item {
            CostItem::Interest => self.account(item.sum, Figure::TotalInterest),
            CostItem::Fee(_) => {
                let rows = self.account.rows.iter().filter(|row| !row.fee.is_zero());
                let part = |row: &crate::engine::Row| {
                    let figure = Figure::RowPart(row.number, Component::Fee);
                    (SumLabel::DueOn(row.due), self.account(row.fee, figure))
                };
                Shown::sum(rows.map(part).collect())?.filter(|sum| sum.money == item.sum).unwrap_or(stated)
            }
            CostItem::Withheld => stated,
        })
    }

    /// The sum lent, less what is withheld.
    fn received(&self, contract: &InstalmentTerms, cost: &TrueCost) -> Result<Shown, EngineError> {
        let by = if contract.stated.is_some() { StatedBy::Lender } else { StatedBy::You };
        let withheld = cost.items.iter().find(|item| item.item == CostItem::Withheld);
        let Some(withheld) = withheld else { return Ok(Shown::stated(cost.received, by)) };
        let lent = Shown::stated(cost.received.plus(withheld.sum)?, by);
        Shown::difference((SumLabel::Lent, lent), (SumLabel::Withheld, Shown::stated(withheld.sum, by)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::cost::{Agreed, Part};
    use crate::engine::{Currency, InterestKind, Method, Rate, RatePeriod, StatedRow, replay};
    use crate::present::sentence::text;
    use crate::present::working;

    fn yuan(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
    }

    fn day(text: &str) -> chrono::NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn fee_terms() -> InstalmentTerms {
        let rate = Rate { value: Decimal::new(6, 3), per: RatePeriod::Month };
        let mut terms = InstalmentTerms::monthly(yuan(1_200_000), rate, 12, day("2026-01-15"));
        (terms.method, terms.interest) = (Method::EqualPrincipal, InterestKind::FlatTotal);
        terms
    }

    fn inputs(terms: InstalmentTerms) -> Arc<DebtInputs> {
        let contract = Contract::Instalment(Box::new(terms));
        Arc::new(DebtInputs { contract, opening: None, events: Vec::new() })
    }

    fn panel(terms: InstalmentTerms, lang: Lang) -> Option<Result<TrueCostView, String>> {
        let inputs = inputs(terms);
        let account = inputs.replay(day("2026-03-20")).expect("an account");
        view(&inputs, &account, lang)
    }

    fn shown(view: &TrueCostView) -> Vec<Shown> {
        let mut all: Vec<Shown> = view.items.iter().chain([&view.total]).map(|row| row.sum.clone()).collect();
        all.extend(view.sums.iter().filter_map(|piece| match piece {
            Piece::Amount(shown) => Some(shown.clone()),
            Piece::Text(_) => None,
        }));
        all
    }

    #[test]
    fn six_per_mille_a_month_looks_like_little_and_is_thirteen_per_cent_a_year() {
        let view = panel(fee_terms(), Lang::Zh).expect("a panel").expect("a rate");
        assert_eq!(view.headline, "看起来每月 0.6%，实际年化 13.03%。");
        assert_eq!((view.rate.as_str(), view.total.share.as_str()), ("13.03", "13.03%"));
        assert_eq!(view.total.sum.money, yuan(86_400));
        assert_eq!(text(&view.sums), "到手 …，一共要还 …。");
        assert!(view.notes[0].contains("13.84%"), "{}", view.notes[0]);
        let english = panel(fee_terms(), Lang::En).expect("a panel").expect("a rate");
        assert!(english.headline.contains("0.6%") && english.headline.contains("13.03%"), "{}", english.headline);
    }

    #[test]
    fn every_amount_of_the_panel_opens_to_itself_and_the_shares_add_up() {
        let mut terms = fee_terms();
        let rows = crate::engine::schedule(&terms).expect("a schedule");
        let zero = crate::engine::Components::zero(Currency::CNY);
        let row = |row: &crate::engine::Row| StatedRow {
            due: row.due,
            amounts: crate::engine::Components {
                principal: row.principal,
                interest: row.interest,
                fee: yuan(if row.number < 3 { 1_500 } else { 0 }),
                ..zero
            },
        };
        terms.stated = Some(rows.iter().map(row).collect());
        for lang in Lang::ALL {
            for terms in [fee_terms(), terms.clone()] {
                let view = panel(terms, lang).expect("a panel").expect("a rate");
                for shown in shown(&view) {
                    let last = working::open(&shown, lang).lines.last().and_then(|line| line.result);
                    assert_eq!(last, Some(shown.money), "{lang:?} {:?}", shown.source);
                }
            }
        }
        let view = panel(terms, Lang::Zh).expect("a panel").expect("a rate");
        let percent = |text: &str| Decimal::from_str_exact(text.trim_end_matches('%')).expect("a number");
        let sum: Decimal = view.items.iter().map(|row| percent(&row.share)).sum();
        assert_eq!((view.items.len(), sum), (2, percent(&view.total.share)));
        assert!(view.headline.starts_with("实际年化"), "the lender's rows name no rate: {}", view.headline);
    }

    #[test]
    fn what_is_withheld_is_taken_from_what_was_received() {
        let terms = fee_terms();
        let mut loan = Loan::of_terms(&terms).expect("a schedule");
        let part = Part::Cost(CostItem::Withheld);
        loan.agreed.push(Agreed { on: terms.disbursed_on, part, amount: yuan(60_000) });
        let cost = true_cost(&loan).expect("a rate");
        let inputs = inputs(terms.clone());
        let account = replay(&inputs.contract, None, &[], day("2026-03-20")).expect("an account");
        let openable = Openable { inputs: &inputs, account: &account };
        let view = made(&terms, &cost, &openable, Lang::Zh).expect("a view");
        assert_eq!(view.items.iter().map(|row| row.sum.money.minor()).collect::<Vec<_>>(), [86_400, 60_000]);
        let received = shown(&view).into_iter().find(|shown| shown.money == yuan(1_140_000)).expect("received");
        assert_eq!(working::open(&received, Lang::Zh).lines.last().and_then(|line| line.result), Some(yuan(1_140_000)));
    }

    #[test]
    fn a_rate_that_is_what_it_looks_like_is_said_once() {
        let rate = Rate::percent_per_year(Decimal::from(12)).expect("a rate");
        let view = panel(InstalmentTerms::monthly(yuan(1_200_000), rate, 12, day("2026-01-15")), Lang::Zh);
        let view = view.expect("a panel").expect("a rate");
        assert_eq!((view.headline.as_str(), view.notes.len()), ("实际年化 12%。", 2));
    }

    #[test]
    fn a_loan_without_cost_has_no_panel_and_one_without_a_rate_says_why() {
        assert_eq!(panel(InstalmentTerms { rate: Rate::ZERO, ..fee_terms() }, Lang::Zh), None);
        // The lender's rows bring back less than was lent, and later ask for money as if it were given: no rate.
        let mut terms = fee_terms();
        let amounts = |principal| crate::engine::Components {
            principal: yuan(principal),
            interest: yuan(1),
            ..crate::engine::Components::zero(Currency::CNY)
        };
        terms.stated = Some(vec![
            StatedRow { due: day("2027-01-15"), amounts: amounts(2_760_000) },
            StatedRow { due: day("2028-01-15"), amounts: amounts(-1_584_000) },
        ]);
        let reason = panel(terms, Lang::Zh);
        assert!(matches!(&reason, Some(Err(reason)) if reason.contains("不止一个")), "{reason:?}");
    }
}
