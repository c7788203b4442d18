# Mail about invitations to an account.

mail-open-invitation = Open the invitation

mail-invited-subject = { $inviter } invites you to a Smart Account
mail-invited-what = { $inviter } wants to give you access to the Smart Account with the domain identifier { $domain }. You have no access to it until you accept.
mail-invited-by = Invited by
mail-invited-name = Name of the account, as they wrote it
mail-invited-access = Access that you would get
mail-invited-note = What they wrote to you
mail-invited-until = You can accept or decline until { $date }. Sign in with the address to which this was sent; opening the page changes nothing.
mail-invited-unexpected = If you did not expect this, decline it or do nothing: you then get no access, and the invitation ends by itself.
mail-invited-why = You receive this because { $inviter } named your address.

mail-invitation-ending-subject = An invitation to a Smart Account ends soon
mail-invitation-ending-what = The invitation to the Smart Account with the domain identifier { $domain } ends on { $date }.
mail-invitation-ending-next = Accept or decline it before then, signed in with the address to which this was sent. If you do nothing, it ends and you get no access.
mail-invitation-ending-prove = Sign in before then with the address to which this was sent, and the access is yours. If you do nothing, you get none.
mail-invitation-ending-why = You receive this because somebody named your address for access to this account.

mail-invitation-unanswered-subject = { $email } did not take up the access you offered
mail-invitation-declined-what = { $email } declined the access to the Smart Account { $account } that you wanted to give.
mail-invitation-expired-what = { $email } did not take up the access to the Smart Account { $account } in time.
mail-invitation-unanswered-next = They have no access to it. An administrator of the account can give them access later.
mail-invitation-unanswered-why = You receive this because you named this address.
