//! Texts as they stand in the fields, who put them there, and what the host page may set.

use chrono::NaiveDate;

use crate::engine::{Currency, RatePeriod};
use crate::present::form::Policy;
use crate::present::input::{Field, MAX_TYPED};

use super::reading;

/// Something that the host page may set. The first eight are fields that the borrower sees and may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knob {
    /// The sum that was due.
    Principal,
    /// When it was due.
    Due,
    /// How lateness is charged.
    Policy,
    /// The rate of the rule.
    Rate,
    /// The fixed amount of the rule.
    Fee,
    /// How many days late.
    Days,
    /// Days of grace.
    Grace,
    /// The currency.
    Currency,
    /// Whose law.
    Jurisdiction,
    /// What kind of lender.
    Lender,
    /// What kind of debt.
    Product,
    /// The language.
    Lang,
    /// With or without the way to ask for relief.
    Mode,
    /// Light, dark, or as the reader's device has it.
    Theme,
    /// The colour of actions.
    Accent,
    /// The colour of the surface.
    Surface,
    /// How round corners are.
    Radius,
    /// Which of the fonts.
    Font,
}

/// How many fields the borrower may change.
const FIELDS: usize = 7;

/// The names, in the order of [`Knob`]: what stands in attributes and messages.
const NAMES: [(&str, Knob); 18] = [
    ("principal", Knob::Principal),
    ("due", Knob::Due),
    ("policy", Knob::Policy),
    ("rate", Knob::Rate),
    ("fee", Knob::Fee),
    ("days", Knob::Days),
    ("grace", Knob::Grace),
    ("currency", Knob::Currency),
    ("jurisdiction", Knob::Jurisdiction),
    ("lender", Knob::Lender),
    ("product", Knob::Product),
    ("lang", Knob::Lang),
    ("mode", Knob::Mode),
    ("theme", Knob::Theme),
    ("accent", Knob::Accent),
    ("surface", Knob::Surface),
    ("radius", Knob::Radius),
    ("font", Knob::Font),
];

/// A setting that was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

impl Knob {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.into_iter().map(|(_, knob)| knob)
    }

    /// By its name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, knob)| knob)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        NAMES.get(self as usize).map_or("", |(name, _)| name)
    }

    /// The field of the portal's forms that means the same, for the fields that a borrower sees.
    #[must_use]
    pub const fn field(self) -> Option<Field> {
        match self {
            Self::Principal => Some(Field::Principal),
            Self::Due => Some(Field::Due),
            Self::Policy => Some(Field::Policy),
            Self::Rate => Some(Field::Rate),
            Self::Fee => Some(Field::LateFee),
            Self::Days => Some(Field::Days),
            Self::Grace => Some(Field::GraceDays),
            _ => None,
        }
    }
}

/// Who put a text into its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Example,
    Host,
    Reader,
}

/// Every text, with who put it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    texts: Vec<(String, By)>,
}

/// The rules of lateness that are offered, with their names.
const POLICIES: [Policy; 5] = [Policy::Daily, Policy::Uplift, Policy::Card, Policy::Flat, Policy::PerPeriod];

impl Form {
    /// The example: 5,000 due today, five ten-thousandths a day, thirty days late.
    #[must_use]
    pub fn example(today: NaiveDate) -> Self {
        let mut form = Self { texts: vec![(String::new(), By::Example); NAMES.len()] };
        let given = [
            (Knob::Principal, "5,000"),
            (Knob::Policy, "daily"),
            (Knob::Days, "30"),
            (Knob::Fee, "50"),
            (Knob::Currency, "CNY"),
            (Knob::Jurisdiction, "CN"),
        ];
        for (knob, text) in given {
            form.put(knob, text, By::Example);
        }
        form.put(Knob::Due, &reading::written(today), By::Example);
        form
    }

    /// What stands in a place. A rate that nobody gave is the usual one of the rule.
    #[must_use]
    pub fn get(&self, knob: Knob) -> &str {
        let text = self.texts.get(knob as usize).map_or("", |(text, _)| text.as_str());
        match knob {
            Knob::Rate if text.is_empty() => match self.policy() {
                Policy::Uplift => "18%",
                _ => "0.05%",
            },
            _ => text,
        }
    }

    /// The rule of lateness.
    #[must_use]
    pub fn policy(&self) -> Policy {
        let name = self.texts.get(Knob::Policy as usize).map_or("", |(text, _)| text.as_str());
        POLICIES.into_iter().find(|policy| policy.name() == name).unwrap_or(Policy::Daily)
    }

