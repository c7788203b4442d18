//! The project's automation: `cargo xtask serve | test | bench | lighthouse | screenshots | gallery | deny | fuzz | mutants |
//! dist | style | split`. It needs nothing but Rust to start, installs what the tools are missing, and holds no knowledge of
//! the product.

mod app_build;
mod arguments;
mod bench;
mod compress;
mod deny;
mod dist;
mod faults;
mod fingerprint;
mod first_load;
mod function_sizes;
mod fuzz;
mod gallery;
mod lighthouse;
mod mutants;
mod playwright;
mod postgres;
mod project;
mod sample;
mod schema;
mod scratch;
mod serve;
mod server_build;
mod setup;
mod split;
mod style;
mod test;
mod wasm;

use std::process::ExitCode;

use anyhow::Result;
use arguments::Task;

fn main() -> ExitCode {
    project::find_own_program();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments::parse(&arguments).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Help => {
            print!("{}", arguments::help());
            Ok(())
        }
        Task::Serve(server_arguments) => serve::serve(&server_arguments),
        Task::Test(parts) => test::run(&parts),
        Task::Bench(benchmarks) => bench::run(&benchmarks),
        Task::Deny { advisories } => deny::run(advisories),
        Task::Fuzz(run) => fuzz::run(&run),
        Task::Mutants(run) => mutants::run(&run),
        Task::Dist => dist::dist(),
        Task::Screenshots => playwright::screenshots(),
        Task::Lighthouse => lighthouse::run(),
        Task::Gallery => gallery::write(),
        Task::Style => style::write(),
        Task::Split => split::split(),
    }
}
