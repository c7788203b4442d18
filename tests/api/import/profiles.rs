//! Profiles that people changed themselves, and addresses that an import vouches for.

use api::path;
use api::problem::Code;
use api::profile::ProfileChange;
use server::args;
use server::import_export::import::{Options, OwnProfile};
use tests::files::Files;
use tests::world::World;

use super::{INSIDER, files, report};

tests::on_both_databases! {
    in World::empty:
    what_somebody_wrote_themselves_is_left_and_told,
    it_is_written_over_when_that_is_asked_for,
    files_that_agree_may_change_it_later,
    what_is_not_in_a_profile_is_changed_all_the_same,
    whoever_had_not_proved_the_address_is_signed_out_and_their_words_go,
}

async fn rename(world: &World, name: &str) {
    let client = world.sign_in(INSIDER).await;
    let change = ProfileChange { name: Some(name.to_owned()), ..ProfileChange::default() };
    assert_eq!(client.patch(path::PROFILE, &change).await.status, 200);
}

async fn name(world: &World) -> String {
    let rows: Vec<(String,)> = world.rows("SELECT name FROM person WHERE email = $1", args![INSIDER]).await;
    rows[0].0.clone()
}

async fn what_somebody_wrote_themselves_is_left_and_told(world: &World) {
    report(world.import(&files()).await);
    rename(world, "Robert Babbage").await;
    for _ in 0..2 {
        let told = report(world.import(&files()).await);
        assert_eq!(told.own_profiles, [OwnProfile { person: INSIDER.to_owned(), columns: vec!["name"] }]);
        assert!(!told.changes_anything(), "{told:?}");
        assert_eq!(name(world).await, "Robert Babbage");
    }
}

async fn it_is_written_over_when_that_is_asked_for(world: &World) {
    report(world.import(&files()).await);
    rename(world, "Robert Babbage").await;
    let options = Options { overwrite_profiles: true, ..Options::default() };
    let told = report(world.import_with(&files(), &options).await);
    assert_eq!((told.own_profiles.len(), told.counts[2].updated), (0, 1));
    assert_eq!(name(world).await, "Bob Babbage");
    let later = Files::default().person("Bob B. Babbage", INSIDER);
    assert_eq!(report(world.import(&later).await).counts[2].updated, 1, "it is the files' again");
}

async fn files_that_agree_may_change_it_later(world: &World) {
    report(world.import(&files()).await);
    rename(world, "Robert Babbage").await;
    let agreeing = Files::default().person("Robert Babbage", INSIDER);
    assert!(!report(world.import_with(&agreeing, &Options::default()).await).changes_anything());
    report(world.import(&files()).await);
    assert_eq!(name(world).await, "Bob Babbage");
}

async fn what_is_not_in_a_profile_is_changed_all_the_same(world: &World) {
    report(world.import(&files()).await);
    rename(world, "Robert Babbage").await;
    let line = format!("{INSIDER},Bob Babbage,An organisation,GB,en,internal,true,false");
    let told = report(world.import(&Files::default().person_line(&line)).await);
    assert_eq!((told.own_profiles.len(), told.counts[2].updated), (1, 1));
    let sql = "SELECT name, affiliation, partner FROM person WHERE email = $1";
    let rows: Vec<(String, String, bool)> = world.rows(sql, args![INSIDER]).await;
    assert_eq!(rows, [("Robert Babbage".to_owned(), "internal".to_owned(), true)]);
    assert_eq!(report(world.import(&files()).await).own_profiles.len(), 1, "it is still theirs");
}

async fn whoever_had_not_proved_the_address_is_signed_out_and_their_words_go(world: &World) {
    report(world.import(&files()).await);
    world.write("UPDATE person SET email_verified = $1 WHERE email = $2", args![false, INSIDER]).await;
    rename(world, "Somebody else").await;
    let stranger = world.sign_in(INSIDER).await;
    let told = report(world.import(&files()).await);
    assert_eq!((told.own_profiles.len(), name(world).await.as_str()), (0, "Bob Babbage"));
    stranger.get(path::SESSION).await.problem(401, Code::SignInNeeded);
}
