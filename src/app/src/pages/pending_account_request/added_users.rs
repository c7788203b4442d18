//! Who of the added users is let in, and in which role: the choice of whoever accepts the account.

use api::{
    account_request::AddedUser,
    pending_account_request::{ChosenUser, PendingAccountRequest},
};
use leptos::prelude::*;
use rules::vocabulary::Role;

use crate::{
    components::account_request::added_user_role,
    dom::{
        attr,
        element::{Element, nothing},
        event, html,
        signal::State,
    },
    session::texts,
    ui::{breakable::breakable, form::input_value},
};

/// So many stand open; more are folded, or the buttons would lie far below.
const OPEN: usize = 10;

/// What is chosen for each. Copy it freely; it lives as long as the dialog.
#[derive(Clone, Copy)]
pub(super) struct AddedUsers {
    /// Each with the word of the role, or nothing where they are taken out.
    chosen: State<Vec<(String, String)>>,
    may_choose: bool,
}

impl AddedUsers {
    /// Begins with what was asked for.
    pub(super) fn begin(request: &PendingAccountRequest) -> AddedUsers {
        let role = |user: &AddedUser| user.role.map_or("", Role::as_str).to_owned();
        let chosen = choosable(request).map(|user| (user.email.clone(), role(user))).collect();
        AddedUsers { chosen: State::new(chosen), may_choose: !request.added_user_roles.is_empty() }
    }

    /// As it is sent; nothing where nobody is asked to choose.
    pub(super) fn answer(self) -> Option<Vec<ChosenUser>> {
        let given =
            |(email, role): &(String, String)| Some(ChosenUser { email: email.clone(), role: Role::parse(role)? });
        self.may_choose.then(|| self.chosen.with_untracked(|chosen| chosen.iter().filter_map(given).collect()))
    }

    /// Whether anybody of them gets a role, or is invited to it.
    pub(super) fn lets_in_any(self) -> bool {
        self.chosen.with_untracked(|chosen| chosen.iter().any(|(_, role)| !role.is_empty()))
    }

    pub(super) fn may_choose(self) -> bool {
        self.may_choose
    }

    pub(super) fn view(self, request: &PendingAccountRequest) -> AnyView {
        if !self.may_choose || request.added_users.is_empty() {
            return nothing();
        }
        let rows = choosable(request).enumerate().map(|(at, user)| self.row(at, user, &request.added_user_roles));
        // Who approves and was added stands there without a choice.
        let own = request.added_users.iter().filter(|user| !is_choosable(user, request));
        let own = own.map(|user| {
            let role = html::span().text(added_user_role(user));
            html::li().el(breakable(html::span(), &user.email)).el(role)
        });
        let count = i64::try_from(request.added_users.len()).unwrap_or(i64::MAX);
        html::details()
            .class("fold")
            .flag(attr::OPEN, request.added_users.len() <= OPEN)
            .el(html::summary().text(texts().account_pending_added(count)))
            .el(html::p().class("field__hint").text(texts().added_users_choose_hint()))
            .el(html::ul().class("lines lines--apart let-in").els(rows).els(own))
            .view()
    }

    fn row(self, at: usize, user: &AddedUser, roles: &[Role]) -> Element {
        let options = roles
            .iter()
            .map(|role| html::option().attr(attr::VALUE, role.as_str()).text(texts().role_name(role.as_str())));
        let choose = move |word| {
            self.chosen.update(|chosen| {
                if let Some((_, role)) = chosen.get_mut(at) {
                    *role = word;
                }
            });
        };
        let value = move || self.chosen.with(|chosen| chosen.get(at).map(|(_, role)| role.clone()).unwrap_or_default());
        let select = html::select()
            .class("field__input")
            .attr(attr::ARIA_LABEL, texts().added_user_role_of(&user.email))
            .els(options)
            .el(html::option().attr(attr::VALUE, "").text(texts().added_user_left_out()))
            .value(value)
            .on(event::CHANGE, move |event| choose(input_value(&event)));
        let invited = user.invited.then(|| html::div().class("pick__about").text(texts().added_user_invited_first()));
        let name = html::div().el(breakable(html::span(), &user.email)).els(invited);
        html::li().el(name).el(select)
    }
}

/// Everybody but whoever approves, whose role is not one to give.
fn choosable(request: &PendingAccountRequest) -> impl Iterator<Item = &AddedUser> {
    request.added_users.iter().filter(move |user| is_choosable(user, request))
}

fn is_choosable(user: &AddedUser, request: &PendingAccountRequest) -> bool {
    user.role.is_some_and(|role| request.added_user_roles.contains(&role))
}
