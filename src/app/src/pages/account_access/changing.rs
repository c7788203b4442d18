//! Changing, removing and giving up a role: the dialog that asks first, sending, and what became of it.

use api::{
    access_grant::{AccessGrant, AccessGrantChange, AccessGrants},
    path,
    problem::{Code, FieldProblem, Problem},
};
use gloo_net::http::Method;
use leptos::prelude::*;
use rules::vocabulary::{GrantAction, Role};

use crate::{
    client,
    element::{all, el, live, nothing},
    held::Held,
    live as changes,
    remote::Source,
    session::texts,
    task,
    ui::{
        dialog::dialog,
        form::{
            Errors, error_summary,
            field::{Field, select_field},
        },
        notice::Tone,
        page::button,
        said::Said,
    },
};

/// Copy it freely; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct Changing {
    account: Held<String>,
    source: Source<AccessGrants>,
    asking: Held<Option<(GrantAction, AccessGrant)>>,
    pub said: Said,
}

/// One question, as long as its dialog stands.
#[derive(Clone, Copy)]
struct Question {
    action: GrantAction,
    grant: Held<AccessGrant>,
    role: Held<String>,
    errors: Errors,
    open: Held<bool>,
    is_sending: Held<bool>,
}

/// Where a role is held.
pub fn place(grant: &AccessGrant) -> String {
    grant.virtual_account.clone().unwrap_or_else(|| texts().scope_entire().to_owned())
}

impl Changing {
    pub fn new(account: Held<String>, source: Source<AccessGrants>) -> Changing {
        Changing { account, source, asking: Held::new(None), said: Said::default() }
    }

    /// Opens the dialog.
    pub fn ask(self, action: GrantAction, grant: AccessGrant) {
        self.asking.set(Some((action, grant)));
    }

    pub fn dialog(self) -> AnyView {
        live(move || match self.asking.get() {
            None => nothing(),
            Some((action, grant)) => untrack(|| self.question(action, grant)),
        })
    }

    fn question(self, action: GrantAction, grant: AccessGrant) -> AnyView {
        let (title, confirm, class) = match action {
            GrantAction::Change => {
                (texts().access_change_title(), texts().access_change_confirm(), "button button--primary")
            }
            GrantAction::Remove => {
                (texts().access_remove_title(), texts().access_remove_confirm(), "button button--danger")
            }
            GrantAction::Leave => {
                (texts().access_leave_title(), texts().access_leave_confirm(), "button button--danger")
            }
        };
        let (name, role, place) = (&grant.person.name, texts().role_name(grant.role.as_str()), place(&grant));
        let words = match action {
            GrantAction::Change => texts().access_change_text(name, &role, &place),
            GrantAction::Remove => texts().access_remove_text(name, &role, &place),
            GrantAction::Leave => texts().access_leave_text(&role, &place),
        };
        let question = Question {
            action,
            role: Held::new(String::new()),
            errors: Errors::default(),
            open: Held::new(true),
            is_sending: Held::new(false),
            grant: Held::new(grant),
        };
        let body = all(vec![error_summary(question.errors), el("p").text(words).view(), question.new_role()]);
        let cancel = button(texts().action_cancel(), "button", move || question.open.set(false));
        let confirm = button(confirm, class, move || self.send(question))
            .live_flag("disabled", move || question.is_sending.get())
            .live_bool("aria-busy", move || question.is_sending.get());
        dialog(question.open, title, body, [cancel, confirm])
    }

    fn send(self, question: Question) {
        if question.is_sending.get_untracked() || question.lacks_role() {
            return;
        }
        question.is_sending.set(true);
        self.said.clear();
        let (account, grant) = (self.account.get_untracked(), question.grant.get_untracked());
        let role = Role::parse(&question.role.get_untracked());
        task::spawn(async move {
            let answer = match (question.action, role) {
                (GrantAction::Change, Some(role)) => {
                    let change = AccessGrantChange { role, version: grant.version };
                    let path = path::access_grant(&account, &grant.id);
                    client::send::<_, AccessGrant>(Method::PATCH, &path, &change, None).await.map(|_| ())
                }
                // A role that is not known must never end as a removal.
                (GrantAction::Change, None) => Err(client::unreadable()),
                (GrantAction::Remove | GrantAction::Leave, _) => {
                    client::delete(&path::access_grant_removal(&account, &grant.id, grant.version)).await
                }
            };
            // Whoever has left meanwhile is not called back.
            if !question.is_sending.try_set(false) {
                return;
            }
            match answer {
                Ok(()) => self.close(question, Tone::Success, &done(question.action, &grant, role), String::new()),
                Err(problem) if is_outdated(&problem) => {
                    // The server asks to load the page again, which is being done.
                    let is_other = problem.code == Code::Conflict;
                    let words = if is_other { texts().access_meanwhile().to_owned() } else { problem.detail };
                    self.close(question, Tone::Warning, texts().access_not_done(), words);
                }
                Err(problem) => question.errors.set_problem(problem),
            }
        });
    }

    /// Says what became of it above the list, which is loaded again.
    fn close(self, question: Question, tone: Tone, title: &str, words: String) {
        question.open.set(false);
        self.said.say(tone, title, words);
        self.source.retry();
        // One's own access may be another now.
        changes::renew();
    }
}

impl Question {
    fn new_role(self) -> AnyView {
        if self.action != GrantAction::Change {
            return nothing();
        }
        let roles = self.grant.with_untracked(|grant| grant.roles.clone());
        let roles = roles.into_iter().map(|role| (role.as_str().to_owned(), texts().role_name(role.as_str())));
        let field = Field {
            name: "role",
            label: texts().access_new_role().to_owned(),
            hint: None,
            value: self.role,
            required: true,
            autocomplete: "off",
        };
        select_field(field, roles.collect(), self.errors)
    }

    /// Whether a role must be selected first; that is then said beside the field.
    fn lacks_role(self) -> bool {
        let lacks = self.action == GrantAction::Change && self.role.with_untracked(String::is_empty);
        let detail = || texts().invalid_role().to_owned();
        let lacking = lacks.then(|| FieldProblem { field: "role".to_owned(), detail: detail() });
        self.errors.set(lacking.into_iter().collect());
        lacks
    }
}

/// Whether the list shows what is no longer so; trying the same again would not help.
fn is_outdated(problem: &Problem) -> bool {
    matches!(problem.status, 404 | 409)
}

fn done(action: GrantAction, grant: &AccessGrant, role: Option<Role>) -> String {
    let (name, place) = (&grant.person.name, place(grant));
    let role = texts().role_name(role.unwrap_or(grant.role).as_str());
    match action {
        GrantAction::Change => texts().access_changed(name, &role, &place),
        GrantAction::Remove => texts().access_removed(name, &role, &place),
        GrantAction::Leave => texts().access_left(&role, &place),
    }
}
