//! Who somebody is that signs in with a provider or by a code: `server::sign_in::identity` says the rule.

use api::path;
use reqwest::Method;
use server::args;
use server::sign_in::identity::{self, ByProvider};
use server::sign_in::open_id::Refused;
use server::store::key::PersonKey;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::browser::{press, reason, session_cookie, signed_in};
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    an_imported_person_is_bound_once,
    what_was_begun_before_the_proof_ends,
    nobody_is_who_another_issuer_says,
    an_address_that_is_not_verified_matches_nothing_and_nobody,
    two_first_sign_ins_at_once_are_one_person,
    a_code_binds_as_well,
    an_address_of_the_providers_gets_no_code,
    somebody_bound_elsewhere_is_told_so_once_the_address_is_proved,
    who_is_unbound_is_bound_anew,
    who_tried_before_they_were_unbound_comes_home_after,
    signing_in_leads_on_and_ends_the_session_before,
    the_trail_tells_people_with_one_address_apart,
    who_goes_to_the_provider_is_counted_by_peer,
}

const ANN: &str = "ann@northmoor.com";
const OUTSIDE: &str = "bo@outside.com";

async fn import(setting: &Setting) {
    setting.world.import(&Files::default().person("Ann", ANN).person("Bo", OUTSIDE)).await;
}

/// Claims an address in a browser; gives the answer, and the browser with its cookie.
pub async fn claim(world: &World, email: &str) -> (Client, Answer) {
    let mut browser = world.nobody();
    let answer = browser.form("/sign-in/code", "email", email).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default();
    browser.cookie = Some(cookie.to_owned()).filter(|cookie| !cookie.is_empty());
    (browser, answer)
}

/// Enters the code that was mailed to an address.
pub async fn prove(world: &World, browser: &Client, email: &str) -> Answer {
    let sql = "SELECT details FROM outbox WHERE recipient = $1 AND event = 'sign_in_code' ORDER BY key DESC";
    let (details,): (String,) = world.rows(sql, args![email]).await.remove(0);
    let details: serde_json::Value = serde_json::from_str(&details).unwrap();
    let code = world.app.secret.sign_in_code(details["id"].as_str().unwrap());
    browser.form("/sign-in/proof", "code", &code).await
}

async fn bound(setting: &Setting) -> Vec<(String, String, PersonKey)> {
    let sql = "SELECT issuer, subject, person_key FROM identity ORDER BY issuer, subject";
    setting.world.rows(sql, args![]).await
}

async fn an_imported_person_is_bound_once(setting: &Setting) {
    import(setting).await;
    let ann = setting.world.person_key(ANN).await;
    for _ in 0..2 {
        setting.sign_in("s-1", "Ann@Northmoor.com", true).await;
        assert_eq!(setting.person_of(&setting.hostile.issuer, "s-1").await, Some(ann));
    }
    // The address was given to somebody else at the provider, or the account was made anew: nobody can tell, so they get
    // nothing of Ann's, and no second Ann is made.
    let answer = setting.visit(|acts| acts.claims["sub"] = "s-2".into()).await;
    assert_eq!((answer.status, reason(&answer)), (403, Refused::BoundToAnotherSubject.name()));
    assert!(answer.text().contains("is known by another account at Northmoor"), "{}", answer.text());
    assert_eq!((session_cookie(&answer), setting.person_of(&setting.hostile.issuer, "s-2").await), (None, None));
    assert_eq!((setting.world.person_key(ANN).await, setting.world.count("person").await), (ann, 2));
    let events: Vec<(String,)> = setting.world.rows("SELECT content FROM trail ORDER BY key", args![]).await;
    assert_eq!(events.iter().filter(|(content,)| content.contains("\"event\":\"person_bound\"")).count(), 1);
}

