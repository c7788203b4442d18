# Ce que le serveur répond quand il ne fait pas ce qui est demandé.

problem-profile-incomplete-title = Complétez votre profil
problem-profile-incomplete = Il manque à votre profil une information nécessaire pour demander l’accès. Mettez à jour votre profil, puis continuez.
problem-account-not-active-title = Compte inactif
problem-account-not-active = L’accès ne peut être demandé que pour un compte actif. Choisissez un autre compte, ou attendez que celui-ci le soit.
problem-request-open-title = Vous avez déjà demandé
problem-request-open = Vous avez une demande en cours pour ce compte. Ouvrez-la pour voir où elle en est.

## Champs

invalid-name = Saisissez votre nom (200 caractères au plus).
invalid-organisation = Saisissez votre organisation (200 caractères au plus).
invalid-country = Sélectionnez un pays.
invalid-scope = Sélectionnez une étendue de l’accès.
invalid-role = Sélectionnez un rôle.
invalid-virtual-accounts = Sélectionnez au moins un compte virtuel.
invalid-reason = Saisissez le motif de votre demande.
invalid-identifier = Saisissez l’identifiant de domaine entier ou le nom entier du compte, en 253 caractères au plus.
incomplete-name = Votre nom manque.
incomplete-organisation = Votre organisation manque.
incomplete-country = Votre pays manque.
incomplete-verified-email = Votre adresse e-mail n’est pas encore vérifiée.
problem-own-request = Personne ne décide de sa propre demande. Une autre personne qui administre le compte le fera.
problem-beyond-authority = Vous ne pouvez pas accorder plus que ce que vous détenez vous-même. Choisissez des comptes virtuels que vous administrez, ou laissez un administrateur du compte Smart décider.
problem-reminder-not-due = Le prochain rappel pourra être envoyé à partir du { $at }.
problem-reminders-used-up = Aucun autre rappel de cette demande ne peut être envoyé.

## Requests for new accounts

problem-identifier-taken-title = Le compte existe déjà
invalid-account-name = Saisissez le nom du compte Smart, en 200 caractères au plus.
invalid-domain-empty = Saisissez le domaine du client, par exemple acme.com.
invalid-email = « { $value } » n’est pas une adresse e-mail. Écrivez-la comme dans nom@acme.com.
invalid-email-missing = Saisissez au moins une adresse e-mail du client.
invalid-email-one-missing = Saisissez une adresse e-mail.
invalid-emails-too-many = Il y a { NUMBER($count) } adresses. Saisissez-en 100 au plus.
invalid-deny-reason = Indiquez pourquoi vous refusez la demande.
