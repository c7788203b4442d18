//! `access-directory mail`: list, send-again, release and discard. That a mail is then sent is tested beside the sender.

use chrono::{TimeDelta, Utc};
use clap::Parser;
use server::app::{App, Shared};
use server::args;
use server::base::clock::from_millis;
use server::commands::mail::{MailCommand, run};
use server::settings::Settings;
use server::store::{outbox, trail};

/// An outbox with a mail that waits, one that is leased, one refused, one given up, and one sent.
struct Outbox {
    app: Shared,
    _data: tempfile::TempDir,
}

#[derive(Parser)]
struct Arguments {
    #[command(subcommand)]
    command: MailCommand,
}

impl Outbox {
    async fn fill() -> Outbox {
        let data = tempfile::tempdir().unwrap();
        let app = App::open(Settings { data: data.path().to_owned(), ..Settings::default() }).await.unwrap();
        let outbox = Outbox { app, _data: data };
        let now: chrono::DateTime<Utc> = from_millis(1_793_786_400_000);
        let mut tx = outbox.app.db.begin().await.unwrap();
        for recipient in ["refused@acme.example", "given.up@acme.example", "sent@acme.example", "waits@acme.example"] {
            let mail = outbox::New {
                event: "access_approved",
                recipient,
                locale: text::Locale::En,
                details: "{}",
                lane: outbox::Lane::People,
                lifetime: None,
            };
            outbox::put(&mut tx, &[mail], now).await.unwrap();
        }
        tx.commit().await.unwrap();
        let db = &outbox.app.db;
        for leased in outbox::lease(db, now, TimeDelta::minutes(1), outbox::Room { codes: 0, others: 4 }).await.unwrap()
        {
            let marked = match leased.mail.recipient.as_str() {
                "refused@acme.example" => outbox::mark_dead(db, &leased, now, true, "no such\tmailbox").await,
                "given.up@acme.example" => outbox::mark_dead(db, &leased, now, false, "unreachable").await,
                "sent@acme.example" => outbox::mark_sent(db, &leased, now).await,
                _ => outbox::mark_failed(db, &leased, now + TimeDelta::minutes(1), "busy").await,
            };
            assert!(marked.unwrap());
        }
        outbox
    }

    /// What the command prints, each message id as its recipient's name.
    async fn prints(&self, words: &[&str]) -> Result<String, String> {
        let arguments = Arguments::try_parse_from(["mail"].iter().chain(words)).map_err(|error| error.to_string())?;
        let mut output = Vec::new();
        run(&self.app, &arguments.command, &mut output).await.map_err(|error| format!("{error:#}"))?;
        let mut output = String::from_utf8(output).unwrap();
        for (id, recipient) in self.ids().await {
            let name = recipient.split('@').next().unwrap();
            output = output.replace(&id, &format!("{name:<26}"));
        }
        Ok(output)
    }

    async fn ids(&self) -> Vec<(String, String)> {
        self.app.db.all("SELECT message_id, recipient FROM outbox ORDER BY key", args![]).await.unwrap()
    }

    async fn id(&self, recipient: &str) -> String {
        self.ids().await.into_iter().find(|(_, known)| known.starts_with(recipient)).unwrap().0
    }

    /// Holds what was not sent, as a restore does.
    async fn hold(&self) {
        let mut tx = self.app.db.begin().await.unwrap();
        assert_eq!(outbox::hold_unsent(&mut tx).await.unwrap(), 1);
        tx.commit().await.unwrap();
    }

    /// The subjects of the service's trail, by event.
    async fn trail(&self) -> Vec<(String, String)> {
        let sql = "SELECT subject, content FROM trail WHERE chain = $1 ORDER BY key";
        let rows: Vec<(String, String)> = self.app.db.all(sql, args![trail::SERVICE]).await.unwrap();
        let event = |content: &str| {
            let content: serde_json::Value = serde_json::from_str(content).unwrap();
            assert!(content["who"].is_null());
            content["event"].as_str().unwrap().to_owned()
        };
        let rows = rows.into_iter().map(|(subject, content)| (event(&content), subject));
        rows.filter(|(event, _)| event.starts_with("mail_")).collect()
    }
}

