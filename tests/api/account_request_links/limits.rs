//! How often a code can be entered, for how long, and how many there are: one by one, and all at once.

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::join_all;
use server::args;
use tests::world::World;

use super::link::{english, links, signed_in, wrong};

tests::on_both_databases! {
    in World::empty:
    after_five_wrong_tries_the_right_code_is_no_use,
    tries_at_once_are_five_as_well,
    the_fifth_try_may_be_the_right_one,
    a_code_lasts_ten_minutes_and_not_a_millisecond_longer,
    a_code_signs_in_once,
    of_several_at_once_one_signs_in,
    only_the_newest_code_counts,
    the_sixth_code_within_an_hour_is_refused,
    the_eleventh_code_within_a_day_is_refused,
    codes_asked_for_at_once_are_five_as_well,
    each_address_has_its_own_codes,
}

fn noon() -> DateTime<Utc> {
    "2026-11-04T12:00:00.5Z".parse().unwrap()
}

/// The tries of all codes, in order.
async fn tries(world: &World) -> Vec<i64> {
    let rows: Vec<(i64,)> = world.rows("SELECT tries FROM sign_in_code ORDER BY tries", args![]).await;
    rows.into_iter().map(|(tries,)| tries).collect()
}

async fn after_five_wrong_tries_the_right_code_is_no_use(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    for left in [4, 3, 2, 1] {
        let page = link.enter_in_vain(&wrong(&code)).await;
        assert!(page.contains(&english().proof_wrong(left)), "{left}: {page}");
        assert!(page.contains("aria-invalid=\"true\"") && page.contains("aria-describedby=\"code-error"), "{page}");
    }
    for entered in [wrong(&code), code.clone(), code] {
        let page = link.enter_in_vain(&entered).await;
        assert!(page.contains(english().proof_used_up()) && !page.contains("name=\"code\""), "{page}");
    }
    assert_eq!((tries(world).await, world.count("session").await), (vec![5], 0));
    let another = link.code(world).await;
    assert!(signed_in(&link.enter(&another).await));
}

async fn tries_at_once_are_five_as_well(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    let wrong = wrong(&code);
    for answer in join_all((0..20).map(|_| link.enter(&wrong))).await {
        assert_eq!((answer.status, answer.header("set-cookie")), (303, ""));
    }
    assert_eq!(tries(world).await, [5]);
    link.enter_in_vain(&code).await;
}

async fn the_fifth_try_may_be_the_right_one(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    for _ in 0..4 {
        link.enter_in_vain(&wrong(&code)).await;
    }
    assert!(signed_in(&link.enter(&code).await));
}

async fn a_code_lasts_ten_minutes_and_not_a_millisecond_longer(world: &World) {
    world.app.clock.stand_at(noon());
    let [early, late] = links(world, ["jo@customer.example", "lea@customer.example"]).await;
    let (in_time, too_late) = (early.code(world).await, late.code(world).await);
    world.app.clock.stand_at(noon() + TimeDelta::milliseconds(599_999));
    assert!(late.show().await.text().contains("name=\"code\""));
    assert!(signed_in(&early.enter(&in_time).await));
    world.app.clock.stand_at(noon() + TimeDelta::seconds(600));
    let page = late.enter_in_vain(&too_late).await;
    assert!(page.contains(english().proof_expired()) && !page.contains("name=\"code\""), "{page}");
    let another = late.code(world).await;
    assert!(signed_in(&late.enter(&another).await));
}

async fn a_code_signs_in_once(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    assert!(signed_in(&link.enter(&code).await));
    let page = link.enter_in_vain(&code).await;
    assert!(page.contains(english().proof_send()), "{page}");
    assert_eq!(world.count("session").await, 1);
}

async fn of_several_at_once_one_signs_in(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let code = link.code(world).await;
    let answers = join_all((0..8).map(|_| link.enter(&code))).await;
    assert_eq!(answers.iter().filter(|answer| signed_in(answer)).count(), 1);
    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(world.count("session").await, 1);
}

