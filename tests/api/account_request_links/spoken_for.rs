//! A contact whose domain a provider speaks for: no code is sent, the provider's button leads back to the link.

use api::path;
use server::settings::sign_in::ProviderSettings;
use tests::files::Files;
use tests::world::World;

use super::link::{PENDING, links};

tests::on_both_databases! {
    in World::empty:
    such_a_contact_signs_in_with_the_provider,
}

async fn such_a_contact_signs_in_with_the_provider(world: &World) {
    let provider = ProviderSettings {
        id: "customer".to_owned(),
        name: "Customer ID".to_owned(),
        issuer: "https://id.customer.example".to_owned(),
        client_id: "directory".to_owned(),
        domains: vec!["customer.example".to_owned()],
        ..ProviderSettings::default()
    };
    let world = &World::start(world.app.db.engine(), |settings| settings.sign_in.providers = vec![provider]).await;
    let [mut link, other] = links(world, ["jo@customer.example", "lea@else.example"]).await;
    let next = format!("name=\"next\" value=\"{}\"", link.page);
    for answer in [link.show().await, link.ask().await, link.enter("123456").await] {
        let text = answer.text();
        assert_eq!((answer.status, answer.header("set-cookie")), (200, ""));
        assert!(text.contains("action=\"/sign-in/provider/customer\"") && text.contains(&next), "{text}");
        assert!(text.contains("People of customer.example sign in with Customer ID."), "{text}");
        assert!(!text.contains("name=\"code\"") && !text.contains("jo@") && !text.contains("Orchid"), "{text}");
    }
    assert_eq!(world.count("sign_in_code").await, 0);
    assert_eq!(other.ask().await.status, 303, "nobody speaks for that one");
    world.import(&Files::default().person("Jo", "jo@customer.example").person("Bo", "bo@customer.example")).await;
    link.browser = world.sign_in("bo@customer.example").await;
    let text = link.show().await.text().to_owned();
    assert!(text.contains("You are signed in as bo@customer.example, to whom the address"), "{text}");
    link.browser = world.sign_in("jo@customer.example").await;
    let answer = link.browser.get(&path::account_request_link(&link.token)).await;
    assert_eq!((answer.status, answer.header("location")), (303, PENDING));
    // The same address, which leads to somebody else: it is not theirs to decide with.
    world.write("UPDATE person SET email_folded = NULL WHERE email = $1", server::args!["jo@customer.example"]).await;
    assert_eq!(link.show().await.status, 200);
}
