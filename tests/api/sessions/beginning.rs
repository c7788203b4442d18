//! How sessions begin: whatever the browser had before ends, twenty are kept, and what is kept of the browser.

use api::path;
use api::problem::Code;
use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::json;
use server::args;
use server::sample::cast;
use tests::client::Client;
use tests::world::World;

use super::{EMMA, sessions, stand_at, told, two_people};
use crate::sign_in_by_code::{claim, code};

const AGENT: &str = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0 (a secret sign)";

mod in_a_service {
    use super::*;

    tests::on_both_databases! {
        in World::empty:
        a_list_says_how_and_where_and_which_is_this_one,
        nothing_of_what_a_browser_says_is_kept_but_two_words,
        whoever_begins_too_many_loses_the_one_that_was_not_used_for_longest,
        a_link_that_is_used_twice_at_once_signs_in_once,
    }

    async fn a_list_says_how_and_where_and_which_is_this_one(world: &World) {
        let start = two_people(world).await;
        let first = world.sign_in(EMMA).await;
        world.sign_in(super::super::DAVID).await;
        stand_at(world, start, TimeDelta::minutes(3)).await;
        let (claiming, _) = claim(world, EMMA, "/").await;
        let code = code(world, EMMA).await;
        let call = claiming.call(Method::POST, "/sign-in/proof").header("user-agent", AGENT);
        let call = call.header("content-type", "application/x-www-form-urlencoded").body(format!("code={code}"));
        let second = with_cookie(world, call.send().await.header("set-cookie"));
        let listed = sessions(&second).await;
        let said: Vec<_> = listed.iter().map(|it| (it.way.as_str(), it.browser.as_str(), it.current)).collect();
        assert_eq!(said, [("code", "Firefox, Windows", true), ("link", "", false)]);
        let newest = &listed[0];
        assert_eq!(
            (newest.created_at.0, newest.seen_at.0),
            (start + TimeDelta::minutes(3), start + TimeDelta::minutes(3))
        );
        assert_eq!(newest.expires_at.0, start + TimeDelta::minutes(3) + TimeDelta::hours(12));
        // Whoever was seen last comes first.
        stand_at(world, start, TimeDelta::minutes(9)).await;
        first.get(path::SESSION).await;
        world.app.last_seen.flush().await;
        let listed = sessions(&first).await;
        let said: Vec<_> = listed.iter().map(|it| (it.way.as_str(), it.current)).collect();
        assert_eq!(said, [("link", true), ("code", false)]);
        assert_eq!((listed[0].created_at.0, listed[0].seen_at.0), (start, start + TimeDelta::minutes(9)));
    }

    async fn nothing_of_what_a_browser_says_is_kept_but_two_words(world: &World) {
        two_people(world).await;
        let link = world.sign_in_link(EMMA).await;
        let call = world.nobody().call(Method::POST, "/sign-in").header("user-agent", AGENT);
        let call = call.header("content-type", "application/x-www-form-urlencoded").body(format!("link={link}"));
        let answer = call.send().await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap();
        let token = cookie.strip_prefix("__Host-session=").unwrap();
        let sql = "SELECT token_digest, id, way, browser FROM session";
        let (digest, id, way, browser): (String, String, String, String) = world.rows(sql, args![]).await.remove(0);
        assert_eq!((way.as_str(), browser.as_str()), ("link", "Firefox, Windows"));
        assert!(
            token.len() == 52 && !digest.contains(token) && digest == server::base::secret::digest(token.as_bytes())
        );
        assert!(!id.is_empty() && !token.contains(&id) && !digest.contains(&id), "the id tells nothing of the token");
        let who = world.person_id(EMMA).await;
        assert_eq!(told(world).await, [("signed_in".to_owned(), who, json!({ "way": "link" }))]);
    }

