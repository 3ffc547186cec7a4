//! What may be asked on this screen, in the order in which it is shown: the questions of the rules, and the figures of a
//! charge that is typed by hand. Names and words only.

use crate::engine::Currency;
use crate::law::{Jurisdiction, Lender, PenaltyForm, Product, Question};
use crate::present::lang::Lang;
use crate::present::words::check as words;

/// Something that may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    Jurisdiction,
    Lender,
    Funder,
    Product,
    Signed,
    Filed,
    What,
    Principal,
    Deducted,
    Rate,
    Until,
    DaysOut,
    Interest,
    LateRate,
    DaysLate,
    LateCharged,
    Damages,
    DefaultFees,
    FeeAmount,
    FeeOn,
    ChargedOn,
    Minimum,
    DueDay,
    Earlier,
    OnFees,
    OverLimit,
    PenaltyForm,
    Capitalised,
    Reference,
    RateAgreed,
    AllListed,
    Loss,
    Military,
    PrincipalAtDefault,
}

/// How an item is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// By choosing.
    Choice,
    /// By a date.
    Date,
    /// By an amount.
    Money,
    /// By a rate.
    Rate,
    /// By a whole number of days.
    Days,
    /// By a whole number of bills.
    Cycles,
}

impl Item {
    /// All of them, in the order of showing.
    pub const ALL: [Self; 34] = [
        Self::Jurisdiction,
        Self::Lender,
        Self::Funder,
        Self::Product,
        Self::Signed,
        Self::Filed,
        Self::What,
        Self::Principal,
        Self::Deducted,
        Self::Rate,
        Self::Until,
        Self::DaysOut,
        Self::Interest,
        Self::LateRate,
        Self::DaysLate,
        Self::LateCharged,
        Self::Damages,
        Self::DefaultFees,
        Self::FeeAmount,
        Self::FeeOn,
        Self::ChargedOn,
        Self::Minimum,
        Self::DueDay,
        Self::Earlier,
        Self::OnFees,
        Self::OverLimit,
        Self::PenaltyForm,
        Self::Capitalised,
        Self::Reference,
        Self::RateAgreed,
        Self::AllListed,
        Self::Loss,
        Self::Military,
        Self::PrincipalAtDefault,
    ];

    /// The item of a question of the rules.
    pub const fn of(question: Question) -> Self {
        match question {
            Question::Jurisdiction => Self::Jurisdiction,
            Question::Lender => Self::Lender,
            Question::Funder => Self::Funder,
            Question::Signed => Self::Signed,
            Question::Product => Self::Product,
            Question::Filed => Self::Filed,
            Question::RateAgreed => Self::RateAgreed,
            Question::ContractRate => Self::Rate,
            Question::EarlierLateFee => Self::Earlier,
            Question::MinimumDue => Self::Minimum,
            Question::DueDay => Self::DueDay,
            Question::Military => Self::Military,
            Question::AllListed => Self::AllListed,
            Question::Loss => Self::Loss,
            Question::PrincipalAtDefault => Self::PrincipalAtDefault,
            Question::PenaltyForm => Self::PenaltyForm,
            Question::ReferenceRate => Self::Reference,
        }
    }

    /// Whether it says who, where and when: asked before any figure.
    pub fn comes_first(self) -> bool {
        self <= Self::Filed
    }

