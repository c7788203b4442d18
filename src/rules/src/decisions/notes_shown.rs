//! Notes shown: which notes of a request for a new account a reader sees (domain: 4, Who decides).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::string_enum;
use crate::vocabulary::Note;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub reader: Reader,
}

string_enum! {
    /// Who reads a request for a new account.
    Reader {
        /// Who administers an account that holds the same registrable domain.
        ExistingAdministrator = "existing_administrator",
        OperatorApprover = "operator_approver",
        CustomerContact = "customer_contact",
        AddedUser = "added_user",
        Requester = "requester",
    }
}

impl Decide for Facts {
    /// In the order of the table.
    type Answer = Vec<Note>;
    const TABLE: &'static str = "notes_shown";
    const COLLECTS: bool = true;
    const INPUTS: &'static [Input<Facts>] =
        &[Input::new("reader", Shape::one_of::<Reader>(), |facts| facts.reader.into())];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("note", Shape::one_of::<Note>())];

    fn answer(answers: Answers<'_>) -> Option<Vec<Note>> {
        answers.variants("note")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn each_note_reaches_those_whom_it_is_for_and_who_wrote_it() {
        for (reader, notes) in [
            (Reader::ExistingAdministrator, &[Note::ToApprover][..]),
            (Reader::OperatorApprover, &[Note::ToApprover]),
            (Reader::CustomerContact, &[Note::ToCustomer]),
            (Reader::AddedUser, &[Note::ToAddedUsers]),
            (Reader::Requester, Note::ALL),
        ] {
            let shown = Policy::embedded().unwrap().notes_shown(&Facts { reader }).unwrap().answer;
            assert_eq!(shown, notes, "{reader:?}");
        }
    }
}
