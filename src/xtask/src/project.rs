//! Where things lie in the checkout, and how child processes are started. Not which ones.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

/// The native packages, always selected together: cargo unites the features of what is selected,
/// and another selection would build the shared dependencies once more.
pub const NATIVE: [&str; 3] = ["--workspace", "--exclude", "app"];

/// The target triple of the browser.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Leptos then erases the types of its views: faster to compile, and smaller.
pub const WASM_RUSTFLAGS: &str = "--cfg erase_components";

/// Where this program lies. Found at its start: the tests compile it anew, and then the system calls the file deleted.
static OWN_PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// To be called before anything is compiled.
pub fn find_own_program() {
    own_program();
}

/// Where this program lies, for what has to call it.
pub fn own_program() -> &'static Path {
    OWN_PROGRAM.get_or_init(|| env::current_exe().unwrap_or_else(|_| root().join("target/debug/xtask")))
}

/// The top of the checkout.
pub fn root() -> &'static Path {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own)
}

/// Cargo's target directory for native builds.
pub fn target_dir() -> Result<PathBuf> {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(told) => std::path::absolute(told).context("CARGO_TARGET_DIR is not a path"),
        None => Ok(root().join("target")),
    }
}

/// A command that runs at the top of the checkout.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    // `cargo run` describes this package in the environment. Some build scripts ask to run again
    // when such a variable changes, and would do so after each plain `cargo build`.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// `cargo`, at the top of the checkout.
pub fn cargo<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Command {
    let mut cargo = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments);
    if LINTS.load(Ordering::Relaxed) {
        cargo.envs(CLIPPY);
    }
    cargo
}

/// Whether the project's own crates are compiled by Clippy, which says what it has to say and then compiles. To lint apart
/// would read every crate once more, the dependencies too. What is compiled otherwise, to serve or by hand, lies beside it:
/// the dependencies are shared, the project's own crates are compiled once for each.
static LINTS: AtomicBool = AtomicBool::new(false);

/// Cargo compiles the workspace's crates by the wrapper, and dependencies without it. Every warning is an error, so that
/// none is left to get used to.
const CLIPPY: [(&str, &str); 2] =
    [("RUSTC_WORKSPACE_WRAPPER", "clippy-driver"), ("CLIPPY_ARGS", "-D__CLIPPY_HACKERY__warnings")];

/// From here on, what cargo compiles for development is linted as well.
pub fn lint_what_is_compiled() {
    LINTS.store(true, Ordering::Relaxed);
}

/// Lets a command build for the browser. It has a target directory of its own: with other compiler
/// flags, the two kinds of build would otherwise throw out each other's results.
pub fn for_wasm(command: &mut Command) -> Result<&mut Command> {
    let target_dir = target_dir()?.join("wasm");
    Ok(command.env("CARGO_TARGET_DIR", target_dir).env("RUSTFLAGS", WASM_RUSTFLAGS))
}

/// `PATH` with these folders before all others.
pub fn path_with(folders: &[PathBuf]) -> Result<OsString> {
    let inherited = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&inherited));
    env::join_paths(all).context("a folder on the PATH has a `:` in its name")
}

/// The first program of that name on `PATH`.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Whether this process runs as root, on Linux; elsewhere it never matters.
pub fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Runs a command to its end, with its output going where ours goes.
///
/// # Errors
/// It could not be started, or did not end well.
pub fn run(command: &mut Command) -> Result<()> {
    let line = line_of(command);
    let status = command.status().with_context(|| format!("cannot start `{line}`"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// The command as one would type it, by the program's name alone.
pub fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
