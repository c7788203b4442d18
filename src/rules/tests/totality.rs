//! Every combination of facts gets an answer, with a reason in both languages; and what must never happen does not.

#![expect(clippy::unwrap_used, reason = "helpers of tests stop at the first surprise as tests do")]

use std::sync::OnceLock;

use rules::decisions::*;
use rules::vocabulary::{
    AccountDecider, AccountKind, AccountRequestStatus, AccountStatus, Action, Affiliation, CreationPath, GrantAction,
    LifetimeSubject, MatchKind, Note, ReminderState, RequestStatus, Role, Scope, Verdict, Visibility, Way,
};
use rules::{Decision, Policy, Undecided};

const FLAGS: [bool; 2] = [false, true];

fn policy() -> &'static Policy {
    static POLICY: OnceLock<Policy> = OnceLock::new();
    POLICY.get_or_init(|| Policy::embedded().unwrap())
}

/// The answer of a decision in which one rule fires.
fn one<A>(decision: Result<Decision<A>, Undecided>) -> A {
    let decision = decision.unwrap();
    assert_eq!(decision.fired.rules().len(), 1);
    explained(&decision);
    decision.answer
}

/// The answers of a decision in which each rule that fires gives another one.
fn all<A>(decision: Result<Decision<Vec<A>>, Undecided>) -> Vec<A> {
    let decision = decision.unwrap();
    assert_eq!(decision.fired.rules().len(), decision.answer.len());
    explained(&decision);
    decision.answer
}

fn explained<A>(decision: &Decision<A>) {
    for rule in policy().explain(&decision.fired) {
        for sentence in [&rule.en, &rule.fr] {
            assert!(sentence.ends_with('.') && sentence.contains(' '), "{} {}: {sentence}", rule.decision, rule.rule);
        }
        assert_ne!(rule.en, rule.fr);
    }
}

/// Whose staff somebody is, whether they hold a role, and whether they are a partner.
fn people() -> impl Iterator<Item = (Affiliation, bool, bool)> {
    let flags = || FLAGS.into_iter().flat_map(|a| FLAGS.map(|b| (a, b)));
    Affiliation::ALL.iter().flat_map(move |affiliation| flags().map(|(role, partner)| (*affiliation, role, partner)))
}

#[test]
fn decisions_about_people_are_total() {
    let policy = policy();
    for (affiliation, holds_role, partner) in people() {
        one(policy.look_up(&look_up::Facts { affiliation, holds_role, partner }));
    }
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
            one(policy.acceptance(&acceptance::Facts { matches, proven: flag }));
            one(policy.disclosure(&disclosure::Facts { holds_grant: flag, matches }));
            for requester_administers in FLAGS {
                one(policy.deciders(&deciders::Facts {
                    active_administrator: flag,
                    virtual_account_administrator: matches,
                    requester_administers,
                }));
            }
            one(policy.places(&places::Facts { administers: flag, administrators_only: matches }));
        }
        one(policy.contacts(&contacts::Facts { account_has_administrator: flag }));
    }
    for match_kind in MatchKind::ALL.iter().copied() {
        for public_mailbox in FLAGS {
            let counts = one(policy.domain_match(&domain_match::Facts { match_kind, public_mailbox }));
            let same = one(policy.domain_match(&domain_match::Facts::of_kind(match_kind)));
            assert_eq!(counts, same, "the reason is another one, the answer is not");
        }
    }
}

#[test]
fn decisions_about_forms_are_total() {
    let policy = policy();
    for form in request_form::Form::ALL.iter().copied() {
        one(policy.request_form(&request_form::Facts { form }));
        all(policy.profile_fields(&profile_fields::Facts { form }));
    }
    for held in Role::ALL.iter().copied() {
        for held_at in already_held::HeldAt::ALL.iter().copied() {
            for asked in Role::ALL.iter().copied() {
                let is_held = one(policy.already_held(&already_held::Facts { held, held_at, asked }));
                assert!(is_held || held != asked || held_at == already_held::HeldAt::Above, "{held:?} {held_at:?}");
            }
        }
    }
    for scope in Scope::ALL.iter().copied() {
        assert!(!all(policy.roles_offered(&roles_offered::Facts { scope })).is_empty());
    }
    for subject in LifetimeSubject::ALL.iter().copied() {
        one(policy.lifetimes(&lifetimes::Facts { subject }));
    }
    for subject in reminders::Subject::ALL.iter().copied() {
        one(policy.reminders(&reminders::Facts { subject }));
    }
    for subject in forwarding_limits::Subject::ALL.iter().copied() {
        one(policy.forwarding_limits(&forwarding_limits::Facts { subject }));
    }
    for subject in daily_limits::Subject::ALL.iter().copied() {
        one(policy.daily_limits(&daily_limits::Facts { subject }));
    }
    for member in account_roles::Member::ALL.iter().copied() {
        one(policy.account_roles(&account_roles::Facts { member }));
    }
    for role in Role::ALL.iter().copied() {
        one(policy.grants_shown(&grants_shown::Facts { role }));
    }
    for viewer in account_request_actions::Viewer::ALL.iter().copied() {
        for role in Role::ALL.iter().copied() {
            one(policy.added_user_roles(&added_user_roles::Facts { viewer, role }));
        }
    }
}

