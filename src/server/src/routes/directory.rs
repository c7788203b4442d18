//! `GET /api/v1/directory`: the accounts that a person may see, by page.

use api::directory::{DirectoryPage, DirectoryQuery};
use api::path;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use rules::vocabulary::Action;

use crate::app::Shared;
use crate::directory::account_view;
use crate::directory::listing::Listing;
use crate::error::{Error, Invalid};
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::routes::Query;
use crate::store::directory::{Cursor, OTHER_LISTED, WITH_ROLE};

/// How many accounts a page holds.
const PAGE: usize = 25;

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(list, Guard::Admission(Action::Read); AntiForgery, RoleNeeded, Invalid)]
}

/// A page of the directory. At most nine queries, eleven more where `q` is looked up as an entire name or identifier, and
/// three for each further 25 candidates where the policy hides so many that a page came up short.
#[utoipa::path(get, path = path::DIRECTORY, params(DirectoryQuery),
    responses((status = 200, body = DirectoryPage)))]
pub async fn list(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
    Query(query): Query<DirectoryQuery>,
) -> Result<Json<DirectoryPage>, Error> {
    if query.entire {
        // It counts as one of the person's look-ups.
        refuse_cross_site(&app, &headers)?;
    }
    let listing = Listing::new(&app, &person, &query).await?;
    let after = query.after.as_deref().map(parse_cursor).transpose()?;
    let (shown, next) = listing.page(&app, &person, after.as_ref(), PAGE).await?;
    let accounts = account_view::summaries(&app, &shown).await?;
    Ok(Json(DirectoryPage { accounts, next: next.as_ref().map(print_cursor) }))
}

/// A cursor is the place itself: it says nothing of accounts that are not shown.
pub fn print_cursor(cursor: &Cursor) -> String {
    format!("{}.{}.{}", cursor.position, cursor.id, cursor.key)
}

/// Reads what [`print_cursor`] wrote.
///
/// # Errors
/// The text is no cursor: 422 for `after`.
pub fn parse_cursor(text: &str) -> Result<Cursor, Error> {
    let mut parts = text.splitn(3, '.');
    let (position, id, key) = (parts.next(), parts.next(), parts.next());
    match (position.and_then(|text| text.parse::<i64>().ok()), id, key) {
        (Some(position @ WITH_ROLE..=OTHER_LISTED), Some(id), Some(key)) if id.len() == 26 && !text.contains('\0') => {
            Ok(Cursor { position, id: id.to_owned(), key: key.to_owned() })
        }
        _ => Err(Invalid::new("after", |texts| texts.invalid_after()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::directory::OWN_DOMAIN;

    #[test]
    fn a_cursor_reads_as_it_was_printed() {
        let cursor = Cursor { position: OWN_DOMAIN, key: "st. marten & co".into(), id: "0".repeat(26) };
        assert_eq!(parse_cursor(&print_cursor(&cursor)).unwrap(), cursor);
    }

    #[test]
    fn another_text_is_no_cursor() {
        let id = "0".repeat(26);
        for text in
            ["", "0.short.a", "x", "-1.{id}.a", "9.{id}.a", "0.{id}", "0.{id}.a\0", "0.\0{id}.a", "0.\0{short}.a"]
        {
            let text = text.replace("{id}", &id).replace("{short}", &id[1..]);
            assert!(parse_cursor(&text).is_err(), "{text:?}");
        }
    }
}
