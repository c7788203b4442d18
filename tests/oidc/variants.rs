//! What providers in use do, each in its own way: who is signed in, whether the address counts, and what is said where not.

use serde_json::{Value, json};
use server::args;
use server::sign_in::open_id::{Doubt, Refused};
use tests::answer::Answer;
use tests::files::Files;

use crate::browser::{press, reason, signed_in};
use crate::hostile::{Acts, Reply, discovery, key_set};
use crate::keys;
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    every_way_of_a_provider_comes_out_as_it_should,
}

const ANN: &str = "ann@northmoor.com";

/// What becomes of it.
enum Outcome {
    /// Ann, who was imported, is signed in.
    Ann,
    /// Somebody is signed in whose address does not count, and is told why.
    Doubted(Doubt),
    Refused(Refused),
}
use Outcome::{Ann, Doubted, Refused as No};

struct Variant {
    what: &'static str,
    describe: fn(&mut Value),
    act: fn(&mut Acts),
    outcome: Outcome,
}

macro_rules! variants {
    ($($what:literal => $outcome:expr, $describe:expr, $act:expr;)+) => {
        &[$(Variant { what: $what, describe: $describe, act: $act, outcome: $outcome },)+]
    };
}

const VARIANTS: &[Variant] = variants! {
    "by the book" => Ann, |_| {}, |_| {};
    "nothing is said of the address" => Doubted(Doubt::NotSaid), |_| {}, |acts| without(acts, "email_verified");
    "null is said of the address" => Doubted(Doubt::NotSaid), |_| {}, |acts| acts.claims["email_verified"] = json!(null);
    "the address is not verified" => Doubted(Doubt::SaidNot), |_| {}, |acts| acts.claims["email_verified"] = json!(false);
    "not verified, as a text" => Doubted(Doubt::SaidNot), |_| {}, |acts| acts.claims["email_verified"] = json!("false");
    "verified, as a text" => Ann, |_| {}, |acts| acts.claims["email_verified"] = json!("true");
    "verified by the owner of the domain" => Ann, |_| {}, |acts| {
        without(acts, "email_verified");
        acts.claims["xms_edov"] = json!(true);
    };
    "not verified by the owner of the domain" => Doubted(Doubt::SaidNot), |_| {}, |acts| {
        without(acts, "email_verified");
        acts.claims["xms_edov"] = json!("0");
    };
    "the address at userinfo" => Ann, |_| {}, |acts| at_user_info(acts, json!(true));
    "the address at userinfo, verified as a text" => Ann, |_| {}, |acts| at_user_info(acts, json!("true"));
    "the word of the address at userinfo" => Ann, |_| {}, |acts| word_at_user_info(acts, ANN, json!(true));
    "the word of an address in capitals at userinfo" => Ann, |_| {}, |acts| {
        word_at_user_info(acts, &ANN.to_uppercase(), json!("true"));
    };
    "userinfo that is out of order" => No(Refused::ServerError), |_| {}, |acts| {
        word_at_user_info(acts, ANN, json!(true));
        acts.user_info = Reply::text(502, "");
    };
    "not verified, by userinfo" => Doubted(Doubt::SaidNot), |_| {}, |acts| word_at_user_info(acts, ANN, json!(false));
    "nothing said at userinfo either" => Doubted(Doubt::NotSaid), |_| {}, |acts| word_at_user_info(acts, ANN, json!(null));
    "the word of another address at userinfo" => Doubted(Doubt::NotSaid), |_| {}, |acts| {
        word_at_user_info(acts, "eve@northmoor.com", json!(true));
    };
    "another's word at userinfo" => Doubted(Doubt::NotSaid), |_| {}, |acts| {
        without(acts, "email_verified");
        acts.user_info = Reply::json(&json!({ "sub": "s-2", "email": ANN, "email_verified": true }));
    };
    "not verified, whatever userinfo says" => Doubted(Doubt::SaidNot), |_| {}, |acts| {
        word_at_user_info(acts, ANN, json!(true));
        acts.claims["email_verified"] = json!(false);
    };
    "a user name and no address" => No(Refused::EmailMissing), |_| {}, |acts| {
        without(acts, "email");
        acts.claims["upn"] = json!(ANN);
        acts.claims["preferred_username"] = json!(ANN);
        acts.user_info = Reply::json(&json!({ "sub": "s-1", "preferred_username": ANN }));
    };
    "an organisation, where nothing is asked of it" => Ann, |_| {}, |acts| acts.claims["hd"] = json!("other.example");
    "capitals" => Ann, |_| {}, |acts| acts.claims["email"] = json!("Ann@Northmoor.COM");
    "blanks around the address" => Ann, |_| {}, |acts| acts.claims["email"] = json!(" ann@northmoor.com ");
    "a domain below" => Doubted(Doubt::OtherDomain), |_| {}, |acts| acts.claims["email"] = json!("ann@eu.northmoor.com");
    "another domain" => Doubted(Doubt::OtherDomain), |_| {}, |acts| acts.claims["email"] = json!("ann@elsewhere.com");
    "an audience in a list" => Ann, |_| {}, |acts| acts.claims["aud"] = json!(["directory"]);
    "two audiences, given to us" => Ann, |_| {}, |acts| {
        acts.claims["aud"] = json!(["directory", "another"]);
        acts.claims["azp"] = json!("directory");
    };
    "two audiences, given to nobody" => No(Refused::AuthorizedParty), |_| {}, |acts| {
        acts.claims["aud"] = json!(["directory", "another"]);
    };
    "given to nobody, as null" => Ann, |_| {}, |acts| acts.claims["azp"] = json!(null);
    "keys without names" => Ann, |_| {}, |acts| {
        let mut keys = key_set();
        for key in keys["keys"].as_array_mut().unwrap() {
            key.as_object_mut().unwrap().remove("kid");
        }
        acts.keys = Reply::json(&keys);
    };
    "a token that names no key" => Ann, |_| {}, |acts| drop(acts.header.as_object_mut().unwrap().remove("kid"));
    "a token that names no key of two" => Ann, |_| {}, |acts| {
        acts.header["kid"] = json!(null);
        let (other, own) = (keys::curve(9).public("new"), keys::usual().public("one"));
        acts.keys = Reply::json(&json!({ "keys": [other, own] }));
    };
    "a key for encryption beside" => Ann, |_| {}, |acts| {
        let encryption = json!({ "kty": "RSA", "use": "enc", "alg": "RSA-OAEP", "kid": "e", "n": "AQAB", "e": "AQAB" });
        acts.keys = Reply::json(&json!({ "keys": [encryption, keys::usual().public("one")] }));
    };
    "a key of tomorrow beside" => Ann, |_| {}, |acts| {
        let tomorrow = json!({ "kty": "AKP", "alg": "ML-DSA-44", "kid": "t", "pub": "AAAA" });
        acts.keys = Reply::json(&json!({ "keys": [tomorrow, keys::usual().public("one")] }));
    };
    "no access token" => Ann, |_| {}, |acts| acts.tokens = json!({});
    "no access token, and the address at userinfo" => No(Refused::EmailMissing), |_| {}, |acts| {
        at_user_info(acts, json!(true));
        acts.tokens = json!({});
    };
    "the kind of token in capitals" => Ann, |_| {}, |acts| acts.tokens["token_type"] = json!("BEARER");
    "a lifetime as a text" => Ann, |_| {}, |acts| acts.tokens["expires_in"] = json!("3600");
    "a clock a minute and a half ahead" => No(Refused::IssuedInFuture), |_| {}, |acts| ahead(acts, 90);
    "a clock a minute and a half behind" => No(Refused::IssuedBefore), |_| {}, |acts| ahead(acts, -90);
    "a clock ten minutes behind" => No(Refused::IssuedBefore), |_| {}, |acts| ahead(acts, -600);
    "a clock half a minute ahead" => Ann, |_| {}, |acts| ahead(acts, 30);
    "a clock half a minute behind" => Ann, |_| {}, |acts| ahead(acts, -30);
    "fractions of seconds" => Ann, |_| {}, |acts| {
        acts.claims["iat"] = json!(acts.claims["iat"].as_f64().unwrap() + 0.25);
        acts.claims["exp"] = json!(acts.claims["exp"].as_f64().unwrap() + 0.5);
    };
    "null in its description" => Ann, |it| {
        it[NAMES_ITSELF] = json!(null);
        it["response_modes_supported"] = json!(null);
        it["userinfo_endpoint"] = json!(null);
    }, nameless;
    "a text in its description" => Ann, |it| it[NAMES_ITSELF] = json!("true"), nameless;
    "another's description" => No(Refused::DiscoveryIssuer), |it| it["issuer"] = json!("https://id.example/{tenantid}/v2.0"), |_| {};
    "a slash at its end" => No(Refused::DiscoveryIssuer), |it| {
        it["issuer"] = json!(format!("{}/", it["issuer"].as_str().unwrap()));
    }, |_| {};
    "nothing said of PKCE" => Ann, |it| it["code_challenge_methods_supported"] = json!(null), |_| {};
    "PKCE in the clear only" => No(Refused::DiscoveryPkce), |it| it["code_challenge_methods_supported"] = json!(["plain"]), |_| {};
    "answers by a form only" => No(Refused::DiscoveryResponseMode), |it| {
        it["response_modes_supported"] = json!(["form_post"]);
    }, |_| {};
    "its name in the answer, though not announced" => Ann, |it| it[NAMES_ITSELF] = json!(false), |_| {};
    "an access token in the place of the other" => No(Refused::IdTokenKind), |_| {}, |acts| acts.header["typ"] = json!("at+jwt");
    "the kind of the ID token in small letters" => Ann, |_| {}, |acts| acts.header["typ"] = json!("jwt");
    "consent is missing" => No(Refused::ResponseError), |_| {}, |acts| {
        acts.response[1] = ("error", "consent_required".to_owned());
    };
    "nobody is signed in there" => No(Refused::ResponseError), |_| {}, |acts| {
        acts.response[1] = ("error", "login_required".to_owned());
    };
    "a name that turns around" => Ann, |_| {}, |acts| acts.claims["name"] = json!("Zo\u{65}\u{301} \u{202e}Lee\u{0}");
};

