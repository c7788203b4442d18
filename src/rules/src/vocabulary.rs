//! The words that facts, answers, tables, the wire and the store share. Nothing here decides anything.
//!
//! Each word has one spelling, that of the decision tables, which is also the one in JSON and in the database. Words
//! that only one decision knows stand beside its facts.

use crate::string_enum;

string_enum! {
    /// Whose staff a person is (domain: People).
    Affiliation {
        External = "external",
        Internal = "internal",
        LicensingSupport = "licensing_support",
    }
}

string_enum! {
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
        /// Accept or decline access that somebody gave without being asked for it.
        AnswerInvitation = "answer_invitation",
    }
}

string_enum! {
    /// Whether a Smart Account can be found by part of its name.
    Visibility {
        Listed = "listed",
        Restricted = "restricted",
    }
}

string_enum! {
    /// Where a Smart Account is in its life.
    AccountStatus {
        Active = "active",
        /// Access sleeps, and the identifier is kept.
        Inactive = "inactive",
        /// For good; the identifier is free.
        Closed = "closed",
        Pending = "pending",
        Withdrawn = "withdrawn",
        Denied = "denied",
        Lapsed = "lapsed",
    }
}

string_enum! {
    /// What a Smart Account is for.
    AccountKind {
        Customer = "customer",
        PartnerHolding = "partner_holding",
    }
}

string_enum! {
    /// What a grant allows (domain: Roles).
    Role {
        Administrator = "administrator",
        Approver = "approver",
        User = "user",
        Viewer = "viewer",
    }
}

string_enum! {
    /// Scope of access: the whole Smart Account, or some of its Virtual Accounts.
    Scope {
        Entire = "entire",
        Selected = "selected",
    }
}

string_enum! {
    /// How a person's e-mail domain stands to an account's domain identifier (domain: 2, Domain match).
    MatchKind {
        Same = "same",
        Below = "below",
        Above = "above",
        Sibling = "sibling",
        None = "none",
    }
}

string_enum! {
    /// The state of an access request as a reader sees it; `Expired` is decided on read.
    RequestStatus {
        Open = "open",
        Expired = "expired",
        Approved = "approved",
        Declined = "declined",
        Cancelled = "cancelled",
    }
}

string_enum! {
    /// The answer of `acceptance`: when somebody who was added to an account holds what they were given.
    Acceptance {
        AtOnce = "at_once",
        /// Once they prove the address by signing in.
        OnProof = "on_proof",
        /// Once they accept an invitation.
        Invitation = "invitation",
    }
}

string_enum! {
    /// The state of an invitation to an account as a reader sees it; `Expired` is decided on read.
    InvitationStatus {
        Pending = "pending",
        Accepted = "accepted",
        Declined = "declined",
        Expired = "expired",
        /// Taken back, or the account was closed.
        Withdrawn = "withdrawn",
    }
}

string_enum! {
    /// The state of a request for a new account; `Lapsed` is decided on read.
    AccountRequestStatus {
        Pending = "pending",
        /// Taken back by whoever asked.
        Withdrawn = "withdrawn",
        Denied = "denied",
        Lapsed = "lapsed",
        Activated = "activated",
    }
}

string_enum! {
    /// Whether a reminder of a request may be sent now: see `reminders`.
    ReminderState {
        Available = "available",
        CoolingDown = "cooling_down",
        UsedUp = "used_up",
    }
}

string_enum! {
    /// How an account came into view: the plain list, a search by part, or a look-up of the entire name or identifier.
    Way {
        Listing = "listing",
        Search = "search",
        Entire = "entire",
    }
}

string_enum! {
    /// The answer of `admission`: the person may, or is sent to a support case.
    Admission {
        Allowed = "allowed",
        SupportCase = "support_case",
    }
}

string_enum! {
    /// The answer of `entry`: which page opens first.
    EntryPage {
        Directory = "directory",
        ByIdentifier = "by_identifier",
    }
}

string_enum! {
    /// The answer of `look_up`: what an entire name or identifier finds.
    LookUp {
        ListedAndRestricted = "listed_and_restricted",
        Listed = "listed",
        None = "none",
    }
}

