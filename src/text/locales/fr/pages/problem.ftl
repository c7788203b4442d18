# Ce que le serveur répond quand il ne fait pas ce qui est demandé.

problem-profile-incomplete-title = Complétez votre profil
problem-profile-incomplete = Votre profil est incomplet. Complétez-le d’abord, puis continuez.
problem-account-not-active-title = Compte inactif
problem-account-not-active = Ce compte n’est pas actif pour le moment : rien ne peut y être demandé ni décidé. Réessayez dès qu’il le sera.
problem-nothing-more-title = Vous avez déjà tout
problem-nothing-more = Les rôles que vous détenez dans ce compte comprennent tout ce qui peut y être demandé. Il n’y a rien de plus à demander.
problem-request-open-title = Une demande est déjà en cours
problem-request-open = Vous ne pouvez avoir qu’une demande à la fois pour ce compte.

## Champs

invalid-name = Saisissez votre nom (200 caractères au plus).
invalid-organisation = Saisissez votre organisation (200 caractères au plus).
invalid-country = Sélectionnez un pays.
invalid-scope = Sélectionnez l’étendue de l’accès.
invalid-role = Sélectionnez un rôle.
invalid-role-held = Vous détenez déjà le rôle { $role } dans le compte Smart entier. { $held ->
    [administrator] Il comprend tous les autres rôles.
   *[other] Sélectionnez un rôle qui permet davantage.
}
invalid-virtual-account-held = Vous détenez déjà le rôle { $role } dans { $place }. { $held ->
    [administrator] Décochez ce compte virtuel.
   *[other] Sélectionnez un rôle qui permet davantage, ou décochez ce compte virtuel.
}
invalid-virtual-account-held-above = Vous détenez déjà le rôle { $role } dans { $above }, et donc dans { $place }, qui se trouve en dessous. { $held ->
    [administrator] Décochez ce compte virtuel.
   *[other] Sélectionnez un rôle qui permet davantage, ou décochez ce compte virtuel.
}
invalid-virtual-account-held-entire = Vous détenez déjà le rôle { $role } dans le compte Smart entier, et donc dans { $place }. { $held ->
    [administrator] Décochez ce compte virtuel.
   *[other] Sélectionnez un rôle qui permet davantage, ou décochez ce compte virtuel.
}
invalid-virtual-accounts = Cochez au moins un compte virtuel.
invalid-reason = Saisissez le motif de votre demande.
invalid-identifier = Saisissez l’identifiant de domaine complet ou le nom complet du compte (253 caractères au plus).
incomplete-name = Indiquez votre nom.
incomplete-organisation = Indiquez votre organisation.
incomplete-country = Indiquez votre pays.
incomplete-verified-email = Faites vérifier votre adresse e-mail.
problem-own-request = Personne ne se prononce sur sa propre demande. Une autre personne qui administre le compte le fera.
problem-beyond-authority = Vous ne pouvez pas accorder plus que ce que vous détenez vous-même. Choisissez des comptes virtuels que vous administrez, ou laissez un administrateur du compte Smart se prononcer.
problem-reminder-not-due = Vous pourrez envoyer un rappel à partir du { $at }.
problem-reminders-used-up = Vous avez envoyé tous les rappels possibles pour cette demande.

## Requests for new accounts

problem-identifier-taken-title = Le compte existe déjà
invalid-account-name = Saisissez le nom du compte Smart (200 caractères au plus).
invalid-domain-empty = Saisissez le domaine du client, par exemple acme.com.
invalid-email = « { $value } » n’est pas une adresse e-mail. Écrivez-la comme dans nom@acme.com.
invalid-email-missing = Saisissez au moins une adresse e-mail du client.
invalid-email-one-missing = Saisissez une adresse e-mail.
invalid-emails-too-many = Il y a { NUMBER($count) } adresses. Saisissez-en 100 au plus.
invalid-deny-reason = Indiquez pourquoi vous refusez la demande.
