//! A lender's desk over real sockets and a real SQLite file: what it stores, how it fails, and that every answer it gives is
//! one that `public/openapi/requests.json` lists.

use crate::schema::misfit;
use duewise::case::{Problem, Receipt, RequestKey, RequestState, RequestStatus, body_sha256};
use duewise::desk::requests::faults::{Fault, Faults, control};
use duewise::desk::requests::{Ledger, Origins, Pace, router};
use duewise::desk::{Limits, serve};
use duewise::store::outbox::{Answer, Trouble, Verdict, judge};
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

type Outcome = Result<(), Box<dyn Error>>;

const PORTAL: &str = "https://portal.example";
const BODY: &str = r#"{"kind":"relief","why":"失业"}"#;
const CONTRACT: &str = include_str!("../../public/openapi/requests.json");

struct Desk {
    address: SocketAddr,
    control: SocketAddr,
    file: PathBuf,
    faults: Faults,
    ledger: Arc<Mutex<Ledger>>,
    _runtime: Runtime,
}

impl Desk {
    fn open() -> Result<Self, Box<dyn Error>> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let file = std::env::temp_dir().join(format!("duewise-requests-{}-{number}.sqlite", std::process::id()));
        remove(&file);
        Self::on(file, 200)
    }

    fn on(file: PathBuf, burst: u32) -> Result<Self, Box<dyn Error>> {
        let ledger = Arc::new(Mutex::new(Ledger::open(&file)?));
        let faults = Faults::default();
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let second = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let (address, control_address) = (listener.local_addr()?, second.local_addr()?);
        let pace = Pace::new(burst, 1);
        let served = router(Arc::clone(&ledger), Origins(vec![PORTAL.to_owned()]), pace, Some(faults.clone()));
        runtime.spawn(serve(listener, served, Limits::default(), std::future::pending()));
        let control = control(faults.clone(), Arc::clone(&ledger));
        runtime.spawn(serve(second, control, Limits::default(), std::future::pending()));
        Ok(Self { address, control: control_address, file, faults, ledger, _runtime: runtime })
    }

    fn send(&self, key: &RequestKey, body: &str) -> std::io::Result<Reply> {
        let headers = format!("content-type: application/json\r\nidempotency-key: {}\r\n", key.header());
        ask(self.address, "POST", "/v1/requests", &headers, body)
    }

    fn get(&self, method: &str, path: &str) -> std::io::Result<Reply> {
        ask(self.address, method, &format!("/v1/requests/{path}"), "", "")
    }

    fn effects(&self, key: &RequestKey) -> Result<u32, Box<dyn Error>> {
        Ok(self.ledger.lock().map_err(|_| "poisoned")?.effects(key)?)
    }
}

fn remove(file: &Path) {
    for tail in ["", "-wal", "-shm"] {
        let mut name = file.as_os_str().to_owned();
        name.push(tail);
        let _ = std::fs::remove_file(name);
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        remove(&self.file);
    }
}

/// Status 0: the line broke before a whole head came.
struct Reply {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Reply {
    fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines();
        lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": ")).unwrap_or_default()
    }

    fn judged(&self, key: &RequestKey, body: &str) -> Verdict {
        let retry_after = self.header("retry-after").parse().ok();
        let answer = match self.status {
            0 => Answer::Nothing,
            status => Answer::Whole { status, retry_after, body: &self.body },
        };
        judge(answer, key, &body_sha256(body.as_bytes()))
    }
}

fn ask(to: SocketAddr, method: &str, path: &str, headers: &str, body: &str) -> std::io::Result<Reply> {
    let mut stream = begin(to, method, path, headers, body)?;
    let mut bytes = Vec::new();
    // A reset shows as an error or as an end; both leave what has come so far.
    let _ = stream.read_to_end(&mut bytes);
    Ok(parse(&bytes))
}

fn begin(to: SocketAddr, method: &str, path: &str, headers: &str, body: &str) -> std::io::Result<TcpStream> {
    let mut stream = TcpStream::connect(to)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )?;
    Ok(stream)
}

