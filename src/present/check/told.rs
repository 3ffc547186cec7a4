//! What is known: read from the debt, from what was kept with it, and from the answers, each over the one before; and made
//! into the facts and figures that the rules are held against. Every text gives a value or says what would work.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::item::{self, Item, Kind, NO, NONE, NOT_YET, TODAY, UNKNOWN, What, YES};
use super::of_debt;
use crate::case::CheckAsk;
use crate::engine::{Currency, Money, Rate, RatePeriod, date};
use crate::law::{
    Charged, Cost, Earlier, Facts, Filed, Jurisdiction, LateFee, Lender, PenaltyForm, Product, Stretch, Subject,
};
use crate::present::format;
use crate::present::input::{self, AmountRange, Cause, Field, FieldError};
use crate::present::lang::Lang;
use crate::present::words::check as words;

/// An answer that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A choice, by its name.
    Choice(String),
    /// A day.
    Date(NaiveDate),
    /// An amount.
    Money(Money),
    /// A rate.
    Rate(Rate),
    /// A number of days or bills.
    Count(u32),
    /// There is none: no suit, no rate, nothing charged.
    None,
    /// The reader does not know.
    Unknown,
}

/// What is known.
#[derive(Debug, Clone)]
pub struct Told {
    values: Vec<(Item, Value, bool)>,
    /// What stands against an answer, in words, with the answer.
    pub errors: Vec<(Item, String, String)>,
    /// The figures of a saved debt; none for a charge typed by hand.
    pub debt: Option<Subject>,
    /// What was kept and is asked nowhere here.
    kept: Facts,
    as_of: NaiveDate,
}

impl Told {
    /// Reads everything.
    pub fn read(ask: &CheckAsk, lang: Lang) -> Self {
        let kept = ask.debt.as_ref().and_then(|debt| debt.facts.clone()).unwrap_or_default();
        let simulated = ask.lateness.as_ref().map(|(scenario, _)| Subject::new(ask.as_of, scenario.amount));
        let debt = ask.debt.as_ref().map(|debt| of_debt::subject(&debt.inputs, ask.as_of)).or(simulated);
        let mut told = Self { values: Vec::new(), errors: Vec::new(), debt, kept: kept.clone(), as_of: ask.as_of };
        if let Some(debt) = &ask.debt {
            for (item, value) in of_debt::facts(debt) {
                told.set(item, value, true);
            }
            for (item, value) in values_of(&kept) {
                told.set(item, value, false);
            }
        }
        for (name, answer) in &ask.answers {
            let Some(item) = Item::named(name) else { continue };
            match told.understood(item, answer) {
                Ok(value) => told.set(item, value, false),
                Err(cause) => {
                    told.values.retain(|(known, ..)| *known != item);
                    let field = match item.kind() {
                        Kind::Date => Field::Date,
                        Kind::Rate => Field::Rate,
                        Kind::Days => Field::Days,
                        Kind::Cycles => Field::Bills,
                        Kind::Money | Kind::Choice => Field::Amount,
                    };
                    let said = input::words::message(&FieldError::new(field, cause), lang);
                    told.errors.push((item, said, answer.clone()));
                }
            }
        }
        told.values.sort_by_key(|(item, ..)| *item);
        told
    }

    fn set(&mut self, item: Item, value: Value, from_debt: bool) {
        self.values.retain(|(known, ..)| *known != item);
        self.errors.retain(|(known, ..)| *known != item);
        self.values.push((item, value, from_debt));
    }

    fn understood(&self, item: Item, answer: &str) -> Result<Value, Cause> {
        match answer {
            UNKNOWN => return Ok(Value::Unknown),
            NONE | NOT_YET => return Ok(Value::None),
            TODAY => return Ok(Value::Date(self.as_of)),
            _ => {}
        }
        Ok(match item.kind() {
            Kind::Choice => Value::Choice(answer.to_owned()),
            Kind::Date => Value::Date(input::date(answer, self.as_of)?.date),
            Kind::Money => {
                let currency = self.currency();
                let positive = matches!(item, Item::Principal | Item::FeeAmount | Item::Minimum | Item::OnFees);
                let range = if positive { AmountRange::positive(currency) } else { AmountRange::from_zero(currency) };
                Value::Money(input::amount(answer, range)?)
            }
            Kind::Rate => Value::Rate(input::rate(answer, RatePeriod::Year)?),
            Kind::Days => Value::Count(input::count(answer, 1, 36_600)?),
            Kind::Cycles => Value::Count(input::count(answer, 1, 1_000)?),
        })
    }

