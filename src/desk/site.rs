//! The built site: files, and the page for every address that the portal's own router knows.

use super::embed::{Hosts, Place};
use super::headers::{self, Policies};
use super::lenders::Destinations;
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{ACCEPT, ALLOW, CONTENT_TYPE, HeaderMap};
use http::{HeaderValue, Method, StatusCode, Uri};
use std::path::Path;
use std::time::Duration;
use tower::ServiceExt;
use tower_http::services::ServeDir;
use tower_http::timeout::TimeoutLayer;

/// An answer that is not under way by then is given up.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);
const PAGE: &str = "/index.html";
const LENDERS: &str = "/lenders.json";

/// Serves this folder: files as they are (brotli or gzip where the visitor takes it and the file lies beside), the page
/// for navigations to any other address, and "not found" for a missing file. The list of lenders is the one that the policy was
/// made of. The hosts are the pages that may frame the widget.
pub fn router(dist: &Path, destinations: &Destinations, hosts: &Hosts) -> Router {
    let policies = Policies::of(&destinations.policy, hosts);
    let files = ServeDir::new(dist).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    let list = destinations.list.clone();
    Router::new()
        .route(LENDERS, get(move || hand_out(list)))
        .fallback(move |request: Request| answer(files.clone(), request))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, ANSWER_WITHIN))
        .layer(axum::middleware::from_fn_with_state(policies, headers::set))
}

async fn hand_out(list: Option<String>) -> Response {
    match list {
        Some(list) => ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], list).into_response(),
        None => not_found(),
    }
}

async fn answer(files: ServeDir, mut request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, HeaderValue::from_static("GET, HEAD"))]).into_response();
    }
    match wanted(request.uri().path(), request.headers()) {
        Wanted::Page => *request.uri_mut() = Uri::from_static(PAGE),
        Wanted::File => {}
        Wanted::Nothing => return not_found(),
    }
    match files.oneshot(request).await {
        Ok(response) if response.status() == StatusCode::NOT_FOUND => not_found(),
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

fn not_found() -> Response {
    (StatusCode::NOT_FOUND, "Not found\n").into_response()
}

enum Wanted {
    Page,
    File,
    Nothing,
}

fn wanted(path: &str, headers: &HeaderMap) -> Wanted {
    let name = path.rsplit('/').next().unwrap_or_default();
    // Below the widget's folder there are files only: a host page that asks for one that is gone must not get the portal.
    match Place::of(path) {
        Some(Place::Unknown) => return Wanted::Nothing,
        Some(_) if !name.contains('.') => return Wanted::Nothing,
        _ => {}
    }
    if path == "/" || path == "/index.html" {
        Wanted::Page
    } else if !name.contains('.') {
        if is_navigation(headers) { Wanted::Page } else { Wanted::Nothing }
    } else if is_served(path) {
        Wanted::File
    } else {
        Wanted::Nothing
    }
}

/// Hidden files, climbing paths and the compressed copies themselves are nobody's business; no file of ours needs `%`.
fn is_served(path: &str) -> bool {
    let plain = !path.contains(['%', '\\', '\0'])
        && path.split('/').skip(1).all(|part| !part.is_empty() && !part.starts_with('.'));
    plain && !path.ends_with(".br") && !path.ends_with(".gz")
}

/// A browser says so (`Sec-Fetch-Dest`); other clients are believed when they accept HTML or anything.
fn is_navigation(headers: &HeaderMap) -> bool {
    if let Some(kind) = headers.get("sec-fetch-dest") {
        return kind == "document" || kind == "iframe";
    }
    let accept = headers.get(ACCEPT).map(|value| value.to_str().unwrap_or_default());
    accept.is_none_or(|types| types.contains("text/html") || types.contains("*/*"))
}
