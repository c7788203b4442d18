//! `access-directory admin`: the first operator, and one-time links. Signing in with them is tested with the API.

use api::sessions::SignInMethod;
use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser;
use server::app::{App, Shared};
use server::args;
use server::base::clock::from_millis;
use server::commands::admin::{AdminCommand, run};
use server::domains::email::EmailAddress;
use server::settings::Settings;
use server::settings::session::SessionLimits;
use server::store::identity::{self, Identity};
use server::store::key::PersonKey;
use server::store::session::{self, New};
use server::store::{person, sign_in_link, trail};

const OPERATOR: &str = "ruth@operator.example";

/// A new service, whose clock stands.
struct Service {
    app: Shared,
    start: DateTime<Utc>,
    _data: tempfile::TempDir,
}

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: AdminCommand,
}

/// What a command printed: the link's token, and what there is to say about it.
#[derive(Debug)]
struct Printed {
    token: String,
    notes: String,
}

impl Service {
    async fn open() -> Service {
        let data = tempfile::tempdir().unwrap();
        let app = App::open(Settings { data: data.path().to_owned(), ..Settings::default() }).await.unwrap();
        let start = from_millis(1_793_786_400_000);
        app.clock.stand_at(start);
        Service { app, start, _data: data }
    }

    async fn prints(&self, words: &[&str]) -> Result<Printed, String> {
        let arguments = Arguments::try_parse_from(["admin"].iter().chain(words)).map_err(|error| error.to_string())?;
        let (mut output, mut notes) = (Vec::new(), Vec::new());
        let done = run(&self.app, &arguments.command, &mut output, &mut notes).await;
        let (output, notes) = (String::from_utf8(output).unwrap(), String::from_utf8(notes).unwrap());
        if let Err(error) = done {
            assert_eq!((output.as_str(), notes.as_str()), ("", ""), "what is refused prints no link");
            return Err(format!("{error:#}"));
        }
        let token = output.strip_prefix("http://127.0.0.1:8080/sign-in?link=").unwrap().strip_suffix('\n').unwrap();
        assert_eq!(token.len(), 52, "the link stands alone, for scripts: {output}");
        Ok(Printed { token: token.to_owned(), notes })
    }

    /// The person whom a link signs in so much later; the link is then used up.
    async fn take(&self, token: &str, later: TimeDelta) -> Option<PersonKey> {
        let mut tx = self.app.db.begin().await.unwrap();
        let taken = sign_in_link::take(&mut tx, token, self.start + later).await.unwrap();
        tx.commit().await.unwrap();
        taken
    }

    async fn person(&self, email: &str) -> person::Person {
        let key = person::key_by_email(&self.app.db, email).await.unwrap().unwrap();
        let mut tx = self.app.db.begin().await.unwrap();
        person::by_key(&mut tx, key).await.unwrap()
    }

    async fn make_person(&self, email: &str) -> PersonKey {
        let mut tx = self.app.db.begin().await.unwrap();
        let key = person::ensure(&mut tx, &EmailAddress::parse(email).unwrap(), text::Locale::Fr).await.unwrap();
        tx.commit().await.unwrap();
        key
    }

    async fn trail(&self) -> Vec<serde_json::Value> {
        let sql = "SELECT content FROM trail WHERE chain = $1 ORDER BY number";
        let rows: Vec<(String,)> = self.app.db.all(sql, args![trail::SERVICE]).await.unwrap();
        rows.iter().map(|(content,)| serde_json::from_str(content).unwrap()).collect()
    }
}

