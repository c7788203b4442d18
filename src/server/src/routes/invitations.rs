//! `/api/v1/invitations/{id}`: an invitation to an account, for the person to whose address it was sent. Reading it
//! changes nothing.

use api::invitation::{Invitation, NewInvitationAnswer};
use api::path;
use axum::Json as Answer;
use axum::extract::State;
use rules::vocabulary::Action;

use crate::app::Shared;
use crate::error::Error;
use crate::http::endpoint::{Endpoint, endpoint};
use crate::http::guard::{Guard, SignedIn};
use crate::requests::invitation;
use crate::routes::{Json, Path};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        endpoint!(show, Guard::Admission(Action::Read); InvitationNotFound),
        endpoint!(answer, Guard::Admission(Action::AnswerInvitation);
            InvitationNotFound, InvitationEnded, AccountNotActive, Conflict),
    ]
}

/// The invitation. Before it is accepted nothing that others wrote is in it: the mail has that. Three queries.
#[utoipa::path(get, path = path::INVITATION, params(("id" = String, Path)),
    responses((status = 200, body = Invitation)))]
pub async fn show(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
) -> Result<Answer<Invitation>, Error> {
    let found = invitation::find(&app, &person, &id).await?;
    Ok(Answer(invitation::body(&app, found).await?))
}

/// Accepts or declines it, once. At most 17 queries.
#[utoipa::path(post, path = path::INVITATION_ANSWER, request_body = NewInvitationAnswer,
    params(("id" = String, Path)), responses((status = 200, body = Invitation)))]
pub async fn answer(
    State(app): State<Shared>,
    SignedIn(person): SignedIn,
    Path(id): Path<String>,
    Json(new): Json<NewInvitationAnswer>,
) -> Result<Answer<Invitation>, Error> {
    invitation::answer::answer(&app, &person, &id, new.answer).await?;
    let found = invitation::find(&app, &person, &id).await?;
    Ok(Answer(invitation::body(&app, found).await?))
}
