//! Checking the answers, the *Review Request* dialog, and sending. If no answer comes, the dialog stays open, and the
//! button sends the same request again; if the page was left meanwhile, checking the same answers sends it again.

use std::{sync::Arc, time::Duration};

use api::{
    account_request::{AccountRequestPreview, NewAccountRequest},
    page::Route,
    path,
    problem::{Code, Problem},
};
use gloo_net::http::Method;
use leptos::prelude::*;
use rules::{
    Policy,
    account_roles::{self, Member},
};

use crate::{
    components::{
        account_request::{added_users, address_lines},
        preview::why,
    },
    dom::{
        attr,
        element::{dynamic, fragment, nothing},
        html,
        signal::State,
        task::spawn,
    },
    forms::{
        access_request::blocked::with_way_on,
        account_request::{
            form::{AccountForm, draft_key, validate},
            submit,
        },
    },
    net::{client, resource::Resource},
    routing::navigation::replace,
    session::{App, texts},
    ui::{
        breakable,
        dialog::dialog,
        form::{Errors, error_summary},
        format,
        notice::{Tone, notice},
        page::{button, facts},
    },
};

/// Copy it freely; it lives as long as the form.
#[derive(Clone, Copy)]
pub struct Review {
    app: App,
    form: AccountForm,
    from: State<Option<String>>,
    policy: Resource<Policy>,
    pub errors: Errors,
    /// Why no answer came; shown in the dialog.
    unanswered: Errors,
    /// The way on where the identifier is taken.
    pub taken: State<Option<String>>,
    /// Whether the answers are being checked or sent.
    pub is_busy: State<bool>,
    is_open: State<bool>,
    checked: State<Option<Arc<(NewAccountRequest, AccountRequestPreview)>>>,
}

impl Review {
    pub fn new(app: App, form: AccountForm, from: Option<String>, policy: Resource<Policy>) -> Review {
        Review {
            app,
            form,
            from: State::new(from),
            policy,
            errors: Errors::default(),
            unanswered: Errors::default(),
            taken: State::new(None),
            is_busy: State::new(false),
            is_open: State::new(false),
            checked: State::new(None),
        }
    }

    /// Whether the policy is loaded.
    pub fn may_check(self) -> bool {
        self.policy.value().is_some()
    }

    /// The role that added users get, in words; nothing until the policy is loaded.
    pub fn added_users_role(self) -> Option<String> {
        let policy = self.policy.value()?;
        let role = policy.account_roles(&account_roles::Facts { member: Member::AddedUser }).ok()?.answer;
        Some(texts().role_name(role.as_str()))
    }

    /// The name of the draft.
    pub fn key(self) -> String {
        self.from.with_untracked(|from| draft_key(from.as_deref()))
    }

    /// Where the person goes from here: people who hold no role have no directory.
    pub fn home(self) -> Route {
        if self.app.has_directory() {
            Route::Directory(Default::default())
        } else {
            Route::Requests(Default::default())
        }
    }

    /// Opens the dialog, or says what is wrong.
    pub fn check(self) {
        let Some(policy) = untrack(|| self.policy.value()).filter(|_| !self.is_busy.get_untracked()) else { return };
        self.taken.set(None);
        self.unanswered.set(Vec::new());
        let request = self.form.snapshot(policy.version().to_owned());
        let wrong = validate(&request);
        let is_wrong = !wrong.is_empty();
        self.errors.set(wrong);
        if is_wrong {
            return;
        }
        self.is_busy.set(true);
        spawn(async move {
            let answer = client::send(Method::POST, path::ACCOUNT_REQUEST_PREVIEWS, &request, None).await;
            // Nothing more is done where the page was left meanwhile.
            if !self.is_busy.try_set(false) {
                return;
            }
            match answer {
                Ok(preview) => {
                    self.checked.set(Some(Arc::new((request, preview))));
                    self.is_open.set(true);
                }
                // It may be this very request, whose answer was lost: sent again, the server answers with it.
                Err(problem) if problem.code == Code::RequestOpen && submit::was_sent(&request) => self.post(request),
                Err(problem) => self.on_refusal(problem),
            }
        });
    }

