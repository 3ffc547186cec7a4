//! A saved debt as the rules look at it: what its terms say about who, when and what, and its figures of the day.

use chrono::NaiveDate;

use super::item::{self, Item};
use super::told::Value;
use crate::case::{Debt, DebtInputs, DebtKind};
use crate::engine::{Contract, Rate};
use crate::law::{Lender, Product, Subject};
use crate::present::lang::Lang;

/// What the debt says by itself, until the reader says otherwise.
pub fn facts(debt: &Debt) -> Vec<(Item, Value)> {
    let product = match debt.kind {
        DebtKind::Loan | DebtKind::Private => Some(Product::Loan),
        DebtKind::Card => Some(Product::CreditCard),
        DebtKind::PayLater => Some(Product::Bnpl),
        DebtKind::Other => None,
    };
    let signed = match &debt.inputs.contract {
        Contract::Instalment(terms) => Some(terms.disbursed_on),
        Contract::Single(terms) => Some(terms.start),
        Contract::Revolving(_) => None,
    };
    let place = item::place_of(debt.inputs.contract.currency());
    let lender = (debt.kind == DebtKind::Private).then_some(Lender::Private);
    let name = |words: (&str, &str)| Value::Choice(words.0.to_owned());
    let all = [
        (Item::Jurisdiction, place.map(|place| Value::Choice(place.code().to_owned()))),
        (Item::Lender, lender.map(|lender| name(item::lender(lender, Lang::En)))),
        (Item::Product, product.map(|product| name(item::product(product, Lang::En)))),
        (Item::Signed, signed.map(Value::Date)),
        (Item::Rate, Some(debt.inputs.contract.rate()).filter(|rate| *rate != Rate::ZERO).map(Value::Rate)),
    ];
    all.into_iter().filter_map(|(item, value)| Some((item, value?))).collect()
}

/// The figures of a debt on a day. Where the debt cannot be worked out, only its terms are judged.
pub fn subject(inputs: &DebtInputs, as_of: NaiveDate) -> Subject {
    let contract = &inputs.contract;
    let account = inputs.replay(as_of).ok();
    let figures = account.and_then(|account| Subject::of(contract, inputs.opening.as_ref(), &account).ok());
    figures.unwrap_or_else(|| {
        let rate = Some(contract.rate()).filter(|rate| *rate != Rate::ZERO);
        let rate = rate.and_then(|rate| rate.nominal_year(365).ok());
        Subject { rate, ..Subject::new(as_of, contract.principal()) }
    })
}