#[tokio::test]
async fn the_first_operator_is_made_and_signs_in_once_within_an_hour() {
    let service = Service::open().await;
    let printed = service.prints(&["bootstrap", OPERATOR]).await.unwrap();
    assert_eq!(
        printed.notes,
        "It signs ruth@operator.example in once, until 4 November 2026 at 11:00 UTC. Whoever has it is \
         ruth@operator.example to the service.\nWhoever proves the address ruth@operator.example from now on is the \
         operator: look whether it is right.\n"
    );
    let operator = service.person(OPERATOR).await;
    assert!(operator.operator && operator.address().is_none() && operator.verified_domain().is_none());
    assert_eq!(operator.affiliation.as_str(), "external");
    let entries = service.trail().await;
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!((&entry["event"], &entry["who"]), (&"first_operator_made".into(), &serde_json::Value::Null));
    assert_eq!(entry["after"]["operator"], operator.who.id.as_str());

    let last = TimeDelta::hours(1) - TimeDelta::milliseconds(1);
    assert_eq!(service.take(&printed.token, last).await, Some(operator.key));
    assert_eq!(service.take(&printed.token, last).await, None, "once");
}

#[tokio::test]
async fn the_trail_says_for_whom_a_link_was_made_and_who_gave_the_command() {
    let service = Service::open().await;
    service.make_person("ann@acme.com").await;
    service.prints(&["sign-in-link", "Ann@acme.com"]).await.unwrap();
    service.prints(&["sign-in-link", "nobody@acme.com"]).await.unwrap_err();
    let entries = service.trail().await;
    let [entry] = entries.as_slice() else { panic!("{entries:?}") };
    assert_eq!((&entry["event"], &entry["who"]), (&"sign_in_link_made".into(), &serde_json::Value::Null));
    assert_eq!(entry["after"]["command_user"], server::base::command_user::command_user());
    assert_eq!(entry["subject"], service.person("ann@acme.com").await.who.id);
    assert!(!entry.to_string().contains("ann@"), "{entry}");
}

#[tokio::test]
async fn the_link_of_the_first_operator_lasts_an_hour() {
    let service = Service::open().await;
    let printed = service.prints(&["bootstrap", OPERATOR]).await.unwrap();
    let valid =
        async |later| sign_in_link::valid_until(&service.app.db, &printed.token, service.start + later).await.unwrap();
    let hour = TimeDelta::hours(1);
    assert_eq!(valid(hour - TimeDelta::milliseconds(1)).await, Some(service.start + hour));
    assert_eq!(valid(hour).await, None);
    assert_eq!(service.take(&printed.token, hour).await, None);
}

#[tokio::test]
async fn there_is_one_first_operator() {
    let service = Service::open().await;
    service.prints(&["bootstrap", OPERATOR]).await.unwrap();
    for email in [OPERATOR, "another@operator.example"] {
        let refused = service.prints(&["bootstrap", email]).await.err().unwrap();
        assert!(refused.starts_with("there is an operator already: `ruth@operator.example`"), "{refused}");
        assert!(refused.contains("admin sign-in-link"), "it says the way on: {refused}");
    }
    assert_eq!(service.trail().await.len(), 1);
    let nobody = person::key_by_email(&service.app.db, "another@operator.example").await.unwrap();
    assert_eq!(nobody, None);
    service.prints(&["sign-in-link", OPERATOR]).await.unwrap();
}

#[tokio::test]
async fn two_at_once_make_one_operator() {
    let service = Service::open().await;
    let emails = ["a@operator.example", "b@operator.example", "c@operator.example"];
    let commands = emails.map(|email| async { service.prints(&["bootstrap", email]).await.is_ok() });
    let made = futures_util::future::join_all(commands).await.into_iter().filter(|made| *made).count();
    let (operators,): (i64,) =
        service.app.db.one("SELECT count(*) FROM person WHERE operator = $1", args![true]).await.unwrap();
    assert_eq!((made, operators), (1, 1));
}

