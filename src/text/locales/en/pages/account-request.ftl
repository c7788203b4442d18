# Requests for new accounts: following one’s own, and deciding one. The form that asks has a file of its own.

account-requests-title = Requests for new accounts
account-request-one = Request for the new account { $name }
account-request-again = Request again
account-request-news-activated = Your Smart Account is active
account-request-news-denied = Your request was denied
account-request-news-lapsed = Your request has lapsed
account-request-withdraw = Withdraw the request…
account-request-withdraw-title = Withdraw this request
account-request-withdraw-text = The account will not be created. Everybody who was asked is told by e-mail. The domain identifier is free for another request of yours.
account-request-withdraw-confirm = Withdraw the request
account-request-withdrawn = Your request was withdrawn.
account-request-turn = { $decider ->
    [operator_approver] The operator of this service decides first. The customer’s contacts are asked after that.
    [existing_administrators] The administrators of an account with the same domain decide now, before the customer does.
   *[other] The customer’s contacts decide now whether to accept the account.
}
account-request-until = If nobody has accepted the account by { $date }, the request lapses; you can then make it again.
account-request-after-denial = The account was not created. Talk to the customer, then make a new request.
account-request-lapses = Lapses on
account-request-lapsed = Lapsed on
account-request-contacts = Customer contacts
account-request-added-users = Added users
added-user-left-out = Not let in
added-user-invited = { $role }, invited first
added-user-invited-first = Invited first
added-user-role-of = Role for { $email }
added-users-choose-hint = Choose who is let in, and in which role. Whoever is not let in gets no access and no e-mail; whoever is invited first holds nothing until they accept.
account-request-note-to-approver = Note to approver
account-request-note-to-customer = Note to customer
account-request-note-to-added-users = Note to added users

## The customer’s contacts, as the requester sees them

account-request-status = { $status ->
    [pending] Pending
    [active] Account active
    [denied] Denied
    [withdrawn] Withdrawn
   *[other] Lapsed
}
contact-state = { $state ->
    [waiting] Not asked yet
    [asked] Asked
    [refused] Address refused
    [forwarded] Forwarded to another person
   *[other] Asked after the request was forwarded
}
contact-hidden = Forwarded to another person
contact-refused = The mail server refused this address for good, so nobody there was told.
contact-correct = Correct the address
contact-correct-of = Correct the address { $email }
contact-correct-text = The e-mail to { $email } was refused. Enter the right address; that person is then asked instead.
contact-corrected = The address was corrected.
contact-email = E-mail address
contact-email-hint = For example name@acme.com

## What happened

account-history-event = { $event ->
    [account_requested] The account was requested
    [account_request_passed_on] Whoever decided first let the request pass
    [account_request_forwarded] The request was forwarded
    [account_request_address_corrected] An address was corrected
    [account_request_reminder_sent] A reminder was sent
    [account_activated] The account was accepted and became active
    [account_denied] The request was denied
    [account_request_withdrawn] The request was withdrawn
   *[other] The request lapsed
}
account-history-fallen-to = Others were asked to decide, because the accounts with the same domain had changed
account-history-creator = a contact of the customer
account-history-to = { $event ->
    [account_request_forwarded] To { $to }
   *[other] Now { $to }
}

## Pending Request, for whoever decides

account-pending-title = New accounts waiting for your decision
account-pending-one = Pending Request: Smart Account { $account }
account-pending-news-activated = This Smart Account is active now
account-pending-news-denied = This request was denied
account-pending-news-withdrawn = The requester has withdrawn this request
account-pending-news-lapsed = This request has lapsed
account-pending-news-passed-on = Somebody else has decided, and it is the next one’s turn
account-pending-by = { $name } requests this account for a customer.
account-pending-note-to-you = Note to you from { $name }
account-pending-not-yours = A request opens only for the person it is addressed to. You are signed in as { $email }; sign in with the address that the e-mail was sent to.
account-pending-on-approval = { $viewer ->
    [account_creator] If you approve, the account becomes active at once, and you become its administrator. The requester is told.
    [operator_approver] If you approve, you vouch for the account, and it then holds its domain. If another account holds the domain, its administrators are asked after you. The customer’s contacts are asked last, and accept the account or deny it. Check that the contacts belong to the customer.
   *[other] If you approve, you let the request pass. The customer’s contacts are asked next, and accept the account or deny it.
}
account-pending-on-approval-users = { $viewer ->
    [account_creator] The added users get the role shown beside each, in the entire account, unless you choose otherwise when you approve. Those who are invited first hold nothing until they accept.
   *[other] The added users get the role shown beside each, in the entire account, once the customer has accepted it. The customer may take people out or choose another role.
}
addresses-count = { NUMBER($count) } addresses
account-pending-added = { $count ->
    [one] { NUMBER($count) } added user
   *[other] { NUMBER($count) } added users
}
account-pending-added-as = { $count ->
    [one] { NUMBER($count) } added user, with the role { $role }
   *[other] { NUMBER($count) } added users, with the role { $role }
}
account-pending-taken = { $viewer ->
    [account_creator] An account with this domain identifier now exists. You can only deny this request or forward it.
   *[other] An account with this domain identifier now exists. You can only deny this request.
}
account-pending-forward = Forward
account-pending-deny = Deny Request
account-pending-create = Approve and Create the Account
account-pending-forward-text = The other person will decide in your place. The link in your e-mail will no longer open the request.
account-pending-forward-note = Note to that person
account-pending-deny-text = The request will be closed, and the account will not be created.
account-pending-deny-reason = Reason for denying
account-pending-deny-reason-hint = The requester will read it.
account-pending-created = The Smart Account { $name } is active
account-pending-created-text = You are its administrator. The requester has been told.
account-pending-created-with-others = You are its administrator. The requester and everybody whom you let in have been told; those who are invited first hold nothing until they accept.
account-pending-nameless = Your profile has no name. Until you complete it, people in the account see your e-mail address.
account-pending-passed = You let this request pass
account-pending-passed-text = Whoever decides next has been told.
account-pending-denied = You denied this request
account-pending-forwarded = You forwarded this request to { $email }
account-pending-forwarded-text = That person has been told, and decides in your place from now on.
