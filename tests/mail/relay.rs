//! The way to the relay: encryption, passwords, and the background of a running server.

use std::path::PathBuf;
use std::time::Duration;

use rcgen::{CertificateParams, KeyPair};
use server::app::{App, Shared};
use server::commands::check::{self, CheckCommand};
use server::domains::email::EmailAddress;
use server::mail::sender;
use server::settings::mail::{MailSettings, Security};
use server::settings::secrets::Password;
use tempfile::TempDir;
use tests::world::World;

use crate::peer::Peer;
use crate::setting::{dead, expired, failed, put, round, row, sent, transport};

tests::on_both_databases! {
    in World::empty:
    starttls_and_a_password,
    encryption_from_the_start,
    an_unknown_certificate_is_not_trusted,
    a_relay_without_starttls_gets_nothing,
    a_wrong_password_is_no_fault_of_the_recipient,
    a_relay_says_at_once_whether_it_takes_addresses_beyond_ascii,
    a_mail_shows_what_the_relay_takes_by_now,
    check_shows_what_the_relay_takes_and_sends_a_letter,
    a_server_sends_in_the_background_until_it_ends,
    a_server_without_a_relay_keeps_its_mail,
}

/// A certificate of its own for this machine, and the file that says to trust it.
struct Certificate {
    directory: TempDir,
}

impl Certificate {
    fn make() -> Certificate {
        let directory = tempfile::tempdir().unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap().self_signed(&key).unwrap();
        std::fs::write(directory.path().join("key.pem"), key.serialize_pem()).unwrap();
        std::fs::write(directory.path().join("certificate.pem"), certificate.pem()).unwrap();
        Certificate { directory }
    }

    fn file(&self) -> PathBuf {
        self.directory.path().join("certificate.pem")
    }

    fn key(&self) -> PathBuf {
        self.directory.path().join("key.pem")
    }

    fn start_peer(&self) -> Peer {
        Peer::start_secure(&self.key(), &self.file())
    }
}

/// Settings for the relay with a certificate of its own.
fn secure(peer: &Peer, ca_file: Option<PathBuf>, password: &str) -> MailSettings {
    let mut settings = peer.settings();
    let smtp = settings.smtp.as_mut().unwrap();
    smtp.security = Security::Starttls;
    smtp.ca_file = ca_file;
    smtp.username = Some("relay".to_owned());
    smtp.password = Some(Password(password.to_owned()));
    settings
}

async fn starttls_and_a_password(world: &World) {
    let certificate = Certificate::make();
    let mut peer = certificate.start_peer();
    put(world, &expired(), &["ann@acme.example"]).await;
    let transport = transport(&secure(&peer, Some(certificate.file()), "0123"));
    assert_eq!(round(world, &transport).await, sent(1));
    assert!(peer.received().secure);
}

async fn encryption_from_the_start(world: &World) {
    let certificate = Certificate::make();
    let mut peer = Peer::start_encrypted(&certificate.key(), &certificate.file());
    let mut settings = secure(&peer, Some(certificate.file()), "0123");
    put(world, &expired(), &["ann@acme.example"]).await;
    settings.smtp.as_mut().unwrap().security = Security::Tls;
    assert_eq!(round(world, &transport(&settings)).await, sent(1));
    assert!(peer.received().secure);
}

async fn an_unknown_certificate_is_not_trusted(world: &World) {
    let certificate = Certificate::make();
    let peer = certificate.start_peer();
    put(world, &expired(), &["ann@acme.example"]).await;
    assert_eq!(round(world, &transport(&secure(&peer, None, "0123"))).await, failed(1));
    let error = row(world, "ann@acme.example").await.last_error.unwrap();
    assert!(error.starts_with("cannot connect") && error.contains("certificate"), "{error}");
}

async fn a_relay_without_starttls_gets_nothing(world: &World) {
    let peer = Peer::start();
    let certificate = Certificate::make();
    put(world, &expired(), &["ann@acme.example"]).await;
    assert_eq!(round(world, &transport(&secure(&peer, Some(certificate.file()), "0123"))).await, failed(1));
    let error = row(world, "ann@acme.example").await.last_error.unwrap();
    assert!(error.contains("STARTTLS is not supported"), "{error}");
}

