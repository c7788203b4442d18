# Demander l’accès à un compte Smart existant par son identifiant de domaine.

by-identifier-refused = Vous ne pouvez pas rechercher de comptes
by-identifier-lead = Pour un compte Smart dont vous connaissez l’identifiant de domaine ou le nom complet, même si son domaine n’est pas celui de votre adresse e-mail.
suggestion-title = Le compte Smart de votre organisation
suggestion-text = Il porte le domaine de votre adresse e-mail : vous pouvez y demander l’accès directement.
by-identifier-step-identify = Profil et compte
by-identifier-profile = Votre profil
by-identifier-profile-check = Vérifiez-le : la personne qui se prononcera sur votre demande le verra.
by-identifier-complete-first = Complétez d’abord votre profil. Votre saisie est conservée.
by-identifier-field = Identifiant de domaine du compte
by-identifier-hint = L’identifiant de domaine complet, par exemple acme.com, ou le nom complet du compte.
by-identifier-not-found = Aucun compte n’a exactement l’identifiant de domaine ou le nom « { $identifier } ». Vérifiez-le, puis envoyez-le de nouveau.
by-identifier-nothing = Un compte ne se trouve que par son identifiant de domaine complet ou son nom complet. Demandez-le à un collègue qui y a accès.
by-identifier-select = Sélectionnez le compte Smart
by-identifier-select-lead = { $count ->
    [one] { $count } compte correspond à votre saisie.
   *[other] { $count } comptes correspondent à votre saisie.
}
by-identifier-select-required = Sélectionnez un compte.
by-identifier-select-truncated = Il y a d’autres comptes sous ce domaine. Si celui que vous cherchez n’est pas ici, annulez et saisissez son propre identifiant de domaine.
by-identifier-send = Demander l’accès
