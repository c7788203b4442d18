//! The calls of the matrix, each as its row names it, and what is said of the answer: its status, for a decision the
//! status of its problem, and `+` where the answer shows the account or the request that the row is about.

use api::access_grant::{AccessGrantChange, AccessGrantQuery};
use api::access_request::NewAccessRequest;
use api::account::VirtualAccountsQuery;
use api::account_request::{CorrectedContact, NewAccountRequest};
use api::invitation::{InvitationAnswer, NewInvitationAnswer};
use api::pending_access_request::{DecisionAnswers, NewDecision, NewDecisions};
use api::pending_account_request::{AccountDecisionKind, NewAccountDecision, NewForwarding, PendingAccountRequests};
use api::{path, profile::ProfileChange};
use reqwest::Method;
use rules::vocabulary::{Role, Scope};
use serde_json::json;
use server::args;
use tests::answer::Answer;
use tests::client::Client;

use super::people::{ASKERS, HOLDERS, PEOPLE, Stage, Visibility, domain};
use crate::access_grants::stored;
use crate::access_requests::{send, with_reason};
use crate::account_requests::asked;
use crate::deciding::approval;

impl Stage {
    /// What becomes of a call by a person.
    pub async fn cell(&self, call: &str, number: usize, account: Visibility) -> String {
        let domain = domain(number, account);
        let client = match call {
            // The session ended in the row before.
            "DELETE /api/v1/sessions" => self.signed_in(number, account).await,
            _ => self.client(number, account).clone(),
        };
        let answer = self.answer(call, &client, PEOPLE[number].name, &domain).await;
        let id = self.world.account_id(&domain).await;
        let requests =
            [self.request(&domain, 0).await, self.request(&domain, 1).await, self.new_account(&domain).await];
        if let Ok(decisions) = serde_json::from_slice::<DecisionAnswers>(&answer.body)
            && let Some(problem) = &decisions.answers[0].problem
        {
            return problem.status.to_string();
        }
        // A problem names what the person sent.
        let shows =
            answer.status < 300 && requests.iter().chain([&id]).any(|name| answer.text().contains(name.as_str()));
        format!("{}{}", answer.status, if shows { "+" } else { "" })
    }