    /// What is known of an item.
    pub fn get(&self, item: Item) -> Option<&Value> {
        self.values.iter().find(|(known, ..)| *known == item).map(|(_, value, _)| value)
    }

    /// Everything that is known, in the order of showing, with whether the debt said it.
    pub fn all(&self) -> impl Iterator<Item = (Item, &Value, bool)> {
        self.values.iter().map(|(item, value, from_debt)| (*item, value, *from_debt))
    }

    /// The currency of the debt, or of the place.
    pub fn currency(&self) -> Currency {
        match &self.debt {
            Some(subject) => subject.principal.currency(),
            None => item::currency(self.place()),
        }
    }

    fn place(&self) -> Option<Jurisdiction> {
        self.choice(Item::Jurisdiction).and_then(|code| Jurisdiction::try_new(code).ok())
    }

    fn choice(&self, item: Item) -> Option<&str> {
        match self.get(item)? {
            Value::Choice(name) => Some(name),
            _ => None,
        }
    }

    fn day(&self, item: Item) -> Option<NaiveDate> {
        match self.get(item)? {
            Value::Date(day) => Some(*day),
            _ => None,
        }
    }

    fn money(&self, item: Item) -> Option<Money> {
        match self.get(item)? {
            Value::Money(money) => Some(*money),
            Value::None => Some(Money::zero(self.currency())),
            _ => None,
        }
    }

    fn yearly(&self, item: Item) -> Option<Decimal> {
        match self.get(item)? {
            Value::Rate(rate) => rate.nominal_year(365).ok(),
            _ => None,
        }
    }

    fn count(&self, item: Item) -> Option<u32> {
        match self.get(item)? {
            Value::Count(count) => Some(*count),
            _ => None,
        }
    }

    fn told_yes(&self, item: Item) -> Option<bool> {
        match self.choice(item)? {
            YES => Some(true),
            NO => Some(false),
            _ => None,
        }
    }

    fn lender(&self, item: Item) -> Option<Lender> {
        if self.get(item) == Some(&Value::Unknown) {
            return Some(Lender::Unknown);
        }
        let name = self.choice(item)?;
        item::LENDERS.into_iter().find(|lender| item::lender(*lender, Lang::En).0 == name)
    }

    /// What kind of debt.
    pub fn product(&self) -> Option<Product> {
        let name = self.choice(Item::Product)?;
        item::PRODUCTS.into_iter().find(|product| item::product(*product, Lang::En).0 == name)
    }

    /// Which charge is looked at, of one typed by hand.
    pub fn what(&self) -> Option<What> {
        let name = self.choice(Item::What)?;
        What::ALL.into_iter().find(|what| what.words(Lang::En).0 == name)
    }

    /// The facts.
    pub fn facts(&self) -> Facts {
        let filed = match self.get(Item::Filed) {
            Some(Value::Date(day)) => Some(Filed::On(*day)),
            Some(Value::None) => Some(Filed::NotYet),
            _ => None,
        };
        let rate_agreed = match self.get(Item::Rate) {
            Some(Value::Rate(_)) => Some(true),
            Some(Value::None) => Some(false),
            _ => self.told_yes(Item::RateAgreed),
        };
        let loss = match self.get(Item::Loss) {
            Some(Value::Money(loss)) => Some(*loss),
            _ => None,
        };
        Facts {
            jurisdiction: self.place(),
            lender: self.lender(Item::Lender),
            funder: self.lender(Item::Funder),
            signed: self.day(Item::Signed),
            product: self.product(),
            filed,
            rate_agreed,
            all_listed: self.told_yes(Item::AllListed),
            loss,
            military: self.told_yes(Item::Military),
            ..self.kept.clone()
        }
    }

    /// The facts that were answered and not only taken from the debt: they are worth keeping with it.
    pub fn answered(&self) -> Facts {
        let mut answered = self.clone();
        answered.values.retain(|(.., from_debt)| !from_debt);
        answered.facts()
    }

