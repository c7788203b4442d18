//! Where the palette's entries come from: the lists that the person has anyhow, and the page that is open.

use api::{
    access_grant::{AccessGrantQuery, AccessGrants},
    access_request::{AccessRequests, OwnRequestsQuery},
    account::Administrators,
    account_request::AccountRequests,
    directory::{DirectoryAccess, DirectoryPage, DirectoryQuery},
    page::{IdentifierStep, Route},
    path,
    pending_access_request::{PendingPage, PendingQuery, Queue},
    pending_account_request::PendingAccountRequests,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::entries::{Entry, Target};
use crate::{
    components::access_request::requester_name,
    dom::signal::State,
    net::resource::{self, Resource},
    session::{App, texts},
};

/// What a page offers: at its head, and at the foot of a form.
const ON_PAGE: &str = "main :is(.page__actions, .form__actions) :is(a, button:not(:disabled, [aria-haspopup]))";

/// In how many of the accounts in which the person holds a role it is asked who has access.
const MOST_ASKED: usize = 5;

/// What is loaded for the palette while it is open.
#[derive(Clone, Copy)]
pub struct Sources {
    app: App,
    asked: State<String>,
    /// Listed accounts and the person's own, as typing in the directory finds them.
    accounts: Resource<DirectoryPage>,
    /// The accounts in which the person holds a role, for the people whom they name.
    held: Resource<DirectoryPage>,
    /// Who has access to them, as far as the person sees it there (decision `grants_shown`).
    holders: [Resource<AccessGrants>; MOST_ASKED],
    access_requests: Resource<AccessRequests>,
    account_requests: Resource<AccountRequests>,
    pending: Resource<PendingPage>,
    /// What waits for the operator, for those who act for them.
    queue: Resource<PendingPage>,
    pending_accounts: Resource<PendingAccountRequests>,
}

impl Sources {
    /// `asked` is what was typed, once the person pauses.
    pub fn new(app: App, asked: State<String>) -> Sources {
        let has_directory = app.has_directory();
        let (waits, queued, accounts_wait) = app.changes.with_untracked(|changes| {
            (changes.pending > 0, changes.operator_pending.is_some_and(|count| count > 0), changes.pending_accounts > 0)
        });
        let accounts = move || {
            let q = asked.get().trim().to_owned();
            has_directory.then(|| path::directory(&DirectoryQuery { q, ..DirectoryQuery::default() }))
        };
        let held = move || {
            let query = DirectoryQuery { access: Some(DirectoryAccess::Held), ..DirectoryQuery::default() };
            has_directory.then(|| path::directory(&query))
        };
        let held = resource::use_resource::<DirectoryPage>(held, true);
        let holders = std::array::from_fn(|at| {
            let path = move || {
                let query = AccessGrantQuery { q: asked.get().trim().to_owned(), ..AccessGrantQuery::default() };
                let page = held.value()?;
                (!query.q.is_empty()).then(|| Some(path::access_grants(&page.accounts.get(at)?.id, &query)))?
            };
            resource::use_resource(path, true)
        });
        // Narrowed as it is typed, so that what stands on a later page is found as well.
        let list = move |queue| PendingQuery { queue, q: asked.get().trim().to_owned(), ..PendingQuery::default() };
        let pending = move || waits.then(|| path::pending_access_requests(&list(None)));
        let queue = move || queued.then(|| path::pending_access_requests(&list(Some(Queue::Operator))));
        let own = move || OwnRequestsQuery { q: asked.get().trim().to_owned(), ..OwnRequestsQuery::default() };
        let pending_accounts = move || accounts_wait.then(|| path::pending_account_requests(None));
        Sources {
            app,
            asked,
            accounts: resource::use_resource(accounts, true),
            held,
            holders,
            access_requests: resource::use_resource(move || Some(path::access_requests(&own())), true),
            account_requests: resource::use_resource(move || Some(path::account_requests(&own())), true),
            pending: resource::use_resource(pending, true),
            queue: resource::use_resource(queue, true),
            pending_accounts: resource::use_resource(pending_accounts, true),
        }
    }

    /// All that is there by now, in the order of what one looks for first.
    pub fn entries(self, typed: &str) -> Vec<Entry> {
        let is_answered = self.asked.with(|asked| !asked.is_empty() && asked == typed) && !self.accounts.is_loading();
        let mut entries = on_page();
        entries.extend(self.pages());
        let add = |entry: Entry, entries: &mut Vec<Entry>| {
            if !entries.iter().any(|known| known.name == entry.name && known.about == entry.about) {
                entries.push(entry);
            }
        };
        let accounts = [self.accounts.value(), self.held.value()];
        for (at, page) in accounts.iter().enumerate() {
            for account in page.iter().flat_map(|page| &page.accounts) {
                let route = Route::Account { id: account.id.clone(), identifier: None };
                let entry = named("account", &account.name, &account.domain_identifier, route);
                add(Entry { is_found: is_answered && at == 0, ..entry }, &mut entries);
            }
        }
        for request in self.access_requests.value().iter().flat_map(|page| &page.requests) {
            let route = Route::Request { reference: request.reference.clone(), sent: false };
            add(named("request", &request.account_name, &request.reference, route), &mut entries);
        }
        for request in self.account_requests.value().iter().flat_map(|page| &page.requests) {
            let route = Route::AccountRequest { reference: request.reference.clone() };
            add(named("request", &request.name, &request.reference, route), &mut entries);
        }
        for (queue, page) in [(None, self.pending.value()), (Some(Queue::Operator), self.queue.value())] {
            for request in page.iter().flat_map(|page| &page.requests) {
                let list = PendingQuery { queue, ..PendingQuery::default() };
                let route = Route::PendingRequest { reference: request.reference.clone(), list };
                let name = [requester_name(request), " – ", &request.account.name].concat();
                add(named("waiting", &name, &request.reference, route), &mut entries);
            }
        }
        for request in self.pending_accounts.value().iter().flat_map(|page| &page.requests) {
            let route = Route::PendingAccountRequest { reference: request.reference.clone() };
            add(named("waiting", &request.name, &request.reference, route), &mut entries);
        }
        let held = accounts[1].iter().flat_map(|page| &page.accounts);
        for (account, source) in held.zip(self.holders) {
            let is_answered = is_answered && !source.is_loading();
            let page = source.value();
            for grant in page.iter().flat_map(|page| &page.grants).filter(|grant| !grant.own) {
                let query = AccessGrantQuery { q: grant.person.email.clone(), ..AccessGrantQuery::default() };
                let route = Route::AccountAccess { id: account.id.clone(), query };
                let entry = named("person", &grant.person.name, &grant.person.email, route);
                add(Entry { is_found: is_answered, ..entry }, &mut entries);
            }
        }
        for account in accounts.iter().flatten().flat_map(|page| &page.accounts) {
            let Administrators::Shown(people) = &account.administrators else { continue };
            for person in people {
                let route = Route::Account { id: account.id.clone(), identifier: None };
                add(named("person", &person.name, &person.email, route), &mut entries);
            }
        }
        entries
    }

    /// The pages that the menus lead to.
    fn pages(self) -> Vec<Entry> {
        let app = self.app;
        let existing = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
        let queue = app.changes.with_untracked(|changes| changes.operator_pending.is_some());
        let pages = [
            (app.has_directory(), texts().menu_your_access(), Route::Directory(Default::default())),
            (true, texts().menu_your_requests(), Route::Requests(Default::default())),
            (app.has_directory(), texts().menu_pending(), Route::PendingRequests(Default::default())),
            (queue, texts().menu_operator_queue(), Route::OperatorQueue(Default::default())),
            (app.may_request(), texts().menu_request_existing(), existing),
            (app.may_request_account(), texts().new_account_title(), Route::CreateSmartAccount { from: None }),
            (true, texts().menu_profile(), Route::Profile { return_to: None }),
        ];
        let pages = pages.into_iter().filter(|(is_there, ..)| *is_there);
        let pages = pages.map(|(_, name, route)| words("page", name, Target::Page(route)));
        pages.chain([words("page", texts().commands_title(), Target::Keys)]).collect()
    }
}

/// Presses what stands at this place of the page.
pub fn press(at: u32) {
    if let Some(element) = buttons().into_iter().nth(at as usize) {
        element.click();
    }
}

fn on_page() -> Vec<Entry> {
    let action = |(at, element): (u32, HtmlElement)| {
        let name = element.get_attribute("aria-label").or_else(|| element.text_content()).unwrap_or_default();
        words("action", name.trim(), Target::Press(at))
    };
    (0..).zip(buttons()).map(action).collect()
}

fn buttons() -> Vec<HtmlElement> {
    let Ok(found) = document().query_selector_all(ON_PAGE) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

fn words(kind: &'static str, name: &str, target: Target) -> Entry {
    Entry { kind, name: name.to_owned(), is_name: false, about: String::new(), is_found: false, target }
}

fn named(kind: &'static str, name: &str, about: &str, route: Route) -> Entry {
    let name = if name.is_empty() { about } else { name };
    Entry {
        kind,
        name: name.to_owned(),
        is_name: true,
        about: about.to_owned(),
        is_found: false,
        target: Target::Page(route),
    }
}
