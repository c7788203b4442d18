# Les pages du serveur : la connexion, et le monde d’exemple.

sign-in-title = Connexion
sign-in-ended-title = Votre session est terminée
sign-in-ended = Ce que vous avez saisi est conservé dans ce navigateur. Vous le retrouverez dès que vous vous reconnecterez sous la même identité.
sign-in-with-link = Appuyez sur le bouton pour vous connecter. Le lien ne sert qu’une fois, jusqu’au { $time }.
sign-in-by-code = Saisissez votre adresse e-mail. Vous y recevrez un code de connexion.
sign-in-email = Adresse e-mail
sign-in-code-lead = Pour vous connecter, saisissez le code que nous envoyons à { $address }.
sign-in-by-link = Si un lien de connexion vous a été donné, ouvrez plutôt ce lien. Il fonctionne une fois, pendant peu de temps.
sign-in-link-expired = Ce lien de connexion a déjà été utilisé ou n’est plus valable.
sample-sign-in-title = Qui voulez-vous être ?
sample-sign-in-lead = Bienvenue dans l’univers de démonstration : personnes, organisations et comptes sont tous inventés. Choisissez une personne pour voir l’annuaire comme elle.
sample-sign-in-as = Se connecter en tant que { $name }
sample-sign-in-other = Quelqu’un d’autre
sample-sign-in-email = Adresse e-mail
sample-sign-in-unknown = Personne dans l’univers de démonstration n’a l’adresse { $email }. Choisissez-en une autre.
sample-sign-in-code = Se connecter plutôt avec un code, comme on le fait ailleurs
sample-mail-title = E-mails envoyés
sample-mail-lead = Ce que cet univers de démonstration aurait envoyé, du plus récent au plus ancien.
sample-mail-none = Aucun e-mail pour l’instant. Demandez l’accès à un compte : l’e-mail à ses administrateurs apparaîtra ici.
sample-mail-to = À
sample-mail-at = Envoyé
