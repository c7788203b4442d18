//! The words that facts, answers, tables, the wire and the store share. Nothing here decides anything.
//!
//! Each word has one spelling, that of the decision tables, which is also the one in JSON and in the database. Words
//! that only one decision knows stand beside its facts.

use crate::words;

words! {
    /// Whose staff a person is (domain: People).
    Affiliation {
        External = "external",
        Internal = "internal",
        LicensingSupport = "licensing_support",
    }
}

words! {
    /// What an endpoint lets a person do; the admission decision says who may.
    Action {
        Read = "read",
        KeepOwnProfile = "keep_own_profile",
        RequestAccess = "request_access",
        /// Send a reminder of one's own request, cancel it or make it again.
        FollowOwnRequest = "follow_own_request",
        DecideAccessRequest = "decide_access_request",
        /// Change, remove or give up grants.
        ManageAccess = "manage_access",
        RequestAccount = "request_account",
        /// Accept, forward or deny a new account.
        DecideAccountRequest = "decide_account_request",
    }
}

words! {
    /// Whether a Smart Account can be found by part of its name.
    Visibility {
        Listed = "listed",
        Restricted = "restricted",
    }
}

words! {
    /// Where a Smart Account is in its life.
    AccountStatus {
        Active = "active",
        Pending = "pending",
        Denied = "denied",
        Lapsed = "lapsed",
    }
}

words! {
    /// What a Smart Account is for.
    AccountKind {
        Customer = "customer",
        PartnerHolding = "partner_holding",
    }
}

words! {
    /// What a grant allows (domain: Roles).
    Role {
        Administrator = "administrator",
        Approver = "approver",
        User = "user",
        Viewer = "viewer",
    }
}

words! {
    /// Scope of access: the whole Smart Account, or some of its Virtual Accounts.
    Scope {
        Entire = "entire",
        Selected = "selected",
    }
}

words! {
    /// How a person's e-mail domain stands to an account's domain identifier (domain: 2, Domain match).
    MatchKind {
        Same = "same",
        Below = "below",
        Above = "above",
        Sibling = "sibling",
        None = "none",
    }
}

words! {
    /// The state of an access request as a reader sees it; `Expired` is decided on read.
    RequestStatus {
        Open = "open",
        Expired = "expired",
        Approved = "approved",
        Declined = "declined",
        Cancelled = "cancelled",
    }
}

words! {
    /// The state of a request for a new account; `Lapsed` is decided on read.
    AccountRequestStatus {
        Pending = "pending",
        Denied = "denied",
        Lapsed = "lapsed",
        Activated = "activated",
    }
}

words! {
    /// Whether a reminder of a request may be sent now: see `reminders`.
    ReminderState {
        Available = "available",
        CoolingDown = "cooling_down",
        UsedUp = "used_up",
    }
}

words! {
    /// How an account came into view: the plain list, a search by part, or a look-up of the entire name or identifier.
    Way {
        Listing = "listing",
        Search = "search",
        Entire = "entire",
    }
}

words! {
    /// The answer of `admission`: the person may, or is sent to a support case.
    Admission {
        Allowed = "allowed",
        SupportCase = "support_case",
    }
}

words! {
    /// The answer of `entry`: which page opens first.
    EntryPage {
        Directory = "directory",
        ByIdentifier = "by_identifier",
    }
}

words! {
    /// The answer of `request_path`: how, or why not, access to an account is asked for.
    RequestPath {
        SupportCase = "support_case",
        NotRequestable = "not_requestable",
        OpenRequest = "open_request",
        CompleteProfile = "complete_profile",
        Wizard = "wizard",
        ByIdentifier = "by_identifier",
    }
}

words! {
    /// The answer of `deciders`: who decides an access request.
    Deciders {
        SmartAccountAdministrators = "smart_account_administrators",
        VirtualAccountAdministrators = "virtual_account_administrators",
        AdministratorsAndVirtualAccountAdministrators = "administrators_and_virtual_account_administrators",
        Operator = "operator",
    }
}

words! {
    /// The answer of `authority`: whether a person may decide a request in the way that they want to.
    Verdict {
        MayDecide = "may_decide",
        OwnRequest = "own_request",
        BeyondAuthority = "beyond_authority",
        NotADecider = "not_a_decider",
    }
}

words! {
    /// The answer of `contacts`: whose names an account gives as its contacts.
    Contacts {
        AccountAdministrators = "account_administrators",
        VirtualAccountAdministrators = "virtual_account_administrators",
    }
}

words! {
    /// The answer of `access_request_actions`.
    AccessRequestAction {
        SendReminder = "send_reminder",
        Cancel = "cancel",
        RequestAgain = "request_again",
        Approve = "approve",
        Decline = "decline",
    }
}

words! {
    /// The answer of `account_request_actions`.
    AccountRequestAction {
        SendReminder = "send_reminder",
        CorrectAddress = "correct_address",
        RequestAgain = "request_again",
        Forward = "forward",
        Deny = "deny",
        Approve = "approve",
    }
}

words! {
    /// The answer of `grant_actions`.
    GrantAction {
        Change = "change",
        Remove = "remove",
        Leave = "leave",
    }
}

words! {
    /// The answer of `creation_route`: what becomes of a request for a new account.
    CreationPath {
        SupportCase = "support_case",
        NotMadeHere = "not_made_here",
        RequestAccess = "request_access",
        Review = "review",
    }
}

words! {
    /// The answer of `account_deciders`: whose turn it is to decide a request for a new account. In the order of
    /// declaration: who has let it pass is not asked again.
    AccountDecider {
        OperatorApprover = "operator_approver",
        ExistingAdministrators = "existing_administrators",
        /// They accept the account.
        CustomerContacts = "customer_contacts",
    }
}

words! {
    /// The answer of `notes_shown`: the notes of a request for a new account.
    Note {
        ToApprover = "to_approver",
        ToCustomer = "to_customer",
        ToAddedUsers = "to_added_users",
    }
}

words! {
    /// The answer of `your_access`: what the directory's column *Your access* says.
    AccessState {
        Role = "role",
        RoleAndRequested = "role_and_requested",
        Requested = "requested",
        Expired = "expired",
        Pending = "pending",
        None = "none",
    }
}

words! {
    /// The answer of `profile_fields`: what a profile must have before access can be requested.
    ProfileField {
        Name = "name",
        Organisation = "organisation",
        Country = "country",
        VerifiedEmail = "verified_email",
    }
}

words! {
    /// What `lifetimes` tells the lifetime of.
    LifetimeSubject {
        AccessRequest = "access_request",
        AccountRequest = "account_request",
        /// How long a request stays undecided before the operator is asked as well.
        Escalation = "escalation",
        /// How long before its end the requester of an access request is warned.
        ExpiryWarning = "expiry_warning",
    }
}
