# Requesting access to an existing Smart Account by its domain identifier.

by-identifier-refused = You cannot look accounts up
by-identifier-lead = For a Smart Account that is not listed in the directory, or that carries another domain than your e-mail address.
suggestion-title = Your organisation’s Smart Account
suggestion-text = It carries the domain of your e-mail address, so you can request access to it at once.
by-identifier-step-identify = Profile and account
by-identifier-profile = Your profile
by-identifier-profile-check = Check it: whoever decides your request sees it.
by-identifier-complete-first = Complete your profile first. What you typed is kept.
by-identifier-field = Account domain identifier
by-identifier-hint = The entire domain identifier, for example acme.com, or the entire name of the account.
by-identifier-nothing = Only an entire domain identifier or an entire name finds an account. Ask its administrator for it.
by-identifier-select = Select the Smart Account
by-identifier-select-lead = { $count ->
    [one] { $count } account fits what you entered.
   *[other] { $count } accounts fit what you entered.
}
by-identifier-select-required = Select an account.
by-identifier-select-truncated = There are more accounts below this domain. If the one that you mean is not here, cancel, and enter its own domain identifier.
by-identifier-send = Request Access
