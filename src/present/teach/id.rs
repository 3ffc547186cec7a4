//! Which sheet: a seed that a teacher types, a variant, the levels; and the short code that carries all three.

use super::super::lang::Lang;
use super::super::words::teach_tasks as words;
use super::super::{errors, format};
use crate::case::text::half_width;
use crate::engine::EngineError;

/// The version of the sheets that this program makes. The same version, seed, variant and level are always the same
/// tasks; whatever would change one of them needs a new version (`tests/data/teach/golden.txt`).
pub const SHEET_VERSION: u8 = 1;

/// The most characters of a seed.
pub const MAX_SEED: usize = 24;

/// The most variants of a class.
pub const MAX_VARIANT: u16 = 200;

/// Why there is no sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SheetError {
    /// The seed is empty, too long, or has a character that does not work.
    Seed,
    /// The variant is not one of 1 to [`MAX_VARIANT`].
    Variant,
    /// No level, or one that there is not.
    Levels,
    /// The text is no code of a sheet.
    Code,
    /// The engine refuses a task. No seed is known that leads here.
    Engine(EngineError),
    /// No fitting numbers were drawn. No seed is known that leads here.
    NotDrawn,
}

impl SheetError {
    /// What would work.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let most = || format::integer(i64::from(MAX_VARIANT));
        match self {
            Self::Seed => words::refuse_seed(lang, &MAX_SEED.to_string()),
            Self::Variant => words::refuse_variant(lang, &most()),
            Self::Levels => words::refuse_levels(lang).to_owned(),
            Self::Code => words::refuse_code(lang, &most()),
            Self::Engine(error) => errors::engine(error, lang),
            Self::NotDrawn => words::refuse_not_drawn(lang).to_owned(),
        }
    }
}

impl From<EngineError> for SheetError {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

/// How hard a task is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// Read a bill.
    Read,
    /// Compute one figure.
    Compute,
    /// Decide between two ways.
    Decide,
    /// Find the convention that reproduces a figure.
    Find,
}

impl Level {
    /// All of them, easiest first.
    pub const ALL: [Self; 4] = [Self::Read, Self::Compute, Self::Decide, Self::Find];

    /// From 1 to 4.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Read => 1,
            Self::Compute => 2,
            Self::Decide => 3,
            Self::Find => 4,
        }
    }

    /// What a right answer counts.
    #[must_use]
    pub const fn points(self) -> u16 {
        self.number() as u16
    }

    /// What the level asks for, in a few words.
    #[must_use]
    pub const fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Read => words::level_read(lang),
            Self::Compute => words::level_compute(lang),
            Self::Decide => words::level_decide(lang),
            Self::Find => words::level_find(lang),
        }
    }
}

/// Which levels a sheet has: at least one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Levels(u8);

impl Default for Levels {
    fn default() -> Self {
        Self::ALL
    }
}

impl Levels {
    /// All four.
    pub const ALL: Self = Self(0b1111);

    /// The levels of a list.
    ///
    /// # Errors
    /// [`SheetError::Levels`] for none.
    pub fn of(levels: &[Level]) -> Result<Self, SheetError> {
        Self::from_bits(levels.iter().fold(0, |bits, level| bits | bit(*level)))
    }

    /// The levels of a set of bits, the lowest for level 1.
    ///
    /// # Errors
    /// [`SheetError::Levels`] for none, or for bits that stand for nothing.
    pub const fn from_bits(bits: u8) -> Result<Self, SheetError> {
        if bits == 0 || bits > Self::ALL.0 { Err(SheetError::Levels) } else { Ok(Self(bits)) }
    }

    /// The set of bits.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether a level is one of them.
    #[must_use]
    pub const fn has(self, level: Level) -> bool {
        self.0 & bit(level) != 0
    }

    /// The levels, easiest first.
    pub fn list(self) -> impl Iterator<Item = Level> {
        Level::ALL.into_iter().filter(move |level| self.has(*level))
    }
}

const fn bit(level: Level) -> u8 {
    match level {
        Level::Read => 1,
        Level::Compute => 2,
        Level::Decide => 4,
        Level::Find => 8,
    }
}

/// A sheet's name: the same name is the same sheet.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SheetId {
    seed: String,
    variant: u16,
    levels: Levels,
}

/// A seed as it is kept: half-width, capital, one kind of hyphen.
///
/// # Errors
/// [`SheetError::Seed`] unless it has 1 to [`MAX_SEED`] Latin letters, digits and hyphens, not hyphens alone.
pub fn seed(typed: &str) -> Result<String, SheetError> {
    let seed = folded(typed);
    let fits = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
    let has_more_than_hyphens = seed.chars().any(|c| c != '-');
    if seed.len() > MAX_SEED || !has_more_than_hyphens || !seed.chars().all(fits) {
        return Err(SheetError::Seed);
    }
    Ok(seed)
}

/// Half-width, capital, hyphens of one kind, without space around. What has no such form stays.
pub(super) fn folded(typed: &str) -> String {
    let half = |c: char| match c {
        '‐' | '‑' | '–' | '—' | '−' | '﹣' => '-',
        c => half_width(c),
    };
    // A text that is too long is refused whatever stands in it.
    let few = typed.trim().chars().take(MAX_SEED.saturating_mul(4));
    few.map(half).map(|c| c.to_ascii_uppercase()).collect()
}

