//! Every type of the wire: what serde writes of it, the app's own reader reads back to the letter. The values are made
//! up. That no type is missing here is a house rule (`tests/tidy/wire.rs`).

use app::json;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen_test::wasm_bindgen_test;

mod sample;

use sample::{Known, sample};

/// Values of each type.
const SEEDS: u32 = 64;

macro_rules! every_type {
    ($($($name:ident)::+,)+) => {
        #[wasm_bindgen_test]
        fn every_type_is_read_as_it_is_written() {
            let candidates = candidates();
            let mut known = Known::default();
            $(round_trips::<api::$($name)::+>(stringify!($($name)::+), &mut known, &candidates);)+
        }
    };
}

every_type! {
    access_grant::AccessGrantQuery,
    access_grant::AccessGrants,
    access_grant::AccessGrant,
    access_grant::AccessGrantChange,
    access_grant::AccessGrantRemoval,
    access_request::NewAccessRequest,
    access_request::VirtualAccountRole,
    access_request::AccessRequestPreview,
    access_request::RuleFired,
    access_request::AccessRequest,
    access_request::Reminders,
    access_request::Decided,
    access_request::Granted,
    access_request::RequestedVirtualAccount,
    access_request::AccessRequests,
    access_request::OwnRequestsQuery,
    account::AccountName,
    account::AccountSummary,
    account::Administrators,
    account::Contact,
    account::YourAccess,
    account::Grant,
    account::RequestState,
    account::Account,
    account::VirtualAccount,
    account::Part,
    account::VirtualAccountsQuery,
    account::VirtualAccounts,
    account_request::NewAccountRequest,
    account_request::AccountRequestPreview,
    account_request::AccountRequest,
    account_request::AddedUser,
    account_request::CustomerContact,
    account_request::CorrectedContact,
    account_request::AccountDecided,
    account_request::AccountHistoryEntry,
    account_request::AccountRequests,
    changes::Changes,
    directory::DirectoryQuery,
    directory::DirectoryPage,
    directory::AccountLookUp,
    directory::AccountsFound,
    directory::SuggestedAccounts,
    history::HistoryEntry,
    invitation::Invitation,
    invitation::NewInvitationAnswer,
    pending_access_request::PendingQuery,
    pending_access_request::PendingPage,
    pending_access_request::PendingSummary,
    pending_access_request::PendingAccessRequest,
    pending_access_request::Neighbours,
    message::NewMessage,
    message::Message,
    message::Messages,
    pending_access_request::Offer,
    pending_access_request::ScopeOffer,
    pending_access_request::OfferedVirtualAccount,
    pending_access_request::NewDecisions,
    pending_access_request::NewDecision,
    pending_access_request::DecisionAnswers,
    pending_access_request::DecisionAnswer,
    pending_account_request::PendingAccountRequests,
    pending_account_request::PendingAccountsQuery,
    pending_account_request::PendingAccountSummary,
    pending_account_request::PendingAccountRequest,
    pending_account_request::NewAccountDecision,
    pending_account_request::ChosenUser,
    pending_account_request::NewForwarding,
    problem::Problem,
    problem::FieldProblem,
    profile::ProfileChange,
    session::Session,
    session::Person,
    session::Service,
    session::Place,
    sessions::Sessions,
    sessions::OwnSession,
}

fn round_trips<T: Serialize + DeserializeOwned>(name: &str, known: &mut Known, candidates: &[String]) {
    let mut different = std::collections::BTreeSet::new();
    for seed in 0..SEEDS {
        let written = serde_json::to_string(&sample::<T>(seed, known, candidates)).unwrap();
        let read = json::read::<T>(&written);
        assert!(read.is_some(), "{name} cannot be read: {written}");
        assert_eq!(serde_json::to_string(&read.unwrap()).unwrap(), written, "{name}");
        different.insert(written);
    }
    assert!(different.len() > 1, "{name} was always {different:?}");
}

macro_rules! words_of {
    ($($($name:ident)::+,)+) => { [$($($name)::+::ALL.iter().map(|word| word.as_str()).collect::<Vec<_>>()),+].concat() };
}

/// Two moments, and the words of every vocabulary on the wire.
fn candidates() -> Vec<String> {
    let words = words_of! {
        api::account_request::AccountActor,
        api::account_request::AccountRequestEvent,
        api::account_request::ContactState,
        api::directory::DirectoryAccess,
        api::directory::DirectoryOrder,
        api::history::AccessRequestEvent,
        api::history::Actor,
        api::invitation::InvitationAnswer,
        api::message::Information,
        api::pending_access_request::DecisionKind,
        api::pending_access_request::PendingOrder,
        api::pending_access_request::Queue,
        api::pending_account_request::AccountDecisionKind,
        api::problem::Code,
        rules::account_request_actions::Viewer,
        rules::vocabulary::AccessRequestAction,
        rules::vocabulary::AccessState,
        rules::vocabulary::AccountDecider,
        rules::vocabulary::AccountRequestAction,
        rules::vocabulary::AccountRequestStatus,
        rules::vocabulary::AccountStatus,
        rules::vocabulary::Admission,
        rules::vocabulary::Affiliation,
        rules::vocabulary::Deciders,
        rules::vocabulary::EntryPage,
        rules::vocabulary::GrantAction,
        rules::vocabulary::InvitationStatus,
        rules::vocabulary::MatchKind,
        rules::vocabulary::RequestPath,
        rules::vocabulary::RequestStatus,
        rules::vocabulary::Role,
        rules::vocabulary::Scope,
        rules::vocabulary::Verdict,
        rules::vocabulary::Visibility,
    };
    ["2026-11-04T10:15:00.500Z", "2026-02-28T23:59:59Z"].into_iter().chain(words).map(ToOwned::to_owned).collect()
}