    async fn whoever_begins_too_many_loses_the_one_that_was_not_used_for_longest(world: &World) {
        let start = two_people(world).await;
        let david = world.sign_in(super::super::DAVID).await;
        let mut clients = Vec::new();
        for second in 0..20 {
            stand_at(world, start, TimeDelta::seconds(second)).await;
            clients.push(world.sign_in(EMMA).await);
        }
        stand_at(world, start, TimeDelta::seconds(90)).await;
        assert_eq!(sessions(&clients[0]).await.len(), 20);
        stand_at(world, start, TimeDelta::seconds(91)).await;
        let newest = world.sign_in(EMMA).await;
        clients[1].get(path::SESSION).await.problem(401, Code::SignInNeeded);
        for kept in [&clients[0], &clients[2], &clients[19], &newest, &david] {
            assert_eq!(kept.get(path::SESSION).await.status, 200);
        }
        assert_eq!(sessions(&newest).await.len(), 20);
    }

    async fn a_link_that_is_used_twice_at_once_signs_in_once(world: &World) {
        two_people(world).await;
        let link = world.sign_in_link(EMMA).await;
        let nobody = world.nobody();
        let answers = join_all((0..12).map(|_| nobody.form("/sign-in", "link", &link))).await;
        let signed_in = answers.iter().filter(|answer| answer.status == 303).count();
        let refused = answers.iter().filter(|answer| answer.status == 403).count();
        assert_eq!((signed_in, refused, world.count("session").await), (1, 11, 1));
        assert_eq!(world.count("sign_in_link").await, 0, "the link is not kept");
    }
}

mod in_the_sample_world {
    use super::*;

    tests::on_both_databases! {
        in World::sample:
        every_way_in_ends_the_session_that_the_browser_had,
        a_cookie_that_somebody_else_has_put_there_is_of_no_use_to_them,
    }

    async fn every_way_in_ends_the_session_that_the_browser_had(world: &World) {
        for way in ["sample", "link", "code"] {
            let before = world.sign_in(cast::ADMINISTRATOR).await;
            let elsewhere = world.sign_in(cast::ADMINISTRATOR).await;
            let after = sign_in_by(world, way, before.cookie.as_deref().unwrap()).await;
            assert_eq!(after.session().await.person.email, cast::EMPLOYEE, "{way}");
            assert_eq!(sessions(&after).await[0].way.as_str(), way);
            before.get(path::SESSION).await.problem(401, Code::SignInNeeded);
            assert_eq!(elsewhere.get(path::SESSION).await.status, 200, "{way}: another browser's lasts");
        }
    }

    async fn a_cookie_that_somebody_else_has_put_there_is_of_no_use_to_them(world: &World) {
        for planted in ["__Host-session=0123456789abcdefghjkmnpqrstvwxyz0123456789abcdefghjk", "__Host-session="] {
            for way in ["sample", "link", "code"] {
                let after = sign_in_by(world, way, planted).await;
                assert_ne!(after.cookie.as_deref(), Some(planted));
                with_cookie(world, planted).get(path::SESSION).await.problem(401, Code::SignInNeeded);
            }
        }
    }

    /// Signs the employee in by a way, in a browser that has a cookie already.
    async fn sign_in_by(world: &World, way: &str, cookie: &str) -> Client {
        let form = |address: &'static str, cookies: String, body: String| {
            let call = world.nobody().call(Method::POST, address).header("cookie", &cookies);
            call.header("content-type", "application/x-www-form-urlencoded").body(body).send()
        };
        let answer = match way {
            "sample" => {
                let body = format!("email={}", path::segment(cast::EMPLOYEE));
                form("/sample/sign-in", cookie.to_owned(), body).await
            }
            "link" => {
                let link = world.sign_in_link(cast::EMPLOYEE).await;
                form("/sign-in", cookie.to_owned(), format!("link={link}")).await
            }
            _ => {
                let (claiming, _) = claim(world, cast::EMPLOYEE, "/").await;
                let cookies = format!("{}; {cookie}", claiming.cookie.unwrap());
                form("/sign-in/proof", cookies, format!("code={}", code(world, cast::EMPLOYEE).await)).await
            }
        };
        assert_eq!(answer.status, 303, "{}", answer.text());
        with_cookie(world, answer.header("set-cookie"))
    }
}

/// Somebody with the session's cookie of an answer.
fn with_cookie(world: &World, cookie: &str) -> Client {
    let mut client = world.nobody();
    client.cookie = cookie.split(';').next().map(str::to_owned);
    client
}
