//! A look over the bytes of a JSON file before anything is built from them: size, depth, duplicate keys, numbers that
//! no amount can be, and lists without end are refused in one pass and in bounded memory.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::case::GuardError;
use crate::engine::limits::{MAX_EVENTS, MAX_JSON_BYTES};

/// How deep arrays and objects may nest.
pub const MAX_DEPTH: usize = 128;
/// How many entries an array or object may have.
pub const MAX_ENTRIES: usize = MAX_EVENTS;
/// The longest number, in characters.
const MAX_NUMBER_BYTES: usize = 40;
/// The greatest exponent either way.
const MAX_EXPONENT: u32 = 30;

/// An open array or object.
enum Frame<'a> {
    Array { entries: usize },
    Object { keys: BTreeSet<Cow<'a, str>> },
}

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    CommaOrEnd,
    Nothing,
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    line: usize,
    frames: Vec<Frame<'a>>,
}

/// Looks over the bytes of a file.
///
/// # Errors
/// The first reason not to read it.
pub fn guard(bytes: &[u8]) -> Result<&str, GuardError> {
    if bytes.len() > MAX_JSON_BYTES {
        return Err(GuardError::TooLarge);
    }
    let text = core::str::from_utf8(bytes).map_err(|_| GuardError::NotText)?;
    // Some systems put a byte order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Scan { text, at: 0, line: 1, frames: Vec::new() }.run()?;
    Ok(text)
}

impl<'a> Scan<'a> {
    const fn broken(&self) -> GuardError {
        GuardError::NotJson { line: self.line }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn step(&mut self) {
        if self.peek() == Some(b'\n') {
            self.line = self.line.saturating_add(1);
        }
        self.at = self.at.saturating_add(1);
    }

    fn run(mut self) -> Result<(), GuardError> {
        let mut expect = Expect::Value;
        while let Some(byte) = self.peek() {
            if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                self.step();
                continue;
            }
            expect = match (byte, expect) {
                (b'{' | b'[', Expect::Value | Expect::ValueOrEnd) => self.open(byte)?,
                (b'}' | b']', Expect::CommaOrEnd | Expect::KeyOrEnd | Expect::ValueOrEnd) => self.close(byte)?,
                (b',', Expect::CommaOrEnd) => self.comma()?,
                (b'"', Expect::Key | Expect::KeyOrEnd) => self.key()?,
                (b'"', Expect::Value | Expect::ValueOrEnd) => {
                    self.string()?;
                    self.after_value()
                }
                (b'-' | b'0'..=b'9', Expect::Value | Expect::ValueOrEnd) => {
                    self.number()?;
                    self.after_value()
                }
                (b't' | b'f' | b'n', Expect::Value | Expect::ValueOrEnd) => {
                    self.word()?;
                    self.after_value()
                }
                _ => return Err(self.broken()),
            };
        }
        if expect == Expect::Nothing { Ok(()) } else { Err(self.broken()) }
    }

    fn after_value(&self) -> Expect {
        if self.frames.is_empty() { Expect::Nothing } else { Expect::CommaOrEnd }
    }

    fn open(&mut self, byte: u8) -> Result<Expect, GuardError> {
        if self.frames.len() >= MAX_DEPTH {
            return Err(GuardError::TooDeep { line: self.line });
        }
        self.step();
        if byte == b'{' {
            self.frames.push(Frame::Object { keys: BTreeSet::new() });
            Ok(Expect::KeyOrEnd)
        } else {
            self.frames.push(Frame::Array { entries: 1 });
            Ok(Expect::ValueOrEnd)
        }
    }

    fn close(&mut self, byte: u8) -> Result<Expect, GuardError> {
        match (self.frames.pop(), byte) {
            (Some(Frame::Object { .. }), b'}') | (Some(Frame::Array { .. }), b']') => {
                self.step();
                Ok(self.after_value())
            }
            _ => Err(self.broken()),
        }
    }

    fn comma(&mut self) -> Result<Expect, GuardError> {
        self.step();
        match self.frames.last_mut() {
            Some(Frame::Array { entries }) => {
                *entries = entries.saturating_add(1);
                if *entries > MAX_ENTRIES {
                    return Err(GuardError::TooManyEntries { line: self.line });
                }
                Ok(Expect::Value)
            }
            Some(Frame::Object { .. }) => Ok(Expect::Key),
            None => Err(self.broken()),
        }
    }

