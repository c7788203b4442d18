# What a new service still needs: on the first page of whoever acts for the operator, and as `serve` says it. What stands
# between backticks is typed as it is.

next-steps-title = What is still to be done
next-step = { $step ->
    [operator] `access-directory admin bootstrap EMAIL` makes the first operator, and prints a link to sign in with
    [accounts] `access-directory import DIR` brings accounts, people and their access from four CSV files
    [mail] `mail.smtp` and `mail.from` name the relay; until then mail is kept, and nobody gets a code to sign in with
    [provider] `sign_in.providers` names an OpenID Connect provider, since codes are switched off
   *[other] `public_url` is the address that people type; until then links in mails lead to this machine only
}
next-steps-about = These are commands and settings of the server; a setting counts once it is started again. Only the operator sees this list, until everything is done.
