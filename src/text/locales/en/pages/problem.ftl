# What the server answers when it does not do what was asked: a title, and a sentence with the way on.

problem-profile-incomplete-title = Complete your profile
problem-profile-incomplete = Your profile is incomplete. Complete it first, then go on.
problem-account-not-active-title = Not an active account
problem-account-not-active = This account is not active at the moment, so nothing can be asked for or decided in it. Try again once it is active.
problem-nothing-more-title = You have everything already
problem-nothing-more = The roles that you hold in this account include everything that can be asked for. There is nothing more to request.
problem-request-open-title = A request is already open
problem-request-open = You can have one request at a time for this account.

## Fields

invalid-name = Enter your name (at most 200 characters).
invalid-organisation = Enter your organisation (at most 200 characters).
invalid-country = Select a country.
invalid-scope = Select the scope of access.
invalid-role = Select a user role.
invalid-role-held = You hold the role { $role } in the entire Smart Account already. { $held ->
    [administrator] It includes every other role.
   *[other] Select a role that allows more.
}
invalid-virtual-account-held = You hold the role { $role } in { $place } already. { $held ->
    [administrator] Untick it.
   *[other] Select a role that allows more, or untick it.
}
invalid-virtual-account-held-above = You hold the role { $role } in { $above } already, and so in { $place }, which lies below it. { $held ->
    [administrator] Untick it.
   *[other] Select a role that allows more, or untick it.
}
invalid-virtual-account-held-entire = You hold the role { $role } in the entire Smart Account already, and so in { $place }. { $held ->
    [administrator] Untick it.
   *[other] Select a role that allows more, or untick it.
}
invalid-virtual-accounts = Tick at least one Virtual Account.
invalid-reason = Enter the reason for your request.
invalid-identifier = Enter the entire domain identifier or the entire name of the account (at most 253 characters).
incomplete-name = Add your name.
incomplete-organisation = Add your organisation.
incomplete-country = Add your country.
incomplete-verified-email = Verify your e-mail address.
problem-own-request = Nobody decides their own request. Somebody else who administers the account will.
problem-beyond-authority = You cannot grant more than you hold yourself. Choose Virtual Accounts that you administer, or leave it to an administrator of the Smart Account.
problem-reminder-not-due = You can send a reminder from { $at }.
problem-reminders-used-up = You have sent every reminder that this request allows.

## Requests for new accounts

problem-identifier-taken-title = There is an account already
invalid-account-name = Enter the name of the Smart Account (at most 200 characters).
invalid-domain-empty = Enter the customer’s domain, for example acme.com.
invalid-email = “{ $value }” is not an e-mail address. Write it as in name@acme.com.
invalid-email-missing = Enter at least one e-mail address of the customer.
invalid-email-one-missing = Enter an e-mail address.
invalid-emails-too-many = There are { NUMBER($count) } addresses. Enter at most 100.
invalid-deny-reason = Enter a reason for denying the request.
