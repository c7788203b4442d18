//! Whatever a browser goes to on the way of signing in answers with a page, and with a way on.

use reqwest::Method;
use tests::answer::Answer;

use crate::browser::press;
use crate::setting::Setting;

tests::on_both_databases! {
    in Setting::start:
    a_provider_that_is_not_there_has_a_page,
    what_is_refused_to_a_browser_is_a_page_that_leads_on,
    a_notice_is_for_whoever_is_signed_in_and_leads_nowhere_else,
}

fn assert_page(answer: &Answer, status: u16) {
    let text = answer.text();
    assert_eq!(answer.status, status, "{text}");
    assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.header("content-type"));
    assert!(text.contains("href=\"/sign-in\"") && text.contains("<h1>"), "{text}");
}

async fn a_provider_that_is_not_there_has_a_page(setting: &Setting) {
    let nobody = setting.world.nobody();
    assert_page(&press(&nobody, "renamed", "/").await, 404);
    for path in ["callback?code=1&state=2", "callback", "try?token=1"] {
        let answer = nobody.get(&format!("/sign-in/provider/renamed/{path}")).await;
        assert_page(&answer, 404);
        assert!(answer.text().contains("is not, or no longer, connected to this service"), "{}", answer.text());
    }
}

async fn what_is_refused_to_a_browser_is_a_page_that_leads_on(setting: &Setting) {
    let nobody = setting.world.nobody();
    let form = "application/x-www-form-urlencoded";
    for (path, status) in [
        ("/sign-in/provider/hostile", 403),
        ("/sign-in/provider/hostile/try", 403),
        ("/sign-in/provider/hostile/callback", 405),
        ("/sign-in/provider/hostile/elsewhere", 404),
    ] {
        let call = nobody.call(Method::POST, path).header("accept", "text/html,*/*;q=0.8").header("content-type", form);
        assert_page(&call.header("sec-fetch-site", "cross-site").body("next=%2F").send().await, status);
    }
    // The same of what the app does not ask for, but a link leads to.
    let file = nobody.call(Method::GET, "/api/v1/directory").header("accept", "text/html,*/*;q=0.8");
    let page = file.header("sec-fetch-mode", "navigate").send().await;
    assert_eq!(page.status, 401);
    assert!(
        page.header("content-type").starts_with("text/html") && page.text().contains("href=\"/\""),
        "{}",
        page.text()
    );
    let data = nobody.call(Method::GET, "/api/v1/directory").header("accept", "text/html,*/*;q=0.8").send().await;
    assert_eq!(data.header("content-type"), "application/problem+json");
}

async fn a_notice_is_for_whoever_is_signed_in_and_leads_nowhere_else(setting: &Setting) {
    let nobody = setting.world.nobody();
    let notice = "/sign-in/notice?about=email_verified_false&provider=hostile&next=";
    assert_eq!(nobody.get(&format!("{notice}%2F")).await.header("location"), "/sign-in");
    let somebody = setting.sign_in("s-1", "ann@northmoor.com", false).await;
    let page = somebody.get(&format!("{notice}%2F%2Fevil.example")).await;
    assert!(page.status == 200 && !page.text().contains("evil"), "{}", page.text());
    assert!(
        page.text().contains("Northmoor says that your address ann@northmoor.com is not verified"),
        "{}",
        page.text()
    );
    for unknown in ["about=x&provider=hostile", "about=bound_anew&provider=x", ""] {
        let answer = somebody.get(&format!("/sign-in/notice?{unknown}&next=%2Frequests")).await;
        assert_eq!((answer.status, answer.header("location")), (303, "/requests"));
    }
    let call = somebody.call(Method::GET, &format!("{notice}%2F")).header("accept-language", "fr");
    assert!(call.send().await.text().contains("votre adresse ne compte pas"));
}
