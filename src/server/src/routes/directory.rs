//! `GET /api/v1/directory`: the accounts that a person may see, by page.

use api::directory::{DirectoryPage, DirectoryQuery};
use api::path;
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use rules::vocabulary::Action;

use crate::app::Shared;
use crate::directory::account_view;
use crate::directory::did_you_mean::did_you_mean;
use crate::directory::listing::Listing;
use crate::error::{Error, Invalid};
use crate::http::cross_site::refuse_cross_site;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::routes::Query;
use crate::store::directory::ranking::IDENTIFIER;
use crate::store::directory::search::position;
use crate::store::directory::{Cursor, OTHER_LISTED, WITH_ROLE};

/// The last place that there is.
const LAST: i64 = position(IDENTIFIER, OTHER_LISTED);

/// How many accounts a page holds.
const PAGE: usize = 25;

pub fn endpoints() -> Vec<Endpoint> {
    vec![endpoint!(list, Guard::Admission(Action::Read); AntiForgery, RoleNeeded, Invalid)]
}

/// A page of the directory. At most nine queries, two more where a listed account changed since the last search, eleven
/// more where `q` is looked up as an entire name or identifier, ten more where nothing is found and something else may have
/// been meant, and six for each further look where a page came up short because the policy hides much.
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
    let permit = if listing.is_search() { Some(app.limits.acquire_search(person.key).await?) } else { None };
    let page = listing.page(&app, &person, after.as_ref(), PAGE).await?;
    let did_you_mean =
        if page.shown.is_empty() && after.is_none() { did_you_mean(&app, &person, &listing).await? } else { None };
    drop(permit);
    let accounts = account_view::summaries(&app, &page.shown).await?;
    Ok(Json(DirectoryPage { accounts, next: page.next.as_ref().map(print_cursor), did_you_mean }))
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
        (Some(at), Some(id), Some(key))
            if (WITH_ROLE..=LAST).contains(&at) && id.len() == 26 && !text.contains('\0') =>
        {
            Ok(Cursor { position: at, id: id.to_owned(), key: key.to_owned() })
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
            ["", "0.short.a", "x", "-1.{id}.a", "46.{id}.a", "0.{id}", "0.{id}.a\0", "0.\0{id}.a", "0.\0{short}.a"]
        {
            let text = text.replace("{id}", &id).replace("{short}", &id[1..]);
            assert!(parse_cursor(&text).is_err(), "{text:?}");
        }
    }
}
