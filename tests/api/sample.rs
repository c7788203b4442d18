//! The sample world's own endpoints, and that there are none elsewhere.

use api::path;
use api::problem::Code;
use reqwest::Method;
use serde_json::{Value, json};
use server::sample::cast;
use server::settings::Settings;
use tests::world::World;

mod here {
    use super::*;

    tests::on_both_databases! {
        in World::sample:
        the_clock_goes_forward_only_and_ten_years_at_most,
        starting_over_makes_the_same_world_and_signs_everybody_out,
        a_restart_leaves_the_world_as_it_is,
    }

    async fn the_clock_goes_forward_only_and_ten_years_at_most(world: &World) {
        let advance =
            async |seconds: i64| world.nobody().post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": seconds })).await;
        assert_eq!(advance(3600).await.status, 200);
        assert_eq!(advance(60).await.status, 200);
        assert_eq!(world.app.clock.ahead_seconds(), 3660);
        let stored = server::store::sample_clock::ahead_seconds(&world.app.db).await.unwrap();
        assert_eq!(stored, 3660, "a restart does not turn it back");
        for seconds in [-1, 315_360_001, 315_360_000 - 3659, i64::MAX, i64::MIN] {
            assert_eq!(advance(seconds).await.invalid_fields(), ["advance_seconds"], "{seconds}");
        }
        assert_eq!(advance(315_360_000 - 3660).await.status, 200);
    }

    async fn a_restart_leaves_the_world_as_it_is(world: &World) {
        let client = world.sign_in(cast::EMPLOYEE).await;
        client.patch(path::PROFILE, &json!({ "name": "Somebody Else" })).await.json::<Value>(200);
        server::commands::serve::open(world.app.settings.clone()).await.unwrap().db.close().await;
        assert_eq!(client.session().await.person.name, "Somebody Else");
    }

    async fn starting_over_makes_the_same_world_and_signs_everybody_out(world: &World) {
        let client = world.sign_in(cast::EMPLOYEE).await;
        client.patch(path::PROFILE, &json!({ "name": "Somebody Else" })).await.json::<Value>(200);
        world.nobody().post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": 3600 })).await.json::<Value>(200);
        let counts = async || {
            let tables = ["account", "virtual_account", "person", "access_grant", "account_look_up", "trail"];
            futures_util::future::join_all(tables.map(|table| world.count(table))).await
        };
        let mut before = counts().await;
        // The sign-in and the change of the profile.
        before[5] -= 2;
        assert_eq!(world.nobody().post(path::SAMPLE_RESET, &json!({})).await.status, 204);
        client.get(path::SESSION).await.problem(401, Code::SignInNeeded);
        assert_eq!(world.app.clock.ahead_seconds(), 0);
        assert_eq!(counts().await, before, "the trail says once more that the world was imported");
        let again = world.sign_in(cast::EMPLOYEE).await;
        assert_eq!(again.session().await.person.name, "Emma Hartwell");
        let found: Value = again.get("/api/v1/directory?q=northmoor").await.json(200);
        assert_eq!(found["accounts"].as_array().unwrap().len(), 1);
    }
}

mod elsewhere {
    use super::*;

    tests::on_both_databases! {
        in World::empty:
        there_is_no_sample_world,
        nobody_is_listed_on_the_sign_in_page,
    }

    async fn there_is_no_sample_world(world: &World) {
        for (method, address) in [
            (Method::GET, path::SAMPLE_MAIL),
            (Method::POST, path::SAMPLE_CLOCK),
            (Method::POST, path::SAMPLE_RESET),
            (Method::GET, "/sample/mail"),
            (Method::POST, "/sample/sign-in"),
        ] {
            let call = world.nobody().call(method, address).json(&json!({ "advance_seconds": 1 }));
            call.send().await.problem(404, Code::NotFound);
        }
        assert_eq!(world.app.clock.ahead_seconds(), 0);
    }

    async fn nobody_is_listed_on_the_sign_in_page(world: &World) {
        let answer = world.nobody().get("/sign-in").await;
        assert_eq!(answer.status, 200);
        assert!(!answer.text().contains("/sample/sign-in") && !answer.text().contains('@'));
    }
}

#[test]
fn the_sample_world_is_not_served_beyond_this_machine() {
    let data = tempfile::tempdir().unwrap();
    let mut settings = Settings { data: data.path().to_owned(), ..Settings::default() };
    settings.become_sample();
    settings.listen = "0.0.0.0:8080".parse().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let refused = runtime.block_on(server::commands::serve::open(settings)).err().unwrap();
    assert!(refused.to_string().contains("loopback only; `0.0.0.0:8080` is not"), "{refused}");
    assert!(!data.path().join("directory.sqlite").exists(), "nothing was made");
}
