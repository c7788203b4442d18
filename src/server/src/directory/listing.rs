//! The directory as one person sees it, page by page: what is found, what of it the policy shows, and in which order.

use api::country::is_country;
use api::directory::DirectoryQuery;
use rules::entry;
use rules::vocabulary::{EntryPage, Way};

use crate::app::App;
use crate::directory::account_view::{self, AccountView};
use crate::directory::lookup_limit;
use crate::domains::folding::fold;
use crate::domains::search_text::Sought;
use crate::domains::{DomainIdentifier, host_within, plain_hyphens};
use crate::error::{Error, Invalid};
use crate::store::account;
use crate::store::directory::search;
use crate::store::directory::{self as lists, ACCOUNT_REQUESTED, Cursor, OTHER_STANDING, Placed, Selection};
use crate::store::grant;
use crate::store::person::Person;

/// How many characters a search may have: as many as a domain.
pub const QUERY_LIMIT: usize = 253;

/// What is listed.
pub struct Listing {
    /// What was typed, folded.
    pub(super) typed: String,
    pub(super) selection: Selection,
    /// What is looked up as an entire name or identifier as well, before everything else.
    entire: Option<String>,
}

/// A part of it.
pub struct Page {
    pub shown: Vec<AccountView>,
    /// Where the next one begins, if there is one.
    pub next: Option<Cursor>,
}

/// Refuses a search that is longer than any name or identifier: each of its characters costs the database something, and it
/// takes no pattern of any length.
///
/// # Errors
/// 422 for `q`.
pub fn check_query(q: &str) -> Result<(), Invalid> {
    if q.chars().count() > QUERY_LIMIT { Err(Invalid::new("q", |texts| texts.invalid_query())) } else { Ok(()) }
}

/// What is searched for by part, folded. Of a web or mail address it is the domain. A domain is as identifiers are written:
/// with plain hyphens, without the `www.` of a browser and the dots at the end.
fn searched(q: &str) -> String {
    let is_address = q.contains("://") || DomainIdentifier::within(q).is_some();
    let host = if is_address && DomainIdentifier::parse(q).is_err() { host_within(q) } else { q };
    let part = fold(host);
    if !is_address || part.is_empty() {
        return fold(q);
    }
    let part = plain_hyphens(part.trim_end_matches('.'));
    match part.strip_prefix("www.") {
        Some(bare) if !bare.is_empty() => bare.to_owned(),
        _ => part,
    }
}

impl Listing {
    /// What a query asks for. Two queries.
    ///
    /// # Errors
    /// The person has no directory; 422 for `q` or `country`.
    pub async fn new(app: &App, person: &Person, query: &DirectoryQuery) -> Result<Listing, Error> {
        let facts =
            entry::Facts { affiliation: person.affiliation, holds_role: grant::holds_any(&app.db, person.key).await? };
        if app.policy.entry(&facts)?.answer != EntryPage::Directory {
            return Err(Error::RoleNeeded);
        }
        check_query(&query.q)?;
        if query.country.as_deref().is_some_and(|code| !is_country(code)) {
            return Err(Invalid::new("country", |texts| texts.invalid_country()).into());
        }
        let typed = searched(&query.q);
        let mut sought = Sought::new(&typed);
        // Folding takes accents away, which identifiers have.
        if let Some(identifier) = DomainIdentifier::meant_by(&query.q) {
            sought.identifier = identifier.ascii().to_owned();
        }
        let entire = (query.entire && query.access.is_none() && !sought.is_all()).then(|| query.q.clone());
        let (access, country, order) = (query.access, query.country.clone(), query.order);
        Ok(Listing { typed, selection: Selection { sought, access, country, order }, entire })
    }

    /// Whether it is searched for something.
    pub fn is_search(&self) -> bool {
        !self.selection.sought.is_all()
    }

