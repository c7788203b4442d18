//! A Smart Account's own page: what it is, who administers it, the person's access, and its hierarchy.

use api::{
    access_grant::AccessGrantQuery,
    account::{Account, AccountSummary, Administrators, Grant},
    page::{IdentifierStep, Route},
    path,
    problem::{Code, Problem},
};
use leptos::prelude::*;
use rules::vocabulary::{AccessState, Role, Visibility};

use crate::{
    components::{
        access::{access_held, administrators_in_full, request_route, virtual_account_access},
        directory_crumb::directory_crumb,
        support::support_link,
    },
    dom::{
        attr,
        element::{Element, dynamic, fragment},
        html,
    },
    net::{
        resource::{self, Loadable},
        virtual_accounts::known,
    },
    session::{App, texts, use_app},
    ui::{
        breakable::domain,
        format, icon,
        page::{self, crumbs, facts, link, name_head},
        tree::virtual_account_tree,
    },
};

pub fn account_page(id: &str, identifier: Option<String>) -> AnyView {
    let (app, path) = (use_app(), path::account(id, identifier.as_deref()));
    let path = move || {
        app.track_changes();
        Some(path.clone())
    };
    let source = resource::use_resource::<Account>(path, false);
    dynamic(move || match source.get() {
        Loadable::Loading => resource::loading_view(false),
        Loadable::LoadingSlowly => resource::loading_view(true),
        Loadable::Loaded(account) => loaded_view(&account, identifier.as_deref()),
        Loadable::Failed(problem) if problem.code == Code::AccountNotFound => not_found(&problem, app),
        Loadable::Failed(problem) => resource::failure_view(&problem, move || source.refetch()),
    })
}

/// The same for an account that does not exist and for one that this reader may not see.
fn not_found(problem: &Problem, app: App) -> AnyView {
    let route = Route::RequestByIdentifier { identifier: None, account: None, step: IdentifierStep::Identify };
    let request = app.may_request().then(|| link(&route, texts().menu_request_existing(), "button button--primary"));
    let directory =
        app.has_directory().then(|| link(&Route::Directory(Default::default()), texts().product_name(), "button"));
    page::not_found(problem, [request, directory, support_link(app, "", "button")].into_iter().flatten())
}

fn loaded_view(account: &Account, identifier: Option<&str>) -> AnyView {
    let summary = &account.summary;
    let above: Vec<_> = directory_crumb(use_app()).into_iter().collect();
    let hierarchy = html::section()
        .class("stack")
        .attr(attr::ARIA_LABELLEDBY, "hierarchy")
        .el(html::h2().attr(attr::ID, "hierarchy").text(texts().account_hierarchy()))
        .child(hierarchy(account, identifier));
    fragment(vec![
        crumbs(&above, &summary.name, true),
        name_head(&summary.name, request_button(summary, identifier).into_iter().chain(access_link(summary))),
        about(summary),
        hierarchy.view(),
    ])
}

fn request_button(summary: &AccountSummary, identifier: Option<&str>) -> Option<Element> {
    let route = request_route(summary, identifier);
    summary.your_access.may_request.then(|| link(&route, texts().action_request(), "button button--primary"))
}

/// Administrators manage who holds what; everybody else who holds a role may give it up.
fn access_link(summary: &AccountSummary) -> Option<Element> {
    let grants = &summary.your_access.grants;
    let administers = grants.iter().any(|grant| grant.role == Role::Administrator);
    // An Approver of the entire account reads who holds access; their page gives up their own as well.
    let reads = grants.iter().any(|grant| grant.role == Role::Approver && grant.virtual_account.is_none());
    let words = match (administers, reads) {
        (true, _) => texts().access_manage(),
        (false, true) => texts().access_caption(),
        (false, false) => texts().access_leave_link(),
    };
    let route = Route::AccountAccess { id: summary.id.clone(), query: Default::default() };
    (!grants.is_empty()).then(|| link(&route, words, "button"))
}

fn about(summary: &AccountSummary) -> AnyView {
    let identifier = domain(&summary.domain_identifier);
    let mut pairs = vec![
        (texts().domain_identifier(), identifier.view()),
        (texts().account_country(), format::country(&summary.country, texts().locale()).into_any()),
        (texts().account_visibility(), visibility(summary).view()),
        (texts().account_status(), texts().account_status_name(summary.status.as_str()).into_any()),
        (texts().account_administrators(), administrators_in_full(summary).view()),
    ];
    let access = &summary.your_access;
    if !access.grants.is_empty() || access.state != AccessState::None {
        pairs.push((texts().your_access(), own_access(summary)));
    }
    facts(pairs)
}

fn visibility(summary: &AccountSummary) -> Element {
    let lock = (summary.visibility == Visibility::Restricted).then(|| icon("lock"));
    html::span().els(lock).text(texts().account_visibility_name(summary.visibility.as_str()))
}

/// Administrators get the link to give up their own roles; the last one of the entire account is told why that one stays.
/// What asks for more stands at the head of the page.
fn own_access(summary: &AccountSummary) -> AnyView {
    let access = access_held(summary);
    let grants = &summary.your_access.grants;
    let is_role = |grant: &Grant| grant.role == Role::Administrator;
    let administers = grants.iter().any(is_role);
    // The account gives the names of all who administer it entirely, this person among them.
    let is_alone = matches!(&summary.administrators, Administrators::Shown(all) if all.len() == 1);
    let is_last = is_alone && grants.iter().any(|grant| is_role(grant) && grant.virtual_account.is_none());
    let explained = is_last.then(|| html::p().class("muted").text(texts().access_last_administrator()));
    // Whoever is the last and holds nothing else has nothing to give up.
    let may_leave = administers && !(is_last && grants.len() == 1);
    let leave = may_leave.then(|| {
        let q = use_app().session.with_untracked(|session| session.person.email.clone());
        let query = AccessGrantQuery { q, ..AccessGrantQuery::default() };
        link(&Route::AccountAccess { id: summary.id.clone(), query }, texts().access_leave_link(), "link")
    });
    html::div().el(access.els(leave)).els(explained).view()
}

fn hierarchy(account: &Account, identifier: Option<&str>) -> AnyView {
    let words = match account.virtual_accounts.as_deref() {
        None => texts().account_hierarchy_hidden(),
        Some([]) => texts().directory_no_virtual_accounts(),
        Some(_) => {
            let row_end = virtual_account_access(&account.summary, identifier.map(ToOwned::to_owned));
            let known = known(account, identifier);
            return virtual_account_tree(known, texts().account_hierarchy(), None, row_end);
        }
    };
    html::p().class("muted").text(words).view()
}
