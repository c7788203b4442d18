# Les mots que plusieurs pages partagent, message par message comme dans ../en/common.ftl.

product-name = Annuaire des accès
smart-account = Compte Smart
domain-identifier = Identifiant de domaine
account-country = Pays
your-access = Votre accès

## Roles and scopes

role-label = Rôle
role-name = { $role ->
    [administrator] Administrateur
    [approver] Approbateur
    [user] Utilisateur
    [viewer] Lecteur
   *[other] { $role }
}
scope-label = Étendue de l’accès
scope-entire = Compte Smart entier
scope-selected = Comptes virtuels sélectionnés
places-more = { $count ->
    [one] et { NUMBER($count) } autre
   *[other] et { NUMBER($count) } autres
}

## Standing in an account

status-requested = Accès demandé
status-expired = Demande d’accès expirée
status-inactive = Inactif
status-closed = Clos
status-pending = En attente
status-granted = Accès accordé
status-declined = Refusée
status-cancelled = Annulée
days-left = { $days ->
    [0] Moins d’un jour restant
    [one] { $days } jour restant
   *[other] { $days } jours restants
}

## What a person can do

action-request = Demander l’accès
action-download-csv = Télécharger au format CSV
action-next = Suivant
action-back = Retour
action-submit = Envoyer
action-ok = OK
action-cancel = Annuler
action-change = Modifier
action-close = Fermer
action-save = Enregistrer
action-copy = Copier
action-copied = Copié
action-print = Imprimer
action-search = Rechercher
action-clear = Effacer
action-retry = Réessayer
action-sign-in = Se connecter
action-sign-out = Se déconnecter
action-update-profile = Mettre à jour votre profil
action-open-case = Ouvrir un dossier d’assistance

## Waiting and failing

loading = Chargement…
loading-slowly = L’attente est plus longue que d’habitude.
failed-title = Le chargement a échoué
failed-offline = Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.
required = obligatoire
just-now = à l’instant
optional = non obligatoire
error-summary-title = { $count ->
    [one] Il y a un problème
   *[other] Il y a { $count } problèmes
}
error-required = Renseignez le champ « { $field } ».

## Around every page

skip-to-content = Aller au contenu
menu = Menu
menu-language = Langue
scheme-label = Apparence
scheme-name = { $scheme ->
    [light] Clair
    [dark] Sombre
   *[other] Système
}
language-english = English
language-french = Français
page-title = { $page } – { $product }
