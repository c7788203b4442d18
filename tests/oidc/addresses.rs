//! An address that changed at the provider, and what follows: decisions read it anew.

use api::access_request::{AccessRequest, NewAccessRequest};
use api::path;
use api::pending_access_request::{PendingAccessRequest, PendingPage};
use reqwest::Method;
use rules::vocabulary::{MatchKind, Role, Scope};
use server::args;
use server::store::trail;
use tests::files::Files;

use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    another_address_is_the_persons_from_then_on,
    an_address_that_leads_to_somebody_else_does_not_lead_here,
    an_address_that_is_no_longer_verified_counts_no_longer,
    whoever_decides_sees_how_the_address_matches_now,
}

async fn another_address_is_the_persons_from_then_on(setting: &Setting) {
    let world = &setting.world;
    setting.sign_in("s-1", "ann@northmoor.com", true).await;
    let key = setting.person_of(&setting.hostile.issuer, "s-1").await.unwrap();
    assert_eq!(setting.address(key).await, ("ann@northmoor.com".to_owned(), true, true));
    let version = |key| async move {
        let rows: Vec<(i64, i64)> = world.rows("SELECT version, changes FROM person WHERE key = $1", args![key]).await;
        rows[0]
    };
    let before = version(key).await;
    setting.sign_in("s-1", "ann@northmoor.com", true).await;
    assert_eq!(version(key).await, before, "nothing changed");
    setting.sign_in("s-1", "ann.lee@northmoor.com", true).await;
    assert_eq!(setting.address(key).await, ("ann.lee@northmoor.com".to_owned(), true, true));
    assert_eq!(version(key).await, (before.0 + 1, before.1 + 1));
    // The old one leads nowhere: whoever has it now is somebody new, to whom it leads.
    setting.sign_in("s-2", "ann@northmoor.com", true).await;
    let second = setting.person_of(&setting.hostile.issuer, "s-2").await.unwrap();
    assert_eq!((second != key, setting.address(second).await.1), (true, true));
    // An address that the provider does not speak for counts for nothing.
    setting.sign_in("s-1", "ann@elsewhere.com", true).await;
    assert_eq!(setting.address(key).await, ("ann@elsewhere.com".to_owned(), false, false));
    // The trail names them by their id. The addresses stand beside it, those of before as well.
    let (id,): (String,) = world.rows("SELECT id FROM person WHERE key = $1", args![key]).await.remove(0);
    let sql =
        "SELECT content FROM trail WHERE subject = $1 AND content LIKE '%\"event\":\"address_changed\"%' ORDER BY key";
    let entries: Vec<(String,)> = world.rows(sql, args![&id]).await;
    let read = |(content,): &(String,)| serde_json::from_str::<serde_json::Value>(content).unwrap();
    let [first, second] = [read(&entries[0]), read(&entries[1])];
    assert_eq!((&first["who"], &second["who"]), (&id.as_str().into(), &id.as_str().into()));
    assert_eq!(first["after"]["address"], second["before"]["address"], "the same address has the same commitment");
    let sql = "SELECT address, salt FROM trail_address WHERE person_id = $1";
    let mut beside: Vec<(String, String)> = world.rows(sql, args![&id]).await;
    beside.sort();
    let [(lee, salt), (ann, _)] = beside.as_slice() else { panic!("{beside:?}") };
    assert_eq!([lee.as_str(), ann.as_str()], ["ann.lee@northmoor.com", "ann@northmoor.com"]);
    assert_eq!(second["before"]["address"], trail::commitment(salt, lee));
}

async fn an_address_that_leads_to_somebody_else_does_not_lead_here(setting: &Setting) {
    let world = &setting.world;
    world.import(&Files::default().person("Bo", "bo@northmoor.com")).await;
    let bo = world.person_key("bo@northmoor.com").await;
    setting.sign_in("s-1", "ann@northmoor.com", true).await;
    setting.sign_in("s-1", "bo@northmoor.com", true).await;
    let ann = setting.person_of(&setting.hostile.issuer, "s-1").await.unwrap();
    assert_eq!(setting.address(ann).await, ("bo@northmoor.com".to_owned(), false, true));
    assert_eq!(world.person_key("bo@northmoor.com").await, bo);
    // Bo was known by the address only, and is bound once they come.
    setting.sign_in("s-2", "bo@northmoor.com", true).await;
    assert_eq!(setting.person_of(&setting.hostile.issuer, "s-2").await, Some(bo));
}

async fn an_address_that_is_no_longer_verified_counts_no_longer(setting: &Setting) {
    setting.sign_in("s-1", "ann@northmoor.com", true).await;
    let client = setting.sign_in("s-1", "ann@northmoor.com", false).await;
    assert!(!client.session().await.person.email_verified);
    let key = setting.person_of(&setting.hostile.issuer, "s-1").await.unwrap();
    assert_eq!(setting.address(key).await, ("ann@northmoor.com".to_owned(), false, false));
    setting.sign_in("s-1", "ann@northmoor.com", true).await;
    assert_eq!(setting.address(key).await, ("ann@northmoor.com".to_owned(), true, true));
}

async fn whoever_decides_sees_how_the_address_matches_now(setting: &Setting) {
    let world = &setting.world;
    let files = Files::default().listed("Northmoor", "northmoor.com").person("Ann", "ann@northmoor.com");
    let files = files.person("Al", "al@outside.com").grant("al@outside.com", "northmoor.com", "", "administrator");
    world.import(&files).await;
    let ann = setting.sign_in("s-1", "ann@northmoor.com", true).await;
    let new = NewAccessRequest {
        account: world.account_id("northmoor.com").await,
        scope: Some(Scope::Entire),
        role: Some(Role::User),
        policy_version: world.app.policy.version().to_owned(),
        ..Default::default()
    };
    let call = ann.call(Method::POST, path::ACCESS_REQUESTS).header("idempotency-key", "1").json(&new);
    let sent: AccessRequest = call.send().await.json(201);
    let al = world.sign_in("al@outside.com").await;
    for (email, verified, kind) in [
        ("ann@northmoor.com", true, MatchKind::Same),
        ("ann@northmoor.com", false, MatchKind::None),
        // The provider may not speak for these, whatever it says.
        ("ann@elsewhere.com", true, MatchKind::None),
        ("ann@eu.northmoor.com", true, MatchKind::None),
        ("ann@northmoor.com", true, MatchKind::Same),
    ] {
        setting.sign_in("s-1", email, verified).await;
        let shown: PendingAccessRequest = al.get(&path::pending_access_request(&sent.reference)).await.json(200);
        let matches = kind == MatchKind::Same;
        assert_eq!((shown.summary.match_kind, shown.summary.matches), (kind, matches), "{email} {verified}");
        assert_eq!((shown.summary.requester.email.as_str(), shown.email_verified), (email, matches));
        let same = format!("{}?match_kind=same", path::PENDING_ACCESS_REQUESTS);
        let page: PendingPage = al.get(&same).await.json(200);
        assert_eq!(page.total, i64::from(matches), "{email} {verified}");
    }
}
