# Ce que le serveur répond quand il ne fait pas ce qui est demandé.

problem-sign-in-needed-title = Connectez-vous
problem-sign-in-needed = Vous n’êtes pas connecté, ou votre session est terminée. Connectez-vous, puis réessayez.
problem-support-case-title = Ouvrez un dossier d’assistance
problem-support-case = En tant que membre du personnel de l’exploitant, vous ne pouvez pas faire cela ici. Ouvrez plutôt un dossier auprès de l’assistance des licences.
problem-anti-forgery-title = Rechargez la page
problem-anti-forgery = Cet envoi ne vient pas d’une page de votre session. Rechargez la page, puis réessayez.
problem-role-needed-title = L’annuaire ne vous est pas encore ouvert
problem-role-needed = L’annuaire s’ouvre dès que vous détenez un rôle dans un compte. D’ici là, demandez l’accès par l’identifiant de domaine complet du compte.
problem-account-role-needed-title = Les nouveaux comptes sont réservés aux partenaires et à qui détient un rôle
problem-look-up-refused-title = Vous ne pouvez pas rechercher de comptes
problem-account-not-found-title = Compte introuvable
problem-account-not-found = Ce compte n’existe pas, ou ne se trouve que par son nom complet ou son identifiant de domaine complet.
problem-invitation-not-found-title = Invitation introuvable
problem-invitation-not-found = Cette invitation n’existe pas, ou elle est destinée à une autre adresse. Connectez-vous avec l’adresse à laquelle l’e-mail a été envoyé.
problem-invitation-ended-title = Cette invitation n’est plus ouverte
problem-invitation-ended = { $status ->
    [accepted] Elle a été acceptée le { $date }.
    [declined] Elle a été refusée le { $date }.
    [withdrawn] Elle a été retirée le { $date }.
   *[other] Elle a pris fin le { $date } sans réponse.
}
problem-request-not-found-title = Demande introuvable
problem-request-not-found = Vous n’avez pas de demande portant cette référence. La page « Vos demandes d’accès » les montre toutes.
problem-not-found-title = Rien ici
problem-not-found = Il n’y a rien à cette adresse. Allez à l’annuaire des accès.
problem-method-not-allowed-title = Impossible ici
problem-method-not-allowed = Cette adresse n’accepte pas cette méthode. La description de l’API indique celles qu’elle accepte.
problem-policy-changed-title = Les règles ont changé
problem-policy-changed = Les règles ont changé depuis que vous avez ouvert cette page. Relisez vos réponses, puis envoyez-les.
problem-idempotency-key-reused-title = Déjà envoyée
problem-idempotency-key-reused = Une autre demande a été envoyée sous la même clé. Rechargez la page et recommencez.
problem-conflict-title = Modifié entre-temps
problem-conflict = Quelqu’un a modifié ceci pendant que vous y travailliez. Rechargez la page pour voir l’état actuel.
problem-too-large-title = Trop volumineux
problem-too-large = C’est plus que ce que le serveur accepte. Raccourcissez, puis renvoyez.
problem-invalid-title = Une réponse manque ou n’est pas valable
problem-invalid = Corrigez ce qui est signalé, puis renvoyez.
problem-malformed-title = Non compris
problem-malformed = La requête n’a pas la forme attendue à cette adresse : { $reason }.
problem-internal-title = Une erreur s’est produite
problem-internal = Une erreur s’est produite sur le serveur et a été consignée. Réessayez dans un instant.
problem-unavailable-title = Indisponible pour le moment
problem-unavailable = Le serveur est injoignable ou occupé. Rien n’est perdu : réessayez dans un instant.

## Champs

