# Une invitation à rejoindre un compte, pour la personne à l’adresse de laquelle elle a été envoyée.

invitation-title = Invitation à rejoindre le compte Smart { $domain }
invitation-lead = { $inviter } souhaite vous donner accès à ce compte Smart.
invitation-lead-nobody = Quelqu’un souhaite vous donner accès à ce compte Smart.
invitation-inviter = Invitation de
invitation-roles = Accès
invitation-until = Ouverte jusqu’au
invitation-hold-nothing = Vous n’avez pas accès à ce compte avant d’avoir accepté. Son nom et le message qui vous est adressé figurent dans l’e-mail et s’affichent ici une fois l’invitation acceptée.
invitation-accept = Accepter l’accès
invitation-decline = Refuser
invitation-decline-title = Refuser cette invitation ?
invitation-decline-text = Vous n’obtenez aucun accès, et la personne qui vous a invité en est informée. L’invitation ne pourra plus être acceptée.
invitation-decline-keep = Garder l’invitation
invitation-accept-done = Vous avez accepté l’invitation
invitation-accepted = Vous avez accès à { $account }
invitation-accepted-text = Vous avez accepté cette invitation le { $date }.
invitation-open-account = Ouvrir le compte
invitation-declined = Vous avez refusé cette invitation
invitation-declined-text = Vous l’avez refusée le { $date }. Elle ne vous donne aucun accès à ce compte.
invitation-expired = Cette invitation a pris fin
invitation-expired-text = Elle n’a pas été acceptée avant le { $date }. Demandez-en une autre à la personne qui l’a envoyée, ou demandez l’accès au compte.
invitation-withdrawn = Cette invitation a été retirée
invitation-withdrawn-text = Elle a été retirée le { $date } et ne peut plus être acceptée. Si vous avez toujours besoin de l’accès, demandez-le.
invitation-note = Message qui vous est adressé
invitation-not-yours = Une invitation ne s’ouvre que pour l’adresse à laquelle elle a été envoyée. Vous êtes connecté avec l’adresse { $email } ; connectez-vous avec celle à laquelle l’e-mail a été envoyé.
help-invitation = Quelqu’un a indiqué votre adresse sans vous le demander. N’acceptez que si vous connaissez l’organisation et pensez travailler dans ce compte.
help-invitation-next = si vous acceptez, l’accès est à vous aussitôt et le compte figure dans votre annuaire. Si vous ne faites rien, l’invitation prend fin d’elle-même.
