//! What was asked for on the command line. Parsed by hand, so that this crate builds in seconds.

use anyhow::{Result, bail};

use crate::bench::{BENCHMARKS, Benchmark};
use crate::fuzz::{self, FuzzRun};
use crate::mutants::{self, MutantsRun};
use crate::test::{PARTS, Part};

/// One run of `cargo xtask`.
#[derive(Debug, PartialEq)]
pub enum Task {
    Help,
    /// Build and start everything; the arguments go to the server as they are.
    Serve(Vec<String>),
    /// Run these parts, in this order.
    Test(Vec<&'static Part>),
    /// Run these benchmarks, in this order.
    Bench(Vec<&'static Benchmark>),
    /// Check the dependencies.
    Deny {
        /// Against the database of known weaknesses as well.
        advisories: bool,
    },
    /// Fuzz one target or all.
    Fuzz(FuzzRun),
    /// Break these files in every small way, and see whether a test notices.
    Mutants(MutantsRun),
    Dist,
    /// Take a picture of every page.
    Screenshots,
    /// Measure the optimised app with Lighthouse.
    Lighthouse,
    /// Write the page that shows each component in each state.
    Gallery,
    Style,
    Split,
}

/// Reads the arguments after `cargo xtask`.
///
/// # Errors
/// An unknown command, part or surplus argument, with what would have been accepted.
pub fn parse(arguments: &[String]) -> Result<Task> {
    let Some((command, rest)) = arguments.split_first() else {
        return Ok(Task::Help);
    };
    match command.as_str() {
        "help" | "--help" | "-h" => Ok(Task::Help),
        "serve" => server_arguments(rest).map(Task::Serve),
        "test" => parts(rest).map(Task::Test),
        "bench" => benchmarks(rest).map(Task::Bench),
        "deny" => match rest.split_first() {
            Some((flag, surplus)) if flag == "--advisories" => {
                nothing_after(flag, surplus).map(|()| Task::Deny { advisories: true })
            }
            _ => nothing_after(command, rest).map(|()| Task::Deny { advisories: false }),
        },
        "fuzz" => fuzz::parse(rest).map(Task::Fuzz),
        "mutants" => mutants::parse(rest).map(Task::Mutants),
        "dist" => nothing_after(command, rest).map(|()| Task::Dist),
        "screenshots" => nothing_after(command, rest).map(|()| Task::Screenshots),
        "lighthouse" => nothing_after(command, rest).map(|()| Task::Lighthouse),
        "gallery" => nothing_after(command, rest).map(|()| Task::Gallery),
        "style" => nothing_after(command, rest).map(|()| Task::Style),
        "split" => nothing_after(command, rest).map(|()| Task::Split),
        unknown => bail!("`{unknown}` is no command; the commands are:\n\n{}", help()),
    }
}

/// The commands, the parts of `test` and the benchmarks, one a line.
pub fn help() -> String {
    let mut text = String::from(
        "cargo xtask serve [-- ARGUMENTS]  build everything and start it with a sample world\n\
         cargo xtask test [PART]           all the tests, or one part of them (below)\n\
         cargo xtask bench [NAME]          all the benchmarks, or one of them (below)\n\
         cargo xtask deny [--advisories]   licences, sources and build scripts of the dependencies\n\
         cargo xtask fuzz [TARGET] [SECONDS]  the parsers of foreign input, each for a minute or so long\n\
         cargo xtask mutants FILE… [-- FILTER…]  breaks the code in every small way, and names what no test notices\n\
         cargo xtask dist                  one optimised binary, and what a first visit loads\n\
         cargo xtask lighthouse            scores of the optimised app, and how quickly it answers\n\
         cargo xtask screenshots           a picture of every page: languages, colour schemes, widths\n\
         cargo xtask gallery               a page with each component in each state\n\
         cargo xtask style                 join the style sheets (Trunk calls this)\n\
         cargo xtask split                 take the app apart for loading by need (Trunk calls this too)\n\
         \n\
         parts of `test`:\n",
    );
    for part in PARTS {
        text.push_str(&format!("  {:<8}{}\n", part.name, part.about));
    }
    text.push_str("\nbenchmarks:\n");
    for benchmark in BENCHMARKS {
        text.push_str(&format!("  {:<8}{}\n", benchmark.name, benchmark.about));
    }
    text
}

fn server_arguments(rest: &[String]) -> Result<Vec<String>> {
    match rest.split_first() {
        None => Ok(Vec::new()),
        Some((dashes, arguments)) if dashes == "--" => Ok(arguments.to_vec()),
        Some((surplus, _)) => bail!(
            "`serve` does not know `{surplus}`; what the server should get stands after `--`, \
             as in `cargo xtask serve -- --listen 127.0.0.1:9000`"
        ),
    }
}

fn parts(rest: &[String]) -> Result<Vec<&'static Part>> {
    let Some((name, surplus)) = rest.split_first() else {
        return Ok(PARTS.iter().collect());
    };
    nothing_after(name, surplus)?;
    let Some(part) = PARTS.iter().find(|part| part.name == name) else {
        let names: Vec<&str> = PARTS.iter().map(|part| part.name).collect();
        bail!("`{name}` is no part of the tests; the parts are {}", names.join(", "));
    };
    Ok(vec![part])
}

fn benchmarks(rest: &[String]) -> Result<Vec<&'static Benchmark>> {
    let Some((name, surplus)) = rest.split_first() else {
        return Ok(BENCHMARKS.iter().collect());
    };
    nothing_after(name, surplus)?;
    let Some(benchmark) = BENCHMARKS.iter().find(|benchmark| benchmark.name == name) else {
        let names: Vec<&str> = BENCHMARKS.iter().map(|benchmark| benchmark.name).collect();
        bail!("`{name}` is no benchmark; the benchmarks are {}", names.join(", "));
    };
    Ok(vec![benchmark])
}

