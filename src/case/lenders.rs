//! The list of lenders that this site can write to, and what their products allow: read from `lenders.json`, which the build
//! makes of `lenders.toml` (docs/lenders.md).
//!
//! Only origins from this list are ever written to. The list belongs to whoever runs the site, but is read like any other
//! file: an origin is `https` and a name, nothing else.

use core::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::debt::DebtKind;
use super::text;
use crate::engine::allocation::{Component, Components};
use crate::engine::event::PauseOf;
use crate::engine::limits::{MAX_CLAIM_GRACE, MAX_CLAIM_MORE, MAX_GRACE_DAYS, MAX_INSTALMENTS};
use crate::engine::number::mul;
use crate::engine::relief::{BreakTerms, Position, Proposal};
use crate::engine::solve::request::Levers;
use crate::engine::{EngineError, Money, RatePeriod, Rounding};

/// The version of the list that this program reads.
pub const LENDERS_VERSION: u16 = 1;
/// The longest list, in bytes.
pub const MAX_LENDERS_BYTES: usize = 256 * 1024;
/// The most lenders of a list.
pub const MAX_LENDERS: usize = 500;
/// The most products of a lender.
pub const MAX_PRODUCTS: usize = 20;
/// The most lines of contact of a lender.
pub const MAX_CONTACTS: usize = 10;

/// Shares of what is open that may be given up, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub struct WaiverShares {
    /// Of principal.
    pub principal: Decimal,
    /// Of interest.
    pub interest: Decimal,
    /// Of late charges.
    pub penalty: Decimal,
    /// Of fees.
    pub fee: Decimal,
}

impl WaiverShares {
    const fn get(&self, component: Component) -> Decimal {
        match component {
            Component::Principal => self.principal,
            Component::Interest => self.interest,
            Component::Penalty => self.penalty,
            Component::Fee => self.fee,
        }
    }
}

/// What a product allows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// For which kind of debt.
    pub kind: DebtKind,
    /// The most payments of a plan in all.
    pub max_instalments: u16,
    /// The most payments more than the contract has left.
    pub max_more: u16,
    /// The most days by which the first payment moves.
    pub max_grace_days: u16,
    /// What may be given up.
    #[serde(default)]
    pub waiver: WaiverShares,
    /// Other yearly rates that may be asked for, as fractions: `"0.06"` is 6 %.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<Decimal>,
    /// What may be paused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<PauseOf>,
    /// For how many days at most.
    #[serde(default)]
    pub max_pause_days: u16,
    /// The least share of what is open that a lump sum must reach; none where a lump sum is not offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lump_sum_least: Option<Decimal>,
    /// What happens to a plan when payments are missed.
    #[serde(default)]
    pub break_terms: BreakTerms,
}

/// A lender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LenderEntry {
    /// What tells it apart; stands in records of requests.
    pub id: String,
    /// Its name in Chinese.
    #[serde(deserialize_with = "text::read_name")]
    pub name_zh: String,
    /// Its name in English.
    #[serde(deserialize_with = "text::read_name")]
    pub name_en: String,
    /// Where requests are sent: `https://` and a name; none where only a letter reaches it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// How else it is reached, line by line, in Chinese.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "text::read_notes")]
    pub contact_zh: Vec<String>,
    /// The same in English.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "text::read_notes")]
    pub contact_en: Vec<String>,
    /// Whether it is there to try things out, and no real lender.
    #[serde(default)]
    pub example: bool,
    /// What its products allow.
    #[serde(default, rename = "product", skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Product>,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lenders {
    /// The version of the list.
    pub version: u16,
    /// The lenders.
    #[serde(default, rename = "lender", skip_serializing_if = "Vec::is_empty")]
    pub lenders: Vec<LenderEntry>,
    /// What is assumed of a product where no lender states its own.
    #[serde(default, rename = "assumed", skip_serializing_if = "Vec::is_empty")]
    pub assumed: Vec<Product>,
}

