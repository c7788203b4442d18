//! Somebody who was known otherwise comes by a provider: taken over, or told why not; never two people in silence.

use api::path;
use server::args;
use server::commands::admin::{self, AdminCommand};
use server::settings::sign_in::Values;
use server::sign_in::open_id::Refused;
use server::store::key::PersonKey;
use tests::files::Files;

use crate::binding::{claim, prove};
use crate::browser::{reason, session_cookie, signed_in};
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    who_came_by_code_is_bound_anew_and_told_so,
    an_address_that_does_not_count_takes_nobody_over,
    who_was_split_comes_home,
    who_is_known_by_another_issuer_is_told_so,
    a_provider_takes_the_place_of_another,
    many_are_unbound_at_once,
}

const ANN: &str = "ann@northmoor.com";
const OLD: &str = "https://old.example";

/// Ann, an administrator, who is known by the code of her address or by another issuer.
async fn known_by(setting: &Setting, issuer: &str, subject: &str) -> PersonKey {
    let files = Files::default().listed("Northmoor", "northmoor.com").person("Ann", ANN);
    setting.world.import(&files.grant(ANN, "northmoor.com", "", "administrator")).await;
    let key = setting.world.person_key(ANN).await;
    setting.world.write("INSERT INTO identity VALUES ($1, $2, $3, 0)", args![issuer, subject, key]).await;
    key
}

async fn bound(setting: &Setting) -> Vec<(String, String, PersonKey)> {
    setting.world.rows("SELECT issuer, subject, person_key FROM identity ORDER BY issuer, subject", args![]).await
}

async fn who_came_by_code_is_bound_anew_and_told_so(setting: &Setting) {
    let world = &setting.world;
    let ann = known_by(setting, "code", ANN).await;
    let before = world.sign_in(ANN).await;
    let answer = setting.visit_for("/requests", |_| {}).await;
    let client = signed_in(world, &answer).await;
    assert_eq!(bound(setting).await, [(setting.hostile.issuer.clone(), "s-1".to_owned(), ann)]);
    assert_eq!(client.get(path::DIRECTORY).await.status, 200, "what was hers is hers");
    assert_eq!(before.get(path::SESSION).await.status, 401, "who was signed in by less is signed out");
    let notice = client.get(answer.header("location")).await;
    assert!(notice.text().contains("Northmoor has proved the same address"), "{}", notice.text());
    assert!(notice.text().contains(ANN) && notice.text().contains("href=\"/requests\""), "{}", notice.text());
    let sql = "SELECT content FROM trail WHERE subject = $1 AND content LIKE '%\"event\":\"person_bound\"%'";
    let entries: Vec<(String,)> = world.rows(sql, args![world.person_id(ANN).await]).await;
    let [(entry,)] = entries.as_slice() else { panic!("{entries:?}") };
    let entry: serde_json::Value = serde_json::from_str(entry).unwrap();
    let issuers = (&entry["before"]["issuer"], &entry["after"]["issuer"]);
    assert_eq!(issuers, (&"code".into(), &setting.hostile.issuer.as_str().into()));
    assert!(!entry.to_string().contains("ann@"), "{entry}");
    // Once: from then on she goes where she wants to.
    assert_eq!(setting.visit_for("/requests", |_| {}).await.header("location"), "/requests");
    assert_eq!(world.count("person").await, 1);
}

async fn an_address_that_does_not_count_takes_nobody_over(setting: &Setting) {
    let ann = known_by(setting, "code", ANN).await;
    let stranger = setting.sign_in("s-1", ANN, false).await;
    assert!(!stranger.session().await.person.email_verified);
    assert_eq!(setting.person_of("code", ANN).await, Some(ann));
    assert_ne!(setting.person_of(&setting.hostile.issuer, "s-1").await, Some(ann));
}

async fn who_was_split_comes_home(setting: &Setting) {
    let ann = known_by(setting, "code", ANN).await;
    let astray = setting.sign_in("s-1", ANN, false).await;
    setting.sign_in("s-1", ANN, true).await;
    assert_eq!(bound(setting).await, [(setting.hostile.issuer.clone(), "s-1".to_owned(), ann)]);
    assert_eq!(astray.get(path::SESSION).await.status, 401, "nobody goes on as the other");
}

