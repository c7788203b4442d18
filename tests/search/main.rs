//! How long a search takes, by kind, in worlds of 10,000 to 1,000,000 accounts. `cargo xtask bench search` runs it.
//!
//! Method: the handler is called in this process, without a network, on SQLite and PostgreSQL; pg_trgm sorted by name is
//! asked by plain SQL in the same database; tantivy runs in a process of its own over the same names and searches. Each kind
//! has 60 searches about accounts drawn by a fixed seed; what is compared are medians and the 99th percentile, of three turns
//! that alternate. The worlds are kept below `target/search` and made once: the biggest takes some minutes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a surprise ends the run, as in a test")]

mod contenders;
mod kinds;
mod names;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use contenders::{Product, tantivy};
use kinds::{KINDS, Kind};
use server::db::Engine;

#[derive(Parser)]
struct Arguments {
    /// Where the worlds are kept.
    #[arg(long)]
    worlds: PathBuf,
    /// The program that asks tantivy.
    #[arg(long)]
    tantivy: Option<PathBuf>,
    /// How many accounts the worlds have.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    sizes: Vec<usize>,
}

/// Of one kind, in milliseconds.
#[derive(Clone, Copy, Default)]
pub struct Times {
    pub median: f64,
    pub p99: f64,
}

/// The medians and tails of all kinds.
type Column = Vec<Times>;

const P99: [(Engine, f64); 2] = [(Engine::Sqlite, 10.0), (Engine::Postgres, 20.0)];
const GROWTH: f64 = 3.0;
const OF_TANTIVY: f64 = 3.0;
const OF_TRIGRAMS: f64 = 0.3;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut holds = true;
    let mut growth: Vec<(Engine, Vec<Column>)> = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let mut columns = Vec::new();
        for size in &arguments.sizes {
            let product = Product::open(engine, *size, &arguments.worlds).await;
            let searches: Vec<Vec<String>> = KINDS.iter().map(|kind| kinds::searches(kind, *size)).collect();
            let ours = product.measure(&searches).await;
            if size == arguments.sizes.last().unwrap() {
                let trigrams =
                    if engine == Engine::Postgres { product.measure_trigrams(&searches).await } else { vec![] };
                let words = arguments.tantivy.as_deref().map(|program| tantivy(program, *size, &searches));
                holds &= report(engine, *size, &ours, &trigrams, words.as_deref());
            }
            columns.push(ours);
            product.close().await;
        }
        growth.push((engine, columns));
    }
    for (engine, columns) in growth {
        holds &= report_growth(engine, &arguments.sizes, &columns);
    }
    if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report(engine: Engine, size: usize, ours: &Column, trigrams: &[Times], words: Option<&[Times]>) -> bool {
    println!("\n{engine:?}, {size} accounts: milliseconds, median / 99th percentile\n");
    println!("{:<14} {:>17} {:>17} {:>17}", "kind", "product", "tantivy", "sorted pg_trgm");
    let show = |times: Option<&Times>| times.map_or("–".to_owned(), |t| format!("{:.2} / {:.2}", t.median, t.p99));
    for (at, Kind { name, .. }) in KINDS.iter().enumerate() {
        let (word, trigram) = (words.and_then(|words| words.get(at)), trigrams.get(at));
        println!("{name:<14} {:>17} {:>17} {:>17}", show(ours.get(at)), show(word), show(trigram));
    }
    let target = P99.iter().find(|(of, _)| *of == engine).map(|(_, target)| *target).unwrap();
    let mut holds = true;
    for (at, Kind { name, .. }) in KINDS.iter().enumerate() {
        holds &= goal(&format!("{engine:?} {name} p99"), ours[at].p99, target, "ms");
        if let Some(words) = words {
            holds &=
                goal(&format!("{engine:?} {name} of tantivy"), ours[at].median / words[at].median, OF_TANTIVY, "times");
        }
        if let Some(trigram) = trigrams.get(at) {
            holds &= goal(
                &format!("{engine:?} {name} of sorted pg_trgm"),
                ours[at].median / trigram.median,
                OF_TRIGRAMS,
                "times",
            );
        }
    }
    holds
}

fn report_growth(engine: Engine, sizes: &[usize], columns: &[Column]) -> bool {
    println!("\n{engine:?}: median milliseconds by accounts ({sizes:?}), and growth from the first to the last\n");
    let mut holds = true;
    let mut goals = Vec::new();
    for (at, Kind { name, .. }) in KINDS.iter().enumerate() {
        let medians: Vec<f64> = columns.iter().map(|column| column[at].median).collect();
        let cells: String = medians.iter().map(|median| format!(" {median:>8.2}")).collect();
        let growth = medians.last().unwrap() / medians.first().unwrap();
        println!("{name:<14}{cells} ×{growth:.1}");
        goals.push((format!("{engine:?} {name} growth"), growth));
    }
    for (name, growth) in goals {
        holds &= goal(&name, growth, GROWTH, "times");
    }
    holds
}

fn goal(name: &str, measured: f64, target: f64, unit: &str) -> bool {
    let outcome = if measured <= target { "holds" } else { "falls short" };
    println!("goal search {name}: measured {measured:.2} {unit}, target {target} {unit}: {outcome}");
    measured <= target
}

/// Where the world of so many accounts is.
fn folder(worlds: &Path, size: usize) -> PathBuf {
    worlds.join(size.to_string())
}
