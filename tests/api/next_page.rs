//! Where signing in leads: to a page of this host, whatever `next` says, and by whichever way.

use api::path;
use reqwest::Method;
use server::sample::cast;
use tests::answer::Answer;
use tests::world::World;
use url::Url;

use crate::sign_in_by_code::{claim, code};

tests::on_both_databases! {
    in World::sample:
    no_way_in_leads_to_another_host,
    a_page_and_its_query_are_kept_by_every_way_in,
}

/// What has led browsers elsewhere, or to a header or a script that nobody meant.
const HOSTILE: [&str; 54] = [
    "https://evil.example",
    "http://evil.example/",
    "HTTPS://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:///evil.example",
    "https:\\\\evil.example",
    "//evil.example",
    "//evil.example/%2f..",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example",
    "\\evil.example",
    "/\\/evil.example",
    "//\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "/\r\n/evil.example",
    "\u{0}//evil.example",
    "/\u{0}/evil.example",
    "\u{1}https://evil.example",
    "\u{b}//evil.example",
    " //evil.example",
    " https://evil.example",
    "/ /evil.example",
    "/%2f%2fevil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "/%09/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "/x\r\nSet-Cookie: __Host-session=planted",
    "/x\nLocation: https://evil.example",
    "/x\r\n\r\n<script>alert(1)</script>",
    "/.//evil.example",
    "/..//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "/\u{2215}/evil.example",
    "\u{ff0f}\u{ff0f}evil.example",
    "/\u{ff0f}evil.example",
    "\u{3002}evil.example",
    "//evil\u{3002}example",
    "//localhost@evil.example",
    "https://127.0.0.1@evil.example/",
    "//[::ffff:203.0.113.5]/",
    "//3405803781/",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "@evil.example",
];

/// Signs somebody in by each way, and gives where that leads.
async fn lead_on(world: &World, turn: usize, next: &str) -> [Answer; 3] {
    let form = |address: &'static str, body: String| {
        let call = world.nobody().call(Method::POST, address);
        call.header("content-type", "application/x-www-form-urlencoded").body(body).send()
    };
    let next_field = path::segment(next);
    let link = world.sign_in_link(cast::EMPLOYEE).await;
    let email = format!("somebody-{turn}@nowhere-yet.com");
    let (browser, _) = claim(world, &email, next).await;
    [
        form("/sample/sign-in", format!("email={}&next={next_field}", path::segment(cast::EMPLOYEE))).await,
        form("/sign-in", format!("link={link}&next={next_field}")).await,
        browser.form("/sign-in/proof", "code", &code(world, &email).await).await,
    ]
}

async fn no_way_in_leads_to_another_host(world: &World) {
    let here = Url::parse(&world.nobody().address("/sign-in")).unwrap();
    let elsewhere = |next: &str| here.join(next).is_ok_and(|there| there.origin() != here.origin());
    let led_elsewhere = HOSTILE.iter().filter(|next| elsewhere(next)).count();
    assert!(led_elsewhere >= 30, "only {led_elsewhere} of them would lead elsewhere if they were taken as they are");
    let long = ["/".repeat(2_001), format!("/{}", "a".repeat(30_000)), format!("//{}.example", "a".repeat(30_000))];
    for (turn, next) in HOSTILE.iter().copied().chain(long.iter().map(String::as_str)).enumerate() {
        for answer in lead_on(world, turn, next).await {
            assert_eq!(answer.status, 303, "{next:?}: {}", answer.text());
            let location = answer.header("location");
            let there = here.join(location).unwrap();
            assert_eq!(there.origin(), here.origin(), "{next:?} leads to {location:?}");
            assert!(
                !there.path().starts_with("//"),
                "{next:?} leads to {location:?}, which a page may take for a host"
            );
            assert!(location.starts_with('/') && location.len() <= 2_000, "{next:?} leads to {location:?}");
            let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
            assert!(
                cookies.iter().all(|cookie| !cookie.to_str().unwrap().contains("planted")),
                "{next:?}: {cookies:?}"
            );
        }
    }
}

async fn a_page_and_its_query_are_kept_by_every_way_in(world: &World) {
    for (turn, next) in
        ["/directory?q=a%20b%26c&entire=true", "/accounts/x/request?step=check&virtual_account=y", "/requests/AR-1"]
            .into_iter()
            .enumerate()
    {
        for answer in lead_on(world, turn, next).await {
            assert_eq!((answer.status, answer.header("location")), (303, next));
        }
    }
}
