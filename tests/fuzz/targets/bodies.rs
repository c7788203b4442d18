//! Whatever is sent as a body of the API: it is refused, or it is written and read back as the same.

#![no_main]

use std::fmt::Debug;

use api::access_grant::AccessGrantChange;
use api::access_request::NewAccessRequest;
use api::account_request::{CorrectedContact, NewAccountRequest};
use api::directory::AccountLookUp;
use api::pending_access_request::NewDecisions;
use api::pending_account_request::{NewAccountDecision, NewForwarding};
use api::problem::Problem;
use api::profile::ProfileChange;
use api::session::Session;
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;

fuzz_target!(|given: (u8, &[u8])| {
    let (which, body) = given;
    match which % 10 {
        0 => check::<AccessGrantChange>(body),
        1 => check::<NewAccessRequest>(body),
        2 => check::<CorrectedContact>(body),
        3 => check::<NewAccountRequest>(body),
        4 => check::<AccountLookUp>(body),
        5 => check::<NewDecisions>(body),
        6 => check::<NewAccountDecision>(body),
        7 => check::<NewForwarding>(body),
        8 => check::<ProfileChange>(body),
        // What the app reads of an answer.
        _ => {
            check::<Problem>(body);
            check::<Session>(body);
        }
    }
});

fn check<T: DeserializeOwned + Serialize + PartialEq + Debug>(body: &[u8]) {
    if let Ok(read) = serde_json::from_slice::<T>(body) {
        let written = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<T>(&written).unwrap(), read, "{written}");
    }
}
