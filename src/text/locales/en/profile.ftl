# A person's own profile.

profile-title = Your profile
profile-lead = Whoever decides your access requests sees your name, organisation, country and e-mail address.
profile-name = Name
profile-organisation = Organisation
profile-email = E-mail address
profile-email-verified = Verified
profile-email-unverified = Not verified
profile-email-hint = It comes from your sign-in and cannot be changed here.
profile-missing = Missing
profile-saved = Your profile is saved
profile-elsewhere = Your profile is kept in another service. Change it there, then sign in again.
