/** What narrows the list of candidates; "" is no filter. Pages count from 1. */
export interface WishFilters {
  readonly country: string;
  readonly language: string;
  readonly sector: string;
  readonly page: number;
}

const FILTERS = ["country", "language", "sector"] as const;

/** The filters of an address; what cannot be one is left out. */
export function readWishFilters(params: URLSearchParams): WishFilters {
  const word = (name: string) => {
    const value = params.get(name) ?? "";
    return /^[A-Za-z0-9._-]{1,60}$/.test(value) ? value : "";
  };
  const page = Number(params.get("page") ?? "1");
  return {
    country: word("country"),
    language: word("language"),
    sector: word("sector"),
    page: Number.isSafeInteger(page) && page >= 1 && page <= 10_000 ? page : 1,
  };
}

/** The same as a query, with its question mark; empty for the first page of all. */
export function wishQuery(filters: WishFilters): string {
  const params = new URLSearchParams();
  for (const name of FILTERS)
    if (filters[name] !== "") params.set(name, filters[name]);
  if (filters.page > 1) params.set("page", String(filters.page));
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}
