//! Forms: what is wrong with them, and the fields with their labels, hints and errors.

use api::problem::{Code, FieldProblem, Problem};
use leptos::prelude::*;
use web_sys::Event;

use crate::{
    dom::{
        attr,
        element::{Element, dynamic, nothing},
        event, html,
        signal::State,
    },
    routing::navigation,
    session::texts,
    ui::{announce::announce, page::way_on},
};

pub mod address;
pub mod choices;
pub mod field;

const SUMMARY: &str = "error-summary";

/// What is wrong with a form, by field name. The form shows it in [`error_summary`] and beside each field.
#[derive(Clone, Copy)]
pub struct Errors {
    fields: State<Vec<FieldProblem>>,
    /// The error of the whole form.
    general: State<Option<Problem>>,
    /// What is wrong with an answer as it is chosen. It is told beside its field only.
    at_once: State<Vec<FieldProblem>>,
    /// Whether the summary takes the focus when it is shown next: after sending, not while the person types.
    takes_focus: State<bool>,
}

impl Default for Errors {
    fn default() -> Self {
        Errors {
            fields: State::new(Vec::new()),
            general: State::new(None),
            at_once: State::new(Vec::new()),
            takes_focus: State::new(false),
        }
    }
}

impl Errors {
    /// Replaces the errors; an empty list clears them.
    pub fn set(self, fields: Vec<FieldProblem>) {
        self.takes_focus.set(true);
        self.general.set(None);
        self.fields.set(fields);
    }

    /// Shows an error of the server: beside its fields, or above the form if it names none.
    pub fn set_problem(self, problem: Problem) {
        self.takes_focus.set(true);
        self.fields.set(problem.fields.clone());
        self.general.set(problem.fields.is_empty().then_some(problem));
    }

    /// Shows an error of the server beside a field, and above the form with its way on.
    pub fn set_problem_at(self, field: &str, problem: Problem) {
        self.takes_focus.set(true);
        self.fields.set(vec![FieldProblem { field: field.to_owned(), detail: problem.detail.clone() }]);
        self.general.set(Some(problem));
    }

    /// Keeps the errors of fields that are still wrong: one that was mended loses its own at once. The error of the whole
    /// form stays, unless it was about such a field.
    pub fn keep(self, is_wrong: impl Fn(&str) -> bool) {
        let mut mended = Vec::new();
        self.fields.maybe_update(|fields| {
            mended = fields.extract_if(.., |problem| !is_wrong(&problem.field)).collect();
            !mended.is_empty()
        });
        let is_over = |general: &Option<Problem>| {
            general.as_ref().is_some_and(|general| mended.iter().any(|problem| problem.detail == general.detail))
        };
        if self.general.with_untracked(is_over) {
            self.general.set(None);
        }
    }

    /// Takes the errors from a field that the person has filled in anew.
    pub fn forget(self, field: &str) {
        self.keep(|other| other != field);
    }

    /// Tells beside their fields, and announces, what is wrong with answers as they are chosen.
    pub fn set_at_once(self, fields: Vec<FieldProblem>) {
        self.at_once.maybe_update(|known| {
            let differs = *known != fields;
            if let (true, Some(first)) = (differs, fields.iter().find(|problem| !known.contains(problem))) {
                announce(&first.detail);
            }
            *known = fields;
            differs
        });
    }

    /// The server's error about the whole form.
    pub fn code(self) -> Option<Code> {
        self.general.with(|general| general.as_ref().map(|problem| problem.code))
    }

    /// Adds to a list one sentence about a field that must be filled in.
    pub fn required(list: &mut Vec<FieldProblem>, field: &str, label: &str) {
        list.push(FieldProblem { field: field.to_owned(), detail: texts().error_required(label) });
    }

    /// The error messages of one field, a line for each.
    pub fn message_for(self, field: &str) -> Option<String> {
        self.with_all(|problems| {
            let mut details: Vec<&str> = Vec::new();
            for problem in problems.into_iter().filter(|problem| problem.field == field) {
                if !details.contains(&problem.detail.as_str()) {
                    details.push(&problem.detail);
                }
            }
            (!details.is_empty()).then(|| details.join("\n"))
        })
    }

    /// Whether something is wrong with one field.
    pub fn contains(self, field: &str) -> bool {
        self.with_all(|problems| problems.iter().any(|problem| problem.field == field))
    }

    fn with_all<R>(self, look: impl FnOnce(Vec<&FieldProblem>) -> R) -> R {
        self.fields.with(|fields| self.at_once.with(|at_once| look(fields.iter().chain(at_once).collect())))
    }
}

/// The id of a field's control.
pub fn field_id(name: &str) -> String {
    ["field-", name].concat()
}

/// Everything that is wrong, at the top of the form. It takes the focus after sending; its links lead to the fields.
pub fn error_summary(errors: Errors) -> AnyView {
    dynamic(move || {
        let fields = errors.fields.get();
        let general = errors.general.get();
        if fields.is_empty() && general.is_none() {
            return nothing();
        }
        if errors.takes_focus.get_untracked() {
            errors.takes_focus.set(false);
            // Once it is on the page.
            queue_microtask(|| navigation::focus(SUMMARY));
        }
        let count = i64::try_from(fields.len()).unwrap_or(i64::MAX).max(1);
        // What is said above with a way on needs no link to its field.
        let said = general.as_ref().map(|problem| problem.detail.clone());
        let fields = fields.into_iter().filter(|problem| said.as_ref() != Some(&problem.detail));
        html::div()
            .class("error-summary")
            .attr(attr::ID, SUMMARY)
            // It is read with the focus; an alert would be read a second time.
            .attr(attr::TABINDEX, "-1")
            .el(html::h2().text(texts().error_summary_title(count)))
            .els(general.into_iter().flat_map(general_error))
            .el(html::ul().els(fields.map(field_error)))
            .view()
    })
}

fn field_error(problem: FieldProblem) -> Element {
    let id = field_id(&problem.field);
    let link = html::a().attr(attr::HREF, ["#", &id].concat()).text(problem.detail).on(event::CLICK, move |event| {
        event.prevent_default();
        navigation::focus(&id);
    });
    html::li().el(link)
}

fn general_error(problem: Problem) -> impl Iterator<Item = Element> {
    let way_on = way_on(&problem).map(|link| html::p().el(link));
    [html::p().text(problem.detail)].into_iter().chain(way_on)
}

/// The text of the control that an event came from.
pub fn input_value(event: &Event) -> String {
    event_target_value(event)
}

/// The sentence beside one field; hidden while nothing is wrong with it.
fn error_text(name: &'static str, id: String, errors: Errors) -> Element {
    html::p()
        .class("field__error")
        .attr(attr::ID, id)
        .flag_with(attr::HIDDEN, move || !errors.contains(name))
        .text_with(move || errors.message_for(name).unwrap_or_default())
}
