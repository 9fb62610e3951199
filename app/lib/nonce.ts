import { createContext, useContext } from "react";

/** The nonce that lets this answer's scripts run; empty in the browser, where it is not needed any more. */
export const NonceContext = createContext("");

export function useNonce(): string | undefined {
  return useContext(NonceContext) || undefined;
}
