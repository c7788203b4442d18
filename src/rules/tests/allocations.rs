//! A decision in which one rule fires is made without the heap.
#![cfg(not(target_arch = "wasm32"))]

use allocation_counter::measure;
use rules::vocabulary::{AccountStatus, Visibility, Way};
use rules::{Policy, request_path, visibility};

#[test]
fn a_decision_of_one_rule_allocates_nothing() {
    let policy = Policy::embedded().unwrap();
    let path = request_path::Facts {
        admitted: true,
        status: AccountStatus::Active,
        open_request: false,
        profile_complete: true,
        matches: true,
        holds_grant: false,
        holds_all: false,
    };
    let seen = visibility::Facts {
        has_standing: false,
        status: AccountStatus::Active,
        visibility: Visibility::Restricted,
        way: Way::Search,
        matches: true,
    };
    let counted = measure(|| {
        assert!(policy.request_path(&path).is_ok());
        assert!(policy.visibility(&seen).is_ok());
    });
    assert_eq!(counted.count_total, 0);
}
