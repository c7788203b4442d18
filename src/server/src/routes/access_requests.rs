//! `/api/v1/access-requests`: sending a request for access, its preview, and a person's own requests.

use std::collections::HashMap;

use api::access_request::{
    AccessRequest as AccessRequestBody, AccessRequestPreview, AccessRequests, NewAccessRequest, Reminders,
    RequestedVirtualAccount, RuleFired,
};
use api::history::AccessRequestEvent;
use api::path;
use axum::Json as Answer;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::IntoResponse;
use rules::vocabulary::{Action, Deciders, Role};
use rules::{FiredRule, places};
use serde_json::{Value, json};

use crate::access_request::{Checked, check};
use crate::app::{App, Shared};
use crate::clock::days_left;
use crate::error::{Error, Invalid};
use crate::guard::{Endpoint, Guard, SignedIn};
use crate::mail::{self, AccountFacts, Asked, Event, RequestFacts};
use crate::routes::Json;
use crate::secret::{digest, random_id, random_reference};
use crate::standing::{readable_email, readable_path};
use crate::store::access_request::{self, AccessRequest, Item};
use crate::store::grant::Administrator;
use crate::store::person::{self, Person};
use crate::store::trail;
use crate::store::virtual_account::VirtualAccount;

pub fn endpoints() -> Vec<Endpoint> {
    let request_access = Guard::Admission(Action::RequestAccess);
    vec![
        Endpoint::new(Method::POST, path::ACCESS_REQUESTS, request_access, send),
        Endpoint::new(Method::POST, path::ACCESS_REQUEST_PREVIEWS, request_access, preview),
        Endpoint::new(Method::GET, path::ACCESS_REQUESTS, Guard::Admission(Action::Read), list),
        Endpoint::new(Method::GET, path::ACCESS_REQUEST, Guard::Admission(Action::Read), show),
    ]
}

/// What will happen if this is sent. Nothing is stored. At most eight queries.
#[utoipa::path(post, path = path::ACCESS_REQUEST_PREVIEWS, request_body = NewAccessRequest, responses(
    (status = 200, body = AccessRequestPreview),
    (status = 400, body = api::problem::Problem),
    (status = 401, body = api::problem::Problem),
    (status = 403, body = api::problem::Problem),
    (status = 404, body = api::problem::Problem),
    (status = 409, body = api::problem::Problem),
    (status = 422, body = api::problem::Problem),
))]
pub async fn preview(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Json(new): Json<NewAccessRequest>,
) -> Result<Answer<AccessRequestPreview>, Error> {
    let checked = check(&app, &person, &new).await?;
    Ok(Answer(AccessRequestPreview {
        path: checked.path,
        deciders: checked.deciders,
        expires_at: checked.expires_at,
        rules: explained(&checked.fired, &person),
    }))
}

/// Sends a request for access. The header `idempotency-key` makes a retry the same request.
#[utoipa::path(post, path = path::ACCESS_REQUESTS, request_body = NewAccessRequest,
    params(("idempotency-key" = String, Header, description = "1 to 100 characters, random")), responses(
    (status = 201, body = AccessRequestBody),
    (status = 400, body = api::problem::Problem),
    (status = 401, body = api::problem::Problem),
    (status = 403, body = api::problem::Problem),
    (status = 404, body = api::problem::Problem),
    (status = 409, body = api::problem::Problem),
    (status = 422, body = api::problem::Problem),
))]
pub async fn send(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
    Json(new): Json<NewAccessRequest>,
) -> Result<impl IntoResponse, Error> {
    let key = idempotency_key(&headers)?;
    let body_digest = digest(&serde_json::to_vec(&new).map_err(anyhow::Error::from)?);
    let sent_before = access_request::used_idempotency_key(&app.db, person.key, &key).await?;
    let reference = match sent_before {
        Some(before) => same_body(before, &body_digest)?,
        None => match check(&app, &person, &new).await {
            Ok(checked) => store(&app, &person, &checked, &key, &body_digest).await?,
            // The open request may be this very one, sent twice at once: stored since the key was looked for.
            Err(error @ Error::RequestOpen(_)) => {
                let before = access_request::used_idempotency_key(&app.db, person.key, &key).await?;
                same_body(before.ok_or(error)?, &body_digest)?
            }
            Err(error) => return Err(error),
        },
    };
    let request = own_request(&app, &person, &reference).await?;
    let location = [(header::LOCATION, path::access_request(&reference))];
    Ok((StatusCode::CREATED, location, Answer(request)))
}

