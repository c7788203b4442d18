# Les e-mails, chacun dans la langue de son destinataire : ce qui s’est passé, pourquoi il est envoyé, que faire.

mail-label = { $label } :
mail-account-named = { $account } ({ $domain })
mail-requester = Demandé par
mail-requester-named = { $requester }, { $organisation }
mail-requester-email = E-mail
mail-asked = Accès demandé
mail-granted = Accès accordé
mail-places = Où il fonctionne
mail-place = { $place } : { $description }
mail-before = Avant
mail-after = Maintenant
mail-changed-by = Modifié par
mail-removed-by = Retiré par
mail-entire-as = Compte Smart entier, rôle : { $role }
mail-virtual-account-as = Compte virtuel { $path }, rôle : { $role }
mail-default-as = Compte par défaut, rôle : { $role }
# A line that makes somebody an administrator.
mail-administers = { $access } (gère les accès)
mail-scope-open = Au choix de l’administrateur
mail-open-pending-request = Ouvrir la demande et se prononcer
mail-open-request = Ouvrir votre demande
mail-open-directory = Ouvrir l’annuaire
mail-decide-next = Approuvez-la ou refusez-la sur la page de la demande. Sans réponse avant le { $date }, elle expirera.
mail-why-operator = Vous recevez ce message parce que l’exploitant de ce service se prononce sur cette demande et que vous agissez en son nom.
mail-why-requester = Vous recevez ce message parce que vous avez demandé cet accès.
mail-why-person = Vous recevez ce message parce qu’il concerne votre propre accès.
mail-stop = Ne plus jamais écrire à cette adresse
mail-footer = { $product }, { $operator }

## Access requested, to whoever decides
mail-access-requested-subject = { $requester } demande l’accès à { $account } : { $access }
mail-access-requested-part = { $role } ({ $place })
mail-access-requested-entire = compte Smart entier
mail-access-requested-subject-open = { $requester } demande l’accès à { $account }
mail-access-requested-what = { $requester } demande l’accès au compte Smart { $account }.
mail-access-requested-scope-open = Vous choisirez l’étendue et le rôle en approuvant
mail-access-requested-why-administrator = Vous recevez ce message parce que vous administrez ce compte ou une partie de celui-ci et vous prononcez sur les demandes d’accès.


## Still undecided, to whoever decides
mail-decider-reminder-subject = Rappel n° { $number } – { $subject }
mail-access-reminder-what = { $requester } attend toujours une réponse à sa demande d’accès au compte Smart { $account }. Ceci est le rappel n° { $number }.
mail-access-rerouted-subject = À vous de vous prononcer – { $subject }
mail-access-rerouted-escalated = { $requester } demande l’accès au compte Smart { $account }. Comme la demande attend une réponse depuis longtemps, l’exploitant peut désormais se prononcer lui aussi.
mail-access-rerouted-changed = { $requester } demande l’accès au compte Smart { $account }. Les administrateurs du compte ont changé : c’est désormais à vous de vous prononcer sur la demande.