async fn who_is_known_by_another_issuer_is_told_so(setting: &Setting) {
    let world = &setting.world;
    let other = format!("{}/other", setting.hostile.issuer);
    for (issuer, said) in [(other.as_str(), "signs in with Northmoor"), (OLD, "no longer connected")] {
        world.write("DELETE FROM identity", args![]).await;
        let ann = known_by(setting, issuer, "o-1").await;
        let answer = setting.visit(|_| {}).await;
        assert_eq!((answer.status, reason(&answer)), (403, Refused::BoundToAnotherIssuer.name()), "{}", answer.text());
        assert!(answer.text().contains(said) && answer.text().contains(ANN), "{}", answer.text());
        assert_eq!((session_cookie(&answer), world.count("person").await), (None, 1));
        assert_eq!(bound(setting).await, [(issuer.to_owned(), "o-1".to_owned(), ann)]);
    }
    // No code goes there, so that nobody is bound to one; who is not known otherwise is a person as before.
    setting.sign_in("s-2", "new@northmoor.com", true).await;
}

async fn a_provider_takes_the_place_of_another(setting: &Setting) {
    let with = |old: &'static str| {
        move |settings: &mut server::settings::sign_in::ProviderSettings| {
            settings.replaces = Values(vec![old.to_owned()]);
        }
    };
    let setting = Setting::with(setting.world.app.db.engine(), with(OLD)).await;
    let ann = known_by(&setting, OLD, "o-1").await;
    let answer = setting.visit(|_| {}).await;
    let client = signed_in(&setting.world, &answer).await;
    assert_eq!(client.get(path::DIRECTORY).await.status, 200);
    assert_eq!(bound(&setting).await, [(setting.hostile.issuer.clone(), "s-1".to_owned(), ann)]);
    let notice = client.get(answer.header("location")).await;
    assert!(notice.text().contains("You sign in with Northmoor from now on"), "{}", notice.text());
    // No other's people, and none by an address that is not proved.
    setting.world.write("UPDATE identity SET issuer = 'https://third.example', subject = 'x'", args![]).await;
    assert_eq!(reason(&setting.visit(|_| {}).await), Refused::BoundToAnotherIssuer.name());
    setting.world.write("UPDATE identity SET issuer = $1", args![OLD]).await;
    setting.sign_in("s-1", ANN, false).await;
    assert_eq!(setting.person_of(OLD, "x").await, Some(ann));
}

async fn many_are_unbound_at_once(setting: &Setting) {
    let world = &setting.world;
    let people = [ANN, "bo@northmoor.com", "cy@eu.northmoor.com", "di@else.com"];
    world.import(&people.iter().fold(Files::default(), |files, email| files.person("A", email))).await;
    let bind = async || {
        world.write("DELETE FROM identity", args![]).await;
        for (email, issuer) in people.iter().zip([OLD, "code", OLD, OLD]) {
            let key = world.person_key(email).await;
            world.write("INSERT INTO identity VALUES ($1, $2, $3, 0)", args![issuer, *email, key]).await;
        }
    };
    let unbind = async |domain: Option<&str>, issuer: Option<&str>| {
        let (domain, issuer) = (domain.map(str::to_owned), issuer.map(str::to_owned));
        let (mut output, mut notes) = (Vec::new(), Vec::new());
        let command = AdminCommand::Unbind { email: None, domain, issuer };
        admin::run(&world.app, &command, &mut output, &mut notes).await.unwrap();
        String::from_utf8(notes).unwrap()
    };
    bind().await;
    let session = world.sign_in(ANN).await;
    let notes = unbind(Some("Northmoor.com"), None).await;
    assert_eq!(
        notes,
        "2 people with an address of `northmoor.com` are no longer bound; all sessions of theirs have ended\n"
    );
    assert_eq!(session.get(path::SESSION).await.status, 401);
    assert_eq!(bound(setting).await.len(), 2, "each domain is that very one");
    bind().await;
    let notes = unbind(None, Some(OLD)).await;
    assert!(notes.starts_with("3 people known by `https://old.example` are no longer bound"), "{notes}");
    assert_eq!(bound(setting).await.len(), 1);
    assert!(unbind(None, Some(OLD)).await.contains("nothing was changed"));
    // The next proof binds them anew.
    setting.sign_in("s-1", ANN, true).await;
    assert_eq!(setting.person_of(&setting.hostile.issuer, "s-1").await, Some(world.person_key(ANN).await));
    let (browser, _) = claim(world, "di@else.com").await;
    signed_in(world, &prove(world, &browser, "di@else.com").await).await;
}
