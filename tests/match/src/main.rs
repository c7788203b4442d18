//! Ten million hostile addresses against the domain match. `cargo xtask bench match` runs this, and asks an oracle that
//! shares no code with the product about a sample.

mod case;
mod generate;
mod published;
mod random;
mod run;
mod tally;

/// The product's own files, and the benchmarks' goals.
#[path = "../../../src/server/src"]
mod product {
    #[allow(dead_code, reason = "the match uses part of it")]
    pub mod domains;
}
#[path = "../../bench/src"]
mod bench {
    #[allow(dead_code, reason = "the goals here are not of every kind")]
    pub mod goal;
}

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run::run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
