//! The header set of every answer, and how long a browser may keep a file.

use super::embed::{self, Hosts, Place};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue,
    REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};

/// Nothing but our own files, no inline script or style; wasm may be compiled, strings may not be evaluated; requests go to
/// our own origin and to the lenders of the list.
#[derive(Debug, Clone)]
pub struct Policy(HeaderValue);

impl Policy {
    /// The policy that lets the page connect to these origins besides its own. None if one of them cannot stand in a header;
    /// the list of lenders holds no such origin.
    #[must_use]
    pub fn of(origins: &[&str]) -> Option<Self> {
        let plain =
            |origin: &&str| !origin.bytes().any(|byte| byte.is_ascii_whitespace() || matches!(byte, b';' | b','));
        if !origins.iter().all(plain) {
            return None;
        }
        let connect = origins.iter().fold("'self'".to_owned(), |all, origin| format!("{all} {origin}"));
        let text = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             font-src 'self'; connect-src {connect}; worker-src 'self'; frame-src 'self'; manifest-src 'self'; \
             base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'"
        );
        HeaderValue::from_str(&text).ok().map(Self)
    }
}

/// What every answer follows: the policy of the portal's pages and the one of the widget's frame.
#[derive(Debug, Clone)]
pub(super) struct Policies {
    portal: HeaderValue,
    frame: HeaderValue,
}

impl Policies {
    pub(super) fn of(portal: &Policy, hosts: &Hosts) -> Self {
        Self { portal: portal.0.clone(), frame: hosts.policy() }
    }
}

const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const EMBEDDER: HeaderName = HeaderName::from_static("cross-origin-embedder-policy");

const ALWAYS: [(HeaderName, &str); 3] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("permissions-policy"), "geolocation=(), camera=(), microphone=(), payment=()"),
];

/// Sets the header set on every answer, errors included.
pub async fn set(State(policies): State<Policies>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let behind_tls = came_by_https(request.headers());
    let mut response = next.run(request).await;
    let found = response.status().is_success() || response.status() == http::StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let place = Place::of(&path);
    match place {
        Some(_) => for_other_pages(headers, policies.frame, &path),
        None => for_our_pages(headers, policies.portal),
    }
    if behind_tls {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=63072000; includeSubDomains"));
    }
    headers.insert(VARY, HeaderValue::from_static("accept-encoding, accept"));
    let named_by_content = is_named_by_content(&path);
    let keep = match place {
        _ if !found => "no-cache",
        Some(place) => place.keep(&path, named_by_content),
        None if named_by_content => "public, max-age=31536000, immutable",
        None => "no-cache",
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    response
}

fn for_our_pages(headers: &mut HeaderMap, policy: HeaderValue) {
    headers.insert(OPENER, HeaderValue::from_static("same-origin"));
    headers.insert(RESOURCE, HeaderValue::from_static("same-origin"));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
}

/// Pages of other origins load the widget's files, with `integrity` (which needs CORS) or from a page that is isolated from
/// other origins (which needs the frame to say that it loads only what allows it: it loads our own files).
fn for_other_pages(headers: &mut HeaderMap, policy: HeaderValue, path: &str) {
    headers.insert(RESOURCE, HeaderValue::from_static("cross-origin"));
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    if embed::is_frame(path) {
        headers.insert(EMBEDDER, HeaderValue::from_static("require-corp"));
    }
}

/// The desk itself speaks plain HTTP; a proxy in front of it says when the visitor used TLS. Strict transport is promised
/// only then, as RFC 6797 section 7.2 requires.
fn came_by_https(headers: &HeaderMap) -> bool {
    headers.get("x-forwarded-proto").is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"https"))
}

/// Whether the file's name carries ten hex digits of its content (`app-0123456789.css`), so that it never changes.
fn is_named_by_content(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let Some((stem, _extension)) = name.rsplit_once('.') else {
        return false;
    };
    stem.rsplit_once('-').is_some_and(|(_, hash)| hash.len() == 10 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
