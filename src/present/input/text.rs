//! Typed text brought to one form: half-width, no invisible marks, one kind of sign.

use super::{Cause, MAX_TYPED};
use crate::case::text;
use crate::engine::limits::MAX_NAME_CHARS;

/// Whether nothing visible was typed.
#[must_use]
pub fn is_blank(typed: &str) -> bool {
    typed.chars().all(|c| c.is_whitespace() || is_invisible(c))
}

/// Half-width, lower case, trimmed; `None` when there is nothing.
///
/// # Errors
/// [`Cause::Missing`] for nothing, [`Cause::TooLong`] for more than any number or date needs.
pub(super) fn plain(typed: &str) -> Result<String, Cause> {
    if is_blank(typed) {
        return Err(Cause::Missing);
    }
    if typed.chars().count() > MAX_TYPED {
        return Err(Cause::TooLong { most: MAX_TYPED });
    }
    let text: String = typed.chars().filter(|c| !is_invisible(*c)).map(half_width).collect();
    Ok(text.trim().to_lowercase())
}

/// A name as it may be kept: trimmed, without control or direction marks, white space as single spaces.
///
/// # Errors
/// [`Cause::TooLong`] beyond [`MAX_NAME`] characters.
pub fn free_text(typed: &str) -> Result<String, Cause> {
    let visible: String =
        typed.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !is_invisible(*c)).collect();
    let text = visible.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if text.chars().count() > MAX_NAME_CHARS {
        return Err(Cause::TooLong { most: MAX_NAME_CHARS });
    }
    Ok(text)
}

fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn half_width(c: char) -> char {
    match c {
        '\u{FFE5}' => '¥',
        '。' => '.',
        '−' | '–' | '—' | '﹣' => '-',
        c if c.is_whitespace() => ' ',
        c => text::half_width(c),
    }
}

/// `text` without the first of `heads` that it starts with, trimmed.
pub(super) fn without_head<'a>(text: &'a str, heads: &[&str]) -> Option<&'a str> {
    heads.iter().find_map(|head| text.strip_prefix(head)).map(str::trim)
}

/// `text` without the first of `tails` that it ends with, trimmed.
pub(super) fn without_tail<'a>(text: &'a str, tails: &[&str]) -> Option<&'a str> {
    tails.iter().find_map(|tail| text.strip_suffix(tail)).map(str::trim)
}
