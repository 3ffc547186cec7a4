//! The widget's folder: which of its addresses there are, how long each may be kept, and which pages may frame it.

use http::HeaderValue;
use std::fmt;

const FOLDER: &str = "/embed/";
const FRAME: &str = "frame.html";
const HOUR: &str = "public, max-age=3600";
const YEAR: &str = "public, max-age=31536000, immutable";
/// So much fits into one header line of every server and proxy in use.
const LONGEST: usize = 4096;

/// What lies at an address of the widget's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `/embed/v1/…`: what a release replaces, except the files whose name carries their content.
    Floating,
    /// `/embed/v1.2.3/…`: what no release ever changes.
    Pinned,
    /// Anything else below `/embed/`.
    Unknown,
}

impl Place {
    /// None outside the folder. `/embed` itself, with or without a slash at its end, is a page of the portal.
    pub(super) fn of(path: &str) -> Option<Self> {
        let rest = path.strip_prefix(FOLDER)?;
        if rest.is_empty() {
            return None;
        }
        let numbers = rest.split_once('/').and_then(|(version, file)| {
            let plain = !file.is_empty() && !file.contains('/');
            version.strip_prefix('v').filter(|_| plain).map(|numbers| numbers.split('.').collect::<Vec<_>>())
        });
        Some(match numbers {
            Some(parts) if parts.iter().any(|part| !is_number(part)) => Self::Unknown,
            Some(parts) if parts.len() == 1 => Self::Floating,
            Some(parts) if parts.len() == 3 => Self::Pinned,
            _ => Self::Unknown,
        })
    }

    /// How long a file that was found here may be kept. The frame is asked for each time, so that it never names files of a
    /// release that is gone; the loader may be an hour old, since the protocol is made for that.
    pub(super) fn keep(self, path: &str, named_by_content: bool) -> &'static str {
        match self {
            Self::Pinned => YEAR,
            Self::Floating if named_by_content => YEAR,
            Self::Floating if !path.ends_with("/frame.html") => HOUR,
            Self::Floating | Self::Unknown => "no-cache",
        }
    }
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.len() <= 6 && part.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_frame(path: &str) -> bool {
    path.rsplit('/').next() == Some(FRAME)
}

/// The pages that may frame the widget: `frame-ancestors` of its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    policy: HeaderValue,
}

/// The policy of the frame: our own files and nothing else; who may frame it follows.
macro_rules! policy {
    ($hosts:literal) => {
        concat!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; ",
            "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ",
            $hosts
        )
    };
}

impl Default for Hosts {
    /// Any page that came by TLS, and any of this machine: the simulator shows nothing that is saved and sends nothing.
    /// A source of CSP cannot hold an IPv6 address, so `http://[::1]` is not among them.
    fn default() -> Self {
        Self { policy: HeaderValue::from_static(policy!("'self' https: http://localhost:* http://127.0.0.1:*")) }
    }
}

/// Why a list of hosts is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostsError {
    /// It names nobody; `none` says so on purpose.
    Empty,
    /// `none` stands beside others.
    NoneAmongOthers,
    /// Every page, or every name below one: the list takes exact origins.
    Pattern(String),
    /// Plain HTTP to another machine; and the origin that would do.
    Plain(String, String),
    /// Not an origin; and the one that was probably meant, if that can be told.
    Origin(String, Option<String>),
    /// More than a header holds: so many bytes.
    Long(usize),
}

impl fmt::Display for HostsError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => out
                .write_str("no origin is named; write for instance \"https://www.lender.example\", or none for nobody"),
            Self::NoneAmongOthers => out.write_str("none stands alone; leave it out, or leave the origins out"),
            Self::Pattern(value) => write!(
                out,
                "{value:?} names more than one origin; write each, such as https://www.lender.example. Without this option any \
                 https page may frame the widget"
            ),
            Self::Plain(value, instead) => {
                write!(
                    out,
                    "{value:?} is not reached by TLS, so anybody on the way could be that page; write {instead}"
                )
            }
            Self::Origin(value, Some(instead)) => write!(out, "{value:?} is no origin; write {instead}"),
            Self::Origin(value, None) => write!(
                out,
                "{value:?} is no origin; write https:// and the name in Latin letters (xn--… for others), such as \
                 https://www.lender.example"
            ),
            Self::Long(bytes) => write!(out, "the origins take {bytes} bytes; a header holds {LONGEST}"),
        }
    }
}

impl std::error::Error for HostsError {}

impl Hosts {
    /// The origins of a list with spaces between, or `none`. The site's own pages stay allowed beside a list, since one of
    /// them previews the widget.
    ///
    /// # Errors
    /// What is wrong with the list, and the value that would work.
    pub fn parse(list: &str) -> Result<Self, HostsError> {
        let given = || HostsError::Origin(list.to_owned(), None);
        let all: Vec<&str> = list.split([' ', '\t', '\r', '\n', ',']).filter(|each| !each.is_empty()).collect();
        if all.is_empty() {
            return Err(HostsError::Empty);
        }
        if all.iter().any(|each| each.trim_matches('\'') == "none") {
            return match all.len() {
                1 => Ok(Self { policy: HeaderValue::from_static(policy!("'none'")) }),
                _ => Err(HostsError::NoneAmongOthers),
            };
        }
        for each in &all {
            check(each)?;
        }
        let hosts = all.join(" ");
        if hosts.len() > LONGEST {
            return Err(HostsError::Long(hosts.len()));
        }
        let policy = HeaderValue::from_str(&format!(policy!("'self' {}"), hosts)).map_err(|_| given())?;
        Ok(Self { policy })
    }

    pub(super) fn policy(&self) -> HeaderValue {
        self.policy.clone()
    }
}

