//! The fields of the options: what stands in them at first, how they are read, and the levers that they make.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ask::{Edits, FieldView};
use crate::case::DebtKind;
use crate::engine::date::shift;
use crate::engine::limits::{MAX_CLAIM_GRACE, MAX_CLAIM_MORE, MAX_GRACE_DAYS, MAX_INSTALMENTS};
use crate::engine::relief::{LumpSum, Paused, Position, Proposal, Treatment, Treatments};
use crate::engine::solve::request::Levers;
use crate::engine::{Component, Components, EngineError, Money, PauseOf, Rate, RatePeriod, Rounding};
use crate::present::input::words::{message_of, rate as rate_text};
use crate::present::input::{self, AmountRange, Cause};
use crate::present::lang::Lang;
use crate::present::words::options as words;
use crate::present::{format, terms};

/// The options that come from levers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The first payment later.
    Grace,
    /// So many payments in all.
    Instalments,
    /// Payments more.
    Extension,
    /// Another rate.
    Rate,
    /// Each component: carried, capitalised or given up.
    Treat,
    /// Part of the principal is given up.
    WriteOff,
    /// One sum ends it.
    LumpSum,
    /// Another lender pays it off.
    Refinance,
    /// Interest stops for a time.
    PauseInterest,
    /// Penalties stop for a time.
    PausePenalty,
    /// Collection stops for a time.
    PauseCollection,
}

impl Kind {
    /// All of them, as they stand on the screen.
    pub const ALL: [Self; 11] = [
        Self::Grace,
        Self::Instalments,
        Self::Extension,
        Self::Rate,
        Self::Treat,
        Self::WriteOff,
        Self::LumpSum,
        Self::PauseInterest,
        Self::PausePenalty,
        Self::PauseCollection,
        Self::Refinance,
    ];

    /// Its name in keys.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Grace => "grace",
            Self::Instalments => "instalments",
            Self::Extension => "extension",
            Self::Rate => "rate",
            Self::Treat => "treat",
            Self::WriteOff => "write_off",
            Self::LumpSum => "lump_sum",
            Self::Refinance => "refinance",
            Self::PauseInterest => "pause_interest",
            Self::PausePenalty => "pause_penalty",
            Self::PauseCollection => "pause_collection",
        }
    }

    /// What it stops, for a pause.
    #[must_use]
    pub const fn pause(self) -> Option<PauseOf> {
        match self {
            Self::PauseInterest => Some(PauseOf::Interest),
            Self::PausePenalty => Some(PauseOf::Penalty),
            Self::PauseCollection => Some(PauseOf::Collection),
            _ => None,
        }
    }
}

/// What is assumed of a lender who has not said: our own assumptions, changeable on the screen; `lenders.toml` states the same.
pub struct Assumed {
    /// The most payments in all.
    pub instalments: u16,
    /// The most payments more.
    pub more: u16,
    /// The most days of grace.
    pub grace: u16,
    /// The share of the principal that may be given up, in percent.
    pub principal: &'static str,
}

/// The assumptions for a kind of debt. The 60 of a card is the longest plan that Art. 70 of the card rules of 2011 names.
#[must_use]
pub const fn assumed(kind: DebtKind) -> Assumed {
    match kind {
        DebtKind::Card => Assumed { instalments: 60, more: 59, grace: 60, principal: "0" },
        DebtKind::PayLater => Assumed { instalments: 36, more: 24, grace: 60, principal: "0" },
        DebtKind::Private => Assumed { instalments: 120, more: 60, grace: 90, principal: "50" },
        DebtKind::Loan | DebtKind::Other => Assumed { instalments: 120, more: 60, grace: 90, principal: "0" },
    }
}

/// The limits of a search where nobody changed them.
///
/// # Errors
/// Overflow.
pub fn assumed_levers(kind: DebtKind, position: &Position) -> Result<Levers, EngineError> {
    Typed::new(&Edits::new(), position.as_of, Lang::default()).levers(kind, position)
}

/// Reads the fields of one screen.
pub struct Typed<'a> {
    edits: &'a Edits,
    as_of: NaiveDate,
    lang: Lang,
    /// What is wrong so far.
    pub errors: Vec<(String, String)>,
    /// The fields so far.
    fields: Vec<FieldView>,
}

impl<'a> Typed<'a> {
    /// Nothing is read yet.
    #[must_use]
    pub const fn new(edits: &'a Edits, as_of: NaiveDate, lang: Lang) -> Self {
        Self { edits, as_of, lang, errors: Vec::new(), fields: Vec::new() }
    }

    /// The fields that were read since the last call.
    pub fn taken(&mut self) -> Vec<FieldView> {
        core::mem::take(&mut self.fields)
    }

