declare global {
  // oxlint-disable-next-line typescript/no-namespace -- the way Express lets its types be extended
  namespace Express {
    /** What the guard notes about a request on its way in. */
    interface Locals {
      /** security-headers.ts */
      nonce: string;
      /** security-headers.ts */
      requestId: string;
      /** identify.ts: who is asking */
      address: string;
      /** body.ts: only after a POST */
      body?: Buffer<ArrayBuffer>;
      /** health.ts: the database's failures before this request */
      losses: number;
    }
  }
}

export {};
