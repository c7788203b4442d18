# Mail, each in its recipient's language: what happened, why it was sent, what to do next.

mail-access-requested-subject = Access requested to { $account }
mail-access-requested-what = { $requester } ({ $email }, { $organisation }) requests access to the Smart Account { $account } ({ $domain }).
mail-access-requested-entire = Requested: the entire Smart Account, as { $role }.
mail-access-requested-selected = Requested: these Virtual Accounts:
    - { $paths }
mail-access-requested-scope-open = You choose scope and role when you approve.
mail-access-requested-reason = Reason: { $reason }
mail-access-requested-why-administrator = You receive this because you administer this account and decide its access requests.
mail-access-requested-why-operator = You receive this because the account has no active administrator, so the operator decides.
mail-access-requested-reference = Reference: { $reference }. The request expires if nobody decides it.
