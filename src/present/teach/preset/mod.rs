//! Stories to show to a class, each with a short code that can be said aloud: `LF-01`.
//!
//! A preset has a title, a story of one sentence, questions to discuss, the derivation for the presenter, and, where the
//! late-fee simulator can show it, a scenario from which a link can be made. Law is no part of them: a cap is assumed.

mod stories;

use super::super::lang::Lang;
use super::super::words::teach_presets as words;
use super::id::folded;
use super::value::{Phrase, Step, StepText, texts};
use crate::case::Scenario;
use crate::engine::EngineError;

/// What a story computes.
struct Shown {
    scenario: Option<Scenario>,
    steps: Vec<Step>,
}

/// A preset.
#[derive(Clone, Copy)]
pub struct Preset {
    /// Its code; never changes, because it stands in lesson plans and on blackboards.
    pub code: &'static str,
    title: Phrase,
    story: Phrase,
    discuss: [Phrase; 2],
    shown: fn() -> Result<Shown, EngineError>,
}

impl core::fmt::Debug for Preset {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}", self.code)
    }
}

/// Codes are unique.
impl PartialEq for Preset {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Preset {
    /// The title.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        (self.title)(lang)
    }

    /// The story, in a sentence or two.
    #[must_use]
    pub fn story(&self, lang: Lang) -> &'static str {
        (self.story)(lang)
    }

    /// What to discuss.
    #[must_use]
    pub fn discuss(&self, lang: Lang) -> Vec<&'static str> {
        self.discuss.iter().map(|words| words(lang)).collect()
    }

    /// What the simulator can show of it; `Scenario::to_fragment` makes the link.
    ///
    /// # Errors
    /// What the engine refuses; a test shows that it refuses none.
    pub fn scenario(&self) -> Result<Option<Scenario>, EngineError> {
        Ok((self.shown)()?.scenario)
    }

    /// The derivation in words, one idea a step.
    ///
    /// # Errors
    /// What the engine refuses; a test shows that it refuses none.
    pub fn steps(&self, lang: Lang) -> Result<Vec<StepText>, EngineError> {
        Ok(texts(&(self.shown)()?.steps, lang))
    }
}

const PRESETS: [Preset; 13] = [
    Preset {
        code: "LF-01",
        title: words::lf01_title,
        story: words::lf01_story,
        discuss: [words::lf01_ask_one, words::lf01_ask_two],
        shown: stories::day_or_month,
    },
    Preset {
        code: "LF-02",
        title: words::lf02_title,
        story: words::lf02_story,
        discuss: [words::lf02_ask_one, words::lf02_ask_two],
        shown: stories::daily_or_raised,
    },
    Preset {
        code: "LF-03",
        title: words::lf03_title,
        story: words::lf03_story,
        discuss: [words::lf03_ask_one, words::lf03_ask_two],
        shown: stories::two_graces,
    },
    Preset {
        code: "LF-04",
        title: words::lf04_title,
        story: words::lf04_story,
        discuss: [words::lf04_ask_one, words::lf04_ask_two],
        shown: stories::fixed_or_daily,
    },
    Preset {
        code: "LF-05",
        title: words::lf05_title,
        story: words::lf05_story,
        discuss: [words::lf05_ask_one, words::lf05_ask_two],
        shown: stories::stretches,
    },
    Preset {
        code: "LF-06",
        title: words::lf06_title,
        story: words::lf06_story,
        discuss: [words::lf06_ask_one, words::lf06_ask_two],
        shown: stories::days_of_a_year,
    },
    Preset {
        code: "LF-07",
        title: words::lf07_title,
        story: words::lf07_story,
        discuss: [words::lf07_ask_one, words::lf07_ask_two],
        shown: stories::part_earlier,
    },
    Preset {
        code: "CP-01",
        title: words::cp01_title,
        story: words::cp01_story,
        discuss: [words::cp01_ask_one, words::cp01_ask_two],
        shown: stories::above_cap,
    },
    Preset {
        code: "MP-01",
        title: words::mp01_title,
        story: words::mp01_story,
        discuss: [words::mp01_ask_one, words::mp01_ask_two],
        shown: stories::minimum_payment,
    },
    Preset {
        code: "PO-01",
        title: words::po01_title,
        story: words::po01_story,
        discuss: [words::po01_ask_one, words::po01_ask_two],
        shown: stories::order_of_payment,
    },
    Preset {
        code: "AP-01",
        title: words::ap01_title,
        story: words::ap01_story,
        discuss: [words::ap01_ask_one, words::ap01_ask_two],
        shown: stories::held_back,
    },
    Preset {
        code: "AP-02",
        title: words::ap02_title,
        story: words::ap02_story,
        discuss: [words::ap02_ask_one, words::ap02_ask_two],
        shown: stories::monthly_fee,
    },
    Preset {
        code: "IN-01",
        title: words::in01_title,
        story: words::in01_story,
        discuss: [words::in01_ask_one, words::in01_ask_two],
        shown: stories::two_methods,
    },
];

