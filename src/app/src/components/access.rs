//! What a person holds in an account, how they ask for more, and who administers it.

use std::sync::Arc;

use api::{
    account::{AccountSummary, Administrators, Contact, Grant},
    page::{IdentifierStep, Route, WizardStep},
};
use rules::vocabulary::{AccessState, AccountStatus, RequestPath, Role};

use crate::{
    dom::{attr, element::Element, html},
    session::texts,
    ui::{
        breakable::breakable,
        icon,
        notice::status,
        page::{link, name_or_words},
        tree::{
            RowEnd,
            nodes::{shown_name, shown_path},
        },
    },
};

/// How this account is requested: by its identifier where the policy says so, else with the wizard, which also says what
/// stands in the way. `identifier` is what found a restricted account.
pub fn request_route(account: &AccountSummary, identifier: Option<&str>) -> Route {
    if account.your_access.path == RequestPath::ByIdentifier {
        return Route::RequestByIdentifier {
            identifier: Some(account.domain_identifier.clone()),
            account: Some(account.id.clone()),
            step: IdentifierStep::Identify,
        };
    }
    Route::RequestAccess {
        account: account.id.clone(),
        identifier: identifier.map(ToOwned::to_owned),
        step: WizardStep::Access,
        virtual_account: None,
    }
}

/// The column *Your access*: roles held, the request, and the link that asks.
pub fn your_access(account: &AccountSummary, identifier: Option<&str>) -> Element {
    let may_request = account.your_access.may_request;
    let label = || texts().request_access_to(&account.name);
    access_held(account).els(may_request.then(|| request_link(&request_route(account, identifier), label())))
}

/// The same without the link.
pub fn access_held(account: &AccountSummary) -> Element {
    let access = &account.your_access;
    let state = match access.state {
        AccessState::Requested | AccessState::RoleAndRequested => Some(open_request_status(account)),
        AccessState::Expired => Some(status("expired", texts().status_expired())),
        AccessState::Pending => Some(pending_status(access.account_request.as_deref())),
        AccessState::Inactive => Some(status("expired", texts().status_inactive())),
        AccessState::Closed => Some(status("declined", texts().status_closed())),
        AccessState::Role | AccessState::None => None,
    };
    let grants = (!access.grants.is_empty()).then(|| html::div().class("grants").els(access.grants.iter().map(grant)));
    html::div().class("cluster").els(grants).els(state)
}

/// A role held and where.
pub fn grant(grant: &Grant) -> Element {
    let place = grant.virtual_account.as_deref();
    html::span().class("cluster").el(status("granted", &texts().role_name(grant.role.as_str()))).el(self::place(place))
}

/// Where a role is held or asked for: a Virtual Account's path, or nothing for the entire account.
pub fn place(path: Option<&str>) -> Element {
    match path {
        None => name_or_words(texts().scope_entire(), false),
        Some(path) => name_or_words(shown_path(path), shown_path(path) == path),
    }
}

/// The end of a Virtual Account's row: the roles that reach it, the request, and the link that asks for it.
/// Equal names are told apart by what they lie in.
pub fn virtual_account_access(account: &AccountSummary, identifier: Option<String>) -> RowEnd {
    let id = account.id.clone();
    let entire = account.your_access.grants.iter().filter(|grant| grant.virtual_account.is_none());
    let entire: Vec<Role> = entire.map(|grant| grant.role).collect();
    Arc::new(move |virtual_account, path| {
        let roles = entire.iter().chain(&virtual_account.roles);
        let requested = virtual_account.requested.then(|| status("requested", texts().status_requested()));
        let ask = virtual_account.may_request.then(|| {
            let route = Route::RequestAccess {
                account: id.clone(),
                identifier: identifier.clone(),
                step: WizardStep::Access,
                virtual_account: Some(virtual_account.id.clone()),
            };
            let label = match path.rsplit_once(" / ") {
                Some((above, _)) => texts().request_access_to_virtual_account_in(shown_name(virtual_account), above),
                None => texts().request_access_to_virtual_account(shown_name(virtual_account)),
            };
            request_link(&route, label)
        });
        html::span()
            .class("tree__access")
            .els(roles.map(|role| status("granted", &texts().role_name(role.as_str()))))
            .els(requested)
            .els(ask)
    })
}

/// `Request access`; screen readers read `label`, which says to what.
pub fn request_link(route: &Route, label: String) -> Element {
    link(route, texts().action_request(), "button button--small").attr(attr::ARIA_LABEL, label)
}

/// The column *Administrators*: contacts, or that they are hidden; assistive technology reads why.
pub fn administrators(account: &AccountSummary) -> Element {
    administrators_or(account, |greyed| {
        greyed
            .el(html::span().attr(attr::ARIA_HIDDEN, "true").text(texts().administrators_hidden_briefly()))
            .el(html::span().class("visually-hidden").text(texts().administrators_hidden()))
    })
}

/// The same where there is room to say why they are hidden.
pub fn administrators_in_full(account: &AccountSummary) -> Element {
    administrators_or(account, |greyed| greyed.el(html::span().text(texts().administrators_hidden())))
}

/// An account that waits to be accepted has none yet.
fn administrators_or(account: &AccountSummary, hidden: fn(Element) -> Element) -> Element {
    match &account.administrators {
        Administrators::Hidden => hidden(html::span().class("greyed").el(icon("lock"))),
        Administrators::Shown(contacts) if contacts.is_empty() => {
            let is_pending = account.status == AccountStatus::Pending;
            let words = if is_pending { texts().administrators_none_yet() } else { texts().administrators_none() };
            html::span().class("muted").text(words)
        }
        Administrators::Shown(contacts) => html::div().els(contacts.iter().map(contact)),
    }
}

/// A name and an address to write to.
pub fn contact(contact: &Contact) -> Element {
    // Of an address that is shown in both forms, the first is the one to write to.
    let address = contact.email.split(' ').next().unwrap_or(&contact.email);
    let mail = ["mailto:", address].concat();
    html::span()
        .class("contact")
        .untranslated()
        .el(html::span().text(contact.name.clone()))
        .el(breakable(html::a().attr(attr::HREF, mail), &contact.email))
}

/// The requester of the account gets a link to the request.
fn pending_status(request: Option<&str>) -> Element {
    match request {
        None => status("pending", texts().status_pending()),
        Some(reference) => {
            let route = Route::AccountRequest { reference: reference.to_owned() };
            link(&route, texts().status_pending(), "status status--pending")
        }
    }
}

fn open_request_status(account: &AccountSummary) -> Element {
    let Some(request) = &account.your_access.request else {
        return status("requested", texts().status_requested());
    };
    // The pill leads to the request, as the one of a pending account does.
    let route = Route::Request { reference: request.reference.clone(), sent: false };
    let to_request = link(&route, texts().status_requested(), "status status--requested");
    html::span().class("cluster").el(to_request).el(html::span().text(texts().days_left(request.days_left)))
}
