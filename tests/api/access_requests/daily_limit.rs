//! How many requests for access a person may send within a day: one by one, and all at once.

use api::problem::Code;
use chrono::TimeDelta;
use futures_util::future::join_all;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use super::{send, with_reason};

tests::on_both_databases! {
    in World::empty_for_years:
    the_thirty_first_within_a_day_is_refused,
    sent_at_once_there_are_thirty_as_well,
}

const ASKER: &str = "ada@elsewhere.com";
const OTHER: &str = "owen@beyond.com";

fn domain(number: usize) -> String {
    format!("company-{number}.com")
}

async fn asker(world: &World) -> Client {
    let person = |email: &str| format!("{email},Ada Byron,Elsewhere,GB,en,external,false,false");
    let files = Files::default().person_line(&person(ASKER)).person_line(&person(OTHER));
    let files = (0..40).fold(files, |files, number| files.listed("Company", &domain(number)));
    world.import(&files).await;
    world.sign_in(ASKER).await
}

async fn status(world: &World, client: &Client, number: usize) -> u16 {
    send(client, &number.to_string(), &with_reason(world, &domain(number)).await).await.status
}

async fn the_thirty_first_within_a_day_is_refused(world: &World) {
    let client = asker(world).await;
    let start = world.app.clock.now();
    world.app.clock.stand_at(start);
    for number in 0..30 {
        assert_eq!(status(world, &client, number).await, 201);
    }
    world.app.clock.stand_at(start + TimeDelta::days(1) - TimeDelta::milliseconds(1));
    let refused = send(&client, "30", &with_reason(world, &domain(30)).await).await;
    let problem = refused.problem(429, Code::TooManyRequests);
    assert!(problem.detail.contains("30 times"), "{}", problem.detail);
    let before = send(&client, "0", &with_reason(world, &domain(0)).await).await;
    assert_eq!(before.status, 201, "what was sent before is the same request");
    let other = world.sign_in(OTHER).await;
    assert_eq!(status(world, &other, 30).await, 201, "somebody else has not sent any");
    world.app.clock.stand_at(start + TimeDelta::days(1));
    assert_eq!(status(world, &client, 30).await, 201);
}

async fn sent_at_once_there_are_thirty_as_well(world: &World) {
    let client = asker(world).await;
    let mut statuses = Vec::new();
    for first in (0..40).step_by(8) {
        statuses.extend(join_all((first..first + 8).map(|number| status(world, &client, number))).await);
    }
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 30, "{statuses:?}");
    assert_eq!((world.count("access_request").await, statuses.len()), (30, 40));
}
