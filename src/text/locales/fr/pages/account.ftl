# La page d’un compte.

account-visibility = Visibilité
account-visibility-name = { $visibility ->
    [restricted] Restreint : il ne se trouve que par son nom ou son identifiant de domaine complet
   *[other] Répertorié
}
account-status = État
account-status-name = { $status ->
    [active] Actif
    [inactive] Inactif : les accès y sont suspendus
    [closed] Clos
    [pending] En attente
    [withdrawn] Retiré
    [denied] Refusé
   *[other] Caduc
}
account-administrators = Administrateurs
account-hierarchy = Comptes virtuels
tree-more = { $hidden ->
    [one] Afficher le suivant
   *[other] Afficher { NUMBER($count) } de plus (encore { NUMBER($hidden) })
}
account-hierarchy-hidden = Les comptes virtuels sont visibles pour les personnes dont le domaine de l’adresse e-mail correspond à celui du compte, et pour celles qui y ont accès.
