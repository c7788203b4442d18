//! The sample world's own endpoints, and that there are none elsewhere.

use api::path;
use api::problem::Code;
use reqwest::Method;
use serde_json::{Value, json};
use server::app::App;
use server::args;
use server::db::{Db, Purpose};
use server::sample::cast;
use server::settings::Settings;
use tests::files::Files;
use tests::world::World;

mod here {
    use super::*;

    tests::on_both_databases! {
        in World::sample:
        the_clock_goes_forward_only_and_ten_years_at_most,
        starting_over_makes_the_same_world_and_signs_everybody_out,
        a_restart_leaves_the_world_as_it_is,
        another_site_changes_nothing,
        another_sites_name_leads_to_nothing,
        nothing_but_the_sample_world_opens_its_database,
    }

    async fn another_site_changes_nothing(world: &World) {
        let before = world.count("trail").await;
        for address in [path::SAMPLE_RESET, path::SAMPLE_CLOCK, "/sample/sign-in"] {
            for (header, value) in
                [("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"), ("origin", "https://evil.example")]
            {
                let call = world.nobody().call(Method::POST, address).header(header, value);
                call.json(&json!({})).send().await.problem(403, Code::AntiForgery);
            }
        }
        assert_eq!((world.count("trail").await, world.app.clock.ahead_seconds()), (before, 0));
    }

    async fn another_sites_name_leads_to_nothing(world: &World) {
        for address in [path::SAMPLE_MAIL, "/sample/mail", "/sign-in", "/", path::SESSION, "/healthz"] {
            for host in ["rebind.evil.example", "directory.test:8080", "localhost.evil.example"] {
                let answer = world.nobody().call(Method::GET, address).header("host", host).send().await;
                answer.problem(400, Code::Malformed);
            }
        }
        for host in ["localhost:8080", "127.0.0.1", "[::1]:8080", "directory.localhost"] {
            assert_eq!(world.nobody().call(Method::GET, "/healthz").header("host", host).send().await.status, 200);
        }
    }

    async fn nothing_but_the_sample_world_opens_its_database(world: &World) {
        let settings = Settings { sample: false, ..world.app.settings.clone() };
        let refused = App::open(settings.clone()).await.err().unwrap();
        assert!(refused.to_string().contains("holds the sample world"), "{refused}");
        let opened = Db::open(settings.database_address(), &settings.data, false, Purpose::Service).await;
        assert!(opened.err().unwrap().to_string().contains("holds the sample world"));
        // Not even once it is empty.
        server::sample::load::reset(&world.app).await.unwrap();
        world.write("DELETE FROM access_grant", args![]).await;
        assert!(App::open(settings).await.is_err());
    }

    async fn the_clock_goes_forward_only_and_ten_years_at_most(world: &World) {
        let advance =
            async |seconds: i64| world.nobody().post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": seconds })).await;
        let date = async || {
            let answer = world.nobody().get("/healthz").await;
            chrono::DateTime::parse_from_rfc2822(answer.header("date")).unwrap()
        };
        let before = date().await;
        assert_eq!(advance(3600).await.status, 200);
        assert_eq!(advance(60).await.status, 200);
        let passed = (date().await - before).num_seconds();
        assert!((3660..3720).contains(&passed), "answers tell the hour by this clock: {passed}");
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
        the_sample_world_opens_no_real_database,
        a_sample_clock_has_no_effect,
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

    async fn the_sample_world_opens_no_real_database(world: &World) {
        let settings = Settings { sample: true, ..world.app.settings.clone() };
        for files in [Files::default().person("Ada", "ada@acme.com"), Files::default().listed("Acme", "acme.com")] {
            world.import(&files).await;
            let refused = server::commands::serve::open(settings.clone()).await.err().unwrap();
            assert!(refused.to_string().contains("was not made by `serve --sample`"), "{refused}");
        }
        assert_eq!((world.count("person").await, world.count("account").await), (1, 1));
        assert_eq!(world.count("sample_world").await, 0);
    }

    async fn a_sample_clock_has_no_effect(world: &World) {
        let ahead = "INSERT INTO sample_clock (\"only\", offset_seconds) VALUES ($1, $2)";
        world.write(ahead, args![true, 157_680_000_i64]).await;
        let again = App::open(world.app.settings.clone()).await.unwrap();
        assert_eq!(again.clock.ahead_seconds(), 0);
        again.db.close().await;
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
