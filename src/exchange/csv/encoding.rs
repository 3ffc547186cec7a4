//! From bytes to text: the encoding that the file's mark or its bytes decide, or the one that was chosen.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::present::csv::{CsvError, Decided, Encoding, Evidence};

const MARKS: [(&[u8], Encoding); 3] =
    [(b"\xef\xbb\xbf", Encoding::Utf8), (b"\xff\xfe", Encoding::Utf16Le), (b"\xfe\xff", Encoding::Utf16Be)];

/// The text of a file and how it was read.
///
/// # Errors
/// It is no text, or not in the encoding that was chosen.
pub fn decode(bytes: &[u8], chosen: Option<Encoding>) -> Result<(String, Decided<Encoding>), CsvError> {
    let mark = MARKS.into_iter().find_map(|(mark, encoding)| bytes.strip_prefix(mark).map(|rest| (rest, encoding)));
    if let Some(encoding) = chosen {
        let rest = mark.filter(|(_, marked)| *marked == encoding).map_or(bytes, |(rest, _)| rest);
        let text = read(rest, encoding).ok_or(CsvError::Encoding)?;
        return Ok((checked(text, CsvError::Encoding)?, Decided::new(encoding, Evidence::Chosen)));
    }
    let (text, decided) = match mark {
        Some((rest, encoding)) => (read(rest, encoding), Decided::new(encoding, Evidence::Mark)),
        None => unmarked(bytes),
    };
    Ok((checked(text.ok_or(CsvError::NotText)?, CsvError::NotText)?, decided))
}

fn unmarked(bytes: &[u8]) -> (Option<String>, Decided<Encoding>) {
    if let Some(text) = read(bytes, Encoding::Utf8) {
        let evidence = if text.is_ascii() { Evidence::Plain } else { Evidence::Fits };
        return (Some(text), Decided::new(Encoding::Utf8, evidence));
    }
    match read(bytes, Encoding::Gb18030) {
        Some(text) if text.chars().all(|c| c.is_ascii() || is_chinese(c)) => {
            (Some(text), Decided::new(Encoding::Gb18030, Evidence::ReadsSo))
        }
        Some(text) => (Some(text), Decided::open(Evidence::Several)),
        None => (read(bytes, Encoding::Windows1252), Decided::new(Encoding::Windows1252, Evidence::ReadsSo)),
    }
}

fn read(bytes: &[u8], encoding: Encoding) -> Option<String> {
    let table = match encoding {
        Encoding::Utf8 => return core::str::from_utf8(bytes).ok().map(str::to_owned),
        Encoding::Gb18030 => GB18030,
        Encoding::Utf16Le => UTF_16LE,
        Encoding::Utf16Be => UTF_16BE,
        Encoding::Windows1252 => WINDOWS_1252,
    };
    table.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Text has no control characters but those that end lines and part columns.
fn checked(text: String, refused: CsvError) -> Result<String, CsvError> {
    let is_text = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1a}');
    if text.chars().all(is_text) { Ok(text) } else { Err(refused) }
}

/// What Chinese text holds beside ASCII: ideographs, its punctuation, full-width forms, and signs of money and measure.
const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{2030}' | '\u{20ac}' | '\u{a5}' | '\u{b7}' | '\u{b0}' | '\u{2160}'..='\u{217f}'
        | '\u{2460}'..='\u{249b}' | '\u{20000}'..='\u{2ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_bytes_decide() {
        let of = |bytes: &[u8]| decode(bytes, None).map(|(text, decided)| (text, decided.value, decided.evidence));
        assert_eq!(of(b"a,b"), Ok(("a,b".to_owned(), Some(Encoding::Utf8), Evidence::Plain)));
        assert_eq!(of("本金".as_bytes()), Ok(("本金".to_owned(), Some(Encoding::Utf8), Evidence::Fits)));
        assert_eq!(of(b"\xef\xbb\xbfa"), Ok(("a".to_owned(), Some(Encoding::Utf8), Evidence::Mark)));
        assert_eq!(of(b"\xff\xfea\0"), Ok(("a".to_owned(), Some(Encoding::Utf16Le), Evidence::Mark)));
        assert_eq!(of(b"\xfe\xff\0a"), Ok(("a".to_owned(), Some(Encoding::Utf16Be), Evidence::Mark)));
        let gbk = [0xb1, 0xbe, 0xbd, 0xf0];
        assert_eq!(of(&gbk), Ok(("本金".to_owned(), Some(Encoding::Gb18030), Evidence::ReadsSo)));
    }

    #[test]
    fn what_is_no_text_is_refused_and_a_wrong_choice_too() {
        for bytes in [&b"a\0b"[..], b"\xff\xfe\0\xd8\0\x01\x80", b"\x89PNG\r\n\x1a\n\0\0"] {
            assert_eq!(decode(bytes, None).map(|_| ()), Err(CsvError::NotText), "{bytes:?}");
        }
        assert_eq!(decode(&[0xb1, 0xbe], Some(Encoding::Utf8)).map(|_| ()), Err(CsvError::Encoding));
    }
}
