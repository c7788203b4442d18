# À côté de chaque étape et formulaire : ce que cela signifie, et la suite.

help-title = À propos de cette étape
help-next = La suite :

help-access = L’étendue indique où vous pouvez agir, et le rôle, ce que vous pouvez y faire. Demandez ce qu’exige votre travail : vous pourrez demander davantage à tout moment.
help-access-next = vous vérifiez vos réponses. Rien n’est envoyé avant cela.
help-access-next-virtual-accounts = vous cochez les comptes virtuels dont vous avez besoin et choisissez un rôle pour chacun. Rien n’est envoyé avant que vous ayez vérifié vos réponses.
help-virtual-accounts = Les comptes virtuels sont des parties nommées du compte Smart, et peuvent en contenir d’autres. Cochez ceux avec lesquels vous travaillez, et donnez à chacun le rôle dont vous y avez besoin.
help-check = La personne qui se prononce voit ces réponses, avec votre profil.
help-check-next = vous recevez une référence à conserver. La personne qui se prononce est prévenue aussitôt, et vous apprenez la décision par e-mail.
help-identify = Un compte se trouve par son identifiant de domaine complet, par exemple acme.com, ou par son nom complet. Personne ne peut parcourir les comptes restreints.
help-identify-next = si votre domaine de messagerie correspond à celui du compte, vous choisissez vous-même l’étendue et le rôle. Sinon, le motif vous est demandé, et la personne qui se prononce choisit.
help-reason = La personne qui se prononce ne vous connaît que par votre profil et par ce que vous écrivez ici. Indiquez ce que vous faites pour le compte, et pour combien de temps.
help-new-account = Vous demandez au nom de votre client. Les contacts du client acceptent le compte ou le refusent ; la personne qui l’accepte en devient l’administrateur.
help-new-account-next = vous vérifiez tout avant l’envoi. Tant que le client n’a pas accepté le compte, celui-ci figure en attente dans votre annuaire.
help-deciding = Vérifiez que la personne fait partie de l’organisation et a besoin de ce qu’elle demande. Vous pouvez accorder un autre accès que celui demandé, mais jamais plus que ce que vous détenez vous-même.
help-deciding-next = si vous approuvez, l’accès prend effet aussitôt. Dans tous les cas, le demandeur est informé de ce qui lui est accordé ou du motif du refus.
help-deciding-account = N’approuvez que si votre organisation souhaite ce compte. L’identifiant de domaine et les contacts du client indiquent à qui il est destiné.
help-deciding-account-next = le demandeur est prévenu aussitôt. Une demande refusée ne peut pas être rouverte, mais une nouvelle peut être faite.