    fn text(&mut self, field: FieldView) -> String {
        let typed = self.edits.get(&field.name).cloned().unwrap_or_else(|| field.proposed.clone());
        self.fields.push(field);
        typed
    }

    fn take<T>(&mut self, name: &str, label: &str, read: Result<T, Cause>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(cause) => {
                self.errors.push((name.to_owned(), message_of(label, &cause, self.lang)));
                None
            }
        }
    }

    fn field(name: &str, label: &str, hint: &str, proposed: String, keyboard: &str) -> FieldView {
        FieldView {
            name: name.to_owned(),
            label: label.to_owned(),
            hint: hint.to_owned(),
            proposed,
            keyboard: keyboard.to_owned(),
            options: Vec::new(),
        }
    }

    fn count(&mut self, name: &str, label: &str, proposed: u16, bounds: (u16, u16)) -> Option<u16> {
        let (least, most) = bounds;
        let text = self.text(Self::field(name, label, "", proposed.to_string(), "numeric"));
        let read = input::count(&text, u32::from(least), u32::from(most));
        self.take(name, label, read.and_then(|count| u16::try_from(count).map_err(|_| Cause::NotCount)))
    }

    fn money(&mut self, name: &str, label: &str, proposed: Money, most: Money) -> Option<Money> {
        let text = self.text(Self::field(name, label, "", format::plain(proposed), "decimal"));
        let range = AmountRange { least: Money::zero(most.currency()), greatest: most };
        let read = input::amount(&text, range);
        self.take(name, label, read)
    }

    fn rate(&mut self, name: &str, proposed: Rate) -> Option<Rate> {
        let label = words::field_rate(self.lang);
        let text =
            self.text(Self::field(name, label, words::field_rate_hint(self.lang), rate_text(proposed, self.lang), ""));
        let read = input::rate(&text, RatePeriod::Year);
        self.take(name, label, read)
    }

    fn choice(&mut self, name: &str, label: &str, proposed: &str, options: Vec<(String, String)>) -> String {
        let mut field = Self::field(name, label, "", proposed.to_owned(), "");
        field.options = options;
        self.text(field)
    }

    /// The limits of the search for a debt. What cannot be read is taken as assumed, and named.
    ///
    /// # Errors
    /// Overflow.
    pub fn levers(&mut self, kind: DebtKind, position: &Position) -> Result<Levers, EngineError> {
        let lang = self.lang;
        let assumed = assumed(kind);
        let fits = assumed.instalments.saturating_sub(position.remaining).min(assumed.more).min(MAX_CLAIM_MORE);
        let more = self.count("limits-more", words::limit_more(lang), fits, (0, MAX_CLAIM_MORE)).unwrap_or(fits);
        let days = assumed.grace.min(MAX_CLAIM_GRACE);
        let grace_days =
            self.count("limits-grace", words::limit_grace(lang), days, (0, MAX_CLAIM_GRACE)).unwrap_or(days);
        let mut waiver = Components::zero(position.currency);
        let parts = [
            (Component::Penalty, "limits-penalty", "100"),
            (Component::Fee, "limits-fee", "100"),
            (Component::Interest, "limits-interest", "100"),
            (Component::Principal, "limits-principal", assumed.principal),
        ];
        for (component, name, proposed) in parts {
            let label = words::limit_waiver(lang, terms::component(component, lang));
            let shares =
                [("0", words::share_none(lang)), ("50", words::share_half(lang)), ("100", words::share_all(lang))];
            let shares = shares.map(|(value, text)| (value.to_owned(), text.to_owned())).to_vec();
            let percent = self.choice(name, &label, proposed, shares);
            let percent = percent.parse::<u8>().unwrap_or(0).min(100);
            let share = Decimal::new(i64::from(percent), 2);
            let open = position.open.get(component);
            let most = open.exact().checked_mul(share).ok_or(EngineError::Overflow)?;
            waiver.set(component, Money::from_exact(most, position.currency, Rounding::Down)?);
        }
        Ok(Levers { waiver, more, grace_days })
    }

    /// The levers of an option; none where a field cannot be read, or where there is nothing to ask for.
    pub fn proposal(&mut self, kind: Kind, position: &Position, first: Firsts) -> Option<Proposal> {
        let lang = self.lang;
        let name = |field: &str| format!("{}-{field}", kind.key());
        let base = Proposal::default();
        Some(match kind {
            Kind::Grace => {
                let days = self.count(&name("days"), words::field_days(lang), 30, (1, MAX_GRACE_DAYS))?;
                Proposal { grace_days: days, ..base }
            }
            Kind::Instalments => {
                let count = self.count(&name("count"), words::field_count(lang), first.count, (1, MAX_INSTALMENTS))?;
                Proposal { count: Some(count), ..base }
            }
            Kind::Extension => {
                let most = MAX_INSTALMENTS.saturating_sub(position.remaining);
                let more = self.count(&name("more"), words::field_more(lang), 6, (1, most.max(1)))?;
                Proposal { more, ..base }
            }
            Kind::Rate => {
                let half = position.rate.value.checked_div(Decimal::TWO)?.normalize();
                let rate = self.rate(&name("rate"), Rate { value: half, per: position.rate.per })?;
                Proposal { rate: Some(rate), ..base }
            }
            Kind::Treat => return self.treat(position, &name),
            Kind::WriteOff => {
                let principal = position.open.principal;
                let tenth = principal.exact().checked_div(Decimal::TEN)?.trunc();
                let proposed = Money::from_exact(tenth, position.currency, Rounding::Down).ok()?;
                let label = words::field_write_off(lang);
                let amount = self.money(&name("amount"), label, proposed, principal)?;
                let mut waive = Components::zero(position.currency);
                waive.set(Component::Principal, amount);
                Proposal { waive: Some(waive), ..base }
            }
            Kind::LumpSum => self.lump_sum(position, first.lump, &name)?,
            Kind::Refinance => {
                let rate = Rate { value: Decimal::new(12, 2), per: RatePeriod::Year };
                let rate = self.rate(&name("rate"), rate);
                let count =
                    self.count(&name("count"), words::field_count(lang), first.count.max(2), (1, MAX_INSTALMENTS));
                let zero = Money::zero(position.currency);
                let most = position.open.total().ok()?;
                let fee = self.money(&name("fee"), words::field_fee(lang), zero, most);
                let fee = fee?;
                Proposal {
                    rate: Some(rate?),
                    count: Some(count?),
                    refinance_fee: (!fee.is_zero()).then_some(fee),
                    ..base
                }
            }
            Kind::PauseInterest | Kind::PausePenalty | Kind::PauseCollection => {
                let days = self.count(&name("days"), words::field_pause(lang), 90, (1, MAX_GRACE_DAYS))?;
                let until = shift(position.as_of, i64::from(days)).ok()?;
                Proposal { pauses: vec![Paused { of: kind.pause()?, until }], ..base }
            }
        })
    }

    fn treat(&mut self, position: &Position, name: &dyn Fn(&str) -> String) -> Option<Proposal> {
        let lang = self.lang;
        let mut waive = Components::zero(position.currency);
        let mut treatments = Treatments::default();
        let parts = [(Component::Interest, "capitalise"), (Component::Penalty, "waive"), (Component::Fee, "carry")];
        for (component, proposed) in parts {
            let open = position.open.get(component);
            if open.is_zero() {
                continue;
            }
            let choices = [
                ("carry", words::treat_carry(lang)),
                ("capitalise", words::treat_capitalise(lang)),
                ("waive", words::treat_waive(lang)),
            ];
            let choices = choices.map(|(value, text)| (value.to_owned(), text.to_owned())).to_vec();
            let label = words::field_treat(lang, terms::component(component, lang), &format::money(open, lang));
            let chosen = self.choice(&name(terms::component_slug(component)), &label, proposed, choices);
            let treatment = if chosen == "capitalise" { Treatment::Capitalise } else { Treatment::CarryForward };
            match component {
                Component::Interest => treatments.interest = treatment,
                Component::Penalty => treatments.penalty = treatment,
                Component::Fee => treatments.fee = treatment,
                Component::Principal => {}
            }
            if chosen == "waive" {
                waive.set(component, open);
            }
        }
        let waive = (!waive.is_zero()).then_some(waive);
        Some(Proposal { waive, treatments, ..Proposal::default() })
    }

    fn lump_sum(&mut self, position: &Position, proposed: Money, name: &dyn Fn(&str) -> String) -> Option<Proposal> {
        let lang = self.lang;
        let most = position.open.total().ok()?;
        let amount = self.money(&name("amount"), words::field_lump(lang), proposed, most);
        let label = words::field_on(lang);
        let on = shift(position.as_of, 14).ok()?;
        let text = self.text(Self::field(&name("on"), label, "", on.to_string(), ""));
        let read = input::date(&text, self.as_of).and_then(|read| {
            if read.date < position.as_of {
                let latest = shift(position.as_of, 3_660).unwrap_or(position.as_of);
                return Err(Cause::DateOutside { earliest: position.as_of, latest });
            }
            Ok(read.date)
        });
        let on = self.take(&name("on"), label, read);
        Some(Proposal { lump_sum: Some(LumpSum { amount: amount?, on: on? }), ..Proposal::default() })
    }
}

/// What some fields hold at first, from the budget.
#[derive(Debug, Clone, Copy)]
pub struct Firsts {
    /// The fewest payments that the budget bears.
    pub count: u16,
    /// The lump sum that is at hand.
    pub lump: Money,
}
