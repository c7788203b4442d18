//! Runs test files against their models, and writes down what is not as expected.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use dmn::{Finding, Program};

use crate::agreement::agree;
use crate::cases::{self, Case, Expectation};
use crate::files;

/// How many results were as expected, and how many were not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

/// Why a result is not as expected.
struct Failure {
    reason: String,
    /// What the evaluation had to say.
    findings: Vec<Finding>,
}

/// Models that were read, or could not be: several test files may share one.
#[derive(Default)]
struct Models(BTreeMap<PathBuf, Option<Program>>);

/// Runs the files one after the other, and writes the tally last.
///
/// # Errors
///
/// Where the output cannot be written. What is wrong with a file is a failure in the tally.
pub fn run(files: &[PathBuf], out: &mut impl Write) -> io::Result<Tally> {
    let mut models = Models::default();
    let mut tally = Tally::default();
    for file in files {
        run_file(file, &mut models, &mut tally, out)?;
    }
    writeln!(out, "{tally}")?;
    Ok(tally)
}

fn run_file(file: &Path, models: &mut Models, tally: &mut Tally, out: &mut impl Write) -> io::Result<()> {
    let read = text(file).and_then(|xml| cases::read(&xml)).and_then(|read| {
        if read.cases.iter().all(|case| case.results.is_empty()) {
            Err("it expects no result".to_owned())
        } else {
            Ok(read)
        }
    });
    let test = match read {
        Ok(test) => test,
        Err(reason) => {
            // How many cases it would have had is not known; without one failure, they would be missed by nobody.
            tally.failed += 1;
            return writeln!(out, "{}: {reason}", file.display());
        }
    };
    let program = models.program(&files::model(file, test.model.as_deref()), out)?;
    for case in &test.cases {
        run_case(&file.display(), case, program, tally, out)?;
    }
    Ok(())
}

fn run_case(
    file: &impl Display,
    case: &Case,
    program: Option<&Program>,
    tally: &mut Tally,
    out: &mut impl Write,
) -> io::Result<()> {
    for expectation in &case.results {
        let Err(failure) = judge(case, expectation, program) else {
            tally.passed += 1;
            continue;
        };
        tally.failed += 1;
        writeln!(out, "{file}, case {}, {}: {}", case.id, expectation.name, failure.reason)?;
        for finding in failure.findings {
            writeln!(out, "    {finding}")?;
        }
    }
    Ok(())
}

/// Evaluates one result of a case.
fn judge(case: &Case, expectation: &Expectation, program: Option<&Program>) -> Result<(), Failure> {
    let expected = expectation.value.as_ref().map_err(|error| format!("the expected value cannot be read: {error}"))?;
    let facts = case.facts.as_ref().map_err(|error| error.clone())?;
    let program = program.ok_or_else(|| format!("expected {expected}, got nothing: the model cannot be read"))?;
    // Its value would be null, which is what some cases expect.
    if program.decision(&expectation.name).is_none() {
        return Err(format!("expected {expected}, got nothing: the model has no such decision").into());
    }
    let evaluation = program.evaluate(&expectation.name, facts);
    if agree(expected, &evaluation.value) {
        return Ok(());
    }
    let reason = format!("expected {expected}, got {}", evaluation.value);
    Err(Failure { reason, findings: evaluation.findings })
}

impl Tally {
    /// What the shell is told.
    pub fn exit_code(self) -> u8 {
        u8::from(self.failed > 0)
    }
}

impl Models {
    /// The model in this file. Why it cannot be read is written down when it is read first.
    fn program(&mut self, path: &Path, out: &mut impl Write) -> io::Result<Option<&Program>> {
        if !self.0.contains_key(path) {
            let program = match text(path).map(|xml| dmn::read(&xml)) {
                Ok(Ok(program)) => {
                    for finding in program.findings() {
                        writeln!(out, "{}", finding.clone().in_file(&path.display().to_string()))?;
                    }
                    Some(program)
                }
                Ok(Err(findings)) => {
                    for finding in findings {
                        writeln!(out, "{}", finding.in_file(&path.display().to_string()))?;
                    }
                    None
                }
                Err(reason) => {
                    writeln!(out, "{}: {reason}", path.display())?;
                    None
                }
            };
            self.0.insert(path.to_path_buf(), program);
        }
        Ok(self.0.get(path).and_then(Option::as_ref))
    }
}

fn text(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("it cannot be read: {error}"))?;
    let text = dmn::decode(&bytes).map_err(|error| format!("it cannot be read: {error}"))?;
    Ok(text.into_owned())
}

impl From<String> for Failure {
    fn from(reason: String) -> Failure {
        Failure { reason, findings: Vec::new() }
    }
}

impl Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests;