/// Why a list is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LendersError {
    /// It is longer than [`MAX_LENDERS_BYTES`].
    TooLong,
    /// It is not JSON of the list's shape.
    Malformed {
        /// The line where reading stopped.
        line: usize,
        /// The column.
        column: usize,
    },
    /// It is of another version.
    Version,
    /// More entries than fit.
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many fit.
        greatest: usize,
    },
    /// A lender without a usable id or name, or with the id of another.
    Lender {
        /// Its place, from 0.
        at: usize,
    },
    /// An origin that is not `https://` and a name.
    Origin {
        /// The lender's place, from 0.
        at: usize,
    },
    /// A limit outside the bounds of the domain, or two products of one kind.
    Product {
        /// The lender's id; empty for what is assumed.
        lender: String,
        /// The kind.
        kind: DebtKind,
    },
}

impl fmt::Display for LendersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "longer than {MAX_LENDERS_BYTES} bytes"),
            Self::Malformed { line, column } => write!(f, "malformed at line {line}, column {column}"),
            Self::Version => write!(f, "not version {LENDERS_VERSION}"),
            Self::TooMany { what, greatest } => write!(f, "more than {greatest} {what}"),
            Self::Lender { at } => write!(f, "lender {at}: id or name missing, or the id is there twice"),
            Self::Origin { at } => {
                write!(
                    f,
                    "lender {at}: the origin must be https:// and a name in small letters, such as https://desk.example.com"
                )
            }
            Self::Product { lender, kind } => {
                write!(f, "product {kind:?} of {lender:?}: a limit is outside its bounds")
            }
        }
    }
}

impl core::error::Error for LendersError {}

impl From<serde_json::Error> for LendersError {
    fn from(error: serde_json::Error) -> Self {
        Self::Malformed { line: error.line(), column: error.column() }
    }
}

/// The version of a list, whatever else it holds.
#[derive(Deserialize)]
struct Head {
    version: Option<u16>,
}

impl Lenders {
    /// No lender, and nothing assumed.
    pub const NONE: Self = Self { version: LENDERS_VERSION, lenders: Vec::new(), assumed: Vec::new() };

    /// Reads a list. `allow_loopback` lets tests name `http://127.0.0.1:PORT` or `http://localhost:PORT`.
    ///
    /// # Errors
    /// The first thing that stands against it.
    pub fn parse(json: &str, allow_loopback: bool) -> Result<Self, LendersError> {
        if json.len() > MAX_LENDERS_BYTES {
            return Err(LendersError::TooLong);
        }
        let head: Head = serde_json::from_str(json)?;
        if head.version != Some(LENDERS_VERSION) {
            return Err(LendersError::Version);
        }
        let list: Self = serde_json::from_str(json)?;
        list.check(allow_loopback)?;
        Ok(list)
    }

    fn check(&self, allow_loopback: bool) -> Result<(), LendersError> {
        if self.lenders.len() > MAX_LENDERS {
            return Err(LendersError::TooMany { what: "lenders", greatest: MAX_LENDERS });
        }
        let mut seen = std::collections::BTreeSet::new();
        for (at, lender) in self.lenders.iter().enumerate() {
            let named = !lender.name_zh.is_empty() && !lender.name_en.is_empty();
            if !text::is_id(&lender.id) || !named || !seen.insert(lender.id.as_str()) {
                return Err(LendersError::Lender { at });
            }
            if lender.contact_zh.len().max(lender.contact_en.len()) > MAX_CONTACTS {
                return Err(LendersError::TooMany { what: "lines of contact", greatest: MAX_CONTACTS });
            }
            if lender.origin.as_deref().is_some_and(|origin| !is_origin(origin, allow_loopback)) {
                return Err(LendersError::Origin { at });
            }
            check_products(&lender.id, &lender.products)?;
        }
        check_products("", &self.assumed)
    }

    /// A lender by its id.
    #[must_use]
    pub fn lender(&self, id: &str) -> Option<&LenderEntry> {
        self.lenders.iter().find(|lender| lender.id == id)
    }

    /// The origins that requests may be sent to, each once, in order: what `connect-src` must allow.
    #[must_use]
    pub fn origins(&self) -> Vec<&str> {
        let all: std::collections::BTreeSet<&str> =
            self.lenders.iter().filter_map(|lender| lender.origin.as_deref()).collect();
        all.into_iter().collect()
    }

