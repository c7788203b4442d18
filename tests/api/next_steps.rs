//! What a new service still needs: the operator is told, in the session and whenever the page asks what changed.

use api::changes::NextStep::{self, Accounts, Mail, PublicUrl};
use api::path;
use api::session::Session;
use tests::client::Client;
use tests::files::Files;
use tests::world::World;

use crate::deciding::changes;

tests::on_both_databases! {
    in World::empty:
    the_operator_sees_what_is_left_until_it_is_done,
    nobody_else_sees_it,
    asking_what_changed_needs_the_documented_number_of_queries_for_the_operator,
}

const OPERATOR: &str = "ruth@operator.example";

/// The operator's people: no account is there yet.
fn people() -> Files {
    let operator = format!("{OPERATOR},Ruth,,GB,en,external,false,true");
    let others = ["internal", "licensing_support", "external"];
    let others =
        others.map(|affiliation| format!("{affiliation}@operator.example,Some,,GB,en,{affiliation},true,false"));
    others.iter().fold(Files::default().person_line(&operator), |files, line| files.person_line(line))
}

async fn in_session(client: &Client) -> Vec<NextStep> {
    client.get(path::SESSION).await.json::<Session>(200).changes.next_steps
}

async fn the_operator_sees_what_is_left_until_it_is_done(world: &World) {
    world.import(&people()).await;
    let operator = world.sign_in(OPERATOR).await;
    assert_eq!(in_session(&operator).await, [Accounts, Mail, PublicUrl]);
    assert_eq!(changes(&operator).await.next_steps, [Accounts, Mail, PublicUrl]);
    world.import(&people().listed("Acme", "acme.com")).await;
    assert_eq!(changes(&operator).await.next_steps, [Mail, PublicUrl]);
    assert_eq!(in_session(&operator).await, [Mail, PublicUrl]);
}

async fn nobody_else_sees_it(world: &World) {
    let administrator = "administrator@acme.com";
    let files = people().listed("Acme", "acme.com").person("Ann", administrator);
    world.import(&files.grant(administrator, "acme.com", "", "administrator")).await;
    let others = ["internal@operator.example", "licensing_support@operator.example", "external@operator.example"];
    for email in others.into_iter().chain([administrator]) {
        let client = world.sign_in(email).await;
        assert_eq!(changes(&client).await.next_steps, [], "{email}");
        assert_eq!(in_session(&client).await, [], "{email}");
    }
    world.nobody().get(path::CHANGES).await.problem(401, api::problem::Code::SignInNeeded);
}

async fn asking_what_changed_needs_the_documented_number_of_queries_for_the_operator(world: &World) {
    world.import(&people()).await;
    let operator = world.sign_in(OPERATOR).await;
    for (queries, address) in [(6, path::CHANGES), (8, path::SESSION)] {
        operator.get(address).await;
        world.app.last_seen.flush().await;
        let before = world.app.db.queries_sent();
        assert_eq!(operator.get(address).await.status, 200);
        let sent = world.app.db.queries_sent() - before;
        assert_eq!(sent, queries, "{address}");
    }
}
