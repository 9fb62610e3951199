import { z } from "zod";

export const emailInput = z.email({ error: "email" }).max(254);

/** Long enough to matter, short enough to hash; no rules of composition. */
export const passwordInput = z.string().min(10).max(256);

export const SignInInput = z.strictObject({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(256),
  next: z.string().max(2000).optional(),
});
