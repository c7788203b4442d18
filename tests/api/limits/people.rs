//! Signed-in people at one address take turns: somebody with many addresses of their own has no more than one office has.

use std::time::{Duration, Instant};

use api::path;
use futures_util::future::join_all;
use reqwest::Method;
use server::db::Engine;
use server::sample::cast;
use tests::client::Client;
use tests::world::World;

use super::{from_peer, sign_in};

tests::on_both_databases! {
    in start::of_people:
    people_at_one_address_share_and_those_elsewhere_do_not_wait,
}

mod start {
    use super::*;

    /// A server that answers five a second of all people at one address.
    pub async fn of_people(engine: Engine) -> World {
        let few = |settings: &mut server::settings::Settings| {
            settings.limits.peer_people_per_second = 5;
            settings.limits.peer_people_burst = 5;
        };
        crate::edge::behind_proxy(engine, few).await
    }
}

/// So many requests of one person at once; when the last of them was answered, and all of them were.
async fn at_once(client: &Client, number: usize, from: &str) -> Duration {
    let start = Instant::now();
    let asked = (0..number).map(|_| from_peer(client, Method::GET, path::SESSION, from).send());
    assert!(join_all(asked).await.iter().all(|answer| answer.status == 200), "nobody is refused");
    start.elapsed()
}

async fn people_at_one_address_share_and_those_elsewhere_do_not_wait(world: &World) {
    let mut people = Vec::new();
    for person in [cast::EMPLOYEE, cast::ADMINISTRATOR, cast::FRENCH] {
        people.push(sign_in(world, person, "192.0.2.1").await);
    }
    let other = sign_in(world, cast::INTERNAL, "192.0.2.2").await;
    let [first, second, third] = [&people[0], &people[1], &people[2]];
    let (first, second, third, elsewhere) = tokio::join!(
        at_once(first, 8, "192.0.2.1"),
        at_once(second, 8, "192.0.2.1"),
        at_once(third, 1, "192.0.2.1"),
        at_once(&other, 4, "192.0.2.2"),
    );
    // Seventeen, of which five may come at once, are answered in twelve fifths of a second.
    let last = first.max(second);
    assert!(last >= Duration::from_millis(2_300), "{last:?}");
    assert!(third < last / 2 && elsewhere < last / 2, "{third:?} and {elsewhere:?} of {last:?}");
}
