# Vos demandes d’accès, et la page d’une demande.

requests-lead = Ce que vous avez demandé, le plus récent d’abord.
requests-column-asked = Demandé
requests-column-created = Date de la demande
requests-selected-count = { $count ->
    [one] { $count } compte virtuel
   *[other] { $count } comptes virtuels
}
requests-administrator-chooses = L’administrateur choisit l’étendue et le rôle
requests-empty-title = Vous n’avez pas encore demandé d’accès
requests-empty-text = Trouvez un compte dans l’annuaire et choisissez « Demander l’accès » à côté de lui. S’il n’y figure pas, demandez l’accès par son identifiant de domaine.

## One request

requests-one = Demande d’accès { $reference }
requests-sent = Votre demande est envoyée
requests-sent-text = Conservez sa référence. Elle reste valable.
requests-next = La suite
requests-next-look = Vous verrez la décision sur cette page et parmi vos demandes d’accès.
requests-reference = Référence
requests-expires = Expire le
requests-expired = Expirée le
requests-asked-virtual-accounts = Comptes virtuels demandés
requests-places = Où l’accès fonctionnera une fois accordé
requests-places-administrators = pour les administrateurs
requests-again = Refaire la demande d’accès
