/** Invented mentors of the second edition, in the present. Columns as in ../person.ts. */
export const SECOND_EDITION_MENTORS = `
mentor | Hélène Castel | Pôle Belle Vendange | fr:native; en:C2; it:B2 | exp; qual; mkt; com | TN; MA; JO | Mon 09:00-12:00; Wed 14:00-17:00; Thu 09:00-11:00 | 2 | en | To help a food cluster find its first three buyers abroad, and keep them.
antoine.guerin | Antoine Guérin | Mistral Numérique | fr:native; en:C1 | digi; serv; recr | MA; TN | Tue 09:00-12:00; Thu 14:00-16:00 | 2 | fr | Partager notre méthode pour faire vivre une communauté d’entreprises numériques.
nadege.pons | Nadège Pons | Pôle Garance | fr:native; en:C1; es:B1 | circ; proj; pub | MA; EG; TN | Mon 14:00-17:00; Fri 09:00-12:00 | 1 | fr | Passer d’une bonne idée à un projet financé.
yann.lebrec | Yann Le Brec | Litorne Tourisme | fr:native; en:C1 | com; soc; ev | JO; PS; EG | Wed 09:00-12:00; Thu 10:00-12:00 | 1 | en | To build offers for the quiet months of the year.
dalila.cherif | Dalila Chérif | Lumiselle Énergies | fr:native; ar:C2; en:C1 | clim; inv; biz | MA; TN; EG | Mon 10:00-12:00; Tue 14:00-17:00 | 2 | fr | Relier porteurs de projets et financeurs, en français comme en arabe.
remi.castagnet | Rémi Castagnet | Hauteforge Matériaux | fr:native; en:B2 | tech; ip; circ | PS; MA | Tue 14:00-17:00; Thu 09:00-12:00 | 1 | fr | Donner une seconde vie aux chutes de production.
alessia.ferrante | Alessia Ferrante | Polo Filarno | it:native; en:C1; fr:C1 | exp; part; qual | EG; TN; PS; MA | Mon 09:00-12:00; Wed 09:00-11:00 | 2 | en | To prepare a first shared stand at a trade fair.
stefano.galvani | Stefano Galvani | Voltabruna Energia | it:native; en:C1 | eu; clim; proj | EG; JO; TN | Tue 09:00-13:00 | 1 | en | To practise partner search for European calls on a real case.
rosa.tedeschi | Rosa Tedeschi | Distretto Oleandra | it:native; en:C1; fr:B2 | qual; gov; recr | TN; PS; JO | Wed 14:00-18:00; Thu 09:00-11:00 | 2 | en | To share the rules that keep two hundred growers together.
davide.alberti | Davide Alberti | Pietraserra | it:native; en:B2 | mkt; exp; team | PS; JO; EG | Mon 10:00-13:00 | 1 | en | To design samples that an architect wants to keep on the desk.
clara.montsant | Clara Montsant | Clúster Ribalta | es:native; en:C2; fr:C1 | start; inv; digi | MA; JO; TN; PS | Mon 15:00-18:00; Thu 10:00-13:00 | 3 | en | To run a small investor day that suits young companies.
ignacio.barrientos | Ignacio Barrientos | Clúster Azafrán Vivo | es:native; fr:C1; en:B2 | proj; tech; circ | MA; TN | Tue 10:00-13:00; Wed 10:00-12:00 | 1 | fr | Expérimenter l’irrigation sobre avec une filière voisine.
pilar.arocena | Pilar Arocena | Instituto Calmaria | es:native; en:C1; fr:B2 | ip; tech; eu | TN; EG; JO | Mon 10:00-12:00; Wed 15:00-17:00 | 1 | en | To explain patents without a lawyer in the room.
suhad.barghouthi | سهاد برغوثي | ملتقى زهرة الوادي الرقمي | ar:native; en:C1 | start; com; digi | JO; EG; TN | Sun 10:00-13:00; Tue 10:00-13:00 | 2 | ar | نقل خبرتنا في مرافقة الشركات الناشئة بموارد قليلة.
baptiste.ferrand | Baptiste Ferrand | Atelier Neuf | fr:native; en:C1 | biz; com; ev | TN; EG | Wed 10:00-12:00 | 1 | fr | Réfléchir aux lieux partagés entre artisans et designers.
teresa.lobato | Teresa Lobato | Faro Sur Turismo | es:native; en:C1; fr:B1 | digi; com; part | JO; MA; PS | Tue 15:00-18:00; Thu 15:00-17:00 | 1 | en | To connect small hotels with visitors who stay longer.
`;
