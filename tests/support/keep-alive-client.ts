import http from "node:http";

/** An answer as it came, headers included. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** all of it, headers and body, as one text */
  readonly text: string;
}

export interface Question {
  readonly method?: "GET" | "HEAD" | "POST";
  /** as it goes over the wire, whatever URL parsers would make of it */
  readonly path: string;
  readonly cookie?: string;
  /** a form, sent from our own origin */
  readonly body?: string;
  readonly userAgent?: string;
}

/** Asks one server over few connections that stay open. */
export function keepAliveClient(origin: string, connections: number) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  const { hostname, port } = new URL(origin);
  const ask = (question: Question) =>
    new Promise<Answer>((resolve, reject) => {
      const { method = "GET", path, body } = question;
      const headers = headersOf(question, origin);
      http
        .request({ agent, hostname, port, method, path, headers }, (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => void chunks.push(chunk));
          answer.on("error", reject);
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers,
              text: `${answer.rawHeaders.join("\n")}\n${Buffer.concat(chunks).toString("utf8")}`,
            }),
          );
        })
        .on("error", reject)
        .end(body);
    });
  return { ask, close: () => agent.destroy() };
}

function headersOf(question: Question, origin: string) {
  const { cookie, body, userAgent } = question;
  return {
    ...(cookie === undefined ? {} : { Cookie: cookie }),
    ...(userAgent === undefined ? {} : { "User-Agent": userAgent }),
    ...(body === undefined
      ? {}
      : {
          Origin: origin,
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": Buffer.byteLength(body),
        }),
  };
}

/** Does something for each item, few at a time, in order of beginning. */
export async function forEachOf<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
