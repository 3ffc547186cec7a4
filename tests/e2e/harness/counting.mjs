// A road to the desk that counts: every answer passes through it as it is, after a while if one is named, and is noted with its
// size on the wire.
import { createServer, request as ask } from "node:http";

/** `options.delay` in milliseconds. Gives the origin, what passed (`path`, `status`, `bytes`, `at`), and `stop`. */
export async function startCounting(desk, { delay = 0 } = {}) {
  const passed = [];
  const target = new URL(desk);
  const server = createServer((request, response) => {
    const onward = ask({ host: target.hostname, port: target.port, path: request.url, method: request.method, headers: { ...request.headers, host: target.host } }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => setTimeout(() => {
        const body = Buffer.concat(pieces);
        passed.push({ path: request.url, status: answer.statusCode, bytes: body.length, at: Date.now() });
        response.writeHead(answer.statusCode, answer.headers);
        response.end(body);
      }, delay));
    });
    onward.on("error", () => response.writeHead(502).end());
    request.pipe(onward);
  });
  await new Promise((done, failed) => server.once("error", failed).listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    passed,
    stop: () => { server.closeAllConnections(); server.close(); },
  };
}
