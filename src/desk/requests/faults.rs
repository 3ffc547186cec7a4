//! A desk that fails on command, for tests: each request takes the next fault of a list, and is served when it is empty.
//!
//! [`control`] is the other side of it, for a port of its own that no borrower reaches: what is to fail, what the desk has,
//! what the lender answers.

use super::ledger::Ledger;
use super::routes::{mark, problem};
use crate::case::{ProblemCode, RequestStatus};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Json, Path, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, Method, StatusCode};
use hyper::body::Frame;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// What happens to one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Nothing: it is served.
    None,
    /// This status comes back.
    Status {
        /// The code.
        status: u16,
        /// The seconds in `Retry-After`.
        #[serde(default)]
        retry_after: Option<u32>,
        /// Whether the request is stored all the same.
        #[serde(default)]
        stored: bool,
    },
    /// A sign-in page with status 200, as networks in hotels send it.
    Portal,
    /// The line breaks before anything is stored.
    ResetBefore,
    /// The line breaks after it is stored.
    ResetAfter,
    /// Nothing is sent for a while.
    Stall {
        /// How long, in milliseconds.
        ms: u64,
        /// Whether it is stored before the wait, or after it.
        #[serde(default)]
        stored: bool,
    },
    /// It is stored; the answer begins and then comes byte by byte, for ever.
    SlowBody {
        /// Milliseconds between two bytes.
        ms: u64,
    },
    /// It is stored; the answer does not end.
    HugeBody,
    /// It is stored; the answer is the one to the request before.
    AnswerBefore,
}

/// The faults to come, shared between the desk and its control.
#[derive(Clone, Default)]
pub struct Faults {
    list: Arc<Mutex<VecDeque<Fault>>>,
    answer_before: Arc<Mutex<Bytes>>,
    seen: Arc<Mutex<u32>>,
}

impl Faults {
    /// Adds faults for the next requests.
    pub fn plan(&self, faults: impl IntoIterator<Item = Fault>) {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).extend(faults);
    }

    /// How many requests were brought, whatever became of them.
    #[must_use]
    pub fn seen(&self) -> u32 {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Fault {
        self.list.lock().unwrap_or_else(PoisonError::into_inner).pop_front().unwrap_or(Fault::None)
    }
}

/// The layer: only a new request takes a fault, a question about one does not.
pub(super) async fn strike(State(faults): State<Faults>, request: Request, next: Next) -> Response {
    if request.method() != Method::POST || request.uri().path() != "/v1/requests" {
        return next.run(request).await;
    }
    *faults.seen.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    match faults.next() {
        Fault::None => remember(&faults, next.run(request).await).await,
        Fault::Status { status, retry_after, stored } => {
            if stored {
                next.run(request).await;
            }
            let code = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let mut response = problem(code, code_of(status));
            mark(response.headers_mut());
            if let Some(seconds) = retry_after {
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            response
        }
        Fault::Portal => {
            let html = [(CONTENT_TYPE, HeaderValue::from_static("text/html"))];
            (html, "<!doctype html><title>Welcome</title><p>Sign in to continue.</p>").into_response()
        }
        Fault::ResetBefore => broken(),
        Fault::ResetAfter => {
            next.run(request).await;
            broken()
        }
        Fault::Stall { ms, stored: true } => {
            let response = next.run(request).await;
            sleep(Duration::from_millis(ms)).await;
            response
        }
        Fault::Stall { ms, stored: false } => {
            sleep(Duration::from_millis(ms)).await;
            next.run(request).await
        }
        Fault::SlowBody { ms } => next.run(request).await.map(|_| Body::new(Drip::every(Duration::from_millis(ms)))),
        Fault::HugeBody => next.run(request).await.map(|_| Body::new(Flood)),
        Fault::AnswerBefore => {
            let before = faults.answer_before.lock().unwrap_or_else(PoisonError::into_inner).clone();
            next.run(request).await.map(|_| Body::from(before))
        }
    }
}

async fn remember(faults: &Faults, response: Response) -> Response {
    let (head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    *faults.answer_before.lock().unwrap_or_else(PoisonError::into_inner) = body.clone();
    Response::from_parts(head, Body::from(body))
}

const fn code_of(status: u16) -> ProblemCode {
    match status {
        400 => ProblemCode::BodyMalformed,
        404 => ProblemCode::NotFound,
        409 => ProblemCode::InFlight,
        413 => ProblemCode::TooLong,
        415 => ProblemCode::NotJson,
        422 => ProblemCode::KeyReused,
        408 | 425 | 429 => ProblemCode::SlowDown,
        _ => ProblemCode::Unavailable,
    }
}

/// An answer whose body fails before its first byte: hyper closes the connection.
fn broken() -> Response {
    Body::new(Break).into_response()
}

struct Break;

impl hyper::body::Body for Break {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}

struct Flood;

impl hyper::body::Body for Flood {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&[b' '; 16_384])))))
    }
}

struct Drip {
    pause: Duration,
    until: Pin<Box<Sleep>>,
}

impl Drip {
    fn every(pause: Duration) -> Self {
        Self { pause, until: Box::pin(sleep(pause)) }
    }
}

impl hyper::body::Body for Drip {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        if self.until.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        self.until = Box::pin(sleep(self.pause));
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(b" ")))))
    }
}

#[derive(Clone)]
struct Control {
    faults: Faults,
    ledger: Arc<Mutex<Ledger>>,
}

/// One request as the control shows it.
#[derive(Serialize)]
struct Shown {
    id: String,
    key: String,
    effects: u32,
    body: String,
    received_at: String,
    status: Value,
    verification: Value,
}

/// The control: `POST /faults` (a list of [`Fault`]), `GET /requests`, `GET /seen`, `POST /answer/{id}` (a status).
pub fn control(faults: Faults, ledger: Arc<Mutex<Ledger>>) -> Router {
    Router::new()
        .route("/faults", post(plan))
        .route("/seen", get(|State(control): State<Control>| async move { Json(control.faults.seen()) }))
        .route("/requests", get(requests))
        .route("/answer/{id}", post(answer))
        .with_state(Control { faults, ledger })
}

async fn plan(State(control): State<Control>, Json(faults): Json<Vec<Fault>>) -> StatusCode {
    control.faults.plan(faults);
    StatusCode::NO_CONTENT
}

async fn requests(State(control): State<Control>) -> Result<Json<Vec<Shown>>, StatusCode> {
    let ledger = control.ledger.lock().unwrap_or_else(PoisonError::into_inner);
    let failed = |_| StatusCode::INTERNAL_SERVER_ERROR;
    let mut shown = Vec::new();
    let json = |text: &str| serde_json::from_str(text).unwrap_or(Value::Null);
    for entry in ledger.all().map_err(failed)? {
        let parsed = crate::case::RequestKey::parse(&entry.key).ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        let effects = ledger.effects(&parsed).map_err(failed)?;
        shown.push(Shown {
            id: entry.id,
            key: entry.key,
            effects,
            body: String::from_utf8_lossy(&entry.body).into_owned(),
            received_at: entry.received_at,
            status: json(&entry.status),
            verification: entry.verification.as_deref().map_or(Value::Null, json),
        });
    }
    Ok(Json(shown))
}

async fn answer(
    State(control): State<Control>,
    Path(id): Path<String>,
    Json(status): Json<RequestStatus>,
) -> StatusCode {
    let mut ledger = control.ledger.lock().unwrap_or_else(PoisonError::into_inner);
    match ledger.answer(&id, &status) {
        Ok(true) => StatusCode::NO_CONTENT,
        Ok(false) => StatusCode::CONFLICT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
