# Vos demandes d’accès, et la page d’une demande.

requests-lead = Vos demandes, de la plus récente à la plus ancienne.
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
requests-column-asked = Accès demandé
requests-column-created = Envoi
requests-administrator-chooses = L’administrateur choisit l’étendue et le rôle
requests-empty-title = Vous n’avez pas encore demandé d’accès
requests-empty-text = Trouvez un compte dans l’annuaire et choisissez « Demander l’accès » à côté de lui. S’il n’y figure pas, demandez l’accès par son identifiant de domaine.
requests-empty-refused = Vos demandes figurent ici. Pour l’instant, vous ne pouvez pas demander d’accès.

## One request

requests-one = Votre demande d’accès à { $account }
requests-sent = Votre demande a été envoyée
requests-sent-text = Conservez cette référence : elle vous permet de retrouver votre demande à tout moment.
requests-next = Et ensuite
requests-next-look = Vous recevrez un e-mail avec la décision, qui figurera aussi sur cette page.
requests-expires = Expire le
requests-expired-next = Personne ne s’est prononcé à temps sur cette demande. Vous pouvez la refaire.
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
    [deciders_changed] D’autres personnes ont été sollicitées pour se prononcer
    [access_request_escalated] L’exploitant a été sollicité à son tour
    [access_request_expiry_warned] Un avertissement a été envoyé : la demande allait expirer
    [access_request_message_written] Un message a été écrit
    [access_request_information_requested] Des informations ont été demandées
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
requests-messages = Messages
requests-messages-lead = Vous et les personnes qui se prononcent pouvez vous écrire ici. Chaque message est annoncé par e-mail.
requests-messages-lead-decider = Vous et le demandeur pouvez vous écrire ici ; toutes les personnes qui se prononcent peuvent le lire. Chaque message est annoncé par e-mail.
requests-messages-none = Aucun message pour l’instant.
requests-messages-closed = La demande est close : plus personne ne peut écrire.
requests-messages-truncated = Les messages plus anciens ne sont pas affichés.
requests-message-text = Votre message
requests-message-send = Envoyer le message
requests-message-ask = Demander des informations
requests-message-ask-hint = Les deux listes indiquent alors que vous attendez une réponse du demandeur. La demande expire toujours le même jour.
requests-message-sent = Votre message a été envoyé.
requests-message-you = Vous
requests-message-asks = Demande d’informations
requests-message-erased = Le texte a été effacé.
requests-information-requested = Informations demandées
requests-information-provided = Informations fournies
requests-information-requested-notice = Pour se prononcer sur votre demande, on a besoin d’informations de votre part. Lisez la question ci-dessous et répondez-y.
requests-decision = Décision
requests-decided-at = Date de la décision
requests-decided-by = Prise par
requests-approval-note = Note
requests-decline-reason = Motif donné
requests-granted = Accès accordé
requests-granted-as-asked = L’accès accordé est exactement celui qui était demandé.
requests-granted-otherwise = L’accès accordé diffère de celui qui était demandé.
requests-granted-otherwise-own = Vous avez obtenu un accès différent de celui que vous aviez demandé.
requests-granted-chosen = Le choix était laissé à l’administrateur. Voici ce qui a été accordé :
requests-escalated = Personne ne s’est prononcé à temps sur cette demande : l’exploitant de ce service peut donc se prononcer aussi.
requests-reminders = Rappels
requests-reminder-sent = Envoyé le { $date }
requests-reminder-now = Vous pouvez envoyer un rappel maintenant. Il ne prolonge pas la demande.
requests-send-reminder = Envoyer un rappel
requests-news-approved = Votre demande a été approuvée
requests-news-declined = Votre demande a été refusée
requests-news-expired = Votre demande a expiré
requests-news-below = C’est arrivé pendant que cette page était ouverte. Ce qui a été décidé figure ci-dessous.
requests-account-not-active = Ce compte n’est pas actif. Tant qu’il ne l’est pas de nouveau, personne ne peut se prononcer sur votre demande ni en recevoir un rappel.
requests-reminder-done = Le rappel a été envoyé.
requests-cancel = Annuler la demande…
requests-cancel-title = Annuler cette demande
requests-cancel-text = Elle ne sera plus examinée. Vous pourrez redemander l’accès à tout moment.
requests-cancel-confirm = Annuler la demande
requests-cancel-keep = Garder la demande
requests-cancelled = Votre demande a été annulée.
