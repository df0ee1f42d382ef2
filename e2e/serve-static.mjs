// @ts-check
/**
 * A plain static host for the checks: one folder under one path, on loopback, on a port that is free. It adds no header
 * that a plain host would not send, so what works here works anywhere.
 */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

/** @type {Readonly<Record<string, string>>} */
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * @typedef {object} StaticServer
 * @property {string} address of the folder, with a slash at its end
 * @property {(path: string, body: string) => void} replace answers this instead of the file, as a later version would
 * @property {() => Promise<void>} close ends open connections too
 */

/**
 * @param {string} folder
 * @param {{ path?: string, port?: number }} [options] path begins and ends with a slash
 * @returns {Promise<StaticServer>}
 */
export const serveStatic = (folder, { path = '/', port = 0 } = {}) => {
  /** @type {Map<string, string>} */
  const replaced = new Map();
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(new URL(request.url ?? '/', 'http://loopback').pathname);
    const inside = asked.startsWith(path) ? asked.slice(path.length) || 'index.html' : null;
    const file = inside === null ? null : normalize(join(folder, inside));
    if (inside === null || file === null || !file.startsWith(folder + sep)) {
      response.writeHead(404).end();
      return;
    }
    /** @type {Record<string, string>} */
    const headers = { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-cache' };
    const body = replaced.get(inside);
    if (body !== undefined) {
      response.writeHead(200, headers).end(body);
      return;
    }
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, headers);
    // A page may ask to its last moment, when a check has removed its folder already.
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new Error('The server has no port');
      resolve({
        address: `http://127.0.0.1:${bound.port}${path}`,
        replace: (name, text) => void replaced.set(name, text),
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            server.closeAllConnections();
          }),
      });
    });
  });
};
