# Vos demandes d’accès, et la page d’une demande.

requests-lead = Ce que vous avez demandé, le plus récent d’abord.
requests-title = Demandes d’accès
requests-search = Compte, identifiant ou référence
requests-status-name = { $status ->
    [waiting] En attente
    [granted] Accordées
    [declined] Refusées
    [expired] Expirées ou caduques
   *[other] Annulées ou retirées
}
requests-nothing-fits = Aucune de ces demandes ne correspond.
requests-show-all = Afficher toutes les demandes
requests-truncated = Seules vos { NUMBER($count) } demandes les plus récentes figurent ici. Les plus anciennes gardent leur page : les e-mails qui en parlent y mènent toujours.
requests-column-asked = Demandé
requests-column-created = Envoyée
requests-selected-count = { $count ->
    [one] { $count } compte virtuel
   *[other] { $count } comptes virtuels
}
requests-administrator-chooses = L’administrateur choisit l’étendue et le rôle
requests-empty-title = Vous n’avez pas encore demandé d’accès
requests-empty-text = Trouvez un compte dans l’annuaire et choisissez « Demander l’accès » à côté de lui. S’il n’y figure pas, demandez l’accès par son identifiant de domaine.

## One request

requests-one = Demande d’accès { $reference }
requests-sent = Votre demande est envoyée
requests-sent-text = Conservez cette référence : elle vous permet d’y revenir à tout moment.
requests-next = La suite
requests-next-look = Vous recevrez un e-mail avec la décision, qui figurera aussi sur cette page.
requests-reference = Référence
requests-expires = Expire le
requests-expired-next = Personne n’a décidé de cette demande à temps. Vous pouvez la refaire.
requests-expired = Expirée le
requests-empty-by-identifier = Demandez l’accès à un compte Smart par son nom complet ou son identifiant de domaine complet.
requests-places = Où l’accès fonctionnera une fois accordé
requests-places-now = Où votre accès fonctionne
requests-places-administrators = pour les administrateurs
requests-again = Refaire la demande d’accès

## Following one request

requests-history = Historique
history-event = { $event ->
    [access_requested] L’accès a été demandé
    [reminder_sent] Un rappel a été envoyé
    [deciders_changed] La décision revient à quelqu’un d’autre
    [access_request_escalated] L’exploitant peut désormais décider aussi
    [access_request_expiry_warned] Un avertissement a été envoyé : la demande va expirer
    [access_approved] La demande a été approuvée
    [access_approved_otherwise] La demande a été approuvée avec un autre accès
    [access_declined] La demande a été refusée
    [access_request_cancelled] La demande a été annulée
   *[other] La demande a expiré
}
history-actor = { $actor ->
    [requester] le demandeur
    [administrator] un administrateur
    [operator] l’exploitant
   *[other] { $actor }
}
requests-decision = Décision
requests-decided-at = Date de la décision
requests-decided-by = Prise par
requests-decline-reason = Motif donné
requests-granted = Accordé
requests-granted-as-asked = L’accès accordé est exactement celui qui était demandé.
requests-granted-otherwise = Un autre accès que celui demandé a été accordé.
requests-granted-otherwise-own = Vous avez obtenu un accès différent de celui que vous aviez demandé.
requests-granted-chosen = Le choix était laissé à l’administrateur. Voici ce qui a été accordé :
requests-escalated = Personne n’a décidé de cette demande à temps : l’exploitant de ce service peut donc décider aussi.
requests-reminders = Rappels
requests-reminder-sent = Envoyé le { $date }
requests-reminder-now = Vous pouvez envoyer un rappel maintenant. Il ne prolonge pas la demande.
requests-send-reminder = Envoyer un rappel
requests-account-not-active = Ce compte n’est pas actif. Personne ne peut décider de votre demande ni en recevoir un rappel tant qu’il ne l’est pas de nouveau.
requests-reminder-done = Le rappel est envoyé.
requests-cancel = Annuler la demande…
requests-cancel-title = Annuler cette demande
requests-cancel-text = Personne n’en décidera plus. Vous pourrez redemander l’accès à tout moment.
requests-cancel-confirm = Annuler la demande
requests-cancel-keep = Garder la demande
requests-cancelled = Votre demande est annulée.
