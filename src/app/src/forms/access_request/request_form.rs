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
    form::{AnswerForm, draft_key},
    held_access::HeldAccess,
    questions::{Offer, Questions, offer},
    submit,
};
use crate::{
    components::taken_up::{taken_up, typed_at},
    dom::{
        element::{Element, dynamic, fragment, nothing},
        html,
        signal::{Memo, State},
        task::effect,
    },
    net::{
        client,
        resource::{self, Resource},
        virtual_accounts::{add_named, known},
    },
    routing::navigation::{navigate, previous_route, replace},
    session::{texts, use_app},
    storage::draft,
    ui::{
        form::Errors,
        notice::{Tone, notice},
        page::button,
        tree::known::Known,
        unsaved_changes::may_discard,
    },
};

/// One person asking for access to one account, with the form that the policy offers.
#[derive(Clone)]
pub struct RequestForm {
    pub account: Arc<Account>,
    /// What found the account, if anything did.
    pub identifier: Option<String>,
    pub questions: Arc<Questions>,
    pub held: HeldAccess,
    /// The account's Virtual Accounts, as far as the person may see them and they were needed.
    pub known: Known,
    pub form: AnswerForm,
    pub errors: Errors,
    pub route: Memo<Route>,
    /// Where a step of this form is.
    pub route_to: fn(&RequestForm, WizardStep) -> Route,
    pub(super) source: Resource<Offering>,
    /// The version of the policy that was refused last.
    refused: State<String>,
    /// Whether the URL names a step for which this browser has no answers.
    is_lost: State<bool>,
}

pub(super) struct Offering {
    policy: Arc<Policy>,
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
    let (key, found_by) = (draft_key(account), identifier.clone());
    let source = resource::use_fetch(false, move || {
        let named = match route.get_untracked() {
            Route::RequestAccess { virtual_account, .. } => virtual_account,
            _ => None,
        };
        Some(Box::pin(fetch(path.clone(), key.clone(), found_by.clone(), named)))
    });
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
            Ok(Offer::Form(questions)) => {
                let request_form = RequestForm {
                    known: known(account, identifier.as_deref()),
                    form: AnswerForm::open(account),
                    account: Arc::clone(account),
                    identifier: identifier.clone(),
                    questions: Arc::new(questions),
                    held: HeldAccess::new(Arc::clone(&offering.policy), &account.summary.your_access.grants),
                    errors,
                    route,
                    route_to: page.route_to,
                    source,
                    refused,
                    is_lost: State::new(false),
                };
                let steps = (page.steps)(request_form.clone());
                fragment(vec![request_form.taken_up(), steps])
            }
        }
    })
}

/// Loads what the form needs: of very many Virtual Accounts also those that the draft and the URL name.
async fn fetch(
    account: String,
    draft: String,
    identifier: Option<String>,
    named: Option<String>,
) -> Result<Offering, Problem> {
    let (policy, account) = join(client::get(path::POLICY), client::get::<Account>(&account)).await;
    let mut account = account?;
    if account.at_top.is_some() {
        let before = draft::load::<Answers>(&draft).unwrap_or_default();
        let names: Vec<String> = before.ticked.into_iter().chain(before.earlier.into_keys()).chain(named).collect();
        add_named(&mut account, identifier.as_deref(), &names).await?;
    }
    Ok(Offering { policy: Arc::new(policy?), account: Arc::new(account) })
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
    /// The list of [`RequestForm::known`] as it is now.
    pub fn tree(&self) -> Arc<[VirtualAccount]> {
        self.known.list.get_untracked()
    }

    /// The route of the step in the URL, or of an earlier step that lacks an answer, which the URL is then changed to.
    pub fn reachable_route(&self, step_of: fn(&Route) -> WizardStep) -> Memo<Route> {
        let is_lost = self.is_lost;
        let (request_form, route) = (self.clone(), self.route);
        let changed = self.clone();
        effect(move || {
            let answers = changed.form.answers();
            changed.review_errors(&answers);
        });
        let step_route = Memo::new(move |_| {
            let wanted = route.with(step_of);
            let step =
                request_form.form.answers_untracked().reachable(wanted, &request_form.questions, &request_form.tree());
            (request_form.route_to)(&request_form, step)
        });
        effect(move || {
            let step_route = step_route.get();
            let is_other_step =
                route.with(|route| route.page() == step_route.page() && step_of(route) != step_of(&step_route));
            if is_other_step {
                is_lost.set(true);
                replace(&step_route);
            }
        });
        step_route
    }

    /// Goes on to the next step, or says what this one lacks.
    pub fn next(&self, step: WizardStep) {
        let answers = self.form.answers_untracked();
        let missing = answers.missing(step, &self.questions, &self.tree());
        let lacking = missing.iter().map(|missing| missing_answer_problem(*missing));
        let held = self.held.problems(&answers, &self.questions, &self.tree()).into_iter();
        let wrong: Vec<_> = lacking.chain(held.filter(|problem| step_with(&problem.field) == step)).collect();
        let is_right = wrong.is_empty();
        self.errors.set(wrong);
        let steps = answers.steps(&self.questions);
        let next = steps.into_iter().skip_while(|known| *known != step).nth(1);
        if let (true, Some(next)) = (is_right, next) {
            self.form.taken_up.set(None);
            self.is_lost.set(false);
            navigate(&(self.route_to)(self, next));
        }
    }

    /// Takes the error from a field that was mended, and tells at once what of the answers is held already.
    fn review_errors(&self, answers: &Answers) {
        let steps = answers.steps(&self.questions).into_iter();
        let missing: Vec<_> = steps.flat_map(|step| answers.missing(step, &self.questions, &self.tree())).collect();
        let held = self.held.problems(answers, &self.questions, &self.tree());
        self.errors.keep(|field| {
            missing.iter().any(|missing| missing.field() == field) || held.iter().any(|problem| problem.field == field)
        });
        self.errors.set_at_once(held);
    }

    /// Leaves without sending, and asks first where something was filled in; the answers are erased.
    pub fn cancel_button(&self) -> Element {
        let id = self.account.summary.id.clone();
        let route = match previous_route() {
            // Who came by the identifier goes back to it.
            Some(Route::RequestByIdentifier { identifier, .. }) => {
                Route::RequestByIdentifier { identifier, account: None, step: IdentifierStep::Identify }
            }
            _ => Route::Account { id: id.clone(), identifier: self.identifier.clone() },
        };
        let form = self.form;
        button(texts().action_cancel(), "button button--quiet", move || {
            if form.answers_untracked() == Answers::default() || may_discard() {
                submit::erase(&id);
                navigate(&route);
            }
        })
    }

    /// Says that answers of before were taken up, or that there are none in this browser for the step in the URL.
    fn taken_up(&self) -> AnyView {
        let (request_form, is_lost) = (self.clone(), self.is_lost);
        dynamic(move || {
            if is_lost.get() {
                return notice(Tone::Info, texts().draft_lost_title(), [html::p().text(texts().draft_lost())]);
            }
            let Some(at) = request_form.form.taken_up.get() else { return nothing() };
            let discarding = request_form.clone();
            taken_up(&texts().draft_continue(&typed_at(at)), move || {
                discarding.form.set(Answers::default());
                discarding.form.taken_up.set(None);
                submit::erase(&discarding.account.summary.id);
                discarding.errors.set(Vec::new());
                navigate(&(discarding.route_to)(&discarding, WizardStep::Access));
            })
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
