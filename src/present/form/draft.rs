//! What stands in the short form: texts as typed, so that nothing is lost by an error or a reload.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::{Method, RatePeriod};
use crate::present::handed::Handed;
use crate::present::input::{Field, is_blank};

use super::policy::Policy;
use super::preset::{METHODS, Preset, UNITS, method_name, unit_name};

/// The form as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    preset: String,
    values: BTreeMap<String, String>,
}

impl Draft {
    /// An empty form of a kind.
    #[must_use]
    pub fn new(preset: Preset) -> Self {
        let mut draft = Self { preset: preset.name().to_owned(), values: BTreeMap::new() };
        draft.set(Field::RateUnit, unit_name(preset.rate_unit()));
        draft.set(Field::Policy, preset.policy().name());
        draft.set(Field::LateRate, if preset.policy() == Policy::Uplift { "50%" } else { "0.05%" });
        draft.set(Field::Method, method_name(Method::EqualInstalment));
        if preset == Preset::Loan {
            draft.set(Field::YearDays, super::loan::ACCRUALS[0].0);
            draft.set(Field::RoundingRule, super::loan::ROUNDINGS[0].0);
            draft.set(Field::DaysOff, super::loan::DAYS_OFF[0].0);
            draft.set(Field::Follows, super::follows::REFERENCES[0].0);
            draft.set(Field::Repricing, super::follows::REPRICINGS[0].0);
        }
        if preset == Preset::Card {
            draft.set(Field::Rate, "0.05%");
            draft.set(Field::CardMethod, super::card::CARD_METHODS[0].0);
            draft.set(Field::CardBilled, super::card::CARD_BILLED[0].0);
        }
        draft
    }

    /// The kind of debt.
    #[must_use]
    pub fn preset(&self) -> Preset {
        Preset::from_name(&self.preset).unwrap_or(Preset::Loan)
    }

    /// What stands in a field.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.values.get(field.name()).map_or("", String::as_str)
    }

    /// Puts a text into a field.
    pub fn set(&mut self, field: Field, text: &str) {
        self.values.insert(field.name().to_owned(), text.to_owned());
    }

    /// Puts a text into a field, and what follows from a choice into the fields that hang on it.
    pub fn choose(&mut self, field: Field, text: &str) {
        let (before, after) = (self.policy(), Policy::from_name(text));
        self.set(field, text);
        if field != Field::Policy || after == Some(before) {
            return;
        }
        match after {
            Some(Policy::Uplift) => self.set(Field::LateRate, "50%"),
            Some(Policy::Daily | Policy::Card) => self.set(Field::LateRate, "0.05%"),
            _ => {}
        }
    }

    /// The same name and kind-independent texts in the form of another kind.
    #[must_use]
    pub fn switched(&self, preset: Preset) -> Self {
        let mut draft = Self::new(preset);
        for field in preset.fields().iter().chain(preset.full_fields()) {
            if !is_blank(self.get(*field)) && *field != Field::Rate {
                draft.set(*field, self.get(*field));
            }
        }
        draft
    }

    /// Takes what the widget handed over into the fields of this kind that are still empty: one sum that fell due at once.
    pub fn take(&mut self, handed: &Handed) {
        let (sum, due, is_counted) = match self.preset() {
            Preset::Loan => (Field::Principal, Field::FirstDue, true),
            Preset::Card => (Field::Balance, Field::Due, false),
            Preset::PayLater => (Field::Total, Field::FirstDue, true),
            Preset::Private => (Field::Principal, Field::Due, false),
        };
        let policy = Policy::from_name(handed.get(Field::Policy));
        let rate = if policy == Some(Policy::Uplift) { "" } else { handed.get(Field::Rate) };
        self.choose(Field::Policy, policy.map_or(self.policy().name(), Policy::name));
        let given = [
            (sum, handed.get(Field::Principal)),
            (due, handed.get(Field::Due)),
            (Field::Count, if is_counted { "1" } else { "" }),
            (Field::LateFee, handed.get(Field::LateFee)),
            (Field::GraceDays, handed.get(Field::GraceDays)),
        ];
        for (field, text) in given {
            if is_blank(self.get(field)) && !is_blank(text) {
                self.set(field, text);
            }
        }
        if !is_blank(rate) {
            self.set(Field::LateRate, rate);
        }
    }

    /// Whether anything was typed.
    #[must_use]
    pub fn is_touched(&self) -> bool {
        let fresh = Self::new(self.preset());
        let preset = self.preset();
        preset.fields().iter().chain(preset.full_fields()).any(|field| self.get(*field) != fresh.get(*field))
    }

    /// The rule of lateness that is chosen.
    #[must_use]
    pub fn policy(&self) -> Policy {
        Policy::from_name(self.get(Field::Policy)).unwrap_or(self.preset().policy())
    }

    /// The repayment method that is chosen.
    #[must_use]
    pub fn method(&self) -> Method {
        let name = self.get(Field::Method);
        METHODS.into_iter().find(|method| method_name(*method) == name).unwrap_or(Method::EqualInstalment)
    }

    /// The period that stands beside the rate.
    #[must_use]
    pub fn unit(&self) -> RatePeriod {
        let name = self.get(Field::RateUnit);
        UNITS.into_iter().find(|unit| unit_name(*unit) == name).unwrap_or(self.preset().rate_unit())
    }
}
