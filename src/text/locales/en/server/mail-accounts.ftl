# Mail about new accounts: to whoever decides, to the requester, to people who are added; and codes that prove an address.

mail-note-from = Note to you from { $from }
mail-forwarded-by = Forwarded by
mail-added-users = { $count ->
    [one] { NUMBER($count) } person, to get the role { $role } in the entire Smart Account
   *[other] { NUMBER($count) } people, to get the role { $role } in the entire Smart Account
}
mail-open-offer = Open the request
mail-why-account-requester = You receive this because you requested this account.

## Account requested, to whoever decides before the customer

mail-account-requested-subject = { $requester } requests the new Smart Account { $account }
mail-account-requested-what = { $requester } requests a new Smart Account for a customer: { $account }.
mail-account-requested-reminder = { $requester } is still waiting for your decision about a new Smart Account for a customer: { $account }. This is reminder { $number }.
mail-account-requested-next = Approve or deny it on the page of the request. If you approve, the customer is asked next. If nobody activates the account, the request lapses on { $date }.
mail-account-requested-next-operator = Approve or deny it on the page of the request. If you approve, whoever decides next is asked: the administrators of an account that holds the domain, where there is one, then the customer. If nobody activates the account, the request lapses on { $date }.
mail-account-requested-why-administrator = You receive this because you administer an account with the same domain, and decide before the customer does.
mail-account-requested-why-operator = You receive this because the operator of this service decides before the customer does, and you act for the operator.

## Another contact than the one that was approved, to whoever approved it

mail-account-contact-again-subject = Please decide again: new Smart Account { $account }
mail-account-contact-again-what = A contact of the customer was replaced in a request that was approved before: the new Smart Account { $account }. An approval covers only the addresses that were named when it was given, so it does not cover the new one.
mail-account-contact-changed-subject = Another contact: new Smart Account { $account }
mail-account-contact-changed-what = A contact of the customer was replaced in a request that was approved before: the new Smart Account { $account }. The new address is as closely related to its domain, so the approval stands.
mail-account-contact-changed-next = You do not need to do anything. The page of the request shows what happened.
mail-account-contact-before = Contact before
mail-account-contact-after = Contact now

## Account requested, to the customer

mail-account-offered-subject = { $email } asks you to decide: new Smart Account { $domain }
mail-account-offered-what = { $email } requests a Smart Account for your organisation, with the domain identifier { $domain }.
mail-account-offered-reminder-subject = Reminder: { $email } asks you to decide: new Smart Account { $domain }
mail-account-offered-reminder = { $email } is still waiting for a decision about a Smart Account for your organisation, with the domain identifier { $domain }. This is reminder { $number }.
mail-account-offered-next = To activate it, open the link below and confirm your address with a code that we e-mail to you. Then approve and create the account, forward the request to another person, or deny it. Whoever approves becomes the account’s administrator.
mail-account-offered-users = When you approve, you choose who of the added users is let in, and in which role. Those whose address is not of the account’s domain are invited first.
mail-account-offered-until = If nobody activates the account, the request lapses on { $date }.
mail-account-offered-unexpected = If you did not expect this, you may deny the request or ignore this message. No account is created unless somebody approves it.
mail-account-offered-why = You receive this because { $email } named you as somebody who can accept this account.
mail-account-forwarded-subject = { $email } forwarded to you: new Smart Account { $domain }
mail-account-forwarded-what = { $email } forwarded a request to you: { $requester } requests a Smart Account for your organisation, with the domain identifier { $domain }. You decide it from now on.
mail-account-forwarded-why = You receive this because { $email } named you as the person who decides about this account.

## How it ended