    /// The rules that are offered.
    #[must_use]
    pub const fn policies() -> [Policy; 5] {
        POLICIES
    }

    /// Whether the text came from the host page, so that the borrower should check it.
    #[must_use]
    pub fn is_hosts(&self, knob: Knob) -> bool {
        self.texts.get(knob as usize).is_some_and(|(_, by)| *by == By::Host)
    }

    /// What the borrower types.
    pub fn type_into(&mut self, knob: Knob, text: &str) {
        // A rate belongs to its rule: it goes when the rule does, unless it was typed.
        if knob == Knob::Policy && !self.is_readers(Knob::Rate) {
            self.put(Knob::Rate, "", By::Example);
        }
        self.put(knob, text, By::Reader);
    }

    /// What the host page sets; an empty text takes back what it had set. A field into which the borrower typed is left alone. A text that its place cannot take is
    /// refused, and what stood there stays. The look is read by `present::theme`; its texts are only kept here.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn set(&mut self, knob: Knob, text: &str, today: NaiveDate) -> Result<(), Refused> {
        if text.is_empty() {
            if self.is_hosts(knob) {
                let usual = Self::example(today);
                self.put(knob, usual.texts.get(knob as usize).map_or("", |(text, _)| text), By::Example);
            }
            return Ok(());
        }
        if text.chars().count() > MAX_TYPED || !fits(knob, text) {
            return Err(Refused);
        }
        if !self.is_readers(knob) {
            self.put(knob, text, By::Host);
        }
        Ok(())
    }

    /// What was typed, as `name=text` lines; nothing where nothing was.
    #[must_use]
    pub fn typed(&self) -> String {
        let mut lines = String::new();
        for (name, knob) in NAMES.into_iter().take(FIELDS).filter(|(_, knob)| self.is_readers(*knob)) {
            lines.push_str(name);
            lines.push('=');
            lines.push_str(self.get(knob));
            lines.push('\n');
        }
        lines
    }

    /// Takes such lines back.
    pub fn retype(&mut self, lines: &str) {
        for (name, text) in lines.lines().filter_map(|line| line.split_once('=')) {
            let knob = Knob::named(name).filter(|knob| (*knob as usize) < FIELDS);
            if let Some(knob) = knob.filter(|_| text.chars().count() <= MAX_TYPED) {
                self.put(knob, text, By::Reader);
            }
        }
    }

    /// Forgets what was typed, and keeps what the host page set.
    pub fn reset(&mut self, today: NaiveDate) {
        let example = Self::example(today);
        for (entry, usual) in self.texts.iter_mut().zip(example.texts) {
            if entry.1 == By::Reader {
                *entry = usual;
            }
        }
    }

    fn is_readers(&self, knob: Knob) -> bool {
        self.texts.get(knob as usize).is_some_and(|(_, by)| *by == By::Reader)
    }

    fn put(&mut self, knob: Knob, text: &str, by: By) {
        if let Some(entry) = self.texts.get_mut(knob as usize) {
            *entry = (text.to_owned(), by);
        }
    }
}

/// Whether a place can take a text of the host page's.
fn fits(knob: Knob, text: &str) -> bool {
    let word = || !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    match knob {
        Knob::Principal | Knob::Fee => reading::amount(text, Currency::CNY).is_some(),
        Knob::Due => reading::date(text).is_some(),
        Knob::Policy => POLICIES.iter().any(|policy| policy.name() == text),
        // The rule may come after its rate: what one of the two periods takes is taken.
        Knob::Rate => reading::rate(text, RatePeriod::Year).is_some(),
        Knob::Days => reading::count(text, super::shown::MOST_DAYS).is_some(),
        Knob::Grace => reading::count(text, super::shown::MOST_GRACE).is_some(),
        Knob::Currency => Currency::try_new(text).is_ok(),
        Knob::Jurisdiction => text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()),
        Knob::Lender | Knob::Product => word(),
        Knob::Lang => matches!(text, "zh-CN" | "zh" | "en"),
        Knob::Mode => matches!(text, "simulate" | "ask"),
        Knob::Theme => matches!(text, "auto" | "light" | "dark"),
        Knob::Accent | Knob::Surface | Knob::Radius | Knob::Font => true,
    }
}
