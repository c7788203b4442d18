# Le cadre de toutes les pages, et ce qui se passe quand quelque chose échoue.

## Menus

menu-your-access = Vos accès aux comptes Smart et virtuels
menu-your-requests = Vos demandes d’accès
menu-pending = Demandes d’accès en attente
menu-operator-queue = File de l’exploitant
pending-waiting = { NUMBER($count) } en attente
pending-waiting-many = Plus de { NUMBER($count) } en attente
menu-administration = Administration
menu-account-management = Gestion des comptes Smart
menu-request-existing = Demander l’accès à un compte Smart existant
menu-profile = Voir votre profil
menu-help-video = Vidéo d’aide
menu-help-page = Aide sur cette page
menu-feedback = Donner votre avis
menu-support = Assistance
switcher-label = Compte Smart actuel :
switcher-search = Rechercher parmi vos comptes Smart

## Going wrong

action-reload = Recharger la page
broken-title = Cette page n’a pas pu s’afficher
broken-text = Une erreur s’est produite dans votre navigateur. Votre saisie est conservée : rechargez la page pour continuer.
takeover-title = Session de { $name }
takeover-text = Cette personne s’est connectée dans un autre onglet de ce navigateur, et cet onglet affiche désormais ses pages. Ce qu’une autre personne avait saisi ici a été effacé.
newer-build-title = Une nouvelle version est disponible
newer-build-text = Rechargez la page pour l’utiliser. Votre saisie est conservée.
failed-unreadable = La réponse du serveur est illisible. Rechargez la page, puis réessayez.
meanwhile = Quelqu’un d’autre a fait une modification entre-temps. La page montre l’état actuel.
way-on = Continuer ici
request-open-link = Ouvrir votre demande
new-account-taken-link = Demander l’accès à ce compte
not-found-title = Cette page n’existe pas
not-found-text = L’adresse est peut-être mal saisie, ou la page n’existe plus.
not-found-home = Aller à l’accueil
crumbs-label = Pages parentes
failed-to-change = L’opération a échoué
draft-continue = Poursuivez votre demande du { $at }
draft-of = Brouillon du { $at } pour { $subject }
draft-text = Ce que vous aviez saisi figure ci-dessous. Rien n’a encore été envoyé.
draft-discard = Abandonner le brouillon
draft-question = Abandonner ce que vous avez saisi ?
draft-lost-title = Commencez ici
draft-lost = Cette adresse mène à une étape ultérieure, mais ce navigateur n’a pas, ou pas toutes, vos réponses pour ce compte. Rien n’a été envoyé.
unsaved-question = Quitter cette page ? Ce que vous avez saisi dans la boîte de dialogue sera perdu.
connection-lost = Le serveur est injoignable
connection-lost-text = Ce que vous voyez n’est peut-être plus à jour. Votre saisie est conservée. La page réessaie d’elle-même.
connection-back = Connexion rétablie
connection-back-text = Ce qui n’avait pas pu être chargé l’est maintenant.

## Command palette
## Commands by key

palette-title = Recherche et commandes
palette-keys = Ctrl ou ⌘ + K
palette-field = Compte, demande, personne, page ou action
palette-kind = { $kind ->
    [action] Sur cette page
    [account] Compte Smart
    [request] Votre demande
    [waiting] À traiter
    [person] Personne
   *[other] Page
}
palette-count = { $count ->
    [0] Aucun résultat
    [one] { $count } résultat
   *[other] { $count } résultats
}
commands-title = Raccourcis clavier
commands-search = Aller au champ de recherche de la page
commands-next = Ouvrir la demande suivante ou précédente de la liste, ou sa page suivante ou précédente
commands-list = Afficher cette liste
commands-escape = Effacer une recherche, fermer un menu ou une boîte de dialogue
commands-tree = Dans les comptes virtuels : passer de l’un à l’autre, déplier et replier
commands-letter = Dans les comptes virtuels : aller au nom suivant commençant par cette lettre
commands-open-all = Dans les comptes virtuels : tout déplier au même niveau
commands-tick = Dans les comptes virtuels : cocher
commands-space-key = Espace
commands-single-keys = Raccourcis à une touche
commands-single-keys-hint = Désactivez-les si vous dictez, ou si des touches sont enfoncées par mégarde. Cette liste se trouve alors dans le menu sous votre nom.

## Forms

choose = Choisir…

## Accounts

request-access-to = Demander l’accès à { $name }
request-access-to-virtual-account = Demander l’accès au compte virtuel « { $name } »
request-access-to-virtual-account-in = Demander l’accès au compte virtuel « { $name } » dans « { $above } »
administrators-hidden = Masqués tant que vous n’avez pas d’accès
administrators-hidden-briefly = Masqués
administrators-none = Aucun
administrators-none-yet = Il n’y en a pas encore
virtual-account-default = Compte par défaut

## Lists


list-filter-all = Tous
list-page = Page { NUMBER($number) }
list-previous = Page précédente