#[tokio::test]
async fn a_list_has_what_was_not_sent() {
    let outbox = Outbox::fill().await;
    assert_eq!(
        outbox.prints(&["list"]).await.unwrap(),
        "MESSAGE ID                  EVENT            TO                     ATTEMPTS  NEXT                     LAST ERROR\n\
         refused                     access_approved  refused@acme.example   1         refused                  no such mailbox\n\
         given.up                    access_approved  given.up@acme.example  1         given up                 unreachable\n\
         waits                       access_approved  waits@acme.example     1         2026-11-04 10:01:00 UTC  busy\n"
    );
    let dead = outbox.prints(&["list", "--dead"]).await.unwrap();
    assert_eq!(dead.lines().count(), 3, "{dead}");
    assert!(!dead.contains("waits@"), "{dead}");
}

#[tokio::test]
async fn all_that_was_given_up_is_due_again_and_in_the_trail() {
    let outbox = Outbox::fill().await;
    assert_eq!(outbox.prints(&["send-again", "--all-dead"]).await.unwrap(), "2 mails due again\n");
    let again = |id| ("mail_sent_again".to_owned(), id);
    let ids = [again(outbox.id("refused").await), again(outbox.id("given.up").await)];
    assert_eq!(outbox.trail().await, ids);
    let rows: Vec<(i64, bool)> = outbox
        .app
        .db
        .all("SELECT attempts, refused FROM outbox WHERE sent_at IS NULL AND dead_at IS NULL ORDER BY key", args![])
        .await
        .unwrap();
    assert_eq!(rows, [(0, false), (0, false), (1, false)]);
    assert_eq!(outbox.prints(&["send-again", "--all-dead"]).await.unwrap(), "0 mails due again\n");
}

#[tokio::test]
async fn one_wrong_id_changes_nothing() {
    let outbox = Outbox::fill().await;
    let (refused, waits, sent) = (outbox.id("refused").await, outbox.id("waits").await, outbox.id("sent").await);
    for wrong in [&waits, &sent, "x"] {
        let error = outbox.prints(&["send-again", &refused, wrong]).await.unwrap_err();
        assert!(error.starts_with(&format!("`{wrong}` is no mail that was given up")), "{error}");
    }
    assert_eq!(outbox.trail().await, []);
    assert_eq!(outbox.prints(&["list", "--dead"]).await.unwrap().lines().count(), 3);
    assert_eq!(outbox.prints(&["send-again", &refused, &refused]).await.unwrap(), "1 mail due again\n");
}

#[tokio::test]
async fn send_again_has_to_be_told_what() {
    let outbox = Outbox::fill().await;
    assert!(outbox.prints(&["send-again"]).await.is_err());
    assert!(outbox.prints(&["send-again", "--all-dead", "x"]).await.is_err());
}

#[tokio::test]
async fn what_a_restore_holds_is_released_or_discarded_by_name() {
    let outbox = Outbox::fill().await;
    outbox.hold().await;
    let list = outbox.prints(&["list"]).await.unwrap();
    assert!(list.contains("waits@acme.example     1         held      busy\n"), "{list}");
    let (waits, sent, refused) = (outbox.id("waits").await, outbox.id("sent").await, outbox.id("refused").await);
    for command in ["release", "discard"] {
        assert!(outbox.prints(&[command]).await.is_err(), "it has to be told what");
        for wrong in [&sent, &refused, "x"] {
            let error = outbox.prints(&[command, &waits, wrong]).await.unwrap_err();
            assert!(error.starts_with(&format!("`{wrong}` is no mail that is held; see `access-directory mail list`")));
        }
    }
    assert_eq!(outbox.trail().await, [], "one wrong id changes nothing");
    assert_eq!(outbox.prints(&["release", &waits]).await.unwrap(), "1 mail released\n");
    assert_eq!(outbox.prints(&["release", "--all"]).await.unwrap(), "0 mails released\n");
    outbox.hold().await;
    assert_eq!(outbox.prints(&["discard", "--all"]).await.unwrap(), "1 mail discarded\n");
    assert!(!outbox.prints(&["list"]).await.unwrap().contains("waits@"));
    let said = |event: &str| (event.to_owned(), waits.clone());
    assert_eq!(outbox.trail().await, [said("mail_released"), said("mail_discarded")]);
}
