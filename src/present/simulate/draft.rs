//! What stands in the simulator: texts as typed, and the scenario that they make.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::case::{Scenario, WhatIf};
use crate::engine::{Base, ChargeKind, Grace, GraceKind, LateCharge, Lateness, Rate, RatePeriod};
use crate::present::form::{CURRENCY, Policy, PolicyTerms, typed_rate};
use crate::present::handed::Handed;
use crate::present::input::{self, AmountRange, Cause, Errors, Field, FieldError, is_blank};
use crate::present::{Lang, format};

/// The most days late that the simulator looks at: ten years.
pub const MAX_LATE_DAYS: u32 = 3_650;

/// The value of the choice that keeps the charges of a link which none of our rules makes.
const FROM_LINK: &str = "link";

/// The simulator as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimDraft {
    values: BTreeMap<String, String>,
    charges: Option<Vec<LateCharge>>,
    /// A rule to compare with: its texts alone, so that neither rule loses what was typed for the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second: Option<Box<SimDraft>>,
}

impl SimDraft {
    /// The rules of lateness that are offered.
    pub const POLICIES: [Policy; 5] = [Policy::Daily, Policy::Uplift, Policy::Card, Policy::Flat, Policy::PerPeriod];

    const fn empty() -> Self {
        Self { values: BTreeMap::new(), charges: None, second: None }
    }

    /// A first example: 5,000 yuan, due today, five ten-thousandths a day, thirty days late.
    #[must_use]
    pub fn example(today: NaiveDate, lang: Lang) -> Self {
        let mut draft = Self::empty();
        draft.set(Field::Principal, "5,000");
        draft.set(Field::Due, &format::date(today, lang));
        draft.set(Field::Policy, Policy::Daily.name());
        draft.set(Field::Days, "30");
        draft
    }

    /// The example with what the widget handed over.
    #[must_use]
    pub fn handed(handed: &Handed, today: NaiveDate, lang: Lang) -> Self {
        let mut draft = Self::example(today, lang);
        handed.fields().for_each(|(field, text)| draft.set(field, text));
        draft
    }

