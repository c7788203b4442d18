//! `access-directory check provider`: the walk, and the one-time address, whose call-back makes no session and nobody.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use server::args;
use server::commands::check::provider;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;

use crate::browser::{Away, away, session_cookie};
use crate::hostile::{Acts, Reply, discovery};
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    what_a_provider_says_and_would_mean_is_shown_and_nothing_kept,
    what_would_be_refused_is_said,
    an_address_is_used_once_and_for_a_quarter_of_an_hour,
    the_walk_says_what_is_wrong,
}

const ANN: &str = "ann@northmoor.com";

async fn walk(setting: &Setting, id: &str) -> Result<String, String> {
    let mut output = Vec::new();
    let done = provider::try_out(&setting.world.app, id, &mut output).await;
    done.map(|()| String::from_utf8(output).unwrap()).map_err(|error| format!("{error:#}"))
}

/// The path and query of the one-time address.
async fn address(setting: &Setting) -> String {
    let printed = walk(setting, "hostile").await.unwrap();
    printed.lines().last().unwrap().strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
}

async fn press(browser: &Client, address: &str) -> Answer {
    let (path, token) = address.split_once('?').unwrap();
    let call = browser.call(Method::POST, path).header("content-type", "application/x-www-form-urlencoded");
    call.header("sec-fetch-site", "same-origin").body(token.to_owned()).send().await
}

/// Goes there by the address.
async fn go(setting: &Setting) -> Away {
    let (mut browser, address) = (setting.world.nobody(), address(setting).await);
    let page = browser.get(&address).await;
    assert!(page.status == 200 && page.text().contains("Nobody is signed in here"), "{}", page.text());
    let answer = press(&browser, &address).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    browser.cookie = answer.header("set-cookie").split(';').next().map(str::to_owned);
    away(browser, &answer)
}

async fn tried(setting: &Setting, change: impl FnOnce(&mut Acts)) -> Answer {
    let away = go(setting).await;
    let answer = setting.return_from(&away, change).await;
    assert_eq!((answer.status, session_cookie(&answer)), (200, None), "{}", answer.text());
    answer
}

async fn what_a_provider_says_and_would_mean_is_shown_and_nothing_kept(setting: &Setting) {
    let world = &setting.world;
    let page = tried(setting, |acts| acts.claims["groups"] = json!(["<b>", "two"])).await;
    for said in [
        "Nobody was signed in here",
        "You would be known as s-1 of http://127.0.0.1:",
        "The address ann@northmoor.com would count as yours.",
        "You would be somebody new.",
        "email_verified",
        "[&quot;&lt;b&gt;&quot;,&quot;two&quot;]",
    ] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    assert!(!page.text().contains("nonce"), "{}", page.text());
    assert_eq!((world.count("person").await, world.count("identity").await, world.count("session").await), (0, 0, 0));

    world.import(&Files::default().person("Ann", ANN)).await;
    let ann = world.person_key(ANN).await;
    for (issuer, said) in [
        (None, "whom this service knows by this address, and would be known by this provider from then on"),
        (Some("code"), "who is known by code so far, and would be known by this provider from then on"),
        (
            Some("https://old.example"),
            "You would not be signed in: the person with this address is known by https://old.example",
        ),
        (Some(setting.hostile.issuer.as_str()), "You would be the person whom this service already knows in this way."),
    ] {
        world.write("DELETE FROM identity", args![]).await;
        if let Some(issuer) = issuer {
            world.write("INSERT INTO identity VALUES ($1, 's-1', $2, 0)", args![issuer, ann]).await;
        }
        let before = world.rows::<(String, String)>("SELECT issuer, subject FROM identity", args![]).await;
        let page = tried(setting, |_| {}).await;
        assert!(page.text().contains(said), "{said}: {}", page.text());
        assert_eq!(world.rows::<(String, String)>("SELECT issuer, subject FROM identity", args![]).await, before);
    }
    assert_eq!((world.count("person").await, world.count("session").await), (1, 0));
}

