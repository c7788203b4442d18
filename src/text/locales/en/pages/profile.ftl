# A person’s own profile.

profile-title = Your profile
profile-lead = Whoever decides your access requests sees your name, organisation, country and e-mail address.
profile-name = Name
profile-organisation = Organisation
profile-email = E-mail address
profile-email-verified = Verified
profile-email-unverified = Not verified
profile-email-hint = It comes from your sign-in and cannot be changed here.
profile-missing = Missing
profile-time-zone = Time zone
profile-time-zone-hint = Times on pages and in e-mails are given in this time zone.
profile-time-zone-now = It is { $date } there now.
profile-saved = Your profile is saved
profile-elsewhere = Your profile is kept in another service. Change it there, then sign in again.

## Where one is signed in

sessions-title = Where you are signed in
sessions-lead = End any session that you do not recognise or no longer use. It ends at once.
sessions-browser = Browser
sessions-way = Signed in with
sessions-way-name = { $way ->
    [code] Code by e-mail
    [link] One-time link
    [sample] Sample world
   *[other] { $way }
}
sessions-since = Since
sessions-seen = Last used
sessions-this = This browser
sessions-unknown = Unknown browser
sessions-end = End
sessions-end-of = End { $browser }, last used { $seen }
sessions-ended = Session ended: { $browser }
sessions-everywhere = Sign out everywhere
sessions-everywhere-ask = Sign out everywhere…
sessions-everywhere-text = You will be signed out in every browser, including this one. What you typed here and did not send will be erased, and sign-in links that you have not used will stop working.
