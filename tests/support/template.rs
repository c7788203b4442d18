//! What tests start from, made once for all that run together, of which each gets a copy: to migrate a database and to fill
//! the sample world takes several times as long as most tests.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use server::db::{Db, Purpose};
use server::settings::Settings;

/// Names the folder that `cargo xtask test api` makes for each run, beside its cluster: what is in them, this run has made.
const VARIABLE: &str = "TEST_TEMPLATES";

/// What is in a database before a test begins.
#[derive(Clone, Copy, Debug)]
pub enum Template {
    /// The schema of this program, and nothing else.
    Migrated,
    /// The sample world, as `access-directory serve --sample` makes it.
    Sample,
}

impl Template {
    /// What PostgreSQL and the file system know it by.
    pub fn name(self) -> &'static str {
        match self {
            Template::Migrated => "migrated",
            Template::Sample => "sample",
        }
    }

    /// Makes it of the empty database of these settings.
    pub async fn make(self, mut settings: Settings) {
        let db = match self {
            Template::Migrated => {
                Db::open(settings.database_address(), &settings.data, false, Purpose::Service).await.unwrap()
            }
            Template::Sample => {
                settings.become_sample();
                server::commands::serve::open(settings).await.unwrap().db.clone()
            }
        };
        db.close().await;
    }

    /// Puts SQLite's file of it into the data directory of a test, and the secret of what it is filled with. A test that is
    /// run by hand begins with an empty directory.
    pub async fn put_into(self, data: &Path) {
        let Some(folder) = folder() else { return };
        let made = folder.join(self.name());
        if !made.exists() {
            self.ensure(&folder, &made).await;
        }
        for file in fs::read_dir(made).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), data.join(file.file_name())).unwrap();
        }
    }

    /// Makes the files, unless they are there. Each test is a process, and they wait for the one that makes them.
    async fn ensure(self, folder: &Path, made: &Path) {
        let lock = File::create(folder.join("lock")).unwrap();
        lock.lock().unwrap();
        if !made.exists() {
            let unnamed = tempfile::tempdir_in(folder).unwrap();
            self.make(Settings { data: unnamed.path().to_owned(), ..Settings::default() }).await;
            // It has the name once it is whole.
            fs::rename(unnamed.keep(), made).unwrap();
        }
    }
}

/// Whether there is a place for what all tests of a run share.
pub fn is_shared() -> bool {
    folder().is_some()
}

fn folder() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from)
}
