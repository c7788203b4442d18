//! A million accounts with four Virtual Accounts each, their people and their access: imported, imported again, exported and
//! proven, on each database, by the commands of the optimised binary. `cargo xtask bench bulk` runs it.
//!
//!     bulk --server BINARY [--accounts COUNT]
//!
//! Each command is a process of its own. Its memory is the most that the system saw of it, looked at ten times a second.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a surprise ends the run, as in a test")]

mod files;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use clap::Parser;

#[derive(Parser)]
struct Arguments {
    /// The server's binary.
    #[arg(long)]
    server: PathBuf,
    #[arg(long, default_value_t = 1_000_000)]
    accounts: usize,
}

/// What a command needs at most: seconds for a million accounts, and MiB for however many.
struct Goal {
    command: &'static [&'static str],
    seconds: f64,
}

const MEMORY: u64 = 256;
const GOALS: [Goal; 4] = [
    Goal { command: &["import", "FILES"], seconds: 214.0 },
    Goal { command: &["import", "FILES"], seconds: 30.0 },
    Goal { command: &["export", "EXPORT"], seconds: 60.0 },
    Goal { command: &["audit", "verify"], seconds: 10.0 },
];

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let made = tempfile::tempdir().unwrap();
    let (files, export) = (made.path().join("files"), made.path().join("export"));
    let bytes = files::write(&files, arguments.accounts);
    println!(
        "{} accounts, {} MB of files; seconds and MiB, and of both what is the goal",
        arguments.accounts,
        bytes / 1_000_000
    );
    let postgres = std::env::var("TEST_POSTGRES_URL").unwrap();
    let mut holds = true;
    for (engine, url) in [("SQLite", None), ("PostgreSQL", Some(postgres))] {
        let data = made.path().join(engine);
        println!("\n{engine}");
        for Goal { command, seconds } in &GOALS {
            let mut process = Command::new(&arguments.server);
            process.arg("--data").arg(&data);
            if let Some(url) = &url {
                process.args(["--database", url]);
            }
            process.args(command.iter().map(|argument| match *argument {
                "FILES" => files.as_os_str(),
                "EXPORT" => export.as_os_str(),
                argument => argument.as_ref(),
            }));
            let (taken, memory) = run(&mut process);
            // The goal is for a million; what has fewer takes less.
            let goal = seconds * arguments.accounts as f64 / 1e6;
            let kept = taken.as_secs_f64() <= goal && memory <= MEMORY;
            holds &= kept;
            println!(
                "{:<14} {:>7.1} of {goal:<6.1} {memory:>5} of {MEMORY} {}",
                command.join(" ").to_lowercase(),
                taken.as_secs_f64(),
                if kept { "" } else { "falls short" }
            );
        }
        compare(&files, &export);
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// How long a process took, and its memory in MiB.
fn run(command: &mut Command) -> (Duration, u64) {
    let begun = Instant::now();
    let mut process = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", process.id());
    let mut most = 0;
    loop {
        if let Some(ended) = process.try_wait().unwrap() {
            assert!(ended.success(), "{command:?} {ended}");
            return (begun.elapsed(), most / 1024);
        }
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(most).max(most);
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// What was exported is what was imported, in another order of lines.
fn compare(files: &Path, export: &Path) {
    for file in files::NAMES {
        let read = |directory: &Path| {
            let text = std::fs::read_to_string(directory.join(file)).unwrap();
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort_unstable();
            lines
        };
        assert!(read(files) == read(export), "{file} is not what was imported");
    }
}
