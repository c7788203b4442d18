# L’annuaire des comptes.

directory-lead = Les comptes que vous pouvez voir, leurs administrateurs et ce que vous pouvez y faire.
directory-request-other = Demander l’accès à un compte Smart qui ne figure pas ci-dessous
new-account-create = Créer un compte Smart
new-account-for-customer = Demander pour un client
directory-search-label = Nom ou domaine du compte
directory-search-hint = Les comptes restreints se trouvent par leur nom ou leur identifiant de domaine complet : saisissez-le, puis appuyez sur Entrée ou choisissez Rechercher.
directory-table = Comptes Smart
directory-column-name = Nom du compte Smart
directory-column-administrators = Administrateurs
directory-open = Afficher les comptes virtuels de { $name }
directory-virtual-accounts = Comptes virtuels de { $name }
directory-filter-held = Avec accès
directory-filtered-title = Aucun compte ne correspond aux filtres
directory-filtered-all = Tout afficher sans filtre
pending-order = Trier par
directory-order-name = { $order ->
    [name] Par nom
    [name_descending] Par nom, du dernier au premier
    [identifier] Par identifiant de domaine
    [identifier_descending] Par identifiant, du dernier au premier
   *[other] Le plus pertinent, puis vos accès
}
directory-count = { $count ->
    [0] Aucun compte trouvé
    [one] { $count } compte affiché
   *[other] { $count } comptes affichés
}
directory-count-more = { $count ->
    [one] { $count } compte affiché, la suite à la page suivante
   *[other] { $count } comptes affichés, la suite à la page suivante
}
directory-first-page = Première page
directory-next-page = Page suivante
directory-pages = Pages
directory-empty-title = Aucun compte ici pour le moment
directory-empty-text = Vous ne disposez d’aucun accès, et aucun compte ne porte le domaine de votre adresse e-mail. Recherchez un compte par son nom ou son identifiant de domaine.
directory-nothing-title = Aucun compte trouvé pour « { $words } »
directory-did-you-mean = Vouliez-vous dire « { $words } » ?
directory-nothing-spelling = Vérifiez l’orthographe.
directory-nothing-entire = Le compte est peut-être restreint. Recherchez son nom ou son identifiant de domaine complet, puis appuyez sur Entrée.
directory-nothing-request = Demander l’accès à un compte Smart existant
directory-no-virtual-accounts = Ce compte n’a pas de comptes virtuels.
support-case-title = L’accès s’obtient par un dossier d’assistance
support-case-text = En tant que membre du personnel de l’exploitant, vous ne demandez pas d’accès ici. Ouvrez plutôt un dossier auprès de l’assistance des licences.

## Demande de compte Smart envoyée

new-account-complete = Demande de compte Smart envoyée
new-account-complete-text = Vous avez demandé le compte Smart { $name } ({ $domain }).
requests-reference = Référence
new-account-complete-pending = Il reste en attente jusqu’à ce que le client l’accepte. Si personne ne l’accepte avant le { $date }, la demande devient caduque.
new-account-complete-country = Pays du compte : { $country }. Les commandes devraient y être mises à disposition : le contrôle des exportations diffère d’un pays à l’autre et peut retenir des commandes.
new-account-security = La sécurité des comptes est vérifiée régulièrement.
new-account-complete-mail = Vous recevrez une confirmation par e-mail quand le client l’aura accepté.