    /// The figures: of the debt, or as typed; what was answered beside a debt is added.
    pub fn subject(&self) -> Subject {
        let mut subject = match &self.debt {
            Some(subject) => subject.clone(),
            None => self.typed(),
        };
        subject.rate = self.yearly(Item::Rate).or(subject.rate);
        subject.overdue_rate = self.yearly(Item::LateRate).or(subject.overdue_rate);
        subject.reference_rate = self.yearly(Item::Reference).or(subject.reference_rate);
        subject.capitalised = self.told_yes(Item::Capitalised).or(subject.capitalised);
        subject.principal_at_default = self.money(Item::PrincipalAtDefault).or(subject.principal_at_default);
        let form = self.choice(Item::PenaltyForm);
        let form: Option<PenaltyForm> =
            form.and_then(|name| item::FORMS.into_iter().find(|form| item::form(*form, Lang::En).0 == name));
        subject.penalty_form = form.or(subject.penalty_form);
        if let Some(fee) = &mut subject.late_fee {
            let minimum = self.money(Item::Minimum);
            fee.minimum_due = minimum.or(fee.minimum_due);
            fee.overdue = minimum.or(fee.overdue);
            fee.due = self.day(Item::DueDay).or(fee.due);
            fee.earlier = match self.get(Item::Earlier) {
                Some(Value::None) => Some(Earlier::None),
                Some(Value::Count(cycles)) => u16::try_from(*cycles).ok().map(Earlier::Cycles),
                _ => fee.earlier,
            };
        }
        subject
    }

    /// A charge that was typed by hand.
    fn typed(&self) -> Subject {
        let zero = Money::zero(self.currency());
        let principal = self.money(Item::Principal).unwrap_or(zero);
        let mut subject = Subject::new(self.as_of, principal);
        subject.charged_on = self.day(Item::ChargedOn);
        subject.deducted = self.money(Item::Deducted).filter(|deducted| deducted.is_positive());
        if let Some(amount) = self.money(Item::FeeAmount) {
            subject.late_fee = Some(LateFee {
                amount,
                on: self.day(Item::FeeOn).unwrap_or(self.as_of),
                minimum_due: None,
                due: None,
                overdue: None,
                paid: None,
                earlier: None,
            });
        }
        let kinds = [
            (Item::Interest, Cost::Interest),
            (Item::LateCharged, Cost::OverdueInterest),
            (Item::Damages, Cost::Damages),
            (Item::DefaultFees, Cost::Damages),
            (Item::FeeAmount, Cost::Damages),
            (Item::OnFees, Cost::InterestOnFees),
            (Item::OverLimit, Cost::OverLimitFee),
        ];
        for (item, cost) in kinds {
            if let Some(amount) = self.money(item).filter(|amount| amount.is_positive()) {
                subject.charged.push(Charged { cost, amount });
            }
        }
        let days = |item| self.count(item).map(i64::from);
        let ago = |days: i64| date::shift(self.as_of, days.saturating_neg()).ok();
        let until = self.day(Item::Until);
        let term = match (self.day(Item::Signed), until, days(Item::DaysOut)) {
            (Some(signed), Some(until), _) => Some((signed, until)),
            (_, _, Some(days)) => ago(days).map(|from| (from, self.as_of)),
            _ => None,
        };
        let late = days(Item::DaysLate).and_then(ago).map(|from| (from, self.as_of));
        for ((from, until), overdue) in
            [(term, false), (late, true)].into_iter().filter_map(|(span, overdue)| Some((span?, overdue)))
        {
            if from < until {
                subject.stretches.push(Stretch { from, until, balance: principal, overdue });
            }
        }
        subject
    }

    /// An answer as it is shown.
    pub fn shown(item: Item, value: &Value, lang: Lang) -> String {
        match value {
            Value::Choice(name) => chosen(item, name, lang),
            Value::Date(day) => format::date(*day, lang),
            Value::Money(money) => format::money(*money, lang),
            Value::Rate(rate) => input::words::rate(*rate, lang),
            Value::Count(count) if item.kind() == Kind::Cycles => words::cycles_before(lang, &count.to_string()),
            Value::Count(count) => format::days(i64::from(*count), lang),
            Value::None if item == Item::Filed => words::not_yet(lang).to_owned(),
            Value::None if item == Item::Rate => words::no_rate(lang).to_owned(),
            Value::None => words::none(lang).to_owned(),
            Value::Unknown => words::unknown(lang).to_owned(),
        }
    }
}

