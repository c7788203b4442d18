# The frame around every page, and what happens when something goes wrong.

## Menus

menu-your-access = Your Smart and Virtual Account access
menu-your-requests = Your Access Requests
menu-pending = Pending Access Requests
menu-operator-queue = Operator’s queue
pending-waiting = { NUMBER($count) } waiting
pending-waiting-many = More than { NUMBER($count) } waiting
menu-administration = Administration
menu-account-management = Smart Account Management
menu-request-existing = Request Access to an Existing Smart Account
menu-profile = View profile
menu-help-video = Help video
menu-help-page = Help for this page
menu-feedback = Give feedback
menu-support = Support
switcher-label = Current Smart Account:
switcher-search = Search your Smart Accounts

## Going wrong

action-reload = Reload the page
broken-title = This page could not be shown
broken-text = Something went wrong in your browser. What you typed is kept: reload the page to go on.
takeover-title = Signed in as { $name }
takeover-text = This person signed in in another tab of this browser, so this tab now shows their pages. What somebody else had typed here was erased.
newer-build-title = There is a newer version
newer-build-text = Reload the page to use it. What you typed is kept.
failed-unreadable = The server’s answer could not be read. Reload the page, then try again.
meanwhile = Somebody else has changed this in the meantime. The page shows it as it is now.
way-on = Go on from here
request-open-link = Open your request
new-account-taken-link = Request access to this account
not-found-title = There is no such page
not-found-text = The address may be mistyped, or the page is no longer there.
not-found-home = Go to the home page
crumbs-label = Pages above this one
failed-to-change = This could not be done
draft-continue = Continue your request of { $at }
draft-of = Draft of { $at } for { $subject }
draft-text = What you filled in then is shown below. It has not been sent.
draft-discard = Discard
draft-question = Discard what you filled in?
draft-lost-title = Begin here
draft-lost = This address leads to a later step, but this browser has no answers of yours for this account, or not all. Nothing has been sent.
unsaved-question = Leave this page? What you entered in the dialog will be lost.
connection-lost = The server cannot be reached
connection-lost-text = What you see may be out of date. What you typed is kept. The page tries again by itself.
connection-back = Connected again
connection-back-text = What could not be loaded is loaded now.

## Command palette
## Commands by key

palette-title = Search and commands
palette-keys = Ctrl or ⌘ + K
palette-field = Account, request, person, page or action
palette-kind = { $kind ->
    [action] On this page
    [account] Smart Account
    [request] Your request
    [waiting] To decide
    [person] Person
   *[other] Page
}
palette-count = { $count ->
    [0] Nothing found
    [one] { $count } result
   *[other] { $count } results
}
commands-title = Keyboard commands
commands-search = Go to the search field of the page
commands-next = Open the next or the previous request of the list, or its next or previous page
commands-list = Show this list
commands-escape = Clear a search, close a menu or a dialog
commands-tree = In the Virtual Accounts: go from one to the next, open and close
commands-letter = In the Virtual Accounts: go to the next name beginning with that letter
commands-open-all = In the Virtual Accounts: open all at the same level
commands-tick = In the Virtual Accounts: tick
commands-space-key = Space
commands-single-keys = Use single-key shortcuts
commands-single-keys-hint = Switch them off if you dictate, or if keys are pressed by accident. You then find this list in the menu under your name.

## Forms

choose = Choose…

## Accounts

request-access-to = Request access to { $name }
request-access-to-virtual-account = Request access to { $name }
request-access-to-virtual-account-in = Request access to { $name } in { $above }
administrators-hidden = Hidden until you hold access
administrators-hidden-briefly = Hidden
administrators-none = None
administrators-none-yet = There are none yet
virtual-account-default = Default account

## Lists


list-filter-all = All
list-page = Page { NUMBER($number) }
list-previous = Previous page