async fn what_would_be_refused_is_said(setting: &Setting) {
    let page = tried(setting, |acts| drop(acts.claims.as_object_mut().unwrap().remove("email_verified"))).await;
    for said in [
        "does not say whether it verified your address",
        "email_verified_missing",
        "addresses_are_verified",
        "somebody new",
    ] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    let page = tried(setting, |acts| acts.claims["aud"] = json!("another")).await;
    for said in ["<code>audience</code>", "<code>directory</code>", "<code>another</code>"] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    let page = tried(setting, |acts| {
        acts.claims.as_object_mut().unwrap().remove("email");
        acts.user_info = Reply::json(&json!({ "sub": "s-1", "email": ANN, "email_verified": true, "phone": "7" }));
    });
    let page = page.await;
    assert!(
        page.text().contains("What the userinfo endpoint says") && page.text().contains("phone"),
        "{}",
        page.text()
    );
}

async fn an_address_is_used_once_and_for_a_quarter_of_an_hour(setting: &Setting) {
    let (world, nobody) = (&setting.world, setting.world.nobody());
    let once = address(setting).await;
    assert_eq!(press(&nobody, &once.replace("hostile", "other")).await.status, 403, "it is this provider's");
    assert_eq!(press(&nobody, &once).await.status, 200);
    let again = press(&nobody, &once).await;
    assert_eq!((again.status, again.header("set-cookie")), (403, ""));
    assert!(again.text().contains("access-directory check provider hostile"), "{}", again.text());
    assert_eq!(nobody.get(&once).await.status, 403);
    let start = world.app.clock.now();
    world.app.clock.stand_at(start);
    let late = address(setting).await;
    world.app.clock.stand_at(start + TimeDelta::minutes(15));
    assert_eq!((nobody.get(&late).await.status, press(&nobody, &late).await.status), (403, 403));
    assert_eq!(world.count("provider_try").await, 1);
    server::jobs::forget(&world.app).await.unwrap();
    assert_eq!(world.count("provider_try").await, 0);
}

async fn the_walk_says_what_is_wrong(setting: &Setting) {
    let printed = walk(setting, "hostile").await.unwrap();
    for line in [
        "/.well-known/openid-configuration\n",
        "keys: EC one, RSA rsa",
        "signed by: ES256, RS256",
        "speaks for: northmoor.com",
    ] {
        assert!(printed.contains(line), "{line}: {printed}");
    }
    assert!(
        printed.contains("to be registered there: http://127.0.0.1:8080/sign-in/provider/hostile/callback\n"),
        "{printed}"
    );
    assert_eq!(
        walk(setting, "nobody").await.unwrap_err(),
        "none of `sign_in.providers` has the `id` `nobody`: there are `hostile`, `other`"
    );
    let set = |reply: Reply| setting.hostile.served.lock().unwrap().discovery = reply;
    let issuer = &setting.hostile.issuer;
    let mut description = discovery(issuer);
    description["issuer"] = json!(format!("{issuer}/"));
    set(Reply::json(&description));
    let error = walk(setting, "hostile").await.unwrap_err();
    assert_eq!(error, format!("`hostile` can sign nobody in: discovery_issuer; expected {issuer}; found {issuer}/"));
    description = discovery(issuer);
    description["token_endpoint"] = json!(1);
    set(Reply::json(&description));
    let error = walk(setting, "hostile").await.unwrap_err();
    assert!(error.contains("discovery_malformed; found at `token_endpoint`: invalid type: integer `1`"), "{error}");
    set(Reply::json(&discovery(issuer)));
    setting.hostile.served.lock().unwrap().keys = Reply::json(&json!({ "keys": [] }));
    let error = walk(setting, "hostile").await.unwrap_err();
    assert!(error.contains("key_unsuitable") && error.ends_with("found no keys"), "{error}");
    assert_eq!(setting.world.count("provider_try").await, 1, "no address for what cannot work");
}
