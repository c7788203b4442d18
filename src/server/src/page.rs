//! The server's own HTML pages: the frame that they share. The app's pages are not made here.

use axum::response::{Html, IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use text::Texts;

use crate::routes::assets::style_sheet;

/// A page with a title as its heading.
pub fn page(texts: &Texts, title: &str, body: Markup) -> Response {
    let markup = html! {
        (DOCTYPE)
        html lang=(texts.locale().as_str()) data-ready="" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (texts.product_name()) }
                link rel="icon" href="/favicon.svg" type="image/svg+xml";
                @if let Some(sheet) = style_sheet() { link rel="stylesheet" href=(sheet); }
            }
            body {
                main.page.page--alone {
                    h1 { (title) }
                    (body)
                }
            }
        }
    };
    Html(markup.into_string()).into_response()
}