fn parse(bytes: &[u8]) -> Reply {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = end.map_or((bytes, &[][..]), |at| (&bytes[..at], &bytes[at + 4..]));
    let head = String::from_utf8_lossy(head).to_lowercase();
    let status = if end.is_some() { head.split(' ').nth(1).and_then(|code| code.parse().ok()) } else { None };
    Reply { status: status.unwrap_or(0), head, body: body.to_vec() }
}

fn key(number: u8) -> RequestKey {
    RequestKey::of_random([number; 16])
}

fn contract() -> Value {
    serde_json::from_str(CONTRACT).expect("the contract is JSON")
}

/// The contract lists this status for the operation, and the body is of the shape that it says.
fn listed(operation: &str, reply: &Reply) {
    let contract = contract();
    let at = format!("{operation}/responses/{}", reply.status);
    let response = contract.pointer(&at).unwrap_or_else(|| panic!("{at} is not in the contract"));
    let schema = &response["content"]["application/json"]["schema"];
    let body: Value = serde_json::from_slice(&reply.body).expect("answers are JSON");
    assert_eq!(misfit(&contract, schema, &body, &at), None);
    assert_eq!(reply.header("content-type"), "application/json", "{at}");
    assert_eq!(reply.header("cache-control"), "no-store", "{at}");
}

const SEND: &str = "/paths/~1v1~1requests/post";
const STATE: &str = "/paths/~1v1~1requests~1{id}/get";
const WITHDRAW: &str = "/paths/~1v1~1requests~1{id}~1withdraw/post";

#[test]
fn the_same_request_is_stored_once_and_answered_byte_for_byte_also_after_a_restart() -> Outcome {
    let desk = Desk::open()?;
    let first = desk.send(&key(1), BODY)?;
    listed(SEND, &first);
    assert_eq!((first.status, first.header("idempotency-replayed")), (201, ""));
    let receipt = Receipt::read(&first.body, &key(1), &body_sha256(BODY.as_bytes())).map_err(|no| format!("{no:?}"))?;
    assert_eq!(receipt.status, RequestStatus::Received);
    let again = desk.send(&key(1), BODY)?;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"));
    assert_eq!(again.body, first.body);
    let other = desk.send(&key(1), r#"{"kind":"relief","why":"失 业"}"#)?;
    listed(SEND, &other);
    assert_eq!(other.status, 422);
    assert_eq!(desk.effects(&key(1))?, 1);

    let copy = desk.file.with_extension("restarted");
    std::fs::copy(&desk.file, &copy)?;
    std::fs::copy(desk.file.with_extension("sqlite-wal"), copy.with_extension("restarted-wal"))?;
    let restarted = Desk::on(copy, 200)?;
    let later = restarted.send(&key(1), BODY)?;
    assert_eq!((later.body, later.head.contains("idempotency-replayed: true")), (first.body, true));
    assert_eq!(restarted.effects(&key(1))?, 1);
    Ok(())
}

#[test]
fn a_hundred_at_once_with_one_key_have_one_effect() -> Outcome {
    let desk = Desk::open()?;
    let replies: Vec<Reply> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..100).map(|_| scope.spawn(|| desk.send(&key(2), BODY))).collect();
        all.into_iter().filter_map(|one| one.join().ok()?.ok()).collect()
    });
    assert_eq!(replies.len(), 100);
    let created: BTreeSet<&[u8]> =
        replies.iter().filter(|reply| reply.status == 201).map(|reply| &reply.body[..]).collect();
    assert_eq!(created.len(), 1, "every receipt is the same");
    for reply in &replies {
        listed(SEND, reply);
        assert!(matches!(reply.status, 201 | 409), "{}", reply.status);
    }
    let fresh = |reply: &&Reply| reply.status == 201 && reply.header("idempotency-replayed").is_empty();
    assert_eq!(replies.iter().filter(fresh).count(), 1);
    assert_eq!(desk.effects(&key(2))?, 1);
    Ok(())
}

