//! An Approver of the entire account sees who holds access, and changes none of it but their own.

use api::access_grant::AccessGrantQuery;
use api::path;
use api::problem::Code;
use rules::vocabulary::Role;
use tests::world::World;

use super::{ACCOUNT, IN_LEEDS, VIEWER, change, files, import, line, list, remove};

tests::on_both_databases! {
    in World::empty:
    an_approver_reads_everybodys_access_and_changes_their_own_only,
}

const APPROVER: &str = "abel@acme.com";

async fn an_approver_reads_everybodys_access_and_changes_their_own_only(world: &World) {
    let files = files().person("Abel Alder", APPROVER).grant(APPROVER, ACCOUNT, "", "approver");
    import(world, &files).await;
    let query = AccessGrantQuery::default();
    let shown = list(world, &world.sign_in(VIEWER).await, &query).await;
    assert!(!shown.reads_entire && shown.grants.iter().all(|grant| grant.own), "a Viewer sees their own");

    let approver = world.sign_in(APPROVER).await;
    let shown = list(world, &approver, &query).await;
    assert!(shown.reads_entire && !shown.administers);
    let lines: Vec<String> = shown.grants.iter().map(line).collect();
    assert_eq!(lines.len(), 7, "{lines:?}");
    for grant in &shown.grants {
        assert_eq!(grant.actions.is_empty(), !grant.own, "{}", line(grant));
        assert!(grant.roles.is_empty());
    }
    change(world, &approver, IN_LEEDS, "North/Leeds", Role::Viewer).await.problem(404, Code::GrantNotFound);
    remove(world, &approver, VIEWER, "").await.problem(404, Code::GrantNotFound);
    let file = approver.get(&path::access_grants_export(&world.account_id(ACCOUNT).await, &query)).await;
    assert!(file.text().contains(IN_LEEDS), "what is read may be downloaded");
    assert_eq!(remove(world, &approver, APPROVER, "").await.status, 204);
}
