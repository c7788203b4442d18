//! Every combination of facts gets an answer, with a reason in both languages; and what must never happen does not.

#![expect(clippy::unwrap_used, reason = "helpers of tests stop at the first surprise as tests do")]

use rules::vocabulary::{AccountStatus, Action, Affiliation, LifetimeSubject, MatchKind, Scope, Visibility, Way};
use rules::{
    Decision, Policy, Undecided, admission, deciders, disclosure, domain_match, entry, lifetimes, profile_fields,
    request_form, request_path, roles_offered, visibility, your_access,
};

const FLAGS: [bool; 2] = [false, true];

fn policy() -> Policy {
    Policy::embedded().unwrap()
}

/// The answer of a decision in which one rule fires.
fn one<A>(decision: Result<Decision<A>, Undecided>) -> A {
    let decision = decision.unwrap();
    assert_eq!(decision.fired.len(), 1);
    explained(&decision);
    decision.answer
}

fn explained<A>(decision: &Decision<A>) {
    for rule in &decision.fired {
        for sentence in [&rule.en, &rule.fr] {
            assert!(sentence.ends_with('.') && sentence.contains(' '), "{} {}: {sentence}", rule.decision, rule.rule);
        }
        assert_ne!(rule.en, rule.fr);
    }
}

#[test]
fn decisions_about_people_are_total() {
    let policy = policy();
    for affiliation in Affiliation::ALL.iter().copied() {
        for action in Action::ALL.iter().copied() {
            one(policy.admission(&admission::Facts { affiliation, action }));
        }
    }
    for flag in FLAGS {
        for affiliation in Affiliation::ALL.iter().copied() {
            one(policy.entry(&entry::Facts { affiliation, holds_role: flag }));
        }
        for matches in FLAGS {
            one(policy.disclosure(&disclosure::Facts { holds_grant: flag, matches }));
            let facts = deciders::Facts { active_administrator: flag, virtual_account_administrator: matches };
            one(policy.deciders(&facts));
        }
    }
    for match_kind in MatchKind::ALL.iter().copied() {
        one(policy.domain_match(&domain_match::Facts { match_kind }));
    }
}

#[test]
fn decisions_about_forms_are_total() {
    let policy = policy();
    for path in request_form::Form::ALL.iter().copied() {
        one(policy.request_form(&request_form::Facts { path }));
        let fields = policy.profile_fields(&profile_fields::Facts { path }).unwrap();
        explained(&fields);
        assert_eq!(fields.fired.len(), fields.answer.len());
    }
    for scope in Scope::ALL.iter().copied() {
        let roles = policy.roles_offered(&roles_offered::Facts { scope }).unwrap();
        explained(&roles);
        assert!(!roles.answer.is_empty());
    }
    for subject in LifetimeSubject::ALL.iter().copied() {
        one(policy.lifetimes(&lifetimes::Facts { subject }));
    }
}

#[test]
fn a_restricted_account_is_never_seen_without_standing_or_its_entire_name() {
    let policy = policy();
    for facts in visibility_facts() {
        let seen = one(policy.visibility(&facts));
        assert!(seen || !facts.has_standing, "{facts:?}");
        if facts.visibility == Visibility::Restricted && !facts.has_standing {
            assert!(!seen || facts.way == Way::Entire, "{facts:?}");
            let other = visibility::Facts { matches: !facts.matches, ..facts };
            assert_eq!(seen, one(policy.visibility(&other)), "a match tells of it: {facts:?}");
        }
        if facts.status != AccountStatus::Active {
            assert_eq!(seen, facts.has_standing, "{facts:?}");
        }
    }
}

#[test]
fn a_form_is_reached_only_by_those_who_may_send_it() {
    let policy = policy();
    for facts in request_path_facts() {
        let path = one(policy.request_path(&facts));
        if path.form().is_some() {
            assert!(facts.admitted && facts.profile_complete && !facts.open_request, "{facts:?}");
            assert_eq!(facts.status, AccountStatus::Active, "{facts:?}");
        }
        assert_eq!(path.is_requestable(), facts.admitted && facts.status == AccountStatus::Active, "{facts:?}");
    }
}

#[test]
fn nothing_is_requested_that_is_not_requestable() {
    let policy = policy();
    for holds_grant in FLAGS {
        for requestable in FLAGS {
            for request in your_access::Request::ALL.iter().copied() {
                for status in AccountStatus::ALL.iter().copied() {
                    let facts = your_access::Facts { holds_grant, request, status, requestable };
                    let answer = one(policy.your_access(&facts));
                    assert!(requestable || !answer.may_request, "{facts:?}");
                    assert!(request != your_access::Request::Open || !answer.may_request, "{facts:?}");
                }
            }
        }
    }
}

fn visibility_facts() -> impl Iterator<Item = visibility::Facts> {
    let flags = || FLAGS.into_iter().flat_map(|a| FLAGS.map(|b| (a, b)));
    flags().flat_map(|(has_standing, matches)| {
        AccountStatus::ALL.iter().flat_map(move |status| {
            Visibility::ALL.iter().flat_map(move |visibility| {
                Way::ALL.iter().map(move |way| visibility::Facts {
                    has_standing,
                    status: *status,
                    visibility: *visibility,
                    way: *way,
                    matches,
                })
            })
        })
    })
}

fn request_path_facts() -> impl Iterator<Item = request_path::Facts> {
    AccountStatus::ALL.iter().flat_map(|status| {
        (0..32_u8).map(|bits| request_path::Facts {
            admitted: bits & 1 != 0,
            status: *status,
            open_request: bits & 2 != 0,
            profile_complete: bits & 4 != 0,
            matches: bits & 8 != 0,
            holds_grant: bits & 16 != 0,
        })
    })
}
