//! One typed path per endpoint. App, server and tests take their paths from here and from nowhere else.

/// Where the API lives.
pub const BASE: &str = "/api/v1";

pub const SESSION: &str = "/api/v1/session";
pub const SESSIONS: &str = "/api/v1/sessions";
pub const OWN_SESSION: &str = "/api/v1/sessions/{id}";
pub const PROFILE: &str = "/api/v1/profile";
pub const POLICY: &str = "/api/v1/policy";
pub const DIRECTORY: &str = "/api/v1/directory";
/// The directory as a CSV file.
pub const DIRECTORY_EXPORT: &str = "/api/v1/directory.csv";
pub const ACCOUNT: &str = "/api/v1/accounts/{id}";
pub const VIRTUAL_ACCOUNTS: &str = "/api/v1/accounts/{id}/virtual-accounts";
pub const ACCOUNT_LOOK_UPS: &str = "/api/v1/account-look-ups";
pub const SUGGESTED_ACCOUNTS: &str = "/api/v1/suggested-accounts";
pub const ACCESS_REQUESTS: &str = "/api/v1/access-requests";
pub const ACCESS_REQUEST: &str = "/api/v1/access-requests/{reference}";
pub const ACCESS_REQUEST_PREVIEWS: &str = "/api/v1/access-request-previews";
pub const ACCESS_REQUEST_REMINDERS: &str = "/api/v1/access-requests/{reference}/reminders";
pub const ACCESS_REQUEST_CANCELLATION: &str = "/api/v1/access-requests/{reference}/cancellation";
/// What the requester writes to whoever decides.
pub const ACCESS_REQUEST_MESSAGES: &str = "/api/v1/access-requests/{reference}/messages";
pub const PENDING_ACCESS_REQUESTS: &str = "/api/v1/pending-access-requests";
pub const PENDING_ACCESS_REQUEST: &str = "/api/v1/pending-access-requests/{reference}";
/// What whoever decides writes to the requester.
pub const PENDING_ACCESS_REQUEST_MESSAGES: &str = "/api/v1/pending-access-requests/{reference}/messages";
pub const ACCESS_REQUEST_DECISIONS: &str = "/api/v1/access-request-decisions";
pub const ACCOUNT_REQUESTS: &str = "/api/v1/account-requests";
pub const ACCOUNT_REQUEST: &str = "/api/v1/account-requests/{reference}";
pub const ACCOUNT_REQUEST_PREVIEWS: &str = "/api/v1/account-request-previews";
pub const ACCOUNT_REQUEST_REMINDERS: &str = "/api/v1/account-requests/{reference}/reminders";
pub const ACCOUNT_REQUEST_WITHDRAWAL: &str = "/api/v1/account-requests/{reference}/withdrawal";
pub const ACCOUNT_REQUEST_CONTACT: &str = "/api/v1/account-requests/{reference}/contacts/{contact}";
pub const PENDING_ACCOUNT_REQUESTS: &str = "/api/v1/pending-account-requests";
pub const PENDING_ACCOUNT_REQUEST: &str = "/api/v1/pending-account-requests/{reference}";
pub const ACCOUNT_REQUEST_DECISION: &str = "/api/v1/pending-account-requests/{reference}/decision";
pub const ACCOUNT_REQUEST_FORWARDING: &str = "/api/v1/pending-account-requests/{reference}/forwarding";
pub const INVITATION: &str = "/api/v1/invitations/{id}";
pub const INVITATION_ANSWER: &str = "/api/v1/invitations/{id}/answer";
pub const ACCESS_GRANTS: &str = "/api/v1/accounts/{id}/grants";
pub const ACCESS_GRANT: &str = "/api/v1/accounts/{id}/grants/{grant}";
/// An account's grants as a CSV file.
pub const ACCESS_GRANTS_EXPORT: &str = "/api/v1/accounts/{id}/grants.csv";
pub const CHANGES: &str = "/api/v1/changes";
pub const OPENAPI: &str = "/api/v1/openapi.json";
pub const SAMPLE_MAIL: &str = "/api/v1/sample/mail";
pub const SAMPLE_CLOCK: &str = "/api/v1/sample/clock";
pub const SAMPLE_RESET: &str = "/api/v1/sample/reset";
/// The pattern list of a language, beside the API since it is a file of the app.
pub const TEXT: &str = "/text/{locale}";
/// The list of what pages say that are loaded when they are needed.
pub const TEXT_OF_PAGES: &str = "/text/{locale}/pages";

/// The page that a customer contact's mail links to, beside the API since the server draws it: it proves the address.
pub const ACCOUNT_REQUEST_LINK: &str = "/account-request-links/{token}";

/// The header that carries [`crate::session::Session::anti_forgery_token`].
pub const ANTI_FORGERY_HEADER: &str = "x-anti-forgery-token";
/// The header of what an open page reads by itself: it keeps no session alive.
pub const BACKGROUND_HEADER: &str = "x-background";
/// The header that makes a retried `POST` one request (1 to 100 characters).
pub const IDEMPOTENCY_HEADER: &str = "idempotency-key";
/// The header on every answer that names the build; an older app offers to reload.
pub const BUILD_HEADER: &str = "x-build";

