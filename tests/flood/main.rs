//! Whether a flood from one person slows another: a real server, one person who keeps 64 connections busy, and another who
//! reads the directory now and then, before the flood and during it. `cargo xtask bench flood` runs it.
//!
//!     flood --server BINARY

#![allow(clippy::unwrap_used, clippy::panic, reason = "what nobody expected ends the run, as in a test")]

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use api::path;
use server::sample::cast;
use tests::client::Client;

const CONNECTIONS: usize = 64;
const READS: usize = 200;
/// Between two reads: a person who is quick, and well within their own limit.
const PAUSE: Duration = Duration::from_millis(100);
/// By how much the flood may slow another.
const TARGET: f64 = 2.0;

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some("--server"), Some(binary)) = (arguments.next().as_deref(), arguments.next().map(PathBuf::from)) else {
        eprintln!("error: name the server's binary: flood --server BINARY");
        return ExitCode::FAILURE;
    };
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(&binary, data.path()).await;
    let reader = server.sign_in(cast::ADMINISTRATOR).await;
    median(&reader).await;
    let quiet = median(&reader).await;

    let flood = Flood::start(&server.sign_in(cast::EMPLOYEE).await);
    let flooded = median(&reader).await;
    let (answered, refused) = flood.end().await;

    let ratio = flooded.as_secs_f64() / quiet.as_secs_f64();
    println!("{READS} reads of the directory each: median {quiet:.2?} quiet, {flooded:.2?} under the flood");
    println!("the flood by {CONNECTIONS} connections: {answered} requests answered, {refused} refused");
    let held = ratio <= TARGET && refused > 0;
    let result = if held { "holds" } else { "falls short" };
    println!("goal flood: measured {ratio:.2}, target at most {TARGET:.1}: {result}");
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How long a read takes, half of the time.
async fn median(reader: &Client) -> Duration {
    let mut took = Vec::new();
    for _ in 0..READS {
        let start = Instant::now();
        let answer = reader.get(path::DIRECTORY).await;
        took.push(start.elapsed());
        assert_eq!(answer.status, 200, "{}", answer.text());
        tokio::time::sleep(PAUSE).await;
    }
    took.sort();
    took[READS / 2]
}

/// Connections that ask again as soon as they are answered.
struct Flood {
    ends: Arc<AtomicBool>,
    counts: Arc<[AtomicUsize; 2]>,
    connections: Vec<tokio::task::JoinHandle<()>>,
}

impl Flood {
    fn start(person: &Client) -> Flood {
        let (ends, counts) = (Arc::<AtomicBool>::default(), Arc::<[AtomicUsize; 2]>::default());
        let connections = (0..CONNECTIONS).map(|_| {
            let (person, ends, counts) = (person.clone(), Arc::clone(&ends), Arc::clone(&counts));
            tokio::spawn(async move {
                while !ends.load(Ordering::Relaxed) {
                    let status = person.get(path::DIRECTORY).await.status;
                    assert!(status == 200 || status == 429, "{status}");
                    counts[usize::from(status == 429)].fetch_add(1, Ordering::Relaxed);
                }
            })
        });
        Flood { connections: connections.collect(), ends, counts }
    }

    /// How many requests were answered, and how many refused.
    async fn end(self) -> (usize, usize) {
        self.ends.store(true, Ordering::Relaxed);
        for connection in self.connections {
            connection.await.unwrap();
        }
        (self.counts[0].load(Ordering::Relaxed), self.counts[1].load(Ordering::Relaxed))
    }
}

/// The sample world as a process of its own, with the limits that everybody has.
struct Server {
    process: Child,
    base: String,
}

impl Server {
    async fn start(binary: &PathBuf, data: &std::path::Path) -> Server {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let mut command = Command::new(binary);
        command.args(["serve", "--sample", "--listen", &address.to_string(), "--data"]).arg(data);
        let process = command.stdout(Stdio::null()).spawn().unwrap();
        let mut server = Server { process, base: format!("http://{address}") };
        let ready = format!("{}/readyz", server.base);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        while !http.get(&ready).send().await.is_ok_and(|answer| answer.status().is_success()) {
            if let Some(ended) = server.process.try_wait().unwrap() {
                panic!("the server ended with {ended} instead of serving");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        server
    }

    async fn sign_in(&self, email: &str) -> Client {
        Client::new(self.base.clone()).sign_in("/sample/sign-in", "email", email).await
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
