//! What this process logs, for tests of what a log says and what it must not.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use tracing::Level;

/// What was logged since the first call of [`at`].
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

/// Catches what is logged from now on at this level and above it; the first call of a process decides the level.
pub fn at(level: Level) -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let writer = log.clone();
        let format = tracing_subscriber::fmt().with_ansi(false).with_max_level(level);
        format.with_writer(move || writer.clone()).init();
        log
    })
}

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }

    /// The lines that have this in them, in whatever case.
    pub fn lines(&self, part: &str) -> Vec<String> {
        let part = part.to_lowercase();
        self.text().lines().filter(|line| line.to_lowercase().contains(&part)).map(str::to_owned).collect()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
