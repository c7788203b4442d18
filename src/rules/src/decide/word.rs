//! The enums that stand in tables as strings, behind one trait.

use crate::vocabulary::{
    AccessState, AccountStatus, Action, Admission, Affiliation, Deciders, EntryPage, LifetimeSubject, MatchKind,
    ProfileField, RequestPath, Role, Scope, Visibility, Way,
};
use crate::{request_form, your_access};

/// An enum of words: see `vocabulary`.
pub(crate) trait Word: Copy + PartialEq + 'static {
    fn all() -> &'static [Self];
    fn word(self) -> &'static str;
    fn parse_word(word: &str) -> Option<Self>;
}

/// Every word of an enum.
pub(super) fn spellings<W: Word>() -> Vec<&'static str> {
    W::all().iter().map(|word| word.word()).collect()
}

macro_rules! word {
    ($($name:ty),+ $(,)?) => {$(
        impl Word for $name {
            fn all() -> &'static [$name] {
                <$name>::ALL
            }

            fn word(self) -> &'static str {
                self.as_str()
            }

            fn parse_word(word: &str) -> Option<$name> {
                <$name>::parse(word)
            }
        }
    )+};
}

word!(
    AccessState,
    AccountStatus,
    Action,
    Admission,
    Affiliation,
    Deciders,
    EntryPage,
    LifetimeSubject,
    MatchKind,
    ProfileField,
    RequestPath,
    Role,
    Scope,
    Visibility,
    Way,
    request_form::Form,
    your_access::Request,
);
