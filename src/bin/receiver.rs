//! `receiver --database FILE --origin ORIGIN`: a lender's desk that takes requests, and fails on command through a second port.

use clap::Parser;
use duewise::desk;
use duewise::desk::requests::{Ledger, Origins, Pace, faults, router};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// Takes borrowers' requests on the loopback address, for tests and for trying the contract.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The SQLite file; it is made if it is missing.
    #[arg(long)]
    database: PathBuf,
    /// An origin whose pages may send; can be given several times.
    #[arg(long)]
    origin: Vec<String>,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The port of the control; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    control: u16,
    /// How many requests it takes at once before it asks for patience.
    #[arg(long, default_value_t = 200)]
    burst: u32,
    /// How many more it takes each second after that.
    #[arg(long, default_value_t = 100)]
    per_second: u32,
    /// Ends when the process that started it ends.
    #[arg(long)]
    with_parent: bool,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "receiver: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let ledger = Arc::new(Mutex::new(Ledger::open(&arguments.database)?));
    let faults = faults::Faults::default();
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(("127.0.0.1", arguments.port)).await?;
        let second = TcpListener::bind(("127.0.0.1", arguments.control)).await?;
        let mut out = std::io::stdout();
        writeln!(out, "requests http://{} control http://{}", listener.local_addr()?, second.local_addr()?)?;
        out.flush()?;
        let control = faults::control(faults.clone(), Arc::clone(&ledger));
        tokio::spawn(desk::serve(second, control, desk::Limits::default(), std::future::pending()));
        let (pace, with_parent) = (Pace::new(arguments.burst, arguments.per_second), arguments.with_parent);
        let requests = router(ledger, Origins(arguments.origin), pace, Some(faults));
        let stop = async {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                () = orphaned(), if with_parent => {}
            }
        };
        desk::serve(listener, requests, desk::Limits::default(), stop).await;
        Ok(())
    })
}

/// Resolves when the process that started this one is gone: another one takes its place as the parent.
async fn orphaned() {
    #[cfg(unix)]
    {
        let parent = std::os::unix::process::parent_id();
        while std::os::unix::process::parent_id() == parent {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        }
    }
    #[cfg(not(unix))]
    std::future::pending::<()>().await;
}
