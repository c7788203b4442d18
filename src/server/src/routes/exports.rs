//! `/api/v1/directory.csv` and `/api/v1/accounts/{id}/grants.csv`: what a person sees in these lists, as a file to
//! keep. The trail says who took which.

use std::sync::Arc;

use api::access_grant::AccessGrantQuery;
use api::account::{AccountSummary, Administrators, Contact, Grant};
use api::directory::{DirectoryOrder, DirectoryQuery};
use api::path;
use axum::Extension;
use axum::extract::{FromRequestParts, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use rules::vocabulary::{AccessState, Action};
use serde_json::{Value, json};
use text::Texts;

use crate::app::{App, Shared};
use crate::directory::access_grants::{Administered, role_and_place};
use crate::directory::account_view::{self, readable_email};
use crate::directory::listing::{Listing, Page, check_query};
use crate::error::Error;
use crate::http::cross_site::refuse_cross_site;
use crate::http::csv::{Head, file};
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::net::HeldUntilSent;
use crate::routes::{Path, Query};
use crate::store::access_grant::{self, AccessGrant};
use crate::store::directory::Cursor;
use crate::store::person::Person;
use crate::store::trail;

/// How many rows are read at once.
const ROWS: usize = 200;

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint!(directory, Guard::Admission(Action::Read); AntiForgery, RoleNeeded, Invalid),
        endpoint!(access_grants, Guard::Admission(Action::Read); AntiForgery, AccountNotFound, Invalid),
    ]
}

/// The directory as the query filters it, all pages of it, what is searched for by name; `after` is not looked at. As many queries as the pages make
/// that are 200 accounts long, and four for the trail.
#[utoipa::path(get, path = path::DIRECTORY_EXPORT, params(DirectoryQuery),
    responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn directory(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    download: Download,
    Query(query): Query<DirectoryQuery>,
) -> Result<Response, Error> {
    let export = Arc::new(app.limits.begin_export(person.key).await?);
    // The best matches are some of all that fit; a file holds all of them, which the order of a column gives.
    let order = query.order.or((!query.q.trim().is_empty()).then_some(DirectoryOrder::Name));
    let listing = Listing::new(&app, &person, &DirectoryQuery { order, ..query.clone() }).await?;
    let turn = export.turn().await;
    let first = listing.page(&app, &person, None, ROWS).await?;
    drop(turn);
    // What somebody searched for is their own.
    let (access, country) = (query.access, &query.country);
    let filter = json!({ "q": !query.q.is_empty(), "entire": query.entire, "access": access, "country": country });
    download.record(&app, &person, trail::SERVICE, "directory_exported", "directory", filter).await?;
    let texts = texts_of(&person);
    let columns = [
        texts.directory_column_name(),
        texts.domain_identifier(),
        texts.account_country(),
        texts.account_visibility(),
        texts.account_status(),
        texts.directory_column_administrators(),
        texts.your_access(),
    ];
    let head = head(&app, "accounts", &columns, texts);
    let held = HeldUntilSent::new(Arc::clone(&export));
    let start = Some((export, app, person, listing, Some(first), None::<Cursor>));
    let file = file(
        head,
        stream::try_unfold(start, async |state| {
            let Some((export, app, person, listing, read, after)) = state else { return Ok(None) };
            let _turn = export.turn().await;
            let Page { shown, next, .. } = match read {
                Some(first) => first,
                None => listing.page(&app, &person, after.as_ref(), ROWS).await?,
            };
            let accounts = account_view::summaries(&app, &shown).await?;
            let rows = accounts.iter().map(|account| account_row(account, texts_of(&person))).collect();
            Ok(Some((rows, next.map(|next| (export, app, person, listing, None, Some(next))))))
        }),
    );
    Ok((Extension(held), file).into_response())
}

