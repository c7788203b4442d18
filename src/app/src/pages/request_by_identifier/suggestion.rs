//! The account of one's own organisation, offered before one has named it.

use api::{account::AccountSummary, directory::SuggestedAccounts, path};
use leptos::prelude::*;

use crate::{
    components::access::{request_link, request_route},
    dom::{
        element::{Element, dynamic, nothing},
        html,
    },
    net::resource::{self, Loadable},
    session::texts,
    ui::{breakable::domain, page::section},
};

/// Nothing where there is none, or where it cannot be loaded: the form below leads to the same.
pub fn suggestion() -> AnyView {
    let source = resource::use_resource::<SuggestedAccounts>(|| Some(path::SUGGESTED_ACCOUNTS.to_owned()), false);
    dynamic(move || match source.get() {
        Loadable::Loaded(suggested) if !suggested.accounts.is_empty() => {
            let accounts = html::ul().class("lines").els(suggested.accounts.iter().map(account));
            section("suggestion", texts().suggestion_title())
                .el(html::p().text(texts().suggestion_text()))
                .el(accounts)
                .view()
        }
        _ => nothing(),
    })
}

fn account(account: &AccountSummary) -> Element {
    html::li()
        .class("cluster")
        .el(html::strong().untranslated().text(account.name.clone()))
        .el(domain(&account.domain_identifier))
        .el(request_link(&request_route(account, None), texts().request_access_to(&account.name)))
}
