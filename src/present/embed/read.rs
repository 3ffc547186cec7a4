//! Reading the settings: each text gives the value of an attribute, or a sentence that says what would work.

use chrono::NaiveDate;

use super::{Setting, Settings, Texts};
use crate::engine::{Currency, RatePeriod};
use crate::present::Lang;
use crate::present::input::words::message_of;
use crate::present::input::{self, AmountRange, Cause, is_blank};
use crate::present::simulate::MAX_LATE_DAYS;
use crate::present::theme::{Fault, MAX_RADIUS, Scheme, Tokens, theme};
use crate::present::words::{check as places, embed as words, form as rules, settings as looks};

/// The most days of grace that the simulator looks at.
const MAX_GRACE: u32 = 365;

/// The settings that can be used, and what stands against the rest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Checked {
    /// The settings; one that cannot be read keeps its last value.
    pub settings: Settings,
    /// Which texts cannot be used, with a sentence each.
    pub errors: Vec<(Setting, String)>,
}

impl Checked {
    /// What stands against a setting.
    #[must_use]
    pub fn error(&self, setting: Setting) -> Option<&str> {
        self.errors.iter().find(|(known, _)| *known == setting).map(|(_, text)| text.as_str())
    }
}

/// Reads all settings; where a text cannot be used, the value of `before` stays.
#[must_use]
pub fn check(typed: &Texts, before: &Settings, today: NaiveDate, lang: Lang) -> Checked {
    let mut checked = Checked::default();
    for setting in Setting::ALL {
        match read(typed, setting, today, lang) {
            Ok(value) => checked.settings.0.set(setting, &value),
            Err(text) => {
                // What worked before may not any more: an accent that the dark look had is no accent of the light one.
                let mut kept = typed.clone();
                kept.set(setting, before.get(setting));
                if let Ok(value) = read(&kept, setting, today, lang) {
                    checked.settings.0.set(setting, &value);
                }
                checked.errors.push((setting, text));
            }
        }
    }
    checked
}

/// The value of one attribute, from what is typed. An empty text asks for nothing.
fn read(typed: &Texts, setting: Setting, today: NaiveDate, lang: Lang) -> Result<String, String> {
    let text = typed.get(setting);
    if is_blank(text) {
        return Ok(String::new());
    }
    let told = |cause: Cause| message_of(&noun(setting, lang), &cause, lang);
    match setting {
        Setting::Principal | Setting::Fee => {
            let currency = Currency::try_new(typed.get(Setting::Currency)).unwrap_or(Currency::CNY);
            let read = input::amount(text, AmountRange::positive(currency)).map_err(told)?;
            Ok(read.exact().normalize().to_string())
        }
        Setting::Rate => {
            let yearly = typed.get(Setting::Policy) == "uplift";
            input::rate(text, if yearly { RatePeriod::Year } else { RatePeriod::Day }).map_err(told)?;
            Ok(text.trim().to_owned())
        }
        Setting::Due => Ok(input::date(text, today).map_err(told)?.date.to_string()),
        Setting::Days => count(text, MAX_LATE_DAYS).map_err(told),
        Setting::Grace => count(text, MAX_GRACE).map_err(told),
        Setting::Radius => count(text, MAX_RADIUS).map_err(told),
        Setting::Accent | Setting::Surface => colour(typed, setting, lang),
        // A choice that is none of ours was kept by another version: it is not made.
        _ => Ok(choices(setting, lang).iter().find(|(name, _)| *name == text).map_or("", |(name, _)| *name).to_owned()),
    }
}

fn count(text: &str, most: u32) -> Result<String, Cause> {
    input::count(text, 0, most).map(|count| count.to_string())
}

/// A colour, if words can be read with it in one of the looks that readers may have.
fn colour(typed: &Texts, setting: Setting, lang: Lang) -> Result<String, String> {
    let text = typed.get(setting).trim();
    let surface = typed.get(Setting::Surface);
    // An accent stands on the surface; one that is refused is not there to stand on.
    let surface =
        if theme(&Tokens { surface, ..Tokens::default() }, Scheme::Light).1.is_empty() { surface } else { "" };
    let tokens = match setting {
        Setting::Surface => Tokens { surface: text, ..Tokens::default() },
        _ => Tokens { accent: text, surface, ..Tokens::default() },
    };
    let schemes: &[Scheme] = match typed.get(Setting::Theme) {
        "light" => &[Scheme::Light],
        "dark" => &[Scheme::Dark],
        _ => &[Scheme::Light, Scheme::Dark],
    };
    let mut first = None;
    for scheme in schemes {
        match theme(&tokens, *scheme).1.first() {
            None => return Ok(text.to_owned()),
            Some(refused) => first = first.or(Some(refused.fault)),
        }
    }
    let name = noun(setting, lang);
    Err(match first {
        Some(Fault::Faint { tenths, least }) => words::faint(lang, &name, &ratio(tenths), &ratio(least)),
        _ => words::wrong_colour(lang, &name),
    })
}

