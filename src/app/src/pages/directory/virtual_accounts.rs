//! The Virtual Accounts of an account in the directory, loaded when its row opens. In a part of its own: the tree is not
//! among what a first visit loads.

use api::{account::Account, path};
use leptos::prelude::*;

use crate::{
    components::access::virtual_account_access,
    dom::html,
    net::{resource, virtual_accounts::known},
    session::texts,
    ui::tree::virtual_account_tree,
};

pub fn virtual_accounts(id: &str, name: String, identifier: Option<String>) -> AnyView {
    let path = path::account(id, identifier.as_deref());
    let source = resource::use_resource::<Account>(move || Some(path.clone()), false);
    resource::suspense(source, move |account| {
        if account.virtual_accounts.as_deref().is_none_or(<[_]>::is_empty) {
            return html::p().class("muted").text(texts().directory_no_virtual_accounts()).view();
        }
        let row_end = virtual_account_access(&account.summary, identifier.clone());
        let known = known(account, identifier.as_deref());
        virtual_account_tree(known, &texts().directory_virtual_accounts(&name), None, row_end)
    })
}
