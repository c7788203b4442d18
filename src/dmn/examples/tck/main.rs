//! Runs the test files of the DMN TCK (the technology compatibility kit of the DMN community) against this crate:
//!
//! ```text
//! cargo run --release -p dmn --example tck -- PATH
//! ```
//!
//! Every `*-test-*.xml` at or below PATH is run with the model beside it. Each result that a case asks for counts as
//! one; what is not as expected is printed with what the evaluation found, and the last line counts both.
//!
//! It ends with 0 where all passed, 1 where something failed, and 2 where nothing could be run. Nothing of the TCK is
//! kept here, and nothing here knows more of the crate than its users do.

mod agreement;
mod cases;
mod files;
mod suite;
mod values;
mod xml;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use suite::Tally;

const USAGE: &str = "usage: tck PATH, which is a test file of the DMN TCK or a directory that holds some";
/// What the shell is told where nothing was run, as opposed to run and failed.
const NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let ended = match arguments.as_slice() {
        [path] => tests_of(Path::new(path), &mut io::stdout().lock()),
        _ => Err(USAGE.to_owned()),
    };
    match ended {
        Ok(tally) => ExitCode::from(tally.exit_code()),
        Err(message) => {
            // Where even this cannot be written, the exit code still tells.
            let _ = writeln!(io::stderr(), "{message}");
            ExitCode::from(NOT_RUN)
        }
    }
}

/// Runs everything below the path. An error is the reason why it could not be run at all.
fn tests_of(path: &Path, out: &mut impl Write) -> Result<Tally, String> {
    let files = files::below(path)?;
    if files.is_empty() {
        return Err(format!("there is no test file `*-test-*.xml` below `{}`", path.display()));
    }
    suite::run(&files, out).map_err(|error| format!("the results cannot be written: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(path: &str) -> String {
        tests_of(Path::new(path), &mut Vec::new()).unwrap_err()
    }

    #[test]
    fn a_path_without_tests_is_an_error_and_not_a_success() {
        let here = env!("CARGO_MANIFEST_DIR");
        assert!(refusal(here).starts_with("there is no test file"));
        assert!(refusal(&format!("{here}/nowhere")).starts_with(&format!("`{here}/nowhere` cannot be read: ")));
    }
}
