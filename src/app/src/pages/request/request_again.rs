//! Requesting again what was not granted, with the same answers.

use api::{
    access_request::AccessRequest,
    page::{IdentifierStep, Route, WizardStep},
};
use rules::vocabulary::{AccessRequestAction, RequestPath, Role, Scope};

use crate::{
    dom::{element::Element, event},
    forms::access_request::{answers::Answers, form::draft_key},
    session::texts,
    storage::draft,
    ui::page,
};

/// The link, where the request can be made again.
pub fn link(request: &AccessRequest, look: &'static str) -> Option<Element> {
    if !request.actions.contains(&AccessRequestAction::RequestAgain) {
        return None;
    }
    let (key, answers) = (draft_key(&request.account), answers(request));
    let link = page::link(&route(request), texts().requests_again(), look);
    Some(link.on(event::CLICK, move |_| {
        // What was left of another attempt is not what is asked for here.
        draft::erase(&key);
        draft::save(&key, &answers);
    }))
}

fn route(request: &AccessRequest) -> Route {
    let account = request.account.clone();
    match request.path {
        RequestPath::ByIdentifier => Route::RequestByIdentifier {
            identifier: Some(request.domain_identifier.clone()),
            account: Some(account),
            step: IdentifierStep::Identify,
        },
        // If the account has changed, the wizard asks what is missing.
        _ => Route::RequestAccess { account, identifier: None, step: WizardStep::Access, virtual_account: None },
    }
}

fn answers(request: &AccessRequest) -> Answers {
    let asked = request.virtual_accounts.iter();
    Answers {
        scope: request.scope.map_or("", Scope::as_str).to_owned(),
        role: request.role.map_or("", Role::as_str).to_owned(),
        reason: request.reason.clone().unwrap_or_default(),
        earlier: asked.map(|asked| (asked.path.clone(), asked.role.as_str().to_owned())).collect(),
        ..Answers::default()
    }
}
