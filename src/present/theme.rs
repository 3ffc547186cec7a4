//! The colours that a host page may ask the simulator to wear: typed tokens, each held against what it must be read on.
//!
//! A token that would make words hard to read is refused and named; its default stays. With a surface of the host's own,
//! every other colour is moved towards the ink until it can be read there. The formula is that of WCAG 2.2
//! (relative luminance, contrast ratio). No float is ever written out: only `#rrggbb` and whole numbers leave this file.

/// A colour of the screen, without transparency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// White, one of the two inks on an accent.
const WHITE: Colour = Colour { red: 255, green: 255, blue: 255 };
/// Nearly black, the other.
const NIGHT: Colour = Colour { red: 11, green: 16, blue: 22 };

impl Colour {
    /// Reads `#rgb` or `#rrggbb`, nothing else: what looks like a colour and is none never reaches a style sheet.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let all = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let value = u32::from_str_radix(digits, 16).ok().filter(|_| all)?;
        let byte = |at: u32| u8::try_from(value >> at & 0xff).unwrap_or_default();
        let twice = |at: u32| u8::try_from((value >> at & 0xf) * 17).unwrap_or_default();
        match digits.len() {
            3 => Some(Self { red: twice(8), green: twice(4), blue: twice(0) }),
            6 => Some(Self { red: byte(16), green: byte(8), blue: byte(0) }),
            _ => None,
        }
    }

    /// The colour as a style sheet has it: `#rrggbb`.
    #[must_use]
    pub fn css(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }

    /// Relative luminance: 0 for black, 1 for white.
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }

    /// The contrast ratio of two colours: 1 for the same one, 21 for black on white. The order does not matter.
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if one > two { one / two } else { two / one }
    }

    /// This colour with `eighths` of the way gone to another.
    fn towards(self, other: Self, eighths: u8) -> Self {
        let channel = |from: u8, to: u8| {
            let mixed = u16::from(from) * u16::from(8 - eighths) + u16::from(to) * u16::from(eighths);
            u8::try_from(mixed / 8).unwrap_or_default()
        };
        Self {
            red: channel(self.red, other.red),
            green: channel(self.green, other.green),
            blue: channel(self.blue, other.blue),
        }
    }

    /// This colour, moved towards the ink as far as it takes to be seen on a surface.
    fn seen_on(self, surface: Self, ink: Self, least: u32) -> Self {
        let steps = (0..8).map(|eighths| self.towards(ink, eighths));
        steps.into_iter().find(|colour| enough(*colour, surface, least)).unwrap_or(ink)
    }
}

/// Contrast in tenths, rounded down, so that what is said never promises more than there is.
fn tenths(one: Colour, other: Colour) -> u32 {
    // Between 10 and 210.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let tenths = libm::floor(one.contrast(other) * 10.0) as u32;
    tenths
}

fn enough(one: Colour, other: Colour, least: u32) -> bool {
    one.contrast(other) * 10.0 >= f64::from(least)
}

/// The tenths that text needs, that other words need, and that a line of a chart needs.
const TEXT: u32 = 70;
const WORDS: u32 = 45;
const SHAPE: u32 = 30;

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// Dark ink on a light surface.
    Light,
    /// Light ink on a dark surface.
    Dark,
}

/// What a host page asked for, as it wrote it; an empty text is nothing asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tokens<'a> {
    /// The colour of actions and links.
    pub accent: &'a str,
    /// The colour that everything stands on.
    pub surface: &'a str,
    /// The radius of corners in pixels.
    pub radius: &'a str,
    /// The kind of letters.
    pub font: &'a str,
}

/// One of the tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// The colour of actions and links.
    Accent,
    /// The colour that everything stands on.
    Surface,
    /// The radius of corners.
    Radius,
    /// The kind of letters.
    Font,
}

impl Token {
    /// The name of its attribute.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accent => "accent",
            Self::Surface => "surface",
            Self::Radius => "radius",
            Self::Font => "font",
        }
    }
}

/// Why a token stays at its default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is not one of the values that a token can have.
    Unreadable,
    /// Words could not be read with it.
    Faint {
        /// The contrast it gives, in tenths, rounded down.
        tenths: u32,
        /// The contrast that is needed, in tenths.
        least: u32,
    },
}

/// A token that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// Which one.
    pub token: Token,
    /// Why.
    pub fault: Fault,
}

/// The greatest radius.
pub const MAX_RADIUS: u32 = 24;

