//! Whether a flood slows another person, or keeps somebody from signing in: a real server, and people who want all of it
//! for themselves: with requests, with many addresses of their own, with exports, with PINGs, and with codes. Meanwhile
//! somebody reads the directory now and then, and others ask for codes. `cargo xtask bench flood` runs it.
//!
//!     flood --server BINARY [--short]
//!
//! Networks are addresses of this machine, 127.0.0.0/8, which Linux has all of.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what nobody expected ends the run, as in a test")]

mod honest;
mod server_process;
mod weapons;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use honest::Honest;
use server_process::{FLOODING, Server};
use weapons::{Weapon, start};

/// By how much the flood may slow another.
const TARGET: f64 = 2.0;

/// How large a run is.
#[derive(Clone, Copy)]
pub struct Size {
    /// Accounts in the directory.
    accounts: usize,
    /// Reads of the honest person, quiet and under each weapon.
    reads: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (binary, is_short) = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--server", binary] => (PathBuf::from(binary), false),
        ["--server", binary, "--short"] => (PathBuf::from(binary), true),
        _ => {
            eprintln!("error: name the server's binary: flood --server BINARY [--short]");
            return ExitCode::FAILURE;
        }
    };
    let size = if is_short { Size { accounts: 2_000, reads: 60 } } else { Size { accounts: 20_000, reads: 200 } };
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(&binary, data.path(), size.accounts).await;
    // Before the first flood: their own would keep them out.
    let mut flooding = Vec::new();
    for number in 0..FLOODING {
        flooding.push(server.sign_in(&server_process::flooding(number), weapons::OWN).await);
    }
    let mut honest = Honest::sign_in(&server).await;
    honest.read(size.reads).await;
    let quiet = honest.read(size.reads).await;
    println!("{} reads of the directory: median {quiet:.2?} quiet", size.reads);

    let mut holds = true;
    for weapons in
        [&Weapon::ALL[..1], &Weapon::ALL[1..2], &Weapon::ALL[2..3], &Weapon::ALL[3..4], &Weapon::ALL[4..], &Weapon::ALL]
    {
        let mut floods = Vec::new();
        for weapon in weapons {
            floods.push(start(*weapon, &server, &flooding));
        }
        // Whatever comes at once at first is over.
        tokio::time::sleep(Duration::from_secs(6)).await;
        let flooded = honest.read(size.reads).await;
        let refused = honest.refused_sign_ins();
        let mut counts = Vec::new();
        for flood in floods {
            counts.push(flood.end().await);
        }
        let names: Vec<String> = weapons.iter().map(|weapon| format!("{weapon:?}").to_lowercase()).collect();
        let ratio = flooded.as_secs_f64() / quiet.as_secs_f64();
        let held = ratio <= TARGET && refused == 0;
        let result = if held { "holds" } else { "falls short" };
        let names = names.join(", ");
        println!("under {names}: median {flooded:.2?}, {refused} sign-ins refused; answered and refused: {counts:?}");
        println!("goal flood by {names}: measured {ratio:.2}, target at most {TARGET:.1}: {result}");
        holds &= held;
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
