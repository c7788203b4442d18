# Les e-mails sur les nouveaux comptes : à qui décide, au demandeur, aux personnes ajoutées ; et les codes qui prouvent une adresse.

mail-note-from = Note de { $from } à votre attention
mail-forwarded-by = Transférée par
mail-added-users = { $count ->
    [one] { NUMBER($count) } personne, avec le rôle { $role } dans le compte Smart entier
   *[other] { NUMBER($count) } personnes, avec le rôle { $role } dans le compte Smart entier
}
mail-open-offer = Ouvrir la demande
mail-why-account-requester = Vous recevez ce message parce que vous avez demandé ce compte.

## Account requested, to whoever decides before the customer

mail-account-requested-subject = { $requester } demande le nouveau compte Smart { $account }
mail-account-requested-what = { $requester } demande un nouveau compte Smart pour un client : { $account }.
mail-account-requested-reminder = { $requester } attend toujours votre décision sur un nouveau compte Smart pour un client : { $account }. Ceci est le rappel n° { $number }.
mail-account-requested-next = Approuvez-la ou refusez-la sur la page de la demande. Si vous l’approuvez, le client est sollicité ensuite. Si personne n’active le compte, la demande sera caduque le { $date }.
mail-account-requested-next-operator = Approuvez-la ou refusez-la sur la page de la demande. Si vous l’approuvez, les suivants sont sollicités : les administrateurs d’un compte qui porte le domaine, s’il y en a un, puis le client. Si personne n’active le compte, la demande sera caduque le { $date }.
mail-account-requested-why-administrator = Vous recevez ce message parce que vous administrez un compte du même domaine et vous prononcez avant le client.
mail-account-requested-why-operator = Vous recevez ce message parce que l’exploitant de ce service se prononce avant le client et que vous agissez en son nom.

## Another contact than the one that was approved, to whoever approved it

mail-account-contact-again-subject = À examiner de nouveau : nouveau compte Smart { $account }
mail-account-contact-again-what = Un contact du client a été remplacé dans une demande déjà approuvée : le nouveau compte Smart { $account }. Un accord ne vaut que pour les adresses indiquées lorsqu’il a été donné ; il ne vaut donc pas pour la nouvelle.
mail-account-contact-changed-subject = Autre contact : nouveau compte Smart { $account }
mail-account-contact-changed-what = Un contact du client a été remplacé dans une demande déjà approuvée : le nouveau compte Smart { $account }. La nouvelle adresse est aussi liée à son domaine ; l’accord reste donc valable.
mail-account-contact-changed-next = Vous n’avez rien à faire. La page de la demande indique ce qui s’est passé.
mail-account-contact-before = Contact précédent
mail-account-contact-after = Contact actuel

## Account requested, to the customer

mail-account-offered-subject = { $email } vous demande de vous prononcer : nouveau compte Smart { $domain }
mail-account-offered-what = { $email } demande un compte Smart pour votre organisation, avec l’identifiant de domaine { $domain }.
mail-account-offered-reminder-subject = Rappel : { $email } vous demande de vous prononcer : nouveau compte Smart { $domain }
mail-account-offered-reminder = { $email } attend toujours une réponse au sujet d’un compte Smart pour votre organisation, avec l’identifiant de domaine { $domain }. Ceci est le rappel n° { $number }.
mail-account-offered-next = Pour l’activer, ouvrez le lien ci-dessous et confirmez votre adresse à l’aide d’un code que nous vous enverrons. Vous pourrez alors approuver la demande et créer le compte, la transférer à une autre personne ou la refuser. La personne qui l’approuve devient administrateur du compte.
mail-account-offered-users = En approuvant, vous choisissez qui, parmi les utilisateurs ajoutés, obtient l’accès, et avec quel rôle. Les personnes dont l’adresse n’est pas du domaine du compte sont d’abord invitées.
mail-account-offered-until = Si personne n’active le compte, la demande sera caduque le { $date }.
mail-account-offered-unexpected = Si vous ne vous y attendiez pas, vous pouvez refuser la demande ou ignorer ce message. Aucun compte n’est créé sans approbation.
mail-account-offered-why = Vous recevez ce message parce que { $email } vous a désigné comme une personne pouvant accepter ce compte.
mail-account-forwarded-subject = { $email } vous a transféré : nouveau compte Smart { $domain }
mail-account-forwarded-what = { $email } vous a transféré une demande : { $requester } demande un compte Smart pour votre organisation, avec l’identifiant de domaine { $domain }. C’est désormais à vous de vous prononcer.
mail-account-forwarded-why = Vous recevez ce message parce que { $email } vous a désigné comme la personne qui se prononce sur ce compte.

## How it ended