impl SheetId {
    /// A sheet's name from what was typed.
    ///
    /// # Errors
    /// What of it does not work.
    pub fn try_new(typed_seed: &str, variant: u16, levels: Levels) -> Result<Self, SheetError> {
        let seed = seed(typed_seed)?;
        if variant == 0 || variant > MAX_VARIANT {
            return Err(SheetError::Variant);
        }
        Ok(Self { seed, variant, levels })
    }

    /// The seed as it is kept.
    #[must_use]
    pub fn seed(&self) -> &str {
        &self.seed
    }

    /// The variant, from 1.
    #[must_use]
    pub const fn variant(&self) -> u16 {
        self.variant
    }

    /// The levels.
    #[must_use]
    pub const fn levels(&self) -> Levels {
        self.levels
    }

    /// The code that stands on a printed sheet and can be typed: seed, hyphen, variant (`CLASS7-12`); where the sheet has
    /// not all levels, another hyphen, `L` and their numbers (`CLASS7-12-L34`).
    #[must_use]
    pub fn to_code(&self) -> String {
        let mut code = format!("{}-{}", self.seed, self.variant);
        if self.levels != Levels::ALL {
            code.push_str("-L");
            code.extend(self.levels.list().map(|level| level.number().to_string()));
        }
        code
    }

    /// Reads a code, whatever its case and width. A seed may hold hyphens: the variant is what stands behind the last one.
    ///
    /// # Errors
    /// [`SheetError::Code`], or what of the code does not work.
    pub fn from_code(typed: &str) -> Result<Self, SheetError> {
        let code = folded(typed);
        let (rest, last) = code.rsplit_once('-').ok_or(SheetError::Code)?;
        let (head, variant, levels) = match last.strip_prefix('L') {
            None => (rest, last, Levels::ALL),
            Some(numbers) => {
                let (head, variant) = rest.rsplit_once('-').ok_or(SheetError::Code)?;
                (head, variant, typed_levels(numbers)?)
            }
        };
        if variant.is_empty() || !variant.chars().all(|c| c.is_ascii_digit()) {
            return Err(SheetError::Code);
        }
        Self::try_new(head, variant.parse().map_err(|_| SheetError::Variant)?, levels)
    }
}

fn typed_levels(numbers: &str) -> Result<Levels, SheetError> {
    let mut bits = 0;
    for number in numbers.chars() {
        let level = Level::ALL.into_iter().find(|level| number.to_digit(10) == Some(u32::from(level.number())));
        bits |= bit(level.ok_or(SheetError::Levels)?);
    }
    Levels::from_bits(bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_folded_and_anything_else_is_refused_with_what_works() {
        assert_eq!(seed(" class7 ").as_deref(), Ok("CLASS7"));
        assert_eq!(seed("ｃｌａｓｓ－７").as_deref(), Ok("CLASS-7"));
        let too_long = "A".repeat(MAX_SEED + 1);
        let bad = ["", " ", "---", "高一3班", "A B", "A_B", "Ａ．Ｂ", "é", too_long.as_str(), "A\u{202e}B"];
        assert!(bad.iter().all(|text| seed(text) == Err(SheetError::Seed)));
        for lang in Lang::ALL {
            assert!(SheetError::Seed.text(lang).contains("24"));
        }
    }

    #[test]
    fn a_code_leads_back_to_its_sheet() {
        for (typed_seed, variant, levels) in [
            ("CLASS7", 12, Levels::ALL),
            ("A-5", 3, Levels::ALL),
            ("A-L1", 200, Levels(0b0101)),
            ("9", 1, Levels(0b1000)),
            ("-X-", 7, Levels(0b0011)),
        ] {
            let id = SheetId::try_new(typed_seed, variant, levels);
            assert!(id.is_ok(), "{typed_seed}");
            assert_eq!(id.clone().and_then(|id| SheetId::from_code(&id.to_code())), id);
        }
        let code = |text: &str| SheetId::from_code(text).map(|id| id.to_code());
        assert_eq!(code("ｃｌａｓｓ７－１２").as_deref(), Ok("CLASS7-12"));
        assert_eq!(code("class7-12-l43").as_deref(), Ok("CLASS7-12-L34"));
        assert_eq!(code("class7-12-l1234").as_deref(), Ok("CLASS7-12"));
        assert_eq!(code("CLASS7"), Err(SheetError::Code));
        assert_eq!(code("CLASS7-"), Err(SheetError::Code));
        assert_eq!(code("CLASS7-L1"), Err(SheetError::Code));
        assert_eq!(code("CLASS7-1-L"), Err(SheetError::Levels));
        assert_eq!(code("CLASS7-1-L5"), Err(SheetError::Levels));
        assert_eq!((code("CLASS7-0"), code("CLASS7-201")), (Err(SheetError::Variant), Err(SheetError::Variant)));
        assert_eq!(code("CLASS7-99999999999"), Err(SheetError::Variant));
        assert_eq!(code("-1"), Err(SheetError::Seed));
    }
}
