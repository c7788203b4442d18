# La connexion par un fournisseur : son bouton, et ce qui est dit quand il ne connecte pas la personne.

provider-sign-in = Se connecter avec { $name }
provider-going = Continuer vers { $name }
provider-speaks = Les personnes de { $domain } se connectent avec { $name }. Aucun code n’est envoyé à leurs adresses.
provider-signed-in-as = Votre session actuelle est celle de { $email }, à qui l’adresse de ce lien ne mène pas. Connectez-vous en tant que la personne qui a cette adresse.
provider-bound-title = Connectez-vous avec le fournisseur
provider-bound = Vous avez prouvé l’adresse { $email }. La personne qui a cette adresse se connecte avec { $name }.
provider-bound-gone = Vous avez prouvé l’adresse { $email }. La personne qui a cette adresse se connecte avec un fournisseur qui n’est plus relié. Demandez au responsable de ce service de vous permettre la connexion par code.
provider-refused-title = Vous n’êtes pas connecté
provider-unavailable = { $name } ne peut pas être joint pour le moment. Réessayez dans quelques minutes.
provider-not-believed = { $name } a donné une réponse à laquelle ce service ne peut pas se fier. Réessayez. Si cela n’aide pas, indiquez le motif au responsable de ce service.
provider-not-begun-here = Cette connexion a commencé dans un autre navigateur, est déjà terminée ou a pris plus de dix minutes. Recommencez.
provider-declined = { $name } n’a pas confirmé qui vous êtes : vous y avez annulé, ou ce service ne vous est pas ouvert. Réessayez, ou adressez-vous à la personne qui gère { $name } dans votre organisation.
provider-no-address = { $name } n’indique pas votre adresse e-mail, nécessaire ici. Demandez à la personne qui gère { $name } dans votre organisation de permettre qu’elle soit transmise.
provider-reason = Motif :
provider-again = Réessayer avec { $name }
provider-another-way = Choisir une autre façon de se connecter
