//! `access-directory policy`: proves decision tables, prints them, explains what they answer, and draws what they
//! require. It needs no database, and changes no policy in effect.

use std::fmt::Display;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use dmn::{Context, Finding, Value};
use rules::{BlockedRule, Policy, Tried};

/// What to do with decision tables. Files stand in the place of the embedded tables of the same decisions.
#[derive(Clone, Debug, Subcommand)]
pub enum PolicyCommand {
    /// Prove that the tables are complete, free of contradictions and fit this program
    Check {
        /// DMN files, or directories of them; none: the embedded tables
        files: Vec<PathBuf>,
    },
    /// Print the tables as Markdown
    Show {
        /// One of them; none: all
        decision: Option<String>,
        /// DMN files, or directories of them
        #[arg(long, num_args = 1.., value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Ask a decision: its answer, the rules that fired, and what kept the others back
    Explain {
        decision: String,
        /// The facts, as a JSON object; `-`: from the standard input
        #[arg(long, value_name = "FILE")]
        facts: PathBuf,
        /// The language of the rules' sentences; otherwise that of LANG
        #[arg(long, value_parser = ["en", "fr"])]
        language: Option<String>,
        /// DMN files, or directories of them
        #[arg(long, num_args = 1.., value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Draw what each decision requires, as a diagram at the end of its file, so that DMN editors show it
    Draw {
        /// DMN files, or directories of them
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// What a command reads and writes.
pub struct Streams<'a> {
    pub input: &'a mut dyn Read,
    pub output: &'a mut dyn Write,
    pub errors: &'a mut dyn Write,
}

/// How a command ended. Its number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Done = 0,
    /// The tables have findings.
    Refused = 1,
    /// What was given cannot be used: a file that cannot be read, a decision or a fact that there is not.
    Unusable = 2,
}

/// Why a command stops early.
enum Stop {
    Findings(Vec<Finding>),
    Unusable(String),
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Failed(error)
    }
}

/// Runs a command. `lang` is the value of the variable `LANG`.
///
/// # Errors
/// A stream that cannot be written to.
pub fn run(command: &PolicyCommand, lang: &str, streams: Streams<'_>) -> io::Result<Ending> {
    let Streams { input, output, errors } = streams;
    let done = match command {
        PolicyCommand::Check { files } => check(files, output),
        PolicyCommand::Show { decision, files } => show(decision.as_deref(), files, output),
        PolicyCommand::Explain { decision, facts, language, files } => {
            let language = language.as_deref().unwrap_or(if lang.starts_with("fr") { "fr" } else { "en" });
            explain(decision, facts, language, files, input, output)
        }
        PolicyCommand::Draw { files } => draw(files, output),
    };
    match done {
        Ok(()) => Ok(Ending::Done),
        Err(Stop::Failed(error)) => Err(error),
        Err(Stop::Unusable(message)) => {
            writeln!(errors, "error: {message}")?;
            Ok(Ending::Unusable)
        }
        Err(Stop::Findings(findings)) => {
            for finding in &findings {
                writeln!(output, "{finding}")?;
            }
            let findings = number_of(findings.len(), "finding");
            writeln!(errors, "{findings}: the policy is refused")?;
            Ok(Ending::Refused)
        }
    }
}

fn check(files: &[PathBuf], output: &mut dyn Write) -> Result<(), Stop> {
    let sources = sources(files)?;
    let policy = Policy::checked_with(&borrowed(&sources)).map_err(Stop::Findings)?;
    let decisions = number_of(policy.tables().count(), "decision");
    let rules = number_of(policy.tables().map(|table| table.rules().len()).sum(), "rule");
    let version = policy.version();
    writeln!(output, "{decisions}, {rules}: complete and free of contradictions (version {version})")?;
    Ok(())
}

fn show(decision: Option<&str>, files: &[PathBuf], output: &mut dyn Write) -> Result<(), Stop> {
    let policy = policy(files)?;
    if let Some(decision) = decision {
        let table = policy.table(decision).ok_or_else(|| {
            let known: Vec<&str> = Policy::decisions().collect();
            Stop::Unusable(format!("there is no decision `{decision}`; the decisions are `{}`", known.join("`, `")))
        })?;
        write!(output, "{}", table.to_markdown())?;
        return Ok(());
    }
    for (index, table) in policy.tables().enumerate() {
        let gap = if index == 0 { "" } else { "\n" };
        write!(output, "{gap}{}", table.to_markdown())?;
    }
    Ok(())
}

fn explain(
    decision: &str,
    facts: &Path,
    language: &str,
    files: &[PathBuf],
    input: &mut dyn Read,
    output: &mut dyn Write,
) -> Result<(), Stop> {
    let policy = policy(files)?;
    let mut json = String::new();
    let read = if facts == Path::new("-") {
        input.read_to_string(&mut json).map(|_| ())
    } else {
        fs::read_to_string(facts).map(|text| json = text)
    };
    read.map_err(|error| unreadable(facts, &error))?;
    let facts = context(&json).map_err(Stop::Unusable)?;
    let tried = policy.try_facts(decision, &facts).map_err(|error| Stop::Unusable(error.to_string()))?;
    Ok(write_explanation(&tried, language, output)?)
}

/// The facts of a flat JSON object.
fn context(json: &str) -> Result<Context, String> {
    let facts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(json).map_err(|error| format!("the facts are not a JSON object: {error}"))?;
    let value = |(name, value): (String, serde_json::Value)| {
        let value = match value {
            serde_json::Value::Bool(flag) => Value::from(flag),
            serde_json::Value::String(word) => Value::from(word),
            serde_json::Value::Number(number) => {
                let parsed = number.to_string().parse::<dmn::Number>();
                parsed.map(Value::from).map_err(|error| format!("the fact `{name}`: {error}"))?
            }
            _ => return Err(format!("the fact `{name}` is neither a boolean, a string nor a number")),
        };
        Ok((name, value))
    };
    facts.into_iter().map(value).collect()
}

fn write_explanation(tried: &Tried, language: &str, output: &mut dyn Write) -> io::Result<()> {
    writeln!(output, "answer")?;
    for answer in &tried.answers {
        let values: Vec<String> = answer.values.iter().map(ToString::to_string).collect();
        let values = if values.is_empty() { "nothing".to_owned() } else { values.join(", ") };
        writeln!(output, "  {}: {values}", answer.output)?;
    }
    writeln!(output, "\nfired")?;
    for rule in &tried.fired {
        let sentence = if language == "fr" { &rule.fr } else { &rule.en };
        writeln!(output, "  {}: {sentence}", rule.rule)?;
    }
    if tried.fired.is_empty() {
        writeln!(output, "  no rule")?;
    }
    if !tried.blocked.is_empty() {
        writeln!(output, "\nheld back")?;
    }
    for BlockedRule { rule, by } in &tried.blocked {
        match by {
            Some(by) => {
                writeln!(output, "  {rule}: `{}` is {}, and the rule asks for {}", by.input, by.value, by.cell)?
            }
            None => writeln!(output, "  {rule}: every cell holds, but another rule was preferred")?,
        }
    }
    Ok(())
}

/// Nothing is written where one of the files cannot be drawn.
fn draw(files: &[PathBuf], output: &mut dyn Write) -> Result<(), Stop> {
    let mut drawn = Vec::new();
    let mut findings = Vec::new();
    for (file, text) in sources(files)? {
        match dmn::draw(&text) {
            Ok(after) => drawn.push((file, text, in_utf_8(after))),
            Err(found) => findings.extend(found.into_iter().map(|finding| finding.in_file(&file))),
        }
    }
    if !findings.is_empty() {
        return Err(Stop::Findings(findings));
    }
    for (file, before, after) in drawn {
        if before == after {
            writeln!(output, "{file}: as it was")?;
            continue;
        }
        fs::write(&file, after).map_err(|error| Stop::Unusable(format!("`{file}` cannot be written: {error}")))?;
        writeln!(output, "{file}: drawn")?;
    }
    Ok(())
}

/// What is written is UTF-8, whatever was read.
fn in_utf_8(xml: String) -> String {
    match xml.split_once("?>") {
        Some((declaration, rest)) if declaration.starts_with("<?xml") => {
            [&declaration.replace("UTF-16", "UTF-8").replace("utf-16", "UTF-8"), "?>", rest].concat()
        }
        _ => xml,
    }
}

fn policy(files: &[PathBuf]) -> Result<Policy, Stop> {
    let sources = sources(files)?;
    Policy::with(&borrowed(&sources)).map_err(Stop::Findings)
}

/// The DMN files and those in the directories, each by its path, with their text.
fn sources(paths: &[PathBuf]) -> Result<Vec<(String, String)>, Stop> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(models_in(path)?);
        } else {
            files.push(path.clone());
        }
    }
    let source = |file: &PathBuf| {
        let bytes = fs::read(file).map_err(|error| unreadable(file, &error))?;
        let text = dmn::decode(&bytes).map_err(|error| unreadable(file, &error))?;
        Ok((file.display().to_string(), text.into_owned()))
    };
    files.iter().map(source).collect()
}

fn models_in(directory: &Path) -> Result<Vec<PathBuf>, Stop> {
    let entries = fs::read_dir(directory).map_err(|error| unreadable(directory, &error))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable(directory, &error))?.path();
        if path.extension().is_some_and(|extension| extension == "dmn") {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(Stop::Unusable(format!("`{}` holds no file whose name ends in .dmn", directory.display())));
    }
    files.sort();
    Ok(files)
}

fn unreadable(path: &Path, error: &dyn Display) -> Stop {
    Stop::Unusable(format!("`{}` cannot be read: {error}", path.display()))
}

fn borrowed(sources: &[(String, String)]) -> Vec<(&str, &str)> {
    sources.iter().map(|(file, text)| (file.as_str(), text.as_str())).collect()
}

fn number_of(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
