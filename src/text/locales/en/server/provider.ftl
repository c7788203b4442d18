# Signing in with a provider: its button, and what is said where it does not sign somebody in.

provider-sign-in = Sign in with { $name }
provider-going = Continue to { $name }
provider-speaks = People of { $domain } sign in with { $name }. No code is sent to their addresses.
provider-signed-in-as = You are signed in as { $email }, to whom the address of this link does not lead. Sign in as the person whose address it is.
provider-bound-title = Sign in with the provider
provider-bound = You have proved the address { $email }. The person with this address signs in with { $name }.
provider-bound-gone = You have proved the address { $email }. The person with this address signs in with a provider that is no longer connected. Ask whoever runs this service to let you sign in with a code.
provider-refused-title = You are not signed in
provider-unavailable = { $name } cannot be reached at the moment. Try again in a few minutes.
provider-not-believed = { $name } gave an answer that this service cannot rely on. Try again. If that does not help, tell the reason to whoever runs this service.
provider-not-begun-here = This sign-in began in another browser, was finished already, or took more than ten minutes. Begin anew.
provider-declined = { $name } did not confirm who you are: you cancelled there, or you may not use this service. Try again, or ask whoever manages { $name } in your organisation.
provider-no-address = { $name } does not tell your e-mail address, which is needed here. Ask whoever manages { $name } in your organisation to let it be told.
provider-reason = Reason:
provider-again = Try again with { $name }
provider-another-way = Choose another way to sign in
