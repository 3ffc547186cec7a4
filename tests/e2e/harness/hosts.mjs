// Other people's sites: a small server on a port of its own, hence another origin than the desk under test. It serves what a
// journey gives it, with the headers that the journey names, and keeps a list of what was asked for.
import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

const KINDS = {
  ".css": "text/css; charset=utf-8", ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".json": "application/json", ".mjs": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".wasm": "application/wasm",
};

/** A site of its own; may be called more than once. `options.name` is the host's name: another one is another site, too. */
export async function startHosts(options = {}) {
  const hosts = new Hosts(options.name ?? "127.0.0.1");
  await hosts.listen();
  return hosts;
}

class Hosts {
  constructor(name) {
    this.name = name;
    this.served = new Map();
    /** The paths that were asked for, in order. */
    this.asked = [];
    this.server = createServer((request, response) => this.answer(request, response));
  }

  async listen() {
    await new Promise((done, failed) => this.server.once("error", failed).listen(0, this.name, done));
    this.origin = `http://${this.name}:${this.server.address().port}`;
  }

  /**
   * From now on the path answers this. `body` is text, bytes, or a function of the request that gives `{status, headers, body}`,
   * at once or later. A page has no security policy unless `headers` names one. Returns the address.
   */
  page(path, body, headers = {}) {
    this.served.set(path, { body, headers });
    return this.origin + path;
  }

  /** Every file below the folder, from `path` on. Returns the address of `path`. */
  folder(path, folder, headers = {}) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath ?? entry.path, entry.name);
      this.page(path + relative(folder, file).split(sep).join("/"), readFileSync(file), headers);
    }
    return this.origin + path;
  }

  /** The path is gone: 404. */
  forget(path) {
    this.served.delete(path);
  }

  async answer(request, response) {
    const path = new URL(request.url, this.origin).pathname;
    this.asked.push(path);
    const found = this.served.get(path);
    try {
      const given = typeof found?.body === "function" ? await found.body(request) : { body: found?.body };
      const status = given.status ?? (found ? 200 : path === "/favicon.ico" ? 204 : 404);
      const kind = KINDS[extname(path)] ?? KINDS[".html"];
      response.writeHead(status, { "content-type": kind, "cache-control": "no-store", ...found?.headers, ...given.headers });
      response.end(given.body ?? "");
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(done));
  }
}