/// The custom properties to set over the style sheet, and the tokens that were refused. `scheme` is the one in force;
/// with a surface of the host's own, the surface decides, and `color-scheme` among the properties says how.
#[must_use]
pub fn theme(tokens: &Tokens<'_>, scheme: Scheme) -> (Vec<(&'static str, String)>, Vec<Refused>) {
    let mut made = Vec::new();
    let mut refused = Vec::new();
    let mut refuse = |token, fault| refused.push(Refused { token, fault });

    let own = wanted(tokens.surface, surface).unwrap_or_else(|fault| {
        refuse(Token::Surface, fault);
        None
    });
    let scheme = own.map_or(scheme, |(_, scheme)| scheme);
    let [paper, card, ink] = grounds(scheme);
    let (paper, card) = own.map_or((paper, card), |(surface, _)| (surface, surface));
    if own.is_some() {
        dress(&mut made, card, ink, scheme);
    }

    let accent = wanted(tokens.accent, |text| accent(text, paper, card)).unwrap_or_else(|fault| {
        refuse(Token::Accent, fault);
        None
    });
    let brand = accent.or_else(|| own.map(|_| pick(BRAND, scheme).seen_on(card, ink, WORDS)));
    if let Some(brand) = brand {
        // The soft brand carries words in the brand itself: only the card is certain to carry them.
        made.push(("--c-brand", brand.css()));
        made.push(("--c-brand-soft", card.css()));
        made.push(("--c-on-brand", upon(brand).css()));
    }

    match wanted(tokens.radius, radius) {
        Ok(None) => {}
        Ok(Some(pixels)) => {
            made.push(("--radius", format!("{pixels}px")));
            made.push(("--radius-s", format!("{}px", pixels * 2 / 3)));
        }
        Err(fault) => refuse(Token::Radius, fault),
    }
    match wanted(tokens.font, font) {
        Ok(None) => {}
        Ok(Some(family)) => made.push(("--font", family.to_owned())),
        Err(fault) => refuse(Token::Font, fault),
    }
    (made, refused)
}

/// What an empty text asks for: nothing.
fn wanted<T>(text: &str, read: impl FnOnce(&str) -> Result<T, Fault>) -> Result<Option<T>, Fault> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// A surface and the scheme whose ink can be read on it.
fn surface(text: &str) -> Result<(Colour, Scheme), Fault> {
    let surface = Colour::read(text).ok_or(Fault::Unreadable)?;
    let [_, _, dark_ink] = grounds(Scheme::Light);
    let [_, _, light_ink] = grounds(Scheme::Dark);
    let (dark, light) = (tenths(dark_ink, surface), tenths(light_ink, surface));
    let (best, scheme) = if dark >= light { (dark, Scheme::Light) } else { (light, Scheme::Dark) };
    if best >= TEXT { Ok((surface, scheme)) } else { Err(Fault::Faint { tenths: best, least: TEXT }) }
}

/// An accent that can be read on the page and on a card, and that words can be read on.
fn accent(text: &str, paper: Colour, card: Colour) -> Result<Colour, Fault> {
    let accent = Colour::read(text).ok_or(Fault::Unreadable)?;
    let least = tenths(accent, paper).min(tenths(accent, card)).min(tenths(accent, upon(accent)));
    if least >= WORDS { Ok(accent) } else { Err(Fault::Faint { tenths: least, least: WORDS }) }
}

/// The better of the two inks on an accent.
fn upon(accent: Colour) -> Colour {
    if accent.contrast(WHITE) >= accent.contrast(NIGHT) { WHITE } else { NIGHT }
}

fn radius(text: &str) -> Result<u32, Fault> {
    let digits = text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|pixels| digits && *pixels <= MAX_RADIUS).ok_or(Fault::Unreadable)
}

fn font(text: &str) -> Result<&'static str, Fault> {
    match text {
        "system" => Ok("system-ui, \"PingFang SC\", \"Noto Sans SC\", \"Microsoft YaHei\", sans-serif"),
        "serif" => Ok("Georgia, \"Songti SC\", \"Noto Serif SC\", SimSun, serif"),
        _ => Err(Fault::Unreadable),
    }
}

/// A colour of both schemes as `style/tokens.css` has it; a test keeps the two equal.
type Pair = [u32; 2];

const BRAND: Pair = [0x0F_6B62, 0x4F_C3B5];
const PAPER: Pair = [0xF7_F6F2, 0x12_171D];
const CARD: Pair = [0xFF_FFFF, 0x1A_212A];
const INK: Pair = [0x1B_2430, 0xE8_EAED];

/// Colours of words.
const SPOKEN: [(&str, Pair); 5] = [
    ("--c-ink-soft", [0x4A_5563, 0xB4_BCC6]),
    ("--c-late", [0x8A_5200, 0xFF_C76B]),
    ("--c-stop", [0xB3_261E, 0xFF_8A80]),
    ("--c-good", [0x1E_7A3C, 0x7B_D88F]),
    ("--c-info", [0x1F_5FA8, 0x8C_B8F0]),
];