#[tokio::test]
async fn somebody_who_is_known_becomes_the_operator_with_a_new_session_only() {
    let service = Service::open().await;
    let key = service.make_person(OPERATOR).await;
    let limits = SessionLimits { whole: TimeDelta::hours(12), idle: TimeDelta::hours(2) };
    let mut tx = service.app.db.begin().await.unwrap();
    let new = New { person_key: key, way: &SignInMethod::Link, browser: "" };
    let session = session::begin(&mut tx, &new, limits, service.start).await.unwrap();
    let link = sign_in_link::make(&mut tx, key, service.start).await.unwrap();
    tx.commit().await.unwrap();
    let lasts = async || session::current(&service.app.db, &session, limits, service.start).await.unwrap().is_some();
    assert!(lasts().await);

    let printed = service.prints(&["bootstrap", "Ruth@Operator.example"]).await.unwrap();
    assert!(!lasts().await, "whoever had it was not to become the operator");
    assert_eq!(service.take(&link, TimeDelta::zero()).await, None);
    assert_eq!(service.take(&printed.token, TimeDelta::zero()).await, Some(key));
    let operator = service.person(OPERATOR).await;
    assert_eq!((operator.operator, operator.locale.as_str(), operator.email.as_str()), (true, "fr", OPERATOR));
}

#[tokio::test]
async fn a_link_says_how_long_it_lasts() {
    let service = Service::open().await;
    let key = service.make_person("emma@northmoor.example").await;
    let printed = service.prints(&["sign-in-link", "emma@northmoor.example"]).await.unwrap();
    assert!(printed.notes.contains("once, until 4 November 2026 at 10:15 UTC"), "{}", printed.notes);
    assert_eq!(service.take(&printed.token, TimeDelta::minutes(15) - TimeDelta::milliseconds(1)).await, Some(key));
    assert_eq!(service.trail().await.len(), 1, "that it was made");
}

#[tokio::test]
async fn what_is_no_address_or_nobodys_is_refused() {
    let service = Service::open().await;
    for words in [["bootstrap", "ruth"], ["sign-in-link", "ruth"], ["bootstrap", "ruth@operator.example\r\nx"]] {
        assert!(service.prints(&words).await.is_err(), "{words:?}");
    }
    let refused = service.prints(&["sign-in-link", OPERATOR]).await.err().unwrap();
    assert!(refused.starts_with("`ruth@operator.example` is nobody's address"), "{refused}");
    assert!(service.prints(&["bootstrap"]).await.is_err());
}

#[tokio::test]
async fn who_is_unbound_is_named_with_what_they_were_bound_to() {
    let service = Service::open().await;
    let key = service.make_person("ann@acme.example").await;
    let unbind = async |email: &str| {
        let arguments = Arguments::try_parse_from(["admin", "unbind", email]).unwrap();
        let (mut output, mut notes) = (Vec::new(), Vec::new());
        let done = run(&service.app, &arguments.command, &mut output, &mut notes).await;
        assert_eq!(output, b"", "there is nothing for scripts");
        done.map(|()| String::from_utf8(notes).unwrap()).map_err(|error| format!("{error:#}"))
    };
    let nothing = "ann@acme.example is bound to nothing, so nothing was changed\n";
    assert_eq!(unbind("ann@ACME.example").await, Ok(nothing.to_owned()));
    let mut tx = service.app.db.begin().await.unwrap();
    let identity = Identity { issuer: "https://id.example".to_owned(), subject: "s-1".to_owned() };
    identity::bind(&mut tx, &identity, key, service.start).await.unwrap();
    tx.commit().await.unwrap();
    let bound =
        "ann@acme.example is no longer bound to `s-1` of `https://id.example`; all sessions of theirs have ended\n";
    assert_eq!(unbind("ann@acme.example").await, Ok(bound.to_owned()));
    assert_eq!(unbind("ann@acme.example").await, Ok(nothing.to_owned()));
    for words in [&["unbind"][..], &["unbind", "a@acme.example", "--domain", "acme.example"], &["unbind", "--issuer"]] {
        assert!(Arguments::try_parse_from(["admin"].iter().chain(words)).is_err(), "one of the three: {words:?}");
    }
    let refused = unbind("nobody@acme.example").await.unwrap_err();
    assert_eq!(refused, "`nobody@acme.example` is nobody's address; import the person first");
    let events: Vec<serde_json::Value> = service.trail().await.iter().map(|entry| entry["event"].clone()).collect();
    assert_eq!(events, ["person_unbound"]);
}
