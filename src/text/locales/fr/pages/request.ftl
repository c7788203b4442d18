# Demander l’accès : l’assistant, et ce qu’il partage avec la demande par identifiant.

request-steps = Étapes
request-step-access = Étendue et rôle
request-step-virtual-accounts = Comptes virtuels disponibles
request-step-check = Vérifiez vos réponses
request-virtual-accounts-title = Comptes virtuels disponibles de { $account }
request-check-title = Vérifiez vos réponses : accès à { $account }

## Scope, role and reason

request-scope-hint = { $scope ->
    [entire] Un seul rôle pour tout le compte, avec tous ses comptes virtuels.
   *[other] Un rôle distinct pour chaque compte virtuel que vous cochez.
}
request-role-hint = { $role ->
    [administrator] Gère les accès et se prononce sur les demandes d’accès.
    [approver] Voit qui a accès au compte. Ne modifie rien ici et ne se prononce sur aucune demande d’accès.
    [user] Travaille dans le compte, dans les services qui s’appuient sur ses rôles.
   *[other] Consulte dans ces services, sans rien modifier.
}
request-reason = Motif de la demande
request-reason-hint = Indiquez pourquoi vous avez besoin de cet accès. La personne qui se prononcera le lira.
request-reason-count = { $count ->
    [one] { NUMBER($count) } caractère sur 2 000
   *[other] { NUMBER($count) } caractères sur 2 000
}

## Available Virtual Accounts

request-tick-lead = Cochez les comptes virtuels dont vous avez besoin, puis sélectionnez un rôle pour chacun.
request-filter = Filtrer par nom
request-filtered = { $count ->
    [0] Aucun résultat
    [one] { NUMBER($count) } compte virtuel trouvé
   *[other] { NUMBER($count) } comptes virtuels trouvés
}
request-filter-nothing = Aucun compte virtuel ne contient ces mots dans son nom.
request-filter-show-all = Tout afficher
request-held = Vous y détenez le rôle { $role }
request-held-through = Vous y détenez le rôle { $role }, par { $above }
request-held-entire = Vous y détenez le rôle { $role }, par le compte Smart entier
request-with-below = Cocher aussi les comptes virtuels situés en dessous
request-ticked = { $count ->
    [0] Aucun compte virtuel n’est coché.
    [one] { $count } compte virtuel est coché.
   *[other] { $count } comptes virtuels sont cochés.
}
request-role-for = Rôle pour { $name }
request-role-for-in = Rôle pour { $name }, dans { $above }
request-role-for-all = Rôle pour tous ceux qui sont cochés
request-role-each = Sélectionnez un rôle pour chaque compte virtuel que vous avez coché.

## Before sending

request-what-happens = Et ensuite
request-deciders = { $deciders ->
    [smart_account_administrators] Les administrateurs de ce compte Smart se prononcent sur votre demande.
    [virtual_account_administrators] Les administrateurs des comptes virtuels que vous demandez se prononcent sur votre demande.
    [administrators_and_virtual_account_administrators] Les administrateurs de ce compte Smart ou ceux des comptes virtuels que vous demandez se prononcent sur votre demande.
   *[other] Aucun administrateur ne peut se prononcer sur ce que vous demandez : l’exploitant de ce service se prononce donc.
}
request-deciders-named = Peuvent se prononcer : { $names }.
request-until = Sans réponse avant le { $date }, la demande expire et vous pouvez la refaire.
request-why = { $count ->
    [one] Pourquoi ? – { NUMBER($count) } règle
   *[other] Pourquoi ? – { NUMBER($count) } règles
}

## Instead of a form

