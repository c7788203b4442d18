//! Whether every promise was kept: the database, the trail and the mail that arrived, compared with what was said.

use std::collections::HashMap;
use std::process::Command;
use std::sync::Arc;

use chrono::TimeDelta;
use rules::vocabulary::RequestStatus;
use server::args;
use server::mail::transport::Transport;

use crate::load::Promises;
use crate::setting::Setting;

/// How far the clock goes for mail whose sender was killed: beyond every lease and pause.
const LATER: TimeDelta = TimeDelta::hours(12);

/// What does not hold, each in a sentence.
pub async fn of(setting: &Setting, promises: &Promises) -> Vec<String> {
    let mut broken = promises.strange.clone();
    let db = &setting.app.db;
    let stored: Vec<(String, String)> = db.all("SELECT reference, status FROM access_request", args![]).await.unwrap();
    let stored: HashMap<String, String> = stored.into_iter().collect();
    for reference in &promises.made {
        if !stored.contains_key(reference) {
            broken.push(format!("`{reference}` was acknowledged and is not there"));
        }
    }
    for (reference, status) in &promises.ended {
        if stored.get(reference).map(String::as_str) != Some(status.as_str()) {
            broken.push(format!("`{reference}` was {status:?} and is {:?}", stored.get(reference)));
        }
    }
    let decided: Vec<(String, i64)> = db
        .all(
            "SELECT subject, count(*) FROM trail WHERE content LIKE '%\"event\":\"access_approved\"%' \
             OR content LIKE '%\"event\":\"access_declined\"%' GROUP BY subject",
            args![],
        )
        .await
        .unwrap();
    let decided: HashMap<String, i64> = decided.into_iter().collect();
    let mut decisions = 0;
    for (reference, status) in &stored {
        let is_decided = [RequestStatus::Approved, RequestStatus::Declined].iter().any(|one| one.as_str() == status);
        decisions += i64::from(is_decided);
        let noted = decided.get(reference).copied().unwrap_or_default();
        if noted != i64::from(is_decided) {
            broken.push(format!("`{reference}` is {status} with {noted} decisions in the trail"));
        }
    }
    broken.extend(mail(setting, decisions).await);
    broken.extend(chains(setting));
    println!(
        "  {} requests acknowledged, {} ends acknowledged, {} requests and {decisions} decisions stored",
        promises.made.len(),
        promises.ended.len(),
        stored.len()
    );
    broken
}

/// Sends what is left and compares what arrived with what was to be sent.
async fn mail(setting: &Setting, decisions: i64) -> Vec<String> {
    let mut broken = Vec::new();
    let transport = Arc::new(Transport::open(&setting.app.settings.mail).unwrap().unwrap());
    setting.app.clock.set_ahead(LATER.num_seconds());
    while tests::mail::deliver_due(&setting.app, &transport).await.unwrap().all() > 0 {}
    let rows: Vec<(String, String, i64, Option<i64>)> =
        setting.app.db.all("SELECT message_id, event, attempts, sent_at FROM outbox", args![]).await.unwrap();
    let received = setting.peer.received();
    let mut twice = 0;
    for (id, event, attempts, sent_at) in &rows {
        let times = received.get(id).copied().unwrap_or_default();
        if times == 0 || sent_at.is_none() {
            broken.push(format!("the mail `{id}` ({event}) was lost: taken {times} times, sent at {sent_at:?}"));
        }
        if times > u64::try_from(*attempts).unwrap_or_default() {
            broken.push(format!("the mail `{id}` ({event}) was taken {times} times in {attempts} attempts"));
        }
        twice += u64::from(times > 1);
    }
    if let Some(unknown) = received.keys().find(|id| rows.iter().all(|(known, ..)| known != *id)) {
        broken.push(format!("the mail `{unknown}` arrived and is not in the outbox"));
    }
    let told = rows.iter().filter(|(_, event, ..)| event == "access_approved" || event == "access_declined").count();
    if i64::try_from(told) != Ok(decisions) {
        broken.push(format!("{told} mails tell of {decisions} decisions"));
    }
    println!("  {} mails, {twice} of them taken twice after a kill, each under one Message-ID", rows.len());
    broken
}

pub fn chains(setting: &Setting) -> Option<String> {
    let mut command = Command::new(&setting.binary);
    command.args(["audit", "verify", "--data"]).arg(setting.data.path());
    if let Some(database) = &setting.database {
        command.args(["--database", &database.url()]);
    }
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    print!("  {}", said.lines().last().map(|line| format!("{line}\n")).unwrap_or_default());
    (!output.status.success()).then(|| format!("the trail: {said}{}", String::from_utf8_lossy(&output.stderr)))
}
