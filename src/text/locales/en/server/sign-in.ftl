# The server’s own pages: signing in, and the sample world.

sign-in-title = Sign in
sign-in-ended-title = Your session has ended
sign-in-ended = What you typed is kept in this browser. It is there again once you sign in as the same person.
sign-in-with-link = Press the button to sign in. The link works once, until { $time }.
sign-in-by-code = Enter your e-mail address. We will send a code there to sign in with.
sign-in-email = E-mail address
sign-in-code-lead = To sign in, enter the code that we e-mail to { $address }.
sign-in-by-link = If you were given a sign-in link, open that instead. It works once, for a short time.
sign-in-link-expired = This sign-in link was already used or is no longer valid.
sample-sign-in-title = Who do you want to be?
sample-sign-in-lead = This is a sample world: every person, organisation and account in it is invented. Choose somebody, and see the directory as they do.
sample-sign-in-as = Sign in as { $name }
sample-sign-in-other = Somebody else
sample-sign-in-email = E-mail address
sample-sign-in-unknown = Nobody in the sample world has the address { $email }. Choose another.
sample-sign-in-code = Sign in with a code instead, as people do elsewhere
sample-mail-title = Sent e-mail
sample-mail-lead = What this sample world would have sent, newest first.
sample-mail-none = No e-mail yet. Request access to an account, and the e-mail to its administrators appears here.
sample-mail-to = To
sample-mail-at = Sent