fn check(value: &str) -> Result<(), HostsError> {
    let given = || value.to_owned();
    if value.contains('*') || matches!(value, "https:" | "http:" | "https://" | "http://") {
        return Err(HostsError::Pattern(given()));
    }
    let lower = value.to_lowercase();
    let (scheme, rest) = lower.split_once("://").unwrap_or(("https", &lower));
    // What follows the authority is no part of an origin; what stands before an @ names a user.
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = authority.split_once(':').map_or((authority, None), |(name, port)| (name, Some(port)));
    if !matches!(scheme, "https" | "http") || !is_name(name) || !port.is_none_or(is_port) {
        return Err(HostsError::Origin(given(), None));
    }
    let here = matches!(name, "localhost" | "127.0.0.1");
    if scheme == "http" && !here {
        return Err(HostsError::Plain(given(), format!("https://{name}")));
    }
    // A port that goes without saying is not part of what a browser compares.
    let usual = if scheme == "https" { "443" } else { "80" };
    let port = port.filter(|port| *port != usual).map(|port| format!(":{port}")).unwrap_or_default();
    let exact = format!("{scheme}://{name}{port}");
    if exact == value { Ok(()) } else { Err(HostsError::Origin(given(), Some(exact))) }
}

fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    name.len() <= 253 && name.split('.').all(label)
}

fn is_port(port: &str) -> bool {
    !port.starts_with('0') && port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok()
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn an_address_below_the_folder_is_a_file_of_a_version_or_nothing() {
        for (path, place) in [
            ("/embed/v1/duewise.js", Some(Place::Floating)),
            ("/embed/v12/frame.html", Some(Place::Floating)),
            ("/embed/v1.0.0/sri.json", Some(Place::Pinned)),
            ("/embed/v1.20.300/frame-0123456789.js", Some(Place::Pinned)),
            ("/embed/v1.0/duewise.js", Some(Place::Unknown)),
            ("/embed/v1.0.0.0/duewise.js", Some(Place::Unknown)),
            ("/embed/v/duewise.js", Some(Place::Unknown)),
            ("/embed/v1./duewise.js", Some(Place::Unknown)),
            ("/embed/v1.0.0-rc1/duewise.js", Some(Place::Unknown)),
            ("/embed/v1/", Some(Place::Unknown)),
            ("/embed/v1", Some(Place::Unknown)),
            ("/embed/v1/deeper/duewise.js", Some(Place::Unknown)),
            ("/embed/duewise.js", Some(Place::Unknown)),
            ("/embed/1/duewise.js", Some(Place::Unknown)),
            ("/embed", None),
            ("/embed/", None),
            ("/embedded/v1/duewise.js", None),
            ("/debts", None),
        ] {
            assert_eq!(Place::of(path), place, "{path}");
        }
    }

    #[test]
    fn a_list_of_exact_origins_is_taken_as_it_is() {
        for (list, policy) in [
            ("none", "'none'"),
            ("'none'", "'none'"),
            ("https://a.example", "'self' https://a.example"),
            ("https://a.example  https://b.example:8443\n", "'self' https://a.example https://b.example:8443"),
            ("https://a.example, https://b.example", "'self' https://a.example https://b.example"),
            ("http://localhost:8080 http://127.0.0.1:9", "'self' http://localhost:8080 http://127.0.0.1:9"),
            ("https://xn--fiqs8s.example https://intranet", "'self' https://xn--fiqs8s.example https://intranet"),
        ] {
            let hosts = Hosts::parse(list).expect(list);
            let text = hosts.policy.to_str().expect("a header of plain text");
            assert_eq!(text.split_once("; frame-ancestors ").map(|(_, hosts)| hosts), Some(policy), "{list}");
        }
    }

    #[test]
    fn a_value_that_is_no_origin_is_refused_and_the_one_that_works_is_named() {
        for (list, says) in [
            ("", "write for instance"),
            (" \n", "or none for nobody"),
            ("none https://a.example", "none stands alone"),
            ("*", "names more than one"),
            ("https:", "names more than one"),
            ("https://*.a.example", "write each"),
            ("https://a.example:*", "write each"),
            ("a.example", "write https://a.example"),
            ("https://a.example/", "write https://a.example"),
            ("https://A.example/pay?x=1#y", "write https://a.example"),
            ("https://a.example:443", "write https://a.example"),
            ("http://localhost:80", "write http://localhost"),
            ("http://a.example", "not reached by TLS"),
            ("http://a.example:8080/x", "write https://a.example"),
            ("HTTPS://a.example", "write https://a.example"),
            ("ftp://a.example", "is no origin"),
            ("https://user@a.example", "is no origin"),
            ("https://a.example:0", "is no origin"),
            ("https://a.example:99999", "is no origin"),
            ("https://[::1]:80", "is no origin"),
            ("https://银行.example", "xn--"),
            ("https://-a.example", "is no origin"),
            ("https://a..example", "is no origin"),
            ("'self'", "is no origin"),
            ("https://a.example'", "is no origin"),
            ("data:", "is no origin"),
        ] {
            let why = Hosts::parse(list).expect_err(list).to_string();
            assert!(why.contains(says), "{list:?}: {why}");
        }
        let many: Vec<String> = (0..400).map(|number| format!("https://a{number}.example")).collect();
        assert!(matches!(Hosts::parse(&many.join(" ")), Err(HostsError::Long(_))));
    }

    #[test]
    fn no_list_can_add_a_directive() {
        for list in [
            "https://a.example; script-src *",
            "https://a.example;script-src *",
            "https://a.example\r\nset-cookie: a=b",
        ] {
            assert!(Hosts::parse(list).is_err(), "{list:?}");
        }
    }
}