fn nothing_after(command: &str, rest: &[String]) -> Result<()> {
    match rest.first() {
        None => Ok(()),
        Some(surplus) => bail!("nothing may follow `{command}`, but `{surplus}` does"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_line(line: &str) -> Result<Task> {
        let words: Vec<String> = line.split_whitespace().map(String::from).collect();
        parse(&words)
    }

    fn names(task: Task) -> Vec<&'static str> {
        let Task::Test(parts) = task else {
            panic!("`{task:?}` is not a test run");
        };
        parts.iter().map(|part| part.name).collect()
    }

    #[test]
    fn commands() {
        assert_eq!(parse_line("").unwrap(), Task::Help);
        assert_eq!(parse_line("dist").unwrap(), Task::Dist);
        assert_eq!(parse_line("style").unwrap(), Task::Style);
        assert_eq!(parse_line("screenshots").unwrap(), Task::Screenshots);
        assert_eq!(parse_line("lighthouse").unwrap(), Task::Lighthouse);
        assert_eq!(parse_line("gallery").unwrap(), Task::Gallery);
        assert_eq!(parse_line("serve").unwrap(), Task::Serve(Vec::new()));
    }

    #[test]
    fn the_server_gets_what_follows_the_dashes() {
        let listen = Task::Serve(vec!["--listen".into(), "127.0.0.1:9000".into()]);
        assert_eq!(parse_line("serve -- --listen 127.0.0.1:9000").unwrap(), listen);
        let error = parse_line("serve --listen 127.0.0.1:9000").unwrap_err();
        assert!(error.to_string().contains("after `--`"), "{error}");
    }

    #[test]
    fn dependencies_are_checked_against_the_database_where_one_says_so() {
        assert_eq!(parse_line("deny").unwrap(), Task::Deny { advisories: false });
        assert_eq!(parse_line("deny --advisories").unwrap(), Task::Deny { advisories: true });
        assert!(parse_line("deny --offline").unwrap_err().to_string().contains("`--offline`"));
    }

    #[test]
    fn test_runs_everything_or_one_part() {
        assert_eq!(names(parse_line("test").unwrap()).len(), PARTS.len());
        assert_eq!(names(parse_line("test api").unwrap()), ["api"]);
    }

    #[test]
    fn bench_runs_everything_or_one_benchmark() {
        let all = Task::Bench(BENCHMARKS.iter().collect());
        assert_eq!(parse_line("bench").unwrap(), all);
        let Task::Bench(one) = parse_line("bench engine").unwrap() else { panic!("not a benchmark") };
        assert_eq!(one.iter().map(|benchmark| benchmark.name).collect::<Vec<_>>(), ["engine"]);
        let error = parse_line("bench motor").unwrap_err().to_string();
        assert!(error.contains("`motor`") && error.contains("engine"), "{error}");
    }

    #[test]
    fn what_is_unknown_is_answered_with_what_is_known() {
        let part = parse_line("test everything").unwrap_err().to_string();
        assert!(part.contains("`everything`") && part.contains("unit, tidy"), "{part}");
        let command = parse_line("build").unwrap_err().to_string();
        assert!(command.contains("`build`") && command.contains("cargo xtask dist"), "{command}");
        assert!(parse_line("dist now").unwrap_err().to_string().contains("`now`"));
    }
}
