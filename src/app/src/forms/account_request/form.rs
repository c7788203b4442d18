//! The answers as signals for the fields, kept as a draft while the person types.

use api::{
    account_request::{AccountRequest, ContactState, NewAccountRequest},
    problem::FieldProblem,
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::{
    dom::{signal::State, task::effect},
    session::texts,
    storage::draft,
    ui::chips::{Addresses, problems},
};

/// The server's limit.
const MOST_CHARACTERS: usize = 200;

/// One signal for each answer. Copy it freely; it lives as long as the view that opened it.
#[derive(Clone, Copy)]
pub struct AccountForm {
    pub name: State<String>,
    pub domain_identifier: State<String>,
    /// Whether the person edits the identifier. Until then it is the domain of their e-mail address.
    pub is_edited: State<bool>,
    pub country: State<String>,
    pub note_to_approver: State<String>,
    pub customer_emails: Addresses,
    pub note_to_customer: State<String>,
    pub added_users: Addresses,
    pub note_to_added_users: State<String>,
    /// When these answers were typed, where they were taken up again, and for what: the identifier, or the name.
    pub taken_up: State<Option<(DateTime<Utc>, String)>>,
    initial: State<Draft>,
}

/// The answers; what stands in the inputs of `customer_emails` and `added_users`; whether the identifier is edited.
type Draft = (NewAccountRequest, String, String, bool);

/// The name of the draft. A request that begins with a lapsed one has a draft of its own.
pub fn draft_key(from: Option<&str>) -> String {
    ["account-request:", from.unwrap_or_default()].concat()
}

/// Whether something was typed under this key before.
pub fn has_draft(key: &str) -> bool {
    draft::load::<Draft>(key).is_some()
}

impl AccountForm {
    /// Begins with what was typed before, else with the answers of an earlier request, else with the domain of the
    /// person's own address.
    pub fn open(key: String, email: &str, earlier: Option<&AccountRequest>) -> AccountForm {
        let initial: Draft = (initial_request(email, earlier), String::new(), String::new(), earlier.is_some());
        let taken_up = draft::take_up(&key);
        let (request, customers, added, is_edited) = draft::load(&key).unwrap_or_else(|| initial.clone());
        let subject = if is_edited || request.name.is_empty() { &request.domain_identifier } else { &request.name };
        let taken_up = taken_up.map(|at| (at, subject.clone()));
        let form = AccountForm {
            name: State::new(request.name),
            domain_identifier: State::new(request.domain_identifier),
            is_edited: State::new(is_edited),
            country: State::new(request.country),
            note_to_approver: State::new(request.note_to_approver.unwrap_or_default()),
            customer_emails: Addresses::new(request.customer_emails, customers),
            note_to_customer: State::new(request.note_to_customer.unwrap_or_default()),
            added_users: Addresses::new(request.added_users, added),
            note_to_added_users: State::new(request.note_to_added_users.unwrap_or_default()),
            taken_up: State::new(taken_up),
            initial: State::new(initial),
        };
        let mut is_typed = false;
        effect(move || {
            let draft = form.draft();
            // An erased draft must not be written again before something is typed.
            if is_typed {
                if form.initial.with_untracked(|initial| *initial == draft) {
                    draft::erase(&key);
                } else {
                    draft::leave(&key, &draft);
                }
            }
            is_typed = true;
        });
        form
    }

    /// Whether the person has filled in anything.
    pub fn is_filled_in(self) -> bool {
        untrack(|| self.initial.with(|initial| *initial != self.draft()))
    }

    /// Begins anew.
    pub fn clear(self) {
        let (request, customers, added, is_edited) = self.initial.get_untracked();
        self.name.set(request.name);
        self.domain_identifier.set(request.domain_identifier);
        self.is_edited.set(is_edited);
        self.country.set(request.country);
        self.note_to_approver.set(request.note_to_approver.unwrap_or_default());
        self.note_to_customer.set(request.note_to_customer.unwrap_or_default());
        self.note_to_added_users.set(request.note_to_added_users.unwrap_or_default());
        for (field, list, typed) in
            [(self.customer_emails, request.customer_emails, customers), (self.added_users, request.added_users, added)]
        {
            field.list.set(list);
            field.typed.set(typed);
        }
        self.taken_up.set(None);
    }

    fn draft(self) -> Draft {
        let [customers, added] = [self.customer_emails, self.added_users].map(|addresses| addresses.typed.get());
        (self.request(String::new()), customers, added, self.is_edited.get())
    }

    /// The request to send; subscribes to each answer.
    pub fn request(self, policy_version: String) -> NewAccountRequest {
        let line = |field: State<String>| field.with(|text| text.trim().to_owned());
        let note = |field: State<String>| Some(line(field)).filter(|note| !note.is_empty());
        NewAccountRequest {
            kind: "customer".to_owned(),
            name: line(self.name),
            domain_identifier: line(self.domain_identifier),
            country: self.country.get(),
            customer_emails: self.customer_emails.list.get(),
            added_users: self.added_users.list.get(),
            note_to_approver: note(self.note_to_approver),
            note_to_customer: note(self.note_to_customer),
            note_to_added_users: note(self.note_to_added_users),
            policy_version,
        }
    }

    /// The answers at this moment, with what is typed in the fields of addresses.
    pub fn snapshot(self, policy_version: String) -> NewAccountRequest {
        self.customer_emails.commit_input();
        self.added_users.commit_input();
        untrack(|| self.request(policy_version))
    }
}

/// The errors that can be found without the server, with the server's sentences, in the order of the form.
pub fn validate(request: &NewAccountRequest) -> Vec<FieldProblem> {
    let mut wrong = Vec::new();
    let mut add = |field: &str, detail: String| wrong.push(FieldProblem { field: field.to_owned(), detail });
    if request.name.is_empty() || request.name.chars().count() > MOST_CHARACTERS {
        add("name", texts().invalid_account_name().to_owned());
    }
    if request.domain_identifier.is_empty() {
        add("domain_identifier", texts().invalid_domain_empty().to_owned());
    }
    if request.country.is_empty() {
        add("country", texts().invalid_country().to_owned());
    }
    if request.customer_emails.is_empty() {
        add("customer_emails", texts().invalid_email_missing().to_owned());
    }
    for (field, list) in [("customer_emails", &request.customer_emails), ("added_users", &request.added_users)] {
        for problem in problems(list) {
            add(field, problem);
        }
    }
    wrong
}

fn initial_request(email: &str, earlier: Option<&AccountRequest>) -> NewAccountRequest {
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    let mut request = NewAccountRequest {
        kind: "customer".to_owned(),
        name: String::new(),
        domain_identifier: domain.to_owned(),
        country: String::new(),
        customer_emails: Vec::new(),
        added_users: Vec::new(),
        note_to_approver: None,
        note_to_customer: None,
        note_to_added_users: None,
        policy_version: String::new(),
    };
    if let Some(earlier) = earlier {
        // Addresses that the customer forwarded to are not shown to the requester.
        let own = earlier.contacts.iter().filter(|contact| contact.state != ContactState::ForwardedTo);
        request.name.clone_from(&earlier.name);
        request.domain_identifier.clone_from(&earlier.domain_identifier);
        request.country.clone_from(&earlier.country);
        request.customer_emails = own.filter_map(|contact| contact.email.clone()).collect();
        request.added_users = earlier.added_users.iter().map(|user| user.email.clone()).collect();
        request.note_to_approver.clone_from(&earlier.note_to_approver);
        request.note_to_customer.clone_from(&earlier.note_to_customer);
        request.note_to_added_users.clone_from(&earlier.note_to_added_users);
    }
    request
}
