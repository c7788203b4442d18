//! `/profile`: a person keeps their own.

use api::path;
use api::problem::Code;
use api::session::Person;
use serde_json::json;
use server::args;
use server::sample::cast;
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    what_is_sent_changes_and_the_rest_stays,
    each_field_that_is_not_valid_is_named,
    the_address_is_not_theirs_to_change,
    a_change_leaves_one_trail_row_and_what_is_refused_none,
    internal_people_keep_their_own_profile_too,
}

async fn what_is_sent_changes_and_the_rest_stays(world: &World) {
    let client = world.sign_in(cast::INCOMPLETE_PROFILE).await;
    let body = json!({ "organisation": "  Northmoor Rail ", "country": "GB", "locale": "fr" });
    let changed: Person = client.patch(path::PROFILE, &body).await.json(200);
    assert_eq!((changed.organisation.as_str(), changed.country.as_str()), ("Northmoor Rail", "GB"));
    assert_eq!((changed.name.as_str(), changed.locale.as_str()), ("Jamie Pellow", "fr"));
    assert_eq!(client.session().await.person, changed);
    let same: Person = client.patch(path::PROFILE, &json!({})).await.json(200);
    assert_eq!(same, changed);
}

async fn each_field_that_is_not_valid_is_named(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let (longest, too_long) = ("é".repeat(200), "é".repeat(201));
    for (body, fields) in [
        (json!({ "name": "" }), vec!["name"]),
        (json!({ "name": "   " }), vec!["name"]),
        (json!({ "name": too_long }), vec!["name"]),
        (json!({ "name": "Emma\r\nBcc: everybody" }), vec!["name"]),
        (json!({ "name": "Claim your prize: http://evil.example" }), vec!["name"]),
        (json!({ "name": "emma＠evil.example", "organisation": "www.evil.example" }), vec!["name", "organisation"]),
        (json!({ "organisation": too_long, "country": "gb" }), vec!["organisation", "country"]),
        (json!({ "country": "XX", "locale": "de" }), vec!["country", "locale"]),
    ] {
        assert_eq!(client.patch(path::PROFILE, &body).await.invalid_fields(), fields, "{body}");
    }
    assert_eq!(client.session().await.person.name, "Emma Hartwell");
    let changed: Person = client.patch(path::PROFILE, &json!({ "name": longest })).await.json(200);
    assert_eq!(changed.name, longest);
}

async fn the_address_is_not_theirs_to_change(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let body = json!({ "email": "emma@elsewhere.example" });
    client.patch(path::PROFILE, &body).await.problem(400, Code::Malformed);
}

async fn a_change_leaves_one_trail_row_and_what_is_refused_none(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let before = world.count("trail").await;
    client.patch(path::PROFILE, &json!({ "country": "XX" })).await.problem(422, Code::Invalid);
    assert_eq!(world.count("trail").await, before);
    client.patch(path::PROFILE, &json!({ "country": "IE" })).await.json::<Person>(200);
    let sql = "SELECT content FROM trail WHERE subject = 'profile'";
    let entries: Vec<(String,)> = world.rows(sql, args![]).await;
    let [(content,)] = entries.as_slice() else { panic!("{entries:?}") };
    let entry: serde_json::Value = serde_json::from_str(content).unwrap();
    assert_eq!(
        (&entry["event"], &entry["who"]),
        (&"profile_changed".into(), &world.person_id(cast::EMPLOYEE).await.into())
    );
}

async fn internal_people_keep_their_own_profile_too(world: &World) {
    let client = world.sign_in(cast::INTERNAL).await;
    let changed: Person = client.patch(path::PROFILE, &json!({ "country": "IE" })).await.json(200);
    assert_eq!(changed.country, "IE");
}
