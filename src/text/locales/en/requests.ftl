# Your Access Requests, and the page of one request.

requests-lead = What you have asked for, newest first.
requests-title = Access requests
requests-search = Account, identifier or reference
requests-status-name = { $status ->
    [waiting] Waiting
    [granted] Granted
    [declined] Declined
    [expired] Expired or lapsed
   *[other] Cancelled or withdrawn
}
requests-nothing-fits = None of these requests fits.
requests-show-all = Show all requests
requests-truncated = Only your { NUMBER($count) } newest requests are listed here. Older ones keep their pages: the mails about them still lead there.
requests-column-asked = Asked for
requests-column-created = Sent
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
requests-sent-text = Keep this reference: you can come back with it at any time.
requests-next = What happens next
requests-next-look = We will e-mail you the decision; it will also appear on this page.
requests-reference = Reference
requests-expires = Expires on
requests-expired-next = Nobody decided this request in time. You can request access again.
requests-expired = Expired on
requests-empty-by-identifier = Request access to a Smart Account by its entire name or domain identifier.
requests-places = Where access will work once it is given
requests-places-now = Where your access works
requests-places-administrators = for administrators
requests-again = Request access again

## Following one request

requests-history = History
history-event = { $event ->
    [access_requested] Access was requested
    [reminder_sent] A reminder was sent
    [deciders_changed] Somebody else decides now
    [access_request_escalated] The operator decides as well from now on
    [access_request_expiry_warned] A warning was sent: the request is about to expire
    [access_approved] The request was approved
    [access_approved_otherwise] The request was approved with other access
    [access_declined] The request was declined
    [access_request_cancelled] The request was cancelled
   *[other] The request expired
}
history-actor = { $actor ->
    [requester] the requester
    [administrator] an administrator
    [operator] the operator
   *[other] { $actor }
}
requests-decision = Decision
requests-decided-at = Decided on
requests-decided-by = Decided by
requests-decline-reason = Reason given
requests-granted = Granted
requests-granted-as-asked = Exactly what was asked for was granted.
requests-granted-otherwise = Other access was granted than what was asked for.
requests-granted-otherwise-own = You were granted different access from what you asked for.
requests-granted-chosen = The choice was left to the administrator. This was granted:
requests-escalated = Nobody has decided this request in time, so the operator of this service decides as well.
requests-reminders = Reminders
requests-reminder-sent = Sent on { $date }
requests-reminder-now = You may send a reminder now. It does not extend the request.
requests-send-reminder = Send Reminder
requests-account-not-active = This account is not active. Nobody can decide your request, and nobody can be reminded of it, until it is active again.
requests-reminder-done = The reminder was sent.
requests-cancel = Cancel the request…
requests-cancel-title = Cancel this request
requests-cancel-text = Nobody will decide it any more. You may request access again at any time.
requests-cancel-confirm = Cancel the request
requests-cancel-keep = Keep the request
requests-cancelled = Your request was cancelled.