#[test]
fn what_cannot_be_a_request_is_refused_with_its_code_and_stored_nowhere() -> Outcome {
    let desk = Desk::open()?;
    let json = "content-type: application/json; charset=utf-8\r\n";
    let keyed = format!("{json}idempotency-key: {}\r\n", key(3).header());
    let long = format!("{{\"long\":\"{}\"}}", "x".repeat(duewise::case::receipt::MAX_REQUEST_BYTES));
    for (headers, body, status, code) in [
        (json, BODY, 400, "key_missing"),
        (&format!("{json}idempotency-key: {}\r\n", key(3).as_str()), BODY, 400, "key_missing"),
        (&format!("{keyed}idempotency-key: {}\r\n", key(4).header()), BODY, 400, "key_missing"),
        (&keyed, "[]", 400, "body_malformed"),
        (&keyed, "{", 400, "body_malformed"),
        (&keyed, &"[".repeat(60_000), 400, "body_malformed"),
        (&keyed, &long, 413, "too_long"),
        ("content-type: text/plain\r\n", BODY, 415, "not_json"),
        ("", BODY, 415, "not_json"),
    ] {
        let reply = ask(desk.address, "POST", "/v1/requests", headers, body)?;
        listed(SEND, &reply);
        let problem: Problem = serde_json::from_slice(&reply.body)?;
        assert_eq!((reply.status, serde_json::to_value(problem.code)?), (status, code.into()), "{headers}");
    }
    assert_eq!(desk.effects(&key(3))?, 0);
    Ok(())
}

#[test]
fn a_line_that_breaks_leaves_nothing_or_one_effect_and_the_retry_gets_the_receipt() -> Outcome {
    let desk = Desk::open()?;
    for (number, fault, effects) in [(5, Fault::ResetBefore, 0), (6, Fault::ResetAfter, 1)] {
        desk.faults.plan([fault.clone()]);
        let lost = desk.send(&key(number), BODY)?;
        assert!(lost.body.is_empty(), "{fault:?}");
        assert!(matches!(lost.judged(&key(number), BODY), Verdict::Retry { .. }), "{fault:?}: {}", lost.status);
        assert_eq!(desk.effects(&key(number))?, effects, "{fault:?}");
        let again = desk.send(&key(number), BODY)?;
        assert!(matches!(again.judged(&key(number), BODY), Verdict::Received(_)), "{fault:?}");
        assert_eq!(again.header("idempotency-replayed") == "true", effects == 1, "{fault:?}");
        assert_eq!(desk.effects(&key(number))?, 1, "{fault:?}");
    }
    Ok(())
}

#[test]
fn the_desk_fails_on_command_and_the_outbox_reads_each_failure_right() -> Outcome {
    let desk = Desk::open()?;
    for (status, stops) in
        [(500, false), (502, false), (503, false), (429, false), (408, false), (409, false), (422, true), (400, true)]
    {
        desk.faults.plan([Fault::Status { status, retry_after: Some(7), stored: status == 502 }]);
        let reply = desk.send(&key(7), BODY)?;
        assert_eq!((reply.status, reply.header("retry-after")), (status, "7"));
        if status != 502 {
            listed(SEND, &reply);
        }
        assert_eq!(matches!(reply.judged(&key(7), BODY), Verdict::Stop(_)), stops, "{status}");
    }
    let not_receipt = Verdict::Retry { trouble: Trouble::NotReceipt, after: None };
    desk.faults.plan([Fault::Portal]);
    let portal = desk.send(&key(7), BODY)?;
    assert_eq!((portal.status, portal.header("content-type")), (200, "text/html"));
    assert_eq!(portal.judged(&key(7), BODY), not_receipt);

    desk.send(&key(8), BODY)?;
    desk.faults.plan([Fault::AnswerBefore]);
    let foreign = desk.send(&key(7), BODY)?;
    assert_eq!(foreign.judged(&key(7), BODY), Verdict::Retry { trouble: Trouble::NotOurs, after: None });
    assert_eq!((desk.effects(&key(7))?, desk.effects(&key(8))?), (1, 1));
    Ok(())
}

