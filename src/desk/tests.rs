//! The desk over a real socket: what a browser, a script and a slow visitor get.

use super::{Destinations, Hosts, Limits, router, serve};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A desk on a free port over a folder of its own; both end with it.
struct Desk {
    address: SocketAddr,
    folder: PathBuf,
    _runtime: Runtime,
}

impl Desk {
    fn open(limits: Limits) -> Result<Self, Box<dyn std::error::Error>> {
        Self::with(limits, None, &Hosts::default())
    }

    /// With a list of lenders in the folder, as the build writes it, and with pages that may frame the widget.
    fn with(limits: Limits, lenders: Option<&str>, hosts: &Hosts) -> Result<Self, Box<dyn std::error::Error>> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("duewise-desk-{}-{number}", std::process::id()));
        let dist = folder.join("dist");
        for version in ["v1", "v1.0.0"] {
            let inside = dist.join("embed").join(version);
            fs::create_dir_all(&inside)?;
            for (name, text) in [
                ("duewise.js", "loader"),
                ("frame.html", "frame"),
                ("frame-0123456789.js", "script"),
                ("widget-0123456789.wasm", "widget"),
                ("sri.json", "{}"),
            ] {
                fs::write(inside.join(name), text)?;
            }
        }
        fs::write(folder.join("secret.txt"), "secret")?;
        for (name, text) in [
            ("index.html", "the page"),
            ("index.html.br", "page, brotli"),
            ("index.html.gz", "page, gzip"),
            ("portal-0123456789.wasm", "wasm"),
            ("portal-0123456789.wasm.br", "wasm, brotli"),
            ("worker_loader.js", "worker"),
            ("manifest.webmanifest", "{}"),
            (".stamp", "hidden"),
        ] {
            fs::write(dist.join(name), text)?;
        }
        if let Some(lenders) = lenders {
            fs::write(dist.join("lenders.json"), lenders)?;
        }
        let destinations = Destinations::read(None, &dist, false)?;
        let runtime = Runtime::new()?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let address = listener.local_addr()?;
        runtime.spawn(serve(listener, router(&dist, &destinations, hosts), limits, std::future::pending()));
        Ok(Self { address, folder, _runtime: runtime })
    }

    /// Status line, headers in lower case, body.
    fn ask(&self, line: &str, headers: &str) -> Result<Answer, std::io::Error> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(20)))?;
        write!(stream, "{line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{headers}\r\n")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
        Ok(Answer { status, head: head.to_lowercase(), body: body.to_owned() })
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(name).and_then(|rest| rest.strip_prefix(": ")))
            .unwrap_or_default()
    }
}

#[test]
fn every_answer_carries_the_header_set() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    for line in ["GET /", "GET /missing.js", "GET /worker_loader.js", "POST /", "HEAD /"] {
        let answer = desk.ask(line, "")?;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"),
            "{line}: {policy}"
        );
        assert!(
            policy.contains("worker-src 'self'; frame-src 'self'") && policy.contains("frame-ancestors 'none'"),
            "{line}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{line}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{line}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{line}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{line}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{line}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{line}");
        assert_eq!(answer.header("strict-transport-security"), "", "{line}: not over plain HTTP");
    }
    let by_tls = desk.ask("GET /", "x-forwarded-proto: https\r\n")?;
    assert!(by_tls.header("strict-transport-security").starts_with("max-age=63072000"));
    Ok(())
}

#[test]
fn files_named_by_content_are_kept_and_the_rest_is_asked_for_again() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    let wasm = desk.ask("GET /portal-0123456789.wasm", "")?;
    assert_eq!((wasm.status, wasm.header("content-type")), (200, "application/wasm"));
    assert_eq!(wasm.header("cache-control"), "public, max-age=31536000, immutable");
    for path in ["/", "/worker_loader.js", "/manifest.webmanifest"] {
        assert_eq!(desk.ask(&format!("GET {path}"), "")?.header("cache-control"), "no-cache", "{path}");
    }
    let missing = desk.ask("GET /portal-abcdefabcd.wasm", "")?;
    assert_eq!((missing.status, missing.header("cache-control")), (404, "no-cache"));
    Ok(())
}

#[test]
fn a_page_not_changed_is_not_sent_again() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    let first = desk.ask("GET /", "")?;
    let changed =
        first.head.lines().find_map(|line| line.strip_prefix("last-modified: ")).unwrap_or_default().to_owned();
    assert!(!changed.is_empty());
    // Header values were lowered for comparing; an HTTP date is written with capitals.
    let words: Vec<String> = changed.split(' ').map(capital).collect();
    let again = desk.ask("GET /", &format!("if-modified-since: {}\r\n", words.join(" ")))?;
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    Ok(())
}