/// Colours of edges and of the parts of a chart.
const DRAWN: [(&str, Pair); 5] = [
    ("--c-edge", [0x7C_8591, 0x7F_8A97]),
    ("--c-principal", [0x5E_7482, 0x8F_A6B5]),
    ("--c-interest", [0x2F_7F86, 0x56_B4BB]),
    ("--c-penalty", [0xB8_6E00, 0xF0_A33A]),
    ("--c-fee", [0x7A_4FB5, 0xB4_93E6]),
];

/// Grounds of their own and what stands on them: the pairs hold whatever the surface is.
const BACKED: [(&str, Pair); 3] = [
    ("--c-late-bg", [0xFF_F3DC, 0x3A_2A0C]),
    ("--c-stop-bg", [0xFD_ECEA, 0x3A_1714]),
    ("--c-on-stop", [0xFF_FFFF, 0x2B_0906]),
];

fn pick([light, dark]: Pair, scheme: Scheme) -> Colour {
    let [_, red, green, blue] = if scheme == Scheme::Light { light } else { dark }.to_be_bytes();
    Colour { red, green, blue }
}

/// The page, the card and the ink of a scheme.
fn grounds(scheme: Scheme) -> [Colour; 3] {
    [PAPER, CARD, INK].map(|pair| pick(pair, scheme))
}