async fn the_trail_tells_people_with_one_address_apart(setting: &Setting) {
    import(setting).await;
    setting.sign_in("s-1", ANN, true).await;
    setting.sign_in("s|2", "cy@northmoor.com", true).await;
    // The provider gives somebody known an address that another has.
    let second = setting.sign_in("s|2", ANN, true).await;
    let sql = "SELECT content FROM trail WHERE content LIKE '%\"event\":\"signed_in\"%' ORDER BY key";
    let entries: Vec<(String,)> = setting.world.rows(sql, args![]).await;
    let read = |content: &str| serde_json::from_str::<serde_json::Value>(content).unwrap()["who"].clone();
    let who: Vec<serde_json::Value> = entries.iter().map(|(content,)| read(content)).collect();
    let keys = [setting.world.person_key(ANN).await, setting.person_of(&setting.hostile.issuer, "s|2").await.unwrap()];
    let ids: Vec<(String,)> =
        setting.world.rows("SELECT id FROM person WHERE key IN ($1, $2) ORDER BY key", args![keys[0], keys[1]]).await;
    assert_eq!(who, [ids[0].0.as_str(), ids[1].0.as_str(), ids[1].0.as_str()]);
    let entries = server::store::trail::of_subject(&setting.world.app.db, "session").await.unwrap();
    let people = server::store::actor::people(&setting.world.app.db, &entries).await.unwrap();
    let acted: Vec<PersonKey> = entries.iter().map(|entry| people[&entry.key].key).collect();
    assert_eq!(acted, [keys[0], keys[1], keys[1]]);
    assert_eq!(second.session().await.person.email, ANN);
}

async fn who_goes_to_the_provider_is_counted_by_peer(setting: &Setting) {
    let most = setting.world.app.settings.limits.peer_attempts_per_hour;
    for _ in 0..most {
        assert_eq!(press(&setting.world.nobody(), "hostile", "/").await.status, 200);
    }
    let refused = press(&setting.world.nobody(), "hostile", "/").await;
    assert_eq!((refused.status, refused.header("set-cookie")), (429, ""));
    assert_eq!(setting.world.count("sign_in_attempt").await, i64::from(most));
    server::jobs::forget(&setting.world.app).await.unwrap();
    assert_eq!(setting.world.count("sign_in_attempt").await, i64::from(most));
}

async fn what_was_begun_before_the_proof_ends(setting: &Setting) {
    import(setting).await;
    let world = &setting.world;
    world.write("UPDATE person SET email_verified = $1, name = '' WHERE email = $2", args![false, ANN]).await;
    let before = world.sign_in(ANN).await;
    let link = world.sign_in_link(ANN).await;
    let ann = setting.sign_in("s-1", ANN, true).await.session().await.person;
    assert_eq!((ann.email_verified, ann.name.as_str()), (true, "Ann Lee"), "a name is told where there was none");
    assert_eq!(before.get(path::SESSION).await.status, 401);
    assert_eq!(world.nobody().form("/sign-in", "link", &link).await.status, 403);
}

async fn nobody_is_who_another_issuer_says(setting: &Setting) {
    import(setting).await;
    let world = &setting.world;
    let bo = world.person_key(OUTSIDE).await;
    // The provider says that the address is verified, but speaks for northmoor.com only.
    let person = setting.sign_in("s-9", OUTSIDE, true).await.session().await.person;
    assert!(!person.email_verified);
    let key = setting.person_of(&setting.hostile.issuer, "s-9").await.unwrap();
    assert_ne!(key, bo);
    assert_eq!(setting.address(key).await, (OUTSIDE.to_owned(), false, false));
    for lookalike in ["ann@eu.northmoor.com", "ann@northmoor.com.evil.com", "ann@northm\u{f6}\u{f6}r.com"] {
        assert!(!setting.sign_in(lookalike, lookalike, true).await.session().await.person.email_verified);
    }
    // The very subject of another issuer is somebody else as well.
    world.write("INSERT INTO identity VALUES ('https://id.example', 's-1', $1, 0)", args![bo]).await;
    setting.sign_in("s-1", ANN, true).await;
    assert_ne!(setting.person_of(&setting.hostile.issuer, "s-1").await, Some(bo));
}

