//! Policies from DMN sources: read, bound to the code, and given a version.

use std::fmt::Write;

use dmn::{Finding, Place, Program, UnaryTest, UnaryTests};
use sha2::{Digest, Sha256};

use super::{Compiled, Policy};

macro_rules! embedded {
    ($($(#[$doc:meta])* $module:ident -> $answer:ty;)+) => {
        /// The policy that the product comes with, by file name.
        const EMBEDDED: &[(&str, &str)] = &[$((
            concat!(stringify!($module), ".dmn"),
            include_str!(concat!("../../policy/", stringify!($module), ".dmn")),
        )),+];
    };
}

crate::for_each_decision!(embedded);

impl Policy {
    /// Reads a policy from DMN sources, each a file name and its XML.
    ///
    /// # Errors
    ///
    /// Every finding: what cannot be read, tables that are missing, facts that do not exist, and answers that the
    /// code does not know. Whether the tables are complete is for `check` to say.
    pub fn from_sources(sources: &[(&str, &str)]) -> Result<Policy, Vec<Finding>> {
        let policy = assembled(sources)?;
        let mut mismatches = policy.mismatches();
        mismatches.extend(ruled_out(&policy));
        if mismatches.is_empty() { Ok(policy) } else { Err(located(mismatches, sources)) }
    }

    /// The policy that the product comes with.
    ///
    /// # Errors
    ///
    /// As [`Policy::from_sources`]; a test proves that there are none.
    pub fn embedded() -> Result<Policy, Vec<Finding>> {
        Policy::from_sources(EMBEDDED)
    }

    /// The policy that the product comes with, with the decisions of these sources in the place of its own.
    ///
    /// # Errors
    ///
    /// As [`Policy::from_sources`], and decisions that the product does not ask, or that stand in two sources.
    pub fn with(sources: &[(&str, &str)]) -> Result<Policy, Vec<Finding>> {
        Policy::from_sources(&overlaid(sources)?)
    }

    /// As [`Policy::with`], and proven complete and free of contradictions.
    ///
    /// # Errors
    ///
    /// Every finding of reading, of binding and of the check.
    #[cfg(feature = "check")]
    pub fn checked_with(sources: &[(&str, &str)]) -> Result<Policy, Vec<Finding>> {
        let sources = overlaid(sources)?;
        let policy = assembled(&sources)?;
        let mut findings = policy.mismatches();
        findings.extend(ruled_out(&policy));
        findings.extend(policy.check());
        if findings.is_empty() { Ok(policy) } else { Err(located(findings, &sources)) }
    }
}

/// Reads the sources, and puts them together without asking whether they fit the code.
fn assembled(sources: &[(&str, &str)]) -> Result<Policy, Vec<Finding>> {
    let programs = programs(sources)?;
    let policy = Policy::from(Compiled { version: version(sources), program: Program::join(programs)? });
    policy.bind_all();
    Ok(policy)
}

/// Words that a cell rules out although no fact can be one of them: most often they are misspelt, and the cell then
/// lets through what it should not.
fn ruled_out(policy: &Policy) -> Vec<Finding> {
    let mut findings = Vec::new();
    for table in policy.tables() {
        for (number, rule) in (1..).zip(table.rules()) {
            for (column, cell) in table.inputs().iter().zip(&rule.cells) {
                let UnaryTests::Not(tests) = cell else { continue };
                let limits = column.allowed.as_ref().filter(|limits| limits.is_static());
                let named = tests.iter().filter_map(|test| match test {
                    UnaryTest::Is(value) => value.literal(),
                    _ => None,
                });
                for value in named {
                    if limits.is_some_and(|limits| !value.is_null() && !limits.admit(value)) {
                        let place = Place {
                            decision: Some(table.name().to_owned()),
                            rule: Some(number),
                            column: Some(column.name.clone()),
                            ..Place::default()
                        };
                        let message =
                            format!("`{value}` is ruled out here and is no allowed value at all; mend the word");
                        findings.push(Finding::new(place, message));
                    }
                }
            }
        }
    }
    findings
}

fn programs(sources: &[(&str, &str)]) -> Result<Vec<Program>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut programs = Vec::new();
    for (file, xml) in sources {
        match dmn::read(xml) {
            Ok(program) if program.findings().is_empty() => programs.push(program),
            // In a policy nothing may be left out.
            Ok(program) => findings.extend(program.findings().iter().cloned().map(|finding| finding.in_file(file))),
            Err(found) => findings.extend(found.into_iter().map(|finding| finding.in_file(file))),
        }
    }
    if findings.is_empty() { Ok(programs) } else { Err(findings) }
}

/// The embedded sources, but for those whose decision stands in one of these, and these.
fn overlaid<'a>(sources: &[(&'a str, &'a str)]) -> Result<Vec<(&'a str, &'a str)>, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut replaced: Vec<(String, &str)> = Vec::new();
    for ((file, xml), program) in sources.iter().zip(programs(sources)?) {
        for decision in program.decisions() {
            let name = &decision.name;
            let known: Vec<&str> = Policy::decisions().collect();
            let message = if !known.contains(&name.as_str()) {
                format!("the product asks no such decision; its decisions are `{}`", known.join("`, `"))
            } else if let Some((_, other)) = replaced.iter().find(|(replaced, _)| replaced == name) {
                format!("the decision stands in `{other}` as well; keep one of them")
            } else {
                replaced.push((name.clone(), file));
                continue;
            };
            let place = Place { decision: Some(name.clone()), ..Place::default() };
            findings.extend(located(vec![Finding::new(place, message)], &[(*file, *xml)]));
        }
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    let is_replaced = |file: &str| replaced.iter().any(|(name, _)| file.strip_suffix(".dmn") == Some(name));
    let kept = EMBEDDED.iter().copied().filter(|(file, _)| !is_replaced(file));
    Ok(kept.chain(sources.iter().copied()).collect())
}

/// Findings about tables, with the file, line and column at which they stand.
fn located(findings: Vec<Finding>, sources: &[(&str, &str)]) -> Vec<Finding> {
    let locate = |mut finding: Finding| {
        if finding.place.file.is_none() {
            let found = sources.iter().find_map(|(file, xml)| Some((*file, dmn::locate(xml, &finding.place)?)));
            if let Some((file, position)) = found {
                finding.place.position = Some(position);
                finding = finding.in_file(file);
            }
        }
        finding
    };
    findings.into_iter().map(locate).collect()
}

/// Each source counts with its name, and a zero byte, which XML cannot hold, keeps them apart.
fn version(sources: &[(&str, &str)]) -> String {
    let mut hash = Sha256::new();
    for (file, xml) in sources {
        for part in [file, xml] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
    }
    let mut version = String::with_capacity(16);
    for byte in hash.finalize().iter().take(8) {
        // Writing to a string cannot fail.
        let _ = write!(version, "{byte:02x}");
    }
    version
}

#[cfg(test)]
mod tests;
