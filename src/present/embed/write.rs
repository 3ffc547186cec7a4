//! The text to paste: the one line, the same pinned to one release, for npm, for React, and what a security policy must add.
//!
//! Every value passes through [`escaped`] or [`quoted`], whatever it is: what is read today may be typed tomorrow.

use serde::Deserialize;

use super::Settings;
use crate::present::letter::escaped as html_escaped;

/// The folder of the release that follows repairs by itself.
const FLOATING: &str = "/embed/v1/";

/// A way to put the simulator on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One line; repairs arrive by themselves.
    Floating,
    /// One line for one release, whose script the browser holds against its checksum.
    Pinned,
    /// The npm package.
    Npm,
    /// The npm package in React.
    React,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Floating, Self::Pinned, Self::Npm, Self::React];

    /// Its name in the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Floating => "floating",
            Self::Pinned => "pinned",
            Self::Npm => "npm",
            Self::React => "react",
        }
    }
}

/// A release and the checksum of its script.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Pinned {
    version: String,
    files: Files,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Files {
    #[serde(rename = "duewise.js")]
    loader: String,
}

impl Pinned {
    /// Reads `sri.json`. A version or checksum that is none is not passed on.
    #[must_use]
    pub fn read(json: &str) -> Option<Self> {
        let pinned: Self = serde_json::from_str(json).ok()?;
        let version = pinned
            .version
            .split('.')
            .all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
        let sum = pinned.files.loader.strip_prefix("sha384-")?;
        let whole = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        (version && whole && pinned.version.matches('.').count() == 2).then_some(pinned)
    }
}

/// What the host page shows where the simulator cannot come: a link to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fallback<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// What it says.
    pub words: &'a str,
}

/// The text to paste for our site's origin; none for a pinned release that is not known.
#[must_use]
pub fn snippet(
    form: Form,
    settings: &Settings,
    origin: &str,
    fallback: &Fallback<'_>,
    pinned: Option<&Pinned>,
) -> Option<String> {
    let inside = format!("<a href=\"{}\">{}</a>", escaped(fallback.href), escaped(fallback.words));
    let attributes: String =
        settings.written().map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
    let element = format!("<duewise-simulator{attributes}>{inside}</duewise-simulator>");
    let base = quoted(&format!("{origin}{FLOATING}"));
    Some(match form {
        Form::Floating => format!("<script async src=\"{}{FLOATING}duewise.js\"></script> {element}", escaped(origin)),
        Form::Pinned => {
            let Pinned { version, files } = pinned?;
            let (origin, sum) = (escaped(origin), escaped(&files.loader));
            format!(
                "<script async src=\"{origin}/embed/v{}/duewise.js\" integrity=\"{sum}\" crossorigin=\"anonymous\"></script> {element}",
                escaped(version)
            )
        }
        Form::Npm => format!(
            "npm install @duewise/embed\n\n\
             import {{ setBase }} from \"@duewise/embed\";\nsetBase({base});\n\n{element}\n"
        ),
        Form::React => format!(
            "import {{ setBase }} from \"@duewise/embed\";\nimport type {{}} from \"@duewise/embed/react\";\n\n\
             setBase({base});\n\n\
             export const Simulator = () => (\n  <duewise-simulator{attributes}\n    \
             onduewise-change={{(event) => console.log(event.detail.field)}}>\n    {inside}\n  </duewise-simulator>\n);\n"
        ),
    })
}

/// What the host page's security policy must allow, one directive a line.
#[must_use]
pub fn policy_lines(origin: &str) -> String {
    // A blank, a semicolon or a comma would begin something else.
    let origin: String = origin.chars().filter(|c| c.is_ascii_graphic() && !matches!(c, ';' | ',')).collect();
    format!("script-src {origin};\nframe-src {origin};")
}

/// Text for an attribute or an element, in HTML and in JSX, on one line.
fn escaped(text: &str) -> String {
    let line = text.replace(is_break, " ");
    html_escaped(&line).replace('`', "&#96;").replace('{', "&#123;").replace('}', "&#125;")
}

/// Text as a string of JavaScript, also inside a script of HTML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("\\u003c"),
            '{' => out.push_str("\\u007b"),
            '\'' => out.push_str("\\u0027"),
            '`' => out.push_str("\\u0060"),
            c if is_break(c) => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// What would break a line somewhere.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}