    /// How it is answered.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Jurisdiction
            | Self::Lender
            | Self::Funder
            | Self::Product
            | Self::What
            | Self::PenaltyForm
            | Self::Capitalised
            | Self::RateAgreed
            | Self::AllListed
            | Self::Military => Kind::Choice,
            Self::Signed | Self::Filed | Self::Until | Self::FeeOn | Self::ChargedOn | Self::DueDay => Kind::Date,
            Self::Principal
            | Self::Deducted
            | Self::Interest
            | Self::LateCharged
            | Self::Damages
            | Self::DefaultFees
            | Self::FeeAmount
            | Self::Minimum
            | Self::OnFees
            | Self::OverLimit
            | Self::Loss
            | Self::PrincipalAtDefault => Kind::Money,
            Self::Rate | Self::LateRate | Self::Reference => Kind::Rate,
            Self::DaysOut | Self::DaysLate => Kind::Days,
            Self::Earlier => Kind::Cycles,
        }
    }

    /// Its name in the page, its question, why it is asked, and its short name.
    pub const fn words(self, lang: Lang) -> (&'static str, [&'static str; 3]) {
        macro_rules! of {
            ($name:literal, $q:ident, $w:ident, $k:ident) => {
                ($name, [words::$q(lang), words::$w(lang), words::$k(lang)])
            };
        }
        match self {
            Self::Jurisdiction => of!("jurisdiction", q_jurisdiction, w_jurisdiction, k_jurisdiction),
            Self::Lender => of!("lender", q_lender, w_lender, k_lender),
            Self::Funder => of!("funder", q_funder, w_funder, k_funder),
            Self::Product => of!("product", q_product, w_product, k_product),
            Self::Signed => of!("signed", q_signed, w_signed, k_signed),
            Self::Filed => of!("filed", q_filed, w_filed, k_filed),
            Self::What => of!("what", q_what, w_what, k_what),
            Self::Principal => of!("principal", q_principal, w_principal, k_principal),
            Self::Deducted => of!("deducted", q_deducted, w_deducted, k_deducted),
            Self::Rate => of!("rate", q_rate, w_rate, k_rate),
            Self::Until => of!("until", q_until, w_until, k_until),
            Self::DaysOut => of!("days_out", q_days_out, w_days_out, k_days_out),
            Self::Interest => of!("interest", q_interest, w_interest, k_interest),
            Self::LateRate => of!("late_rate", q_late_rate, w_late_rate, k_late_rate),
            Self::DaysLate => of!("days_late", q_days_late, w_days_late, k_days_late),
            Self::LateCharged => of!("late_charged", q_late_charged, w_late_charged, k_late_charged),
            Self::Damages => of!("damages", q_damages, w_damages, k_damages),
            Self::DefaultFees => of!("default_fees", q_default_fees, w_default_fees, k_default_fees),
            Self::FeeAmount => of!("fee_amount", q_fee_amount, w_fee_amount, k_fee_amount),
            Self::FeeOn => of!("fee_on", q_fee_on, w_fee_on, k_fee_on),
            Self::ChargedOn => of!("charged_on", q_charged_on, w_charged_on, k_charged_on),
            Self::Minimum => of!("minimum", q_minimum, w_minimum, k_minimum),
            Self::DueDay => of!("due_day", q_due_day, w_due_day, k_due_day),
            Self::Earlier => of!("earlier", q_earlier, w_earlier, k_earlier),
            Self::OnFees => of!("on_fees", q_on_fees, w_on_fees, k_on_fees),
            Self::OverLimit => of!("over_limit", q_over_limit, w_over_limit, k_over_limit),
            Self::PenaltyForm => of!("penalty_form", q_penalty_form, w_penalty_form, k_penalty_form),
            Self::Capitalised => of!("capitalised", q_capitalised, w_capitalised, k_capitalised),
            Self::Reference => of!("reference", q_reference, w_reference, k_reference),
            Self::RateAgreed => of!("rate_agreed", q_rate_agreed, w_rate_agreed, k_rate_agreed),
            Self::AllListed => of!("all_listed", q_all_listed, w_all_listed, k_all_listed),
            Self::Loss => of!("loss", q_loss, w_loss, k_loss),
            Self::Military => of!("military", q_military, w_military, k_military),
            Self::PrincipalAtDefault => {
                of!("principal_at_default", q_principal_at_default, w_principal_at_default, k_principal_at_default)
            }
        }
    }

    /// Its name in the page.
    pub const fn name(self) -> &'static str {
        self.words(Lang::En).0
    }

    /// What it asks.
    pub const fn asks(self, lang: Lang) -> &'static str {
        let [asks, ..] = self.words(lang).1;
        asks
    }

    /// The item of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|item| item.name() == name)
    }
}

/// Which charge is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Interest,
    Late,
    Fee,
    OnFees,
    OverLimit,
}

impl What {
    pub const ALL: [Self; 5] = [Self::Interest, Self::Late, Self::Fee, Self::OnFees, Self::OverLimit];

    /// Its name, and its words.
    pub const fn words(self, lang: Lang) -> (&'static str, &'static str) {
        match self {
            Self::Interest => ("interest", words::what_interest(lang)),
            Self::Late => ("late", words::what_late(lang)),
            Self::Fee => ("fee", words::what_fee(lang)),
            Self::OnFees => ("on_fees", words::what_on_fees(lang)),
            Self::OverLimit => ("over_limit", words::what_over_limit(lang)),
        }
    }
}

