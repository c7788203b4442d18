# Requesting access to an existing Smart Account by its domain identifier.

by-identifier-refused = You cannot look up accounts
by-identifier-lead = For a Smart Account whose entire domain identifier or name you know, even if its domain is not the one in your e-mail address.
suggestion-title = Your organisation’s Smart Account
suggestion-text = It carries the domain of your e-mail address, so you can request access to it at once.
by-identifier-step-identify = Profile and account
by-identifier-profile = Your profile
by-identifier-profile-check = Check it: whoever decides your request will see it.
by-identifier-complete-first = Complete your profile first. What you typed is kept.
by-identifier-field = Account domain identifier
by-identifier-hint = The entire domain identifier, for example acme.com, or the entire name of the account.
by-identifier-not-found = No account has exactly the domain identifier or the name “{ $identifier }”. Check it, then submit it again.
by-identifier-nothing = An account is found only by its entire domain identifier or its entire name. Ask a colleague who has access.
by-identifier-select = Select the Smart Account
by-identifier-select-lead = { $count ->
    [one] { $count } account matches what you entered.
   *[other] { $count } accounts match what you entered.
}
by-identifier-select-required = Select an account.
by-identifier-select-truncated = There are more accounts below this domain. If the one you want is not here, cancel and enter its own domain identifier.
by-identifier-send = Request Access
