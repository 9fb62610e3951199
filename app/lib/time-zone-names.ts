/** Whether Node knows a zone by this IANA name, in any case. Bare offsets such as `+01:00` are not names. */
export function isTimeZone(name: string): boolean {
  if (!/^[a-z]/iu.test(name)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false; // the constructor throws a RangeError for what it does not know
  }
}