fn capital(word: &str) -> String {
    if word == "gmt" {
        return "GMT".to_owned();
    }
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[test]
fn navigations_get_the_page_and_missing_files_do_not() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    let html = "accept: text/html,application/xhtml+xml\r\n";
    for path in ["/debts", "/debts/new", "/debts/0f3a", "/simulate", "/%E4%BB%8A%E5%A4%A9"] {
        let answer = desk.ask(&format!("GET {path}"), html)?;
        assert_eq!((answer.status, answer.body.as_str()), (200, "the page"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{path}");
    }
    assert_eq!(desk.ask("GET /missing.wasm", html)?.status, 404);
    assert_eq!(desk.ask("GET /debts/missing.js", html)?.status, 404);
    assert_eq!(desk.ask("GET /debts", "accept: application/json\r\n")?.status, 404);
    assert_eq!(desk.ask("GET /debts", "accept: */*\r\nsec-fetch-dest: script\r\n")?.status, 404);
    assert_eq!(desk.ask("GET /debts", "accept: */*\r\nsec-fetch-dest: document\r\n")?.status, 200);
    Ok(())
}

#[test]
fn nothing_outside_the_folder_and_nothing_hidden_is_served() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..\\secret.txt",
        "/debts/../../secret.txt",
        "//../secret.txt",
        "/.stamp",
        "/%2estamp",
        "/index.html.br",
        "/portal-0123456789.wasm.br",
    ] {
        let answer = desk.ask(&format!("GET {path}"), "accept: text/html\r\n")?;
        assert!(answer.status == 404 || answer.body == "the page", "{path}: {}", answer.status);
        assert!(!answer.body.contains("secret") && !answer.body.contains("hidden"), "{path}");
    }
    Ok(())
}

#[test]
fn the_visitor_gets_the_compression_it_takes() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    for (accepts, encoding, body) in [
        ("br, gzip", "br", "page, brotli"),
        ("gzip", "gzip", "page, gzip"),
        ("gzip;q=1.0, br;q=0.1", "gzip", "page, gzip"),
        ("identity", "", "the page"),
        ("br;q=0", "", "the page"),
    ] {
        let answer = desk.ask("GET /", &format!("accept-encoding: {accepts}\r\n"))?;
        assert_eq!(
            (answer.status, answer.header("content-encoding"), answer.body.as_str()),
            (200, encoding, body),
            "{accepts}"
        );
        assert!(answer.header("content-type").starts_with("text/html"), "{accepts}");
        assert!(answer.header("vary").contains("accept-encoding"), "{accepts}");
    }
    let wasm = desk.ask("GET /portal-0123456789.wasm", "accept-encoding: br\r\n")?;
    assert_eq!((wasm.header("content-type"), wasm.header("content-encoding")), ("application/wasm", "br"));
    Ok(())
}

#[test]
fn head_has_no_body_and_other_methods_are_refused() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    let head = desk.ask("HEAD /", "")?;
    assert_eq!((head.status, head.header("content-length"), head.body.as_str()), (200, "8", ""));
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let answer = desk.ask(&format!("{method} /"), "content-length: 0\r\n")?;
        assert_eq!((answer.status, answer.header("allow")), (405, "get, head"), "{method}");
    }
    Ok(())
}

#[test]
fn a_visitor_who_never_finishes_is_sent_away() -> Outcome {
    let limits =
        Limits { headers: Duration::from_millis(300), connection: Duration::from_millis(900), ..Limits::default() };
    let desk = Desk::open(limits)?;
    for start in
        ["", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: ", "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf"]
    {
        let begun = Instant::now();
        let mut stream = TcpStream::connect(desk.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(start.as_bytes())?;
        let mut rest = Vec::new();
        // Closed or reset: both end the wait. A timeout of the read does not.
        let ended = stream.read_to_end(&mut rest);
        let waited = begun.elapsed();
        assert!(waited < Duration::from_secs(3), "{start:?} was still served after {waited:?}: {ended:?}");
    }
    assert_eq!(desk.ask("GET /", "")?.status, 200, "the desk still answers");
    Ok(())
}

const LENDERS: &str = r#"{"version":1,"lender":[
    {"id":"a","name_zh":"甲","name_en":"A","origin":"https://desk.a.example"},
    {"id":"b","name_zh":"乙","name_en":"B","origin":"https://desk.b.example"},
    {"id":"c","name_zh":"丙","name_en":"C"}]}"#;

#[test]
fn the_page_may_connect_to_the_lenders_of_the_list_and_to_nobody_else() -> Outcome {
    let desk = Desk::with(Limits::default(), Some(LENDERS), &Hosts::default())?;
    let page = desk.ask("GET /", "")?;
    let policy = page.header("content-security-policy");
    assert!(policy.contains("connect-src 'self' https://desk.a.example https://desk.b.example;"), "{policy}");
    let list = desk.ask("GET /lenders.json", "")?;
    assert_eq!((list.status, list.body.as_str(), list.header("content-type")), (200, LENDERS, "application/json"));
    let without = Desk::open(Limits::default())?;
    assert!(without.ask("GET /", "")?.header("content-security-policy").contains("connect-src 'self';"));
    assert_eq!(without.ask("GET /lenders.json", "")?.status, 404);
    Ok(())
}