    fn key(&mut self) -> Result<Expect, GuardError> {
        let line = self.line;
        let raw = self.string()?;
        // Escapes are undone first: "\u0061" is "a".
        let key: Cow<'a, str> = if raw.contains('\\') {
            Cow::Owned(serde_json::from_str(raw).map_err(|_| GuardError::NotJson { line })?)
        } else {
            Cow::Borrowed(raw.trim_matches('"'))
        };
        if let Some(Frame::Object { keys }) = self.frames.last_mut() {
            if keys.len() >= MAX_ENTRIES {
                return Err(GuardError::TooManyEntries { line });
            }
            if !keys.insert(key) {
                return Err(GuardError::DuplicateKey { line });
            }
        }
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.step();
        }
        if self.peek() != Some(b':') {
            return Err(self.broken());
        }
        self.step();
        Ok(Expect::Value)
    }

    /// A string with its quotes. Escapes are checked by the reader that comes after.
    fn string(&mut self) -> Result<&'a str, GuardError> {
        let start = self.at;
        self.step();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.step();
                    return self.text.get(start..self.at).ok_or_else(|| self.broken());
                }
                Some(b'\\') => {
                    self.step();
                    self.step();
                }
                Some(0..=0x1f) | None => return Err(self.broken()),
                Some(_) => self.step(),
            }
        }
    }

    fn number(&mut self) -> Result<(), GuardError> {
        let start = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.step();
        }
        let number = self.text.get(start..self.at).unwrap_or_default();
        let line = self.line;
        if number.len() > MAX_NUMBER_BYTES {
            return Err(GuardError::Number { line });
        }
        if let Some((_, exponent)) = number.split_once(['e', 'E']) {
            let digits = exponent.trim_start_matches(['+', '-']).trim_start_matches('0');
            if digits.len() > 3 || digits.parse::<u32>().unwrap_or(0) > MAX_EXPONENT {
                return Err(GuardError::Number { line });
            }
        }
        Ok(())
    }

    fn word(&mut self) -> Result<(), GuardError> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let word =
            ["true", "false", "null"].into_iter().find(|word| rest.starts_with(word)).ok_or_else(|| self.broken())?;
        self.at = self.at.saturating_add(word.len());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_json_passes() {
        for text in ["{}", "[]", r#" {"a":[1,-2.5e3,true,null,"x\"y"],"b":{}} "#, "\u{feff}[1]", "0", "\"\""] {
            assert!(guard(text.as_bytes()).is_ok(), "{text}");
        }
    }

    #[test]
    fn broken_json_does_not() {
        for text in
            ["", "{", "[1,]", "{\"a\"}", "{\"a\":1,}", "[1}", "1 2", "NaN", "[Infinity]", "\"\n\"", "{1:2}", "]"]
        {
            assert!(matches!(guard(text.as_bytes()), Err(GuardError::NotJson { .. })), "{text}");
        }
        assert_eq!(guard(&[0xff, 0xfe]), Err(GuardError::NotText));
    }

    #[test]
    fn hostile_files_are_refused_by_name() {
        assert_eq!(guard("[".repeat(100_000).as_bytes()), Err(GuardError::TooDeep { line: 1 }));
        assert_eq!(guard(br#"{"a":1,"\u0061":2}"#), Err(GuardError::DuplicateKey { line: 1 }));
        assert_eq!(guard(b"[\n1e400]"), Err(GuardError::Number { line: 2 }));
        assert_eq!(
            guard(format!("[{}1]", "1,".repeat(1_000_000)).as_bytes()),
            Err(GuardError::TooManyEntries { line: 1 })
        );
        assert_eq!(guard(&vec![b' '; MAX_JSON_BYTES + 1]), Err(GuardError::TooLarge));
    }

    #[test]
    fn the_largest_file_takes_less_than_a_second() {
        let line = "{\"a\":[1,2,3],\"b\":\"x\"},\n";
        let body = line.repeat(9_000);
        let text = format!("[{}{{}}]", body);
        let begun = std::time::Instant::now();
        assert!(guard(text.as_bytes()).is_ok());
        assert!(begun.elapsed() < std::time::Duration::from_secs(1));
    }
}