fn ratio(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// The label as it stands inside a sentence.
fn noun(setting: Setting, lang: Lang) -> String {
    label(setting, lang).to_ascii_lowercase()
}

/// The label of a setting's field.
#[must_use]
pub const fn label(setting: Setting, lang: Lang) -> &'static str {
    match setting {
        Setting::Principal => words::principal(lang),
        Setting::Rate => words::rate(lang),
        Setting::Fee => words::fee(lang),
        Setting::Policy => rules::policy(lang),
        Setting::Due => words::due(lang),
        Setting::Days => words::days(lang),
        Setting::Grace => words::grace(lang),
        Setting::Currency => words::currency(lang),
        Setting::Jurisdiction => words::jurisdiction(lang),
        Setting::Lender => words::lender(lang),
        Setting::Product => words::product(lang),
        Setting::Lang => looks::language(lang),
        Setting::Mode => words::mode(lang),
        Setting::Theme => looks::theme(lang),
        Setting::Accent => words::accent(lang),
        Setting::Surface => words::surface(lang),
        Setting::Radius => words::radius(lang),
        Setting::Font => words::font(lang),
    }
}

/// What a setting may be, where it is one of few, with the words for it; the first is to leave it out.
#[must_use]
pub fn choices(setting: Setting, lang: Lang) -> Vec<(&'static str, &'static str)> {
    let usual = |words| vec![("", words)];
    let mut all = match setting {
        Setting::Policy | Setting::Currency | Setting::Jurisdiction | Setting::Lender | Setting::Product => {
            usual(words::left_out(lang))
        }
        Setting::Lang => usual(words::lang_page(lang)),
        Setting::Mode => usual(words::mode_simulate(lang)),
        Setting::Theme => usual(looks::theme_auto(lang)),
        Setting::Font => usual(words::font_system(lang)),
        _ => Vec::new(),
    };
    match setting {
        Setting::Policy => all.extend([
            ("daily", rules::policy_daily(lang)),
            ("uplift", rules::policy_uplift(lang)),
            ("card", rules::policy_card(lang)),
            ("flat", rules::policy_flat(lang)),
            ("per_period", rules::policy_per_period(lang)),
        ]),
        Setting::Currency => {
            all.extend(["CNY", "USD", "EUR", "GBP", "HKD", "JPY", "INR", "SGD", "AUD"].map(|code| (code, code)));
        }
        Setting::Jurisdiction => all.extend([
            ("CN", places::place_cn(lang)),
            ("UK", places::place_uk(lang)),
            ("US", places::place_us(lang)),
            ("EU", places::place_eu(lang)),
            ("IN", places::place_in(lang)),
            ("SG", places::place_sg(lang)),
            ("AU", places::place_au(lang)),
            ("JP", places::place_jp(lang)),
            ("HK", places::place_hk(lang)),
            ("TW", places::place_tw(lang)),
        ]),
        Setting::Lender => all.extend([
            ("bank", places::lender_bank(lang)),
            ("consumer_finance", places::lender_consumer_finance(lang)),
            ("auto_finance", places::lender_auto_finance(lang)),
            ("small_loan", places::lender_small_loan(lang)),
            ("money_lender", places::lender_money_lender(lang)),
            ("private", places::lender_private(lang)),
        ]),
        Setting::Product => all.extend([
            ("loan", places::product_loan(lang)),
            ("credit_card", places::product_credit_card(lang)),
            ("payday", places::product_payday(lang)),
            ("bnpl", places::product_bnpl(lang)),
            ("overdraft", places::product_overdraft(lang)),
            ("mortgage", places::product_mortgage(lang)),
        ]),
        Setting::Lang => all.extend([("zh-CN", looks::chinese(lang)), ("en", looks::english(lang))]),
        Setting::Mode => all.push(("ask", words::mode_ask(lang))),
        Setting::Theme => all.extend([("light", looks::theme_light(lang)), ("dark", looks::theme_dark(lang))]),
        Setting::Font => all.push(("serif", words::font_serif(lang))),
        _ => {}
    }
    all
}