    /// What a product allows: as the lender states it, or else as it is assumed. The second value says whether a lender
    /// states it.
    #[must_use]
    pub fn product(&self, lender: Option<&str>, kind: DebtKind) -> Option<(&Product, bool)> {
        let of = |products: &'_ [Product]| products.iter().position(|product| product.kind == kind);
        if let Some(entry) = lender.and_then(|id| self.lender(id))
            && let Some(product) = of(&entry.products).and_then(|at| entry.products.get(at))
        {
            return Some((product, true));
        }
        self.assumed.get(of(&self.assumed)?).map(|product| (product, false))
    }
}

fn check_products(lender: &str, products: &[Product]) -> Result<(), LendersError> {
    if products.len() > MAX_PRODUCTS {
        return Err(LendersError::TooMany { what: "products", greatest: MAX_PRODUCTS });
    }
    let mut kinds = std::collections::HashSet::new();
    for product in products {
        if !product.is_sound() || !kinds.insert(product.kind) {
            return Err(LendersError::Product { lender: lender.to_owned(), kind: product.kind });
        }
    }
    Ok(())
}

/// Why a proposal goes beyond a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beyond {
    /// More payments in all than this.
    Instalments(u16),
    /// More payments more than this.
    More(u16),
    /// More days of grace than this.
    Grace(u16),
    /// More of a component given up than this.
    Waiver(Component, Money),
    /// Another rate than those offered.
    Rate,
    /// Something that cannot be paused here, or not for so long: this many days at most.
    Pause(PauseOf, u16),
    /// A lump sum that is not offered, or below this.
    LumpSum(Option<Money>),
}

impl Product {
    fn is_sound(&self) -> bool {
        let share = |share: &Decimal| (Decimal::ZERO..=Decimal::ONE).contains(share);
        (1..=MAX_INSTALMENTS).contains(&self.max_instalments)
            && self.max_more <= MAX_INSTALMENTS
            && self.max_grace_days <= MAX_GRACE_DAYS
            && self.max_pause_days <= MAX_GRACE_DAYS
            && Component::ALL.iter().all(|component| share(&self.waiver.get(*component)))
            && self.rates.len() <= MAX_PRODUCTS
            && self.rates.iter().all(share)
            && self.lump_sum_least.as_ref().is_none_or(share)
            && self.break_terms.ends_after != Some(0)
    }

    /// The most that may be given up of each component of a position: its share, rounded down.
    ///
    /// # Errors
    /// Overflow.
    pub fn waiver(&self, position: &Position) -> Result<Components, EngineError> {
        let mut most = Components::zero(position.currency);
        for component in Component::ALL {
            let exact = mul(position.open.get(component).exact(), self.waiver.get(component))?;
            most.set(component, Money::from_exact(exact, position.currency, Rounding::Down)?);
        }
        Ok(most)
    }

    /// How far each lever may go for a position, within what a search looks at.
    ///
    /// # Errors
    /// Overflow.
    pub fn levers(&self, position: &Position) -> Result<Levers, EngineError> {
        let room = self.max_instalments.saturating_sub(position.remaining);
        Ok(Levers {
            waiver: self.waiver(position)?,
            more: self.max_more.min(room).min(MAX_CLAIM_MORE),
            grace_days: self.max_grace_days.min(MAX_CLAIM_GRACE),
        })
    }