async fn an_address_that_is_not_verified_matches_nothing_and_nobody(setting: &Setting) {
    import(setting).await;
    setting.world.import(&Files::default().listed("Northmoor", "northmoor.com")).await;
    import(setting).await;
    let ann = setting.world.person_key(ANN).await;
    for (subject, verified) in
        [("s-1", serde_json::json!(false)), ("s-2", serde_json::json!("false")), ("s-3", serde_json::json!(1))]
    {
        let answer = setting
            .visit(|acts| {
                acts.claims["sub"] = subject.into();
                acts.claims["email_verified"] = verified;
            })
            .await;
        let client = signed_in(&setting.world, &answer).await;
        assert!(!client.session().await.person.email_verified);
        let key = setting.person_of(&setting.hostile.issuer, subject).await.unwrap();
        assert_ne!(key, ann);
        assert_eq!(setting.address(key).await, (ANN.to_owned(), false, false));
        assert!(!client.get(path::DIRECTORY).await.text().contains("northmoor.com\",\"name"), "no match");
    }
}

async fn two_first_sign_ins_at_once_are_one_person(setting: &Setting) {
    import(setting).await;
    let world = &setting.world;
    let who = |subject: &str| identity::SignedInBy {
        identity: server::store::identity::Identity {
            issuer: setting.hostile.issuer.clone(),
            subject: subject.to_owned(),
        },
        email: server::domains::email::EmailAddress::parse("new@northmoor.com").unwrap(),
        verified: true,
        name: String::new(),
        locale: text::Locale::En,
        replaces: vec![],
    };
    let (same, other) = (who("s-1"), who("s-2"));
    let attempts = (0..12).map(|turn| {
        identity::by_provider(
            &world.app.db,
            &world.app.policy,
            &world.app.internal_domains,
            if turn % 3 == 0 { &other } else { &same },
            world.app.clock.now(),
        )
    });
    let found = futures_util::future::join_all(attempts).await;
    let (mut keys, mut refused) = (Vec::new(), 0);
    for one in found {
        match one.unwrap() {
            ByProvider::Person(person) => keys.push(person.key),
            ByProvider::BoundTo(_) => refused += 1,
        }
    }
    keys.dedup();
    // Whichever of the two came first is who the address leads to.
    assert_eq!((keys.len(), bound(setting).await.len()), (1, 1));
    assert!(refused == 4 || refused == 8, "{refused}");
    let sql = "SELECT key FROM person WHERE email_folded = 'new@northmoor.com'";
    assert_eq!(world.rows::<(i64,)>(sql, args![]).await.len(), 1, "it leads to one of them");
}

async fn a_code_binds_as_well(setting: &Setting) {
    import(setting).await;
    let world = &setting.world;
    let bo = world.person_key(OUTSIDE).await;
    for email in [OUTSIDE, "Bo@outside.com", "new@outside.com", "new@outside.com"] {
        let (browser, _) = claim(world, email).await;
        signed_in(world, &prove(world, &browser, email).await).await;
    }
    let new = world.person_key("new@outside.com").await;
    let by_code = |email: &str, key| ("code".to_owned(), email.to_owned(), key);
    assert_eq!(bound(setting).await, [by_code(OUTSIDE, bo), by_code("new@outside.com", new)]);
}

async fn an_address_of_the_providers_gets_no_code(setting: &Setting) {
    import(setting).await;
    let world = &setting.world;
    let mut said = Vec::new();
    for email in [ANN, "ann@NORTHMOOR.com.", "nobody.knows@northmoor.com"] {
        let (browser, answer) = claim(world, email).await;
        assert_eq!((answer.status, browser.cookie), (200, None));
        let form = "action=\"/sign-in/provider/hostile\"";
        let text = answer.text();
        assert!(text.contains("People of northmoor.com sign in with Northmoor.") && text.contains(form), "{text}");
        said.push(answer.fingerprint());
    }
    assert!(said.iter().all(|answer| *answer == said[0]), "the same whoever is known");
    assert_eq!((world.count("sign_in_claim").await, world.count("outbox").await), (0, 0));
    // Of no domain but that very one.
    assert_eq!(claim(world, "ann@eu.northmoor.com").await.1.status, 303);
}

