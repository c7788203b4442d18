# Qui détient quel accès à un compte : la liste, et ce qu’on peut y changer.

access-title = Personnes ayant accès à { $account }
access-caption = Qui a accès
access-lead = Modifiez ou retirez l’accès de chacun à ce compte. L’effet est immédiat, et la personne en est informée par e-mail.
access-read-lead = Ce que chacun peut faire dans ce compte. Vous le voyez ; ses administrateurs le modifient.
access-own-title = Votre accès à { $account }
access-own-lead = Vos rôles dans ce compte. Vous pouvez y renoncer.
access-manage = Gérer les accès
access-last-administrator = Vous êtes le dernier administrateur. Nommez d’abord un autre administrateur, puis vous pourrez renoncer à votre accès.
access-leave-link = Renoncer à l’accès…
access-search = Nom ou adresse e-mail
access-count-people = { $count ->
    [0] Personne
    [one] { NUMBER($count) } personne
   *[other] { NUMBER($count) } personnes
}
access-count-roles = { $count ->
    [one] { NUMBER($count) } rôle
   *[other] { NUMBER($count) } rôles
}
access-column-person = Personne
access-column-held = Rôles
access-column-actions = Actions
access-change = Modifier…
access-remove = Retirer…
access-leave = Renoncer…
access-change-of = Modifier le rôle { $role } de { $name } dans { $place }
access-remove-of = Retirer le rôle { $role } de { $name } dans { $place }
access-leave-of = Renoncer au rôle { $role } dans { $place }
access-own = Vous
access-change-title = Modifier un rôle
access-change-text = { $name } détient le rôle { $role } dans { $place }.
# Where a role is held, within a sentence.
access-in-entire = le compte Smart entier
access-in-default = le compte par défaut
access-in-virtual-account = le compte virtuel « { $name } »
access-change-confirm = Modifier le rôle
access-new-role = Nouveau rôle
access-remove-title = Retirer un accès
access-remove-text = { $name } perdra immédiatement le rôle { $role } dans { $place }. Un e-mail l’en informera.
access-remove-confirm = Retirer l’accès
access-leave-title = Renoncer à l’accès
access-leave-text = Vous perdrez immédiatement le rôle { $role } dans { $place }. Pour le retrouver, vous devrez le demander de nouveau.
access-leave-confirm = Renoncer à l’accès
access-changed = { $name } détient désormais le rôle { $role } dans { $place }.
access-removed = { $name } ne détient plus le rôle { $role } dans { $place }.
access-left = Vous ne détenez plus le rôle { $role } dans { $place }.
access-empty-title = Vous n’avez pas d’accès ici
access-empty-text = Demandez l’accès à ce compte pour y obtenir un rôle.
access-nothing-title = Aucune personne trouvée
access-nothing-text = Cherchez quelqu’un d’autre, ou affichez tout le monde.
access-show-all = Afficher tout le monde
