# Asking for a new account on a customer’s behalf: the form, the dialog before sending, and the notice after it.

new-account-title = Request a Smart Account for Your Customer
new-account-lead = The account is pending until your customer accepts it.
new-account-not-yet = You cannot request a new account yet
new-account-no-partner-holding = Partner holding accounts cannot be requested here.
new-account-support-case-title = Accounts are requested through a support case
new-account-support-case-text = As a member of the operator’s own staff you do not request accounts here. Open a case with the licensing support team instead.

## Identify the Account Name and Customer

new-account-identify = Identify the Account Name and Customer
new-account-domain-hint = The customer’s main domain, for example acme.com.
new-account-edit = Edit
new-account-country-caution = Choose the country where the orders are provisioned: export control differs from country to country, and can hold orders back.
new-account-note-to-approver = Note to approver
new-account-note-to-approver-hint = Read by the administrators and the operator’s approver who decide before the customer, if any do. The customer does not see it.
new-account-customer-emails = Customer e-mail addresses
new-account-customer-emails-hint = The people who can accept the account for the customer. If all their addresses are exactly at the account’s domain, they decide at once; otherwise the operator decides first. Press Enter after each address, or paste a list.
new-account-note-to-customer = Note to customer
new-account-note-to-customer-hint = Appears in the e-mail that asks the customer to accept the account.

## Add Users to the Account

new-account-add-users = Add Users to the Account
new-account-added-users = Users’ e-mail addresses
new-account-added-users-role = They get the role { $role } in the entire account. Whoever accepts the account may choose another role, or leave somebody out. People whose address is not of the account’s domain are invited first and hold nothing until they accept.
new-account-added-users-hint = Whoever is to have access once the customer has accepted the account. Press Enter after each address, or paste a list.
new-account-note-to-added-users = Note to added users
new-account-note-to-added-users-hint = Appears in the e-mail that tells them about their access.

## A field of several addresses

chips-list = { $field }: addresses entered
chips-change = Change { $address }
chips-correct = Correct { $address }
chips-remove = Remove { $address }
chips-added = { $count ->
    [one] { NUMBER($count) } address added
   *[other] { NUMBER($count) } addresses added
}
chips-wrong = { $count ->
    [one] { NUMBER($count) } needs correcting
   *[other] { NUMBER($count) } need correcting
}
chips-repeated = { $count ->
    [one] { NUMBER($count) } was there already
   *[other] { NUMBER($count) } were there already
}

## Review Request

new-account-send = Send Request
new-account-review = Review Request
new-account-decider = { $decider ->
    [operator_approver] The operator of this service decides first. It is then up to the customer to accept the account.
    [existing_administrators] An account with the same domain exists: its administrators are told and decide first. It is then up to the customer to accept the new account.
   *[other] The customer decides: one of the people whose addresses you entered accepts the account.
}
new-account-until = If nobody accepts it by { $date }, the request lapses, and you may make it again.
new-account-unrelated-title = Is this right?
new-account-unrelated = { $email } is not an address at { $domain }.
