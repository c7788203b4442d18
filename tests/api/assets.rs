//! The app's files: a missing one is missing, and the API never answers with a page.

use api::path;
use api::problem::Code;
use reqwest::Method;
use tests::world::World;

tests::on_both_databases! {
    in World::empty:
    a_missing_file_is_not_the_apps_shell,
    the_api_never_answers_with_html,
    sentences_are_sent_once_and_then_known,
}

async fn a_missing_file_is_not_the_apps_shell(world: &World) {
    for address in ["/app-0123456789abcdef.js", "/app_bg.wasm", "/style.css.br", "/images/logo.svg", "/index.html"] {
        world.nobody().get(address).await.problem(404, Code::NotFound);
    }
    world.nobody().post("/directory", &()).await.problem(404, Code::NotFound);
}

async fn the_api_never_answers_with_html(world: &World) {
    for address in ["/api/v1/x", "/api/v1/directory/x", "/api/x.html", "/api", "/api/"] {
        for method in [Method::GET, Method::POST, Method::DELETE] {
            let answer = world.nobody().call(method, address).header("accept", "text/html").send().await;
            answer.problem(404, Code::NotFound);
        }
    }
}

async fn sentences_are_sent_once_and_then_known(world: &World) {
    for address in [path::text("fr"), path::text_of_pages("fr")] {
        let first = world.nobody().get(&address).await;
        assert_eq!((first.status, first.header("content-type")), (200, "application/json"));
        let call = world.nobody().call(Method::GET, &address).header("if-none-match", first.header("etag"));
        let second = call.send().await;
        assert_eq!((second.status, second.text()), (304, ""));
        assert_eq!(second.header("etag"), first.header("etag"));
    }
    for address in [path::text("de"), path::text_of_pages("de")] {
        world.nobody().get(&address).await.problem(404, Code::NotFound);
    }
}
