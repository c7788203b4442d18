# Requesting access: the wizard, and what it shares with the way by identifier.

request-steps = Steps
request-step-access = Scope and role
request-step-virtual-accounts = Available Virtual Accounts
request-step-check = Check your answers
request-virtual-accounts-title = Available Virtual Accounts of { $account }
request-check-title = Check your answers: access to { $account }

## Scope, role and reason

request-scope-hint = { $scope ->
    [entire] One role in the whole account, with all its Virtual Accounts.
   *[other] A role of its own in each Virtual Account that you tick.
}
request-role-hint = { $role ->
    [administrator] Manages who has access, and decides access requests.
    [approver] Sees who has access to the account. Changes nothing here, and decides no access requests.
    [user] Works in the account, in the services that take its roles.
   *[other] Reads in these services, and changes nothing.
}
request-reason = Reason for request
request-reason-hint = Say what you need the access for. Whoever decides will read it.
request-reason-count = { NUMBER($count) } of 2,000 characters

## Available Virtual Accounts

request-tick-lead = Tick the Virtual Accounts that you need, then select a role for each.
request-filter = Filter by name
request-filtered = { $count ->
    [0] Nothing found
    [one] { NUMBER($count) } Virtual Account found
   *[other] { NUMBER($count) } Virtual Accounts found
}
request-filter-nothing = No Virtual Account has this in its name.
request-filter-show-all = Show all
request-held = You hold { $role } here
request-held-through = You hold { $role } here, through { $above }
request-held-entire = You hold { $role } here, through the entire Smart Account
request-with-below = Also tick the Virtual Accounts below
request-ticked = { $count ->
    [0] No Virtual Account is ticked.
    [one] { $count } Virtual Account is ticked.
   *[other] { $count } Virtual Accounts are ticked.
}
request-role-for = User role for { $name }
request-role-for-in = User role for { $name } in { $above }
request-role-for-all = User role for all that are ticked
request-role-each = Select a user role for each Virtual Account that you ticked.

## Before sending

request-what-happens = What happens next
request-deciders = { $deciders ->
    [smart_account_administrators] The administrators of this Smart Account decide your request.
    [virtual_account_administrators] The administrators of the Virtual Accounts that you ask for decide your request.
    [administrators_and_virtual_account_administrators] The administrators of this Smart Account decide your request, or those of the Virtual Accounts that you ask for.
   *[other] There is no administrator who can decide what you ask for, so the operator of this service decides your request.
}
request-deciders-named = These may decide: { $names }.
request-until = If nobody decides it by { $date }, the request expires, and you may make it again.
request-why = { $count ->
    [one] Why? – { NUMBER($count) } rule
   *[other] Why? – { NUMBER($count) } rules
}

## Instead of a form