    /// At most `size` accounts after a place, or from the beginning on, and where the next page begins, if there is one.
    /// One query for what the person has standing in, three for what is found (five where a listed account changed since the
    /// last search), and two for each page; ten more where something is looked up entirely, and the first six again for each
    /// further `size` candidates where the policy hides so many that a page came up short.
    ///
    /// # Errors
    /// The database's or the policy's; the person's look-ups are used up.
    pub async fn page(&self, app: &App, person: &Person, after: Option<&Cursor>, size: usize) -> Result<Page, Error> {
        let way = if self.selection.sought.is_all() { Way::Listing } else { Way::Search };
        let mut cursor = after.cloned().unwrap_or_else(|| self.selection.start());
        let mut shown: Vec<AccountView> = Vec::new();
        if let (None, Some(entered)) = (after, &self.entire) {
            shown = look_up_entire(app, person, entered).await?;
            // After it has counted: a filter spares nobody's look-up.
            let country = self.selection.country.as_ref();
            shown.retain(|view| country.is_none_or(|country| view.account.country == *country));
        }
        // A page can come up short where the policy hides what the query found: then the next one is fetched as well.
        loop {
            let candidates = self.candidates(app, person, &cursor, size + 1).await?;
            let more = candidates.len() > size;
            let places: Vec<Cursor> = candidates.iter().take(size).map(|placed| placed.place.clone()).collect();
            let found = candidates.into_iter().take(size).map(|placed| placed.account).collect();
            for (view, place) in account_view::load(app, person, found).await?.into_iter().zip(places) {
                if shown.len() >= size {
                    return Ok(Page { shown, next: Some(cursor) });
                }
                cursor = place;
                let known = shown.iter().any(|other| other.account.key == view.account.key);
                if !known && view.is_visible(&app.policy, way)? {
                    shown.push(view);
                }
            }
            if !more {
                return Ok(Page { shown, next: None });
            }
            if shown.len() >= size {
                return Ok(Page { shown, next: Some(cursor) });
            }
        }
    }

    /// As many as are wanted after the cursor, in the order that is asked for (domain: 1).
    async fn candidates(
        &self,
        app: &App,
        person: &Person,
        after: &Cursor,
        wanted: usize,
    ) -> Result<Vec<Placed>, Error> {
        let (selection, db, limit) = (&self.selection, &app.db, wanted as i64);
        let is_search = !selection.sought.is_all();
        let last = if is_search || selection.access.is_some() { OTHER_STANDING } else { ACCOUNT_REQUESTED };
        // In the directory's own order, all that the person has to do with comes before the rest; of a search, what fits best.
        let is_in_turn = selection.order.is_none() && !is_search;
        let mut found = Vec::new();
        if !is_in_turn || after.position <= last {
            let now = app.clock.now();
            found = lists::with_standing(db, person.key, selection, last, after, limit, now).await?;
        }
        if selection.access.is_some() || (is_in_turn && found.len() == wanted) {
            return Ok(found);
        }
        if is_search {
            found.extend(search::best_first(db, &app.listed_accounts, person.key, selection, after, wanted).await?);
        } else if let Some(Ok(own)) = person.verified_domain().map(DomainIdentifier::parse) {
            let own = lists::of_own_domain(db, person.key, own.registrable(), selection, after, limit).await?;
            found.extend(own);
        }
        selection.sort(&mut found, |placed| &placed.place);
        found.truncate(wanted);
        Ok(found)
    }
}

/// The accounts with this entire identifier or name that no search by part shows: restricted ones.
async fn look_up_entire(app: &App, person: &Person, entered: &str) -> Result<Vec<AccountView>, Error> {
    let looked_up = lookup_limit::look_up(app, person, entered).await?;
    let found = account::by_keys(&app.db, &looked_up.keys).await?;
    let policy = &app.policy;
    let mut visible = Vec::new();
    for view in account_view::load(app, person, found).await? {
        if !view.has_standing && !view.is_visible(policy, Way::Search)? && view.is_visible(policy, looked_up.way)? {
            visible.push(view);
        }
    }
    Ok(visible)
}
