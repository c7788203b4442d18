//! The drill: a backup while people ask and decide, a kill, a restore into an empty database of either kind, and a look whether
//! all of it is there and no mail goes twice.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use server::args;
use server::db::{Db, Engine};
use server::mail::transport::Transport;

use crate::arguments::Arguments;
use crate::load::{ADMINISTRATORS, People, REQUESTERS};
use crate::proof;
use crate::server_process::ServerProcess;
use crate::setting::{SECRET, Setting};

/// How far the clock goes for mail whose sender was killed: beyond every lease and pause.
const LATER: TimeDelta = TimeDelta::hours(12);

/// What is compared: entries of the trail by their hashes, and requests.
#[derive(Debug)]
struct Kept {
    entries: BTreeSet<(String, i64, String)>,
    requests: BTreeSet<String>,
}

/// Runs the drill; gives what was lost, or sent twice.
pub async fn restored(arguments: &Arguments, engine: Engine, into: Engine) -> Vec<String> {
    let setting = Setting::make(arguments, engine, REQUESTERS, ADMINISTRATORS).await;
    let server = ServerProcess::start(&setting).await;
    let people = People::come(&setting).await;
    tokio::time::sleep(Duration::from_millis(700)).await;
    let before = kept(&setting.app.db).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backup");
    run(&setting.binary, &["backup", &text(&file)], setting.data.path(), setting.database_url()).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.kill();
    let mut broken = people.leave().await.strange;
    let after = kept(&setting.app.db).await;

    let empty = Setting::empty(arguments, into).await;
    let url = empty.database.as_ref().map(|database| database.url());
    run(&setting.binary, &["restore", &text(&file)], empty.data.path(), url).await;
    let again = empty.open(arguments).await;
    broken.extend(proof::chains(&again));
    let there = kept(&again.app.db).await;
    let lost = before.entries.difference(&there.entries).count() + before.requests.difference(&there.requests).count();
    if lost > 0 {
        broken.push(format!("{lost} entries and requests from before the backup are not there"));
    }
    // The restore's own, and that the backup was made, which the old one has as well.
    let invented: Vec<_> = there.entries.difference(&after.entries).collect();
    if invented.len() != 1 {
        broken.push(format!("{invented:?} were never there"));
    }
    if let Some(reference) = there.requests.difference(&after.requests).next() {
        broken.push(format!("`{reference}` was never there"));
    }
    broken.extend(mail(&setting, &again).await);
    println!(
        "  {} entries and {} requests before the backup, {} and {} after the restore, {} and {} at the kill",
        before.entries.len(),
        before.requests.len(),
        there.entries.len(),
        there.requests.len(),
        after.entries.len(),
        after.requests.len()
    );
    // It serves, and people sign in again.
    let server = ServerProcess::start(&again).await;
    again.sign_in(&crate::setting::requester(0)).await;
    server.kill();
    again.end().await;
    setting.end().await;
    broken
}

/// Nothing goes before it is released; then what the old relay took is discarded, and each of the rest goes once.
async fn mail(old: &Setting, new: &Setting) -> Vec<String> {
    let mut broken = Vec::new();
    let transport = Arc::new(Transport::open(&new.app.settings.mail).unwrap().unwrap());
    new.app.clock.set_ahead(LATER.num_seconds());
    let deliver = async || while tests::mail::deliver_due(&new.app, &transport).await.unwrap().all() > 0 {};
    deliver().await;
    if let Some(id) = new.peer.received().keys().next() {
        broken.push(format!("the mail `{id}` went before it was released"));
    }
    let held: Vec<(String,)> = new.app.db.all("SELECT message_id FROM outbox WHERE held", args![]).await.unwrap();
    let taken: HashSet<String> = old.peer.received().into_keys().collect();
    let sent: Vec<&str> = held.iter().map(|(id,)| id.as_str()).filter(|id| taken.contains(*id)).collect();
    let url = new.database_url();
    if !sent.is_empty() {
        let words: Vec<&str> = ["mail", "discard"].into_iter().chain(sent.iter().copied()).collect();
        run(&new.binary, &words, new.data.path(), url.clone()).await;
    }
    run(&new.binary, &["mail", "release", "--all"], new.data.path(), url).await;
    deliver().await;
    // What the relay took is read a moment later, and what it did not take at first is due again by then.
    new.app.clock.set_ahead(2 * LATER.num_seconds());
    for _ in 0..100 {
        let received = new.peer.received();
        if held.iter().all(|(id,)| taken.contains(id) || received.contains_key(id)) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        deliver().await;
    }
    let received = new.peer.received();
    for (id,) in &held {
        let times = received.get(id).copied().unwrap_or_default() + u64::from(taken.contains(id));
        if times != 1 {
            broken.push(format!("the mail `{id}` went {times} times"));
        }
    }
    println!("  {} mails were held, {} of them sent before", held.len(), sent.len());
    broken
}

async fn kept(db: &Db) -> Kept {
    let entries = db.all("SELECT chain, number, hash FROM trail", args![]).await.unwrap();
    let requests: Vec<(String,)> = db.all("SELECT reference FROM access_request", args![]).await.unwrap();
    let requests = requests.into_iter().map(|(reference,)| reference).collect();
    Kept { entries: entries.into_iter().collect(), requests }
}

/// Runs a command as an operator would, beside the server.
async fn run(binary: &Path, words: &[&str], data: &Path, database: Option<String>) {
    let mut command = Command::new(binary);
    command.args(words).arg("--data").arg(data).env("ACCESS_DIRECTORY_SECRET", SECRET);
    if let Some(database) = database {
        command.args(["--database", &database]);
    }
    let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}
