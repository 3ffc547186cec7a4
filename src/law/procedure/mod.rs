//! The rules of procedure: which row of the packs holds on a day, and what courts cost. What is not there is
//! [`CannotTell`], never a number. Depends on the engine only.

pub mod fees;
pub mod terms;

use std::sync::OnceLock;

use chrono::NaiveDate;

use super::pack::{Applicable, PackError, Packs};
use super::rule::Rule;
use super::shape::Why;
use crate::engine::{Currency, EngineError};

/// The series of the pack `cn_procedure`, by the names that it gives them.
pub mod series {
    /// The court's fee for accepting a money case (案件受理费).
    pub const COURT_FEE: &str = "cn.court.fee";
    /// Who bears the costs in the end.
    pub const COSTS_BORNE: &str = "cn.court.costs_borne";
    /// Deferral, reduction and waiver for who can hardly pay.
    pub const COURT_RELIEF: &str = "cn.court.relief";
    /// The fee of enforcement (申请执行费).
    pub const ENFORCEMENT_FEE: &str = "cn.enforcement.fee";
    /// The fee of freezing property before judgment (保全费).
    pub const PRESERVATION_FEE: &str = "cn.preservation.fee";
    /// Mediation before trial.
    pub const MEDIATION: &str = "cn.court.mediation";
    /// The days in which a suit may be answered.
    pub const ANSWER: &str = "cn.court.answer";
    /// The months in which a summary trial ends.
    pub const SUMMARY_TRIAL: &str = "cn.court.summary_trial";
    /// The days in which a judgment may be appealed.
    pub const APPEAL: &str = "cn.court.appeal";
    /// The years in which enforcement must be asked for.
    pub const ENFORCEMENT_APPLICATION: &str = "cn.enforcement.application";
    /// The doubled part of interest after judgment (加倍部分债务利息).
    pub const DOUBLED_INTEREST: &str = "cn.judgment.doubled_interest";
    /// The years in which a claim can be brought to court (诉讼时效).
    pub const LIMITATION: &str = "cn.limitation";
    /// What counts as a demand and as an agreement to pay.
    pub const ACKNOWLEDGEMENT: &str = "cn.limitation.interruption";
    /// The list of dishonest debtors (失信被执行人名单).
    pub const DISHONEST_LIST: &str = "cn.enforcement.dishonest_list";
    /// Limits on spending (限制消费).
    pub const CONSUMPTION_LIMITS: &str = "cn.enforcement.consumption_limits";
    /// Necessities that are not seized.
    pub const NECESSITIES: &str = "cn.enforcement.necessities";
    /// Living costs that are left of wages.
    pub const INCOME: &str = "cn.enforcement.income";
    /// The home that is needed.
    pub const HOME: &str = "cn.enforcement.home";
    /// Personal insolvency in Shenzhen.
    pub const SHENZHEN: &str = "cn.insolvency.shenzhen";
    /// Personal insolvency in Xiamen.
    pub const XIAMEN: &str = "cn.insolvency.xiamen";
    /// Collective clearance of debts in Zhejiang.
    pub const ZHEJIANG: &str = "cn.insolvency.zhejiang";
    /// Collective clearance of debts in Jiangsu.
    pub const JIANGSU: &str = "cn.insolvency.jiangsu";
    /// The years for which a negative record is kept.
    pub const RECORD_KEPT: &str = "cn.record.kept";
    /// A statement of one's own beside a record.
    pub const RECORD_STATEMENT: &str = "cn.record.statement";
    /// Notice before something negative is reported.
    pub const RECORD_NOTICE: &str = "cn.record.notice";
    /// The days in which an objection is answered.
    pub const RECORD_OBJECTION: &str = "cn.record.objection";
    /// The days in which a complaint is answered.
    pub const RECORD_COMPLAINT: &str = "cn.record.complaint";
    /// Free reports in a year.
    pub const RECORD_FREE: &str = "cn.record.free_reports";
    /// Who reports.
    pub const RECORD_REPORTED: &str = "cn.record.reported";
    /// The repayment code of a report by days overdue.
    pub const REPORT_CODE: &str = "cn.record.code";
    /// The bank's asset class by days overdue.
    pub const ASSET_CLASS: &str = "cn.record.asset_class";
    /// The one-off repair of records.
    pub const REPAIR: &str = "cn.record.repair";
    /// How a plan or an extension is shown in a report.
    pub const ARRANGEMENT: &str = "cn.record.arrangement";
    /// Personal instalments of a card debt (个性化分期).
    pub const PERSONAL_INSTALMENTS: &str = "cn.card.personal_instalments";
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CannotTell {
    /// No row of the series holds on the day.
    NoRule {
        /// The series.
        series: &'static str,
        /// The day.
        day: NaiveDate,
    },
    /// The row of the day says that nothing is known.
    Unknown {
        /// The series.
        series: &'static str,
        /// The day.
        day: NaiveDate,
        /// Why.
        why: Why,
    },
    /// The row does not lay down what was asked.
    OtherTerms {
        /// The series.
        series: &'static str,
    },
    /// The rule counts in yuan.
    NotYuan {
        /// The currency that came.
        got: Currency,
    },
    /// There is nothing to work on: no amount, no claim.
    Nothing,
    /// The answer needs a day that is not known.
    NoDate,
    /// A revolving debt has no last instalment from which the time could run.
    NoLastInstalment,
    /// An agreement to pay after the end: the defence may be gone.
    AgreedAfterTheEnd {
        /// The day of it.
        on: NaiveDate,
        /// The day on which the time had ended.
        ended: NaiveDate,
    },
    /// An amount or date beyond the range.
    Engine(EngineError),
}

impl From<EngineError> for CannotTell {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

/// The rules of procedure that come with the program. They stand apart from the packs that [`super::check()`] judges by: no
/// charge is above or within them.
///
/// # Errors
/// The first thing that does not hold together, which a test rules out.
pub fn packs() -> Result<&'static Packs, &'static PackError> {
    static PACKS: OnceLock<Result<Packs, PackError>> = OnceLock::new();
    PACKS.get_or_init(|| Packs::read_files(&[("cn_procedure", include_str!("../packs/cn_procedure.json"))])).as_ref()
}

/// The rule of a series on a day.
///
/// # Errors
/// Why it is not known.
pub fn rule<'a>(packs: &'a Packs, series: &'static str, day: NaiveDate) -> Result<&'a Rule, CannotTell> {
    match packs.applicable(series, day) {
        Applicable::Row(rule) | Applicable::NoLimit(rule) => Ok(rule),
        Applicable::Unknown(_, why) => Err(CannotTell::Unknown { series, day, why }),
        Applicable::None => Err(CannotTell::NoRule { series, day }),
    }
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::engine::Money;

    pub fn known() -> &'static Packs {
        let Ok(packs) = packs() else { unreachable!("{:?}", packs().err()) };
        packs
    }

    pub fn date(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    pub fn yuan(minor: i64) -> Money {
        Money::try_new(minor, Currency::CNY).unwrap_or(Money::zero(Currency::CNY))
    }

    #[test]
    fn every_series_has_a_row_today() {
        let today = date("2026-11-24");
        for (series, _) in known().series() {
            let row = known().applicable(series, today);
            let known = matches!(row, Applicable::Row(_));
            assert!(known || series == super::series::ARRANGEMENT, "{series} {row:?}");
        }
    }
}
