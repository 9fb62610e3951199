/** Invented mentees of the second edition, in the present. Columns as in ../person.ts. */
export const SECOND_EDITION_MENTEES = `
mentee | سلمى الطرابلسي | Zaytouna du Cap | ar:native; fr:C1; en:C1 | exp:1; qual:2; part:2; gov:3 | FR; DE; CA | Mon 09:00-11:00; Wed 15:00-17:00 | - | en | To sell our members’ olive oil under one name in France, with three buyers who come back.
anis.jaziri | Anis Jaziri | Jasmin Tech | fr:C1; ar:native; en:B2 | serv:1; digi:1; recr:2; team:1 | FR; ES | Tue 10:00-11:00; Wed 17:00-19:00 | - | fr | Créer un premier service payant que dix adhérents utiliseront.
mouna.saidi | منى السعيدي | Biotechpole Sidi Thabet | ar:native; fr:C1; en:B2 | ip:1; tech:1; eu:2; intl:1 | SN; CI; FR | Tue 10:00-12:00; Wed 15:00-17:00 | - | ar | حماية نتائج البحث قبل عرضها على الشركات.
firas.baccouche | Firas Baccouche | North-West Olive Oil Cluster | fr:C1; ar:native; en:B2 | gov:1; recr:2; qual:2; circ:3 | TR; DE; NL | Wed 14:00-17:00; Thu 09:00-11:00 | - | fr | Adopter des règles de qualité acceptées par toutes les coopératives.
soukaina.idrissi | سكينة الإدريسي | Atlas Logiciel | ar:native; fr:C1; en:C1 | inv:1; start:1; digi:2 | ES; FR | Tue 15:00-18:00; Thu 10:00-12:00 | - | ar | تنظيم لقاء سنوي يجمع الشركات الناشئة بالمستثمرين.
badr.chraibi | Badr Chraïbi | Souss Verger | fr:C1; ar:native; es:B2 | proj:1; tech:2; circ:2; pub:1 | ES; FR | Tue 10:00-13:00; Wed 10:00-12:00 | - | fr | Réduire d’un quart l’eau utilisée par nos vergers pilotes.
ghita.bensouda | Ghita Bensouda | Moroccan Denim & Fashion Cluster | fr:C1; ar:native; en:B2 | circ:1; pub:2; proj:1; digi:2 | FR; IT; ES | Mon 15:00-16:00; Tue 17:00-19:00 | - | fr | Financer une ligne de recyclage du denim.
adil.mernissi | عادل المرنيسي | Moroccan Solar Cluster | ar:native; fr:C1; en:B2 | inv:1; clim:1; biz:2; gov:2 | DE; GB; CA | Tue 14:00-17:00; Mon 10:00-12:00 | - | ar | إقناع المموّلين بمشروع التبريد بالطاقة الشمسية.
heba.ghanem | هبة غانم | تجمّع خيط الدلتا | ar:native; en:C1 | exp:1; part:1; qual:2; ev:1 | DE; BE; FR | Mon 11:00-12:00; Tue 17:00-19:00 | - | ar | المشاركة في معرض أوروبي بجناح مشترك للأعضاء.
karim.fouad | Karim Fouad | Egyptian Renewable Energy Cluster Initiative | ar:native; en:C1 | eu:1; proj:2; clim:1; biz:2 | IT; ES; FR | Wed 10:00-14:00; Sun 10:00-12:00 | - | en | To join one European consortium as a full partner.
mariam.sobhy | مريم صبحي | تجمّع طريق البردي للحرف | ar:native; en:B2; fr:B2 | biz:1; com:1; ev:2; soc:1 | FR; ES | Wed 12:00-13:00; Thu 17:00-19:00 | - | ar | فتح مساحة مشتركة بين الحرفيين والمصمّمين.
lina.haddadin | لينا حدادين | Qudrat ICT Alliance | ar:native; en:C1 | start:1; inv:2; com:2; team:1 | ES; FR | Tue 16:00-19:00; Tue 11:00-13:00 | - | ar | إعداد عشر شركات ناشئة للقاء مستثمرين من الخارج.
zaid.momani | Zaid Momani | Rose Canyon Tourism Cluster | ar:native; en:C1 | com:1; soc:1; ev:3 | US; GB; IT | Wed 11:00-12:00; Thu 17:00-19:00 | - | en | To bring visitors to the villages in the quiet months.
ghada.rawashdeh | غادة الرواشدة | تجمّع شمس البادية للطاقة | ar:native; en:B2 | clim:1; team:2; eu:2; circ:3 | AE; SA; ES | Wed 10:00-13:00; Sun 09:00-11:00 | - | ar | تدريب فريق صغير على كتابة المشاريع الدولية.
nidal.masri | Nidal Masri | Palestinian Stone Cluster | ar:native; en:C1 | mkt:1; exp:1; team:3; ip:2 | IT; FR | Mon 11:00-14:00; Sun 10:00-12:00 | - | en | To reach architects directly with samples and fair prices.
abeer.zaghal | عبير زغل | Jerusalem Tourism Cluster | ar:native; en:C1 | digi:1; part:1; com:2; pub:1 | ES; FR; IT | Wed 16:00-19:00; Thu 16:00-18:00 | - | ar | ربط الفنادق الصغيرة بمنصّة حجز واحدة.
raed.tamimi | Raed Tamimi | Hebron Leather and Shoe Cluster | ar:native; en:B2 | qual:1; exp:2; part:2; digi:2 | IT; ES | Mon 10:00-13:00; Wed 10:00-12:00 | - | en | To have our shoes tested and labelled to European rules.
sireen.abbasi | سيرين العباسي | Baydar Food Alliance | ar:native; en:C1; fr:B1 | gov:1; qual:1; recr:2 | TR; DE; NL | Wed 16:00-17:00; Thu 17:00-19:00 | - | ar | وضع قواعد واضحة للعمل المشترك بين المنتجين.
yasmine.kallel | Yasmine Kallel | Pharma IN | fr:C1; ar:native; en:C1 | eu:1; ip:2; pub:2; ev:1 | SA; AE; QA | Mon 10:00-12:00; Thu 14:00-16:00 | - | fr | Comprendre les appels européens avant d’y répondre.
othmane.skalli | عثمان الصقلي | Maroc Numeric Cluster | ar:native; fr:C1; en:B2 | digi:1; start:2; inv:2; biz:2 | FR; ES | Tue 10:00-11:00; Wed 17:00-19:00 | - | ar | مساعدة الأعضاء على اعتماد الذكاء الاصطناعي بحذر وفائدة.
nesma.refaat | Nesma Refaat | تجمّع طريق البردي للحرف | ar:native; en:C1; fr:B1 | com:1; ev:2; digi:3 | FR; IT | Thu 10:00-12:00; Sun 12:00-14:00 | - | en | To tell the story of each workshop in two languages.
tala.bseiso | تالا بسيسو | ملتقى زهرة الوادي الرقمي | ar:native; en:C1 | digi:1; serv:2; team:2 | ES; FR | Tue 11:00-12:00; Wed 17:00-19:00 | - | ar | توسيع خدمات الملتقى خارج المدينة.
`;
