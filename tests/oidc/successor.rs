//! Somebody whose address was another's before: histories do not name them for what that one did.

use api::access_request::{AccessRequest, NewAccessRequest};
use api::history::AccessRequestEvent;
use api::path;
use reqwest::Method;
use rules::vocabulary::{Role, Scope};
use serde_json::json;
use server::args;
use tests::files::Files;

use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    histories_name_whoever_acted_and_not_whoever_has_the_address,
}

const ANN: &str = "ann@northmoor.com";
const CY: &str = "cy@northmoor.com";

async fn histories_name_whoever_acted_and_not_whoever_has_the_address(setting: &Setting) {
    let world = &setting.world;
    let files = Files::default().listed("Northmoor", "northmoor.com").person("Ann", ANN).person("Cy", CY);
    world.import(&files.grant(ANN, "northmoor.com", "", "administrator")).await;
    let ann = setting.sign_in("s-1", ANN, true).await;
    let cy = world.sign_in(CY).await;
    let new = NewAccessRequest {
        account: world.account_id("northmoor.com").await,
        scope: Some(Scope::Entire),
        role: Some(Role::User),
        policy_version: world.app.policy.version().to_owned(),
        ..Default::default()
    };
    let call = cy.call(Method::POST, path::ACCESS_REQUESTS).header("idempotency-key", "1").json(&new);
    let sent: AccessRequest = call.send().await.json(201);
    let decision = json!({ "reference": sent.reference, "version": 1, "decision": "approve" });
    let decisions = json!({ "decisions": [decision], "policy_version": world.app.policy.version() });
    assert_eq!(ann.post(path::ACCESS_REQUEST_DECISIONS, &decisions).await.status, 200);

    let names = async || {
        let request: AccessRequest = cy.get(&path::access_request(&sent.reference)).await.json(200);
        let approved = request.history.into_iter().find(|step| step.event == AccessRequestEvent::Approved).unwrap();
        (approved.name, request.decision.unwrap().name)
    };
    let by_ann = (Some("Ann".to_owned()), Some("Ann".to_owned()));
    assert_eq!(names().await, by_ann);
    setting.sign_in("s-1", "ann.lee@northmoor.com", true).await;
    assert_eq!(names().await, by_ann);
    // Ann's address is given to somebody else, whom it leads to.
    setting.sign_in("s-2", ANN, true).await;
    let successor = setting.person_of(&setting.hostile.issuer, "s-2").await.unwrap();
    assert_eq!(world.person_key(ANN).await, successor);
    world.write("UPDATE person SET name = 'Eve' WHERE key = $1", args![successor]).await;
    assert_eq!(names().await, by_ann);
}
