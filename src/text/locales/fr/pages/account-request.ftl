# Demandes de nouveaux comptes : suivre les siennes, et en décider. Le formulaire de demande a son propre fichier.

account-requests-title = Demandes de nouveaux comptes
account-request-one = Demande de création du compte { $name }
account-request-again = Refaire la demande
account-request-news-activated = Votre compte Smart est actif
account-request-news-denied = Votre demande a été refusée
account-request-news-lapsed = Votre demande est caduque
account-request-withdraw = Retirer la demande…
account-request-withdraw-title = Retirer cette demande
account-request-withdraw-text = Le compte ne sera pas créé. Toutes les personnes sollicitées en sont informées par e-mail. L’identifiant de domaine redevient libre pour une autre demande de votre part.
account-request-withdraw-confirm = Retirer la demande
account-request-withdrawn = Votre demande a été retirée.
account-request-turn = { $decider ->
    [operator_approver] L’exploitant de ce service se prononce en premier. Les contacts du client sont sollicités ensuite.
    [existing_administrators] C’est aux administrateurs d’un compte du même domaine de se prononcer maintenant, avant le client.
   *[other] C’est aux contacts du client de se prononcer maintenant : ils acceptent le compte, ou le refusent.
}
account-request-until = Si personne n’a accepté le compte avant le { $date }, la demande devient caduque ; vous pourrez alors la refaire.
account-request-after-denial = Le compte n’a pas été créé. Voyez avec le client, puis faites une nouvelle demande.
account-request-lapses = Devient caduque le
account-request-lapsed = Caduque depuis le
account-request-contacts = Contacts du client
account-request-added-users = Utilisateurs ajoutés
added-user-left-out = Non admis
added-user-invited = { $role }, sur invitation
added-user-invited-first = Sur invitation
added-user-role-of = Rôle de { $email }
added-users-choose-hint = Choisissez qui est admis, et avec quel rôle. Les personnes non admises n’obtiennent aucun accès et ne reçoivent aucun e-mail ; celles qui sont sur invitation ne détiennent rien avant d’avoir accepté.
account-request-note-to-approver = Note à l’approbateur
account-request-note-to-customer = Note au client
account-request-note-to-added-users = Note aux utilisateurs ajoutés

## The customer's contacts, as the requester sees them

account-request-status = { $status ->
    [pending] En attente
    [active] Compte actif
    [denied] Refusée
    [withdrawn] Retirée
   *[other] Caduque
}
contact-state = { $state ->
    [waiting] Pas encore sollicité
    [asked] Sollicité
    [refused] Adresse refusée
    [forwarded] Demande transférée à une autre personne
   *[other] Sollicité après un transfert de la demande
}
contact-hidden = Demande transférée à une autre personne
contact-refused = Le serveur de messagerie a refusé définitivement cette adresse : personne n’y a été informé.
contact-correct = Corriger l’adresse
contact-correct-of = Corriger l’adresse { $email }
contact-correct-text = L’e-mail envoyé à { $email } a été refusé. Saisissez la bonne adresse ; cette personne sera alors sollicitée à sa place.
contact-corrected = L’adresse a été corrigée.
contact-email = Adresse e-mail
contact-email-hint = Par exemple nom@acme.com

## What happened

account-history-event = { $event ->
    [account_requested] Le compte a été demandé
    [account_request_passed_on] La première personne à se prononcer a laissé passer la demande
    [account_request_forwarded] La demande a été transférée
    [account_request_address_corrected] Une adresse a été corrigée
    [account_request_reminder_sent] Un rappel a été envoyé
    [account_activated] Le compte a été accepté et activé
    [account_denied] La demande a été refusée
    [account_request_withdrawn] La demande a été retirée
   *[other] La demande est devenue caduque
}
account-history-fallen-to = D’autres personnes ont été sollicitées, car les comptes du même domaine avaient changé
account-history-creator = un contact du client
account-history-to = { $event ->
    [account_request_forwarded] À { $to }
   *[other] Désormais { $to }
}

## Pending Request, for whoever decides

