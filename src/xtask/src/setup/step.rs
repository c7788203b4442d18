//! One installation: a line when it begins and when it ends, its output in a log file, and one
//! checkout at a time. What is installed lies in a cache that all checkouts share.

use std::env;
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::project::line_of;

/// How much of a failed step's log is shown.
const SHOWN_LINES: usize = 20;

/// A tool that may have to be installed.
pub struct Step<'a> {
    /// What is installed, with its version where one is pinned.
    pub name: &'a str,
    /// How long that takes, in words.
    pub takes: &'a str,
    /// What a person can do when it fails.
    pub help: &'a str,
}

/// Where a step's commands write.
pub struct Log {
    file: PathBuf,
}

/// The cache, made if it is not there: `$XDG_CACHE_HOME/access-directory`, by default in `~/.cache`.
///
/// # Errors
/// No home is known, or the folder cannot be made.
pub fn cache() -> Result<PathBuf> {
    let told = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let base = told.or_else(|| Some(env::home_dir()?.join(".cache")));
    let cache = base.context("set XDG_CACHE_HOME: no home folder is known")?;
    let cache = cache.join("access-directory");
    fs::create_dir_all(&cache).with_context(|| format!("cannot make {cache:?}"))?;
    Ok(cache)
}

/// Where a tool is built.
///
/// # Errors
/// Those of [`cache`].
pub fn build_folder() -> Result<PathBuf> {
    Ok(cache()?.join("build"))
}

/// Removes what a build left behind: gigabytes, and of no use to the next tool.
///
/// # Errors
/// Those of [`cache`], or the folder cannot be removed.
pub fn discard_build() -> Result<()> {
    let folder = build_folder()?;
    fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {folder:?}"))
}

impl Step<'_> {
    /// Calls `install` unless `present` says that there is nothing to do.
    ///
    /// # Errors
    /// The installation failed, or left `present` unfulfilled.
    pub fn ensure(&self, present: impl Fn() -> bool, install: impl FnOnce(&Log) -> Result<()>) -> Result<()> {
        if present() {
            return Ok(());
        }
        let lock = File::create(cache()?.join("lock"))?;
        lock.lock().context("cannot lock the cache")?;
        // Another checkout may have installed it while this one waited.
        if present() {
            return Ok(());
        }
        println!("set up: {} ({})…", self.name, self.takes);
        let started = Instant::now();
        if let Err(error) = Log::new(self.name).and_then(|log| install(&log)) {
            bail!("set up: {} failed: {error:#}\nwhat to do: {}", self.name, self.help);
        }
        if !present() {
            bail!("set up: {} was installed, but cannot be found; {}", self.name, self.help);
        }
        println!("set up: {} took {:.0} s", self.name, started.elapsed().as_secs_f64());
        Ok(())
    }
}

impl Log {
    fn new(step: &str) -> Result<Log> {
        let folder = cache()?.join("logs");
        fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{}.log", step.replace(' ', "-")));
        File::create(&file).with_context(|| format!("cannot write {file:?}"))?;
        Ok(Log { file })
    }

    /// Runs a command of the step to its end.
    ///
    /// # Errors
    /// It could not be started, or did not end well: with the last lines of its output.
    pub fn run(&self, command: &mut Command) -> Result<()> {
        let line = line_of(command);
        let output = File::options().append(true).open(&self.file)?;
        let status = command
            .stdin(Stdio::null())
            .stdout(output.try_clone()?)
            .stderr(output)
            .status()
            .with_context(|| format!("cannot start `{line}`"))?;
        if !status.success() {
            let log = fs::read(&self.file)?;
            let last = last_lines(&String::from_utf8_lossy(&log), SHOWN_LINES);
            let whole = self.file.display();
            bail!("`{line}` ended with {status}\n{last}\n(the whole log: {whole})");
        }
        Ok(())
    }
}

fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_command_shows_the_end_of_its_log() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log { file: folder.path().join("step.log") };
        fs::write(&log.file, "").unwrap();
        log.run(Command::new("sh").args(["-c", "echo earlier"])).unwrap();
        let mut count = Command::new("sh");
        count.args(["-c", "for i in $(seq 30); do echo line $i; done; echo last >&2; exit 3"]);
        let error = log.run(&mut count).unwrap_err().to_string();
        assert!(error.contains("exit status: 3"), "{error}");
        assert!(error.contains("\nline 30\nlast\n"), "{error}");
        assert!(error.contains("\nline 12\n") && !error.contains("\nline 11\n"), "{error}");
        assert!(fs::read_to_string(&log.file).unwrap().starts_with("earlier\nline 1\n"));
    }

    #[test]
    fn what_is_there_is_not_installed() {
        let step = Step { name: "nothing", takes: "no time", help: "do nothing" };
        step.ensure(|| true, |_| bail!("installed all the same")).unwrap();
    }
}