/// `DELETE` one of the person's own sessions.
pub fn own_session(id: &str) -> String {
    OWN_SESSION.replace("{id}", &segment(id))
}

/// `GET` one account; `identifier` is the entire name or identifier by which a restricted one was found.
pub fn account(id: &str, identifier: Option<&str>) -> String {
    let path = ACCOUNT.replace("{id}", &segment(id));
    match identifier {
        Some(identifier) => format!("{path}?identifier={}", segment(identifier)),
        None => path,
    }
}

/// `GET` a part of an account's Virtual Accounts.
pub fn virtual_accounts(account: &str, query: &crate::account::VirtualAccountsQuery) -> String {
    let words = |words: &String| (!words.is_empty()).then(|| words.clone());
    let pairs = [
        ("identifier", query.identifier.clone()),
        ("below", query.below.clone()),
        ("deep", query.deep.then(|| "true".to_owned())),
        ("q", words(&query.q)),
        ("named", words(&query.named)),
        ("page", query.page.map(|page| page.to_string())),
    ];
    with_query(VIRTUAL_ACCOUNTS.replace("{id}", &segment(account)), &pairs)
}

/// `GET` one of the person's own invitations.
pub fn invitation(id: &str) -> String {
    INVITATION.replace("{id}", &segment(id))
}

/// `POST` the answer to one of the person's own invitations.
pub fn invitation_answer(id: &str) -> String {
    INVITATION_ANSWER.replace("{id}", &segment(id))
}

/// `GET` the person's own access requests.
pub fn access_requests(query: &crate::access_request::OwnRequestsQuery) -> String {
    own_requests(ACCESS_REQUESTS, query)
}

/// `GET` the person's own requests for new accounts.
pub fn account_requests(query: &crate::access_request::OwnRequestsQuery) -> String {
    own_requests(ACCOUNT_REQUESTS, query)
}

fn own_requests(path: &str, query: &crate::access_request::OwnRequestsQuery) -> String {
    let pairs = [
        ("q", (!query.q.is_empty()).then(|| query.q.clone())),
        ("status", query.status.map(|status| status.as_str().to_owned())),
        ("page", query.page.map(|page| page.to_string())),
    ];
    with_query(path.to_owned(), &pairs)
}

/// `GET` a page of the requests for new accounts that wait for the person's decision.
pub fn pending_account_requests(page: Option<u32>) -> String {
    with_query(PENDING_ACCOUNT_REQUESTS.to_owned(), &[("page", page.map(|page| page.to_string()))])
}

/// `GET` one of the person's own access requests.
pub fn access_request(reference: &str) -> String {
    ACCESS_REQUEST.replace("{reference}", &segment(reference))
}

/// `POST` a reminder of one of the person's own access requests.
pub fn access_request_reminders(reference: &str) -> String {
    ACCESS_REQUEST_REMINDERS.replace("{reference}", &segment(reference))
}

/// `POST` to cancel one of the person's own access requests.
pub fn access_request_cancellation(reference: &str) -> String {
    ACCESS_REQUEST_CANCELLATION.replace("{reference}", &segment(reference))
}

/// `POST` a message about one of the person's own access requests.
pub fn access_request_messages(reference: &str) -> String {
    ACCESS_REQUEST_MESSAGES.replace("{reference}", &segment(reference))
}

/// `POST` a message about an access request that the person decides.
pub fn pending_access_request_messages(reference: &str) -> String {
    PENDING_ACCESS_REQUEST_MESSAGES.replace("{reference}", &segment(reference))
}

/// `GET` an access request that the person decides.
pub fn pending_access_request(reference: &str) -> String {
    PENDING_ACCESS_REQUEST.replace("{reference}", &segment(reference))
}

/// The same beside its neighbours in a list that is narrowed and ordered like this.
pub fn pending_access_request_in(reference: &str, list: &crate::pending_access_request::PendingQuery) -> String {
    let list = crate::pending_access_request::PendingQuery { queue: None, page: None, ..list.clone() };
    pending_access_requests(&list).replacen(PENDING_ACCESS_REQUESTS, &pending_access_request(reference), 1)
}

/// `GET` the requests that wait for the person's decision.
pub fn pending_access_requests(query: &crate::pending_access_request::PendingQuery) -> String {
    let pairs = [
        ("queue", query.queue.map(|queue| queue.as_str().to_owned())),
        ("q", (!query.q.is_empty()).then(|| query.q.clone())),
        ("match_kind", query.match_kind.map(|kind| kind.as_str().to_owned())),
        ("path", query.path.map(|path| path.as_str().to_owned())),
        ("order", query.order.map(|order| order.as_str().to_owned())),
        ("page", query.page.map(|page| page.to_string())),
    ];
    with_query(PENDING_ACCESS_REQUESTS.to_owned(), &pairs)
}

