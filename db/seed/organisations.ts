import type { organisations } from "../schema/index.ts";
import type { OrganisationKind } from "../../app/domain/organisation/kinds.ts";
import { sectorEntry } from "../../app/domain/reference/sectors.ts";
import { fold } from "../../app/domain/text.ts";
import facts from "./filex-2019.json";
import { sampleId } from "./sample-id.ts";
import { cellsOf } from "./table.ts";

/** Invented, so that mentors and mentees from further countries belong somewhere: name, kind, country, sectors (the first is primary). */
const INVENTED = `
Pôle Garance | cluster | FR | 13; 14; textiles
Mistral Numérique | cluster | FR | 62; digital
Pôle Belle Vendange | cluster | FR | 11; 10; agri-food
Hauteforge Matériaux | cluster | FR | 23; 25; energy-intensive
Litorne Tourisme | cluster | FR | 79; 55; tourism
Lumiselle Énergies | company | FR | 35; energy-renewables
Atelier Neuf | company | FR | 59; 74; creative-cultural
Polo Filarno | cluster | IT | 14; 15; textiles
Distretto Oleandra | cluster | IT | 10; 01; agri-food
Pietraserra | cluster | IT | 23; construction
Voltabruna Energia | cluster | IT | 35; 27; energy-renewables
Consorzio Legnovivo | cluster | IT | 31; construction
Clúster Ribalta | cluster | ES | 62; 63; digital
Clúster Azafrán Vivo | cluster | ES | 01; 10; agri-food
Faro Sur Turismo | cluster | ES | 79; 91; tourism; creative-cultural
Instituto Calmaria | university | ES | 72; 21; health
ملتقى زهرة الوادي الرقمي | cluster | PS | 62; 58; digital
Baydar Food Alliance | cluster | PS | 10; agri-food
Rose Canyon Tourism Cluster | cluster | JO | 79; 55; tourism
Qudrat ICT Alliance | cluster | JO | 62; digital
تجمّع شمس البادية للطاقة | cluster | JO | 35; energy-renewables
تجمّع طريق البردي للحرف | cluster | EG | 74; 32; creative-cultural
تجمّع خيط الدلتا | cluster | EG | 13; 14; textiles
Tassili Solaire | cluster | DZ | 35; energy-renewables
Casbah Créative | cluster | DZ | 59; 74; creative-cultural
Jasmin Tech | cluster | TN | 62; digital
Zaytouna du Cap | cluster | TN | 10; 01; agri-food
Atlas Logiciel | company | MA | 62; digital
Souss Verger | cluster | MA | 01; 10; agri-food
`;

export type OrganisationRow = typeof organisations.$inferInsert & {
  id: string;
  country: string;
  sectors: string[];
};

/** The id of an organisation of the sample, by its exact name. */
export function organisationId(name: string): string {
  return sampleId("organisation", name);
}

/** The 24 organisations of the article, and the invented ones (marked as sample). */
export function organisationRows(createdAt: Date): OrganisationRow[] {
  return [
    ...facts.organisations.map((each) => ({
      name: each.name,
      kind: each.kind as OrganisationKind, // a test holds the file against the list
      country: each.country,
      sectors: [...(each.nace ?? []), ...(each.ecosystems ?? [])].map(sector),
      isSample: false,
    })),
    ...cellsOf(INVENTED, 4).map(([name, kind, country, sectors]) => ({
      name,
      kind: kind as OrganisationKind,
      country,
      sectors: sectors.split(";").map(sector),
      isSample: true,
    })),
  ].map((row) => ({
    ...row,
    id: organisationId(row.name),
    nameKey: fold(row.name),
    createdAt,
  }));
}

/** Which organisation of the article is a member of which. */
export function organisationMembershipRows() {
  return facts.organisations.flatMap(({ name, memberOf }) =>
    (memberOf ?? []).map((parent) => ({
      memberId: organisationId(name),
      parentId: organisationId(parent),
    })),
  );
}

function sector(text: string): string {
  const entry = sectorEntry(text);
  if (entry === null) throw new Error(`no sector “${text}”`);
  return entry;
}
