//! What both forms share: loading the offer, choosing the form, and showing errors beside their fields.

use std::sync::Arc;

use api::{
    account::{Account, VirtualAccount},
    page::{IdentifierStep, Route, WizardStep},
    path,
    problem::{Code, FieldProblem, Problem},
};
use futures_util::future::join;
use leptos::prelude::*;
use rules::{Policy, request_form::Form};

use super::{
    answers::{Answers, MissingAnswer, step_with},
    blocked::{blocked, with_way_on},
    form::AnswerForm,
    questions::{Offer, Questions, offer},
    submit,
};
use crate::{
    dom::{
        element::Element,
        html,
        signal::{Memo, State},
        task::effect,
    },
    net::{
        client,
        resource::{self, Resource},
    },
    routing::navigation::{navigate, replace},
    session::{texts, use_app},
    ui::{
        form::Errors,
        notice::{Tone, notice},
        page::button,
    },
};

/// One person asking for access to one account, with the form that the policy offers.
#[derive(Clone)]
pub struct RequestForm {
    pub account: Arc<Account>,
    /// What found the account, if anything did.
    pub identifier: Option<String>,
    pub questions: Arc<Questions>,
    pub form: AnswerForm,
    pub errors: Errors,
    pub route: Memo<Route>,
    /// Where a step of this form is.
    pub route_to: fn(&RequestForm, WizardStep) -> Route,
    pub(super) source: Resource<Offering>,
    /// The version of the policy that was refused last.
    refused: State<String>,
}

pub(super) struct Offering {
    policy: Policy,
    account: Arc<Account>,
}

/// A page with one of the forms.
#[derive(Clone, Copy)]
pub struct FormPage {
    pub form: Form,
    pub route_to: fn(&RequestForm, WizardStep) -> Route,
    pub steps: fn(RequestForm) -> AnyView,
}

/// Shows the page's steps, or leads to the other form, or says what stands in the way.
pub fn request_form_page(page: FormPage, account: &str, identifier: Option<String>, route: Memo<Route>) -> AnyView {
    let app = use_app();
    let errors = Errors::default();
    let refused = State::new(String::new());
    let path = path::account(account, identifier.as_deref());
    let source = resource::use_fetch(false, move || Some(Box::pin(fetch(path.clone()))));
    resource::suspense(source, move |offering: &Arc<Offering>| {
        let account = &offering.account;
        match app.session.with_untracked(|session| offer(&offering.policy, session, account)) {
            Err(_) => notice(Tone::Danger, texts().failed_title(), [html::p().text(texts().failed_unreadable())]),
            Ok(Offer::Blocked { request_path, missing }) => {
                blocked(app, request_path, &missing, &account.summary, &route.get_untracked())
            }
            Ok(Offer::Form(questions)) if questions.form != page.form => {
                redirect_to_other_form(questions.form, account, identifier.clone())
            }
            Ok(Offer::Form(questions)) => (page.steps)(RequestForm {
                form: AnswerForm::open(account),
                account: Arc::clone(account),
                identifier: identifier.clone(),
                questions: Arc::new(questions),
                errors,
                route,
                route_to: page.route_to,
                source,
                refused,
            }),
        }
    })
}

async fn fetch(account: String) -> Result<Offering, Problem> {
    let (policy, account) = join(client::get(path::POLICY), client::get(&account)).await;
    Ok(Offering { policy: policy?, account: Arc::new(account?) })
}

/// Goes to the form that the policy gives this person: the wizard where their domain matches, else the request by
/// identifier.
fn redirect_to_other_form(form: Form, account: &Account, identifier: Option<String>) -> AnyView {
    let id = account.summary.id.clone();
    let route = match form {
        Form::Wizard => {
            Route::RequestAccess { account: id, identifier, step: WizardStep::Access, virtual_account: None }
        }
        Form::ByIdentifier => Route::RequestByIdentifier {
            identifier: identifier.or_else(|| Some(account.summary.domain_identifier.clone())),
            account: Some(id),
            step: IdentifierStep::Identify,
        },
    };
    effect(move || replace(&route));
    resource::loading_view(false)
}

