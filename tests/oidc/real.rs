//! With a real provider: there and back, with a key that changes, and with a provider that is down for a while.

use chrono::TimeDelta;
use server::args;
use server::db::Engine;
use server::settings::secrets::Password;
use server::settings::sign_in::ProviderSettings;
use server::sign_in::open_id::Refused;
use tests::answer::Answer;
use tests::world::World;

use crate::browser::{go, press, reason, session_cookie, signed_in};
use crate::peer::{CLIENT, Peer, SECRET, sign_in_there};

tests::on_both_databases! {
    in World::empty:
    a_real_provider_signs_in_and_leads_on,
    a_new_key_is_asked_for,
    a_provider_that_is_down_stops_nobody_else,
}

const ZOE: &str = "zoe@voltarive.fr";
const BACK: &str = "http://127.0.0.1:8080/sign-in/provider/peer/callback";

/// Another server on the engine of this one, which knows the provider.
async fn knowing(world: &World, peer: &Peer) -> World {
    let provider = ProviderSettings {
        id: "peer".to_owned(),
        name: "Voltarive".to_owned(),
        issuer: peer.issuer(),
        client_id: CLIENT.to_owned(),
        client_secret: Some(Password(SECRET.to_owned())),
        domains: vec!["voltarive.fr".to_owned()],
        ..ProviderSettings::default()
    };
    let engine: Engine = world.app.db.engine();
    World::start(engine, |settings| settings.sign_in.providers = vec![provider]).await
}

async fn visit(world: &World, next: &str) -> Answer {
    let away = go(world, "peer", next).await;
    let query = sign_in_there(&away.address, ZOE).await;
    away.browser.get(&format!("/sign-in/provider/peer/callback?{query}")).await
}

async fn a_real_provider_signs_in_and_leads_on(world: &World) {
    let peer = Peer::start(BACK, 0);
    let world = &knowing(world, &peer).await;
    let away = go(world, "peer", "/requests?x=1").await;
    assert_eq!(away.asked["redirect_uri"], BACK);
    assert_eq!((away.asked["code_challenge_method"].as_str(), away.asked["code_challenge"].len()), ("S256", 43));
    assert_eq!((away.asked["response_type"].as_str(), away.asked["response_mode"].as_str()), ("code", "query"));
    let query = sign_in_there(&away.address, ZOE).await;
    let back = format!("/sign-in/provider/peer/callback?{query}");
    let answer = away.browser.get(&back).await;
    assert_eq!((answer.status, answer.header("location")), (303, "/requests?x=1"), "{}", answer.text());
    let person = signed_in(world, &answer).await.session().await.person;
    assert_eq!((person.email.as_str(), person.email_verified), (ZOE, true));
    assert_eq!((person.name.as_str(), person.locale.as_str()), ("Zoé Martin", "fr"));
    let identities: Vec<(String, String)> = world.rows("SELECT issuer, subject FROM identity", args![]).await;
    assert_eq!(identities, [(peer.issuer(), ZOE.to_owned())]);
    assert_eq!(reason(&away.browser.get(&back).await), Refused::AttemptUnknown.name(), "once only");
    signed_in(world, &visit(world, "/").await).await;
    assert_eq!((world.count("person").await, world.count("identity").await), (1, 1));
}

async fn a_new_key_is_asked_for(world: &World) {
    let mut peer = Peer::start(BACK, 0);
    let world = &knowing(world, &peer).await;
    let start = world.app.clock.now();
    world.app.clock.stand_at(start);
    signed_in(world, &visit(world, "/").await).await;
    peer.rotate();
    // Within a minute of the last time it is not asked for: whoever made up names of keys could have us ask for ever.
    let answer = visit(world, "/").await;
    assert_eq!((reason(&answer), session_cookie(&answer)), (Refused::KeyUnknown.name(), None));
    world.app.clock.stand_at(start + TimeDelta::milliseconds(59_000));
    assert_eq!(reason(&visit(world, "/").await), Refused::KeyUnknown.name());
    world.app.clock.stand_at(start + TimeDelta::milliseconds(60_000));
    signed_in(world, &visit(world, "/").await).await;
}

async fn a_provider_that_is_down_stops_nobody_else(world: &World) {
    let peer = Peer::start(BACK, 0);
    let port = peer.port;
    let world = &knowing(world, &peer).await;
    drop(peer);
    let nobody = world.nobody();
    let page = nobody.get("/sign-in").await;
    assert!(page.status == 200 && page.text().contains("Sign in with Voltarive"), "{}", page.text());
    let answer = press(&nobody, "peer", "/").await;
    assert_eq!((answer.status, reason(&answer)), (403, Refused::Unreachable.name()));
    assert!(answer.text().contains("Voltarive cannot be reached at the moment"), "{}", answer.text());
    let _peer = Peer::start(BACK, port);
    // For ten seconds it is remembered that the provider did not answer.
    world.app.clock.stand_at(world.app.clock.now() + TimeDelta::seconds(10));
    signed_in(world, &visit(world, "/").await).await;
}
