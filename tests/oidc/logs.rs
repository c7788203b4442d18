//! What the log says of sign-ins: what was expected and found, and of an address its domain only.

use serde_json::json;
use tests::log;
use tracing::Level;

use crate::hostile::{Acts, Reply, discovery};
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    a_refusal_says_what_was_expected_and_found,
    an_address_that_does_not_count_is_named_by_its_domain,
}

/// Something wrong, and what the log says of it.
type Change = (fn(&mut Acts), &'static [&'static str]);

async fn a_refusal_says_what_was_expected_and_found(setting: &Setting) {
    let log = log::at(Level::WARN);
    let issuer = setting.hostile.issuer.clone();
    let changes: [Change; 6] = [
        (
            |acts| acts.claims["aud"] = json!("canary-audience"),
            &["audience", "expected=\"directory\"", "canary-audience"],
        ),
        (|acts| acts.header["kid"] = json!("canary-kid"), &["key_unknown", "canary-kid", "EC one"]),
        (
            |acts| acts.claims["iat"] = json!(acts.claims["iat"].as_i64().unwrap() + 95),
            &["issued_in_future", "at most 60 seconds apart", "`iat` in the future: 9"],
        ),
        (|acts| acts.claims["exp"] = json!("canary-exp"), &["claims_malformed", "at `exp`"]),
        (
            |acts| acts.token_reply = Some(Reply::text(401, r#"{"error":"canary_client","error_description":"p@ss"}"#)),
            &["token_status", "401 canary_client"],
        ),
        (
            |acts| acts.response[2].1 = "https://canary.example\r\nx".to_owned(),
            &["response_issuer", "https://canary.example??x"],
        ),
    ];
    for (change, said) in changes {
        let before = log.lines(said[0]).len();
        assert_eq!(setting.visit(change).await.status, 403);
        let line = log.lines(said[0]).pop().unwrap();
        assert!(log.lines(said[0]).len() > before && said.iter().all(|word| line.contains(word)), "{said:?}: {line}");
    }
    let mut description = discovery(&issuer);
    description["issuer"] = json!("https://canary.example/slash/");
    setting.world.app.clock.stand_at(setting.world.app.clock.now() + chrono::TimeDelta::hours(2));
    setting.hostile.served.lock().unwrap().discovery = Reply::json(&description);
    crate::browser::press(&setting.world.nobody(), "hostile", "/").await;
    let line = log.lines("https://canary.example/slash/").pop().unwrap();
    assert!(line.contains("discovery_issuer") && line.contains(&format!("expected=\"{issuer}\"")), "{line}");
    for secret in ["canary-exp", "p@ss", "ann@"] {
        assert_eq!(log.lines(secret), [""; 0], "{secret}");
    }
}

async fn an_address_that_does_not_count_is_named_by_its_domain(setting: &Setting) {
    let log = log::at(Level::WARN);
    setting.sign_in("s-1", "ann@canary-domain.com", true).await;
    let line = log.lines("canary-domain.com").pop().unwrap();
    for word in ["an address that a provider told does not count", "domain_of_another", "expected=\"northmoor.com\""] {
        assert!(line.contains(word) && !line.contains("ann"), "{line}");
    }
    setting.sign_in("s-2", "bo@northmoor.com", false).await;
    assert!(log.lines("email_verified_false").pop().unwrap().contains("domain=\"northmoor.com\""));
    assert_eq!(log.lines("bo@"), [""; 0]);
}
