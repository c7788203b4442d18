//! Exports: one for each person at a time, and within the person's requests, to the last byte that is read.

use api::directory::DirectoryQuery;
use api::path;
use api::problem::Code;
use server::sample::cast;
use tests::answer::Answer;
use tests::client::Client;
use tests::frames::{DATA, HEADERS, Http2};
use tests::run::Stop;
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    a_person_has_one_export_to_its_last_byte,
    the_exports_of_others_go_on,
    an_answer_that_is_not_read_is_one_of_the_persons_requests,
}

fn export() -> String {
    path::directory_export(&DirectoryQuery::default())
}

/// Asks for an export and reads its head only.
async fn unread(world: &World, client: &Client) -> Http2 {
    let mut http2 = Http2::start(world, 0).await;
    http2.request(1, "GET", &export(), &[("cookie", client.cookie.as_ref().unwrap())]).await;
    http2.frame(HEADERS, 1).await;
    http2
}

async fn read_to_end(http2: &mut Http2) {
    http2.take(1, 1 << 20).await;
    while !http2.frame(DATA, 1).await.ends_stream {}
}

/// Asks until it is answered: that the last byte was read takes the server a moment to see.
async fn answered(client: &Client, address: &str) -> Answer {
    for _ in 0..20 {
        let answer = client.get(address).await;
        if answer.status != 429 {
            return answer;
        }
    }
    panic!("it is still refused");
}

async fn a_person_has_one_export_to_its_last_byte(world: &World) {
    let client = world.sign_in(cast::ADMINISTRATOR).await;
    let mut first = unread(world, &client).await;
    let account = world.account_id(server::sample::places::LISTED).await;
    let grants = path::access_grants_export(&account, &Default::default());
    for address in [export(), grants] {
        let refused = client.get(&address).await;
        let problem = refused.problem(429, Code::TooManyRequests);
        assert_eq!((problem.title.as_str(), refused.header("retry-after")), ("A download is under way", "10"));
    }
    assert_eq!(client.get(path::DIRECTORY).await.status, 200, "everything else goes on");
    read_to_end(&mut first).await;
    assert_eq!(answered(&client, &export()).await.status, 200);
    drop(unread(world, &client).await);
    assert_eq!(answered(&client, &export()).await.status, 200, "one that was given up");
}

async fn the_exports_of_others_go_on(world: &World) {
    let mut others = Vec::new();
    // More of them than read from the database at once: whoever does not read keeps nobody waiting.
    for person in [cast::EMPLOYEE, cast::ADMINISTRATOR, cast::FRENCH, cast::INTERNAL, cast::OPERATOR] {
        let client = world.sign_in(person).await;
        others.push(unread(world, &client).await);
    }
    let client = world.sign_in("carol.denholme@kestrelbrook.com").await;
    assert_eq!(client.get(&export()).await.status, 200);
}

async fn an_answer_that_is_not_read_is_one_of_the_persons_requests(sample: &World) {
    let world = World::start(sample.app.db.engine(), |settings| {
        settings.become_sample();
        settings.limits.person_at_once = 1;
        settings.limits.person_waiting = 0;
    });
    let world = world.await;
    let client = world.sign_in(cast::ADMINISTRATOR).await;
    let mut http2 = unread(&world, &client).await;
    client.get(path::SESSION).await.problem(429, Code::TooManyRequests);
    world.sign_in(cast::EMPLOYEE).await.get(path::SESSION).await.json::<api::session::Session>(200);
    read_to_end(&mut http2).await;
    assert_eq!(answered(&client, path::SESSION).await.status, 200);
    world.stop().await;
}
