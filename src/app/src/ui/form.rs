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
    ui::page::outside_link,
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
}

impl Default for Errors {
    fn default() -> Self {
        Errors { fields: State::new(Vec::new()), general: State::new(None) }
    }
}

impl Errors {
    /// Replaces the errors; an empty list clears them.
    pub fn set(self, fields: Vec<FieldProblem>) {
        self.general.set(None);
        self.fields.set(fields);
    }

    /// Shows an error of the server: beside its fields, or above the form if it names none.
    pub fn set_problem(self, problem: Problem) {
        self.fields.set(problem.fields.clone());
        self.general.set(problem.fields.is_empty().then_some(problem));
    }

    /// Shows an error of the server beside a field, and above the form with its way on.
    pub fn set_problem_at(self, field: &str, problem: Problem) {
        self.fields.set(vec![FieldProblem { field: field.to_owned(), detail: problem.detail.clone() }]);
        self.general.set(Some(problem));
    }

    /// Clears the errors of fields, unless one of them still holds. The error of the whole form stays.
    pub fn clear_unless(self, still_holds: impl Fn(&str) -> bool) {
        let is_over = |fields: &Vec<FieldProblem>| {
            !fields.is_empty() && !fields.iter().any(|problem| still_holds(&problem.field))
        };
        if self.fields.with_untracked(is_over) {
            self.fields.set(Vec::new());
        }
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
        self.fields.with(|fields| {
            let found = fields.iter().filter(|problem| problem.field == field);
            let details: Vec<&str> = found.map(|problem| problem.detail.as_str()).collect();
            (!details.is_empty()).then(|| details.join("\n"))
        })
    }

    /// Whether something is wrong with one field.
    pub fn contains(self, field: &str) -> bool {
        self.fields.with(|fields| fields.iter().any(|problem| problem.field == field))
    }
}

/// The id of a field's control.
pub fn field_id(name: &str) -> String {
    ["field-", name].concat()
}

/// Everything that is wrong, at the top of the form. It takes the focus when it appears; its links lead to the fields.
pub fn error_summary(errors: Errors) -> AnyView {
    dynamic(move || {
        let fields = errors.fields.get();
        let general = errors.general.get();
        if fields.is_empty() && general.is_none() {
            return nothing();
        }
        // Once it is on the page.
        queue_microtask(|| navigation::focus(SUMMARY));
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
    let words = if problem.code == Code::IdentifierTaken { texts().new_account_taken_link() } else { texts().way_on() };
    let way_on = problem.link.map(|link| html::p().el(outside_link(&link, words, "link")));
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