const NAMES_ITSELF: &str = "authorization_response_iss_parameter_supported";

fn without(acts: &mut Acts, claim: &str) {
    acts.claims.as_object_mut().unwrap().remove(claim).unwrap();
}

fn at_user_info(acts: &mut Acts, verified: Value) {
    without(acts, "email");
    without(acts, "email_verified");
    acts.user_info = Reply::json(&json!({ "sub": "s-1", "email": ANN, "email_verified": verified }));
}

fn word_at_user_info(acts: &mut Acts, email: &str, verified: Value) {
    without(acts, "email_verified");
    acts.user_info = Reply::json(&json!({ "sub": "s-1", "email": email, "email_verified": verified }));
}

fn nameless(acts: &mut Acts) {
    acts.response.retain(|(name, _)| *name != "iss");
}

fn ahead(acts: &mut Acts, seconds: i64) {
    for claim in ["iat", "exp"] {
        acts.claims[claim] = json!(acts.claims[claim].as_i64().unwrap() + seconds);
    }
}

async fn every_way_of_a_provider_comes_out_as_it_should(setting: &Setting) {
    let (world, start) = (&setting.world, setting.world.app.clock.now());
    world.import(&Files::default().person("Ann", ANN)).await;
    for (turn, variant) in VARIANTS.iter().enumerate() {
        // Nothing is remembered of the one before, of the provider or of people.
        world.app.clock.stand_at(start + chrono::TimeDelta::hours(2 * i64::try_from(turn).unwrap()));
        world.write("DELETE FROM identity", args![]).await;
        let mut description = discovery(&setting.hostile.issuer);
        (variant.describe)(&mut description);
        setting.hostile.served.lock().unwrap().discovery = Reply::json(&description);
        let answer = match press(&world.nobody(), "hostile", "/requests").await {
            refused if refused.header("refresh").is_empty() => refused,
            _ => setting.visit_for("/requests", variant.act).await,
        };
        comes_out(setting, variant, &answer).await;
    }
}

