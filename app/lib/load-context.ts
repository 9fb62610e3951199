/** What the server knows about a request before Remix sees it; loaders and actions get it as `context`. */
export interface LoadContext {
  /** for the scripts of this answer, and no other */
  readonly nonce: string;
  /** also in the answer's X-Request-Id and in the log */
  readonly requestId: string;
  /** whom to throttle: an IPv4 address, or the /64 network of an IPv6 address */
  readonly clientAddress: string;
  /** the public origin, for links in mail; never taken from the Host header */
  readonly origin: string;
  /** set while an answer that was bare data is asked again as a page: what the person is told */
  readonly refusal?: Refusal;
}

/** A refusal by its status and its key of the `errors` catalogue (or `namespace:key`). */
export interface Refusal {
  readonly status: number;
  readonly key: string;
}

declare module "@remix-run/server-runtime" {
  // merged into Remix's own type, so that `context.nonce` needs no cast
  interface AppLoadContext extends LoadContext {}
}