account-pending-title = Nouveaux comptes en attente de votre décision
account-pending-one = Demande en attente : compte Smart { $account }
account-pending-news-activated = Ce compte Smart est maintenant actif
account-pending-news-denied = Cette demande a été refusée
account-pending-news-withdrawn = Le demandeur a retiré cette demande
account-pending-news-lapsed = Cette demande est caduque
account-pending-news-passed-on = Quelqu’un d’autre s’est prononcé ; c’est au tour des suivants
account-pending-by = { $name } demande ce compte pour un client.
account-pending-note-to-you = Note de { $name } à votre attention
account-pending-not-yours = Une demande ne s’ouvre que pour la personne à qui elle est adressée. Vous êtes connecté avec l’adresse { $email } ; connectez-vous avec celle à laquelle l’e-mail a été envoyé.
account-pending-on-approval = { $viewer ->
    [account_creator] Si vous approuvez, le compte devient aussitôt actif, et vous en devenez l’administrateur. Le demandeur en est informé.
    [operator_approver] Si vous approuvez, vous vous portez garant du compte, qui détient alors son domaine. Si un autre compte détient ce domaine, ses administrateurs sont sollicités après vous. Les contacts du client sont sollicités en dernier ; ils acceptent le compte, ou le refusent. Vérifiez que les contacts font partie du client.
   *[other] Si vous approuvez, vous laissez passer la demande. Les contacts du client sont alors sollicités ; ils acceptent le compte, ou le refusent.
}
account-pending-on-approval-users = { $viewer ->
    [account_creator] Les utilisateurs ajoutés obtiennent, dans le compte entier, le rôle indiqué pour chacun, sauf si vous en choisissez un autre en approuvant. Les personnes sur invitation ne détiennent rien avant d’avoir accepté.
   *[other] Les utilisateurs ajoutés obtiennent, dans le compte entier, le rôle indiqué pour chacun, une fois que le client l’a accepté. Le client peut écarter des personnes ou choisir un autre rôle.
}
addresses-count = { NUMBER($count) } adresses
account-pending-added = { $count ->
    [one] { NUMBER($count) } utilisateur ajouté
   *[other] { NUMBER($count) } utilisateurs ajoutés
}
account-pending-added-as = { $count ->
    [one] { NUMBER($count) } utilisateur ajouté, avec le rôle { $role }
   *[other] { NUMBER($count) } utilisateurs ajoutés, avec le rôle { $role }
}
account-pending-taken = { $viewer ->
    [account_creator] Un compte avec cet identifiant de domaine existe désormais. Vous pouvez seulement refuser cette demande ou la transférer.
   *[other] Un compte avec cet identifiant de domaine existe désormais. Vous pouvez seulement refuser cette demande.
}
account-pending-forward = Transférer
account-pending-deny = Refuser la demande
account-pending-create = Approuver et créer le compte
account-pending-forward-text = L’autre personne se prononcera à votre place. Le lien de votre e-mail n’ouvrira plus la demande.
account-pending-forward-note = Note à cette personne
account-pending-deny-text = La demande sera close et le compte ne sera pas créé.
account-pending-deny-reason = Motif du refus
account-pending-deny-reason-hint = Le demandeur le lira.
account-pending-created = Le compte Smart { $name } est actif
account-pending-created-text = Vous en êtes l’administrateur. Le demandeur en a été informé.
account-pending-created-with-others = Vous en êtes l’administrateur. Le demandeur et toutes les personnes admises ont été informés ; les personnes sur invitation ne détiennent rien avant d’avoir accepté.
account-pending-nameless = Votre profil n’indique pas de nom. Tant que vous ne l’avez pas complété, les personnes du compte voient votre adresse e-mail.
account-pending-passed = Vous avez laissé passer cette demande
account-pending-passed-text = La personne qui se prononce ensuite en a été informée.
account-pending-denied = Vous avez refusé cette demande
account-pending-forwarded = Vous avez transféré cette demande à { $email }
account-pending-forwarded-text = Cette personne en a été informée et se prononce désormais à votre place.
