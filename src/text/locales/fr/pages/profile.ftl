# Le profil d’une personne.

profile-title = Votre profil
profile-lead = Les personnes qui se prononcent sur vos demandes d’accès voient votre nom, votre organisation, votre pays et votre adresse e-mail.
profile-name = Nom
profile-organisation = Organisation
profile-email = Adresse e-mail
profile-email-verified = Vérifiée
profile-email-unverified = Non vérifiée
profile-email-hint = Elle provient de votre connexion et ne peut pas être modifiée ici.
profile-missing = À compléter
profile-time-zone = Fuseau horaire
profile-time-zone-hint = Les heures affichées sur les pages et dans les e-mails sont données dans ce fuseau.
profile-time-zone-now = Heure actuelle dans ce fuseau : { $date }.
profile-saved = Votre profil a été enregistré
profile-elsewhere = Votre profil est géré dans un autre service. Modifiez-le là-bas, puis reconnectez-vous.

## Where one is signed in

sessions-title = Vos sessions ouvertes
sessions-lead = Terminez les sessions que vous ne reconnaissez pas ou que vous n’utilisez plus. L’effet est immédiat.
sessions-browser = Navigateur
sessions-way = Connexion par
sessions-way-name = { $way ->
    [code] Code par e-mail
    [link] Lien à usage unique
    [sample] Univers de démonstration
   *[other] { $way }
}
sessions-since = Depuis
sessions-seen = Dernière utilisation
sessions-this = Ce navigateur
sessions-unknown = Navigateur inconnu
sessions-end = Terminer
sessions-end-of = Terminer la session { $browser }, dernière utilisation { $seen }
sessions-ended = Session terminée : { $browser }
sessions-everywhere = Se déconnecter partout
sessions-everywhere-ask = Se déconnecter partout…
sessions-everywhere-text = Vous serez déconnecté de tous les navigateurs, y compris de celui-ci. Ce que vous avez saisi ici sans l’envoyer sera effacé, et les liens de connexion que vous n’avez pas utilisés cesseront de fonctionner.
