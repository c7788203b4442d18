# The frame around every page, and what happens when something goes wrong.

## Menus

menu-your-access = Your Smart and Virtual Account access
menu-your-requests = Your Access Requests
menu-administration = Administration
menu-account-management = Smart Account Management
menu-request-existing = Request Access to an Existing Smart Account
menu-profile = View profile
menu-help-video = Help video
menu-feedback = Give feedback
menu-support = Support
switcher-label = Current Smart Account:
switcher-search = Search your Smart Accounts

## Going wrong

action-reload = Reload the page
broken-title = This page could not be shown
broken-text = Something went wrong in your browser. What you typed is kept: reload the page to go on.
newer-build-title = There is a newer version
newer-build-text = Reload the page to use it. What you typed is kept.
failed-unreadable = The server's answer could not be read. Reload the page, then try again.
meanwhile = Somebody else has changed this meanwhile. The page shows it as it is now.
way-on = Go on from here
not-found-title = There is no such page
not-found-text = The address may be mistyped, or the page is no longer there.
not-found-home = Go to the first page

## Forms

choose = Choose…

## Accounts

request-access-to = Request access to { $name }
administrators-hidden = Hidden until you hold access
administrators-none = None
virtual-account-default = Default

## Lists

list-filter-all = All
list-page = Page { NUMBER($number) }
list-previous = Previous page
