import type { JobContext } from "~/lib/context.ts";
export async function sendMail(
  _job: JobContext,
  _mailId: string,
): Promise<void> {}