mail-account-activated-subject = Activé : compte Smart { $account }
mail-account-activated-what = Votre demande a été approuvée. Le compte Smart { $account } est actif.
mail-account-activated-let-in = { $count ->
    [one] La personne que vous avez ajoutée en a été informée, ou invitée si son adresse n’est pas du domaine du compte.
   *[other] { NUMBER($count) } personnes que vous avez ajoutées en ont été informées, ou invitées si leur adresse n’est pas du domaine du compte.
}
mail-account-activated-left-out = { $count ->
    [one] { NUMBER($count) } personne que vous aviez ajoutée a été écartée par la personne qui a accepté le compte et n’obtient aucun accès.
   *[other] { NUMBER($count) } personnes que vous aviez ajoutées ont été écartées par la personne qui a accepté le compte et n’obtiennent aucun accès.
}
mail-account-activated-next = Vous n’avez rien à faire. La page de votre demande indique ce qui s’est passé, et qui a obtenu quel rôle.
mail-account-denied-subject = Refusée : votre demande de création du compte Smart { $account }
mail-account-denied-what = Votre demande de création du compte Smart { $account } a été refusée. Le compte ne sera pas créé.
mail-account-denied-next = Si le client a toujours besoin du compte, réglez d’abord ce qui est en cause, puis faites une nouvelle demande.
mail-account-lapsed-subject = Caduque : votre demande de création du compte Smart { $account }
mail-account-lapsed-what = Votre demande de création du compte Smart { $account } est caduque, car personne n’a activé le compte à temps. L’identifiant de domaine est de nouveau libre.
mail-account-lapsed-next = Si le compte est toujours nécessaire, faites une nouvelle demande à partir de la page de celle-ci.
mail-account-offer-ended-subject = { $how ->
    [lapsed] Caduque : demande de { $email } pour le compte Smart { $domain }
    [withdrawn] Retirée : demande de { $email } pour le compte Smart { $domain }
   *[other] Réglée : demande de { $email } pour le compte Smart { $domain }
}
mail-account-offer-ended-what = { $how ->
    [lapsed] La demande de { $email } pour le compte Smart avec l’identifiant de domaine { $domain } est caduque, car personne n’a activé le compte à temps.
    [withdrawn] { $email } a retiré sa demande pour le compte Smart avec l’identifiant de domaine { $domain }. Le compte ne sera pas créé.
    [activated] Une autre personne sollicitée a accepté le compte Smart avec l’identifiant de domaine { $domain }, demandé par { $email }. Le compte est actif.
   *[other] La demande de { $email } pour le compte Smart avec l’identifiant de domaine { $domain } a été refusée par une autre personne qui se prononce à son sujet. Le compte ne sera pas créé.
}
mail-account-offer-ended-next = { $how ->
    [activated] Vous n’avez rien à faire. Si vous avez vous-même besoin d’un accès au compte, connectez-vous et demandez-le.
   *[other] Vous n’avez rien à faire. Si vous voulez toujours ce compte, demandez à { $email } de refaire la demande.
}
mail-account-offer-ended-why = Vous recevez ce message parce que la décision sur ce compte vous a été demandée.
mail-account-request-ended-subject = { $how ->
    [lapsed] Caduque : nouveau compte Smart { $account }
   *[other] Retirée : nouveau compte Smart { $account }
}
mail-account-request-ended-what = { $how ->
    [lapsed] La demande de { $requester } pour le nouveau compte Smart { $account } est caduque, car personne n’a activé le compte à temps.
   *[other] { $requester } a retiré sa demande pour le nouveau compte Smart { $account }. Le compte ne sera pas créé.
}
mail-account-request-ended-next = Vous n’avez rien à faire. La page de la demande indique ce qui s’est passé.
mail-open-ended-request = Consulter la demande

## An account beside a restricted one, to the administrators of that

mail-account-beside-subject = Nouveau compte Smart dans votre domaine : { $domain }
mail-account-beside-what = Le compte Smart { $account } ({ $domain }) est devenu actif. Il a le même domaine enregistrable qu’un compte à visibilité restreinte que vous administrez.
mail-account-beside-next = La personne qui l’a demandé ne connaît pas votre compte ; vous n’avez donc pas été consulté auparavant. S’il ne devrait pas exister, signalez-le à l’exploitant de ce service.
mail-account-beside-why = Vous recevez ce message parce que vous administrez un compte à visibilité restreinte du même domaine.

## Added to an account

mail-added-subject = Vous avez accès à { $account }
mail-added-what = Le compte Smart { $account } est actif, et vous y avez accès.
mail-added-access = Votre accès
mail-added-next = Votre accès est en vigueur. L’annuaire montre le compte et qui l’administre.
mail-added-on-proof = Connectez-vous avec l’adresse à laquelle ce message a été envoyé, et l’accès est à vous. L’annuaire montre alors le compte et qui l’administre.
mail-added-why = Vous recevez ce message parce que { $requester } vous a ajouté en demandant le compte.

## Code

mail-code-subject = Votre code de connexion
mail-code-what = Saisissez ce code sur la page où vous l’avez demandé :
mail-code-valid = Il est valable dix minutes. Si vous en avez demandé plusieurs, seul le dernier fonctionne.
mail-code-secret = Ne communiquez ce code à personne. Nous ne le demandons jamais par téléphone ni par e-mail.
mail-code-why = Vous recevez ce message parce que quelqu’un a demandé un code pour cette adresse. Si ce n’est pas vous, ignorez ce message : sans le code, personne n’accède à rien.

## Essais

mail-tried-subject = Quelqu’un a essayé des codes de connexion pour votre adresse
mail-tried-what = En une journée, { $codes } codes de connexion pour votre adresse ont été saisis de façon erronée si souvent qu’ils ne fonctionnent plus. Personne ne s’est connecté par ce moyen.
mail-tried-next = Vous n’avez rien à faire : sans code, personne n’accède à rien. Ne communiquez jamais de code à personne. Si ce n’était pas vous et que cela continue, prévenez le responsable de ce service.
mail-tried-why = Vous recevez ce message parce que c’est votre adresse. Nous l’envoyons une fois par jour au plus.

mail-account-closed-subject = Le compte Smart { $account } a été clos
mail-account-closed-what = Le compte Smart { $account } a été clos définitivement. Votre accès y a pris fin.
mail-account-closed-reason = Pourquoi il a été clos
mail-account-closed-next = L’annuaire montre les comptes auxquels vous avez toujours accès.
mail-account-closed-why = Vous recevez ce message parce que vous aviez accès à ce compte.
