const PANEL =
  /^\/cohorts\/[0-9a-f-]{36}\/enrolments\?[\w.~%&=+-]*person=[0-9a-f-]{36}[\w.~%&=+-]*$/;

/** Where a deed on one person leads back to: the list beside which they were looked at, or their own page. */
export function backTo(url: URL, enrolmentId: string): `/${string}` {
  const asked = url.searchParams.get("back") ?? "";
  return PANEL.test(asked)
    ? `/${asked.slice(1)}`
    : `/enrolments/${enrolmentId}`;
}

/** An address with the way back in it; `back` is null on the person's own page. */
export function withBack(path: string, back: string | null): string {
  if (back === null) return path;
  return `${path}${path.includes("?") ? "&" : "?"}back=${encodeURIComponent(back)}`;
}