/// A person's own requests, newest first. Three queries.
#[utoipa::path(get, path = path::ACCESS_REQUESTS, responses(
    (status = 200, body = AccessRequests),
    (status = 401, body = api::problem::Problem),
))]
pub async fn list(State(app): State<Shared>, SignedIn(person): SignedIn) -> Result<Answer<AccessRequests>, Error> {
    let requests = access_request::of_person(&app.db, person.key).await?;
    Ok(Answer(AccessRequests { requests: bodies(&app, &person, requests).await? }))
}

/// One of the person's own requests, by its reference. Three queries.
#[utoipa::path(get, path = path::ACCESS_REQUEST, params(("reference" = String, Path)), responses(
    (status = 200, body = AccessRequestBody),
    (status = 401, body = api::problem::Problem),
    (status = 404, body = api::problem::Problem),
))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(reference): Path<String>,
) -> Result<Answer<AccessRequestBody>, Error> {
    Ok(Answer(own_request(&app, &person, &reference).await?))
}

fn idempotency_key(headers: &HeaderMap) -> Result<String, Error> {
    let sent = headers.get(path::IDEMPOTENCY_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if (1..=100).contains(&sent.len()) {
        return Ok(sent.to_owned());
    }
    Err(Invalid::new(path::IDEMPOTENCY_HEADER, |texts| texts.invalid_idempotency_key()).into())
}

fn same_body((digest, reference): (String, String), body_digest: &str) -> Result<String, Error> {
    if digest == body_digest { Ok(reference) } else { Err(Error::IdempotencyKeyReused) }
}

/// Request, trail, mail and idempotency key in one transaction; gives the reference.
async fn store(app: &App, person: &Person, checked: &Checked, key: &str, body_digest: &str) -> Result<String, Error> {
    let reference = random_reference();
    let rules = serde_json::to_string(&checked.fired).map_err(anyhow::Error::from)?;
    let salt = random_id();
    let items: Vec<(i64, Role)> = checked.items.iter().map(|(node, role)| (node.key, *role)).collect();
    let new = access_request::New {
        reference: &reference,
        person_key: person.key,
        account_key: checked.standing.account.key,
        path: checked.path,
        match_kind: checked.standing.match_kind,
        scope: checked.scope,
        role: checked.role,
        reason: checked.reason.as_deref(),
        deciders: checked.deciders,
        created_at: checked.created_at,
        expires_at: checked.expires_at,
        escalates_at: checked.escalates_at,
        warns_at: checked.warns_at,
        reason_salt: checked.reason.as_ref().map(|_| salt.as_str()),
        policy_version: app.policy.version(),
        rules: &rules,
        items: &items,
    };
    let mut tx = app.db.begin().await?;
    if !access_request::insert(&mut tx, &new).await? {
        // Somebody was quicker: the same request sent twice at once, or another one of this person's.
        if let Some(before) = access_request::by_idempotency_key(&mut tx, person.key, key).await? {
            return same_body(before, body_digest);
        }
        let open = access_request::open_reference(&mut tx, person.key, new.account_key).await?;
        return Err(open.map_or(Error::Conflict, Error::RequestOpen));
    }
    if !access_request::keep_idempotency_key(&mut tx, person.key, key, body_digest, &reference, checked.created_at)
        .await?
    {
        return Err(Error::IdempotencyKeyReused);
    }
    let entry = trail::Entry {
        chain: &checked.standing.account.id,
        who: Some(&person.email),
        event: AccessRequestEvent::Requested.as_str(),
        subject: &reference,
        at: checked.created_at,
        policy_version: app.policy.version(),
        rules: &checked.fired,
        before: Value::Null,
        after: requested(checked, &salt),
    };
    trail::add(&mut tx, entry).await?;
    let request = request_facts(person, checked, &reference);
    let as_operator = checked.deciders == Deciders::Operator;
    let recipients = match as_operator {
        true => person::operators(&mut tx).await?,
        false => checked.administrators.iter().map(Administrator::recipient).collect(),
    };
    mail::put(&mut tx, &Event::AccessRequested { request, as_operator }, &recipients, checked.created_at).await?;
    tx.commit().await?;
    Ok(reference)
}

fn requested(checked: &Checked, salt: &str) -> Value {
    let role = |(node, role): &(VirtualAccount, Role)| json!({ "virtual_account": node.id, "role": role });
    json!({
        "deciders": checked.deciders,
        "expires_at": checked.expires_at,
        "path": checked.path,
        "match_kind": checked.standing.match_kind,
        "scope": checked.scope,
        "role": checked.role,
        "virtual_accounts": checked.items.iter().map(role).collect::<Vec<_>>(),
        "reason": checked.reason.as_deref().map(|reason| trail::commitment(salt, reason)),
    })
}

fn request_facts(person: &Person, checked: &Checked, reference: &str) -> RequestFacts {
    let account = &checked.standing.account;
    RequestFacts {
        account: AccountFacts { name: account.name.clone(), domain_identifier: account.domain_display.clone() },
        reference: reference.to_owned(),
        requester: person.name.clone(),
        requester_email: readable_email(&person.email),
        organisation: person.organisation.clone(),
        asked: Asked {
            scope: checked.scope,
            role: checked.role,
            virtual_accounts: checked.items.iter().map(|(node, role)| (readable_path(&node.path), *role)).collect(),
        },
        reason: checked.reason.clone(),
        expires_at: checked.expires_at,
    }
}

async fn own_request(app: &App, person: &Person, reference: &str) -> Result<AccessRequestBody, Error> {
    let request = access_request::by_reference(&app.db, person.key, reference).await?;
    let request = request.ok_or(Error::RequestNotFound)?;
    bodies(app, person, vec![request]).await?.pop().ok_or(Error::RequestNotFound)
}

async fn bodies(app: &App, person: &Person, requests: Vec<AccessRequest>) -> Result<Vec<AccessRequestBody>, Error> {
    let keys: Vec<i64> = requests.iter().map(|request| request.key).collect();
    let mut items: HashMap<i64, Vec<Item>> = access_request::items_of(&app.db, &keys).await?;
    requests.into_iter().map(|request| body(app, person, items.remove(&request.key), request)).collect()
}

fn body(
    app: &App,
    person: &Person,
    items: Option<Vec<Item>>,
    request: AccessRequest,
) -> Result<AccessRequestBody, Error> {
    let now = app.clock.now();
    let fired: Vec<FiredRule> = serde_json::from_str(&request.rules).map_err(anyhow::Error::from)?;
    let virtual_accounts: Vec<RequestedVirtualAccount> = items
        .unwrap_or_default()
        .into_iter()
        .map(|item| RequestedVirtualAccount { path: readable_path(&item.path), role: item.role })
        .collect();
    let administers = request.role == Some(Role::Administrator)
        || virtual_accounts.iter().any(|item| item.role == Role::Administrator)
        // Where the administrator chooses the role, it may become that one.
        || request.scope.is_none();
    let mut places = Vec::new();
    for place in &app.settings.service.places {
        let facts = places::Facts { administers, administrators_only: place.administrators_only };
        if app.policy.places(&facts)?.answer {
            places.push(place.clone());
        }
    }
    Ok(AccessRequestBody {
        status: request.status_at(now),
        reference: request.reference,
        account: request.account_id,
        account_name: request.account_name,
        domain_identifier: request.domain_display,
        path: request.path,
        match_kind: request.match_kind,
        scope: request.scope,
        role: request.role,
        virtual_accounts,
        reason: request.reason,
        deciders: request.deciders,
        created_at: request.created_at,
        expires_at: request.expires_at,
        days_left: days_left(now, request.expires_at),
        rules: explained(&fired, person),
        places,
        escalated: false,
        actions: Vec::new(),
        reminders: Reminders::default(),
        decision: None,
        history: Vec::new(),
    })
}

fn explained(fired: &[FiredRule], person: &Person) -> Vec<RuleFired> {
    let explanation = |rule: &FiredRule| match person.locale.as_str() {
        "fr" => rule.fr.clone(),
        _ => rule.en.clone(),
    };
    let one = |rule: &FiredRule| RuleFired {
        decision: rule.decision.clone(),
        rule: rule.rule.clone(),
        explanation: explanation(rule),
    };
    fired.iter().map(one).collect()
}
