# Décider des demandes d’accès : la liste, une demande, et ce qu’elle est devenue.

## The list

pending-lead = Les demandes en attente de votre décision.
pending-news-approved = Cette demande a été approuvée
pending-news-declined = Cette demande a été refusée
pending-news-cancelled = Le demandeur a annulé cette demande
pending-news-expired = Cette demande a expiré
pending-news-text = C’est arrivé pendant que cette page était ouverte. Votre décision n’est plus nécessaire.
operator-queue-lead = Les demandes sur lesquelles personne d’autre ne peut se prononcer, et celles restées trop longtemps sans décision.
pending-search = Demandeur, compte ou référence
pending-order-name = { $order ->
    [expiry] Expiration la plus proche
    [newest] Date d’envoi, la plus récente d’abord
    [account] Compte
   *[other] Demandeur
}
pending-path-name = { $path ->
    [wizard] Étendue et rôle précisés
   *[other] Étendue et rôle non précisés
}
pending-count = { $count ->
    [0] Aucune demande
    [one] { NUMBER($count) } demande
   *[other] { NUMBER($count) } demandes
}
pending-column-requester = Demandeur
pending-column-match = Domaine de l’adresse
pending-column-left = Temps restant
pending-open = Étendue et rôle non précisés
pending-escalated = L’exploitant peut aussi se prononcer
pending-operator-only = Seul l’exploitant se prononce
pending-held-list = Détient déjà :
pending-held-none = Ne détient encore rien dans ce compte
pending-empty-title = Aucune demande n’attend votre décision
pending-empty-otherwise = Aucune demande d’accès n’attend votre décision.
pending-empty-text = Quand quelqu’un demande l’accès à ce que vous administrez, sa demande apparaît ici, et le menu indique combien sont en attente.
pending-empty-queue-text = Une demande arrive ici quand aucun administrateur ne peut se prononcer, ou quand personne ne s’est prononcé à temps.
pending-nothing-title = Aucune demande trouvée
pending-nothing-text = Cherchez autre chose, ou affichez toutes les demandes.
pending-show-all = Afficher toutes les demandes

## The requester's domain beside the account's

match-kind-name = { $kind ->
    [same] Même domaine
    [below] Sous-domaine
    [above] Domaine parent
    [sibling] Domaine apparenté
   *[other] Sans correspondance
}
match-kind-counts = correspond
match-kind-not-counted = ne correspond pas
## Several at once

pending-select = Sélectionner la demande de { $name } pour { $account }
pending-select-all = Tout sélectionner sur cette page
pending-selected = { $count ->
    [0] Aucune sélection
    [one] { $count } sélectionnée
   *[other] { $count } sélectionnées
}
pending-approve-several = Approuver telles quelles…
pending-decline-several = Refuser…
pending-approve-title = Approuver telles quelles
pending-approve-text = { $count ->
    [one] { $count } demande sera approuvée, avec exactement l’accès demandé.
   *[other] { $count } demandes seront approuvées, chacune avec exactement l’accès demandé.
}
pending-approve-none = Aucune des demandes sélectionnées ne précise d’étendue ni de rôle. Ouvrez chacune d’elles pour les choisir.
pending-left-open = { $count ->
    [one] Cette demande ne précise ni étendue ni rôle, et reste sans décision. Ouvrez-la pour les choisir :
   *[other] Ces demandes ne précisent ni étendue ni rôle, et restent sans décision. Ouvrez chacune d’elles pour les choisir :
}
pending-decline-text = { $count ->
    [one] { $count } demande sera refusée. Le demandeur lira votre motif.
   *[other] { $count } demandes seront refusées. Chaque demandeur lira votre motif.
}
pending-answers-title = Résultat
pending-answer = { $status ->
    [approved] Approuvée
    [declined] Refusée
   *[other] Sans décision
}
action-decline = Refuser
action-approve = Approuver
## One request

pending-one = { $name } demande l’accès à { $account }
pending-requester = Le demandeur
pending-looks-alike = Domaine ressemblant
pending-looks-alike-text = « { $email } » n’appartient pas à { $domain } : ce sont deux domaines différents, bien qu’ils se ressemblent. Avant de vous prononcer, assurez-vous par un autre moyen de l’identité du demandeur.
pending-held = Détient déjà
pending-held-now = Détient maintenant
pending-held-nothing = Rien dans ce compte
pending-asked = La demande
pending-asked-nothing = Ni étendue ni rôle : à vous de les choisir.
pending-decide = Votre décision
pending-decide-legend = Quelle est votre décision ?
pending-as-asked = Approuver telle quelle
pending-other-access = Approuver avec un autre accès
pending-choose-access = Approuver, et choisir l’accès
pending-other-access-hint = Le demandeur verra ce qu’il a demandé et ce qui est accordé.
pending-decline-hint = Le demandeur lira votre motif, et pourra refaire une demande.
pending-decline-reason = Motif du refus
pending-decline-reason-hint = Indiquez pourquoi, et ce que le demandeur peut faire à la place.
pending-note = Note au demandeur
pending-note-hint = Il la lit jointe à votre approbation, sur la page de sa demande et dans l’e-mail.
pending-for-operator = Vous vous prononcez sur cette demande au nom de l’exploitant.
pending-verdict-not-yours = Il ne vous revient pas de vous prononcer sur cette demande.
pending-choice-required = Sélectionnez votre décision.
pending-reason-required = Saisissez un motif.
pending-approved = Vous avez approuvé cette demande
pending-approved-text = L’accès est en vigueur. Le demandeur en a été informé.
pending-declined = Vous avez refusé cette demande
pending-declined-text = Le demandeur en a été informé, avec votre motif.
pending-previous = Demande précédente
pending-next = Demande suivante
pending-place = Demande { NUMBER($place) } sur { NUMBER($total) }
pending-last = C’est la dernière demande de la liste.
pending-was-last = C’était la dernière demande de la liste.
pending-neighbours = Demandes de la liste
pending-approve-next = Approuver et ouvrir la suivante
pending-decline-next = Refuser et ouvrir la suivante
pending-decided-before = { $status ->
    [approved] Vous avez approuvé la demande de { $name } pour { $account }
   *[other] Vous avez refusé la demande de { $name } pour { $account }
}
pending-back = Retour à la liste
pending-not-found = Aucune demande de cette référence ne vous revient. La liste montre toutes celles qui attendent votre décision.
pending-rules-requester = Ce qui a été dit au demandeur
pending-rules-decider = Ce qui a été dit à la personne qui a pris la décision