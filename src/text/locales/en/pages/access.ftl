# Who holds what in an account: the list, and changing it.

access-title = Who has access to { $account }
access-caption = Who has access
access-lead = Change or remove people’s access to this account. Changes take effect at once, and the person is told by e-mail.
access-read-lead = What people may do in this account. You see it; its administrators change it.
access-own-title = Your access to { $account }
access-own-lead = Your roles in this account. You can give them up.
access-manage = Manage access
access-last-administrator = You are the last administrator. Make somebody else administrator first, then you can give up your access.
access-leave-link = Give up access…
access-search = Name or e-mail address
access-count-people = { $count ->
    [0] Nobody
    [one] { NUMBER($count) } person
   *[other] { NUMBER($count) } people
}
access-count-roles = { $count ->
    [one] { NUMBER($count) } role
   *[other] { NUMBER($count) } roles
}
access-column-person = Person
access-column-held = Roles
access-column-actions = Actions
access-change = Change…
access-remove = Remove…
access-leave = Give up…
access-change-of = Change the role { $role } of { $name } in { $place }
access-remove-of = Remove the role { $role } of { $name } in { $place }
access-leave-of = Give up the role { $role } in { $place }
access-own = You
access-change-title = Change a role
access-change-text = { $name } holds the role { $role } in { $place }.
# Where a role is held, within a sentence.
access-in-entire = the entire Smart Account
access-in-default = the default account
access-in-virtual-account = the Virtual Account { $name }
access-change-confirm = Change the role
access-new-role = New role
access-remove-title = Remove access
access-remove-text = { $name } loses the role { $role } in { $place } at once, and is told by e-mail.
access-remove-confirm = Remove access
access-leave-title = Give up access
access-leave-text = You lose the role { $role } in { $place } at once. To get it back, you must request it again.
access-leave-confirm = Give up access
access-changed = { $name } now holds the role { $role } in { $place }.
access-removed = { $name } no longer holds the role { $role } in { $place }.
access-left = You no longer hold the role { $role } in { $place }.
access-empty-title = You have no access here
access-empty-text = Request access to this account to get a role in it.
access-nothing-title = Nobody found
access-nothing-text = Search for somebody else, or show everybody.
access-show-all = Show everybody
