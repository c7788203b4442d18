# What the server answers when it does not do what was asked: a title, and a sentence with the way on.

problem-sign-in-needed-title = Sign in
problem-sign-in-needed = You are not signed in, or your session has ended. Sign in and try again.
problem-support-case-title = Open a support case
problem-support-case = As a member of the operator’s own staff you cannot do this here. Open a case with the licensing support team instead.
problem-anti-forgery-title = Reload the page
problem-anti-forgery = This did not come from a page of your session. Reload the page and try again.
problem-role-needed-title = The directory is not open to you yet
problem-role-needed = The directory opens once you hold a role in an account. Until then, request access by the account’s entire domain identifier.
problem-account-role-needed-title = New accounts are for partners and for people with a role
problem-look-up-refused-title = You cannot look up accounts
problem-account-not-found-title = No such account
problem-account-not-found = There is no such account, or it can be found only by its entire name or domain identifier.
problem-invitation-not-found-title = No such invitation
problem-invitation-not-found = There is no such invitation, or it is for another address. Sign in with the address to which the e-mail was sent.
problem-invitation-ended-title = This invitation is over
problem-invitation-ended = { $status ->
    [accepted] It was accepted on { $date }.
    [declined] It was declined on { $date }.
    [withdrawn] It was withdrawn on { $date }.
   *[other] It ended on { $date } without an answer.
}
problem-request-not-found-title = No such request
problem-request-not-found = You have no request with this reference. Your Access Requests lists all that you have.
problem-not-found-title = Nothing here
problem-not-found = There is nothing at this address. Go to the Access Directory.
problem-method-not-allowed-title = Not possible here
problem-method-not-allowed = This address does not accept that method. The API’s description says which ones it accepts.
problem-policy-changed-title = The rules have changed
problem-policy-changed = The rules have changed since you opened this page. Look at your answers again, then send them.
problem-idempotency-key-reused-title = Sent before
problem-idempotency-key-reused = Another request was sent under the same key. Reload the page and start again.
problem-conflict-title = Changed in the meantime
problem-conflict = Somebody changed this while you were working on it. Reload the page to see what it is now.
problem-too-large-title = Too large
problem-too-large = That is more than the server accepts. Shorten it and send it again.
problem-invalid-title = Something is missing or not valid
problem-invalid = Correct what is marked, then send it again.
problem-malformed-title = Not understood
problem-malformed = The request is not in the form that this address expects: { $reason }.
problem-internal-title = Something went wrong
problem-internal = An error occurred on the server, and it has been recorded. Try again in a moment.
problem-unavailable-title = Not available at the moment
problem-unavailable = The server cannot be reached or is busy. Nothing is lost: try again in a moment.

## Fields

invalid-locale = “{ $value }” is not a language of this service. Use en or fr.
invalid-time-zone = “{ $value }” is not a time zone that this service knows. Select one from the list, or UTC.
invalid-role-not-offered = The role { $role } cannot be requested in this scope. Select another.
invalid-virtual-account-unknown = One of the Virtual Accounts no longer exists. Select again.
invalid-virtual-account-twice = A Virtual Account is named twice. Keep one of the two.
invalid-message = Write the message.
invalid-message-too-long = The message has { NUMBER($length) } characters. Shorten it to 2,000.
invalid-reason-too-long = The reason has { NUMBER($length) } characters. Shorten it to 2,000.
invalid-query = The search has more than 253 characters. Shorten it.
invalid-after = This page of the list no longer exists. Start again from the first page.
invalid-idempotency-key = The header idempotency-key is missing or has more than 100 characters. Send a random one for each request.
invalid-not-asked = This is not asked for here: the administrator decides it. Leave it out.
invalid-added-user-role = { $email } cannot be given the role { $role } here. { $rule }
invalid-added-user-unknown = { $email } is not among the people who are to be added. Leave this address out; an administrator of the account can give access later.
invalid-added-user-twice = { $email } is named twice. Name each person once.
invalid-advance-seconds = advance_seconds must be between 0 and 315,360,000.
problem-already-decided-title = Decided already
problem-already-approved = { $who } approved this request on { $at }.
problem-already-declined = { $who } declined this request on { $at }.
problem-already-cancelled = The requester cancelled this request on { $at }.
problem-decision-not-recorded = Your decision was not recorded.
problem-already-expired = This request expired on { $at }. The requester can make it again.
problem-already-changed = This request was changed on { $at }. Look at it again before you decide.
problem-own-request-title = Your own request
problem-beyond-authority-title = More than you hold
problem-reminder-not-due-title = No reminder now
problem-last-administrator-title = The last administrator
problem-last-administrator = The Smart Account would be left without an administrator. Make somebody else an administrator first.
problem-grant-not-found-title = Access not found
problem-grant-not-found = This access no longer exists, or it is not yours to manage. The list shows what exists now.
problem-session-not-found-title = Session not found
problem-session-not-found = This session has ended already, or it is not yours. The list shows those that are open.
invalid-grant-missing = The request names no scope. Choose what to grant: the entire Smart Account or some of its Virtual Accounts.
problem-an-administrator = An administrator
invalid-decisions = Send from 1 to 50 decisions at once.