    /// What stands in a field.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        let key = self.key(field);
        let usual = match (field, self.policy()) {
            (Field::Rate, Some(Policy::Uplift)) => "18%",
            (Field::Rate, _) => "0.05%",
            (Field::LateFee, _) => "50",
            (Field::GraceKind, _) => "forgiven",
            _ => "",
        };
        self.values.get(key).map_or(usual, String::as_str)
    }

    /// Puts a text into a field.
    pub fn set(&mut self, field: Field, text: &str) {
        let key = self.key(field).to_owned();
        self.values.insert(key, text.to_owned());
    }

    /// The rate of a rule stays with the rule, so that trying another loses nothing.
    fn key(&self, field: Field) -> &'static str {
        match (field, self.policy()) {
            (Field::Rate, Some(Policy::Uplift)) => "contract_rate",
            _ => field.name(),
        }
    }

    /// The rule of lateness that is chosen; none for the charges of a link.
    #[must_use]
    pub fn policy(&self) -> Option<Policy> {
        let name = self.values.get(Field::Policy.name()).map_or("", String::as_str);
        if name == FROM_LINK && self.charges.is_some() {
            return None;
        }
        Some(Policy::from_name(name).unwrap_or(Policy::Daily))
    }

    /// The values of the choice of rules, in order; the last stands for the charges of a link, where there are any.
    #[must_use]
    pub fn choices(&self) -> Vec<Option<Policy>> {
        let ours = Self::POLICIES.into_iter().map(Some);
        ours.chain(self.charges.is_some().then_some(None)).collect()
    }

    /// The value of a choice.
    #[must_use]
    pub const fn choice_name(choice: Option<Policy>) -> &'static str {
        match choice {
            Some(policy) => policy.name(),
            None => FROM_LINK,
        }
    }

    /// What stands in a field of the rule to compare with.
    #[must_use]
    pub fn second(&self, field: Field) -> &str {
        match self.second.as_deref() {
            Some(second) => second.get(field),
            None if field == Field::GraceKind => "forgiven",
            None => "",
        }
    }

    /// Puts a text into a field of the rule to compare with.
    pub fn set_second(&mut self, field: Field, text: &str) {
        self.second.get_or_insert_with(|| Box::new(Self::empty())).set(field, text);
    }

    /// The rule to compare with, once one is chosen.
    #[must_use]
    pub fn second_policy(&self) -> Option<Policy> {
        let name = self.second.as_deref()?.values.get(Field::Policy.name())?;
        Policy::from_name(name).filter(|policy| Self::POLICIES.contains(policy))
    }

    /// The texts that make a scenario.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let mut draft = Self::empty();
        draft.set(Field::Principal, &format::plain(scenario.amount));
        draft.set(Field::Due, &scenario.due.to_string());
        draft.set(Field::Days, &scenario.days.to_string());
        draft.set_charges(scenario);
        if let Some(what_if) = scenario.what_if {
            draft.set(Field::WhatIfAmount, &format::plain(what_if.amount));
            draft.set(Field::WhatIfDay, &what_if.day.to_string());
        }
        draft
    }

    fn set_charges(&mut self, scenario: &Scenario) {
        let lateness = Lateness { charges: scenario.charges.clone() };
        let found = Policy::of(&lateness, scenario.amount.currency());
        let offered = found.filter(|(policy, _)| Self::POLICIES.contains(policy));
        let zero_rate = scenario.contract_rate.value.is_zero();
        let Some((policy, terms)) = offered.filter(|(policy, terms)| fits(*policy, terms, zero_rate)) else {
            self.charges = Some(scenario.charges.clone());
            self.set(Field::Policy, FROM_LINK);
            self.values.insert("contract_rate".to_owned(), typed_rate(scenario.contract_rate));
            return;
        };
        self.set(Field::Policy, policy.name());
        match policy {
            Policy::Uplift => self.set(Field::Rate, &typed_rate(scenario.contract_rate)),
            Policy::Daily | Policy::Card => self.set(Field::Rate, &typed_rate(terms.daily)),
            _ => self.set(Field::LateFee, &format::plain(terms.fee)),
        }
        if terms.grace.days > 0 {
            self.set(Field::GraceDays, &terms.grace.days.to_string());
        }
        let back_dated = terms.grace.kind == GraceKind::BackDated;
        self.set(Field::GraceKind, if back_dated { "back_dated" } else { "forgiven" });
    }
}

/// Whether our form says everything that a rule of a link says.
fn fits(policy: Policy, terms: &PolicyTerms, zero_contract_rate: bool) -> bool {
    match policy {
        Policy::Uplift => terms.uplift == PolicyTerms::usual(CURRENCY).uplift,
        Policy::Card => zero_contract_rate && terms.card_base == Base::OverduePrincipal,
        _ => zero_contract_rate,
    }
}

/// Reads the simulator as of a day.
///
/// # Errors
/// Every field that cannot be used.
pub fn read(draft: &SimDraft, today: NaiveDate) -> Result<Scenario, Vec<FieldError>> {
    let mut errors = Errors::default();
    let amount = input::amount(draft.get(Field::Principal), AmountRange::positive(CURRENCY));
    let amount = errors.take(Field::Principal, amount);
    let due = errors.take(Field::Due, input::date(draft.get(Field::Due), today)).map(|read| read.date);
    let rules = rules(draft, &mut errors);
    let days = errors.take(Field::Days, input::count(draft.get(Field::Days), 0, MAX_LATE_DAYS));
    let what_if = what_if(draft, &mut errors);
    let list = errors.into_list();
    if !list.is_empty() {
        return Err(list);
    }
    let (Some(amount), Some(due), Some((contract_rate, charges)), Some(days), Some(what_if)) =
        (amount, due, rules, days, what_if)
    else {
        return Err(vec![FieldError::new(Field::Principal, Cause::Missing)]);
    };
    let days = u16::try_from(days).unwrap_or(u16::MAX);
    let scenario = Scenario { amount, due, contract_rate, charges, days, what_if };
    match scenario.check() {
        Ok(()) => Ok(scenario),
        Err(error) => Err(vec![FieldError::new(Field::Due, Cause::Engine(error))]),
    }
}

