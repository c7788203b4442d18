//! `/api/v1/account-requests`: asking for a new account on a customer's behalf, its preview, and what a person does
//! about their own requests.

use api::access_request::OwnRequestsQuery;
use api::account_request::{
    AccountRequest as AccountRequestBody, AccountRequestPreview, AccountRequests, CorrectedContact, NewAccountRequest,
};
use api::path;
use axum::Json as Answer;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use rules::vocabulary::{AccountRequestAction, Action, MatchKind};

use crate::app::Shared;
use crate::directory::listing::check_query;
use crate::domains::email::EmailAddress;
use crate::domains::matching::match_kind;
use crate::error::Error;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::requests::account_request::added_users;
use crate::requests::account_request::remind::remind as send_reminder;
use crate::requests::account_request::replace_contact::replace as replace_contact;
use crate::requests::account_request::submit::store;
use crate::requests::account_request::view::{own_request, with_details};
use crate::requests::account_request::withdraw::withdraw as withdraw_request;
use crate::requests::account_request::{Checked, check};
use crate::requests::explanation::explain;
use crate::routes::access_requests::OWN_PAGE;
use crate::routes::submission::Submission;
use crate::routes::{Json, Path, Query};
use crate::store::access_request::OwnPage;
use crate::store::account_request::of_person;
use crate::store::paged::{Page, Paged};

pub fn endpoints() -> Vec<Endpoint> {
    let request_account = Guard::Admission(Action::RequestAccount);
    let read = Guard::Admission(Action::Read);
    vec![
        endpoint!(send, request_account;
            RoleNeeded, IdentifierTaken, RequestOpen, PolicyChanged, Conflict, IdempotencyKeyReused, Invalid),
        endpoint!(preview, request_account; RoleNeeded, IdentifierTaken, RequestOpen, PolicyChanged, Invalid),
        endpoint!(list, read; Invalid),
        endpoint!(show, read; RequestNotFound),
        endpoint!(remind, request_account; RequestNotFound, AlreadyDecided, ReminderNotDue),
        endpoint!(withdraw, request_account; RequestNotFound, AlreadyDecided),
        endpoint!(correct, request_account; RequestNotFound, ContactNotFound, AlreadyDecided, Invalid),
    ]
}

/// *Review Request*: what will happen if this is sent. Nothing is stored. At most 16 queries.
#[utoipa::path(post, path = path::ACCOUNT_REQUEST_PREVIEWS, request_body = NewAccountRequest,
    responses((status = 200, body = AccountRequestPreview)))]
pub async fn preview(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Json(new): Json<NewAccountRequest>,
) -> Result<Answer<AccountRequestPreview>, Error> {
    let Checked { fields, decider, lapses_at, fired, .. } = check(&app, &person, &new).await?;
    let readable = |emails: &[EmailAddress]| emails.iter().map(EmailAddress::unicode).collect();
    let unrelated = |email: &&EmailAddress| {
        match_kind(&app.public_mailboxes, Some(email.domain()), &fields.identifier) == MatchKind::None
    };
    Ok(Answer(AccountRequestPreview {
        domain_identifier: fields.identifier.unicode(),
        customer_emails: readable(&fields.customers),
        added_users: added_users::preview(&app, &fields.identifier, &fields.users)?,
        unrelated_emails: fields.customers.iter().filter(unrelated).map(EmailAddress::unicode).collect(),
        decider,
        lapses_at: lapses_at.into(),
        rules: explain(&fired, person.locale),
    }))
}

/// *Send Request*. The header `idempotency-key` makes a retry the same request.
#[utoipa::path(post, path = path::ACCOUNT_REQUESTS, request_body = NewAccountRequest,
    params(("idempotency-key" = String, Header, description = "1 to 100 characters, random")),
    responses((status = 201, body = AccountRequestBody)))]