invalid-locale = « { $value } » n’est pas une langue de ce service. Utilisez en ou fr.
invalid-time-zone = « { $value } » n’est pas un fuseau horaire connu de ce service. Sélectionnez-en un dans la liste, ou UTC.
invalid-role-not-offered = Le rôle { $role } ne peut pas être demandé dans cette étendue. Sélectionnez-en un autre.
invalid-virtual-account-unknown = L’un des comptes virtuels n’existe plus. Sélectionnez de nouveau.
invalid-virtual-account-twice = Un compte virtuel figure deux fois. N’en gardez qu’un.
invalid-message = Écrivez le message.
invalid-message-too-long = Le message compte { NUMBER($length) } caractères. Raccourcissez-le à 2 000.
invalid-reason-too-long = Le motif compte { NUMBER($length) } caractères. Raccourcissez-le à 2 000.
invalid-query = La recherche compte plus de 253 caractères. Raccourcissez-la.
invalid-after = Cette page de la liste n’existe plus. Recommencez à la première page.
invalid-idempotency-key = L’en-tête idempotency-key manque ou compte plus de 100 caractères. Envoyez-en un, aléatoire, pour chaque demande.
invalid-not-asked = Ceci n’est pas demandé ici : ce choix revient à l’administrateur. Retirez cette réponse.
invalid-added-user-role = { $email } ne peut pas recevoir ici le rôle { $role }. { $rule }
invalid-added-user-unknown = { $email } n’est pas parmi les personnes à ajouter. Retirez cette adresse ; un administrateur du compte pourra accorder l’accès plus tard.
invalid-added-user-twice = { $email } est indiquée deux fois. Indiquez chaque personne une seule fois.
invalid-advance-seconds = advance_seconds doit être compris entre 0 et 315 360 000.
problem-already-decided-title = Décision déjà prise
problem-already-approved = { $who } a approuvé cette demande le { $at }.
problem-already-declined = { $who } a refusé cette demande le { $at }.
problem-already-cancelled = Le demandeur a annulé cette demande le { $at }.
problem-decision-not-recorded = Votre décision n’a pas été enregistrée.
problem-already-expired = Cette demande a expiré le { $at }. Le demandeur peut la refaire.
problem-already-changed = Cette demande a été modifiée le { $at }. Relisez-la avant de vous prononcer.
problem-own-request-title = Votre propre demande
problem-beyond-authority-title = Plus que ce que vous détenez
problem-reminder-not-due-title = Pas de rappel pour l’instant
problem-last-administrator-title = Le dernier administrateur
problem-last-administrator = Le compte Smart n’aurait plus d’administrateur. Désignez d’abord quelqu’un d’autre comme administrateur.
problem-grant-not-found-title = Accès introuvable
problem-grant-not-found = Cet accès n’existe plus, ou il ne vous revient pas de le gérer. La liste montre ce qui existe maintenant.
problem-session-not-found-title = Session introuvable
problem-session-not-found = Cette session a déjà pris fin, ou elle n’est pas la vôtre. La liste montre celles qui sont ouvertes.
invalid-grant-missing = La demande ne précise pas d’étendue. Choisissez ce que vous accordez : le compte Smart entier ou certains de ses comptes virtuels.
problem-an-administrator = Un administrateur
invalid-decisions = Envoyez de 1 à 50 décisions à la fois.

## Requests for new accounts

