//! What a change leaves: a new version, one entry of the trail, one mail, and a person's pages that know of it.

use api::access_grant::{AccessGrant, AccessGrantChange};
use api::changes::Changes;
use api::path;
use api::problem::Code;
use rules::vocabulary::Role;
use serde_json::{Value, json};
use server::args;
use server::audit::verify;
use tests::world::World;

use super::{ACCOUNT, ADMINISTRATOR, IN_LEEDS, VIEWER, change, files, import, remove, stored};
use crate::access_requests::virtual_account_id;

tests::on_both_databases! {
    in World::empty:
    a_change_leaves_entry_mail_and_stamp,
    a_removal_leaves_entry_mail_and_stamp,
    who_did_it_is_named_to_whoever_still_holds_access,
    leaving_leaves_an_entry_and_no_mail,
    what_is_refused_leaves_nothing,
    a_version_that_is_not_the_newest_changes_nothing,
    of_two_changes_at_once_one_is_told,
}

/// The entries of the account's chain since it was imported, the newest last.
async fn trail(world: &World) -> Vec<Value> {
    let sql = "SELECT content FROM trail WHERE chain = $1 AND number > 1 ORDER BY number";
    let rows: Vec<(String,)> = world.rows(sql, args![world.account_id(ACCOUNT).await]).await;
    rows.iter().map(|(content,)| serde_json::from_str(content).unwrap()).collect()
}

async fn mail(world: &World) -> Vec<(String, String, Value)> {
    let rows: Vec<(String, String, String)> =
        world.rows("SELECT event, recipient, details FROM outbox ORDER BY key", args![]).await;
    rows.into_iter().map(|(event, to, details)| (event, to, serde_json::from_str(&details).unwrap())).collect()
}

async fn who_did_it_is_named_to_whoever_still_holds_access(world: &World) {
    import(world, &files()).await;
    let administrator = world.sign_in(ADMINISTRATOR).await;
    change(world, &administrator, IN_LEEDS, "North/Leeds", Role::Viewer).await.json::<AccessGrant>(200);
    assert_eq!(remove(world, &administrator, VIEWER, "North Sea").await.status, 204);
    assert_eq!(remove(world, &administrator, VIEWER, "").await.status, 204);
    let by: Vec<Value> = mail(world).await.into_iter().map(|(_, _, details)| details["by"].clone()).collect();
    let named = json!({ "named": "Anna Ash" });
    assert_eq!(by, [named.clone(), named, json!("administrator")], "who holds nothing any more may not know");
}

async fn stamp(world: &World, email: &str) -> i64 {
    world.sign_in(email).await.get(path::CHANGES).await.json::<Changes>(200).stamp
}

async fn a_change_leaves_entry_mail_and_stamp(world: &World) {
    import(world, &files()).await;
    let (grant, version) = stored(world, IN_LEEDS, ACCOUNT, "North/Leeds").await.unwrap();
    let before = stamp(world, IN_LEEDS).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let answer = change(world, &client, IN_LEEDS, "North/Leeds", Role::Administrator).await;
    let changed: AccessGrant = answer.json(200);
    assert_eq!(
        (changed.id.as_str(), changed.role, changed.version),
        (grant.as_str(), Role::Administrator, version + 1)
    );
    assert_eq!(stored(world, IN_LEEDS, ACCOUNT, "North/Leeds").await, Some((grant.clone(), version + 1)));

    let [entry] = <[Value; 1]>::try_from(trail(world).await).unwrap();
    let virtual_account = virtual_account_id(world, ACCOUNT, "North/Leeds").await;
    let in_leeds = world.person_id(IN_LEEDS).await;
    let held = |role: &str| json!({ "person": in_leeds, "role": role, "virtual_account": virtual_account });
    assert_eq!(
        (&entry["event"], &entry["who"]),
        (&json!("access_changed"), &json!(world.person_id(ADMINISTRATOR).await))
    );
    assert_eq!((&entry["subject"], &entry["before"]), (&json!(grant), &held("user")));
    assert_eq!((&entry["after"], &entry["policy"]), (&held("administrator"), &json!(world.app.policy.version())));
    assert_eq!(entry["rules"], json!(["grant_actions/R1", "grant_actions/R3"]));

    let account = json!({ "name": "Acme", "domain_identifier": ACCOUNT });
    let told = |role: &str| json!({ "role": role, "virtual_account": "North / Leeds" });
    let by = json!({ "named": "Anna Ash" });
    let details = json!({ "account": account, "before": told("user"), "after": told("administrator"), "by": by });
    assert_eq!(mail(world).await, [("access_changed".to_owned(), IN_LEEDS.to_owned(), details)]);
    assert_eq!(stamp(world, IN_LEEDS).await, before + 1);
    assert_eq!(stamp(world, ADMINISTRATOR).await, 0);
    assert!(verify::database(&world.app.db, &verify::Known::default(), &mut Vec::new()).await.unwrap());
}