async fn a_wrong_password_is_no_fault_of_the_recipient(world: &World) {
    let certificate = Certificate::make();
    let peer = certificate.start_peer();
    put(world, &expired(), &["ann@acme.example"]).await;
    assert_eq!(round(world, &transport(&secure(&peer, Some(certificate.file()), "123"))).await, failed(1));
    let row = row(world, "ann@acme.example").await;
    assert!(!row.refused);
    let error = row.last_error.unwrap();
    assert!(error.contains("535") && !error.contains("123"), "{error}");
}

async fn a_relay_says_at_once_whether_it_takes_addresses_beyond_ascii(world: &World) {
    let peer = Peer::start_ascii_only();
    let app = with_mail(world, peer.settings()).await;
    let address = EmailAddress::parse("zoë@acme.example").unwrap();
    assert!(app.can_mail(&address), "nothing is known yet");
    let sending = sender::start(&app).unwrap().unwrap();
    let asked = async {
        while app.can_mail(&address) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), asked).await.unwrap();
    assert!(app.can_mail(&EmailAddress::parse("zoe@bäckerei.example").unwrap()), "a domain has a form in ASCII");
    sending.stop(Duration::from_secs(60)).await;
    app.db.close().await;
}

async fn a_mail_shows_what_the_relay_takes_by_now(world: &World) {
    let address = EmailAddress::parse("zoë@acme.example").unwrap();
    for (peer, is_taken) in [(Peer::start_ascii_only(), false), (Peer::start(), true)] {
        put(world, &expired(), &["ann@acme.example"]).await;
        assert_eq!(round(world, &transport(&peer.settings())).await, sent(1));
        assert_eq!(world.app.can_mail(&address), is_taken);
    }
    let peer = Peer::start_ascii_only();
    put(world, &expired(), &[address.as_str()]).await;
    assert_eq!(round(world, &transport(&peer.settings())).await, dead(1));
    let row = row(world, address.as_str()).await;
    assert!(row.refused && row.last_error.unwrap().contains("SMTPUTF8"));
}

async fn check_shows_what_the_relay_takes_and_sends_a_letter(world: &World) {
    for (mut peer, said) in [
        (Peer::start_ascii_only(), "takes only addresses of plain letters before the `@` (no SMTPUTF8)"),
        (Peer::start(), "takes addresses beyond ASCII (SMTPUTF8)"),
    ] {
        let mut settings = world.app.settings.clone();
        settings.mail = peer.settings();
        let mut output = Vec::new();
        let to_ann = CheckCommand::Mail { address: "ann@acme.example".to_owned() };
        for command in [None, Some(&to_ann)] {
            check::run(command, &settings, None, &world.app.clock, &mut output).await.unwrap();
        }
        let output = String::from_utf8(output).unwrap();
        assert!(output.contains(said), "{output}");
        let message = peer.received().message;
        assert!(message.text.unwrap().contains("can send e-mail to this address"));
        assert!(message.elements.contains(&"h1".to_owned()), "{:?}", message.elements);
    }
}

async fn a_server_sends_in_the_background_until_it_ends(world: &World) {
    let mut peer = Peer::start();
    let app = with_mail(world, peer.settings()).await;
    let sending = sender::start(&app).unwrap().unwrap();
    put(world, &expired(), &["ann@acme.example"]).await;
    let (mut peer, received) = tokio::task::spawn_blocking(move || {
        let received = peer.received();
        (peer, received)
    })
    .await
    .unwrap();
    assert_eq!(received.envelope.to, ["ann@acme.example"]);
    // What is under way is finished: the mail that has arrived is marked, too.
    sending.stop(Duration::from_secs(60)).await;
    assert!(row(world, "ann@acme.example").await.sent_at.is_some());

    put(world, &expired(), &["eve@acme.example"]).await;
    assert_eq!(round(world, &transport(&peer.settings())).await, sent(1), "nobody else took it");
    assert_eq!(peer.received().envelope.to, ["eve@acme.example"]);
    app.db.close().await;
}

async fn a_server_without_a_relay_keeps_its_mail(world: &World) {
    assert!(sender::start(&world.app).unwrap().is_none());
    let mut sample = world.app.settings.clone();
    sample.sample = true;
    sample.mail = crate::peer::settings(25);
    let sample = App::open(sample).await.unwrap();
    assert!(sender::start(&sample).unwrap().is_none(), "the sample world sends nothing, whatever is configured");
    sample.db.close().await;
}

/// Another process on the same database, with a relay.
async fn with_mail(world: &World, mail: MailSettings) -> Shared {
    let mut settings = world.app.settings.clone();
    settings.mail = mail;
    App::open(settings).await.unwrap()
}