    /// In what a proposal goes beyond the product; empty if it does not.
    ///
    /// # Errors
    /// Overflow.
    pub fn beyond(&self, position: &Position, proposal: &Proposal) -> Result<Vec<Beyond>, EngineError> {
        let mut found = Vec::new();
        let planned = proposal.count.unwrap_or_else(|| position.remaining.saturating_add(proposal.more));
        // A plan that is no longer than the contract is no plan of this product.
        if planned > self.max_instalments && planned > position.remaining {
            found.push(Beyond::Instalments(self.max_instalments));
        }
        if planned.saturating_sub(position.remaining) > self.max_more {
            found.push(Beyond::More(self.max_more));
        }
        if proposal.grace_days > self.max_grace_days {
            found.push(Beyond::Grace(self.max_grace_days));
        }
        if let Some(waive) = &proposal.waive {
            let most = self.waiver(position)?;
            let over = Component::ALL.into_iter().filter(|part| waive.get(*part).minor() > most.get(*part).minor());
            found.extend(over.map(|part| Beyond::Waiver(part, most.get(part))));
        }
        if let Some(rate) = proposal.rate
            && rate != position.rate
            && !(rate.per == RatePeriod::Year && self.rates.contains(&rate.value))
        {
            found.push(Beyond::Rate);
        }
        for pause in &proposal.pauses {
            let days = crate::engine::date::days_between(position.as_of, pause.until);
            if !self.pauses.contains(&pause.of) || days > i64::from(self.max_pause_days) {
                found.push(Beyond::Pause(pause.of, self.max_pause_days));
            }
        }
        if let Some(lump) = &proposal.lump_sum {
            let open = position.open.total()?;
            let least = self
                .lump_sum_least
                .map(|share| Money::from_exact(mul(open.exact(), share)?, position.currency, Rounding::Up));
            let least = least.transpose()?;
            if least.is_none_or(|least| lump.amount.minor() < least.minor()) {
                found.push(Beyond::LumpSum(least));
            }
        }
        Ok(found)
    }
}

/// Whether a text is an origin that requests may be sent to: `https://` and a DNS name in small letters with at least one
/// dot, whose last label is no number; no port, no path, no user, no address, no name of this machine or its network.
#[must_use]
pub fn is_origin(origin: &str, allow_loopback: bool) -> bool {
    if allow_loopback && let Some(rest) = origin.strip_prefix("http://") {
        return ["127.0.0.1:", "localhost:", "[::1]:"].iter().any(|host| {
            rest.strip_prefix(host).is_some_and(|port| {
                !port.starts_with('0') && port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok()
            })
        });
    }
    let Some(host) = origin.strip_prefix("https://") else { return false };
    let labels: Vec<&str> = host.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    host.len() <= 253
        && labels.len() >= 2
        && labels.iter().all(|label| is_label(label))
        && last.bytes().any(|byte| byte.is_ascii_alphabetic())
        && !last.starts_with("0x")
        && !matches!(last, "localhost" | "local" | "internal" | "lan" | "home" | "arpa" | "onion")
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_a_name_is_an_origin() {
        for good in ["https://desk.example", "https://a.b.example.com", "https://xn--fiq228c.cn", "https://1.example"] {
            assert!(is_origin(good, false), "{good}");
        }
        for bad in [
            "",
            "https://",
            "http://desk.example",
            "HTTPS://desk.example",
            "https://Desk.example",
            "https://desk.example/",
            "https://desk.example/v1",
            "https://desk.example:8443",
            "https://desk.example:443",
            "https://desk.example?x",
            "https://desk.example#x",
            "https://user@desk.example",
            "https://user:secret@desk.example",
            "https://desk.example@evil.example",
            "https://desk.example\\@evil.example",
            "https://localhost",
            "https://printer.local",
            "https://desk",
            "https://desk.",
            "https://.desk.example",
            "https://desk..example",
            "https://-desk.example",
            "https://127.0.0.1",
            "https://2130706433",
            "https://127.1",
            "https://0x7f.0x1",
            "https://[::1]",
            "https://desk.example 'unsafe-inline'",
            "https://desk.example;script-src *",
            "https://*.example",
            "https://德.example",
            "https://desk.example\u{0}",
            "https://desk.example\n",
            "javascript:alert(1)",
            "//desk.example",
        ] {
            assert!(!is_origin(bad, false), "{bad}");
        }
    }

    #[test]
    fn the_loopback_is_for_tests_only_and_needs_a_port() {
        for loopback in ["http://127.0.0.1:8421", "http://localhost:1", "http://[::1]:65535"] {
            assert!(is_origin(loopback, true) && !is_origin(loopback, false), "{loopback}");
        }
        for bad in [
            "http://127.0.0.1",
            "http://127.0.0.1:0",
            "http://127.0.0.1:08",
            "http://127.0.0.1:65536",
            "http://127.0.0.1:1/x",
            "http://127.0.0.1:1@evil.example",
            "http://127.0.0.2:1",
            "http://desk.example:1",
            "http://localhost.evil.example:1",
        ] {
            assert!(!is_origin(bad, true), "{bad}");
        }
    }
}
