# Beside each step and form: what it means, and what happens next.

help-title = About this step
help-next = What happens next:

help-access = The scope says where you may act, and the role what you may do there. Ask for what your work needs: you can ask for more at any time.
help-access-next = You check your answers. Nothing is sent before that.
help-access-next-virtual-accounts = You tick the Virtual Accounts that you need, and choose a role for each. Nothing is sent before you have checked your answers.
help-virtual-accounts = Virtual Accounts are named parts of the Smart Account, and may contain others. Tick those that you work with, and give each the role that you need in it.
help-check = Whoever decides sees this, together with your profile.
help-check-next = You get a reference to keep. Whoever decides is told at once, and you are told the decision by e-mail.
help-identify = An account is found by its entire domain identifier, for example acme.com, or by its entire name. Nobody can browse restricted accounts.
help-identify-next = If your e-mail domain matches the account’s, you choose scope and role yourself. If it does not, you are asked for the reason, and whoever decides chooses.
help-reason = Whoever decides knows you only by your profile and by what you write here. Say what you do for the account, and for how long.
help-new-account = You ask on your customer’s behalf. The customer’s contacts accept the account or deny it; whoever accepts it becomes its administrator.
help-new-account-next = You review everything before it is sent. Until the customer accepts, the account appears in your directory as Pending.
help-deciding = Check that the person belongs to the organisation and needs what they ask for. You can grant different access from what was asked for, but never more than you hold yourself.
help-deciding-next = If you approve, the access takes effect at once. Either way the requester is told: what was granted, or why the request was declined.
help-deciding-account = Approve only if your organisation wants this account. The domain identifier and the customer contacts say whom it is for.
help-deciding-account-next = The requester is told at once. A denied request cannot be reopened, but a new one can be made.
