# Qui détient quel accès à un compte : la liste, et ce qu’on peut y changer.

access-title = Qui a accès
access-lead = Modifiez ou retirez ce que chacun peut faire dans ce compte. L’effet est immédiat, et la personne en est informée.
access-read-lead = Ce que chacun peut faire dans ce compte. Vous le voyez ; ses administrateurs le modifient.
access-own-title = Votre accès
access-own-lead = Ce que vous détenez dans ce compte. Vous pouvez y renoncer.
access-manage = Gérer les accès
access-leave-link = Renoncer à l’accès…
access-search = Nom ou adresse e-mail
access-count = { $count ->
    [0] Personne
    [one] { NUMBER($count) } rôle attribué
   *[other] { NUMBER($count) } rôles attribués
}
access-column-person = Personne
access-column-place = Où
access-column-actions = Actions
access-change = Modifier…
access-remove = Retirer…
access-leave = Renoncer…
access-change-of = Modifier le rôle de { $name } dans { $place }
access-remove-of = Retirer l’accès de { $name } dans { $place }
access-leave-of = Renoncer à l’accès à { $place }
access-own = Vous
access-change-title = Modifier un rôle
access-change-text = { $name } détient le rôle { $role } dans { $place }.
access-change-confirm = Modifier le rôle
access-new-role = Nouveau rôle
access-remove-title = Retirer un accès
access-remove-text = { $name } perd aussitôt le rôle { $role } dans { $place }. Cette personne en est informée.
access-remove-confirm = Retirer l’accès
access-leave-title = Renoncer à l’accès
access-leave-text = Vous renoncez aussitôt au rôle { $role } dans { $place }. Pour le retrouver, il faudra le demander de nouveau.
access-leave-confirm = Renoncer à l’accès
access-changed = { $name } détient maintenant le rôle { $role } dans { $place }.
access-removed = { $name } ne détient plus le rôle { $role } dans { $place }.
access-left = Vous ne détenez plus le rôle { $role } dans { $place }.
access-empty-title = Vous n’avez pas d’accès ici
access-empty-text = Demandez l’accès à ce compte pour y avoir un rôle.
access-nothing-title = Personne ne correspond
access-nothing-text = Cherchez quelqu’un d’autre, ou affichez tout le monde.
access-show-all = Afficher tout le monde
