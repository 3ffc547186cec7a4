// One Chromium, fresh contexts. Every page is watched: an error on the console, an uncaught error, a request to another
// origin or a refusal by the content security policy fails the journey, unless it said that it expects it.
import { chromium } from "playwright-core";

export const ARGUMENTS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--lang=zh-CN",
];
export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 900 };
/** The day on which every journey takes place, unless it says otherwise: noon in Shanghai. */
export const TODAY = "2026-11-23";

export const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";

export function launch() {
  return chromium.launch({ executablePath, args: ARGUMENTS, chromiumSandbox: false });
}

export function contextOptions(options = {}) {
  return {
    viewport: options.viewport ?? PHONE,
    locale: options.locale ?? "zh-CN",
    timezoneId: options.timezone ?? "Asia/Shanghai",
    colorScheme: options.dark ? "dark" : "light",
    reducedMotion: "reduce",
    acceptDownloads: true,
    serviceWorkers: "block",
    deviceScaleFactor: options.scale ?? 1,
    ...(options.javaScript === false ? { javaScriptEnabled: false } : {}),
  };
}

/** Collects what must not happen. `expected` are patterns of lines that may. */
export class Watch {
  constructor(origin) {
    this.origins = [origin];
    this.lines = [];
    this.expected = [];
  }

  page(page) {
    page.on("pageerror", (error) => this.lines.push(`page error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error") this.lines.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on("crash", () => this.lines.push("the page crashed"));
    page.on("request", (request) => {
      const url = request.url();
      const ours = this.origins.some((origin) => url === origin || url.startsWith(`${origin}/`));
      if (!ours && !/^(data|blob|about):/.test(url)) this.lines.push(`off-origin request: ${url}`);
    });
    return page;
  }

  /** Requests to these origins are what the journey is about. */
  allow(...origins) {
    this.origins.push(...origins);
  }

  expect(...patterns) {
    this.expected.push(...patterns);
  }

  check() {
    const bad = this.lines.filter((line) => !this.expected.some((pattern) => pattern.test(line)));
    if (bad.length) throw new Error(`${bad.length} things went wrong on the page:\n${bad.slice(0, 8).join("\n")}`);
  }
}
