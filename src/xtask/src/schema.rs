//! The API beside its own description: a real server with the sample world on each database, and Schemathesis, which
//! `tests/schemathesis` steers.

use anyhow::Result;

use crate::postgres::Cluster;
use crate::sample::World;
use crate::{project, server_build, setup};

/// Asks the server everything that its description says, on SQLite and on PostgreSQL.
///
/// # Errors
/// An answer that is a 5xx or not as described: what was printed says which, and how to ask for it again.
pub fn run() -> Result<()> {
    let programs = setup::python::schemathesis()?;
    server_build::allow_without_app()?;
    let server = server_build::debug()?;
    let cluster = Cluster::for_tests()?;
    for (name, database) in [("SQLite", None), ("PostgreSQL", Some(cluster.url()))] {
        println!("--- {name}");
        let world = World::start(&server, database.as_deref())?;
        let mut asking = project::command(programs.join("python"));
        asking.arg(project::root().join("tests/schemathesis/run.py")).arg(&world.address);
        project::run(&mut asking)?;
    }
    Ok(())
}
