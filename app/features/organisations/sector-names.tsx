import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { sectorName } from "~/domain/reference/sectors.ts";

/** Sectors by name, each isolated, because names of both directions meet in one line. */
export function SectorNames({ sectors }: { sectors: readonly string[] }) {
  const { locale } = useViewer();
  return (
    <ul className="flex flex-wrap gap-1.5">
      {sectors.map((entry) => (
        <li key={entry} className="rounded-md bg-sunken px-2 py-0.5 text-sm">
          <bdi>{sectorName(entry, locale)}</bdi>
        </li>
      ))}
    </ul>
  );
}

/** The name of a country in the viewer's language; nothing for none. */
export function CountryName({ code }: { code: string | null }) {
  const { locale } = useViewer();
  return code === null ? null : <bdi>{countryName(code, locale)}</bdi>;
}