#[test]
fn standing_is_a_grant_or_a_request_and_nothing_else() {
    let policy = policy();
    for holds_grant in FLAGS {
        for access_request in your_access::Request::ALL.iter().copied() {
            for account_request in standing::AccountRequest::ALL.iter().copied() {
                let facts = standing::Facts { holds_grant, access_request, account_request };
                let asked = access_request != your_access::Request::None;
                let created = account_request != standing::AccountRequest::None;
                assert_eq!(one(policy.standing(&facts)), holds_grant || asked || created, "{facts:?}");
            }
        }
    }
}

#[test]
fn nothing_is_suggested_but_a_listed_active_account_that_matches() {
    let policy = policy();
    for (holds_role, matches) in FLAGS.into_iter().flat_map(|a| FLAGS.map(|b| (a, b))) {
        for visibility in Visibility::ALL.iter().copied() {
            for status in AccountStatus::ALL.iter().copied() {
                let facts = suggested_accounts::Facts { holds_role, matches, visibility, status };
                let may_be = visibility == Visibility::Listed && status == AccountStatus::Active;
                assert_eq!(one(policy.suggested_accounts(&facts)), !holds_role && matches && may_be, "{facts:?}");
            }
        }
    }
}

#[test]
fn nobody_decides_their_own_request_or_grants_beyond_their_own_authority() {
    let policy = policy();
    for own_request in FLAGS {
        for authority_from in authority::Authority::ALL.iter().copied() {
            for beyond in FLAGS {
                let facts = authority::Facts { own_request, authority_from, beyond };
                if one(policy.authority(&facts)) == Verdict::MayDecide {
                    assert!(!own_request && authority_from != authority::Authority::None, "{facts:?}");
                    assert!(!beyond || authority_from == authority::Authority::Operator, "{facts:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_over_is_neither_decided_nor_reminded_of() {
    for reminder in ReminderState::ALL.iter().copied() {
        for status in RequestStatus::ALL.iter().copied() {
            for viewer in access_request_actions::Viewer::ALL.iter().copied() {
                for account_status in AccountStatus::ALL.iter().copied() {
                    let facts = access_request_actions::Facts { viewer, status, account_status, reminder };
                    what_may_be_done_about_a_request(&facts);
                }
            }
        }
        for status in AccountRequestStatus::ALL.iter().copied() {
            for viewer in account_request_actions::Viewer::ALL.iter().copied() {
                for (address_refused, their_turn) in FLAGS.into_iter().flat_map(|a| FLAGS.map(|b| (a, b))) {
                    for contact_match in MatchKind::ALL.iter().copied() {
                        for approved_by in account_deciders::ApprovedBy::ALL.iter().copied() {
                            what_may_be_done_about_a_new_account(&account_request_actions::Facts {
                                viewer,
                                status,
                                their_turn,
                                reminder,
                                address_refused,
                                contact_match,
                                approved_by,
                            });
                        }
                    }
                }
            }
        }
    }
}

fn what_may_be_done_about_a_request(facts: &access_request_actions::Facts) {
    let actions: Vec<&str> = all(policy().access_request_actions(facts)).iter().map(|action| action.as_str()).collect();
    assert!(facts.status == RequestStatus::Open || actions.iter().all(|a| *a == "request_again"), "{facts:?}");
    let reminds = actions.contains(&"send_reminder");
    assert!(!reminds || facts.reminder == ReminderState::Available, "{facts:?}");
    let asleep = facts.account_status != AccountStatus::Active;
    assert!(!asleep || actions.iter().all(|a| *a == "cancel"), "{facts:?}");
}

fn what_may_be_done_about_a_new_account(facts: &account_request_actions::Facts) {
    use account_request_actions::Viewer;
    let actions = all(policy().account_request_actions(facts));
    let is_over = facts.status != AccountRequestStatus::Pending;
    assert!(!is_over || actions.iter().all(|a| a.as_str() == "request_again"), "{facts:?}");
    let decides = actions.iter().any(|a| ["forward", "deny", "approve"].contains(&a.as_str()));
    assert!(!decides || facts.their_turn && facts.viewer != Viewer::Requester, "{facts:?}");
    let creates = facts.viewer == Viewer::AccountCreator && actions.iter().any(|a| a.as_str() == "approve");
    let is_approved = facts.approved_by != account_deciders::ApprovedBy::Nobody;
    assert!(!creates || is_approved || facts.contact_match == MatchKind::Same, "{facts:?}");
}

#[test]
fn the_last_administrator_neither_leaves_nor_is_removed() {
    let policy = policy();
    for viewer in grant_actions::Viewer::ALL.iter().copied() {
        for role in Role::ALL.iter().copied() {
            for last_administrator in FLAGS {
                let facts = grant_actions::Facts { viewer, role, last_administrator };
                let actions = all(policy.grant_actions(&facts));
                let reads = viewer == grant_actions::Viewer::Reader;
                let stays = reads || role == Role::Administrator && last_administrator;
                assert_eq!(actions.is_empty(), stays, "{facts:?}");
                let leaves = actions.contains(&GrantAction::Leave);
                assert_eq!(leaves, !stays && viewer == grant_actions::Viewer::Holder, "{facts:?}");
            }
        }
    }
}

#[test]
fn only_customers_accounts_are_reviewed_and_each_step_leads_on_to_the_customer() {
    let policy = policy();
    for admitted in FLAGS {
        for kind in AccountKind::ALL.iter().copied() {
            for identifier in creation_route::Identifier::ALL.iter().copied() {
                for (affiliation, holds_role, partner) in people() {
                    let facts = creation_route::Facts { admitted, kind, affiliation, holds_role, partner, identifier };
                    let is_reviewed = one(policy.creation_route(&facts)) == CreationPath::Review;
                    let free = identifier == creation_route::Identifier::Free;
                    let may_ask = affiliation != Affiliation::External || holds_role || partner;
                    let expected = admitted && kind == AccountKind::Customer && may_ask && free;
                    assert_eq!(is_reviewed, expected, "{facts:?}");
                }
            }
        }
    }
    for approved_by in account_deciders::ApprovedBy::ALL.iter().copied() {
        for domain_holder in account_deciders::DomainHolder::ALL.iter().copied() {
            for contact_match in MatchKind::ALL.iter().copied() {
                for name_alike in FLAGS {
                    let facts = account_deciders::Facts { approved_by, domain_holder, contact_match, name_alike };
                    let decider = one(policy.account_deciders(&facts));
                    assert_ne!(decider.as_str(), approved_by.as_str(), "nobody decides twice");
                    let is_held = domain_holder == account_deciders::DomainHolder::WithAdministrator;
                    assert!(is_held || decider != AccountDecider::ExistingAdministrators);
                    let alone = decider == AccountDecider::CustomerContacts
                        && approved_by == account_deciders::ApprovedBy::Nobody;
                    assert!(!alone || contact_match == MatchKind::Same, "{facts:?}");
                }
            }
        }
    }
    for change in approval_stands::Change::ALL.iter().copied() {
        for strength in approval_stands::Strength::ALL.iter().copied() {
            for contact_match in MatchKind::ALL.iter().copied() {
                let stands = one(policy.approval_stands(&approval_stands::Facts { change, strength, contact_match }));
                assert!(!stands || strength != approval_stands::Strength::Weaker);
            }
        }
    }
}

#[test]
fn a_note_reaches_nobody_but_those_it_is_for() {
    use notes_shown::Reader;
    for reader in Reader::ALL.iter().copied() {
        for note in all(policy().notes_shown(&notes_shown::Facts { reader })) {
            let readers: &[Reader] = match note {
                Note::ToApprover => &[Reader::ExistingAdministrator, Reader::OperatorApprover],
                Note::ToCustomer => &[Reader::CustomerContact],
                Note::ToAddedUsers => &[Reader::AddedUser],
            };
            assert!(reader == Reader::Requester || readers.contains(&reader), "{reader:?} sees {note:?}");
        }
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
            assert!(facts.admitted && facts.profile_complete && !facts.open_request && !facts.holds_all, "{facts:?}");
            assert_eq!(facts.status, AccountStatus::Active, "{facts:?}");
        }
        let holds_all = facts.holds_all && !facts.open_request;
        let expected = facts.admitted && facts.status == AccountStatus::Active && !holds_all;
        assert_eq!(path.is_requestable(), expected, "{facts:?}");
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
        (0..64_u8).map(|bits| request_path::Facts {
            admitted: bits & 1 != 0,
            status: *status,
            open_request: bits & 2 != 0,
            profile_complete: bits & 4 != 0,
            matches: bits & 8 != 0,
            holds_grant: bits & 16 != 0,
            holds_all: bits & 32 != 0,
        })
    })
}
