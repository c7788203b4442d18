//! What the log says of mail that was not taken: codes, and nobody's address.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};

use tests::world::World;

use crate::peer::Peer;
use crate::setting::{dead, expired, put, round, row, transport};

tests::on_both_databases! {
    in World::empty:
    a_log_has_the_code_and_the_outbox_the_words,
}

/// What this process logged so far, at the level at which servers run and the next.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn log() -> &'static Log {
    static LOG: OnceLock<Log> = OnceLock::new();
    LOG.get_or_init(|| {
        let log = Log::default();
        let writer = log.clone();
        let some = tracing_subscriber::fmt().with_ansi(false).with_max_level(tracing::Level::INFO);
        some.with_writer(move || writer.clone()).init();
        log
    })
}

async fn a_log_has_the_code_and_the_outbox_the_words(world: &World) {
    let log = log();
    let peer = Peer::start();
    put(world, &expired(), &["gone-canary@acme.example", "canary\r\n@acme.example"]).await;
    assert_eq!(round(world, &transport(&peer.settings())).await, dead(2));
    let kept = row(world, "gone-canary@acme.example").await.last_error.unwrap();
    assert!(kept.contains("<gone-canary@acme.example>: user unknown"), "{kept}");
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("550 5.1.1"), "{logged}");
    let lines: Vec<&str> = logged.lines().filter(|line| line.contains("canary") || line.contains("unknown")).collect();
    assert_eq!(lines, [""; 0]);
}