/// `GET` one of the person's own requests for a new account.
pub fn account_request(reference: &str) -> String {
    ACCOUNT_REQUEST.replace("{reference}", &segment(reference))
}

/// `POST` a reminder of one of the person's own requests for a new account.
pub fn account_request_reminders(reference: &str) -> String {
    ACCOUNT_REQUEST_REMINDERS.replace("{reference}", &segment(reference))
}

/// `POST` nothing, to withdraw one of the person's own requests for a new account.
pub fn account_request_withdrawal(reference: &str) -> String {
    ACCOUNT_REQUEST_WITHDRAWAL.replace("{reference}", &segment(reference))
}

/// `PUT` another address in the place of a customer contact's.
pub fn account_request_contact(reference: &str, contact: &str) -> String {
    ACCOUNT_REQUEST_CONTACT.replace("{reference}", &segment(reference)).replace("{contact}", &segment(contact))
}

/// `GET` a request for a new account that the person decides.
pub fn pending_account_request(reference: &str) -> String {
    PENDING_ACCOUNT_REQUEST.replace("{reference}", &segment(reference))
}

/// `POST` a decision about a request for a new account.
pub fn account_request_decision(reference: &str) -> String {
    ACCOUNT_REQUEST_DECISION.replace("{reference}", &segment(reference))
}

/// `POST` whom a request for a new account is forwarded to.
pub fn account_request_forwarding(reference: &str) -> String {
    ACCOUNT_REQUEST_FORWARDING.replace("{reference}", &segment(reference))
}

/// The page behind a customer contact's link.
pub fn account_request_link(token: &str) -> String {
    ACCOUNT_REQUEST_LINK.replace("{token}", &segment(token))
}

/// `GET` who holds what in an account.
pub fn access_grants(account: &str, query: &crate::access_grant::AccessGrantQuery) -> String {
    let pairs = [
        ("q", (!query.q.is_empty()).then(|| query.q.clone())),
        ("role", query.role.map(|role| role.as_str().to_owned())),
        ("page", query.page.map(|page| page.to_string())),
    ];
    with_query(ACCESS_GRANTS.replace("{id}", &segment(account)), &pairs)
}

/// `GET` all of them as a CSV file.
pub fn access_grants_export(account: &str, query: &crate::access_grant::AccessGrantQuery) -> String {
    let all = crate::access_grant::AccessGrantQuery { page: None, ..query.clone() };
    access_grants(account, &all).replacen("/grants", "/grants.csv", 1)
}

/// `PATCH` a grant.
pub fn access_grant(account: &str, grant: &str) -> String {
    ACCESS_GRANT.replace("{id}", &segment(account)).replace("{grant}", &segment(grant))
}

/// `DELETE` a grant of this version.
pub fn access_grant_removal(account: &str, grant: &str, version: i64) -> String {
    with_query(access_grant(account, grant), &[("version", Some(version.to_string()))])
}

fn with_query(path: String, pairs: &[(&str, Option<String>)]) -> String {
    let pairs = pairs.iter().filter_map(|(name, value)| Some([name, "=", &segment(value.as_ref()?)].concat()));
    let pairs: Vec<String> = pairs.collect();
    if pairs.is_empty() { path } else { [path, pairs.join("&")].join("?") }
}

/// `GET` a language's pattern list.
pub fn text(locale: &str) -> String {
    TEXT.replace("{locale}", &segment(locale))
}

/// `GET` the list of what a language's later pages say.
pub fn text_of_pages(locale: &str) -> String {
    TEXT_OF_PAGES.replace("{locale}", &segment(locale))
}

/// `GET` a page of the directory.
pub fn directory(query: &crate::directory::DirectoryQuery) -> String {
    let pairs = [
        ("q", (!query.q.is_empty()).then(|| query.q.clone())),
        ("entire", query.entire.then(|| "true".to_owned())),
        ("after", query.after.clone()),
        ("access", query.access.map(|access| access.as_str().to_owned())),
        ("country", query.country.clone()),
        ("order", query.order.map(|order| order.as_str().to_owned())),
    ];
    with_query(DIRECTORY.to_owned(), &pairs)
}

/// `GET` all pages of the directory as a CSV file.
pub fn directory_export(query: &crate::directory::DirectoryQuery) -> String {
    let all = crate::directory::DirectoryQuery { after: None, ..query.clone() };
    directory(&all).replacen(DIRECTORY, DIRECTORY_EXPORT, 1)
}

/// Percent-encodes everything but RFC 3986 unreserved characters: safe as a path segment and as a query value.
pub fn segment(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::DirectoryQuery;

    #[test]
    fn what_a_person_types_cannot_leave_its_place() {
        assert_eq!(account("a/b?c", Some("é&x=1")), "/api/v1/accounts/a%2Fb%3Fc?identifier=%C3%A9%26x%3D1");
        let query = DirectoryQuery { q: "a&entire=true".into(), entire: true, ..Default::default() };
        assert_eq!(directory(&query), "/api/v1/directory?q=a%26entire%3Dtrue&entire=true");
    }
}
