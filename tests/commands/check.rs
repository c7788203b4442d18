//! `access-directory check` and `settings show`: what they say, that they change nothing, and that no secret is in any of it.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use rcgen::{CertificateParams, KeyPair};
use server::app::App;
use server::args;
use server::base::clock::Clock;
use server::commands::check;
use server::commands::settings::{self as settings_command, SettingsCommand};
use server::settings::Settings;
use server::settings::mail::{MailSettings, Security, SmtpSettings};
use server::settings::net::TlsSettings;
use server::settings::secrets::{DatabaseAddress, Password};

/// Stands in every secret.
const CANARY: &str = "canary-0123456789abcdef0123456789abcdef";

fn noon() -> DateTime<Utc> {
    "2026-11-30T12:00:00Z".parse().unwrap()
}

fn in_folder(data: &Path) -> Settings {
    Settings { data: data.to_owned(), ..Settings::default() }
}

/// The checks' lines, and whether all passed.
async fn checked(settings: &Settings) -> (Vec<String>, bool) {
    let mut output = Vec::new();
    let clock = Clock::ahead(0);
    clock.stand_at(noon());
    let passed = check::run(None, settings, None, &clock, &mut output).await.unwrap();
    (String::from_utf8(output).unwrap().lines().map(str::to_owned).collect(), passed)
}

fn line<'a>(lines: &'a [String], name: &str) -> &'a str {
    lines.iter().find(|line| line.split_whitespace().nth(1) == Some(name)).unwrap()
}

#[tokio::test]
async fn nothing_is_made_where_nothing_is() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (lines, passed) = checked(&in_folder(&data)).await;
    assert!(passed, "{lines:?}");
    assert!(line(&lines, "database").starts_with("skipped"), "{lines:?}");
    assert!(!data.exists(), "looking makes nothing");
}

#[tokio::test]
async fn a_database_is_looked_at_with_its_secret() {
    let data = tempfile::tempdir().unwrap();
    let app = App::open(in_folder(data.path())).await.unwrap();
    app.db.close().await;
    let (lines, passed) = checked(&in_folder(data.path())).await;
    assert!(passed, "{lines:?}");
    assert!(line(&lines, "database").ends_with("can be used"), "{lines:?}");
    assert_eq!(line(&lines, "secret"), "ok       secret       is the one that the database was filled with");

    assert_eq!(line(&lines, "held-mail"), "ok       held-mail    none is held back");

    let other = Settings { secret: Some(Password(CANARY.to_owned())), ..in_folder(data.path()) };
    let (lines, passed) = checked(&other).await;
    assert!(!passed && line(&lines, "secret").starts_with("FAILED   secret       this is not the secret"), "{lines:?}");
    assert_eq!(lines.last().unwrap(), "1 check failed");
}

#[tokio::test]
async fn mail_that_a_restore_holds_back_is_told_with_the_way_on() {
    let data = tempfile::tempdir().unwrap();
    let app = App::open(in_folder(data.path())).await.unwrap();
    for event in ["access_requested", "access_approved"] {
        let mut tx = app.db.begin().await.unwrap();
        let sql = "INSERT INTO outbox (message_id, event, recipient, locale, details, created_at, held) \
                   VALUES ($1, $1, 'ann@acme.com', 'en', '{}', 0, TRUE)";
        tx.run(sql, args![event]).await.unwrap();
        tx.commit().await.unwrap();
    }
    app.db.close().await;
    let (lines, passed) = checked(&in_folder(data.path())).await;
    assert!(passed, "{lines:?}");
    let found = line(&lines, "held-mail");
    assert!(found.starts_with("warning  held-mail    a restore holds back 2: look at it with"), "{found}");
    assert!(found.ends_with("`mail release` or `mail discard`"), "{found}");
}

