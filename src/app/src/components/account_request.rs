//! A request for a new account in words, for whoever asks and for whoever decides.

use api::{
    account::Contact,
    account_request::{AccountDecided, AddedUser},
};
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use rules::vocabulary::{AccountRequestStatus, Note};

use super::timeline::account_actor;
use crate::{
    dom::{
        element::{Element, nothing},
        html,
    },
    session::texts,
    ui::{
        breakable::breakable,
        fold::fold,
        format,
        notice::status,
        page::{facts, section},
    },
};

/// So many addresses stand open; more are folded.
const IN_SIGHT: usize = 5;

/// A name and what it stands for.
pub type Fact = (&'static str, AnyView);

/// Who asks; an address where the profile has no name.
pub fn display_name(requester: &Contact) -> &str {
    if requester.name.is_empty() { &requester.email } else { &requester.name }
}

/// The status of the account that is asked for, with the days that are left while it is pending.
pub fn account_request_status(status: AccountRequestStatus, days_left: i64) -> Element {
    let (look, word) = match status {
        AccountRequestStatus::Pending => ("pending", "pending"),
        AccountRequestStatus::Activated => ("granted", "active"),
        AccountRequestStatus::Denied => ("declined", "denied"),
        AccountRequestStatus::Withdrawn => ("neutral", "withdrawn"),
        AccountRequestStatus::Lapsed => ("expired", "lapsed"),
    };
    let days = (status == AccountRequestStatus::Pending).then(|| html::span().text(texts().days_left(days_left)));
    html::span().class("cluster").el(self::status(look, &texts().account_request_status(word))).els(days)
}

/// When it lapses or did; nothing where it ended before.
pub fn lapse(status: AccountRequestStatus, lapses_at: DateTime<Utc>) -> Option<Fact> {
    let name = match status {
        AccountRequestStatus::Pending => texts().account_request_lapses(),
        AccountRequestStatus::Lapsed => texts().account_request_lapsed(),
        AccountRequestStatus::Denied | AccountRequestStatus::Activated | AccountRequestStatus::Withdrawn => {
            return None;
        }
    };
    Some((name, moment(lapses_at)))
}

/// What was written to somebody, under the label of its field.
pub fn note(kind: Note, words: Option<&String>) -> Option<Fact> {
    let name = match kind {
        Note::ToApprover => texts().account_request_note_to_approver(),
        Note::ToCustomer => texts().account_request_note_to_customer(),
        Note::ToAddedUsers => texts().account_request_note_to_added_users(),
    };
    Some((name, html::p().class("words").text(words?.clone()).view()))
}

/// Addresses; nothing where there are none.
pub fn addresses(name: &'static str, addresses: &[String]) -> Option<Fact> {
    (!addresses.is_empty()).then(|| (name, address_lines(addresses).view()))
}

/// Addresses, each on a line of its own; many of them are folded behind their number.
pub fn address_lines(addresses: &[String]) -> Element {
    folded(addresses.iter().map(|address| breakable(html::div(), address)))
}

fn folded(lines: impl ExactSizeIterator<Item = Element>) -> Element {
    if lines.len() <= IN_SIGHT {
        return html::div().els(lines);
    }
    fold(&texts().addresses_count(i64::try_from(lines.len()).unwrap_or(i64::MAX)), lines)
}

/// The people who are added, with what they get or got where `shows_role`; nothing where there are none.
pub fn added_users(users: &[AddedUser], shows_role: bool) -> Option<Fact> {
    let lines = users.iter().map(|user| {
        let line = html::div().el(html::span().untranslated().text(user.email.clone()));
        if shows_role {
            line.el(html::span().class("muted").text([" – ", &added_user_role(user)].concat()))
        } else {
            line
        }
    });
    // What is folded is said in short: so many in this role, so many in that one.
    let groups = by_role(users).into_iter().filter(|_| shows_role && users.len() > IN_SIGHT);
    let groups = groups.map(|(role, count)| html::div().class("muted").text(format!("{role} – {count}")));
    let list = html::div().els(groups).el(folded(lines));
    (!users.is_empty()).then(|| (texts().account_request_added_users(), list.view()))
}

/// How many get what, in the order in which each is met first.
fn by_role(users: &[AddedUser]) -> Vec<(String, usize)> {
    let mut groups: Vec<(String, usize)> = Vec::new();
    for role in users.iter().map(added_user_role) {
        match groups.iter_mut().find(|(known, _)| *known == role) {
            Some((_, count)) => *count += 1,
            None => groups.push((role, 1)),
        }
    }
    groups
}

/// What somebody who is added gets, and whether they are asked first.
pub fn added_user_role(user: &AddedUser) -> String {
    match user.role {
        None => texts().added_user_left_out().to_owned(),
        Some(role) if user.invited => texts().added_user_invited(&texts().role_name(role.as_str())),
        Some(role) => texts().role_name(role.as_str()),
    }
}

pub fn moment(time: DateTime<Utc>) -> AnyView {
    format::date_time(time, texts().locale()).into_any()
}

/// How it ended; nothing where time alone ended it.
pub fn account_decision_section(decision: Option<&AccountDecided>) -> AnyView {
    let Some(decision) = decision else { return nothing() };
    let by = account_actor(decision.name.as_ref(), decision.by).unwrap_or_else(html::span);
    let mut pairs =
        vec![(texts().requests_decided_at(), moment(decision.at.0)), (texts().requests_decided_by(), by.view())];
    if let Some(reason) = &decision.reason {
        pairs.push((texts().requests_decline_reason(), html::p().class("words").text(reason.clone()).view()));
    }
    section("decision", texts().requests_decision()).child(facts(pairs)).view()
}
