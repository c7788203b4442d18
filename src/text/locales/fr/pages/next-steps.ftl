# Ce qu’il manque encore à un nouveau service : sur la première page de qui agit pour l’exploitant, et comme `serve` le dit.
# Ce qui est entre accents graves se saisit tel quel.

next-steps-title = Ce qu’il reste à faire
next-step = { $step ->
    [operator] `access-directory admin bootstrap EMAIL` désigne le premier exploitant et affiche un lien pour se connecter
    [accounts] `access-directory import DIR` importe les comptes, les personnes et leurs accès depuis quatre fichiers CSV
    [mail] `mail.smtp` et `mail.from` désignent le serveur d’envoi ; d’ici là, les messages sont conservés et personne ne reçoit de code de connexion
    [provider] `sign_in.providers` désigne un fournisseur OpenID Connect, puisque les codes sont désactivés
   *[other] `public_url` est l’adresse que l’on saisit ; d’ici là, les liens des e-mails ne mènent qu’à cette machine
}
next-steps-about = Ce sont des commandes et des réglages du serveur ; un réglage prend effet au redémarrage. Seul l’exploitant voit cette liste, jusqu’à ce que tout soit fait.
