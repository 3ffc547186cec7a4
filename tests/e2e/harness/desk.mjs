// The desk under test: the release binary on a free port.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Starts it, with more arguments if a journey has some, and waits for the line that names its address. */
export async function startDesk(...more) {
  const program = process.env.DUEWISE_DESK;
  const dist = process.env.DUEWISE_DIST;
  if (!program || !dist) throw new Error("run this by `cargo xtask e2e`: it names the desk and dist/");
  const child = spawn(program, ["--dist", dist, "--port", "0", ...more], { stdio: ["ignore", "pipe", "inherit"] });
  const origin = await new Promise((done, failed) => {
    child.once("error", failed);
    child.once("exit", (code) => failed(new Error(`the desk ended with ${code}`)));
    createInterface({ input: child.stdout }).once("line", (line) => {
      const found = /http:\/\/\S+:\d+/.exec(line);
      if (found) done(found[0]);
      else failed(new Error(`the desk said: ${line}`));
    });
  });
  child.removeAllListeners("exit");
  return { origin, stop: () => child.kill("SIGTERM") };
}
