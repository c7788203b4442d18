//! Packages of Python: each set in an environment of its own, from a file that names every version and its hash.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::debian;
use super::step::{self, Step};
use crate::project::{self, find_program};

/// Schemathesis, which asks an API what its description says. Returns the folder of its programs.
pub fn schemathesis() -> Result<PathBuf> {
    environment("schemathesis", "tests/schemathesis/requirements.txt")
}

/// Reads the Public Suffix List and IDNA by other means than the product. Returns the folder of the programs.
pub fn domain_oracle() -> Result<PathBuf> {
    environment("domain-oracle", "tests/match/requirements.txt")
}

/// Makes the environment anew whenever the requirements changed. Nothing is installed that they do not name.
fn environment(name: &str, requirements: &str) -> Result<PathBuf> {
    python()?;
    let requirements = project::root().join(requirements);
    let wanted = fs::read(&requirements).with_context(|| format!("cannot read {requirements:?}"))?;
    let home = step::cache()?.join(name);
    let stamp = home.join(".installed");
    let step = Step {
        name: &format!("the Python packages of {name}"),
        takes: "a few seconds",
        help: "Python 3.11 or newer with `venv`, and a way to the packages, are needed; then run the command again",
    };
    step.ensure(
        || fs::read(&stamp).is_ok_and(|installed| installed == wanted),
        |log| {
            log.run(project::command("python3").args(["-m", "venv", "--clear"]).arg(&home))?;
            let mut pip = project::command(home.join("bin/python"));
            pip.args(["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:", "--no-deps"]);
            log.run(pip.arg("--requirement").arg(&requirements))?;
            Ok(fs::write(&stamp, &wanted)?)
        },
    )?;
    Ok(home.join("bin"))
}

fn python() -> Result<()> {
    let step = Step { name: "Python", takes: "about a minute", help: "install Python 3.11 or newer with its `venv`" };
    // Debian's Python comes without what makes environments.
    let makes_environments = || {
        let mut look = project::command("python3");
        let look = look.args(["-c", "import ensurepip, venv, sys; sys.exit(sys.version_info < (3, 11))"]);
        find_program("python3").is_some() && look.output().is_ok_and(|looked| looked.status.success())
    };
    step.ensure(makes_environments, |log| debian::install(&["python3", "python3-venv"], log))
}