string_enum! {
    /// The answer of `request_path`: how, or why not, access to an account is asked for.
    RequestPath {
        SupportCase = "support_case",
        NotRequestable = "not_requestable",
        OpenRequest = "open_request",
        /// The person holds all that can be asked for.
        NothingMore = "nothing_more",
        CompleteProfile = "complete_profile",
        Wizard = "wizard",
        ByIdentifier = "by_identifier",
    }
}

string_enum! {
    /// The answer of `deciders`: who decides an access request.
    Deciders {
        SmartAccountAdministrators = "smart_account_administrators",
        VirtualAccountAdministrators = "virtual_account_administrators",
        AdministratorsAndVirtualAccountAdministrators = "administrators_and_virtual_account_administrators",
        Operator = "operator",
    }
}

string_enum! {
    /// The answer of `authority`: whether a person may decide a request in the way that they want to.
    Verdict {
        MayDecide = "may_decide",
        OwnRequest = "own_request",
        BeyondAuthority = "beyond_authority",
        NotADecider = "not_a_decider",
    }
}

string_enum! {
    /// The answer of `contacts`: whose names an account gives as its contacts.
    Contacts {
        AccountAdministrators = "account_administrators",
        VirtualAccountAdministrators = "virtual_account_administrators",
    }
}

string_enum! {
    /// The answer of `access_request_actions`.
    AccessRequestAction {
        SendReminder = "send_reminder",
        Cancel = "cancel",
        RequestAgain = "request_again",
        Approve = "approve",
        Decline = "decline",
        WriteMessage = "write_message",
        AskForInformation = "ask_for_information",
    }
}

string_enum! {
    /// The answer of `account_request_actions`.
    AccountRequestAction {
        SendReminder = "send_reminder",
        CorrectAddress = "correct_address",
        RequestAgain = "request_again",
        Forward = "forward",
        Deny = "deny",
        Approve = "approve",
        Withdraw = "withdraw",
    }
}

string_enum! {
    /// The answer of `grant_actions`.
    GrantAction {
        Change = "change",
        Remove = "remove",
        Leave = "leave",
    }
}

string_enum! {
    /// The answer of `creation_route`: what becomes of a request for a new account.
    CreationPath {
        SupportCase = "support_case",
        NotMadeHere = "not_made_here",
        /// The person must hold a role in an account first, or be a partner.
        RoleNeeded = "role_needed",
        RequestAccess = "request_access",
        Review = "review",
    }
}

string_enum! {
    /// The answer of `account_deciders`: whose turn it is to decide a request for a new account. In the order of
    /// declaration: who has let it pass is not asked again.
    AccountDecider {
        OperatorApprover = "operator_approver",
        ExistingAdministrators = "existing_administrators",
        /// They accept the account.
        CustomerContacts = "customer_contacts",
    }
}

string_enum! {
    /// The answer of `notes_shown`: the notes of a request for a new account.
    Note {
        ToApprover = "to_approver",
        ToCustomer = "to_customer",
        ToAddedUsers = "to_added_users",
    }
}

string_enum! {
    /// The answer of `your_access`: what the directory's column *Your access* says.
    AccessState {
        Role = "role",
        RoleAndRequested = "role_and_requested",
        Requested = "requested",
        Expired = "expired",
        Pending = "pending",
        Inactive = "inactive",
        Closed = "closed",
        None = "none",
    }
}

string_enum! {
    /// The answer of `profile_fields`: what a profile must have before access can be requested.
    ProfileField {
        Name = "name",
        Organisation = "organisation",
        Country = "country",
        VerifiedEmail = "verified_email",
    }
}

string_enum! {
    /// What `lifetimes` tells the lifetime of.
    LifetimeSubject {
        AccessRequest = "access_request",
        AccountRequest = "account_request",
        /// How long a request stays undecided before the operator is asked as well.
        Escalation = "escalation",
        /// How long before its end the requester of an access request is warned.
        ExpiryWarning = "expiry_warning",
        Invitation = "invitation",
        /// How long before its end whoever was invited is reminded.
        InvitationWarning = "invitation_warning",
    }
}