/// The grants as the query filters them, all pages of them; `page` is not looked at.
#[utoipa::path(get, path = path::ACCESS_GRANTS_EXPORT, params(("id" = String, Path), AccessGrantQuery),
    responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn access_grants(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    download: Download,
    Path(id): Path<String>,
    Query(query): Query<AccessGrantQuery>,
) -> Result<Response, Error> {
    check_query(&query.q)?;
    let export = Arc::new(app.limits.begin_export(person.key).await?);
    let view = account_view::find(&app, &person, &id, None).await?;
    let filter = json!({ "q": !query.q.is_empty(), "role": query.role });
    download.record(&app, &person, &id, "access_grants_exported", &id, filter).await?;
    let texts = texts_of(&person);
    let columns = [
        texts.profile_name(),
        texts.profile_email(),
        texts.profile_organisation(),
        texts.role_label(),
        texts.scope_label(),
        texts.domain_identifier(),
    ];
    let head = head(&app, "access", &columns, texts);
    let held = HeldUntilSent::new(Arc::clone(&export));
    let start = Some((export, app, person, view, query, 0_usize));
    let file = file(
        head,
        stream::try_unfold(start, async |state| {
            let Some((export, app, person, view, query, offset)) = state else { return Ok(None) };
            let _turn = export.turn().await;
            let administered = Administered::from_view(&app.policy, &view)?;
            let shown = administered.filter(&person, &view, &query);
            let grants = access_grant::page(&app.db, &shown, offset as i64, ROWS as i64).await?;
            let domain = &view.account.domain_display;
            let rows = grants.iter().map(|grant| grant_row(grant, domain, texts_of(&person))).collect();
            let next = (grants.len() == ROWS).then_some(offset + ROWS);
            Ok(Some((rows, next.map(|next| (export, app, person, view, query, next)))))
        }),
    );
    Ok((Extension(held), file).into_response())
}

fn account_row(account: &AccountSummary, texts: &Texts) -> Vec<String> {
    vec![
        account.name.clone(),
        account.domain_identifier.clone(),
        texts.country_name(&account.country),
        texts.account_visibility_name(account.visibility.as_str()),
        texts.account_status_name(account.status.as_str()),
        match &account.administrators {
            Administrators::Hidden => String::new(),
            Administrators::Shown(contacts) => join(contacts.iter().map(contact)),
        },
        your_access(account, texts),
    ]
}

/// The words of the page: the roles held and where, then what became of the request.
fn your_access(account: &AccountSummary, texts: &Texts) -> String {
    let access = &account.your_access;
    let state = match access.state {
        AccessState::Requested | AccessState::RoleAndRequested => Some(texts.status_requested()),
        AccessState::Expired => Some(texts.status_expired()),
        AccessState::Pending => Some(texts.status_pending()),
        AccessState::Inactive => Some(texts.status_inactive()),
        AccessState::Closed => Some(texts.status_closed()),
        AccessState::Role | AccessState::None => None,
    };
    join(access.grants.iter().map(|grant| role_and_scope(grant, texts)).chain(state.map(str::to_owned)))
}

/// With the account's identifier, by which an import finds the account.
fn grant_row(grant: &AccessGrant, domain: &str, texts: &Texts) -> Vec<String> {
    vec![
        grant.name.clone(),
        readable_email(&grant.email),
        grant.organisation.clone(),
        texts.role_name(grant.role.as_str()),
        scope(&role_and_place(grant), texts),
        domain.to_owned(),
    ]
}

fn role_and_scope(grant: &Grant, texts: &Texts) -> String {
    format!("{}: {}", texts.role_name(grant.role.as_str()), scope(grant, texts))
}

fn scope(grant: &Grant, texts: &Texts) -> String {
    grant.virtual_account.clone().unwrap_or_else(|| texts.scope_entire().to_owned())
}

fn contact(contact: &Contact) -> String {
    match contact.name.as_str() {
        "" => contact.email.clone(),
        name => format!("{name} <{}>", contact.email),
    }
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

fn head(app: &App, name: &'static str, columns: &[&str], texts: &Texts) -> Head {
    let columns = columns.iter().map(|&column| column.to_owned()).collect();
    Head { name, columns, locale: texts.locale(), at: app.clock.now() }
}

fn texts_of(person: &Person) -> &'static Texts {
    Texts::embedded(person.locale)
}

/// A file is asked for, not only what one would be like (HEAD). It leaves an entry in the trail, which no other site is
/// to bring about.
pub struct Download {
    is_get: bool,
}

impl FromRequestParts<Shared> for Download {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Error> {
        refuse_cross_site(app, &parts.headers)?;
        Ok(Download { is_get: parts.method == Method::GET })
    }
}

impl Download {
    async fn record(
        self,
        app: &App,
        person: &Person,
        chain: &str,
        event: &str,
        subject: &str,
        filter: Value,
    ) -> Result<(), Error> {
        if !self.is_get {
            return Ok(());
        }
        let mut tx = app.db.begin().await?;
        trail::Entry::new(chain, event, subject)
            .by(&person.who)
            .change(Value::Null, json!({ "filter": filter }))
            .add(&mut tx, app.policy.version(), app.clock.now())
            .await?;
        tx.commit().await?;
        Ok(())
    }
}