async fn a_removal_leaves_entry_mail_and_stamp(world: &World) {
    import(world, &files()).await;
    let (grant, _) = stored(world, VIEWER, ACCOUNT, "").await.unwrap();
    let client = world.sign_in(ADMINISTRATOR).await;
    assert_eq!(remove(world, &client, VIEWER, "").await.status, 204);

    let [entry] = <[Value; 1]>::try_from(trail(world).await).unwrap();
    assert_eq!((&entry["event"], &entry["subject"]), (&json!("access_removed"), &json!(grant)));
    assert_eq!(
        entry["before"],
        json!({ "person": world.person_id(VIEWER).await, "role": "viewer", "virtual_account": null })
    );
    assert_eq!((&entry["after"], &entry["who"]), (&Value::Null, &json!(world.person_id(ADMINISTRATOR).await)));
    let details = json!({
        "account": { "name": "Acme", "domain_identifier": ACCOUNT },
        "before": { "role": "viewer", "virtual_account": null },
        // They hold another role there still.
        "by": { "named": "Anna Ash" },
    });
    assert_eq!(mail(world).await, [("access_removed".to_owned(), VIEWER.to_owned(), details)]);
    assert_eq!(stamp(world, VIEWER).await, 1);
}

async fn leaving_leaves_an_entry_and_no_mail(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(IN_LEEDS).await;
    assert_eq!(remove(world, &client, IN_LEEDS, "North/Leeds").await.status, 204);
    let [entry] = <[Value; 1]>::try_from(trail(world).await).unwrap();
    assert_eq!((&entry["event"], &entry["who"]), (&json!("access_left"), &json!(world.person_id(IN_LEEDS).await)));
    assert_eq!(entry["rules"], json!(["grant_actions/R5"]));
    assert_eq!(mail(world).await, []);
    assert_eq!(stamp(world, IN_LEEDS).await, 1);
}

async fn what_is_refused_leaves_nothing(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let not_offered = change(world, &client, IN_LEEDS, "North/Leeds", Role::Approver).await;
    assert_eq!(not_offered.invalid_fields(), ["role"]);
    let same: AccessGrant = change(world, &client, IN_LEEDS, "North/Leeds", Role::User).await.json(200);
    assert_eq!((same.role, same.version), (Role::User, 1));
    remove(world, &client, ADMINISTRATOR, "").await.problem(409, Code::LastAdministrator);
    assert_eq!((trail(world).await, mail(world).await), (vec![], vec![]));
    assert_eq!(change(world, &client, VIEWER, "", Role::Approver).await.status, 200);
}

async fn a_version_that_is_not_the_newest_changes_nothing(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let account = world.account_id(ACCOUNT).await;
    let (grant, version) = stored(world, VIEWER, ACCOUNT, "").await.unwrap();
    for version in [version - 1, version + 1] {
        let body = AccessGrantChange { role: Role::User, version };
        client.patch(&path::access_grant(&account, &grant), &body).await.problem(409, Code::Conflict);
        client.delete(&path::access_grant_removal(&account, &grant, version)).await.problem(409, Code::Conflict);
    }
    assert_eq!((trail(world).await, mail(world).await), (vec![], vec![]));
    assert_eq!(stored(world, VIEWER, ACCOUNT, "").await, Some((grant, version)));
}

async fn of_two_changes_at_once_one_is_told(world: &World) {
    import(world, &files()).await;
    let client = world.sign_in(ADMINISTRATOR).await;
    let account = world.account_id(ACCOUNT).await;
    let (grant, version) = stored(world, VIEWER, ACCOUNT, "").await.unwrap();
    let address = path::access_grant(&account, &grant);
    let changes = [Role::User, Role::Approver].map(|role| AccessGrantChange { role, version });
    let (one, other) = tokio::join!(client.patch(&address, &changes[0]), client.patch(&address, &changes[1]));
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!((trail(world).await.len(), mail(world).await.len()), (1, 1));
}
