# Mail, each in its recipient’s language: what happened, why it was sent, what to do next.

mail-label = { $label }:
mail-account-named = { $account } ({ $domain })
mail-requester = Requested by
mail-requester-named = { $requester }, { $organisation }
mail-requester-email = E-mail
mail-asked = Asked for
mail-granted = Granted
mail-places = Where it works
mail-place = { $place }: { $description }
mail-before = Before
mail-after = Now
mail-changed-by = Changed by
mail-removed-by = Removed by
mail-entire-as = Entire Smart Account, as { $role }
mail-virtual-account-as = Virtual Account { $path }, as { $role }
mail-default-as = Default account, as { $role }
# A line that makes somebody an administrator.
mail-administers = { $access } (manages who has access)
mail-scope-open = Left to the administrator
mail-open-pending-request = Open the request to decide it
mail-open-request = Open your request
mail-open-directory = Open the directory
mail-decide-next = Approve or decline it on the page of the request. If nobody decides it, it expires on { $date }.
mail-why-operator = You receive this because the operator of this service decides this request, and you act for the operator.
mail-why-requester = You receive this because you requested this access.
mail-why-person = You receive this because it is about your own access.
mail-stop = Never write to this address again
mail-footer = { $product }, { $operator }

## Access requested, to whoever decides
mail-access-requested-subject = { $requester } requests access to { $account }: { $access }
mail-access-requested-part = { $role } ({ $place })
mail-access-requested-entire = entire Smart Account
mail-access-requested-subject-open = { $requester } requests access to { $account }
mail-access-requested-what = { $requester } requests access to the Smart Account { $account }.
mail-access-requested-scope-open = You choose scope and role when you approve
mail-access-requested-why-administrator = You receive this because you administer this account or part of it, and decide its access requests.


## Still undecided, to whoever decides
mail-decider-reminder-subject = Reminder { $number } – { $subject }
mail-access-reminder-what = { $requester } is still waiting for a decision about access to the Smart Account { $account }. This is reminder { $number }.
mail-access-rerouted-subject = Now yours to decide – { $subject }
mail-access-rerouted-escalated = { $requester } requests access to the Smart Account { $account }. The request has waited so long for a decision that, from now on, the operator can decide it as well.
mail-access-rerouted-changed = { $requester } requests access to the Smart Account { $account }. The account’s administrators have changed, so you decide the request from now on.


## To the requester
mail-access-escalated-subject = Still undecided: your request for access to { $account }
mail-access-escalated-what = Your request for access to the Smart Account { $account } has not been decided yet. From now on, the operator of this service can decide it as well.
mail-access-escalated-next = You do not need to do anything. The page of your request shows how it stands.
mail-access-approved-subject = Approved: your request for access to { $account }
mail-access-approved-as-asked = Your request for access to the Smart Account { $account } was approved as you asked.
mail-access-approved-otherwise = Your request for access to the Smart Account { $account } was approved, with different access from what you asked for. Compare what you asked for with what was granted.
mail-access-approved-chosen = Your request for access to the Smart Account { $account } was approved. Scope and role were chosen for you.
mail-access-approved-next = You have this access now. The page of your request shows what was asked for and what was granted.
mail-access-declined-subject = Declined: your request for access to { $account }
mail-access-declined-what = Your request for access to the Smart Account { $account } was declined.
mail-access-declined-reason = Reason
mail-access-approved-note = Note to you
mail-open-messages = Read and answer
mail-message-for-decider-subject = { $requester } wrote to you about access to { $account }
mail-message-for-decider-what = { $requester } wrote to you about their request for access to the Smart Account { $account }.
mail-message-for-decider-next = The message is on the page of the request. You can answer it there.
mail-message-writer-administrator = An administrator
mail-message-writer-operator = The operator of this service
mail-message-for-requester-subject = A message about your request for access to { $account }
mail-message-for-requester-what = { $writer } wrote to you about your request for access to the Smart Account { $account }.
mail-message-for-requester-next = The message is on the page of your request. You can answer it there as long as the request is open.
mail-information-requested-subject = Information needed: your request for access to { $account }
mail-information-requested-what = { $writer } needs information from you to decide your request for access to the Smart Account { $account }.
mail-information-requested-next = The question is on the page of your request. Answer it there before the request expires: the question does not extend it.
mail-access-declined-next = If you still need access, address this reason in a new request. You can start it from the page of this one.
mail-access-about-to-expire-subject = About to expire: your request for access to { $account }
mail-access-about-to-expire-what = Nobody has decided your request for access to the Smart Account { $account } yet. If that stays so, it expires on { $date }.
mail-access-about-to-expire-next = You can send a reminder from the page of your request. Reminders do not extend it.
mail-access-about-to-expire-support = No further reminder can be sent. If you need the access soon, open a support case: { $link }
mail-access-about-to-expire-otherwise = No further reminder can be sent. If you need the access soon, ask somebody who decides in another way, or ask for it again once the request has expired.
mail-access-expired-subject = Expired: your request for access to { $account }
mail-access-expired-what = Your request for access to the Smart Account { $account } has expired, because nobody decided it in time.
mail-access-expired-next = If you still need access, request it again from the page of your request.


## To the person who holds access
mail-access-changed-subject = Your access to { $account } was changed
mail-access-changed-what = Your role in the Smart Account { $account } was changed. The change is in effect.
mail-access-changed-next = The directory shows what you may do now. If you need other access, request it there.
mail-access-removed-subject = Your access to { $account } was removed
mail-access-removed-what = Your access to the Smart Account { $account } was removed. You can no longer use it.
mail-access-removed-had = You had
mail-access-removed-next = If you still need access, request it in the directory.

mail-check-subject = Test e-mail from the { $product }
mail-check-text = The Access Directory at { $address } can send e-mail to this address. You do not need to do anything.
mail-check-why = You receive this because whoever runs this service named this address to test its e-mail.

