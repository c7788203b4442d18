//! `/sessions`: where a person is signed in, ending that, and how it ends by itself.

mod beginning;
mod ending;
mod limits;

use api::path;
use api::sessions::{OwnSession, Sessions};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use server::args;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

pub const EMMA: &str = "emma@northmoor-rail.com";
pub const DAVID: &str = "david@northmoor-rail.com";

/// Two people, and a clock that stands.
async fn two_people(world: &World) -> DateTime<Utc> {
    world.import(&Files::default().person("Emma Hartwell", EMMA).person("David Okeby", DAVID)).await;
    let start = server::base::clock::from_millis(1_793_786_400_000);
    world.app.clock.stand_at(start);
    start
}

/// Stops the clock so much later, once everything before is noted.
async fn stand_at(world: &World, start: DateTime<Utc>, later: TimeDelta) {
    world.app.last_seen.flush().await;
    world.app.clock.stand_at(start + later);
}

async fn sessions(client: &Client) -> Vec<OwnSession> {
    client.get(path::SESSIONS).await.json::<Sessions>(200).sessions
}

/// The entries of the service's trail about sessions: event, who, and what was so afterwards.
async fn told(world: &World) -> Vec<(String, String, Value)> {
    let sql = "SELECT content FROM trail WHERE chain = 'service' AND subject = 'session' ORDER BY number";
    let rows: Vec<(String,)> = world.rows(sql, args![]).await;
    let entry = |(content,): (String,)| {
        let mut entry: Value = serde_json::from_str(&content).unwrap();
        let text = |name: &str| entry[name].as_str().unwrap().to_owned();
        (text("event"), text("who"), entry["after"].take())
    };
    rows.into_iter().map(entry).collect()
}