async fn only_the_newest_code_counts(world: &World) {
    // At one moment: which is the newest does not depend on the clock.
    world.app.clock.stand_at(noon());
    let [link] = links(world, ["jo@customer.example"]).await;
    let (first, second) = (link.code(world).await, link.code(world).await);
    assert_ne!(first, second, "one time in a hundred million they are the same");
    link.enter_in_vain(&first).await;
    assert!(signed_in(&link.enter(&second).await));
    link.enter_in_vain(&first).await;
}

async fn the_sixth_code_within_an_hour_is_refused(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    let mut code = String::new();
    for minutes in 0..5 {
        world.app.clock.stand_at(noon() + TimeDelta::minutes(minutes));
        code = link.code(world).await;
    }
    let said = english().proof_next_at("4 November 2026 at 13:01 UTC");
    for after in [TimeDelta::minutes(5), TimeDelta::milliseconds(3_599_999)] {
        world.app.clock.stand_at(noon() + after);
        let refused = link.ask().await;
        assert_eq!((refused.status, refused.header("location")), (429, ""));
        assert_eq!(refused.header("cache-control"), "no-store");
        assert!(refused.text().contains(&said) && !refused.text().contains("/code\""), "{}", refused.text());
        assert!(link.show().await.text().contains(&said));
        assert_eq!(world.count("outbox").await, 5);
    }
    world.app.clock.stand_at(noon() + TimeDelta::minutes(5));
    assert!(link.show().await.text().contains("name=\"code\""), "the fifth can still be entered");
    world.app.clock.stand_at(noon() + TimeDelta::hours(1));
    let sixth = link.code(world).await;
    assert_ne!(code, sixth);
    assert_eq!(link.ask().await.status, 429, "the second is not an hour old");
    assert!(signed_in(&link.enter(&sixth).await));
}

async fn the_eleventh_code_within_a_day_is_refused(world: &World) {
    let [link] = links(world, ["jo@customer.example"]).await;
    for hours in 0..10 {
        world.app.clock.stand_at(noon() + TimeDelta::hours(2 * hours));
        link.code(world).await;
    }
    let day = noon() + TimeDelta::days(1);
    world.app.clock.stand_at(day - TimeDelta::milliseconds(1));
    let refused = link.ask().await;
    assert_eq!(refused.status, 429);
    assert!(refused.text().contains(&english().proof_next_at("5 November 2026 at 12:01 UTC")), "{}", refused.text());
    world.app.clock.stand_at(day);
    link.code(world).await;
    server::jobs::forget(&world.app).await.unwrap();
    assert_eq!(world.count("sign_in_code").await, 10, "the oldest is no longer kept");
}

async fn codes_asked_for_at_once_are_five_as_well(world: &World) {
    world.app.clock.stand_at(noon());
    let [link] = links(world, ["jo@customer.example"]).await;
    let answers = join_all((0..12).map(|_| link.ask())).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [[303; 5].as_slice(), [429; 7].as_slice()].concat());
    assert_eq!((world.count("sign_in_code").await, world.count("outbox").await), (5, 5));
    let open: Vec<(i64,)> = world.rows("SELECT tries FROM sign_in_code WHERE used = $1", args![false]).await;
    assert_eq!(open.len(), 1);
}

async fn each_address_has_its_own_codes(world: &World) {
    let [jo, lea] = links(world, ["jo@customer.example", "lea@customer.example"]).await;
    let code = jo.code(world).await;
    for _ in 0..4 {
        jo.code(world).await;
    }
    assert_eq!(jo.ask().await.status, 429);
    let page = lea.enter_in_vain(&code).await;
    assert!(page.contains(english().proof_send()), "{page}");
    let code = lea.code(world).await;
    jo.enter_in_vain(&code).await;
    assert!(signed_in(&lea.enter(&code).await));
}
