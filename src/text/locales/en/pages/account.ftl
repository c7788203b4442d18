# An account’s own page.

account-visibility = Visibility
account-visibility-name = { $visibility ->
    [restricted] Restricted: found only by its entire name or domain identifier
   *[other] Listed
}
account-status = Status
account-status-name = { $status ->
    [active] Active
    [inactive] Inactive: access to it is suspended
    [closed] Closed
    [pending] Pending
    [withdrawn] Withdrawn
    [denied] Denied
   *[other] Lapsed
}
account-administrators = Administrators
account-hierarchy = Virtual Accounts
tree-more = Show { NUMBER($count) } more ({ NUMBER($hidden) } left)
account-hierarchy-hidden = The Virtual Accounts are shown to people whose e-mail domain matches the account’s, and to those who have access.