## Requests for new accounts

problem-account-request-open = You have already requested this account, and the request is still pending. One request at a time is enough; the link leads to it.
problem-account-already-activated = { $who } approved this request on { $at }, and the account exists.
problem-account-already-denied = { $who } denied this request on { $at }.
problem-account-already-withdrawn = The requester withdrew this request on { $at }. Nothing remains to be decided.
problem-account-already-lapsed = This request lapsed on { $at }. A new one can be made from it.
problem-somebody-else = Somebody else
problem-identifier-taken = An account with the domain identifier { $identifier } exists. Request access to it instead of another account.
problem-not-your-turn-title = Not your turn
problem-not-your-turn = Somebody else decides this request now, before or after you. The page of the request says who.
problem-contact-not-found-title = No address to correct
problem-contact-not-found = This address does not belong to the request, or e-mail to it was not refused. The page of the request shows its addresses as they are now.
invalid-account-kind = Partner holding accounts cannot be requested here. Request a customer’s account.
invalid-domain-malformed = “{ $value }” is not a domain. Use letters, digits, hyphens and dots, as in acme.com.
invalid-domain-more = “{ $value }” is a web or e-mail address. Enter its domain only: { $meant }
invalid-domain-one-label = “{ $value }” is only part of a domain. Enter all of it, as in acme.com.
invalid-domain-address = “{ $value }” is an IP address. Enter a domain, as in acme.com.
invalid-domain-public-suffix = Many organisations share “{ $value }”. Enter the customer’s own domain below it.
invalid-hidden-character = It contains a character that is invisible or that reverses the direction of writing. Type it again.
invalid-email-not-plain = “{ $value }” has quotes, a hidden character, or a character before the @ by which a mail server may pass mail on to somebody else (such as %). Enter a plain address such as name@acme.com.
invalid-email-not-mailable = No e-mail can reach “{ $value }”: the mail service used here takes only plain letters (a to z), digits and signs such as . and - before the @. Enter another address.
invalid-domain-public-mailbox = Anybody can have a mailbox at “{ $value }”. Enter the customer’s own domain.
invalid-domain-too-long = “{ $value }” is longer than a domain can be, which is 253 characters.
invalid-account-name-domain = “{ $value }” reads as a domain identifier, but is not this account’s. Enter the name of the organisation.
invalid-email-own = “{ $value }” is your own address, or leads to the same mailbox. Nobody decides their own request: enter somebody else’s.
invalid-email-requester = “{ $value }” is the address that made this request, or leads to the same mailbox, and cannot decide it. Enter somebody else’s address.
invalid-email-asked = “{ $value }” has been asked already. Enter somebody else’s address.
invalid-email-had-it = “{ $value }” had this request already. Enter somebody else’s address.
invalid-forwarded-enough = This request has been forwarded as often as is allowed. Approve it, deny it, or ask the requester for a new one.
invalid-name-link = A name cannot contain a link or an address. Leave out “://”, “www.” and “@”.
invalid-note-too-long = The note has { NUMBER($length) } characters. Shorten it to 2,000.
problem-too-many-look-ups-title = You have reached today’s limit of look-ups
problem-too-many-look-ups = You can look up entire names and identifiers again from { $next }. Searching by part of a name still works.
problem-export-under-way-title = A download is under way
problem-export-under-way = You are downloading a list already. Wait until it has ended, or cancel it in your browser, and try again.
problem-too-many-requests-title = Too many requests
problem-too-many-requests = The server received more requests than it accepts from one person or one network. Try again in { $seconds ->
    [one] one second
   *[other] { NUMBER($seconds) } seconds
}.
problem-account-requests-used-up-title = You have reached today’s limit of requests
problem-account-requests-used-up = You have requested { $limit ->
    [one] an account
   *[other] { NUMBER($limit) } accounts
} within a day. You can send the next request from { $date }.
problem-access-requests-used-up-title = You have reached today’s limit of requests
problem-access-requests-used-up = You have requested access { $limit ->
    [one] once
   *[other] { NUMBER($limit) } times
} within a day. You can send the next request from { $date }.
problem-messages-used-up-title = You have reached today’s limit of messages
problem-messages-used-up = You have written { $limit ->
    [one] a message
   *[other] { NUMBER($limit) } messages
} about this request within a day. You can send the next one from { $date }.
problem-named-mail-used-up-title = Today’s limit of e-mails is reached
problem-named-mail-used-up = Within a day, the service writes to a limited number of addresses that people name. Name fewer, or try again from { $date }.
problem-too-slow-title = Too slow
problem-too-slow = The request took too long to arrive and was abandoned. Check your connection and send it again.
action-start-page = Go to the start page
