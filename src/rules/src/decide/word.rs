//! The enums that stand in tables as strings, behind one trait.

use super::Fact;
use crate::vocabulary::{
    AccessRequestAction, AccessState, AccountDecider, AccountKind, AccountRequestAction, AccountRequestStatus,
    AccountStatus, Action, Admission, Affiliation, Contacts, CreationPath, Deciders, EntryPage, GrantAction,
    LifetimeSubject, MatchKind, Note, ProfileField, ReminderState, RequestPath, RequestStatus, Role, Scope, Verdict,
    Visibility, Way,
};
use crate::{
    access_request_actions, account_deciders, account_request_actions, authority, creation_route, grant_actions,
    notes_shown, reminders, request_form, standing, your_access,
};

/// An enum of words: see `vocabulary`.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// Every word, in the order of declaration.
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

        impl From<$name> for Fact {
            fn from(word: $name) -> Fact {
                Fact(word as usize)
            }
        }
    )+};
}

word!(
    AccessRequestAction,
    AccessState,
    AccountDecider,
    AccountKind,
    AccountRequestAction,
    AccountRequestStatus,
    AccountStatus,
    Action,
    Admission,
    Affiliation,
    Contacts,
    CreationPath,
    Deciders,
    EntryPage,
    GrantAction,
    LifetimeSubject,
    MatchKind,
    Note,
    ProfileField,
    ReminderState,
    RequestPath,
    RequestStatus,
    Role,
    Scope,
    Verdict,
    Visibility,
    Way,
    access_request_actions::Viewer,
    account_deciders::ApprovedBy,
    account_request_actions::Viewer,
    authority::Authority,
    creation_route::Identifier,
    grant_actions::Viewer,
    notes_shown::Reader,
    reminders::Subject,
    request_form::Form,
    standing::AccountRequest,
    your_access::Request,
);
