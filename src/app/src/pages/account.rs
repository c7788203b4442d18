//! A Smart Account's own page: what it is, who administers it, the person's access, and its hierarchy.

use api::{
    account::{Account, AccountSummary, Administrators},
    path,
};
use leptos::prelude::*;

use crate::{
    element::{Element, all, el},
    format, remote,
    session::{texts, use_app},
    ui::{
        access::{administrators, request_route, virtual_account_access, your_access},
        page::{crumbs, directory_crumb, facts, link, page_head},
        tree::virtual_account_tree,
    },
};

pub fn account_page(id: &str, identifier: Option<String>) -> AnyView {
    let path = Some(path::account(id, identifier.as_deref()));
    let source = remote::load::<Account>(Signal::stored(path), false);
    remote::show(source, move |account| loaded(account, identifier.as_deref()))
}

fn loaded(account: &Account, identifier: Option<&str>) -> AnyView {
    let summary = &account.summary;
    let above: Vec<_> = directory_crumb(use_app()).into_iter().collect();
    let hierarchy = el("section")
        .class("stack")
        .attr("aria-labelledby", "hierarchy")
        .el(el("h2").attr("id", "hierarchy").text(texts().account_hierarchy()))
        .child(hierarchy(account, identifier));
    all(vec![
        crumbs(&above, &summary.name),
        page_head(&summary.name, request_button(summary, identifier)),
        about(summary, identifier),
        hierarchy.view(),
    ])
}

fn request_button(summary: &AccountSummary, identifier: Option<&str>) -> Option<Element> {
    let route = request_route(summary, identifier);
    summary.your_access.may_request.then(|| link(&route, texts().action_request(), "button button--primary"))
}

fn about(summary: &AccountSummary, identifier: Option<&str>) -> AnyView {
    let domain = el("span").class("mono").text(summary.domain_identifier.clone());
    // Read from the placeholder by assistive technology; seen here.
    let hidden = matches!(summary.administrators, Administrators::Hidden)
        .then(|| el("p").class("muted").attr("aria-hidden", "true").text(texts().administrators_hidden()));
    let contacts = el("div").el(administrators(&summary.administrators)).els(hidden);
    facts(vec![
        (texts().domain_identifier(), domain.view()),
        (texts().account_country(), format::country(&summary.country, texts().locale()).into_any()),
        (texts().account_visibility(), texts().account_visibility_name(summary.visibility.as_str()).into_any()),
        (texts().account_status(), texts().account_status_name(summary.status.as_str()).into_any()),
        (texts().account_administrators(), contacts.view()),
        (texts().your_access(), your_access(summary, identifier).view()),
    ])
}

fn hierarchy(account: &Account, identifier: Option<&str>) -> AnyView {
    let words = match account.virtual_accounts.as_deref() {
        None => texts().account_hierarchy_hidden(),
        Some([]) => texts().directory_no_virtual_accounts(),
        Some(list) => {
            let row_end = virtual_account_access(&account.summary, identifier.map(ToOwned::to_owned));
            return virtual_account_tree(list, texts().account_hierarchy(), None, Signal::stored(false), row_end);
        }
    };
    el("p").class("muted").text(words).view()
}
