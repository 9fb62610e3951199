/** A failure the operator can act on. Its message is one clear sentence, shown without a stack trace. */
export class StartupError extends Error {
  override name = "StartupError";
}
