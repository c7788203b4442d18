# Les e-mails, chacun dans la langue de son destinataire.

mail-access-requested-subject = Demande d’accès à { $account }
mail-access-requested-what = { $requester } ({ $email }, { $organisation }) demande l’accès au compte Smart { $account } ({ $domain }).
mail-access-requested-entire = Demande : le compte Smart entier, en tant que { $role }.
mail-access-requested-selected = Demande : les comptes virtuels suivants :
    - { $paths }
mail-access-requested-scope-open = Vous choisirez l’étendue et le rôle en approuvant.
mail-access-requested-reason = Motif : { $reason }
mail-access-requested-why-administrator = Vous recevez ce message parce que vous administrez ce compte et décidez de ses demandes d’accès.
mail-access-requested-why-operator = Vous recevez ce message parce que le compte n’a pas d’administrateur actif : l’exploitant décide.
mail-access-requested-reference = Référence : { $reference }. La demande expire si personne n’en décide.
