//! The desk's addresses, and what each answers. Answers are JSON; errors carry a code, the words are the portal's.

use super::faults::{Faults, strike};
use super::ledger::{Ledger, LedgerError, Stored};
use super::pace::Pace;
use crate::case::receipt::{KEY_HEADER, MAX_REQUEST_BYTES, REPLAYED_HEADER};
use crate::case::{Problem, ProblemCode, RequestKey, RequestState, RequestStatus};
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, ORIGIN,
    RETRY_AFTER, VARY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, Method, StatusCode};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// A body that is not here by then is given up.
const BODY_WITHIN: Duration = Duration::from_secs(10);
/// The seconds after which a desk that could not store may be asked again.
const AGAIN_AFTER: u16 = 5;

/// The origins whose pages may talk to this desk: the portals that the lender trusts.
#[derive(Debug, Clone, Default)]
pub struct Origins(pub Vec<String>);

#[derive(Clone)]
struct Desk {
    pace: Pace,
    ledger: Arc<Mutex<Ledger>>,
    at_work: Arc<Mutex<BTreeSet<RequestKey>>>,
}

/// The desk's addresses over this ledger, for pages of these origins; with faults only in tests.
pub fn router(ledger: Arc<Mutex<Ledger>>, origins: Origins, pace: Pace, faults: Option<Faults>) -> Router {
    let desk = Desk { pace, ledger, at_work: Arc::default() };
    let served = Router::new()
        .route("/v1/requests", post(receive))
        .route("/v1/requests/{id}", get(look_up))
        .route("/v1/requests/{id}/withdraw", post(withdraw))
        .with_state(desk)
        .layer(middleware::from_fn(plain));
    let served = match faults {
        Some(faults) => served.layer(from_fn_with_state(faults, strike)),
        None => served,
    };
    served.layer(from_fn_with_state(Arc::new(origins), share))
}

/// A key is worked on once at a time. Given back when the work ends, however it ends.
struct AtWork {
    desk: Desk,
    key: RequestKey,
}

