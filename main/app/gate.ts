import type { IncomingMessage } from 'node:http';

/** Why a request is not even looked at: a status, and a word for the answer's body. */
export type Turned = { readonly status: 400 | 403 | 405 | 421; readonly why: string };

/**
 * The first look at every request, files and socket upgrades alike: it must have come to us (Host), from our
 * own page (Origin, Sec-Fetch-Site), in one of the two ways we speak. Undefined lets it on.
 */
export function turnAway(request: IncomingMessage, port: number): Turned | undefined {
  const { headers, method, url } = request;
  if (countOf(request, 'host') > 1 || countOf(request, 'origin') > 1)
    return { status: 400, why: 'repeatedHeader' };
  const host = headers.host ?? '';
  // A rebound name reaches this address with its own name in Host: no other name may speak with us.
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`)
    return { status: 421, why: 'foreignHost' };
  if (method !== 'GET' && method !== 'POST') return { status: 405, why: 'method' };
  if (!url?.startsWith('/')) return { status: 400, why: 'address' };
  const asks = method === 'POST' || headers.upgrade !== undefined;
  const { origin } = headers;
  if (asks ? origin !== `http://${host}` : origin !== undefined && origin !== `http://${host}`)
    return { status: 403, why: 'foreignOrigin' };
  // "none" is a person who typed or opened the address; browsers never send it for what a page asks.
  const site = headers['sec-fetch-site'];
  const fine = site === undefined || site === 'same-origin' || (site === 'none' && !asks);
  return fine ? undefined : { status: 403, why: 'foreignSite' };
}

/** Node joins or drops repeated headers; the raw list still has them. */
function countOf(request: IncomingMessage, name: string): number {
  return request.rawHeaders.filter((text, i) => i % 2 === 0 && text.toLowerCase() === name).length;
}
