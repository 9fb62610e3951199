/** Invented mentors of the first edition. Columns as in ../person.ts; each has one place, as the edition had. */
export const FIRST_EDITION_MENTORS = `
marc.delorme | Marc Delorme | Pôle Garance | fr:native; en:C1 | exp; qual; intl | MA; TN | Mon 09:00-12:00; Thu 14:00-17:00 | 1 | fr | Transmettre dix ans d’expérience d’un pôle textile tourné vers l’export.
lea.fabregue | Léa Fabrègue | Pôle Garance | fr:native; en:B2; es:B1 | proj; circ; tech | MA; EG | Tue 09:00-12:00; Fri 09:00-11:00 | 1 | fr | Aider un pôle à monter son premier projet de recyclage textile.
sophie.vasseur | Sophie Vasseur | Mistral Numérique | fr:native; en:C2 | digi; start; inv | MA; LB; TN | Wed 14:00-18:00 | 1 | fr | Partager ce qui a marché, et surtout ce qui n’a pas marché, dans notre accélérateur.
thomas.quere | Thomas Quéré | Mistral Numérique | fr:native; en:C1 | serv; recr; ev | MA; JO | Mon 14:00-17:00; Wed 09:00-11:00 | 1 | en | To show how small paid services can carry a cluster team.
etienne.roux | Étienne Roux | Pôle Belle Vendange | fr:native; en:B2 | qual; exp; mkt | DZ; LB | Tue 14:00-17:00; Thu 09:00-12:00 | 1 | fr | Accompagner une filière boisson vers ses premiers acheteurs en Europe.
mireille.andre | Mireille André | Lumiselle Énergies | fr:native; en:C1; it:B2 | gov; team; pub | TN; DZ | Mon 10:00-12:00; Wed 10:00-12:00 | 1 | fr | Faire profiter une jeune équipe de notre expérience de gouvernance.
karim.benhaddou | Karim Benhaddou | Lumiselle Énergies | fr:native; ar:C1; en:C1 | clim; part; inv | MA; DZ; EG | Mon 09:00-11:00; Tue 14:00-16:00 | 1 | fr | Créer des ponts entre développeurs solaires des deux rives.
benoit.lassalle | Benoît Lassalle | Hauteforge Matériaux | fr:native; en:C1 | tech; proj; ip | PS; MA | Thu 09:00-12:00 | 1 | en | To help a materials cluster turn a lab result into a product.
camille.ortolan | Camille Ortolan | Litorne Tourisme | fr:native; en:C1; es:B2 | com; mkt; soc | JO; PS; LB | Tue 10:00-12:00; Wed 14:00-16:00 | 1 | en | To work on a destination that visitors and inhabitants both enjoy.
julien.marquet | Julien Marquet | Atelier Neuf | fr:native; en:C1 | com; ev; biz | LB; DZ | Wed 09:00-12:00; Fri 10:00-12:00 | 1 | fr | Échanger sur le modèle économique des lieux créatifs.
chiara.bellandi | Chiara Bellandi | Polo Filarno | it:native; en:C1; fr:B2 | qual; exp; part | MA; PS; EG | Mon 14:00-17:00; Thu 09:00-12:00 | 1 | en | To open the doors of our buyers’ club to a cluster from the other shore.
matteo.corsini | Matteo Corsini | Polo Filarno | it:native; fr:C1; en:B2 | team; tech; circ | MA; TN | Tue 09:00-12:00 | 1 | fr | Partager nos ateliers de formation aux tissus techniques.
elena.marras | Elena Marras | Distretto Oleandra | it:native; en:C1; fr:C1 | qual; exp; com | TN; LB; PS | Mon 09:00-12:00; Wed 14:00-17:00 | 1 | en | To share how small olive growers built one label together.
paolo.desanctis | Paolo De Sanctis | Distretto Oleandra | it:native; en:B2; fr:B2 | recr; serv; gov | TN; LB | Tue 14:00-18:00 | 1 | fr | Montrer comment une charte simple a doublé nos adhésions.
giorgio.pellati | Giorgio Pellati | Pietraserra | it:native; en:C1 | exp; mkt; tech | PS; JO | Mon 10:00-13:00; Thu 14:00-16:00 | 1 | en | To help quarry owners sell finished stone, not only blocks.
francesca.avanzi | Francesca Avanzi | Voltabruna Energia | it:native; en:C2; fr:B2 | eu; clim; proj | EG; JO; MA | Tue 09:00-12:00; Thu 09:00-11:00 | 1 | en | To write one joint European proposal from the first page to the last.
luca.morandini | Luca Morandini | Voltabruna Energia | it:native; en:C1 | clim; tech; start | EG; DZ; TN | Wed 09:00-12:00 | 1 | en | To exchange tests of storage systems under real heat and dust.
silvia.tonelli | Silvia Tonelli | Consorzio Legnovivo | it:native; en:C1; fr:B2 | exp; qual; digi | PS; TN | Mon 14:00-18:00; Wed 09:00-11:00 | 1 | en | To bring furniture makers and young designers to one table.
nuria.casals | Núria Casals | Clúster Ribalta | es:native; en:C1; fr:C1 | team; tech; start; part | MA; JO; LB | Mon 09:00-11:00; Thu 15:00-18:00 | 1 | en | To connect software companies that could serve the same client.
ines.valdemar | Inés Valdemar | Clúster Azafrán Vivo | es:native; en:C1; fr:B2 | proj; eu; circ | LB; TN; DZ | Tue 10:00-13:00; Thu 10:00-12:00 | 1 | fr | Trouver ensemble une idée de projet qui tienne sur une page.
hugo.escudero | Hugo Escudero | Faro Sur Turismo | es:native; en:C1; fr:B2 | digi; com; ev | JO; PS; LB | Wed 10:00-13:00; Thu 10:00-12:00 | 1 | en | To share a booking tool that our village inns really use.
marta.iborra | Marta Iborra | Instituto Calmaria | es:native; en:C1; fr:B2 | tech; ip; eu | TN; EG | Mon 10:00-12:00; Tue 15:00-17:00 | 1 | fr | Rapprocher laboratoires et entreprises sans paperasse inutile.
andres.belmonte | Andrés Belmonte | Instituto Calmaria | es:native; en:B2; fr:C1 | pub; qual; start | TN; LB | Thu 09:00-13:00 | 1 | fr | Aider un technopôle à préparer sa première demande de label.
`;