mail-account-activated-subject = Activated: Smart Account { $account }
mail-account-activated-what = Your request was approved. The Smart Account { $account } is active.
mail-account-activated-let-in = { $count ->
    [one] The person whom you added was told, or invited where the address is not of the account’s domain.
   *[other] { NUMBER($count) } people whom you added were told, or invited where their address is not of the account’s domain.
}
mail-account-activated-left-out = { $count ->
    [one] { NUMBER($count) } person whom you added was taken out by whoever accepted the account, and gets no access.
   *[other] { NUMBER($count) } people whom you added were taken out by whoever accepted the account, and get no access.
}
mail-account-activated-next = There is nothing that you have to do. The page of your request shows what happened, and who got which role.
mail-account-denied-subject = Denied: your request for Smart Account { $account }
mail-account-denied-what = Your request for the Smart Account { $account } was denied. The account will not be created.
mail-account-denied-next = If the customer still needs the account, address the reason first, then make a new request.
mail-account-lapsed-subject = Lapsed: your request for Smart Account { $account }
mail-account-lapsed-what = Your request for the Smart Account { $account } has lapsed, because nobody activated the account in time. The domain identifier is free again.
mail-account-lapsed-next = If the account is still needed, make a new request from the page of this one.
mail-account-offer-ended-subject = { $how ->
    [lapsed] Lapsed: request of { $email } for Smart Account { $domain }
    [withdrawn] Withdrawn: request of { $email } for Smart Account { $domain }
   *[other] Settled: request of { $email } for Smart Account { $domain }
}
mail-account-offer-ended-what = { $how ->
    [lapsed] The request of { $email } for the Smart Account with the domain identifier { $domain } has lapsed, because nobody activated the account in time.
    [withdrawn] { $email } has withdrawn the request for the Smart Account with the domain identifier { $domain }. The account will not be created.
    [activated] Somebody else who was asked has accepted the Smart Account with the domain identifier { $domain }, which { $email } requested. The account is active.
   *[other] The request of { $email } for the Smart Account with the domain identifier { $domain } was denied by somebody else who decides about it. The account will not be created.
}
mail-account-offer-ended-next = { $how ->
    [activated] There is nothing that you have to do. If you need access to the account yourself, sign in and request it.
   *[other] There is nothing that you have to do. If you still want the account, ask { $email } to request it again.
}
mail-account-offer-ended-why = You receive this because you were asked to decide about this account.
mail-account-request-ended-subject = { $how ->
    [lapsed] Lapsed: new Smart Account { $account }
   *[other] Withdrawn: new Smart Account { $account }
}
mail-account-request-ended-what = { $how ->
    [lapsed] The request of { $requester } for the new Smart Account { $account } has lapsed, because nobody activated the account in time.
   *[other] { $requester } has withdrawn the request for the new Smart Account { $account }. The account will not be created.
}
mail-account-request-ended-next = There is nothing that you have to do. The page of the request shows what happened.
mail-open-ended-request = Open the request

## An account beside a restricted one, to the administrators of that

mail-account-beside-subject = New Smart Account in your domain: { $domain }
mail-account-beside-what = The Smart Account { $account } ({ $domain }) has become active. It has the same registrable domain as a restricted account that you administer.
mail-account-beside-next = Whoever asked for it does not know of your account, so you were not asked before. If it should not be there, tell the operator of this service.
mail-account-beside-why = You receive this because you administer a restricted account with the same domain.

## Added to an account

mail-added-subject = You have access to { $account }
mail-added-what = The Smart Account { $account } is active, and you were given access to it.
mail-added-access = Your access
mail-added-next = Your access is in effect. The directory shows the account and who administers it.
mail-added-on-proof = Sign in with the address to which this was sent, and the access is yours. The directory then shows the account and who administers it.
mail-added-why = You receive this because { $requester } named you when requesting the account.

## Code

mail-code-subject = Your sign-in code
mail-code-what = Enter this code on the page where you asked for it:
mail-code-valid = It is valid for ten minutes. If you asked for several, only the newest one works.
mail-code-secret = Tell nobody this code. We never ask for it by phone or e-mail.
mail-code-why = You receive this because somebody asked for a code for this address. If it was not you, ignore this message: without the code nobody gets in.

## Tries

mail-tried-subject = Somebody tried sign-in codes for your address
mail-tried-what = Within a day, { $codes } sign-in codes for your address were entered wrongly so often that they stopped working. Nobody signed in with them.
mail-tried-next = You do not need to do anything: without a code nobody gets in. Never tell anybody a code. If it was not you and it goes on, tell whoever runs this service.
mail-tried-why = You receive this because it is your address. We send it once a day at most.

mail-account-closed-subject = The Smart Account { $account } was closed
mail-account-closed-what = The Smart Account { $account } was closed for good. Your access to it has ended.
mail-account-closed-reason = Why it was closed
mail-account-closed-next = The directory shows the accounts that you still have access to.
mail-account-closed-why = You receive this because you had access to this account.
