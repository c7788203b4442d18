//! `/stop-mail`: whoever has the link of a mail says that they never want another. Opening it changes nothing.

use reqwest::Method;
use server::mail::stop_path;
use tests::world::World;

tests::on_both_databases! {
    in World::sample:
    opening_the_link_changes_nothing_and_its_button_does,
    a_mail_program_stops_mail_by_itself,
    another_link_stops_nothing,
}

const EMAIL: &str = "zoe@nowhere-yet.com";

async fn opening_the_link_changes_nothing_and_its_button_does(world: &World) {
    let link = stop_path(&world.app.secret, EMAIL);
    assert!(!link.contains("zoe") && !link.contains("nowhere"), "{link}");
    let browser = world.nobody();
    let page = browser.get(&link).await;
    assert!(page.status == 200 && page.text().contains(&format!("action=\"{link}\"")), "{}", page.text());
    assert_eq!((page.header("cache-control"), world.count("stop_list").await), ("no-store", 0));
    for _ in 0..2 {
        let stopped = browser.form(&link, "x", "").await;
        assert!(stopped.status == 200 && !stopped.text().contains("<form"), "{}", stopped.text());
        assert_eq!(world.count("stop_list").await, 1);
    }
    let page = browser.get(&link).await;
    assert!(page.status == 200 && !page.text().contains("<form"), "{}", page.text());
    let kept: Vec<(String,)> = world.rows("SELECT address FROM stop_list", server::args![]).await;
    assert!(!kept[0].0.contains('@'), "{kept:?}");
}

async fn a_mail_program_stops_mail_by_itself(world: &World) {
    let call = world.nobody().call(Method::POST, &stop_path(&world.app.secret, EMAIL));
    let call = call.header("content-type", "application/x-www-form-urlencoded").header("sec-fetch-site", "cross-site");
    assert_eq!(call.body("List-Unsubscribe=One-Click").send().await.status, 200);
    assert_eq!(world.count("stop_list").await, 1);
}

async fn another_link_stops_nothing(world: &World) {
    let link = stop_path(&world.app.secret, EMAIL);
    let other = stop_path(&world.app.secret, "ann@nowhere-yet.com");
    let (address, proof) = (link.split_once('.').unwrap().0, other.split_once('.').unwrap().1);
    for wrong in [format!("{address}.{proof}"), address.to_owned(), format!("{address}."), "/stop-mail/x.y".to_owned()]
    {
        for method in [Method::GET, Method::POST] {
            let call = world.nobody().call(method, &wrong);
            let answer = call.header("content-type", "application/x-www-form-urlencoded").body("x=").send().await;
            assert_eq!(answer.status, 404, "{wrong}");
        }
    }
    assert_eq!(world.count("stop_list").await, 0);
}
