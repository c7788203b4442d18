//! Providers of several tenants, descriptions elsewhere than below the issuer, and claims that are asked for.

use std::collections::BTreeMap;

use serde_json::json;
use server::db::Engine;
use server::settings::sign_in::{ProviderSettings, Values};
use server::sign_in::open_id::{Doubt, Refused};
use tests::answer::Answer;

use crate::browser::{reason, signed_in};
use crate::hostile::{Acts, Reply, discovery};
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    only_tenants_that_are_listed_sign_in_and_none_is_believed_without_a_word,
    what_the_settings_ask_for_has_to_be_said,
    the_word_of_a_provider_can_stand_without_the_claim,
}

fn values(values: &[&str]) -> Values {
    Values(values.iter().map(|value| (*value).to_owned()).collect())
}

async fn with(setting: &Setting, change: impl FnOnce(&mut ProviderSettings)) -> Setting {
    let engine: Engine = setting.world.app.db.engine();
    Setting::with(engine, change).await
}

/// Of a tenant, with what it says of the address.
async fn visit(setting: &Setting, tenant: &str, issuer: &str, change: impl FnOnce(&mut Acts)) -> Answer {
    let answer = setting.visit(|acts| {
        acts.claims["iss"] = json!(issuer);
        acts.claims["tid"] = json!(tenant);
        acts.claims["sub"] = json!(format!("of {tenant}"));
        acts.response[2].1 = issuer.to_owned();
        change(acts);
    });
    answer.await
}

async fn only_tenants_that_are_listed_sign_in_and_none_is_believed_without_a_word(setting: &Setting) {
    let setting = &with(setting, |settings| {
        settings.discovery = Some(format!("{}/elsewhere/openid", settings.issuer));
        settings.issuer.push_str("/{tenantid}/v2.0");
        settings.claims = BTreeMap::from([("tid".to_owned(), values(&["t-1", "t-2"]))]);
        settings.addresses_are_verified = true;
    })
    .await;
    let own = &setting.hostile.issuer;
    let mut description = discovery(own);
    description["issuer"] = json!(format!("{own}/{{tenantid}}/v2.0"));
    setting.hostile.served.lock().unwrap().discovery = Reply::json(&description);
    let (first, third) = (format!("{own}/t-1/v2.0"), format!("{own}/t-3/v2.0"));
    signed_in(&setting.world, &visit(setting, "t-1", &first, |_| {}).await).await;
    let known = setting.person_of(&first, "of t-1").await;
    assert!(known.is_some(), "people are known by the issuer of their tenant");
    assert_eq!(visit(setting, "t-1", &first, |_| {}).await.header("location"), "/");
    for (tenant, issuer, response, refused) in [
        ("t-3", &third, &first, Refused::RequiredClaim),
        ("t-3", &third, &third, Refused::ResponseIssuer),
        ("t-2", &first, &first, Refused::IdTokenIssuer),
        ("t-1/v2.0/..", &first, &first, Refused::IdTokenIssuer),
    ] {
        let answer = visit(setting, tenant, issuer, |acts| acts.response[2].1.clone_from(response)).await;
        assert_eq!((answer.status, reason(&answer)), (403, refused.name()), "{tenant}: {}", answer.text());
    }
    // Whoever rules a tenant gives its people any address.
    let second = format!("{own}/t-2/v2.0");
    let of_second = |acts: &mut Acts| drop(acts.claims.as_object_mut().unwrap().remove("email_verified"));
    let answer = visit(setting, "t-2", &second, of_second).await;
    assert!(answer.header("location").contains(Doubt::NotSaid.name()), "{}", answer.header("location"));
    let answer = visit(setting, "t-2", &second, |acts| {
        of_second(acts);
        acts.claims["xms_edov"] = json!(true);
        acts.claims["email"] = json!("bo@northmoor.com");
    });
    assert_eq!(answer.await.header("location"), "/");
}

async fn what_the_settings_ask_for_has_to_be_said(setting: &Setting) {
    let setting = &with(setting, |settings| {
        settings.claims = BTreeMap::from([("hd".to_owned(), values(&["northmoor.com", "n.example"]))]);
    })
    .await;
    for (hd, is_taken) in [
        (json!("northmoor.com"), true),
        (json!(["n.example"]), true),
        (json!("northmoor.com.evil"), false),
        (json!(null), false),
        (json!(true), false),
    ] {
        let answer = setting.visit(|acts| acts.claims["hd"] = hd.clone()).await;
        if is_taken {
            signed_in(&setting.world, &answer).await;
        } else {
            assert_eq!((answer.status, reason(&answer)), (403, Refused::RequiredClaim.name()), "{hd}");
            assert!(answer.text().contains("the account that your organisation gave you"), "{}", answer.text());
        }
    }
}

async fn the_word_of_a_provider_can_stand_without_the_claim(setting: &Setting) {
    let setting = &with(setting, |settings| {
        settings.addresses_are_verified = true;
        settings.domains.push("*.northmoor.com".to_owned());
    })
    .await;
    for (subject, email, said, doubt) in [
        ("s-1", "ann@northmoor.com", json!(null), None),
        ("s-2", "bo@eu.northmoor.com", json!(null), None),
        ("s-3", "cy@northmoor.com", json!(false), Some(Doubt::SaidNot)),
        ("s-4", "di@elsewhere.com", json!(null), Some(Doubt::OtherDomain)),
    ] {
        let answer = setting.visit(|acts| {
            acts.claims["sub"] = json!(subject);
            acts.claims["email"] = json!(email);
            acts.claims["email_verified"] = said;
        });
        let answer = answer.await;
        let person = signed_in(&setting.world, &answer).await.session().await.person;
        assert_eq!(person.email_verified, doubt.is_none(), "{email}");
        let location = answer.header("location");
        assert!(doubt.map_or(location == "/", |doubt| location.contains(doubt.name())), "{email}: {location}");
    }
    // Of a domain below, no code is sent either.
    let text = setting.world.nobody().form("/sign-in/code", "email", "x@fr.northmoor.com").await.text().to_owned();
    assert!(text.contains("People of fr.northmoor.com sign in with Northmoor."), "{text}");
}
