# La page sur laquelle quelqu’un dit que l’on ne doit plus jamais écrire à son adresse.

stop-title = Ne plus jamais m’écrire
stop-lead = Si vous confirmez, ce service n’écrira plus jamais à votre adresse, quelle que soit la personne qui l’indique. Les codes que vous demandez vous-même continueront d’arriver.
stop-action = Ne plus jamais écrire à cette adresse
stop-done-title = Nous ne vous écrirons plus
stop-done = Ce service n’écrira plus jamais à votre adresse, sauf pour les codes que vous demandez vous-même. Le responsable de ce service peut l’annuler pour vous.
