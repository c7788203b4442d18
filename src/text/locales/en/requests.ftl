# Your Access Requests, and the page of one request.

requests-lead = What you have asked for, newest first.
requests-column-asked = Asked for
requests-column-created = Requested on
requests-selected-count = { $count ->
    [one] { $count } Virtual Account
   *[other] { $count } Virtual Accounts
}
requests-administrator-chooses = The administrator chooses scope and role
requests-empty-title = You have not requested access yet
requests-empty-text = Find an account in the directory and choose Request access beside it. If it is not listed there, request access by its domain identifier.

## One request

requests-one = Access request { $reference }
requests-sent = Your request was sent
requests-sent-text = Keep its reference. It stays valid.
requests-next = What happens next
requests-next-look = You will see the decision on this page and among Your Access Requests.
requests-reference = Reference
requests-expires = Expires
requests-expired = Expired
requests-asked-virtual-accounts = Virtual Accounts asked for
requests-places = Where access will work once it is given
requests-places-administrators = for administrators
requests-again = Request access again
