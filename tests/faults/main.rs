//! What a crash may not do, and what a crowd may not: a server that is killed again and again under load, and thirty
//! people who decide one request at once. And the drill: a backup under load, a kill, a restore. `cargo xtask bench faults` runs it in full, `cargo xtask test` a little.
//!
//!     faults --server BINARY --peer PEER.mjs --kills 500 --rounds 1000

#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault that nobody expected ends the run, as in a test")]

mod arguments;
mod crowd;
mod dice;
mod drill;
mod load;
mod peer;
mod proof;
mod server_process;
mod setting;

use std::process::ExitCode;

use server::db::Engine;

use arguments::Arguments;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::FAILURE;
        }
    };
    let mut broken = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        println!("{engine:?}: {} kills under load", arguments.kills);
        broken.extend(load::killed(&arguments, engine).await.into_iter().map(|what| format!("{engine:?}: {what}")));
        for into in [Engine::Sqlite, Engine::Postgres] {
            println!("{engine:?}: a backup under load, a kill, and a restore into {into:?}");
            let broke = drill::restored(&arguments, engine, into).await;
            broken.extend(broke.into_iter().map(|what| format!("{engine:?} into {into:?}: {what}")));
        }
        println!("{engine:?}: {} rounds of {} people at once", arguments.rounds, crowd::PEOPLE);
        broken.extend(crowd::at_once(&arguments, engine).await.into_iter().map(|what| format!("{engine:?}: {what}")));
    }
    for what in &broken {
        println!("broken: {what}");
    }
    println!("{} promises broken", broken.len());
    if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
