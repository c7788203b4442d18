# Demander un compte pour un client : le formulaire, la vérification avant l’envoi, et l’avis qui suit.

new-account-title = Demander un compte Smart pour votre client
new-account-lead = Le compte reste en attente jusqu’à ce que votre client l’accepte.
new-account-not-yet = Vous ne pouvez pas encore demander de nouveau compte
new-account-no-partner-holding = Un compte de détention partenaire ne peut pas être demandé ici.
new-account-support-case-title = Un compte se demande par un dossier d’assistance
new-account-support-case-text = En tant que membre du personnel de l’exploitant, vous ne demandez pas de compte ici. Ouvrez plutôt un dossier auprès de l’assistance des licences.

## Identify the Account Name and Customer

new-account-identify = Identifier le nom du compte et le client
new-account-domain-hint = Le domaine principal du client, par exemple acme.com.
new-account-edit = Modifier
new-account-country-caution = Choisissez le pays où les commandes seront mises à disposition : le contrôle des exportations diffère d’un pays à l’autre et peut retenir des commandes.
new-account-note-to-approver = Note à l’approbateur
new-account-note-to-approver-hint = Lue par les administrateurs et par l’approbateur de l’exploitant qui se prononcent avant le client, s’il y en a. Le client ne la voit pas.
new-account-customer-emails = Adresses e-mail du client
new-account-customer-emails-hint = Les personnes qui peuvent accepter le compte pour le client. Si leurs adresses sont toutes exactement du domaine du compte, elles se prononcent tout de suite ; sinon, l’exploitant se prononce d’abord. Appuyez sur Entrée après chaque adresse, ou collez une liste.
new-account-note-to-customer = Note au client
new-account-note-to-customer-hint = Elle figure dans l’e-mail qui invite le client à accepter le compte.

## Add Users to the Account

new-account-add-users = Ajouter des utilisateurs au compte
new-account-added-users = Adresses e-mail des utilisateurs
new-account-added-users-role = Ces personnes obtiennent le rôle { $role } dans le compte entier. La personne qui accepte le compte peut choisir un autre rôle ou écarter quelqu’un. Celles dont l’adresse n’est pas du domaine du compte sont d’abord invitées et ne détiennent rien avant d’avoir accepté.
new-account-added-users-hint = Les personnes qui auront accès au compte une fois que le client l’aura accepté. Appuyez sur Entrée après chaque adresse, ou collez une liste.
new-account-note-to-added-users = Note aux utilisateurs ajoutés
new-account-note-to-added-users-hint = Elle figure dans l’e-mail qui leur annonce leur accès.

## A field of several addresses

chips-list = { $field } : adresses saisies
chips-change = Modifier { $address }
chips-correct = Corriger { $address }
chips-remove = Retirer { $address }
chips-added = { $count ->
    [one] { NUMBER($count) } adresse ajoutée
   *[other] { NUMBER($count) } adresses ajoutées
}
chips-wrong = { $count ->
    [one] { NUMBER($count) } à corriger
   *[other] { NUMBER($count) } à corriger
}
chips-repeated = { $count ->
    [one] { NUMBER($count) } y était déjà
   *[other] { NUMBER($count) } y étaient déjà
}

## Review Request

new-account-send = Envoyer la demande
new-account-review = Vérifier la demande
new-account-decider = { $decider ->
    [operator_approver] L’exploitant de ce service se prononce en premier. C’est ensuite au client d’accepter le compte.
    [existing_administrators] Un compte du même domaine existe : ses administrateurs en sont informés et se prononcent en premier. C’est ensuite au client d’accepter le nouveau compte.
   *[other] C’est au client de se prononcer : l’une des personnes dont vous avez saisi l’adresse accepte le compte.
}
new-account-until = Si personne ne l’accepte avant le { $date }, la demande devient caduque et vous pouvez la refaire.
new-account-unrelated-title = Est-ce exact ?
new-account-unrelated = { $email } n’est pas une adresse de { $domain }.