/// Reads the rule to compare with: the first scenario under the other charges, without the payment that is tried out;
/// nothing as long as no rule is chosen.
///
/// # Errors
/// Every field of the second rule that cannot be used.
pub fn read_second(draft: &SimDraft, first: &Scenario) -> Result<Option<Scenario>, Vec<FieldError>> {
    let Some(second) = draft.second.as_deref().filter(|_| draft.second_policy().is_some()) else { return Ok(None) };
    let mut errors = Errors::default();
    let rules = rules(second, &mut errors);
    let list = errors.into_list();
    let Some((contract_rate, charges)) = rules.filter(|_| list.is_empty()) else { return Err(list) };
    let scenario = Scenario { contract_rate, charges, what_if: None, ..first.clone() };
    match scenario.check() {
        Ok(()) => Ok(Some(scenario)),
        Err(error) => Err(vec![FieldError::new(Field::Policy, Cause::Engine(error))]),
    }
}

/// The contract rate that a rule starts from, and its charges.
fn rules(draft: &SimDraft, errors: &mut Errors) -> Option<(Rate, Vec<LateCharge>)> {
    let grace = grace(draft, errors);
    let Some(policy) = draft.policy() else {
        let charges = draft.charges.clone().unwrap_or_default();
        let uplift = charges.iter().any(|charge| matches!(charge.kind, ChargeKind::Uplift { .. }));
        let typed = draft.values.get("contract_rate").map_or("", String::as_str);
        let rate = if uplift { input::rate(typed, RatePeriod::Year).unwrap_or(Rate::ZERO) } else { Rate::ZERO };
        return Some((rate, charges));
    };
    // One overdue sum: there is no rest of a bill beside it.
    let mut terms = PolicyTerms { card_base: Base::OverduePrincipal, ..PolicyTerms::usual(CURRENCY) };
    let mut contract_rate = Rate::ZERO;
    let typed = draft.get(Field::Rate);
    match policy {
        Policy::Uplift | Policy::Continue => {
            contract_rate = errors.take(Field::Rate, input::rate(typed, RatePeriod::Year))?;
        }
        Policy::Daily | Policy::Card => terms.daily = errors.take(Field::Rate, input::rate(typed, RatePeriod::Day))?,
        Policy::Flat | Policy::PerPeriod => {
            let fee = input::amount(draft.get(Field::LateFee), AmountRange::positive(CURRENCY));
            terms.fee = errors.take(Field::LateFee, fee)?;
        }
        Policy::Free => {}
    }
    terms.grace = grace?;
    Some((contract_rate, policy.lateness(&terms).charges))
}

fn grace(draft: &SimDraft, errors: &mut Errors) -> Option<Grace> {
    let typed = draft.get(Field::GraceDays);
    let days = if is_blank(typed) { Ok(0) } else { input::count(typed, 0, 365) };
    let days = errors.take(Field::GraceDays, days)?;
    let back_dated = draft.get(Field::GraceKind) == "back_dated";
    let kind = if back_dated { GraceKind::BackDated } else { GraceKind::Forgiven };
    Some(Grace { days: u16::try_from(days).unwrap_or(0), kind })
}

/// The payment that is tried out: nothing when neither of its fields is filled; a day left empty is the due date.
fn what_if(draft: &SimDraft, errors: &mut Errors) -> Option<Option<WhatIf>> {
    let (amount, day) = (draft.get(Field::WhatIfAmount), draft.get(Field::WhatIfDay));
    if is_blank(amount) {
        return Some(None);
    }
    let amount = errors.take(Field::WhatIfAmount, input::amount(amount, AmountRange::positive(CURRENCY)));
    let day = if is_blank(day) { Ok(0) } else { input::count(day, 0, MAX_LATE_DAYS) };
    let day = errors.take(Field::WhatIfDay, day);
    let (amount, day) = (amount?, u16::try_from(day?).unwrap_or(u16::MAX));
    Some(Some(WhatIf { amount, day }))
}
