# Le cadre de toutes les pages, et ce qui se passe quand quelque chose échoue.

## Menus

menu-your-access = Vos accès aux comptes Smart et virtuels
menu-your-requests = Vos demandes d’accès
menu-administration = Administration
menu-account-management = Gestion des comptes Smart
menu-request-existing = Demander l’accès à un compte Smart existant
menu-profile = Voir votre profil
menu-help-video = Vidéo d’aide
menu-feedback = Donner votre avis
menu-support = Assistance
switcher-label = Compte Smart actuel :
switcher-search = Rechercher parmi vos comptes Smart

## Going wrong

action-reload = Recharger la page
broken-title = Cette page n’a pas pu s’afficher
broken-text = Une erreur s’est produite dans votre navigateur. Votre saisie est conservée : rechargez la page pour continuer.
newer-build-title = Une nouvelle version est disponible
newer-build-text = Rechargez la page pour l’utiliser. Votre saisie est conservée.
failed-unreadable = La réponse du serveur est illisible. Rechargez la page, puis réessayez.
meanwhile = Quelqu’un d’autre a fait une modification entre-temps. La page montre l’état actuel.
way-on = Continuer ici
not-found-title = Cette page n’existe pas
not-found-text = L’adresse est peut-être mal saisie, ou la page n’existe plus.
not-found-home = Aller à la première page

## Forms

choose = Choisir…

## Accounts

request-access-to = Demander l’accès à { $name }
administrators-hidden = Masqués tant que vous n’avez pas d’accès
administrators-none = Aucun
virtual-account-default = Par défaut

## Lists

list-filter-all = Tout
list-page = Page { NUMBER($number) }
list-previous = Page précédente
