# La page derrière le lien d’un contact du client, où la personne prouve son adresse par un code.

proof-title = Confirmez votre adresse
proof-lead = Ce lien mène à une demande adressée à { $address }. Pour la voir, prouvez que cette adresse est la vôtre : nous y envoyons un code, que vous saisissez ici. Votre session s’ouvre alors.
proof-signed-in-as = Votre session actuelle est celle de { $email }. Après la saisie du code, ce sera celle de la personne ayant l’adresse { $address }.
proof-send = Envoyez-moi un code
proof-send-another = Envoyer un autre code
proof-sent = Un code a été envoyé à { $address }. Il est valable jusqu’au { $date }. Si vous en avez demandé plusieurs, seul le dernier fonctionne.
proof-code = Code
proof-code-hint = Huit chiffres
proof-continue = Continuer
proof-malformed = Saisissez les huit chiffres du code.
proof-wrong = Ce n’est pas le bon code. { $tries ->
    [one] Il reste un essai.
   *[other] Il reste { $tries } essais.
}
proof-used-up = Cinq codes erronés ont été saisis : ce code ne fonctionne plus. Demandez-en un autre.
proof-expired = Ce code n’est plus valable. Demandez-en un autre.
proof-next-at = De nombreux codes ont déjà été envoyés à cette adresse. Vous pourrez demander le suivant à partir du { $date }.
proof-unknown-title = Ce lien n’est pas valide
proof-unknown = Aucune demande ne se trouve derrière ce lien. Il en manque peut-être une partie, ou il a été mal saisi : ouvrez-le depuis l’e-mail, ou copiez-le en entier.
proof-ended-title = Ce lien ne fonctionne plus
proof-ended = Il a été remplacé le { $date } : la demande a été transférée à une autre personne, ou le demandeur a corrigé l’adresse. La personne qui se prononce désormais a reçu un e-mail avec son propre lien.
proof-address-refused = L’adresse à laquelle ce message a été envoyé est écrite d’une façon que les serveurs de messagerie lisent différemment ; aucun code n’y est donc envoyé. Demandez à la personne qui a demandé le compte d’indiquer une autre adresse.
proof-decided = La décision sur cette demande a été prise le { $date }. Si vous y avez pris part, connectez-vous avec votre adresse et rouvrez le lien de votre e-mail pour la voir.
proof-lapsed = Personne n’a accepté le nouveau compte à temps : la demande est caduque depuis le { $date }. La personne qui l’a faite peut en faire une nouvelle, et vous recevrez alors un autre e-mail.
proof-withdrawn = La personne qui avait demandé le nouveau compte a retiré sa demande le { $date }. Vous n’avez plus à vous prononcer.
proof-too-many-title = Trop de tentatives
proof-too-many = En peu de temps, il y a eu de nombreuses tentatives de connexion, ou de nombreux codes demandés ou mal saisis. Réessayez à partir du { $date }.
