//! What the log says of mail that was not taken: codes, and nobody's address.

use tests::log;
use tests::world::World;
use tracing::Level;

use crate::peer::Peer;
use crate::setting::{dead, expired, put, round, row, transport};

tests::on_both_databases! {
    in World::empty:
    a_log_has_the_code_and_the_outbox_the_words,
}

async fn a_log_has_the_code_and_the_outbox_the_words(world: &World) {
    let log = log::at(Level::INFO);
    let peer = Peer::start();
    put(world, &expired(), &["gone-canary@acme.example", "canary\r\n@acme.example"]).await;
    assert_eq!(round(world, &transport(&peer.settings())).await, dead(2));
    let kept = row(world, "gone-canary@acme.example").await.last_error.unwrap();
    assert!(kept.contains("<gone-canary@acme.example>: user unknown"), "{kept}");
    assert!(log.text().contains("550 5.1.1"), "{}", log.text());
    for part in ["canary", "unknown"] {
        assert_eq!(log.lines(part), [""; 0]);
    }
}
