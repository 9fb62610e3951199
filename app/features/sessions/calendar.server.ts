import ical, { ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import type { Db } from "db/client.ts";
import { people } from "db/schema/index.ts";
import { eq } from "drizzle-orm";
import { isLocale } from "~/i18n/locales.ts";
import { translator } from "~/i18n/translator.ts";
import { calendarEntries } from "./queries.server.ts";

/**
 * A person's sessions as a calendar feed: one event a session, in UTC, without recurrence rules.
 * It says who, when and where, never what was talked about: feeds are read without a sign-in.
 */
export async function calendarOf(
  db: Db,
  personId: string,
  origin: string,
): Promise<string> {
  const [person] = await db
    .select({ locale: people.locale })
    .from(people)
    .where(eq(people.id, personId));
  const locale = isLocale(person?.locale) ? person.locale : "en";
  const t = translator(locale, "sessions");
  const host = new URL(origin).hostname;
  const calendar = ical({
    name: t("calendar.name"),
    prodId: { company: "Passerelle", product: "Passerelle", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const entry of await calendarEntries(db, personId))
    calendar.createEvent({
      id: `${entry.id}@${host}`,
      sequence: entry.version - 1,
      start: entry.startsAt,
      end: entry.endsAt,
      summary: t("calendar.summary", { name: entry.otherName }),
      location: entry.eventName ?? entry.place ?? undefined,
      status:
        entry.status === "cancelled"
          ? ICalEventStatus.CANCELLED
          : ICalEventStatus.CONFIRMED,
      url: `${origin}/pairs/${entry.pairingId}`,
    });
  return calendar.toString();
}
