import { connect } from 'node:net';

/** What came back over one socket: status 0 when the connection was closed without an answer. */
export type RawAnswer = { status: number; headers: Map<string, string>; head: string; body: string };

/** Sends exactly these bytes to 127.0.0.1, as no well-behaved client would, and reads until the socket closes. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write(bytes));
    const timer = setTimeout(() => socket.destroy(), 5000);
    socket.on('data', (piece) => pieces.push(piece));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A server that refuses while we are still sending may reset the connection.
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(parseAnswer(Buffer.concat(pieces).toString('utf8')));
    });
  });
}

function parseAnswer(text: string): RawAnswer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = new Map(
    lines.map((line) => {
      const at = line.indexOf(':');
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const;
    }),
  );
  return { status: Number(first.split(' ')[1] ?? 0), headers, head, body: rest.join('\r\n\r\n') };
}

/** The text of one request. A header given as an array is sent once for each value; null is left out. */
export function requestText(
  line: string,
  headers: Readonly<Record<string, string | readonly string[] | null>>,
  body = '',
): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    (value === null ? [] : typeof value === 'string' ? [value] : value).map((one) => `${name}: ${one}`),
  );
  return `${[`${line} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${body}`;
}
