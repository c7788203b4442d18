# The directory of accounts.

directory-lead = The accounts that you can see, who administers them, and what you may do in them.
directory-request-other = Request access to a Smart Account not listed below
new-account-create = Create Smart Account
new-account-for-customer = Request for a customer
directory-search-label = Account name or domain
directory-search-hint = Restricted accounts are found by their entire name or domain identifier: type it, then press Enter or choose Search.
directory-table = Smart Accounts
directory-column-name = Smart Account name
directory-column-administrators = Administrators
directory-open = Show the Virtual Accounts of { $name }
directory-virtual-accounts = Virtual Accounts of { $name }
directory-filter-held = With access
directory-filtered-title = No account fits the filters
directory-filtered-all = Show all without filters
pending-order = Order
directory-order-name = { $order ->
    [name] By name
    [name_descending] By name, last first
    [identifier] By domain identifier
    [identifier_descending] By domain identifier, last first
   *[other] Best match, then your access
}
directory-count = { $count ->
    [0] No accounts found
    [one] { $count } account shown
   *[other] { $count } accounts shown
}
directory-count-more = { $count ->
    [one] { $count } account shown, more on the next page
   *[other] { $count } accounts shown, more on the next page
}
directory-first-page = First page
directory-next-page = Next page
directory-pages = Pages
directory-empty-title = There is no account here yet
directory-empty-text = You hold no access and no account carries your e-mail domain. Search for an account by its name or domain identifier.
directory-nothing-title = No account was found for “{ $words }”
directory-did-you-mean = Did you mean “{ $words }”?
directory-nothing-spelling = Check the spelling.
directory-nothing-entire = An account may be restricted. Search with its entire name or domain identifier, and press Enter.
directory-nothing-request = Request access to an existing Smart Account
directory-no-virtual-accounts = This account has no Virtual Accounts.
support-case-title = Access is given through a support case
support-case-text = As a member of the operator’s own staff you do not request access here. Open a case with the licensing support team instead.

## Smart Account Request Complete

new-account-complete = Smart Account Request Complete
new-account-complete-text = You have requested the Smart Account { $name } ({ $domain }).
requests-reference = Reference
new-account-complete-pending = It is pending until the customer accepts it. If nobody does so by { $date }, the request lapses.
new-account-complete-country = Country of the account: { $country }. Orders should be provisioned there: export control differs from country to country, and can hold orders back.
new-account-security = The security of accounts is checked regularly.
new-account-complete-mail = You will receive a confirmation by e-mail once the customer has accepted it.
