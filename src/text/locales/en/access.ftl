# Who holds what in an account: the list, and changing it.

access-title = Who holds access
access-lead = Change or remove what people may do in this account. Changes take effect at once, and the person is told.
access-read-lead = What people may do in this account. You see it; its administrators change it.
access-own-title = Your access
access-own-lead = What you hold in this account. You may give it up.
access-manage = Manage access
access-leave-link = Give up access…
access-search = Name or e-mail address
access-count = { $count ->
    [0] Nobody
    [one] { NUMBER($count) } role held
   *[other] { NUMBER($count) } roles held
}
access-column-person = Person
access-column-place = Where
access-column-actions = Actions
access-change = Change…
access-remove = Remove…
access-leave = Give up…
access-change-of = Change the role of { $name } in { $place }
access-remove-of = Remove the access of { $name } in { $place }
access-leave-of = Give up access to { $place }
access-own = You
access-change-title = Change a role
access-change-text = { $name } holds the role { $role } in { $place }.
access-change-confirm = Change the role
access-new-role = New role
access-remove-title = Remove access
access-remove-text = { $name } loses the role { $role } in { $place } at once. They are told.
access-remove-confirm = Remove access
access-leave-title = Give up access
access-leave-text = You give up the role { $role } in { $place } at once. To have it again, you must request it again.
access-leave-confirm = Give up access
access-changed = { $name } now holds the role { $role } in { $place }.
access-removed = { $name } no longer holds the role { $role } in { $place }.
access-left = You no longer hold the role { $role } in { $place }.
access-empty-title = You hold no access here
access-empty-text = Request access to this account to have a role in it.
access-nothing-title = Nobody fits
access-nothing-text = Search for somebody else, or show everybody.
access-show-all = Show everybody
