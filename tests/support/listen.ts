import http from "node:http";
import net from "node:net";

/** A TCP port that is free now. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await listen(server, 0);
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Listens on the loopback address. */
export function listen(server: net.Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

/** What came back to bytes sent as they are: fetch would mend what a hostile client does not. */
export interface RawAnswer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** Sends bytes over a socket of their own and reads until the other side has answered or hung up. */
export function sendRaw(
  port: number,
  bytes: string | Buffer,
  patienceMs = 5_000,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(bytes));
    const chunks: Buffer[] = [];
    const give = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parse(Buffer.concat(chunks)));
    };
    const timer = setTimeout(give, patienceMs);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      if (isWhole(Buffer.concat(chunks))) give();
    });
    socket.on("close", give);
    socket.on("error", (error) => {
      clearTimeout(timer);
      if (chunks.length === 0) reject(error);
    });
  });
}

function isWhole(bytes: Buffer): boolean {
  const text = bytes.toString("latin1");
  const end = text.indexOf("\r\n\r\n");
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (end < 0) return false;
  if (length !== undefined) return bytes.length >= end + 4 + Number(length);
  return text.endsWith("\r\n0\r\n\r\n");
}

function parse(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf("\r\n\r\n");
  const [statusLine = "", ...lines] = bytes
    .toString("latin1", 0, end < 0 ? bytes.length : end)
    .split("\r\n");
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const at = line.indexOf(":");
    headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  const rest = end < 0 ? Buffer.alloc(0) : bytes.subarray(end + 4);
  const body = headers["transfer-encoding"] ? joinChunks(rest) : rest;
  const status = Number(statusLine.split(" ")[1]);
  return { status, headers, body: body.toString("utf8") };
}

function joinChunks(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf("\r\n", at);
    const size =
      line < 0 ? 0 : parseInt(bytes.toString("latin1", at, line), 16);
    if (!size) return Buffer.concat(chunks);
    chunks.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