#[tokio::test]
async fn a_certificate_is_looked_at_with_its_time_and_its_host() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("certificate.pem"), folder.path().join("key.pem"));
    let of = |ends: DateTime<Utc>| {
        let mut parameters = CertificateParams::new(vec!["accounts.example.com".to_owned()]).unwrap();
        parameters.not_before = std::time::SystemTime::from(noon() - TimeDelta::days(90)).into();
        parameters.not_after = std::time::SystemTime::from(ends).into();
        let pair = KeyPair::generate().unwrap();
        std::fs::write(&certificate, parameters.self_signed(&pair).unwrap().pem()).unwrap();
        std::fs::write(&key, pair.serialize_pem()).unwrap();
    };
    let mut settings = in_folder(&folder.path().join("data"));
    settings.tls = TlsSettings { certificate: Some(certificate.clone()), key: Some(key.clone()) };
    settings.public_url = Some("https://accounts.example.com".to_owned());
    let second = TimeDelta::seconds(1);
    for (ends, word, said) in [
        (noon() + TimeDelta::days(14), "ok", "names `accounts.example.com` and is valid until 2026-12-14"),
        (noon() + TimeDelta::days(14) - second, "warning", "ends on 2026-12-14: renew it"),
        (noon(), "warning", "ends on 2026-11-30: renew it"),
        (noon() - second, "FAILED", "`tls.certificate` ended on 2026-11-30: renew it"),
    ] {
        of(ends);
        let (lines, _) = checked(&settings).await;
        let line = line(&lines, "certificate");
        assert!(line.starts_with(word) && line.contains(said), "{ends}: {line}");
    }
    of(noon() + TimeDelta::days(30));
    settings.public_url = Some("https://other.example.com".to_owned());
    let (lines, passed) = checked(&settings).await;
    assert!(!passed && line(&lines, "certificate").contains("does not name `other.example.com`"), "{lines:?}");
}

#[tokio::test]
async fn what_is_in_force_is_shown_with_where_it_comes_from() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), "session_hours = 5\nproxies = [\"10.0.0.0/8\"]\n[mail]\nbatch = 3\n").unwrap();
    let settings = Settings { data: "elsewhere".into(), ..Settings::load(Some(file.path())).unwrap() };
    let mut output = Vec::new();
    let flags = [("data", "--data")];
    settings_command::run(&SettingsCommand::Show, &settings, Some(file.path()), &flags, &mut output).unwrap();
    let shown = String::from_utf8(output).unwrap();
    for line in [
        "session_hours = 5  # the file",
        "proxies = [\"10.0.0.0/8\"]  # the file",
        "mail.batch = 3  # the file",
        "mail.timeout_seconds = 30  # default",
        "data = \"elsewhere\"  # --data",
        "# public_url is not set",
        "limits.peer_burst = ",
    ] {
        assert!(shown.lines().any(|shown| shown.starts_with(line)), "{line} is not in:\n{shown}");
    }
}

#[tokio::test]
async fn no_secret_is_in_any_output() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = in_folder(folder.path());
    settings.database = Some(DatabaseAddress(format!("postgres://ann:{CANARY}@127.0.0.1:1/ad?password={CANARY}")));
    settings.secret = Some(Password(CANARY.to_owned()));
    settings.mail = MailSettings {
        smtp: Some(SmtpSettings {
            host: "127.0.0.1".to_owned(),
            port: Some(1),
            security: Security::None,
            username: Some("ann".to_owned()),
            password: Some(Password(CANARY.to_owned())),
            ca_file: None,
        }),
        from: Some("access@example.com".to_owned()),
        ..MailSettings::default()
    };
    let provider =
        "[[sign_in.providers]]\nid = \"a\"\nname = \"A\"\nissuer = \"http://127.0.0.1:1\"\nclient_id = \"a\"\n";
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), format!("{provider}client_secret = \"{CANARY}\"\n")).unwrap();
    settings.sign_in = Settings::load(Some(file.path())).unwrap().sign_in;

    let mut said = format!("{settings:?}");
    let mut output = Vec::new();
    settings_command::run(&SettingsCommand::Show, &settings, None, &[], &mut output).unwrap();
    said += std::str::from_utf8(&output).unwrap();
    let (lines, passed) = checked(&settings).await;
    assert!(!passed && line(&lines, "database").starts_with("FAILED"), "{lines:?}");
    assert!(line(&lines, "mail").starts_with("FAILED"), "{lines:?}");
    said += &lines.join("\n");
    said += &format!("{:#}", App::open(settings.clone()).await.map(drop).unwrap_err());
    for wrong in [
        format!("secret = {CANARY:?}\nsecret_ = 1\n"),
        format!("database = \"{CANARY}\"\nlisten = 1\n"),
        format!("secret = [\"{CANARY}\"]\n"),
        format!("{provider}client_secret = {{ value = \"{CANARY}\" }}\n"),
    ] {
        std::fs::write(file.path(), wrong).unwrap();
        said += &format!("{:#}", Settings::load(Some(file.path())).unwrap_err());
    }
    assert!(said.contains("ann") && !said.contains("canary"), "{said}");
}
