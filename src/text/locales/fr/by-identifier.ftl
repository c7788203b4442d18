# Demander l’accès à un compte Smart existant par son identifiant de domaine.

by-identifier-refused = Vous ne pouvez pas rechercher de comptes
by-identifier-lead = Pour un compte Smart qui ne figure pas dans l’annuaire, ou dont le domaine n’est pas celui de votre adresse e-mail.
suggestion-title = Le compte Smart de votre organisation
suggestion-text = Il porte le domaine de votre adresse e-mail : vous pouvez y demander l’accès directement.
by-identifier-step-identify = Profil et compte
by-identifier-profile = Votre profil
by-identifier-profile-check = Vérifiez-le : la personne qui décide de votre demande le voit.
by-identifier-complete-first = Complétez d’abord votre profil. Votre saisie est conservée.
by-identifier-field = Identifiant de domaine du compte
by-identifier-hint = L’identifiant de domaine complet, par exemple acme.com, ou le nom complet du compte.
by-identifier-nothing = Un compte ne se trouve que par son identifiant de domaine complet ou son nom complet. Demandez-le à son administrateur.
by-identifier-select = Sélectionnez le compte Smart
by-identifier-select-lead = { $count ->
    [one] { $count } compte correspond à votre saisie.
   *[other] { $count } comptes correspondent à votre saisie.
}
by-identifier-select-required = Sélectionnez un compte.
by-identifier-select-truncated = Il y a d’autres comptes sous ce domaine. Si celui que vous cherchez n’est pas ici, annulez et saisissez son propre identifiant de domaine.
by-identifier-send = Demander l’accès
