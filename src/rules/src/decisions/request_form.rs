//! Request form: what a person fills in, by the path that led there (domain: 2, A and B).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub form: Form,
}

string_enum! {
    /// A path that ends in a form: see `request_path`.
    Form {
        Wizard = "wizard",
        ByIdentifier = "by_identifier",
    }
}

/// What the form asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub reason_required: bool,
    /// Scope of access and role.
    pub scope_asked: bool,
    /// The tree of Virtual Accounts.
    pub virtual_accounts_offered: bool,
}

impl Decide for Facts {
    type Answer = Answer;
    const TABLE: &'static str = "request_form";
    const INPUTS: &'static [Input<Facts>] = &[Input::new("path", Shape::one_of::<Form>(), |facts| facts.form.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] =
        &[("reason_required", Shape::Flag), ("scope_asked", Shape::Flag), ("virtual_accounts_offered", Shape::Flag)];

    fn answer(answers: Answers<'_>) -> Option<Answer> {
        Some(Answer {
            reason_required: answers.flag("reason_required")?,
            scope_asked: answers.flag("scope_asked")?,
            virtual_accounts_offered: answers.flag("virtual_accounts_offered")?,
        })
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn the_wizard_asks_for_scope_and_the_other_form_for_a_reason() {
        let answer = |form| Policy::embedded().unwrap().request_form(&Facts { form }).unwrap().answer;
        let wizard = Answer { reason_required: false, scope_asked: true, virtual_accounts_offered: true };
        let by_identifier = Answer { reason_required: true, scope_asked: false, virtual_accounts_offered: false };
        assert_eq!(answer(Form::Wizard), wizard);
        assert_eq!(answer(Form::ByIdentifier), by_identifier);
    }
}
