# An invitation to an account, for the person to whose address it was sent.

invitation-title = Invitation to the Smart Account { $domain }
invitation-lead = { $inviter } wants to give you access to this Smart Account.
invitation-lead-nobody = Somebody wants to give you access to this Smart Account.
invitation-inviter = Invited by
invitation-roles = Access
invitation-until = Open until
invitation-hold-nothing = You have no access to this account until you accept. Its name and what was written to you are in the e-mail, and are shown here once you have accepted.
invitation-accept = Accept the access
invitation-decline = Decline
invitation-decline-title = Decline this invitation?
invitation-decline-text = You get no access, and whoever sent the invitation is told. The invitation cannot be accepted later.
invitation-decline-keep = Keep the invitation
invitation-accept-done = You accepted the invitation
invitation-accepted = You have access to { $account }
invitation-accepted-text = You accepted this invitation on { $date }.
invitation-open-account = Open the account
invitation-declined = You declined this invitation
invitation-declined-text = You declined it on { $date }. It gives you no access to this account.
invitation-expired = This invitation has ended
invitation-expired-text = It was not accepted by { $date }. Ask whoever sent it for another one, or request access to the account.
invitation-withdrawn = This invitation was withdrawn
invitation-withdrawn-text = It was withdrawn on { $date } and can no longer be accepted. If you still need access, request it.
invitation-note = What was written to you
invitation-not-yours = An invitation opens only for the address to which it was sent. You are signed in as { $email }; sign in with the address that the e-mail was sent to.
help-invitation = Somebody named your address without asking you. Accept only if you know the organisation and expect to work in this account.
help-invitation-next = If you accept, the access is yours at once and the account is in your directory. If you do nothing, the invitation ends by itself.
