//! TLS that ends here, with a certificate of its own, or at a proxy that is named: the session's cookie, and that browsers
//! come back encrypted.

use api::session::Session;
use rcgen::{CertificateParams, KeyPair};
use reqwest::{Certificate, Method, Version};
use server::db::Engine;
use server::sample::cast;
use tempfile::TempDir;
use tests::client::Client;
use tests::run::Stop;
use tests::world::World;

use super::behind_proxy;

tests::on_both_databases! {
    in Encrypted::start:
    signing_in_works_on_http_2,
    an_older_client_is_served_as_well,
    who_does_not_trust_the_certificate_gets_nothing,
    plain_http_is_not_answered,
    a_named_proxy_says_that_it_encrypts,
}

const ENCRYPTED_ONLY: &str = "max-age=63072000";

/// A server with a certificate of its own.
struct Encrypted {
    world: World,
    root: Certificate,
    _files: TempDir,
}

impl Encrypted {
    async fn start(engine: Engine) -> Encrypted {
        let files = tempfile::tempdir().unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().self_signed(&key).unwrap();
        let at = |name: &str| files.path().join(name);
        std::fs::write(at("certificate.pem"), certificate.pem()).unwrap();
        std::fs::write(at("key.pem"), key.serialize_pem()).unwrap();
        let world = World::start(engine, |settings| {
            settings.become_sample();
            settings.public_url = Some("https://localhost".to_owned());
            settings.tls.certificate = Some(at("certificate.pem"));
            settings.tls.key = Some(at("key.pem"));
        })
        .await;
        Encrypted { world, root: Certificate::from_pem(certificate.pem().as_bytes()).unwrap(), _files: files }
    }

    fn base(&self) -> String {
        format!("https://localhost:{}", self.world.address.port())
    }

    fn trusting(&self) -> reqwest::ClientBuilder {
        reqwest::Client::builder().add_root_certificate(self.root.clone())
    }
}

impl Stop for Encrypted {
    async fn stop(self) {
        self.world.stop().await;
    }
}

async fn signing_in_works_on_http_2(server: &Encrypted) {
    let http = server.trusting().no_proxy().build().unwrap();
    let answer = http.get(format!("{}/healthz", server.base())).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.version()), (200, Version::HTTP_2));
    assert_eq!(answer.headers()["strict-transport-security"], ENCRYPTED_ONLY);

    let client = Client::over(server.trusting(), server.base());
    let client = client.sign_in("/sample/sign-in", "email", cast::EMPLOYEE).await;
    let answer = client.get(api::path::SESSION).await;
    assert_eq!(answer.header("strict-transport-security"), ENCRYPTED_ONLY);
    assert_eq!(answer.json::<Session>(200).person.email, cast::EMPLOYEE);
}

async fn an_older_client_is_served_as_well(server: &Encrypted) {
    let older = server.trusting().http1_only().max_tls_version(reqwest::tls::Version::TLS_1_2).no_proxy();
    let answer = older.build().unwrap().get(format!("{}/healthz", server.base())).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.version()), (200, Version::HTTP_11));
}

async fn who_does_not_trust_the_certificate_gets_nothing(server: &Encrypted) {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let error = http.get(format!("{}/healthz", server.base())).send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
}

async fn plain_http_is_not_answered(server: &Encrypted) {
    let answer = super::asked(&server.world, &super::head("GET", "/healthz", "")).await;
    assert!(!answer.contains("HTTP/"), "{answer}");
}

async fn a_named_proxy_says_that_it_encrypts(server: &Encrypted) {
    // Whether all hosts below are encrypted as well, only the operator knows.
    for (below, header) in [(false, ENCRYPTED_ONLY), (true, "max-age=63072000; includeSubDomains")] {
        says_that_it_encrypts(server.world.app.db.engine(), below, header).await;
    }
}

async fn says_that_it_encrypts(engine: Engine, below: bool, header: &str) {
    let world = behind_proxy(engine, |settings| settings.hsts_subdomains = below).await;
    for (scheme, expected) in [("https", header), ("http", "")] {
        let call = world.nobody().call(Method::GET, "/nothing.js").header("x-forwarded-for", "192.0.2.1");
        let answer = call.header("x-forwarded-proto", scheme).send().await;
        assert_eq!((answer.status, answer.header("strict-transport-security")), (404, expected));
    }
    world.stop().await;
}