/// The rest of the palette on a surface of the host's own.
fn dress(made: &mut Vec<(&'static str, String)>, card: Colour, ink: Colour, scheme: Scheme) {
    made.push(("color-scheme", if scheme == Scheme::Light { "light" } else { "dark" }.to_owned()));
    made.push(("--c-paper", card.css()));
    made.push(("--c-surface", card.css()));
    made.push(("--c-ink", ink.css()));
    made.push(("--c-line", card.towards(ink, 1).css()));
    for (colours, least) in [(&SPOKEN, WORDS), (&DRAWN, SHAPE)] {
        for (name, pair) in colours {
            made.push((*name, pick(*pair, scheme).seen_on(card, ink, least).css()));
        }
    }
    for (name, pair) in BACKED {
        made.push((name, pick(pair, scheme).css()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colour(text: &str) -> Colour {
        Colour::read(text).expect(text)
    }

    fn one(tokens: Tokens<'_>, scheme: Scheme) -> Result<Vec<(&'static str, String)>, Refused> {
        let (made, refused) = theme(&tokens, scheme);
        refused.first().map_or(Ok(made), |refused| Err(*refused))
    }

    fn of(made: &[(&str, String)], name: &str) -> Colour {
        colour(&made.iter().find(|(known, _)| *known == name).expect(name).1)
    }

    #[test]
    fn two_ways_of_writing_a_colour_are_read_and_nothing_else() {
        assert_eq!(colour("#fff"), WHITE);
        assert_eq!((colour(" #0F6B62 ").css(), colour("#a1c").css()), ("#0f6b62".into(), "#aa11cc".into()));
        for text in [
            "",
            "#",
            "fff",
            "#ff",
            "#ffff",
            "#fffff",
            "#ffffffff",
            "#+ff",
            "#-12345",
            "#ggg",
            "red",
            "url(https://evil.example)",
            "#fff;}",
            "rgb(0,0,0)",
            "\u{ff03}fff",
            "#éa",
        ] {
            assert_eq!(Colour::read(text), None, "{text}");
        }
    }

    /// source: W3C, WCAG 2.2, definition of contrast ratio; the pairs are those of WebAIM's contrast checker.
    #[test]
    fn contrast_is_that_of_the_published_pairs() {
        for (one, other, hundredths) in [
            ("#000000", "#ffffff", 2_100),
            ("#ffffff", "#ffffff", 100),
            ("#767676", "#ffffff", 454),
            ("#777777", "#ffffff", 447),
            ("#595959", "#ffffff", 700),
            ("#949494", "#ffffff", 303),
            ("#0000ff", "#ffffff", 859),
            ("#ff0000", "#ffffff", 399),
        ] {
            for found in [colour(one).contrast(colour(other)), colour(other).contrast(colour(one))] {
                assert_eq!((found * 100.0) as u32, hundredths, "{one} on {other}: {found}");
            }
        }
    }

    #[test]
    fn the_palette_is_that_of_the_style_sheet() {
        let css = include_str!("../../style/tokens.css");
        let (light, dark) = css.split_once("data-theme=\"dark\"").expect("two palettes");
        let grounds = [("--c-paper", PAPER), ("--c-surface", CARD), ("--c-ink", INK), ("--c-brand", BRAND)];
        for (name, pair) in grounds.into_iter().chain(SPOKEN).chain(DRAWN).chain(BACKED) {
            for (scheme, text) in [(Scheme::Light, light), (Scheme::Dark, dark)] {
                let line = format!("{name}: {};", pick(pair, scheme).css());
                assert!(text.to_lowercase().contains(&line), "{line} in {scheme:?}");
            }
        }
        let (_, family) = css.split_once("--font: ").expect("letters");
        assert_eq!(family.split(';').next(), font("system").ok());
    }

    #[test]
    fn nothing_asked_changes_nothing() {
        for scheme in [Scheme::Light, Scheme::Dark] {
            assert_eq!(theme(&Tokens::default(), scheme), (vec![], vec![]));
        }
    }

    #[test]
    fn an_accent_that_cannot_be_read_is_refused_and_its_contrast_is_told() {
        let yellow = Tokens { accent: "#ffdd00", ..Tokens::default() };
        let found = one(yellow, Scheme::Light).expect_err("yellow on white");
        assert_eq!(found.token.name(), "accent");
        assert!(matches!(found.fault, Fault::Faint { tenths: 10..=15, least: 45 }), "{found:?}");
        let made = one(yellow, Scheme::Dark).expect("yellow on night");
        assert_eq!((of(&made, "--c-brand"), of(&made, "--c-on-brand")), (colour("#ffdd00"), NIGHT));
        let made = one(Tokens { accent: "#00529b", ..Tokens::default() }, Scheme::Light).expect("blue");
        assert_eq!(of(&made, "--c-on-brand"), WHITE);
    }

    #[test]
    fn a_surface_on_which_no_ink_is_strong_enough_is_refused() {
        let grey = one(Tokens { surface: "#888", ..Tokens::default() }, Scheme::Light).expect_err("grey");
        assert_eq!(grey.token, Token::Surface);
        assert!(matches!(grey.fault, Fault::Faint { least: 70, .. }));
        // White words on a white ground: the ink is never a token, and the surface chooses it.
        let made = one(Tokens { surface: "#fff", ..Tokens::default() }, Scheme::Dark).expect("white");
        assert_eq!(of(&made, "--c-ink"), colour("#1b2430"));
        assert!(made.contains(&("color-scheme", "light".to_owned())));
    }

    /// Whatever is accepted can be read: every fifteenth step of each channel, as a surface and as an accent on it.
    #[test]
    fn whatever_is_accepted_can_be_read() {
        let steps = || (0..=255_u8).step_by(15);
        let mut accepted = 0;
        for (red, green, blue) in steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| (r, g, b)))) {
            let (surface, accent) =
                (Colour { red, green, blue }.css(), Colour { red: blue, green: red, blue: green }.css());
            let (made, refused) =
                theme(&Tokens { surface: &surface, accent: &accent, ..Tokens::default() }, Scheme::Light);
            if refused.iter().any(|refused| refused.token == Token::Surface) {
                continue;
            }
            accepted += 1;
            let ground = of(&made, "--c-surface");
            assert!(of(&made, "--c-ink").contrast(ground) >= 7.0, "{surface}");
            for name in SPOKEN.map(|(name, _)| name).into_iter().chain(["--c-brand"]) {
                assert!(of(&made, name).contrast(ground) >= 4.5, "{name} on {surface}");
            }
            for (name, _) in DRAWN {
                assert!(of(&made, name).contrast(ground) >= 3.0, "{name} on {surface}");
            }
            assert!(of(&made, "--c-brand").contrast(of(&made, "--c-on-brand")) >= 4.5, "{accent} on {surface}");
            assert!(of(&made, "--c-late").contrast(of(&made, "--c-late-bg")) >= 4.5, "late on {surface}");
            assert!(of(&made, "--c-stop").contrast(of(&made, "--c-stop-bg")) >= 4.5, "stop on {surface}");
        }
        assert!(accepted > 500, "only {accepted} surfaces were accepted");
    }

    #[test]
    fn a_radius_and_letters_are_of_the_few_that_there_are() {
        let made = one(Tokens { radius: "24", font: "serif", ..Tokens::default() }, Scheme::Light).expect("both");
        assert!(made.contains(&("--radius", "24px".to_owned())) && made.contains(&("--radius-s", "16px".to_owned())));
        for radius in ["25", "-1", "+5", "5px", "1e1", "007", "1.5"] {
            let found = one(Tokens { radius, ..Tokens::default() }, Scheme::Light).expect_err(radius);
            assert_eq!(found, Refused { token: Token::Radius, fault: Fault::Unreadable });
        }
        for font in ["Comic Sans", "system; x", "url(x)"] {
            let found = one(Tokens { font, ..Tokens::default() }, Scheme::Light).expect_err(font);
            assert_eq!(found.token, Token::Font);
        }
    }
}