problem-account-request-open = Vous avez déjà demandé ce compte, et la demande est toujours en attente. Une seule demande à la fois suffit ; le lien y mène.
problem-account-already-activated = { $who } a approuvé cette demande le { $at }, et le compte existe.
problem-account-already-denied = { $who } a refusé cette demande le { $at }.
problem-account-already-withdrawn = La personne à l’origine de cette demande l’a retirée le { $at }. Il n’y a plus à se prononcer.
problem-account-already-lapsed = Cette demande est devenue caduque le { $at }. Elle peut servir de base à une nouvelle.
problem-somebody-else = Une autre personne
problem-identifier-taken = Un compte ayant l’identifiant de domaine { $identifier } existe. Demandez-y l’accès plutôt que de demander un autre compte.
problem-not-your-turn-title = Ce n’est pas à vous de vous prononcer maintenant
problem-not-your-turn = C’est à quelqu’un d’autre de se prononcer sur cette demande en ce moment, avant ou après vous. La page de la demande indique qui.
problem-contact-not-found-title = Aucune adresse à corriger
problem-contact-not-found = Cette adresse ne fait pas partie de la demande, ou n’a pas été refusée. La page de la demande montre ses adresses actuelles.
invalid-account-kind = Un compte de détention partenaire ne peut pas être demandé ici. Demandez le compte d’un client.
invalid-domain-malformed = « { $value } » n’est pas un domaine. Utilisez des lettres, des chiffres, des traits d’union et des points, comme dans acme.com.
invalid-domain-more = « { $value } » est une adresse web ou e-mail. Saisissez seulement son domaine : { $meant }
invalid-domain-one-label = « { $value } » n’est qu’une partie d’un domaine. Saisissez-le en entier, comme dans acme.com.
invalid-domain-address = « { $value } » est une adresse IP. Saisissez un domaine, comme dans acme.com.
invalid-domain-public-suffix = De nombreuses organisations partagent « { $value } ». Saisissez le domaine propre au client, en dessous.
invalid-hidden-character = Il s’y trouve un caractère invisible ou qui inverse le sens de l’écriture. Saisissez-le de nouveau.
invalid-email-not-plain = « { $value } » contient des guillemets, un caractère caché, ou avant le @ un caractère par lequel un serveur de messagerie peut transmettre les messages à quelqu’un d’autre (comme %). Saisissez une adresse simple, comme nom@acme.com.
invalid-email-not-mailable = Aucun e-mail ne peut parvenir à « { $value } » : le service de messagerie utilisé ici n’accepte avant le @ que des lettres sans accent (a à z), des chiffres et des signes comme . et -. Saisissez une autre adresse.
invalid-domain-public-mailbox = Tout le monde peut avoir une adresse chez « { $value } ». Saisissez le domaine propre au client.
invalid-domain-too-long = « { $value } » dépasse la longueur d’un domaine, qui est de 253 caractères.
invalid-account-name-domain = « { $value } » se lit comme un identifiant de domaine et n’est pas celui de ce compte. Saisissez le nom de l’organisation.
invalid-email-own = « { $value } » est votre propre adresse ou mène à la même boîte aux lettres. Personne ne se prononce sur sa propre demande : saisissez celle de quelqu’un d’autre.
invalid-email-requester = « { $value } » est l’adresse qui a fait cette demande ou mène à la même boîte aux lettres, et ne peut pas se prononcer. Saisissez l’adresse de quelqu’un d’autre.
invalid-email-asked = « { $value } » a déjà été sollicité. Saisissez l’adresse de quelqu’un d’autre.
invalid-email-had-it = « { $value } » a déjà reçu cette demande. Saisissez l’adresse de quelqu’un d’autre.
invalid-forwarded-enough = Cette demande a été transférée autant de fois que possible. Approuvez-la, refusez-la, ou demandez-en une nouvelle au demandeur.
invalid-name-link = Un nom ne contient ni lien ni adresse. Retirez « :// », « www. » et « @ ».
invalid-note-too-long = La note compte { NUMBER($length) } caractères. Ramenez-la à 2 000.
problem-too-many-look-ups-title = Vous avez atteint la limite de recherches du jour
problem-too-many-look-ups = Vous pourrez de nouveau rechercher un nom ou un identifiant en entier à partir du { $next }. La recherche par une partie du nom reste possible.
problem-export-under-way-title = Un téléchargement est en cours
problem-export-under-way = Vous téléchargez déjà une liste. Attendez la fin de ce téléchargement ou annulez-le dans votre navigateur, puis réessayez.
problem-too-many-requests-title = Trop de requêtes
problem-too-many-requests = C’est plus que ce que le serveur accepte d’une personne ou d’un réseau. Réessayez dans { $seconds ->
    [one] une seconde
   *[other] { NUMBER($seconds) } secondes
}.
problem-account-requests-used-up-title = Vous avez atteint la limite de demandes du jour
problem-account-requests-used-up = Vous avez demandé { $limit ->
    [1] un compte
   *[other] { NUMBER($limit) } comptes
} en un jour. Envoyez la prochaine demande à partir du { $date }.
problem-access-requests-used-up-title = Vous avez atteint la limite de demandes du jour
problem-access-requests-used-up = Vous avez demandé l’accès { $limit ->
    [one] une fois
   *[other] { NUMBER($limit) } fois
} en un jour. Envoyez la prochaine demande à partir du { $date }.
problem-messages-used-up-title = Vous avez atteint la limite de messages du jour
problem-messages-used-up = Vous avez écrit { $limit ->
    [1] un message
   *[other] { NUMBER($limit) } messages
} au sujet de cette demande en un jour. Envoyez le prochain à partir du { $date }.
problem-named-mail-used-up-title = La limite d’e-mails du jour est atteinte
problem-named-mail-used-up = En un jour, le service n’écrit qu’à un nombre limité d’adresses indiquées par des personnes. Indiquez-en moins, ou réessayez à partir du { $date }.
problem-too-slow-title = Trop lent
problem-too-slow = La requête a mis trop de temps à arriver et a été abandonnée. Vérifiez votre connexion, puis renvoyez-la.
action-start-page = Aller à la page d’accueil
