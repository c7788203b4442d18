# Messages sur les invitations à rejoindre un compte.

mail-open-invitation = Ouvrir l’invitation

mail-invited-subject = { $inviter } vous invite à rejoindre un compte Smart
mail-invited-what = { $inviter } souhaite vous donner accès au compte Smart dont l’identifiant de domaine est { $domain }. Vous n’y avez pas accès avant d’avoir accepté.
mail-invited-by = Invitation de
mail-invited-name = Nom du compte, tel qu’il a été saisi
mail-invited-access = Accès que vous obtiendriez
mail-invited-note = Message qui vous est adressé
mail-invited-until = Vous pouvez accepter ou refuser jusqu’au { $date }. Connectez-vous avec l’adresse à laquelle ce message a été envoyé ; ouvrir la page ne change rien.
mail-invited-unexpected = Si vous n’attendiez pas cette invitation, refusez-la ou ne faites rien : vous n’obtiendrez alors aucun accès, et elle prendra fin d’elle-même.
mail-invited-why = Vous recevez ce message parce que { $inviter } a indiqué votre adresse.

mail-invitation-ending-subject = Une invitation à rejoindre un compte Smart prend bientôt fin
mail-invitation-ending-what = L’invitation à rejoindre le compte Smart dont l’identifiant de domaine est { $domain } prend fin le { $date }.
mail-invitation-ending-next = Acceptez-la ou refusez-la d’ici là, en vous connectant avec l’adresse à laquelle ce message a été envoyé. Si vous ne faites rien, elle prend fin et vous n’obtenez aucun accès.
mail-invitation-ending-prove = Connectez-vous d’ici là avec l’adresse à laquelle ce message a été envoyé, et l’accès est à vous. Si vous ne faites rien, vous n’en obtenez aucun.
mail-invitation-ending-why = Vous recevez ce message parce que votre adresse a été indiquée pour un accès à ce compte.

mail-invitation-unanswered-subject = { $email } n’a pas donné suite à l’accès que vous proposiez
mail-invitation-declined-what = { $email } a refusé l’accès au compte Smart { $account } que vous souhaitiez donner.
mail-invitation-expired-what = { $email } n’a pas donné suite à temps à l’accès au compte Smart { $account }.
mail-invitation-unanswered-next = Cette personne n’y a pas accès. Un administrateur du compte pourra le lui donner plus tard.
mail-invitation-unanswered-why = Vous recevez ce message parce que vous avez indiqué cette adresse.
