//! A running server with the sample world, for what asks it from outside.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use anyhow::{Context, Result};

use crate::project;

/// A server with the sample world, on a free port. Dropping it stops the server and removes its data.
pub struct World {
    server: Child,
    data: PathBuf,
    /// `http://127.0.0.1:PORT`
    pub address: String,
}

impl World {
    /// Starts this server, on SQLite or on the database with this address.
    ///
    /// # Errors
    /// The server does not start.
    pub fn start(binary: &Path, database: Option<&str>) -> Result<World> {
        let data = std::env::temp_dir().join(format!("access-directory-sample-{}", std::process::id()));
        let mut command = project::command(binary);
        command.args(["serve", "--sample", "--listen", "127.0.0.1:0", "--data"]).arg(&data);
        // Whoever asks everything asks more often than people do.
        for limit in ["PERSON_BURST", "PEER_BURST"] {
            command.env(format!("ACCESS_DIRECTORY_LIMITS__{limit}"), "1000000");
        }
        if let Some(database) = database {
            command.args(["--database", database]);
            // PostgreSQL is shared by processes, and so is their secret.
            command.env("ACCESS_DIRECTORY_SECRET", "the secret of a sample world, 32 bytes or more");
        }
        let server = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {binary:?}"))?;
        let mut world = World { server, data, address: String::new() };
        let output = world.server.stdout.take().context("the server has no output")?;
        let mut lines = BufReader::new(output).lines();
        let said = lines.next().context("the server ended before it listened")??;
        let address = said.split_once("http://").context("the server does not say where it listens")?.1;
        world.address = format!("http://{}", address.trim_end_matches('/'));
        // Read to the end, or a server that has more to say would wait for a reader.
        std::thread::spawn(move || lines.for_each(drop));
        Ok(world)
    }
}

impl Drop for World {
    fn drop(&mut self) {
        // There is nobody to report to in a destructor.
        let _ = self.server.kill();
        let _ = self.server.wait();
        let _ = fs::remove_dir_all(&self.data);
    }
}
