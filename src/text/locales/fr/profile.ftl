# Le profil d’une personne.

profile-title = Votre profil
profile-lead = Les personnes qui décident de vos demandes d’accès voient votre nom, votre organisation, votre pays et votre adresse e-mail.
profile-name = Nom
profile-organisation = Organisation
profile-email = Adresse e-mail
profile-email-verified = Vérifiée
profile-email-unverified = Non vérifiée
profile-email-hint = Elle provient de votre connexion et ne peut pas être modifiée ici.
profile-missing = Manque
profile-saved = Votre profil est enregistré
profile-elsewhere = Votre profil est tenu dans un autre service. Modifiez-le là-bas, puis reconnectez-vous.
