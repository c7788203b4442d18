# Deciding access requests: the list, one request, and what became of it.

## The list

pending-lead = Requests waiting for your decision.
pending-news-approved = This request was approved
pending-news-declined = This request was declined
pending-news-cancelled = The requester has cancelled this request
pending-news-expired = This request has expired
pending-news-text = This happened while you had the page open. Your decision is no longer needed.
operator-queue-lead = Requests that nobody else can decide, and those that have been undecided for too long.
pending-search = Requester, account or reference
pending-order-name = { $order ->
    [expiry] Expires first
    [newest] Newest first
    [account] By account
   *[other] By requester
}
pending-path-name = { $path ->
    [wizard] Scope and role named
   *[other] Scope and role left open
}
pending-count = { $count ->
    [0] No requests
    [one] { NUMBER($count) } request
   *[other] { NUMBER($count) } requests
}
pending-column-requester = Requester
pending-column-match = Domain match
pending-column-left = Time left
pending-open = Scope and role left open
pending-escalated = Operator decides too
pending-operator-only = Only the operator decides
pending-held-list = Holds already:
pending-held-none = Holds nothing in this account yet
pending-empty-title = Nothing is waiting for your decision
pending-empty-otherwise = No access request is waiting for your decision.
pending-empty-text = When somebody requests access to what you administer, the request appears here, and the menu shows how many are waiting.
pending-empty-queue-text = Requests come here when no administrator can decide them, or when nobody has decided them in time.
pending-nothing-title = No request found
pending-nothing-text = Search for something else, or show all requests.
pending-show-all = Show all requests

## The requester’s domain beside the account’s

match-kind-name = { $kind ->
    [same] Same domain
    [below] Subdomain
    [above] Parent domain
    [sibling] Related domain
   *[other] No match
}
match-kind-counts = a match
match-kind-not-counted = no match
## Several at once

pending-select = Select the request of { $name } for { $account }
pending-select-all = Select all on this page
pending-selected = { $count ->
    [0] None selected
    [one] { $count } selected
   *[other] { $count } selected
}
pending-approve-several = Approve as asked…
pending-decline-several = Decline…
pending-approve-title = Approve as asked
pending-approve-text = { $count ->
    [one] { $count } request will be approved with exactly the access that was asked for.
   *[other] { $count } requests will be approved, each with exactly the access that was asked for.
}
pending-approve-none = None of the selected requests names a scope and a role. Open each one to choose them.
pending-left-open = { $count ->
    [one] This request names no scope and role, and stays undecided. Open it to choose them:
   *[other] These requests name no scope and role, and stay undecided. Open each to choose them:
}
pending-decline-text = { $count ->
    [one] { $count } request will be declined. The requester will read your reason.
   *[other] { $count } requests will be declined. Each requester will read your reason.
}
pending-answers-title = Result
pending-answer = { $status ->
    [approved] Approved
    [declined] Declined
   *[other] Not decided
}
action-decline = Decline
action-approve = Approve
## One request

pending-one = { $name } requests access to { $account }
pending-requester = The requester
pending-looks-alike = Lookalike domain
pending-looks-alike-text = “{ $email }” does not belong to { $domain }: the two domains are different, although they look alike. Before you decide, make sure in another way who is asking.
pending-held = Holds already
pending-held-now = Holds now
pending-held-nothing = Nothing in this account
pending-asked = The request
pending-asked-nothing = No scope or role: you choose them.
pending-decide = Your decision
pending-decide-legend = What is your decision?
pending-as-asked = Approve as asked
pending-other-access = Approve with other access
pending-choose-access = Approve, and choose the access
pending-other-access-hint = The requester will see what was asked for and what was granted.
pending-decline-hint = The requester will read your reason, and may request access again.
pending-decline-reason = Reason for declining
pending-decline-reason-hint = Say why, and what the requester can do instead.
pending-note = Note to the requester
pending-note-hint = They read it together with your approval, on the page of their request and in the e-mail.
pending-for-operator = You decide this request on behalf of the operator.
pending-verdict-not-yours = It is not for you to decide this request.
pending-choice-required = Select a decision.
pending-reason-required = Enter a reason.
pending-approved = You approved this request
pending-approved-text = The access is in effect. The requester has been told.
pending-declined = You declined this request
pending-declined-text = The requester has been told, with your reason.
pending-previous = Previous request
pending-next = Next request
pending-place = Request { NUMBER($place) } of { NUMBER($total) }
pending-last = This is the last request of the list.
pending-was-last = That was the last request of the list.
pending-neighbours = Requests of the list
pending-approve-next = Approve and open the next
pending-decline-next = Decline and open the next
pending-decided-before = { $status ->
    [approved] You approved the request of { $name } for { $account }
   *[other] You declined the request of { $name } for { $account }
}
pending-back = Back to the list
pending-not-found = There is no such request among those that you decide. The list shows all that are waiting for you.
pending-rules-requester = What the requester was told
pending-rules-decider = What the person who decided was told