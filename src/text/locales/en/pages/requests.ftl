# Your Access Requests, and the page of one request.

requests-lead = Your requests, newest first.
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
requests-column-asked = Asked for
requests-column-created = Sent
requests-administrator-chooses = The administrator chooses scope and role
requests-empty-title = You have not requested access yet
requests-empty-text = Find an account in the directory and choose Request access beside it. If it is not listed there, request access by its domain identifier.
requests-empty-refused = What you request is listed here. At present you cannot request access.

## One request

requests-one = Your request for access to { $account }
requests-sent = Your request was sent
requests-sent-text = Keep this reference: you can come back with it at any time.
requests-next = What happens next
requests-next-look = We will e-mail you the decision; it will also appear on this page.
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
    [deciders_changed] Other people were asked to decide
    [access_request_escalated] The operator was asked to decide as well
    [access_request_expiry_warned] A warning was sent that the request was about to expire
    [access_request_message_written] A message was written
    [access_request_information_requested] Information was requested
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
requests-messages = Messages
requests-messages-lead = You and whoever decides write to one another here. Each message is announced by e-mail.
requests-messages-lead-decider = You and the requester write to one another here; everybody who decides can read it. Each message is announced by e-mail.
requests-messages-none = No messages yet.
requests-messages-closed = The request is closed, so nobody can write any more.
requests-messages-truncated = Older messages are not shown.
requests-message-text = Your message
requests-message-send = Send Message
requests-message-ask = Ask for information
requests-message-ask-hint = Both lists then say that you wait for an answer of the requester. The request still expires on the same day.
requests-message-sent = Your message was sent.
requests-message-you = You
requests-message-asks = Asks for information
requests-message-erased = The text was erased.
requests-information-requested = Information requested
requests-information-provided = Information provided
requests-information-requested-notice = Whoever decides your request needs information from you. Read the question below and answer it.
requests-decision = Decision
requests-decided-at = Decided on
requests-decided-by = Decided by
requests-approval-note = Note
requests-decline-reason = Reason given
requests-granted = Granted
requests-granted-as-asked = The access granted is exactly what was asked for.
requests-granted-otherwise = The access granted is different from what was asked for.
requests-granted-otherwise-own = You were granted different access from what you asked for.
requests-granted-chosen = The choice was left to the administrator. This was granted:
requests-escalated = Nobody has decided this request in time, so the operator of this service decides as well.
requests-reminders = Reminders
requests-reminder-sent = Sent on { $date }
requests-reminder-now = You may send a reminder now. It does not extend the request.
requests-send-reminder = Send Reminder
requests-news-approved = Your request was approved
requests-news-declined = Your request was declined
requests-news-expired = Your request has expired
requests-news-below = This happened while you had the page open. The decision is shown below.
requests-account-not-active = This account is not active. Until it is active again, nobody can decide your request or be reminded of it.
requests-reminder-done = The reminder was sent.
requests-cancel = Cancel the request…
requests-cancel-title = Cancel this request
requests-cancel-text = It will no longer be decided. You may request access again at any time.
requests-cancel-confirm = Cancel the request
requests-cancel-keep = Keep the request
requests-cancelled = Your request was cancelled.
