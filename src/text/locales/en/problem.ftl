# What the server answers when it does not do what was asked: a title, and a sentence with the way on.

problem-profile-incomplete-title = Complete your profile
problem-profile-incomplete = Your profile lacks something that is needed before you request access. Update your profile, then go on.
problem-account-not-active-title = Not an active account
problem-account-not-active = Access can be requested to active accounts only. Choose another account, or wait until this one is active.
problem-request-open-title = You have asked already
problem-request-open = You have an open request for this account. Open it to see where it stands.

## Fields

invalid-name = Enter your name (at most 200 characters).
invalid-organisation = Enter your organisation (at most 200 characters).
invalid-country = Select a country.
invalid-scope = Select a scope of access.
invalid-role = Select a user role.
invalid-virtual-accounts = Select at least one Virtual Account.
invalid-reason = Enter the reason for your request.
invalid-identifier = Enter the entire domain identifier or the entire name of the account, with at most 253 characters.
incomplete-name = Your name is missing.
incomplete-organisation = Your organisation is missing.
incomplete-country = Your country is missing.
incomplete-verified-email = Your e-mail address is not verified yet.
problem-own-request = Nobody decides their own request. Somebody else who administers the account will.
problem-beyond-authority = You cannot grant more than you hold yourself. Choose Virtual Accounts that you administer, or leave it to an administrator of the Smart Account.
problem-reminder-not-due = The next reminder can be sent from { $at } on.
problem-reminders-used-up = No further reminder of this request can be sent.

## Requests for new accounts

problem-identifier-taken-title = There is an account already
invalid-account-name = Enter the name of the Smart Account, with at most 200 characters.
invalid-domain-empty = Enter the customer’s domain, for example acme.com.
invalid-email = “{ $value }” is not an e-mail address. Write it as in name@acme.com.
invalid-email-missing = Enter at least one e-mail address of the customer.
invalid-email-one-missing = Enter an e-mail address.
invalid-emails-too-many = There are { NUMBER($count) } addresses. Enter at most 100.
invalid-deny-reason = Enter why you deny the request.