pub async fn send(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
    Json(new): Json<NewAccountRequest>,
) -> Result<impl IntoResponse, Error> {
    let submission = Submission::read(&headers, &new)?;
    let Submission { idempotency_key, body_digest } = &submission;
    let store = async |checked| store(&app, &person, &checked, idempotency_key, body_digest).await;
    let reference = submission.store_once(&app, &person, check(&app, &person, &new), store).await?;
    let request = own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?;
    let location = [(header::LOCATION, path::account_request(&reference))];
    Ok((StatusCode::CREATED, location, Answer(request)))
}

/// A person's own requests, newest first, without their history. Seven queries.
#[utoipa::path(get, path = path::ACCOUNT_REQUESTS, params(OwnRequestsQuery),
    responses((status = 200, body = AccountRequests)))]
pub async fn list(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Query(query): Query<OwnRequestsQuery>,
) -> Result<Answer<AccountRequests>, Error> {
    check_query(&query.q)?;
    let page = Page::new(query.page, OWN_PAGE);
    let OwnPage { page: Paged { rows, total }, any } =
        of_person(&app.db, person.key, &query, app.clock.now(), page).await?;
    let own = with_details(&app, &person, rows).await?;
    let requests = own.into_iter().map(|own| own.body(&app, &person)).collect::<Result<_, _>>()?;
    Ok(Answer(AccountRequests { requests, any, next: page.next(total) }))
}

/// One of the person's own requests, by its reference. Eight queries.
#[utoipa::path(get, path = path::ACCOUNT_REQUEST, params(("reference" = String, Path)),
    responses((status = 200, body = AccountRequestBody)))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<Answer<AccountRequestBody>, Error> {
    Ok(Answer(own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?))
}

/// Reminds whoever decides. At most 27 queries with four accounts that hold the domain, however many are reminded.
#[utoipa::path(post, path = path::ACCOUNT_REQUEST_REMINDERS, params(("reference" = String, Path)),
    responses((status = 201, body = AccountRequestBody)))]
pub async fn remind(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<(StatusCode, Answer<AccountRequestBody>), Error> {
    let found = own_request(&app, &person, &reference).await?;
    let fired = found.permit(&app.policy, &person, AccountRequestAction::SendReminder, app.clock.now())?;
    send_reminder(&app, &person, &found.request, &found.reminders, &fired).await?;
    let request = own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?;
    Ok((StatusCode::CREATED, Answer(request)))
}

/// Withdraws the request while nobody has decided it: the account is not created, and its identifier is free. At most 31
/// queries with four accounts that hold the domain.
#[utoipa::path(post, path = path::ACCOUNT_REQUEST_WITHDRAWAL, params(("reference" = String, Path)),
    responses((status = 200, body = AccountRequestBody)))]
pub async fn withdraw(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<Answer<AccountRequestBody>, Error> {
    let found = own_request(&app, &person, &reference).await?;
    let fired = found.permit(&app.policy, &person, AccountRequestAction::Withdraw, app.clock.now())?;
    withdraw_request(&app, &person, &found.request, &fired).await?;
    Ok(Answer(own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?))
}

/// Corrects the address of a customer contact that the mail server refused. At most 39 queries.
#[utoipa::path(put, path = path::ACCOUNT_REQUEST_CONTACT, request_body = CorrectedContact,
    params(("reference" = String, Path), ("contact" = String, Path)),
    responses((status = 200, body = AccountRequestBody)))]
pub async fn correct(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path((reference, contact)): Path<(String, String)>,
    Json(new): Json<CorrectedContact>,
) -> Result<Answer<AccountRequestBody>, Error> {
    let found = own_request(&app, &person, &reference).await?;
    let fired = found.permit(&app.policy, &person, AccountRequestAction::CorrectAddress, app.clock.now())?;
    replace_contact(&app, &person, &found.request, &contact, &new, &fired).await?;
    Ok(Answer(own_request(&app, &person, &reference).await?.body_with_history(&app, &person).await?))
}
