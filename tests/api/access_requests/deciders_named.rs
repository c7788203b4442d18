//! Who decides is named to those who may know it, before sending and on the page of the open request; to nobody else does
//! the answer differ by who it is.

use api::access_request::{AccessRequest, AccessRequestPreview};
use api::path;
use rules::vocabulary::Role;
use serde_json::Value;
use server::sample::{cast, places};
use tests::world::World;

use super::{entire, send};

tests::on_both_databases! {
    in World::sample:
    who_holds_access_reads_who_decides,
    who_holds_nothing_reads_the_same_whoever_decides,
}

async fn who_holds_access_reads_who_decides(world: &World) {
    let employee = world.sign_in(cast::EMPLOYEE).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let preview: AccessRequestPreview = employee.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.json(200);
    let names: Vec<&str> = preview.deciders_named.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["David Okeby"], "an administrator of a part stays unnamed");
    let sent: AccessRequest = send(&employee, "1", &new).await.json(201);
    assert_eq!(sent.deciders_named, preview.deciders_named);
}

async fn who_holds_nothing_reads_the_same_whoever_decides(world: &World) {
    let newcomer = world.sign_in(cast::NEWCOMER).await;
    let new = entire(world, places::LISTED, Role::User).await;
    let preview = async || -> Value { newcomer.post(path::ACCESS_REQUEST_PREVIEWS, &new).await.json(200) };
    let mut before = preview().await;
    assert_eq!(before["deciders_named"], serde_json::json!([]));
    let rename = "UPDATE person SET name = $1 WHERE email = $2";
    world.write(rename, server::args!["Somebody Else", cast::ADMINISTRATOR]).await;
    let mut after = preview().await;
    // When it expires is a moment later.
    for answer in [&mut before, &mut after] {
        answer.as_object_mut().unwrap().remove("expires_at");
    }
    assert_eq!(before, after);
    let sent: AccessRequest = send(&newcomer, "1", &new).await.json(201);
    assert!(sent.deciders_named.is_empty());
}