/// All presets, in the order in which they are offered.
#[must_use]
pub const fn presets() -> &'static [Preset] {
    &PRESETS
}

/// The preset of a code, however it is typed: `LF-01`, `lf01`, `LF 1`, `ＬＦ－０１`.
#[must_use]
pub fn preset(typed: &str) -> Option<&'static Preset> {
    let wanted = parts(typed)?;
    PRESETS.iter().find(|preset| parts(preset.code).as_ref() == Some(&wanted))
}

/// Letters, then a number.
fn parts(typed: &str) -> Option<(String, u32)> {
    let text: String = folded(typed).chars().filter(|c| *c != '-' && !c.is_whitespace()).collect();
    let (letters, digits) = text.split_at_checked(text.find(|c: char| c.is_ascii_digit())?)?;
    Some((letters.to_owned(), digits.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_typed() {
        for typed in ["LF-01", "lf01", "LF 1", " lf–01 ", "ＬＦ－０１"] {
            assert_eq!(preset(typed).map(|found| found.code), Some("LF-01"), "{typed}");
        }
        assert!(["", "LF", "01", "LF-99", "XX-01", "LF-0x1"].iter().all(|typed| preset(typed).is_none()));
    }

    #[test]
    fn every_preset_is_found_and_computed_in_both_languages() {
        for each in presets() {
            assert_eq!(preset(each.code), Some(each));
            let both = Lang::ALL.map(|lang| each.steps(lang));
            assert!(both.iter().all(|steps| steps.as_ref().is_ok_and(|steps| steps.len() >= 2)), "{each:?}");
            let link = each.scenario().map(|scenario| scenario.map(|scenario| scenario.to_fragment()));
            assert!(link.is_ok_and(|link| link.is_none_or(|link| link.is_ok())), "{each:?}");
        }
        let linked = presets().iter().filter(|each| matches!(each.scenario(), Ok(Some(_)))).count();
        assert!(linked >= 7, "{linked}");
    }

    #[test]
    fn the_figures_of_the_stories_are_those_by_hand() {
        let last = |code: &str| {
            let steps = preset(code).and_then(|each| each.steps(Lang::En).ok()).unwrap_or_default();
            steps.iter().map(|step| step.result.clone()).collect::<Vec<_>>()
        };
        assert_eq!(last("LF-01"), ["¥2.50", "¥75.00", "¥72.50"]);
        assert_eq!(last("LF-02"), ["¥75.00", "27%", "¥110.96"]);
        assert_eq!(last("LF-03"), ["¥0.00", "¥0.00", "¥2.50", "¥10.00"]);
        assert_eq!(last("LF-04"), ["¥50.00", "¥8.00"]);
        assert_eq!(last("LF-05"), ["¥30.00", "¥60.00"]);
        // 20,000 · 24 % · 60 ⁄ 365 and ⁄ 360.
        assert_eq!(last("LF-06"), ["¥789.04", "¥800.00", "¥10.96"]);
        // Five days of 2.50 are paid first; 2,012.50 bears the other 25 days: 12.50 + 25.16.
        assert_eq!(last("LF-07"), ["¥75.00", "¥12.50", "¥2,987.50", "¥2,012.50", "¥25.16", "¥37.66", "¥37.34"]);
        assert_eq!(last("CP-01"), ["¥360.00", "¥236.71", "¥123.29"]);
        assert_eq!(last("PO-01"), ["¥800.00", "¥700.00", "¥100.00"]);
        assert_eq!(last("AP-02"), ["7.2%", "13.03%"]);
    }
}