impl AtWork {
    fn begin(desk: &Desk, key: &RequestKey) -> Option<Self> {
        let fresh = desk.at_work.lock().unwrap_or_else(PoisonError::into_inner).insert(key.clone());
        fresh.then(|| Self { desk: desk.clone(), key: key.clone() })
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.desk.at_work.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

async fn receive(State(desk): State<Desk>, headers: HeaderMap, body: Body) -> Response {
    if let Err(seconds) = desk.pace.take(Instant::now()) {
        let mut refused = problem(StatusCode::TOO_MANY_REQUESTS, ProblemCode::SlowDown);
        refused.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        return refused;
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, ProblemCode::NotJson);
    }
    let mut keys = headers.get_all(KEY_HEADER).iter();
    let key = keys.next().and_then(|value| value.to_str().ok()).and_then(RequestKey::of_header);
    let (Some(key), None) = (key, keys.next()) else {
        return problem(StatusCode::BAD_REQUEST, ProblemCode::KeyMissing);
    };
    let body = match tokio::time::timeout(BODY_WITHIN, to_bytes(body, MAX_REQUEST_BYTES)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return problem(StatusCode::PAYLOAD_TOO_LARGE, ProblemCode::TooLong),
        Err(_) => return problem(StatusCode::REQUEST_TIMEOUT, ProblemCode::SlowDown),
    };
    if serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(&body).is_err() {
        return problem(StatusCode::BAD_REQUEST, ProblemCode::BodyMalformed);
    }
    let Some(work) = AtWork::begin(&desk, &key) else {
        return problem(StatusCode::CONFLICT, ProblemCode::InFlight);
    };
    let stored_key = key.clone();
    let stored = on_disk(&desk, move |ledger| {
        let stored = ledger.store(&stored_key, &body, &instant());
        drop(work);
        stored
    });
    match stored.await {
        Ok(Stored::New(reply)) => {
            // After the receipt: a sum that takes long keeps nobody waiting, and one that fails loses nothing.
            let later = desk.clone();
            tokio::spawn(async move { on_disk(&later, move |ledger| ledger.verify(&key)).await.is_ok() });
            created(reply, false)
        }
        Ok(Stored::Before(reply)) => created(reply, true),
        Ok(Stored::OtherBody) => problem(StatusCode::UNPROCESSABLE_ENTITY, ProblemCode::KeyReused),
        Err(refused) => *refused,
    }
}

async fn look_up(State(desk): State<Desk>, Path(id): Path<String>) -> Response {
    match on_disk(&desk, move |ledger| ledger.state(&id)).await {
        Ok(found) => standing(found),
        Err(refused) => *refused,
    }
}

async fn withdraw(State(desk): State<Desk>, Path(id): Path<String>) -> Response {
    match on_disk(&desk, move |ledger| ledger.withdraw(&id)).await {
        Ok(Some(RequestState { status: RequestStatus::Agreed | RequestStatus::Refused, .. })) => {
            problem(StatusCode::CONFLICT, ProblemCode::Decided)
        }
        Ok(found) => standing(found),
        Err(refused) => *refused,
    }
}

/// Runs on a thread that may block; a failure of the database or of the work is an answer, not the end of the desk.
async fn on_disk<T: Send + 'static>(
    desk: &Desk,
    work: impl FnOnce(&mut Ledger) -> Result<T, LedgerError> + Send + 'static,
) -> Result<T, Box<Response>> {
    let ledger = Arc::clone(&desk.ledger);
    let done =
        tokio::task::spawn_blocking(move || work(&mut ledger.lock().unwrap_or_else(PoisonError::into_inner))).await;
    match done {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(_)) => {
            let mut refused = problem(StatusCode::SERVICE_UNAVAILABLE, ProblemCode::Unavailable);
            refused.headers_mut().insert(RETRY_AFTER, HeaderValue::from(AGAIN_AFTER));
            Err(Box::new(refused))
        }
        Err(_) => Err(Box::new(problem(StatusCode::INTERNAL_SERVER_ERROR, ProblemCode::Unavailable))),
    }
}

fn created(reply: Vec<u8>, replayed: bool) -> Response {
    let mut response = (StatusCode::CREATED, reply).into_response();
    if replayed {
        response.headers_mut().insert(HeaderName::from_static(REPLAYED_HEADER), HeaderValue::from_static("true"));
    }
    response
}

fn standing(found: Option<RequestState>) -> Response {
    let Some(found) = found else { return problem(StatusCode::NOT_FOUND, ProblemCode::NotFound) };
    match serde_json::to_vec(&found) {
        Ok(text) => text.into_response(),
        Err(_) => problem(StatusCode::INTERNAL_SERVER_ERROR, ProblemCode::Unavailable),
    }
}

/// An answer that is an error, as the contract writes it.
pub(super) fn problem(status: StatusCode, code: ProblemCode) -> Response {
    (status, serde_json::to_vec(&Problem { code }).unwrap_or_default()).into_response()
}

/// Every answer is JSON, is not kept by anybody, and is not taken for anything else.
async fn plain(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    mark(response.headers_mut());
    response
}

pub(super) fn mark(headers: &mut HeaderMap) {
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}

/// Lets the pages of trusted origins read the answers, also the errors; others get no permission. No credentials are used.
async fn share(State(origins): State<Arc<Origins>>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(ORIGIN).filter(|origin| origins.0.iter().any(|each| *origin == each)).cloned();
    let asks_first = request.method() == Method::OPTIONS;
    let mut response = if asks_first { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("origin"));
    let Some(origin) = origin else { return response };
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("idempotency-replayed, retry-after"));
    if asks_first {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type, idempotency-key"));
        headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    }
    response
}

/// Now, as `2026-11-24T08:50:00Z`.
fn instant() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    let at = i64::try_from(seconds).ok().and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    at.unwrap_or_default().format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
