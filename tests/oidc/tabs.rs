//! Several tabs of one browser go to the provider at once: each ends where it wanted to go.

use server::sign_in::open_id::Refused;

use crate::browser::{come_back, go, go_from, reason, session_cookie, signed_in};
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    two_tabs_both_end_where_they_wanted_to_go,
    a_tab_that_lost_its_attempt_goes_on_where_somebody_is_signed_in,
    a_browser_has_a_few_attempts_under_way,
}

async fn two_tabs_both_end_where_they_wanted_to_go(setting: &Setting) {
    for order in [[0, 1], [1, 0]] {
        let one = go(&setting.world, "hostile", "/requests").await;
        let two = go_from(one.browser.clone(), "hostile", "/profile").await;
        let jar = two.browser.cookie.clone();
        let mut tabs = [one, two];
        for tab in &mut tabs {
            tab.browser.cookie = jar.clone();
        }
        let first = setting.return_from(&tabs[order[0]], |_| {}).await;
        assert_eq!((first.status, first.header("location")), (303, ["/requests", "/profile"][order[0]]));
        let left = first.headers.get_all("set-cookie").iter().find(|value| value.to_str().unwrap().contains("attempt"));
        let left = left.unwrap().to_str().unwrap().split(';').next().unwrap().to_owned();
        let cookies = format!("{}; {left}", session_cookie(&first).unwrap());
        tabs[order[1]].browser.cookie = Some(cookies);
        let second = setting.return_from(&tabs[order[1]], |_| {}).await;
        assert_eq!((second.status, second.header("location")), (303, ["/requests", "/profile"][order[1]]));
        signed_in(&setting.world, &second).await;
    }
}

async fn a_tab_that_lost_its_attempt_goes_on_where_somebody_is_signed_in(setting: &Setting) {
    let one = go(&setting.world, "hostile", "/requests").await;
    // Another tab began in the same instant, so that the cookie of this one was written over.
    let mut two = go(&setting.world, "hostile", "/profile").await;
    let mut lost = one.browser.clone();
    lost.cookie = two.browser.cookie.clone();
    let parameters = [("state", one.asked["state"].clone()), ("code", "any".to_owned())];
    let refused = come_back(&lost, "hostile", &parameters).await;
    assert_eq!((refused.status, reason(&refused)), (403, Refused::State.name()));
    assert!(refused.text().contains("value=\"/requests\""), "trying again leads there: {}", refused.text());
    let answer = setting.return_from(&two, |_| {}).await;
    lost.cookie = session_cookie(&answer);
    let on = come_back(&lost, "hostile", &parameters).await;
    assert_eq!((on.status, on.header("location"), session_cookie(&on)), (303, "/requests", None));
    // What nobody began leads to the start page; and without a session nowhere.
    let unknown = [("state", "x".to_owned()), ("code", "any".to_owned())];
    assert_eq!(come_back(&lost, "hostile", &unknown).await.header("location"), "/");
    two.browser.cookie = None;
    assert_eq!(reason(&come_back(&two.browser, "hostile", &unknown).await), Refused::AttemptUnknown.name());
}

async fn a_browser_has_a_few_attempts_under_way(setting: &Setting) {
    let first = go(&setting.world, "hostile", "/").await;
    let mut browser = first.browser.clone();
    for _ in 0..5 {
        browser = go_from(browser, "hostile", "/").await.browser;
    }
    assert_eq!(browser.cookie.as_ref().unwrap().matches('.').count(), 4, "five tokens: {:?}", browser.cookie);
    let oldest = crate::browser::Away { browser, ..first };
    assert_eq!(reason(&setting.return_from(&oldest, |_| {}).await), Refused::State.name());
}