    async fn answer(&self, call: &str, client: &Client, name: &str, domain: &str) -> Answer {
        let id = self.world.account_id(domain).await;
        let (first, second) = (self.request(domain, 0).await, self.request(domain, 1).await);
        let new_account = self.new_account(domain).await;
        let policy_version = || self.world.app.policy.version().to_owned();
        match call {
            "POST /api/v1/account-look-ups" => {
                client.post(path::ACCOUNT_LOOK_UPS, &json!({ "identifier": domain })).await
            }
            "GET /api/v1/directory, entire" => client.get(&format!("/api/v1/directory?q={domain}&entire=true")).await,
            "GET /api/v1/directory, part" => client.get(&format!("/api/v1/directory?q={}", &domain[..8])).await,
            "GET /api/v1/accounts/{id}" => client.get(&path::account(&id, None)).await,
            "GET /api/v1/accounts/{id}, entire" => client.get(&path::account(&id, Some(domain))).await,
            "GET /api/v1/accounts/{id}/virtual-accounts" => {
                client.get(&path::virtual_accounts(&id, &VirtualAccountsQuery::default())).await
            }
            "GET /api/v1/accounts/{id}/virtual-accounts, entire" => {
                let identifier = Some(domain.to_owned());
                client
                    .get(&path::virtual_accounts(&id, &VirtualAccountsQuery { identifier, ..Default::default() }))
                    .await
            }
            "GET /api/v1/accounts/{id}/grants" => {
                client.get(&path::access_grants(&id, &AccessGrantQuery::default())).await
            }
            "GET /api/v1/accounts/{id}/grants.csv" => {
                client.get(&path::access_grants_export(&id, &AccessGrantQuery::default())).await
            }
            "POST /api/v1/access-request-previews" => {
                let new = NewAccessRequest { identifier: None, ..self.new_request(name, domain).await };
                client.post(path::ACCESS_REQUEST_PREVIEWS, &new).await
            }
            "POST /api/v1/access-request-previews, entire" => {
                client.post(path::ACCESS_REQUEST_PREVIEWS, &self.new_request(name, domain).await).await
            }
            "POST /api/v1/access-requests" => send(client, "again", &self.new_request(name, domain).await).await,
            "GET /api/v1/access-requests/{reference}" => client.get(&path::access_request(&first)).await,
            "POST /api/v1/access-requests/{reference}/reminders" => {
                client.post(&path::access_request_reminders(&first), &json!({})).await
            }
            "POST /api/v1/access-requests/{reference}/cancellation" => {
                client.post(&path::access_request_cancellation(&first), &json!({})).await
            }
            "GET /api/v1/pending-access-requests/{reference}" => {
                client.get(&path::pending_access_request(&first)).await
            }
            "POST /api/v1/access-requests/{reference}/messages" => {
                let call = client.call(Method::POST, &path::access_request_messages(&first));
                call.header(path::IDEMPOTENCY_HEADER, "message").json(&json!({ "text": "Hello" })).send().await
            }
            "POST /api/v1/pending-access-requests/{reference}/messages" => {
                let call = client.call(Method::POST, &path::pending_access_request_messages(&first));
                call.header(path::IDEMPOTENCY_HEADER, "message").json(&json!({ "text": "Hello" })).send().await
            }
            "POST /api/v1/access-request-decisions" => {
                let scope = Some(Scope::Entire);
                let decision = NewDecision { scope, role: Some(Role::Viewer), ..approval(&second) };
                let body = NewDecisions { decisions: vec![decision], policy_version: policy_version() };
                client.post(path::ACCESS_REQUEST_DECISIONS, &body).await
            }
            "PATCH /api/v1/accounts/{id}/grants/{grant}" => {
                let (grant, version) = stored(&self.world, HOLDERS[0], domain, "").await.unwrap();
                client.patch(&path::access_grant(&id, &grant), &AccessGrantChange { role: Role::User, version }).await
            }
            "DELETE /api/v1/accounts/{id}/grants/{grant}" => {
                let (grant, version) = stored(&self.world, HOLDERS[1], domain, "").await.unwrap();
                client.delete(&path::access_grant_removal(&id, &grant, version)).await
            }
            "GET /api/v1/invitations/{id}" => client.get(&path::invitation(&self.invitation(domain).await)).await,
            "POST /api/v1/invitations/{id}/answer" => {
                let address = path::invitation_answer(&self.invitation(domain).await);
                client.post(&address, &NewInvitationAnswer { answer: InvitationAnswer::Accept }).await
            }
            "POST /api/v1/account-request-previews" | "POST /api/v1/account-requests" => {
                let new = NewAccountRequest { added_users: Vec::new(), ..asked(&self.world, domain) };
                let call = client.call(Method::POST, call.trim_start_matches("POST "));
                call.header(path::IDEMPOTENCY_HEADER, "1").json(&new).send().await
            }
            "GET /api/v1/account-requests/{reference}" => client.get(&path::account_request(&new_account)).await,
            "POST /api/v1/account-requests/{reference}/withdrawal" => {
                client.post(&path::account_request_withdrawal(&new_account), &json!({})).await
            }
            "POST /api/v1/account-requests/{reference}/reminders" => {
                client.post(&path::account_request_reminders(&new_account), &json!({})).await
            }
            "PUT /api/v1/account-requests/{reference}/contacts/{contact}" => {
                let (contact,): (String,) = self.world.rows(CONTACT, args![&new_account]).await.remove(0);
                let body = CorrectedContact { email: "corrected@elsewhere.com".to_owned() };
                let address = path::account_request_contact(&new_account, &contact);
                client.call(Method::PUT, &address).json(&body).send().await
            }
            // More of them wait for the operator than a page holds: the page that has the account's, if one has.
            "GET /api/v1/pending-account-requests" => {
                let mut page = Some(1);
                loop {
                    let answer = client.get(&path::pending_account_requests(page)).await;
                    let list = serde_json::from_slice::<PendingAccountRequests>(&answer.body).ok();
                    page = list.and_then(|list| list.next);
                    if page.is_none() || answer.text().contains(new_account.as_str()) {
                        break answer;
                    }
                }
            }
            "GET /api/v1/pending-account-requests/{reference}" => {
                client.get(&path::pending_account_request(&new_account)).await
            }
            "POST /api/v1/pending-account-requests/{reference}/forwarding" => {
                let (email, note) = ("forwarded@elsewhere.com".to_owned(), None);
                let body = NewForwarding { email, note, version: 1, policy_version: policy_version() };
                client.post(&path::account_request_forwarding(&new_account), &body).await
            }
            "POST /api/v1/pending-account-requests/{reference}/decision" => {
                let (decision, reason) = (AccountDecisionKind::Approve, None);
                let body = NewAccountDecision {
                    decision,
                    reason,
                    added_users: None,
                    version: 1,
                    policy_version: policy_version(),
                };
                client.post(&path::account_request_decision(&new_account), &body).await
            }
            "PATCH /api/v1/profile" => {
                let change = ProfileChange { name: Some("Some Body".to_owned()), ..json_default() };
                client.patch(path::PROFILE, &change).await
            }
            "DELETE /api/v1/session" => client.delete(path::SESSION).await,
            "DELETE /api/v1/sessions" => client.delete(path::SESSIONS).await,
            // Somebody else's.
            "DELETE /api/v1/sessions/{id}" => {
                let (session,): (String,) = self.world.rows(SESSIONS, args![ASKERS[0]]).await.remove(0);
                client.delete(&path::own_session(&session)).await
            }
            "POST /api/v1/sample/clock" => client.post(path::SAMPLE_CLOCK, &json!({ "advance_seconds": 1 })).await,
            "POST /api/v1/sample/reset" => client.post(path::SAMPLE_RESET, &json!({})).await,
            read => {
                let address = read.strip_prefix("GET ").unwrap_or_else(|| panic!("`{read}` is not known here"));
                assert!(!address.contains(['{', ',']), "`{read}` is not known here");
                client.get(address).await
            }
        }
    }