#[test]
fn stalled_slow_and_endless_answers_come_after_the_commit() -> Outcome {
    let desk = Desk::open()?;
    desk.faults.plan([Fault::Stall { ms: 300, stored: true }]);
    let begun = Instant::now();
    assert_eq!(desk.send(&key(9), BODY)?.status, 201);
    assert!(begun.elapsed() >= Duration::from_millis(300));

    for (number, fault) in [(10, Fault::SlowBody { ms: 20 }), (11, Fault::HugeBody)] {
        desk.faults.plan([fault.clone()]);
        let keyed = format!("content-type: application/json\r\nidempotency-key: {}\r\n", key(number).header());
        let stream = begin(desk.address, "POST", "/v1/requests", &keyed, BODY)?;
        let wanted = if number == 10 { 400 } else { 1 << 20 };
        let mut some = Vec::new();
        stream.take(wanted).read_to_end(&mut some)?;
        assert_eq!(some.len() as u64, wanted, "{fault:?} goes on");
        assert_eq!(parse(&some).status, 201, "{fault:?}");
        assert_eq!(desk.effects(&key(number))?, 1, "{fault:?}");
    }
    Ok(())
}

#[test]
fn a_request_is_followed_answered_and_withdrawn() -> Outcome {
    let desk = Desk::open()?;
    let mut ids = Vec::new();
    for number in [12, 13] {
        let reply = desk.send(&key(number), BODY)?;
        ids.push(serde_json::from_slice::<Receipt>(&reply.body)?.id);
    }
    let state = |reply: &Reply| serde_json::from_slice::<RequestState>(&reply.body).map(|state| state.status);
    let told = |id: &str, status: &str| {
        ask(desk.control, "POST", &format!("/answer/{id}"), "content-type: application/json\r\n", status)
    };
    let found = desk.get("GET", &ids[0])?;
    listed(STATE, &found);
    assert_eq!(state(&found)?, RequestStatus::Received);
    assert_eq!(told(&ids[0], r#"{"countered":{"counter":{"instalments":12}}}"#)?.status, 204);
    let found = desk.get("GET", &ids[0])?;
    listed(STATE, &found);
    assert!(matches!(state(&found)?, RequestStatus::Countered { .. }));
    for _ in 0..2 {
        let withdrawn = desk.get("POST", &format!("{}/withdraw", ids[0]))?;
        listed(WITHDRAW, &withdrawn);
        assert_eq!(state(&withdrawn)?, RequestStatus::Withdrawn);
    }
    assert_eq!(told(&ids[0], r#""agreed""#)?.status, 409, "what is withdrawn is not agreed to");
    assert_eq!(told(&ids[1], r#""agreed""#)?.status, 204);
    let late = desk.get("POST", &format!("{}/withdraw", ids[1]))?;
    listed(WITHDRAW, &late);
    assert_eq!(late.status, 409);
    for (method, path, operation) in [("GET", "nobody", STATE), ("POST", "nobody/withdraw", WITHDRAW)] {
        let missing = desk.get(method, path)?;
        listed(operation, &missing);
        assert_eq!(missing.status, 404);
    }
    let replayed = desk.send(&key(12), BODY)?;
    assert_eq!(serde_json::from_slice::<Receipt>(&replayed.body)?.status, RequestStatus::Received, "the bytes of then");
    Ok(())
}

#[test]
fn only_pages_of_trusted_origins_may_read_the_answers() -> Outcome {
    let desk = Desk::open()?;
    for (origin, allowed) in [(PORTAL, PORTAL), ("https://elsewhere.example", ""), ("null", "")] {
        let headers = format!("origin: {origin}\r\naccess-control-request-method: POST\r\n");
        let first = ask(desk.address, "OPTIONS", "/v1/requests", &headers, "")?;
        assert_eq!((first.status, first.header("access-control-allow-origin")), (204, allowed), "{origin}");
        let allows = first.header("access-control-allow-headers");
        assert_eq!(allows.contains("idempotency-key"), !allowed.is_empty(), "{origin}");
        desk.faults.plan([Fault::Status { status: 503, retry_after: None, stored: false }]);
        let refused = ask(desk.address, "POST", "/v1/requests", &format!("origin: {origin}\r\n"), "{}")?;
        assert_eq!((refused.status, refused.header("access-control-allow-origin")), (503, allowed), "{origin}");
        let exposed = refused.header("access-control-expose-headers");
        assert_eq!(exposed.contains("idempotency-replayed"), !allowed.is_empty(), "{origin}");
    }
    Ok(())
}

#[test]
fn the_control_plans_faults_and_shows_what_the_desk_has() -> Outcome {
    let desk = Desk::open()?;
    let faults =
        r#"["none",{"status":{"status":503}},"reset_after",{"stall":{"ms":1,"stored":true}},{"slow_body":{"ms":1}}]"#;
    let planned = ask(desk.control, "POST", "/faults", "content-type: application/json\r\n", faults)?;
    assert_eq!(planned.status, 204);
    assert_eq!(desk.send(&key(14), BODY)?.status, 201);
    assert_eq!(desk.send(&key(14), BODY)?.status, 503);
    let seen: u32 = serde_json::from_slice(&ask(desk.control, "GET", "/seen", "", "")?.body)?;
    assert_eq!(seen, 2);
    let shown: Value = serde_json::from_slice(&ask(desk.control, "GET", "/requests", "", "")?.body)?;
    assert_eq!((&shown[0]["effects"], &shown[0]["body"]), (&1.into(), &BODY.into()));
    Ok(())
}

#[test]
fn the_contract_is_openapi_3_1_and_its_references_lead_somewhere() {
    let contract = contract();
    let request_schema: Value =
        serde_json::from_str(include_str!("../../public/schema/request.schema.json")).expect("the schema is JSON");
    assert_eq!(contract["openapi"], "3.1.0");
    for operation in [SEND, STATE, WITHDRAW] {
        assert!(contract.pointer(operation).is_some(), "{operation}");
    }
    let mut references = 0;
    let mut open = vec![&contract];
    while let Some(value) = open.pop() {
        if let Some(path) = value.get("$ref").and_then(Value::as_str) {
            references += 1;
            let (file, pointer) = path.split_once('#').unwrap_or((path, ""));
            let there = match file {
                "" => contract.pointer(pointer).is_some(),
                "../schema/request.schema.json" => request_schema.pointer(pointer).is_some(),
                _ => false,
            };
            assert!(there, "{path}");
        }
        match value {
            Value::Object(object) => open.extend(object.values()),
            Value::Array(array) => open.extend(array),
            _ => {}
        }
    }
    assert!(references > 10, "only {references} were found");
}

#[test]
fn a_desk_that_is_asked_too_often_says_when_to_come_back() -> Outcome {
    let file = std::env::temp_dir().join(format!("duewise-requests-{}-pace.sqlite", std::process::id()));
    remove(&file);
    let desk = Desk::on(file, 2)?;
    for number in [20, 21] {
        assert_eq!(desk.send(&key(number), BODY)?.status, 201);
    }
    let refused = desk.send(&key(22), BODY)?;
    listed(SEND, &refused);
    assert_eq!((refused.status, refused.header("retry-after")), (429, "1"));
    assert_eq!(refused.judged(&key(22), BODY), Verdict::Retry { trouble: Trouble::Busy(429), after: Some(1) });
    assert_eq!(desk.effects(&key(22))?, 0);
    Ok(())
}

#[test]
fn what_is_stored_is_recomputed_and_what_cannot_be_is_stored_all_the_same() -> Outcome {
    let desk = Desk::open()?;
    assert_eq!(desk.send(&key(23), BODY)?.status, 201);
    let until = Instant::now() + Duration::from_secs(10);
    let shown = loop {
        let shown: Value = serde_json::from_slice(&ask(desk.control, "GET", "/requests", "", "")?.body)?;
        if !shown[0]["verification"].is_null() {
            break shown;
        }
        assert!(Instant::now() < until, "it is never recomputed");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(shown[0]["verification"]["unreadable"].is_string(), "{shown}");
    assert_eq!(shown[0]["status"], "received");
    Ok(())
}
