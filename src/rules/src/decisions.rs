//! The decisions, a module each: its facts, what it answers, and which table it asks.
//!
//! [`for_each_decision!`] is the one list of them. A new decision is a module here and a row there, a table in `policy/`
//! and a file of cases in `tests/cases/`.
//!
//! [`for_each_decision!`]: crate::for_each_decision!

pub mod acceptance;
pub mod access_request_actions;
pub mod account_deciders;
pub mod account_request_actions;
pub mod account_roles;
pub mod added_user_roles;
pub mod admission;
pub mod already_held;
pub mod approval_stands;
pub mod authority;
pub mod contacts;
pub mod creation_route;
pub mod daily_limits;
pub mod deciders;
pub mod disclosure;
pub mod domain_match;
pub mod entry;
pub mod forwarding_limits;
pub mod grant_actions;
pub mod grants_shown;
pub mod lifetimes;
pub mod look_up;
pub mod notes_shown;
pub mod places;
pub mod profile_fields;
pub mod reminders;
pub mod request_form;
pub mod request_path;
pub mod roles_offered;
pub mod standing;
pub mod suggested_accounts;
pub mod visibility;
pub mod your_access;

/// Gives a macro all decisions: of each the question, the name of its module, and what it answers.
#[doc(hidden)]
#[macro_export]
macro_rules! for_each_decision {
    ($callback:ident) => {
        $callback! {
            /// When does somebody hold a role who was added to an account?
            acceptance -> vocabulary::Acceptance;
            /// What may be done about an access request?
            access_request_actions -> Vec<vocabulary::AccessRequestAction>;
            /// Whose turn is it to decide a request for a new account?
            account_deciders -> vocabulary::AccountDecider;
            /// What may be done about a request for a new account?
            account_request_actions -> Vec<vocabulary::AccountRequestAction>;
            /// Which role does a person get in a new account?
            account_roles -> vocabulary::Role;
            /// May whoever approves a new account give the people added to it this role?
            added_user_roles -> bool;
            /// May this person do this here at all?
            admission -> vocabulary::Admission;
            /// Is this role held there already, by a role that the person has?
            already_held -> bool;
            /// Does an approval still hold once a customer contact was replaced?
            approval_stands -> bool;
            /// May this person decide this request in this way?
            authority -> vocabulary::Verdict;
            /// Whom does an account name as its contacts?
            contacts -> vocabulary::Contacts;
            /// What becomes of a request for a new account?
            creation_route -> vocabulary::CreationPath;
            /// How many requests may one person send within a day?
            daily_limits -> u32;
            /// Who decides this request?
            deciders -> vocabulary::Deciders;
            /// What is this person shown of an account?
            disclosure -> disclosure::Answer;
            /// Does this kind of domain match count?
            domain_match -> bool;
            /// Which page does a person start on?
            entry -> vocabulary::EntryPage;
            /// How often may a request for a new account be forwarded?
            forwarding_limits -> u32;
            /// What may be done about a person's access?
            grant_actions -> Vec<vocabulary::GrantAction>;
            /// Whose access to an account does a holder of this role see?
            grants_shown -> grants_shown::Shown;
            /// How long does something last?
            lifetimes -> lifetimes::Lifetime;
            /// Which accounts does an entire name or identifier find for this person?
            look_up -> vocabulary::LookUp;
            /// Which notes of an account request does this reader see?
            notes_shown -> Vec<vocabulary::Note>;
            /// Is this place named among those where access will work?
            places -> bool;
            /// Which parts of the profile does a request need?
            profile_fields -> Vec<vocabulary::ProfileField>;
            /// How often may somebody be reminded of a request?
            reminders -> reminders::Answer;
            /// What does the request form ask?
            request_form -> request_form::Answer;
            /// How does this person ask for access to this account?
            request_path -> vocabulary::RequestPath;
            /// Which roles may be asked for in this scope?
            roles_offered -> Vec<vocabulary::Role>;
            /// Does this person have standing in this account?
            standing -> bool;
            /// Is this account suggested to a person who is looking for theirs?
            suggested_accounts -> bool;
            /// Does this person see this Smart Account?
            visibility -> bool;
            /// What does the column "Your access" show for this account?
            your_access -> your_access::Answer;
        }
    };
}
