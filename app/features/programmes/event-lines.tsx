import { Link } from "@remix-run/react";
import { useViewer } from "~/components/viewer.ts";
import { countryName } from "~/domain/reference/countries.ts";
import { useDays } from "./days.ts";

interface EventLine {
  readonly id: string;
  readonly name: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly city: string;
  readonly country: string;
}

/** Events in a few words each, with a link to their page. */
export function EventLines({ events }: { events: readonly EventLine[] }) {
  const { locale } = useViewer();
  const days = useDays();
  return (
    <ul className="grid gap-3">
      {events.map((event) => (
        <li key={event.id}>
          <Link to={`/events/${event.id}`} className="font-semibold">
            <bdi>{event.name}</bdi>
          </Link>
          <span className="block text-sm text-muted">
            <bdi>{days(event.startsOn, event.endsOn)}</bdi>
            {" · "}
            <bdi>{event.city}</bdi>
            {" · "}
            <bdi>{countryName(event.country, locale)}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}