#[test]
fn a_list_with_an_address_that_is_no_lenders_stops_the_desk_with_a_reason() -> Outcome {
    let folder = std::env::temp_dir().join(format!("duewise-lenders-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let file = folder.join("list.json");
    let of = |origin: &str| LENDERS.replace("https://desk.a.example", origin);
    for (text, says) in [
        (of("http://desk.a.example"), "https://"),
        (of("http://127.0.0.1:8421"), "https://"),
        (of("https://desk.a.example; script-src *"), "https://"),
        ("{}".to_owned(), "version"),
        ("<html>".to_owned(), "malformed"),
    ] {
        fs::write(&file, text)?;
        let refused = Destinations::read(Some(&file), &folder, false).err().map(|error| error.to_string());
        assert!(refused.as_deref().is_some_and(|why| why.contains(says) && why.contains("list.json")), "{refused:?}");
    }
    fs::write(&file, of("http://127.0.0.1:8421"))?;
    assert!(Destinations::read(Some(&file), &folder, true).is_ok(), "on this machine, when that is said");
    assert!(Destinations::read(Some(&folder.join("none.json")), &folder, true).is_err());
    fs::remove_dir_all(&folder)?;
    Ok(())
}

#[test]
fn other_pages_may_frame_the_widget_and_load_its_files() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    for version in ["v1", "v1.0.0"] {
        for name in ["frame.html", "duewise.js", "frame-0123456789.js", "widget-0123456789.wasm", "sri.json"] {
            let path = format!("/embed/{version}/{name}");
            let answer = desk.ask(&format!("GET {path}"), "origin: https://lender.example\r\n")?;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(
                answer.header("content-security-policy"),
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                 connect-src 'self'; base-uri 'none'; form-action 'none'; \
                 frame-ancestors 'self' https: http://localhost:* http://127.0.0.1:*",
                "{path}"
            );
            assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin", "{path}");
            assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
            for never in ["x-frame-options", "cross-origin-opener-policy", "access-control-allow-credentials"] {
                assert_eq!(answer.header(never), "", "{path}: {never}");
            }
            let isolated = if name == "frame.html" { "require-corp" } else { "" };
            assert_eq!(answer.header("cross-origin-embedder-policy"), isolated, "{path}");
        }
    }
    Ok(())
}

#[test]
fn the_hosts_that_the_operator_names_are_the_only_ones() -> Outcome {
    for (hosts, ancestors) in [
        (
            "https://lender.example https://school.example:8443",
            "'self' https://lender.example https://school.example:8443",
        ),
        ("none", "'none'"),
    ] {
        let desk = Desk::with(Limits::default(), None, &Hosts::parse(hosts)?)?;
        let frame = desk.ask("GET /embed/v1/frame.html", "")?;
        let policy = frame.header("content-security-policy");
        assert!(policy.ends_with(&format!("; frame-ancestors {ancestors}")), "{policy}");
        let page = desk.ask("GET /", "")?;
        assert!(
            page.header("content-security-policy").ends_with("; frame-ancestors 'none'"),
            "the portal is framed by nobody"
        );
    }
    Ok(())
}

#[test]
fn the_floating_loader_is_kept_an_hour_its_frame_asked_for_and_the_pinned_folder_kept_for_good() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    let (hour, year) = ("public, max-age=3600", "public, max-age=31536000, immutable");
    for (path, keep) in [
        ("v1/duewise.js", hour),
        ("v1/sri.json", hour),
        ("v1/frame.html", "no-cache"),
        ("v1/frame-0123456789.js", year),
        ("v1/widget-0123456789.wasm", year),
        ("v1.0.0/duewise.js", year),
        ("v1.0.0/sri.json", year),
        ("v1.0.0/frame.html", year),
        ("v1.0.0/frame-0123456789.js", year),
    ] {
        let answer = desk.ask(&format!("GET /embed/{path}"), "")?;
        assert_eq!((answer.status, answer.header("cache-control")), (200, keep), "{path}");
    }
    Ok(())
}

#[test]
fn below_the_widgets_folder_a_missing_file_is_never_the_portal() -> Outcome {
    let desk = Desk::open(Limits::default())?;
    let html = "accept: text/html,*/*\r\nsec-fetch-dest: iframe\r\n";
    for path in [
        "v1/missing.js",
        "v1/frame",
        "v1/",
        "v1",
        "v2/frame.html",
        "v1.0.1/frame.html",
        "v1.0/frame.html",
        "frame.html",
        "v1/frame-abcdefabcd.js",
        "v1.0.0/debts",
        "index.html",
        "v1/../v1/frame.html",
        "v1/.hidden",
        "v1/frame.html.br",
    ] {
        let answer = desk.ask(&format!("GET /embed/{path}"), html)?;
        assert_eq!((answer.status, answer.header("cache-control")), (404, "no-cache"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}: a script of the host sees why");
    }
    for path in ["/embed", "/embed/"] {
        let page = desk.ask(&format!("GET {path}"), "accept: text/html\r\n")?;
        assert_eq!((page.status, page.body.as_str()), (200, "the page"), "{path} is a page of the portal");
        assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
        assert_eq!(page.header("access-control-allow-origin"), "", "{path}");
    }
    Ok(())
}
