//! How long a session lasts: twelve hours, and two hours unless it is used.

use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use reqwest::Method;
use server::routes::endpoints;
use server::{args, jobs};
use tests::client::Client;
use tests::world::World;

use super::{DAVID, EMMA, sessions, stand_at, two_people};

mod usual {
    use super::*;

    tests::on_both_databases! {
        in World::empty:
        a_session_ends_once_it_lay_idle_for_two_hours,
        a_session_ends_after_twelve_hours_however_much_it_is_used,
        open_pages_that_ask_by_themselves_keep_no_session_alive,
        that_a_session_is_used_is_noted_once_a_minute,
        what_is_over_is_neither_listed_nor_ended_and_is_deleted,
        only_the_question_for_changes_is_in_the_background,
    }

    async fn a_session_ends_once_it_lay_idle_for_two_hours(world: &World) {
        let start = two_people(world).await;
        let (used, unused) = (world.sign_in(EMMA).await, world.sign_in(EMMA).await);
        world.app.clock.stand_at(start);
        stand_at(world, start, TimeDelta::hours(2) - TimeDelta::milliseconds(1)).await;
        assert_eq!(used.get(path::SESSION).await.status, 200);
        stand_at(world, start, TimeDelta::hours(2)).await;
        unused.get(path::SESSION).await.problem(401, Code::SignInNeeded);
        assert_eq!(used.get(path::SESSION).await.status, 200);
    }

    async fn a_session_ends_after_twelve_hours_however_much_it_is_used(world: &World) {
        let start = two_people(world).await;
        let client = world.sign_in(EMMA).await;
        for hour in 1..12 {
            stand_at(world, start, TimeDelta::hours(hour)).await;
            assert_eq!(client.get(path::SESSION).await.status, 200, "after {hour} hours");
        }
        stand_at(world, start, TimeDelta::hours(12) - TimeDelta::milliseconds(1)).await;
        assert_eq!(client.get(path::SESSION).await.status, 200);
        stand_at(world, start, TimeDelta::hours(12)).await;
        client.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    }

    async fn open_pages_that_ask_by_themselves_keep_no_session_alive(world: &World) {
        let start = two_people(world).await;
        let client = world.sign_in(EMMA).await;
        for minutes in [30, 60, 90, 119] {
            stand_at(world, start, TimeDelta::minutes(minutes)).await;
            assert_eq!(client.get(path::CHANGES).await.status, 200, "after {minutes} minutes");
            // Neither does what such a page reads once something has changed.
            let call = client.call(Method::GET, path::SESSION).header(path::BACKGROUND_HEADER, "1");
            assert_eq!(call.send().await.status, 200);
            // Nor what was refused.
            client
                .call(Method::DELETE, path::SESSION)
                .header("sec-fetch-site", "cross-site")
                .send()
                .await
                .problem(403, Code::AntiForgery);
        }
        stand_at(world, start, TimeDelta::minutes(120)).await;
        client.get(path::CHANGES).await.problem(401, Code::SignInNeeded);
    }

    async fn that_a_session_is_used_is_noted_once_a_minute(world: &World) {
        let start = two_people(world).await;
        let client = world.sign_in(EMMA).await;
        for (millis, seen) in [(1, 0), (59_999, 0), (60_000, 60_000), (119_999, 60_000), (120_001, 120_001)] {
            stand_at(world, start, TimeDelta::milliseconds(millis)).await;
            // Many at once are noted once.
            let answers = futures_util::future::join_all((0..8).map(|_| client.get(path::SESSION))).await;
            assert!(answers.iter().all(|answer| answer.status == 200));
            world.app.last_seen.flush().await;
            let (seen_at,): (i64,) = world.rows("SELECT seen_at FROM session", args![]).await.remove(0);
            assert_eq!(seen_at - start.timestamp_millis(), seen, "after {millis} milliseconds");
        }
    }

    async fn what_is_over_is_neither_listed_nor_ended_and_is_deleted(world: &World) {
        let start = two_people(world).await;
        let idle = world.sign_in(EMMA).await;
        let id = sessions(&idle).await.remove(0).id;
        world.sign_in_link(DAVID).await;
        stand_at(world, start, TimeDelta::hours(1)).await;
        let other = world.sign_in(EMMA).await;
        assert_eq!(jobs::forget(&world.app).await.unwrap(), 1, "the link, which lasts fifteen minutes");
        stand_at(world, start, TimeDelta::hours(2) - TimeDelta::milliseconds(1)).await;
        assert_eq!((sessions(&other).await.len(), jobs::forget(&world.app).await.unwrap()), (2, 0));
        stand_at(world, start, TimeDelta::hours(2)).await;
        assert_eq!(sessions(&other).await.len(), 1);
        other.delete(&path::own_session(&id)).await.problem(404, Code::SessionNotFound);
        assert_eq!((jobs::forget(&world.app).await.unwrap(), world.count("session").await), (1, 1));
        // Used all the time, and over at last.
        for hour in 3..13 {
            stand_at(world, start, TimeDelta::hours(hour)).await;
            assert_eq!((sessions(&other).await.len(), jobs::forget(&world.app).await.unwrap()), (1, 0));
        }
        stand_at(world, start, TimeDelta::hours(13)).await;
        assert_eq!((jobs::forget(&world.app).await.unwrap(), world.count("session").await), (1, 0));
    }

    async fn only_the_question_for_changes_is_in_the_background(world: &World) {
        let description: serde_json::Value = world.nobody().get(path::OPENAPI).await.json(200);
        for endpoint in endpoints() {
            let operation = &description["paths"][&endpoint.path][endpoint.method.as_str().to_lowercase()];
            let expected = (endpoint.path == path::CHANGES).then_some(true);
            assert_eq!(operation["x-background"].as_bool(), expected, "{} {}", endpoint.method, endpoint.path);
            assert_eq!(endpoint.in_background, expected == Some(true));
        }
    }
}

mod impatient {
    use super::*;

    tests::on_both_databases! {
        in World::empty_and_impatient:
        a_minute_is_not_over_while_the_session_is_used,
    }

    async fn a_minute_is_not_over_while_the_session_is_used(world: &World) {
        let start = two_people(world).await;
        let client: Client = world.sign_in(EMMA).await;
        for seconds in (20..300).step_by(20) {
            stand_at(world, start, TimeDelta::seconds(seconds)).await;
            assert_eq!(client.get(path::SESSION).await.status, 200, "after {seconds} seconds");
        }
        stand_at(world, start, TimeDelta::seconds(280 + 60)).await;
        client.get(path::SESSION).await.problem(401, Code::SignInNeeded);
    }
}
