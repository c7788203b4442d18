# Words that several pages share. French stands in ../fr/common.ftl, message by message.

product-name = Access Directory
smart-account = Smart Account
domain-identifier = Domain identifier
account-country = Country
your-access = Your access

## Roles and scopes

role-label = User role
role-name = { $role ->
    [administrator] Administrator
    [approver] Approver
    [user] User
    [viewer] Viewer
   *[other] { $role }
}
scope-label = Scope of access
scope-entire = Entire Smart Account
scope-selected = Selected Virtual Accounts
places-more = { $count ->
    [one] and { NUMBER($count) } more place
   *[other] and { NUMBER($count) } more places
}

## Standing in an account

status-requested = Access Requested
status-expired = Access expired
status-inactive = Inactive
status-closed = Closed
status-pending = Pending
status-granted = Access granted
status-declined = Declined
status-cancelled = Cancelled
days-left = { $days ->
    [0] Less than a day left
    [one] { $days } day left
   *[other] { $days } days left
}

## What a person can do

action-request = Request access
action-download-csv = Download as CSV
action-next = Next
action-back = Back
action-submit = Submit
action-ok = OK
action-cancel = Cancel
action-change = Change
action-close = Close
action-save = Save
action-copy = Copy
action-copied = Copied
action-print = Print
action-search = Search
action-clear = Clear
action-retry = Try again
action-sign-in = Sign in
action-sign-out = Sign out
action-update-profile = Update profile
action-open-case = Open a support case

## Waiting and failing

loading = Loading…
loading-slowly = This is taking longer than usual.
failed-title = This could not be loaded
failed-offline = The server cannot be reached. Check your connection, then try again.
required = required
just-now = just now
optional = optional
error-summary-title = { $count ->
    [one] There is a problem
   *[other] There are { $count } problems
}
error-required = Fill in “{ $field }”.

## Around every page

skip-to-content = Skip to the content
menu = Menu
menu-language = Language
scheme-label = Appearance
scheme-name = { $scheme ->
    [light] Light
    [dark] Dark
   *[other] System
}
language-english = English
language-french = Français
page-title = { $page } – { $product }