## To the requester
mail-access-escalated-subject = Toujours sans décision : votre demande d’accès à { $account }
mail-access-escalated-what = Personne ne s’est encore prononcé sur votre demande d’accès au compte Smart { $account }. L’exploitant de ce service peut désormais se prononcer lui aussi.
mail-access-escalated-next = Vous n’avez rien à faire. La page de votre demande indique où elle en est.
mail-access-approved-subject = Approuvée : votre demande d’accès à { $account }
mail-access-approved-as-asked = Votre demande d’accès au compte Smart { $account } a été approuvée telle quelle.
mail-access-approved-otherwise = Votre demande d’accès au compte Smart { $account } a été approuvée, avec un accès différent de celui que vous avez demandé. Comparez ce que vous avez demandé et ce qui vous est accordé.
mail-access-approved-chosen = Votre demande d’accès au compte Smart { $account } a été approuvée. L’étendue et le rôle ont été choisis pour vous.
mail-access-approved-next = Vous disposez désormais de cet accès. La page de votre demande indique ce qui a été demandé et ce qui a été accordé.
mail-access-declined-subject = Refusée : votre demande d’accès à { $account }
mail-access-declined-what = Votre demande d’accès au compte Smart { $account } a été refusée.
mail-access-declined-reason = Motif
mail-access-approved-note = Note à votre intention
mail-open-messages = Lire et répondre
mail-message-for-decider-subject = { $requester } vous a écrit au sujet de l’accès à { $account }
mail-message-for-decider-what = { $requester } vous a écrit au sujet de sa demande d’accès au compte Smart { $account }.
mail-message-for-decider-next = Le message se trouve sur la page de la demande. Vous pouvez y répondre.
mail-message-writer-administrator = Un administrateur
mail-message-writer-operator = L’exploitant de ce service
mail-message-for-requester-subject = Un message au sujet de votre demande d’accès à { $account }
mail-message-for-requester-what = { $writer } vous a écrit au sujet de votre demande d’accès au compte Smart { $account }.
mail-message-for-requester-next = Le message se trouve sur la page de votre demande. Vous pouvez y répondre tant qu’elle est en cours.
mail-information-requested-subject = Informations demandées : votre demande d’accès à { $account }
mail-information-requested-what = { $writer } a besoin d’informations de votre part pour se prononcer sur votre demande d’accès au compte Smart { $account }.
mail-information-requested-next = La question se trouve sur la page de votre demande. Répondez-y avant que celle-ci n’expire : la question ne la prolonge pas.
mail-access-declined-next = Si vous avez toujours besoin de cet accès, tenez compte de ce motif dans une nouvelle demande, à partir de la page de celle-ci.
mail-access-about-to-expire-subject = Expire bientôt : votre demande d’accès à { $account }
mail-access-about-to-expire-what = Personne ne s’est encore prononcé sur votre demande d’accès au compte Smart { $account }. Sans réponse, elle expirera le { $date }.
mail-access-about-to-expire-next = Vous pouvez envoyer un rappel depuis la page de votre demande. Un rappel ne la prolonge pas.
mail-access-about-to-expire-support = Aucun autre rappel ne peut être envoyé. Si vous avez besoin de cet accès rapidement, ouvrez un dossier d’assistance : { $link }
mail-access-about-to-expire-otherwise = Aucun autre rappel ne peut être envoyé. Si vous avez besoin de cet accès rapidement, adressez-vous autrement à une personne qui se prononce, ou refaites la demande une fois celle-ci expirée.
mail-access-expired-subject = Expirée : votre demande d’accès à { $account }
mail-access-expired-what = Votre demande d’accès au compte Smart { $account } a expiré, car personne ne s’est prononcé à temps.
mail-access-expired-next = Si vous avez toujours besoin de cet accès, refaites la demande depuis la page de celle-ci.


## To the person who holds access
mail-access-changed-subject = Votre accès à { $account } a été modifié
mail-access-changed-what = Votre rôle dans le compte Smart { $account } a été modifié. Le changement est en vigueur.
mail-access-changed-next = L’annuaire indique ce que vous pouvez faire désormais. S’il vous faut un autre accès, demandez-le dans l’annuaire.
mail-access-removed-subject = Votre accès à { $account } a été retiré
mail-access-removed-what = Votre accès au compte Smart { $account } a été retiré. Vous ne pouvez plus l’utiliser.
mail-access-removed-had = Vous aviez
mail-access-removed-next = Si vous avez toujours besoin de cet accès, demandez-le dans l’annuaire.

mail-check-subject = E-mail d’essai de l’{ $product }
mail-check-text = L’annuaire des accès à l’adresse { $address } peut envoyer des e-mails à cette adresse. Vous n’avez rien à faire.
mail-check-why = Vous recevez ce message parce que le responsable de ce service a indiqué cette adresse pour essayer l’envoi d’e-mails.

