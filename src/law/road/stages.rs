//! The stages of the road, each from its rows. What a row leaves unknown is kept beside what is known.

use chrono::{Days, Months, NaiveDate};

use super::{Borne, Cost, CostKind, Deadline, DeadlineKind, Place, Protected, RoadFacts, Span, Stage, StageKind};
use crate::engine::date::shift;
use crate::engine::{Account, ClaimRef, Currency, Money, Rounding};
use crate::law::judgment::{self, Judgment};
use crate::law::limitation::{self, Limitation};
use crate::law::pack::Packs;
use crate::law::procedure::fees::{Fee, fee};
use crate::law::procedure::terms::Terms;
use crate::law::procedure::{CannotTell, rule, series};
use crate::law::rule::Rule;
use crate::law::shape::Shape;

/// What a road is asked for.
pub(super) struct Asked<'a, 'b> {
    pub packs: &'a Packs,
    pub account: &'b Account,
    pub facts: &'b RoadFacts,
    pub claim: Money,
}

impl<'a> Asked<'a, '_> {
    pub fn limitation(&self) -> Result<Limitation<'a>, CannotTell> {
        let due = limitation::last_due(self.account)?;
        let mut interruptions = limitation::payments(self.account);
        interruptions.extend(&self.facts.interruptions);
        limitation::limitation(self.packs, due, &interruptions, self.account.as_of)
    }

    pub fn stages(&self) -> Vec<Stage<'a>> {
        vec![self.letter(), self.mediation(), self.suit(), self.judgment(), self.enforcement(), self.insolvency()]
    }

    fn letter(&self) -> Stage<'a> {
        let mut rows = vec![series::ACKNOWLEDGEMENT];
        let card = |reference| matches!(reference, ClaimRef::Minimum | ClaimRef::RestOfStatement | ClaimRef::Bill(_));
        if self.account.claims.iter().any(|claim| card(claim.reference)) {
            rows.push(series::PERSONAL_INSTALMENTS);
        }
        self.stage(StageKind::Letter, &rows)
    }

    fn mediation(&self) -> Stage<'a> {
        let mut stage = self.stage(StageKind::Mediation, &[series::MEDIATION, series::COSTS_BORNE]);
        stage.costs.push(self.cost(CostKind::CourtFeeReduced, Fee::CourtReduced, self.claim, Borne::AsAgreed));
        stage
    }

    fn suit(&self) -> Stage<'a> {
        let mut stage = self.stage(StageKind::Suit, &[series::COSTS_BORNE, series::COURT_RELIEF]);
        let frozen = self.facts.frozen.unwrap_or(self.claim);
        stage.costs = vec![
            self.cost(CostKind::CourtFee, Fee::Court, self.claim, Borne::LosingSide),
            self.cost(CostKind::CourtFeeReduced, Fee::CourtReduced, self.claim, Borne::LosingSide),
            self.cost(CostKind::Preservation, Fee::Preservation, frozen, Borne::Applicant),
        ];
        stage.deadlines = vec![
            self.deadline(DeadlineKind::Answer, series::ANSWER, None),
            self.deadline(DeadlineKind::SummaryTrial, series::SUMMARY_TRIAL, None),
        ];
        stage
    }

    fn judgment(&self) -> Stage<'a> {
        let mut stage = self.stage(StageKind::Judgment, &[]);
        let days = self.facts.unpaid_days;
        stage.costs.push(Cost {
            kind: CostKind::DoubledInterest { days },
            amount: self.doubled(days),
            borne: Borne::Debtor,
        });
        stage.deadlines.push(self.deadline(DeadlineKind::Appeal, series::APPEAL, None));
        stage
    }

    fn enforcement(&self) -> Stage<'a> {
        let mut stage = self.stage(StageKind::Enforcement, &[series::DISHONEST_LIST, series::CONSUMPTION_LIMITS]);
        stage.costs.push(self.cost(CostKind::Enforcement, Fee::Enforcement, self.claim, Borne::Debtor));
        let from = self.facts.perform_by;
        stage.deadlines.push(self.deadline(
            DeadlineKind::EnforcementApplication,
            series::ENFORCEMENT_APPLICATION,
            from,
        ));
        for series in [series::NECESSITIES, series::INCOME, series::HOME] {
            self.protect(&mut stage, series);
        }
        stage
    }

    fn insolvency(&self) -> Stage<'a> {
        let mut stage = self.stage(StageKind::Insolvency, &[]);
        let places = match self.facts.place {
            Some(Place::Shenzhen) => &[series::SHENZHEN][..],
            Some(Place::Xiamen) => &[series::XIAMEN],
            Some(Place::Zhejiang) => &[series::ZHEJIANG],
            Some(Place::Jiangsu) => &[series::JIANGSU],
            Some(Place::Elsewhere) => &[],
            // Nobody said where: all of them are shown.
            None => &[series::SHENZHEN, series::XIAMEN, series::ZHEJIANG, series::JIANGSU],
        };
        for series in places {
            self.protect(&mut stage, series);
        }
        stage
    }

    /// A stage with rows that lay down no figure.
    fn stage(&self, kind: StageKind, rows: &[&'static str]) -> Stage<'a> {
        let mut stage = Stage {
            kind,
            costs: Vec::new(),
            deadlines: Vec::new(),
            protected: Vec::new(),
            rules: Vec::new(),
            missing: Vec::new(),
        };
        for series in rows {
            match self.rule(series) {
                Ok(rule) => stage.rules.push(rule),
                Err(why) => stage.missing.push(why),
            }
        }
        stage
    }

    fn rule(&self, series: &'static str) -> Result<&'a Rule, CannotTell> {
        rule(self.packs, series, self.account.as_of)
    }

    fn cost(&self, kind: CostKind, of: Fee, on: Money, borne: Borne) -> Cost<'a> {
        let charged = fee(self.packs, of, on, self.account.as_of);
        Cost { kind, amount: charged.map(|charged| (charged.amount, charged.rule)), borne }
    }

    /// The doubled part on the whole claim, as if nothing were paid for so many days from the end of the period.
    fn doubled(&self, days: u16) -> Result<(Money, &'a Rule), CannotTell> {
        if self.claim.currency() != Currency::CNY {
            return Err(CannotTell::NotYuan { got: self.claim.currency() });
        }
        let perform_by = self.facts.perform_by.unwrap_or(self.account.as_of);
        let judgment = Judgment {
            owed: self.claim,
            general_interest: Money::zero(self.claim.currency()),
            perform_by,
            first_day: self.facts.first_day,
        };
        let to = shift(perform_by, i64::from(days))?;
        let standing = judgment::standing(self.packs, &judgment, &[], to)?;
        Ok((standing.doubled, standing.rule))
    }

    fn deadline(&self, kind: DeadlineKind, series: &'static str, from: Option<NaiveDate>) -> Deadline<'a> {
        let span = rule(self.packs, series, from.unwrap_or(self.account.as_of)).and_then(|rule| {
            let span = match rule.shape {
                Shape::Period { years: 0, days } => Span::Days(days),
                Shape::Period { years, days: 0 } => Span::Years(years),
                Shape::Procedure(Terms::Months(months)) => Span::Months(months),
                _ => return Err(CannotTell::OtherTerms { series }),
            };
            Ok((span, rule))
        });
        let ends_on = from.zip(span.as_ref().ok()).and_then(|(from, (span, _))| after(from, *span));
        Deadline { kind, span, ends_on }
    }

    fn protect(&self, stage: &mut Stage<'a>, series: &'static str) {
        match self.rule(series) {
            Ok(rule) => stage.protected.push(protected(rule)),
            Err(why) => stage.missing.push(why),
        }
    }
}

fn protected(rule: &Rule) -> Protected<'_> {
    let Shape::Procedure(Terms::Insolvency(terms)) = rule.shape else {
        return Protected { rule, most: None, incomes: None, discharge_years: None };
    };
    let most = terms.exempt_amount.and_then(|sum| Money::from_exact(sum, Currency::CNY, Rounding::Down).ok());
    Protected { rule, most, incomes: terms.exempt_incomes, discharge_years: terms.discharge_years }
}

/// The last day of a time that begins on the day after an event (Civil Code art. 201 and 202).
fn after(from: NaiveDate, span: Span) -> Option<NaiveDate> {
    match span {
        Span::Years(years) => from.checked_add_months(Months::new(u32::from(years).checked_mul(12)?)),
        Span::Months(months) => from.checked_add_months(Months::new(u32::from(months))),
        Span::Days(days) => from.checked_add_days(Days::new(u64::from(days))),
    }
}