/// The places that have words, each with its currency, and the words.
pub const fn places(lang: Lang) -> [(&'static str, &'static str, &'static str); 20] {
    [
        ("CN", "CNY", words::place_cn(lang)),
        ("UK", "GBP", words::place_uk(lang)),
        ("US", "USD", words::place_us(lang)),
        ("EU", "EUR", words::place_eu(lang)),
        ("IN", "INR", words::place_in(lang)),
        ("SG", "SGD", words::place_sg(lang)),
        ("AU", "AUD", words::place_au(lang)),
        ("JP", "JPY", words::place_jp(lang)),
        ("TW", "TWD", words::place_tw(lang)),
        ("HK", "HKD", words::place_hk(lang)),
        ("KR", "KRW", words::place_kr(lang)),
        ("ZA", "ZAR", words::place_za(lang)),
        ("KE", "KES", words::place_ke(lang)),
        ("BR", "BRL", words::place_br(lang)),
        ("PH", "PHP", words::place_ph(lang)),
        ("ID", "IDR", words::place_id(lang)),
        ("RU", "RUB", words::place_ru(lang)),
        ("CA", "CAD", words::place_ca(lang)),
        ("DE", "EUR", words::place_de(lang)),
        ("PL", "PLN", words::place_pl(lang)),
    ]
}

/// The code of a place for which there is no pack.
pub const ELSEWHERE: &str = "ZZ";

/// The currency of a place.
pub fn currency(place: Option<Jurisdiction>) -> Currency {
    let code = place.and_then(|place| places(Lang::En).into_iter().find(|(code, ..)| *code == place.code()));
    code.and_then(|(_, currency, _)| Currency::try_new(currency).ok()).unwrap_or(Currency::CNY)
}

/// The place of a currency that only one place here has.
pub fn place_of(currency: Currency) -> Option<Jurisdiction> {
    let mut of = places(Lang::En).into_iter().filter(|(_, code, _)| *code == currency.code());
    match (of.next(), of.next()) {
        (Some((code, ..)), None) => Jurisdiction::try_new(code).ok(),
        _ => None,
    }
}

/// Every class of lender: its name and its words.
pub const fn lender(lender: Lender, lang: Lang) -> (&'static str, &'static str) {
    match lender {
        Lender::Private => ("private", words::lender_private(lang)),
        Lender::Bank => ("bank", words::lender_bank(lang)),
        Lender::ConsumerFinance => ("consumer_finance", words::lender_consumer_finance(lang)),
        Lender::AutoFinance => ("auto_finance", words::lender_auto_finance(lang)),
        Lender::Trust => ("trust", words::lender_trust(lang)),
        Lender::SmallLoan => ("small_loan", words::lender_small_loan(lang)),
        Lender::Guarantee => ("guarantee", words::lender_guarantee(lang)),
        Lender::EquityMarket => ("equity_market", words::lender_equity_market(lang)),
        Lender::Pawnbroker => ("pawnbroker", words::lender_pawnbroker(lang)),
        Lender::Leasing => ("leasing", words::lender_leasing(lang)),
        Lender::Factoring => ("factoring", words::lender_factoring(lang)),
        Lender::AssetManagement => ("asset_management", words::lender_asset_management(lang)),
        Lender::MoneyLender => ("money_lender", words::lender_money_lender(lang)),
        Lender::Platform => ("platform", words::lender_platform(lang)),
        Lender::Unknown => (UNKNOWN, words::unknown(lang)),
    }
}

/// The classes in the order in which they are offered: the usual ones first.
pub const LENDERS: [Lender; 15] = [
    Lender::Private,
    Lender::Bank,
    Lender::ConsumerFinance,
    Lender::SmallLoan,
    Lender::Platform,
    Lender::MoneyLender,
    Lender::AutoFinance,
    Lender::Trust,
    Lender::Pawnbroker,
    Lender::Guarantee,
    Lender::Leasing,
    Lender::Factoring,
    Lender::AssetManagement,
    Lender::EquityMarket,
    Lender::Unknown,
];

/// Every kind of debt.
pub const PRODUCTS: [Product; 7] = [
    Product::Loan,
    Product::CreditCard,
    Product::Bnpl,
    Product::Payday,
    Product::Overdraft,
    Product::Mortgage,
    Product::Business,
];

/// A kind of debt: its name and its words.
pub const fn product(product: Product, lang: Lang) -> (&'static str, &'static str) {
    match product {
        Product::Loan => ("loan", words::product_loan(lang)),
        Product::CreditCard => ("credit_card", words::product_credit_card(lang)),
        Product::Payday => ("payday", words::product_payday(lang)),
        Product::Bnpl => ("bnpl", words::product_bnpl(lang)),
        Product::Overdraft => ("overdraft", words::product_overdraft(lang)),
        Product::Mortgage => ("mortgage", words::product_mortgage(lang)),
        Product::Business => ("business", words::product_business(lang)),
    }
}

/// The forms of a charge for lateness.
pub const FORMS: [PenaltyForm; 3] = [PenaltyForm::RateAddOn, PenaltyForm::SeparateCharge, PenaltyForm::ContractRate];

/// A form: its name and its words.
pub const fn form(form: PenaltyForm, lang: Lang) -> (&'static str, &'static str) {
    match form {
        PenaltyForm::RateAddOn => ("rate_add_on", words::form_rate_add_on(lang)),
        PenaltyForm::SeparateCharge => ("separate_charge", words::form_separate_charge(lang)),
        PenaltyForm::ContractRate => ("contract_rate", words::form_contract_rate(lang)),
    }
}

/// The answer that something is not known.
pub const UNKNOWN: &str = "unknown";
/// The answer that there is none.
pub const NONE: &str = "none";
/// The day that is looked at, as an answer.
pub const TODAY: &str = "today";
/// The answer that there is no suit.
pub const NOT_YET: &str = "not_yet";
/// Yes and no.
pub const YES: &str = "yes";
/// No.
pub const NO: &str = "no";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_stands_at_its_place_and_is_found_by_its_name() {
        assert!(Item::ALL.is_sorted());
        assert!(Item::ALL.iter().all(|item| Item::named(item.name()) == Some(*item)));
    }

    #[test]
    fn a_currency_of_one_place_names_it() {
        assert_eq!(place_of(Currency::CNY), Some(Jurisdiction::CN));
        assert_eq!(Currency::try_new("EUR").ok().and_then(place_of), None);
        assert_eq!(currency(Some(Jurisdiction::IN)).code(), "INR");
    }
}
