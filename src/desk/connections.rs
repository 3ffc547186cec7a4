//! Our own accept loop: `axum::serve` waits for ever for a visitor who never finishes a sentence.

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time;

/// How long and how many.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// A request's headers must be complete within this time, also on a connection kept alive.
    pub headers: Duration,
    /// A connection is closed after this time, whatever it is doing.
    pub connection: Duration,
    /// More connections than this wait until one ends.
    pub connections: usize,
    /// How long running answers may take to finish once the server is told to stop.
    pub farewell: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            headers: Duration::from_secs(10),
            connection: Duration::from_secs(300),
            connections: 512,
            farewell: Duration::from_secs(5),
        }
    }
}

/// Serves until `stop` resolves, then lets running answers finish.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let mut running = JoinSet::new();
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            () = &mut stop => break,
            place = Arc::clone(&room).acquire_owned() => place,
        };
        let accepted = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => accepted,
        };
        while running.try_join_next().is_some() {}
        match (place, accepted) {
            (Ok(place), Ok((stream, _))) => {
                let router = router.clone();
                running.spawn(async move {
                    converse(stream, router, limits).await;
                    drop(place);
                });
            }
            // Out of file handles, most likely: wait for some to be given back.
            (_, Err(_)) | (Err(_), _) => time::sleep(Duration::from_millis(50)).await,
        }
    }
    drop(listener);
    let _ = time::timeout(limits.farewell, async { while running.join_next().await.is_some() {} }).await;
}

async fn converse(stream: TcpStream, router: Router, limits: Limits) {
    let _ = stream.set_nodelay(true);
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    // Either way the visitor is gone; there is nobody to tell.
    let _ = time::timeout(limits.connection, connection).await;
}
