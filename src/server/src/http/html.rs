//! The server's own HTML pages: the frame that they share. The app's pages are not made here.

use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use text::Texts;

use crate::http::assets::style_sheet;
use crate::http::cookies;

tokio::task_local! {
    /// Light or dark, where the person has chosen in this browser; nothing where their system decides.
    static SCHEME: Option<&'static str>;
}

/// Light or dark, as the app's cookie has it.
pub fn scheme(headers: &HeaderMap) -> Option<&'static str> {
    let chosen = cookies::value(headers, "scheme")?;
    ["light", "dark"].into_iter().find(|known| chosen == *known)
}

/// Pages that are made while this answers have these colours.
pub async fn in_scheme<T>(scheme: Option<&'static str>, answer: impl Future<Output = T>) -> T {
    SCHEME.scope(scheme, answer).await
}

/// A page with a title as its heading.
pub fn page(texts: &Texts, title: &str, body: Markup) -> Response {
    Html(markup(texts, title, &body).into_string()).into_response()
}

fn markup(texts: &Texts, title: &str, body: &Markup) -> Markup {
    let scheme = SCHEME.try_with(|scheme| *scheme).unwrap_or_default();
    html! {
        (DOCTYPE)
        html lang=(texts.locale().as_str()) data-scheme=[scheme] data-ready="" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content=(texts.directory_lead());
                title { (title) " – " (texts.product_name()) }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                @if let Some(sheet) = style_sheet() { link rel="stylesheet" href=(sheet); }
            }
            body {
                header.topbar {
                    a.topbar__brand href="/" { svg.icon aria-hidden="true" { use href="/icons.svg#logo" {} } (texts.product_name()) }
                }
                main.page.page--alone {
                    h1 { (title) }
                    (body)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;
    use text::Locale;

    use super::*;

    async fn with_cookies(cookies: &'static str) -> String {
        let headers = HeaderMap::from_iter([(COOKIE, cookies.parse().unwrap())]);
        let texts = Texts::embedded(Locale::En);
        in_scheme(scheme(&headers), async { markup(texts, "Title", &html! {}).into_string() }).await
    }

    #[tokio::test]
    async fn pages_have_the_colours_that_were_chosen_and_nothing_else_from_the_cookie() {
        assert!(
            with_cookies("a=b; scheme=dark").await.contains(r#"<html lang="en" data-scheme="dark" data-ready="">"#)
        );
        assert!(with_cookies("scheme=light").await.contains(r#" data-scheme="light""#));
        for cookies in ["scheme=system", "scheme=dark\"><script>", "schemes=dark", "a=b"] {
            assert!(!with_cookies(cookies).await.contains("data-scheme"), "{cookies}");
        }
    }
}