impl RequestForm {
    /// The account's Virtual Accounts, as far as the person may see them.
    pub fn tree(&self) -> &[VirtualAccount] {
        self.account.virtual_accounts.as_deref().unwrap_or_default()
    }

    /// The route of the step in the URL, or of an earlier step that lacks an answer, which the URL is then changed to.
    pub fn reachable_route(&self, step_of: fn(&Route) -> WizardStep) -> Memo<Route> {
        let (request_form, route) = (self.clone(), self.route);
        let changed = self.clone();
        effect(move || {
            let answers = changed.form.answers();
            changed.clear_corrected_errors(&answers);
        });
        let step_route = Memo::new(move |_| {
            let wanted = route.with(step_of);
            let step =
                request_form.form.answers_untracked().reachable(wanted, &request_form.questions, request_form.tree());
            (request_form.route_to)(&request_form, step)
        });
        effect(move || {
            let step_route = step_route.get();
            let is_other_step =
                route.with(|route| route.page() == step_route.page() && step_of(route) != step_of(&step_route));
            if is_other_step {
                replace(&step_route);
            }
        });
        step_route
    }

    /// Goes on to the next step, or says what this one lacks.
    pub fn next(&self, step: WizardStep) {
        let answers = self.form.answers_untracked();
        let missing = answers.missing(step, &self.questions, self.tree());
        self.errors.set(missing.iter().map(|missing| missing_answer_problem(*missing)).collect());
        let steps = answers.steps(&self.questions);
        let next = steps.into_iter().skip_while(|known| *known != step).nth(1);
        if let (true, Some(next)) = (missing.is_empty(), next) {
            navigate(&(self.route_to)(self, next));
        }
    }

    /// The errors stay until none of the missing answers is missing any more.
    fn clear_corrected_errors(&self, answers: &Answers) {
        let steps = answers.steps(&self.questions).into_iter();
        let missing: Vec<_> = steps.flat_map(|step| answers.missing(step, &self.questions, self.tree())).collect();
        self.errors.clear_unless(|field| missing.iter().any(|missing| missing.field() == field));
    }

    /// Leaves without sending; the answers are erased.
    pub fn cancel_button(&self) -> Element {
        let route = Route::Account { id: self.account.summary.id.clone(), identifier: self.identifier.clone() };
        let id = self.account.summary.id.clone();
        button(texts().action_cancel(), "button button--quiet", move || {
            submit::erase(&id);
            navigate(&route);
        })
    }

    /// Shows why the server refused, beside the field where it names one. Nothing typed is lost.
    pub fn refuse(&self, problem: Problem) {
        let version = &self.questions.policy_version;
        if problem.code == Code::PolicyChanged && self.refused.with_untracked(|refused| refused != version) {
            // The offer of the new policy is loaded; answers that it asks for in addition are then missing.
            self.refused.set(version.clone());
            self.errors.set_problem(problem);
            return self.source.refetch();
        }
        let step = problem.fields.first().map(|field| step_with(&field.field));
        if let (Code::Invalid, Some(step)) = (problem.code, step) {
            self.errors.set_problem(problem);
            return navigate(&(self.route_to)(self, step));
        }
        self.errors.set_problem(self.with_way_on(problem));
    }

    /// For an incomplete profile, adds the link to the profile, which leads back here.
    pub fn with_way_on(&self, problem: Problem) -> Problem {
        with_way_on(problem, self.route.get_untracked())
    }
}

/// What is missing, beside its field.
pub fn missing_answer_problem(missing: MissingAnswer) -> FieldProblem {
    let detail = match missing {
        MissingAnswer::Scope => texts().invalid_scope(),
        MissingAnswer::Role => texts().invalid_role(),
        MissingAnswer::Reason => texts().invalid_reason(),
        MissingAnswer::VirtualAccounts => texts().invalid_virtual_accounts(),
        MissingAnswer::RolesOfVirtualAccounts => texts().request_role_each(),
    };
    FieldProblem { field: missing.field().to_owned(), detail: detail.to_owned() }
}
