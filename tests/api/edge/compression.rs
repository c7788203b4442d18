//! Long answers are sent compressed to whoever takes that, but for those whose length would tell something.

use std::io::Read;

use api::access_grant::AccessGrantQuery;
use api::path;
use flate2::read::GzDecoder;
use reqwest::Method;
use tests::answer::Answer;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

tests::on_both_databases! {
    in World::empty:
    a_long_answer_is_compressed_where_that_is_taken,
    an_answer_with_a_token_or_with_others_words_is_not,
}

const ADMINISTRATOR: &str = "ada@acme.com";

/// An account with a page of Virtual Accounts.
async fn import(world: &World) -> Client {
    let files = (0..50)
        .fold(Files::default().listed("Beta", "beta.com").listed("Acme", "acme.com"), |files, number| {
            files.virtual_account("acme.com", &format!("Place {number}"))
        });
    world.import(&files.person("Ada Acme", ADMINISTRATOR).grant(ADMINISTRATOR, "acme.com", "", "administrator")).await;
    world.sign_in(ADMINISTRATOR).await
}

async fn get(client: &Client, path: &str, takes: &str) -> Answer {
    client.call(Method::GET, path).header("accept-encoding", takes).send().await
}

async fn a_long_answer_is_compressed_where_that_is_taken(world: &World) {
    let client = import(world).await;
    let account = path::account(&world.account_id("acme.com").await, None);
    let plain = get(&client, &account, "identity").await;
    let compressed = get(&client, &account, "gzip").await;
    assert_eq!((plain.header("content-encoding"), compressed.header("content-encoding")), ("", "gzip"));
    assert!(compressed.header("vary").to_ascii_lowercase().contains("accept-encoding"));
    assert!(compressed.body.len() * 4 < plain.body.len(), "{} {}", compressed.body.len(), plain.body.len());
    let mut read = Vec::new();
    GzDecoder::new(&*compressed.body).read_to_end(&mut read).unwrap();
    assert_eq!(read, plain.body);

    let short = get(&client, &path::account(&world.account_id("beta.com").await, None), "gzip").await;
    assert_eq!((short.status, short.header("content-encoding")), (200, ""), "{} bytes", short.body.len());
}

async fn an_answer_with_a_token_or_with_others_words_is_not(world: &World) {
    let client = import(world).await;
    // More people than fit into a kilobyte, each of whom chooses their name.
    let files = (0..30).fold(Files::default(), |files, number| {
        let email = format!("somebody{number}@acme.com");
        files.person("Somebody", &email).grant(&email, "acme.com", "", "viewer")
    });
    world.import(&files).await;
    let grants = path::access_grants(&world.account_id("acme.com").await, &AccessGrantQuery::default());
    assert!(get(&client, &grants, "identity").await.body.len() > 1_024);
    let lists =
        [path::ACCESS_REQUESTS, path::ACCOUNT_REQUESTS, path::PENDING_ACCESS_REQUESTS, path::DIRECTORY, &*grants];
    for path in lists.into_iter().chain([path::SESSION]) {
        let answer = get(&client, path, "gzip").await;
        assert_eq!((answer.status, answer.header("content-encoding")), (200, ""), "{path}");
    }
}
