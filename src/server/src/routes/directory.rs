//! `GET /api/v1/directory`: the accounts that a person may see, by page.

use api::directory::{DirectoryPage, DirectoryQuery};
use api::path;
use axum::Json;
use axum::extract::State;
use axum::http::Method;
use rules::entry;
use rules::vocabulary::{Action, EntryPage, Way};

use crate::app::{App, Shared};
use crate::domains::DomainIdentifier;
use crate::domains::folding::fold;
use crate::error::{Error, Invalid};
use crate::guard::{Endpoint, Guard, SignedIn};
use crate::guessing;
use crate::routes::Query;
use crate::standing::{self, Standing};
use crate::store::account;
use crate::store::directory::{self as lists, ACCOUNT_REQUESTED, Cursor, HELD, LISTED, OTHER_STANDING, Placed};
use crate::store::grant;
use crate::store::person::Person;

/// How many accounts a page holds.
const PAGE: usize = 25;

/// How many characters a search may have: as many as a domain.
pub const QUERY_LIMIT: usize = 253;

pub fn endpoints() -> Vec<Endpoint> {
    vec![Endpoint::new(Method::GET, path::DIRECTORY, Guard::Admission(Action::Read), list)]
}

/// A page of the directory. At most nine queries, nine more where `q` is looked up as an entire name or identifier, and
/// three for each further 25 candidates where the policy hides so many that a page came up short.
#[utoipa::path(get, path = path::DIRECTORY, params(DirectoryQuery), responses(
    (status = 200, body = DirectoryPage),
    (status = 400, body = api::problem::Problem),
    (status = 401, body = api::problem::Problem),
    (status = 403, body = api::problem::Problem),
    (status = 422, body = api::problem::Problem),
))]
pub async fn list(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Query(query): Query<DirectoryQuery>,
) -> Result<Json<DirectoryPage>, Error> {
    let facts =
        entry::Facts { affiliation: person.affiliation, holds_role: grant::holds_any(&app.db, person.key).await? };
    if app.policy.entry(&facts)?.answer != EntryPage::Directory {
        return Err(Error::RoleNeeded);
    }
    if query.q.chars().count() > QUERY_LIMIT {
        return Err(Invalid::new("q", |texts| texts.invalid_query()).into());
    }
    let part = fold(&query.q);
    let way = if part.is_empty() { Way::Listing } else { Way::Search };
    let (start, mut cursor) = match &query.after {
        Some(after) => (false, parse_cursor(after)?),
        None => (true, Cursor::start()),
    };
    let mut shown: Vec<Standing> = Vec::new();
    if start && query.entire && !query.held && !part.is_empty() {
        shown = look_up_entire(&app, &person, &query.q).await?;
    }
    let mut next = None;
    // A page can come up short where the policy hides what the query found: then the next one is fetched as well.
    loop {
        let candidates = candidates(&app, &person, &part, query.held, &cursor).await?;
        let more = candidates.len() > PAGE;
        let places: Vec<Cursor> = candidates.iter().take(PAGE).map(place).collect();
        let found = candidates.into_iter().take(PAGE).map(|placed| placed.account).collect();
        for (standing, place) in standing::load(&app, &person, found).await?.into_iter().zip(places) {
            if shown.len() >= PAGE {
                next = Some(cursor.clone());
                break;
            }
            cursor = place;
            let known = shown.iter().any(|other| other.account.key == standing.account.key);
            if !known && standing.seen(&app, way)? {
                shown.push(standing);
            }
        }
        if next.is_some() || !more {
            break;
        }
        if shown.len() >= PAGE {
            next = Some(cursor);
            break;
        }
    }
    let accounts = standing::summaries(&app, &person, &shown).await?;
    Ok(Json(DirectoryPage { accounts, next: next.as_ref().map(print_cursor) }))
}

/// The accounts with this entire identifier or name that no search by part shows: restricted ones.
async fn look_up_entire(app: &App, person: &Person, entered: &str) -> Result<Vec<Standing>, Error> {
    let keys = guessing::look_up(app, person, entered).await?;
    let found = account::by_keys(&app.db, &keys).await?;
    let mut seen = Vec::new();
    for standing in standing::load(app, person, found).await? {
        if !standing.has_standing(app)? && !standing.seen(app, Way::Search)? && standing.seen(app, Way::Entire)? {
            seen.push(standing);
        }
    }
    Ok(seen)
}

/// One more than a page after the cursor, in the directory's order (domain: 1).
async fn candidates(app: &App, person: &Person, part: &str, held: bool, after: &Cursor) -> Result<Vec<Placed>, Error> {
    let wanted = PAGE + 1;
    let limit = |found: &Vec<Placed>| (wanted - found.len()) as i64;
    let last = match (held, part.is_empty()) {
        (true, _) => HELD,
        (false, true) => ACCOUNT_REQUESTED,
        (false, false) => OTHER_STANDING,
    };
    let mut found = Vec::new();
    if after.position <= last {
        found = lists::with_standing(&app.db, person.key, part, last, after, limit(&found), app.clock.now()).await?;
    }
    if held || found.len() == wanted {
        return Ok(found);
    }
    if !part.is_empty() {
        let limit = limit(&found);
        found.extend(lists::listed(&app.db, person.key, part, after, limit).await?);
    } else if let Some(Ok(own)) = person.verified_domain().map(DomainIdentifier::parse) {
        let limit = limit(&found);
        found.extend(lists::of_own_domain(&app.db, person.key, own.registrable(), after, limit).await?);
    }
    Ok(found)
}

fn place(placed: &Placed) -> Cursor {
    Cursor { position: placed.position, name_folded: placed.account.name_folded.clone(), id: placed.account.id.clone() }
}

/// A cursor is the place itself: it says nothing of accounts that are not shown.
pub fn print_cursor(cursor: &Cursor) -> String {
    format!("{}.{}.{}", cursor.position, cursor.id, cursor.name_folded)
}

/// Reads what [`print_cursor`] wrote.
///
/// # Errors
/// The text is none: 422 for `after`.
pub fn parse_cursor(text: &str) -> Result<Cursor, Error> {
    let mut parts = text.splitn(3, '.');
    let (position, id, name) = (parts.next(), parts.next(), parts.next());
    match (position.and_then(|text| text.parse::<i64>().ok()), id, name) {
        (Some(position @ HELD..=LISTED), Some(id), Some(name)) if id.len() == 26 && !text.contains('\0') => {
            Ok(Cursor { position, id: id.to_owned(), name_folded: name.to_owned() })
        }
        _ => Err(Invalid::new("after", |texts| texts.invalid_after()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_as_it_was_printed() {
        let cursor = Cursor { position: lists::OWN_DOMAIN, name_folded: "st. marten & co".into(), id: "0".repeat(26) };
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
