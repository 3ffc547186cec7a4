//! `desk --dist DIR --port N`: serves the built site on the loopback address.

use clap::Parser;
use duewise::desk::{self, Destinations, Hosts};
use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::net::TcpListener;

/// Serves the built Duewise site.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The folder that `cargo xtask build` wrote.
    #[arg(long, default_value = "dist")]
    dist: PathBuf,
    /// The list of lenders to which the site may send requests; the default is lenders.json in that folder.
    #[arg(long)]
    lenders: Option<PathBuf>,
    /// Lets the list name addresses of this machine (http://127.0.0.1:PORT), for trying things out.
    #[arg(long)]
    allow_loopback: bool,
    /// The pages that may frame the widget, such as "https://www.lender.example https://course.school.example", or none;
    /// the default is every https page.
    #[arg(long, value_name = "ORIGINS", value_parser = Hosts::parse)]
    embed_hosts: Option<Hosts>,
    /// The address to listen on; the default is reachable from this computer only.
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, default_value_t = 8420)]
    port: u16,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            let _ = writeln!(std::io::stderr(), "desk: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    if !arguments.dist.join("index.html").is_file() {
        return Err(format!("{} holds no index.html; `cargo xtask build` makes it", arguments.dist.display()));
    }
    let destinations = Destinations::read(arguments.lenders.as_deref(), &arguments.dist, arguments.allow_loopback)
        .map_err(|error| error.to_string())?;
    let site = desk::router(&arguments.dist, &destinations, &arguments.embed_hosts.clone().unwrap_or_default());
    let runtime = tokio::runtime::Runtime::new().map_err(|error| format!("cannot start: {error}"))?;
    runtime.block_on(async {
        let wanted = (arguments.host, arguments.port);
        let listener = TcpListener::bind(wanted).await.map_err(|error| {
            format!("cannot listen on {}:{}: {error}; another port is chosen by --port", arguments.host, arguments.port)
        })?;
        let address = listener.local_addr().map_err(|error| format!("no address: {error}"))?;
        let mut out = std::io::stdout();
        let _ = writeln!(out, "Duewise is at http://{address}/").and_then(|()| out.flush());
        desk::serve(listener, site, desk::Limits::default(), stopped()).await;
        Ok(())
    })
}

/// Resolves when the process is told to stop.
async fn stopped() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    let _ = tokio::signal::ctrl_c().await;
}