async fn somebody_bound_elsewhere_is_told_so_once_the_address_is_proved(setting: &Setting) {
    import(setting).await;
    let world = &setting.world;
    // Bound while the provider spoke for the domain, which it no longer does.
    for (issuer, email) in [(setting.hostile.issuer.as_str(), OUTSIDE), ("https://gone.example", "di@gone.com")] {
        world.import(&Files::default().person("Bo", OUTSIDE).person("Di", "di@gone.com")).await;
        let key = world.person_key(email).await;
        world.write("INSERT INTO identity VALUES ($1, $2, $3, 0)", args![issuer, email, key]).await;
    }
    for (email, said) in [(OUTSIDE, "signs in with Northmoor"), ("di@gone.com", "no longer connected")] {
        let (browser, answer) = claim(world, email).await;
        assert_eq!(answer.status, 303, "nothing is told before");
        assert!(!browser.get("/sign-in/proof").await.text().contains(said));
        let answer = prove(world, &browser, email).await;
        assert_eq!((answer.status, session_cookie(&answer)), (403, None));
        assert!(answer.text().contains(said), "{}", answer.text());
    }
    assert_eq!(world.count("session").await, 0);
}

async fn who_is_unbound_is_bound_anew(setting: &Setting) {
    import(setting).await;
    let world = &setting.world;
    let ann = world.person_key(ANN).await;
    let client = setting.sign_in("s-1", ANN, true).await;
    let before = identity::unbind(&world.app.db, &world.app.policy, ann, world.app.clock.now()).await.unwrap().unwrap();
    assert_eq!((before.issuer.as_str(), before.subject.as_str()), (setting.hostile.issuer.as_str(), "s-1"));
    assert_eq!(client.get(path::SESSION).await.status, 401, "their sessions have ended");
    assert_eq!(identity::unbind(&world.app.db, &world.app.policy, ann, world.app.clock.now()).await.unwrap(), None);
    setting.sign_in("s-2", ANN, true).await;
    assert_eq!(bound(setting).await, [(setting.hostile.issuer.clone(), "s-2".to_owned(), ann)]);
    let events: Vec<(String,)> = world
        .rows("SELECT content FROM trail WHERE subject = $1 ORDER BY key", args![world.person_id(ANN).await])
        .await;
    let events: Vec<bool> = events.iter().map(|(content,)| content.contains("\"event\":\"person_unbound\"")).collect();
    assert_eq!(events, [false, true, false], "bound, unbound, bound");
}

async fn who_tried_before_they_were_unbound_comes_home_after(setting: &Setting) {
    import(setting).await;
    let world = &setting.world;
    let ann = world.person_key(ANN).await;
    setting.sign_in("s-1", ANN, true).await;
    // Before the provider said that the address is theirs, they were somebody else.
    let astray = setting.sign_in("s-2", ANN, false).await;
    assert_ne!(bound(setting).await[1].2, ann, "somebody else meanwhile");
    setting.sign_in("s-2", ANN, true).await;
    assert_ne!(bound(setting).await[1].2, ann, "and again: the address leads to one who is bound");
    identity::unbind(&world.app.db, &world.app.policy, ann, world.app.clock.now()).await.unwrap();
    setting.sign_in("s-2", ANN, true).await;
    assert_eq!(bound(setting).await, [(setting.hostile.issuer.clone(), "s-2".to_owned(), ann)]);
    assert_eq!(astray.get(path::SESSION).await.status, 401, "nobody goes on as the other");
}

async fn signing_in_leads_on_and_ends_the_session_before(setting: &Setting) {
    let world = &setting.world;
    for (next, location) in
        [("/directory?q=a", "/directory?q=a"), ("//evil.example", "/"), ("https://evil.example", "/")]
    {
        let answer = setting.visit_for(next, |_| {}).await;
        assert_eq!((answer.status, answer.header("location")), (303, location));
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
        assert_eq!(cookies.len(), 3, "the session begins, the browser is known, the attempt ends: {cookies:?}");
    }
    let before = setting.sign_in("s-7", "eve@northmoor.com", true).await;
    let mut away = crate::browser::go(world, "hostile", "/").await;
    let both = format!("{}; {}", away.browser.cookie.unwrap(), before.cookie.clone().unwrap());
    away.browser.cookie = Some(both);
    signed_in(world, &setting.return_from(&away, |_| {}).await).await;
    assert_eq!(before.call(Method::GET, path::SESSION).send().await.status, 401);
}
