//! The facts that requests were decided by stand in the trail, so that they can be asked again.

use std::collections::BTreeSet;

use dmn::{Context, Value as Fact};
use rules::Policy;
use rules::vocabulary::Role;
use serde_json::{Value, json};
use server::args;
use server::sample::{cast, places};
use tests::world::World;

use crate::access_requests::{selected, send};
use crate::account_requests::{asked, send as send_account_request};
use crate::deciding::{approval, refusal};

tests::on_both_databases! {
    in World::sample:
    asking_again_gives_the_same_answers,
}

/// Every decision that an entry tells of, asked again: the rules that fire, as the entry lists them.
fn replay(policy: &Policy, entry: &Value) -> BTreeSet<String> {
    let mut fired = BTreeSet::new();
    for asked in entry["facts"].as_array().unwrap() {
        let decision = asked["decision"].as_str().unwrap();
        let mut facts = Context::default();
        for (name, value) in asked["facts"].as_object().unwrap() {
            let fact: Fact = match value {
                Value::Bool(flag) => (*flag).into(),
                Value::String(word) => word.clone().into(),
                other => panic!("{other} is no fact of {decision}"),
            };
            facts.set(name.clone(), fact);
        }
        let tried = policy.try_facts(decision, &facts).unwrap();
        fired.extend(tried.fired.iter().map(|rule| format!("{decision}/{}", rule.rule)));
    }
    fired
}

async fn asking_again_gives_the_same_answers(world: &World) {
    let client = world.sign_in(cast::EMPLOYEE).await;
    let administrator = world.sign_in(cast::ADMINISTRATOR).await;
    for turn in ["1", "2"] {
        let new = selected(world, places::LISTED, &[(places::LISTED_DEEP, Role::User)]).await;
        let sent = send(&client, turn, &new).await;
        assert_eq!(sent.status, 201);
        let reference = sent.header("location").rsplit('/').next().unwrap().to_owned();
        let decision = if turn == "1" { refusal(&reference, "Not now.") } else { approval(&reference) };
        let decisions = json!({ "decisions": [decision], "policy_version": world.app.policy.version() });
        assert_eq!(administrator.post(api::path::ACCESS_REQUEST_DECISIONS, &decisions).await.status, 200);
    }
    let partner = world.sign_in(cast::PARTNER).await;
    assert_eq!(send_account_request(&partner, "1", &asked(world, "studio.kestrelbrook.com")).await.status, 201);

    let rows: Vec<(String,)> = world.rows("SELECT content FROM trail WHERE format = 2 ORDER BY key", args![]).await;
    let mut asked_again = BTreeSet::new();
    for (content,) in rows {
        let entry: Value = serde_json::from_str(&content).unwrap();
        assert_eq!(entry["policy"], world.app.policy.version());
        let fired = replay(&world.app.policy, &entry);
        let listed: BTreeSet<String> =
            entry["rules"].as_array().unwrap().iter().map(|rule| rule.as_str().unwrap().to_owned()).collect();
        // A decision with several answers lists the rules that gave the one which mattered.
        assert!(listed.is_subset(&fired), "{entry}: again {fired:?}");
        let decisions = |rules: &BTreeSet<String>| -> BTreeSet<String> {
            rules.iter().map(|rule| rule.split('/').next().unwrap().to_owned()).collect()
        };
        assert_eq!(decisions(&listed), decisions(&fired), "{entry}");
        asked_again.extend(decisions(&listed));
    }
    for decision in ["account_deciders", "authority", "creation_route", "deciders", "domain_match", "request_path"] {
        assert!(asked_again.contains(decision), "{decision} is not among {asked_again:?}");
    }
}