/// The words of a choice.
fn chosen(item: Item, name: &str, lang: Lang) -> String {
    options(item, lang).into_iter().find(|(known, _)| known == name).map_or_else(|| name.to_owned(), |(_, words)| words)
}

/// The choices of an item: name and words. Items that are typed may have some too.
pub fn options(item: Item, lang: Lang) -> Vec<(String, String)> {
    let own = |(name, words): (&str, &str)| (name.to_owned(), words.to_owned());
    let unknown = own((UNKNOWN, words::unknown(lang)));
    let none = own((NONE, words::none(lang)));
    match item {
        Item::Jurisdiction => {
            let known = item::places(lang).into_iter().map(|(code, _, words)| own((code, words)));
            known.chain([own((item::ELSEWHERE, words::place_other(lang)))]).collect()
        }
        Item::Lender => item::LENDERS.into_iter().map(|each| own(item::lender(each, lang))).collect(),
        Item::Funder => {
            let real = item::LENDERS.into_iter().filter(|each| *each != Lender::Platform);
            real.map(|each| own(item::lender(each, lang))).collect()
        }
        Item::Product => item::PRODUCTS.into_iter().map(|each| own(item::product(each, lang))).collect(),
        Item::What => What::ALL.into_iter().map(|each| own(each.words(lang))).collect(),
        Item::PenaltyForm => item::FORMS.into_iter().map(|each| own(item::form(each, lang))).chain([unknown]).collect(),
        Item::Capitalised | Item::RateAgreed | Item::AllListed | Item::Military => {
            vec![own((YES, words::yes(lang))), own((NO, words::no(lang))), unknown]
        }
        Item::Filed => vec![own((NOT_YET, words::not_yet(lang))), unknown],
        Item::Until => vec![own((TODAY, words::today(lang)))],
        Item::ChargedOn => vec![own((TODAY, words::this_day(lang)))],
        Item::Rate => vec![own((NONE, words::no_rate(lang))), unknown],
        Item::Deducted | Item::Damages | Item::DefaultFees => vec![none],
        Item::LateRate | Item::LateCharged | Item::Earlier | Item::Interest => vec![none, unknown],
        Item::Signed | Item::Reference | Item::Loss | Item::PrincipalAtDefault | Item::Minimum | Item::DueDay => {
            vec![unknown]
        }
        Item::Principal
        | Item::DaysOut
        | Item::DaysLate
        | Item::FeeAmount
        | Item::FeeOn
        | Item::OnFees
        | Item::OverLimit => Vec::new(),
    }
}

/// What was kept, as values.
fn values_of(facts: &Facts) -> Vec<(Item, Value)> {
    let name = |lender: Lender| match lender {
        Lender::Unknown => Value::Unknown,
        other => Value::Choice(item::lender(other, Lang::En).0.to_owned()),
    };
    let yes = |told: bool| Value::Choice(if told { YES } else { NO }.to_owned());
    let all = [
        (Item::Jurisdiction, facts.jurisdiction.map(|place| Value::Choice(place.code().to_owned()))),
        (Item::Lender, facts.lender.map(name)),
        (Item::Funder, facts.funder.map(name)),
        (Item::Product, facts.product.map(|each| Value::Choice(item::product(each, Lang::En).0.to_owned()))),
        (Item::Signed, facts.signed.map(Value::Date)),
        (
            Item::Filed,
            facts.filed.map(|filed| match filed {
                Filed::NotYet => Value::None,
                Filed::On(day) => Value::Date(day),
            }),
        ),
        (Item::AllListed, facts.all_listed.map(yes)),
        (Item::Loss, facts.loss.map(Value::Money)),
        (Item::Military, facts.military.map(yes)),
    ];
    all.into_iter().filter_map(|(item, value)| Some((item, value?))).collect()
}