    /// *Review Request*: everything that is sent, and what will happen.
    pub fn dialog(self) -> AnyView {
        let body = dynamic(move || match self.checked.get() {
            Some(checked) => review_summary(&checked.0, &checked.1),
            None => nothing(),
        });
        // The focus goes to the beginning of the text; browsers would put it on the first button.
        let body = html::div()
            .class("reviewed stack")
            .attr(attr::TABINDEX, "-1")
            .flag(attr::AUTOFOCUS, true)
            .child(body)
            .view();
        let body = fragment(vec![error_summary(self.unanswered), body]);
        let back = button(texts().action_back(), "button", move || self.is_open.set(false));
        let send = button(texts().new_account_send(), "button button--primary", move || self.send())
            .flag_with(attr::DISABLED, move || self.is_busy.get())
            .bool_attr_with(attr::ARIA_BUSY, move || self.is_busy.get());
        dialog(self.is_open, texts().new_account_review(), body, [back, send])
    }

    fn send(self) {
        let Some(checked) = self.checked.get_untracked().filter(|_| !self.is_busy.get_untracked()) else { return };
        self.post(checked.0.clone());
    }

    fn post(self, request: NewAccountRequest) {
        self.is_busy.set(true);
        self.unanswered.set(Vec::new());
        let key = self.key();
        spawn(async move {
            let answer = submit::send(&request).await;
            let is_here = self.is_busy.try_set(false);
            match answer {
                Ok(sent) => {
                    submit::erase(&key);
                    self.app.sent_account_request.set(Some(sent));
                    if is_here {
                        replace(&self.home());
                    }
                }
                Err(problem) if is_here => self.on_failure(problem),
                Err(_) => {}
            }
        });
    }

    /// Shows the error: in the dialog if the same request may be sent again, else at the form.
    fn on_failure(self, problem: Problem) {
        if !self.is_open.get_untracked() {
            return self.on_refusal(problem);
        }
        if submit::may_have_arrived(&problem) {
            return self.unanswered.set_problem(problem);
        }
        self.is_open.set(false);
        // After the dialog has given the focus back.
        set_timeout(move || self.on_refusal(problem), Duration::ZERO);
    }

    /// Shows why the server refused, beside the field where it names one. Nothing typed is lost.
    fn on_refusal(self, problem: Problem) {
        let fields = match problem.code {
            Code::IdentifierTaken => {
                self.taken.set(problem.link.clone());
                self.form.is_edited.set(true);
                return self.errors.set_problem_at("domain_identifier", problem);
            }
            Code::PolicyChanged => {
                // The next check is under the new policy.
                self.policy.refetch();
                return self.errors.set_problem(problem);
            }
            _ => {
                let from = self.from.get_untracked();
                let problem = with_way_on(problem, Route::CreateSmartAccount { from });
                if problem.fields.is_empty() {
                    return self.errors.set_problem(problem);
                }
                problem.fields
            }
        };
        if fields.iter().any(|problem| problem.field == "domain_identifier") {
            self.form.is_edited.set(true);
        }
        self.errors.set(fields);
    }
}

fn review_summary(request: &NewAccountRequest, preview: &AccountRequestPreview) -> AnyView {
    let locale = texts().locale();
    let domain = preview.domain_identifier.as_str();
    let words = |words: &str| html::p().class("words").text(words.to_owned()).view();
    let mut pairs = vec![
        (texts().directory_column_name(), html::p().class("words").untranslated().text(request.name.clone()).view()),
        (texts().by_identifier_field(), breakable::domain(domain).view()),
        (texts().account_country(), words(&format::country(&request.country, locale))),
        (texts().new_account_customer_emails(), address_lines(&preview.customer_emails).view()),
    ];
    pairs.extend(added_users(&preview.added_users, true));
    let notes = [
        (texts().new_account_note_to_approver(), &request.note_to_approver),
        (texts().new_account_note_to_customer(), &request.note_to_customer),
        (texts().new_account_note_to_added_users(), &request.note_to_added_users),
    ];
    pairs.extend(notes.into_iter().filter_map(|(label, note)| Some((label, words(note.as_deref()?)))));
    let until = format::date_time(preview.lapses_at.0, locale);
    fragment(vec![
        facts(pairs),
        unrelated_warning(&preview.unrelated_emails, domain),
        html::p().text(texts().new_account_decider(preview.decider.as_str())).view(),
        html::p().text(texts().new_account_until(&until)).view(),
        why(&preview.rules).view(),
    ])
}

fn unrelated_warning(emails: &[String], domain: &str) -> AnyView {
    if emails.is_empty() {
        return nothing();
    }
    let sentences = emails.iter().map(|email| html::p().text(texts().new_account_unrelated(email, domain)));
    notice(Tone::Warning, texts().new_account_unrelated_title(), sentences)
}
