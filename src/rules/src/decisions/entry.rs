//! Entry: the page on which a person starts (domain: 1 The directory).

use crate::decide::{Answers, Decide, Input, Shape};
use crate::vocabulary::{Affiliation, EntryPage};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    pub affiliation: Affiliation,
    /// Whether the person holds any role in any account.
    pub holds_role: bool,
}

impl Decide for Facts {
    type Answer = EntryPage;
    const TABLE: &'static str = "entry";
    const INPUTS: &'static [Input<Facts>] = &[
        Input::new("affiliation", Shape::one_of::<Affiliation>(), |facts| facts.affiliation.into()),
        Input::new("holds_role", Shape::Flag, |facts| facts.holds_role.into()),
    ];
    const OUTPUTS: &'static [(&'static str, Shape)] = &[("page", Shape::one_of::<EntryPage>())];

    fn answer(answers: Answers<'_>) -> Option<EntryPage> {
        answers.variant("page")
    }
}

#[cfg(test)]
#[cfg(feature = "xml")]
mod tests {
    use super::*;
    use crate::Policy;

    #[test]
    fn who_holds_a_role_starts_in_the_directory_and_so_does_the_operators_staff() {
        let page = |affiliation, holds_role| {
            Policy::embedded().unwrap().entry(&Facts { affiliation, holds_role }).unwrap().answer
        };
        assert_eq!(page(Affiliation::External, true), EntryPage::Directory);
        assert_eq!(page(Affiliation::External, false), EntryPage::ByIdentifier);
        assert_eq!(page(Affiliation::Internal, false), EntryPage::Directory);
        assert_eq!(page(Affiliation::LicensingSupport, false), EntryPage::Directory);
    }
}
