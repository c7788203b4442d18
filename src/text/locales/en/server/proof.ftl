# The page behind a customer contact’s link, on which they prove their address by a code.

proof-title = Confirm your address
proof-lead = This link leads to a request that is addressed to { $address }. To see it, prove that this address is yours: we send a code there, and you enter it here. That signs you in.
proof-signed-in-as = You are signed in as { $email }. Once you enter the code, you are signed in as the person with the address { $address } instead.
proof-send = Send me a code
proof-send-another = Send another code
proof-sent = A code was sent to { $address }. It is valid until { $date }. If you asked for several, only the newest one works.
proof-code = Code
proof-code-hint = Eight digits
proof-continue = Continue
proof-malformed = Enter the eight digits of the code.
proof-wrong = That is not the code. { $tries ->
    [one] One try is left.
   *[other] { $tries } tries are left.
}
proof-used-up = Five wrong codes were entered, so this code no longer works. Ask for another one.
proof-expired = This code is no longer valid. Ask for another one.
proof-next-at = Many codes were sent to this address already. You can ask for the next one from { $date }.
proof-unknown-title = This link is not valid
proof-unknown = There is no request behind this link. Part of it may be missing or mistyped: open it from the e-mail, or copy all of it.
proof-ended-title = This link no longer works
proof-ended = It was replaced on { $date }: the request was forwarded to another person, or the requester corrected the address. The person who decides it now has received an e-mail with their own link.
proof-address-refused = The address to which this was sent is written in a way that mail servers read differently, so no code is sent to it. Ask whoever requested the account to name another address of yours.
proof-decided = The request was decided on { $date }. If you took part in it, sign in with your address and open the link in your e-mail again to see it.
proof-lapsed = Nobody accepted the new account in time: the request lapsed on { $date }. Whoever made it can make a new one, and you will then receive another e-mail.
proof-withdrawn = Whoever requested the new account withdrew the request on { $date }. Nothing remains to be decided.
proof-too-many-title = Too many attempts
proof-too-many = Within a short time there were many attempts to sign in, or many codes were asked for or entered wrongly. Try again from { $date }.
