//! What the widget hands over when the portal is opened from it: the fields of its sentence, in the fragment of the
//! address, so that they pass neither the host page nor a server. They are somebody's typed texts and nothing more: each
//! is read as its field reads it, and one that cannot be read is left out.

use chrono::NaiveDate;

use super::form::{CURRENCY, Policy};
use super::input::{self, AmountRange, Field};
use crate::engine::RatePeriod;

/// The name of the hand-over in a fragment.
const KEY: &str = "w=";
/// The longest fragment that is looked at, in bytes.
const MOST_BYTES: usize = 1_024;

/// The fields that can be handed over. The rule stands before its rate.
const FIELDS: [Field; 7] =
    [Field::Principal, Field::Due, Field::Policy, Field::Rate, Field::LateFee, Field::Days, Field::GraceDays];

/// The fields that came with the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed(Vec<(Field, String)>);

impl Handed {
    /// Reads a fragment, with or without `#`; nothing where it holds something else or no field that can be used.
    #[must_use]
    pub fn read(fragment: &str, today: NaiveDate) -> Option<Self> {
        let text = fragment.strip_prefix('#').unwrap_or(fragment).strip_prefix(KEY)?;
        if text.len() > MOST_BYTES {
            return None;
        }
        let pairs: Vec<(&str, String)> = text
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .filter_map(|(name, value)| Some((name, plain(value)?)))
            .collect();
        let given = |field: Field| pairs.iter().find(|(name, _)| *name == field.name()).map(|(_, value)| value.clone());
        let fields = FIELDS.into_iter().filter_map(|field| Some((field, given(field)?)));
        let fields: Vec<_> = fields.filter(|(field, value)| is_usable(*field, value, today)).collect();
        (!fields.is_empty()).then_some(Self(fields))
    }

    /// The text of a field; empty where it did not come.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.iter().find(|(known, _)| *known == field).map_or("", |(_, value)| value.as_str())
    }

    /// All fields, the rule before its rate.
    pub fn fields(&self) -> impl Iterator<Item = (Field, &str)> {
        self.0.iter().map(|(field, value)| (*field, value.as_str()))
    }
}

fn is_usable(field: Field, value: &str, today: NaiveDate) -> bool {
    let count = |most| input::count(value, 0, most).is_ok();
    match field {
        Field::Principal | Field::LateFee => input::amount(value, AmountRange::positive(CURRENCY)).is_ok(),
        Field::Due => input::date(value, today).is_ok(),
        Field::Policy => super::simulate::SimDraft::POLICIES.iter().any(|policy: &Policy| policy.name() == value),
        Field::Rate => [RatePeriod::Day, RatePeriod::Year].into_iter().any(|per| input::rate(value, per).is_ok()),
        Field::Days => count(super::simulate::MAX_LATE_DAYS),
        Field::GraceDays => count(365),
        _ => false,
    }
}

/// A value as it was before it went into an address.
fn plain(value: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut half = || char::from(rest.next()?).to_digit(16);
        let (high, low) = (half()?, half()?);
        bytes.push(u8::try_from(high.saturating_mul(16).saturating_add(low)).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(fragment: &str) -> Option<Handed> {
        Handed::read(fragment, NaiveDate::from_ymd_opt(2026, 11, 26)?)
    }

    #[test]
    fn the_fields_of_the_widget_arrive_as_they_were_typed() {
        let handed = read("#w=principal=73,911.37&due=2026-03-15&policy=daily&rate=0.05%25&days=30&grace_days=")
            .expect("fields");
        assert_eq!(handed.get(Field::Principal), "73,911.37");
        assert_eq!(handed.get(Field::Rate), "0.05%");
        assert_eq!(handed.get(Field::GraceDays), "");
        assert_eq!(handed.fields().count(), 5);
    }

    #[test]
    fn what_no_field_reads_is_left_out() {
        assert_eq!(read("#s=abc"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("#w=principal=Pay%20to%20IBAN&policy=javascript:alert(1)&days=1e9&due=262142-12-31"), None);
        assert_eq!(read("#w=principal=%FF%FE"), None);
        assert_eq!(read("#w=principal=5%"), None);
        assert_eq!(read(&format!("#w=principal={}", "9".repeat(2_000))), None);
        let handed = read("#w=creditor=Mallory&principal=5000&principal=1").expect("a field");
        assert_eq!(handed.fields().collect::<Vec<_>>(), [(Field::Principal, "5000")]);
    }
}