async fn comes_out(setting: &Setting, variant: &Variant, answer: &Answer) {
    let what = variant.what;
    match variant.outcome {
        Ann => {
            assert_eq!((answer.status, answer.header("location")), (303, "/requests"), "{what}: {}", answer.text());
            let person = signed_in(&setting.world, answer).await.session().await.person;
            assert_eq!((person.name.as_str(), person.email_verified), ("Ann", true), "{what}");
        }
        Doubted(doubt) => {
            let client = signed_in(&setting.world, answer).await;
            let person = client.session().await.person;
            assert!(!person.email_verified && person.name != "Ann", "{what}");
            let notice = client.get(answer.header("location")).await;
            assert_eq!((notice.status, reason(&notice)), (200, doubt.name()), "{what}: {}", notice.text());
            let text = notice.text();
            assert!(
                text.contains("href=\"/requests\"") && text.contains("your address does not count"),
                "{what}: {text}"
            );
        }
        No(refused) => {
            assert_eq!((answer.status, reason(answer)), (403, refused.name()), "{what}: {}", answer.text());
            let is_by_form = refused == Refused::DiscoveryResponseMode;
            assert_eq!(
                answer.text().contains("sends its answers through a form"),
                is_by_form,
                "{what}: {}",
                answer.text()
            );
            let is_set_up = refused != Refused::DiscoveryIssuer;
            assert_eq!(
                answer.text().contains("are not set up to work together"),
                !is_set_up,
                "{what}: {}",
                answer.text()
            );
            let says_by_how_much = !what.contains("clock") || answer.text().contains(" seconds apart");
            assert!(says_by_how_much && answer.text().contains("action=\"/sign-in/provider/hostile\""), "{what}");
        }
    }
}
