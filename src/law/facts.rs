//! What a rule needs to know about a debt beside its figures. Every answer may be missing; a missing one that decides is asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rule::Jurisdiction;
use crate::engine::Money;

/// Who lent, by the classes that rules distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lender {
    /// A natural person, or a company or body without a licence to lend.
    Private,
    /// A bank.
    Bank,
    /// A consumer-finance company (消费金融公司).
    ConsumerFinance,
    /// An auto-finance company (汽车金融公司).
    AutoFinance,
    /// A trust company (信托公司).
    Trust,
    /// A small-loan company (小额贷款公司), online ones too.
    SmallLoan,
    /// A financing-guarantee company (融资担保公司).
    Guarantee,
    /// A regional equity market (区域性股权市场).
    EquityMarket,
    /// A pawnbroker (典当行).
    Pawnbroker,
    /// A financial-leasing company (融资租赁公司).
    Leasing,
    /// A commercial-factoring company (商业保理公司).
    Factoring,
    /// A local asset-management company (地方资产管理公司).
    AssetManagement,
    /// A licensed money lender of another kind, such as a payday lender or an online lending platform with a licence.
    MoneyLender,
    /// A platform or app that arranged the loan (助贷): who really lent is [`Facts::funder`].
    Platform,
    /// The borrower does not know.
    Unknown,
}

/// What kind of debt, by the classes that rules distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Product {
    /// A consumer loan: in instalments or at once.
    Loan,
    /// A credit card.
    CreditCard,
    /// A short, costly loan up to the next pay day: high-cost short-term credit, a payday loan.
    Payday,
    /// Buy now, pay later.
    Bnpl,
    /// An overdraft.
    Overdraft,
    /// A loan secured on a home.
    Mortgage,
    /// A loan for a business.
    Business,
}

/// Whether a court has accepted a suit about the debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filed {
    /// It has not.
    NotYet,
    /// On this day.
    On(NaiveDate),
}

/// What is known about a debt beside its figures.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// Whose law.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Jurisdiction>,
    /// Who lent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lender: Option<Lender>,
    /// Who really lent, when a platform arranged it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funder: Option<Lender>,
    /// The day on which the contract was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed: Option<NaiveDate>,
    /// What kind of debt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// Whether there is a suit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filed: Option<Filed>,
    /// Whether a rate of interest was agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate_agreed: Option<bool>,
    /// Whether the cost table of the contract (综合融资成本明示表) lists every charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_listed: Option<bool>,
    /// What the lender lost by the delay, as far as it can be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loss: Option<Money>,
    /// Whether the borrower is a service member or a dependant covered by the US Military Lending Act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub military: Option<bool>,
    /// Whether the money was used for something else than agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub misused: Option<bool>,
}

impl Facts {
    /// Who lent: the funder behind a platform, once known.
    ///
    /// # Errors
    /// The question that would settle it.
    pub fn real_lender(&self) -> Result<Lender, Question> {
        match self.lender {
            None | Some(Lender::Unknown) => Err(Question::Lender),
            Some(Lender::Platform) => match self.funder {
                None | Some(Lender::Unknown | Lender::Platform) => Err(Question::Funder),
                Some(funder) => Ok(funder),
            },
            Some(lender) => Ok(lender),
        }
    }

    /// Whether the borrower has said that the answer to a question is not known: it is then not asked again.
    #[must_use]
    pub const fn said_unknown(&self, question: Question) -> bool {
        match question {
            Question::Lender => matches!(self.lender, Some(Lender::Unknown)),
            Question::Funder => matches!(self.funder, Some(Lender::Unknown)),
            _ => false,
        }
    }
}

/// One plain question. The order is that in which they are asked: what decides most comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Whose law applies?
    Jurisdiction,
    /// Who lent?
    Lender,
    /// Who really lent, behind the platform?
    Funder,
    /// When was it signed?
    Signed,
    /// What kind of debt is it?
    Product,
    /// Has a court accepted a suit, and when?
    Filed,
    /// Was a rate agreed?
    RateAgreed,
    /// What is the yearly rate of the contract?
    ContractRate,
    /// Did the late fee come again within so many bills?
    EarlierLateFee,
    /// What was the least payment of that bill?
    MinimumDue,
    /// When was it due?
    DueDay,
    /// How much principal was unpaid when the default began?
    PrincipalAtDefault,
    /// Is the borrower covered by the Military Lending Act?
    Military,
    /// Does the cost table list every charge?
    AllListed,
    /// What did the lender lose?
    Loss,
    /// In which form is the charge for lateness made: a higher rate, or a charge of its own?
    PenaltyForm,
    /// What is the reference rate of that day?
    ReferenceRate,
}
