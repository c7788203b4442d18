//! A PostgreSQL cluster for one test run: in a temporary folder, on a free port, gone afterwards.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::{project, scratch, setup};

/// How long the server may take to come up; it needs less than a second.
const START: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// A running cluster. Dropping it stops the server and removes the folder.
pub struct Cluster {
    programs: PathBuf,
    /// User and group of the server, which refuses to run as root.
    owner: Option<(u32, u32)>,
    folder: PathBuf,
    port: u16,
    server: Option<Child>,
}

impl Cluster {
    /// Makes a cluster for much data, and waits until it accepts connections.
    ///
    /// # Errors
    /// PostgreSQL cannot be installed or does not start: with what it wrote.
    pub fn start() -> Result<Cluster> {
        Cluster::start_in(&env::temp_dir(), &[])
    }

    /// Makes one for many small databases: in memory where there is room, with a log of changes that stays small.
    ///
    /// # Errors
    /// Those of [`Cluster::start`].
    pub fn for_tests() -> Result<Cluster> {
        Cluster::start_in(&scratch::roomiest(), &["-c", "max_wal_size=128MB"])
    }

    fn start_in(folder: &Path, settings: &[&str]) -> Result<Cluster> {
        let folder = folder.join(format!("access-directory-postgres-{}", std::process::id()));
        let mut cluster =
            Cluster { programs: setup::postgres()?, owner: owner()?, folder, port: free_port()?, server: None };
        cluster.create()?;
        cluster.run_server(settings)?;
        Ok(cluster)
    }

    /// Where a client with every right connects.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn create(&self) -> Result<()> {
        let folder = &self.folder;
        // With this process's number in its name, a folder that is there was left by a killed run.
        let _ = fs::remove_dir_all(folder);
        fs::create_dir(folder).with_context(|| format!("cannot make {folder:?}"))?;
        if let Some((user, group)) = self.owner {
            chown(folder, Some(user), Some(group))?;
        }
        let mut initdb = self.command("initdb");
        initdb
            .args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"])
            .arg("--no-sync")
            .arg("--pgdata")
            .arg(self.data());
        let output = initdb.output().context("cannot start `initdb`")?;
        if !output.status.success() {
            bail!("`initdb` failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    fn run_server(&mut self, settings: &[&str]) -> Result<()> {
        let log_file = self.folder.join("log");
        let log = fs::File::create(&log_file)?;
        let mut server = self.command("postgres");
        server
            .arg("-D")
            .arg(self.data())
            .arg("-p")
            .arg(self.port.to_string())
            // The tests of one run share the cluster, and none of its data outlives them. A socket
            // in the file system would need a short path, and nobody asks for one.
            .args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
            .args(["-c", "max_connections=300", "-c", "fsync=off", "-c", "full_page_writes=off"])
            .args(settings)
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log);
        let server = self.server.insert(server.spawn().context("cannot start `postgres`")?);

        let mut waited = Duration::ZERO;
        while !is_ready(&self.folder.join("data")) {
            if server.try_wait()?.is_some() || waited > START {
                let log = fs::read_to_string(&log_file).unwrap_or_default();
                bail!("PostgreSQL does not start; its log:\n{log}");
            }
            std::thread::sleep(LOOK_EVERY);
            waited += LOOK_EVERY;
        }
        Ok(())
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = project::command(self.programs.join(program));
        // Messages in English, whatever the person speaks; and a folder that the owner may enter.
        command.env("LC_ALL", "C").current_dir(&self.folder);
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let mut stop = self.command("pg_ctl");
            stop.args(["stop", "--mode=immediate", "--silent", "--pgdata"]).arg(self.data());
            let stopped = stop.stdout(Stdio::null()).stderr(Stdio::null()).status();
            if !stopped.is_ok_and(|status| status.success()) {
                // There is nobody to report to in a destructor; the folder is removed below.
                let _ = server.kill();
            }
            let _ = server.wait();
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The server writes its state into the eighth line of this file, and `pg_ctl` waits in this way.
fn is_ready(data: &Path) -> bool {
    let state = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    state.lines().nth(7).is_some_and(|line| line.trim() == "ready")
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port on 127.0.0.1")?;
    Ok(listener.local_addr()?.port())
}

fn owner() -> Result<Option<(u32, u32)>> {
    if !project::is_root() {
        return Ok(None);
    }
    let id = |flag| -> Result<u32> {
        let output = Command::new("id").args([flag, "postgres"]).output()?;
        let text = String::from_utf8(output.stdout)?;
        text.trim().parse().context("PostgreSQL does not run as root, and no user `postgres` exists")
    };
    Ok(Some((id("-u")?, id("-g")?)))
}