    /// What the person would send: by the wizard where they match or hold a role, else with a reason.
    async fn new_request(&self, name: &str, domain: &str) -> NewAccessRequest {
        let new = with_reason(&self.world, domain).await;
        let by_wizard = ["matching", "viewer", "user", "admin of part", "admin"].contains(&name);
        if by_wizard {
            return NewAccessRequest {
                scope: Some(Scope::Entire),
                role: Some(Role::Administrator),
                reason: None,
                ..new
            };
        }
        new
    }

    /// The reference of somebody else's request for access.
    async fn request(&self, domain: &str, asker: usize) -> String {
        let rows: Vec<(String,)> = self.world.rows(REQUESTS, args![domain]).await;
        rows[asker].0.clone()
    }

    /// The id of an invitation to the account, which is for somebody else.
    async fn invitation(&self, domain: &str) -> String {
        let id = format!("invitation-to-{domain}");
        let known: Vec<(String,)> = self.world.rows("SELECT id FROM invitation WHERE id = $1", args![&id]).await;
        if known.is_empty() {
            self.world.write(INVITATION, args![&id, ASKERS[0], domain, self.world.app.policy.version()]).await;
        }
        id
    }

    /// The reference of a request for a new account below the domain.
    async fn new_account(&self, domain: &str) -> String {
        let (reference,): (String,) = self.world.rows(NEW_ACCOUNTS, args![format!("labs.{domain}")]).await.remove(0);
        reference
    }
}

const REQUESTS: &str = "SELECT r.reference FROM access_request r JOIN account a ON a.key = r.account_key \
     WHERE a.domain_identifier = $1 ORDER BY r.key";
const NEW_ACCOUNTS: &str = "SELECT reference FROM account_request WHERE domain_identifier = $1";
const SESSIONS: &str = "SELECT s.id FROM session s JOIN person p ON p.key = s.person_key WHERE p.email = $1";
const INVITATION: &str = "INSERT INTO invitation (id, account_key, email, email_folded, acceptance, status, \
     created_at, warns_at, expires_at, policy_version, rules) \
     SELECT $1, key, $2, $2, 'invitation', 'pending', 0, 9000000000000, 9000000000000, $4, '[]' \
     FROM account WHERE domain_identifier = $3";
const CONTACT: &str = "SELECT c.id FROM account_request_contact c JOIN account_request r ON r.key = c.request_key \
     WHERE r.reference = $1";

/// A change of nothing.
fn json_default() -> ProfileChange {
    serde_json::from_value(json!({})).unwrap()
}
