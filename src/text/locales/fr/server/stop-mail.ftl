# La page sur laquelle quelqu’un dit que l’on ne doit plus jamais écrire à son adresse.

stop-title = Ne plus jamais m’écrire
stop-lead = Si vous confirmez, ce service n’écrit plus jamais à votre adresse, quelle que soit la personne qui l’indique. Les codes que vous demandez vous-même continuent d’arriver.
stop-action = Ne plus jamais écrire à cette adresse
stop-done-title = Nous ne vous écrivons plus
stop-done = Ce service n’écrit plus jamais à votre adresse, sauf les codes que vous demandez vous-même. L’exploitant du service peut l’annuler pour vous.
