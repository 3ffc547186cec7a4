// Reports to a learning platform by SCORM 1.2: how far the learner is, the score, the time, and what is needed to go on
// later. Where there is no platform everything works the same, and the page says that nothing was reported.
//
// The page sees one object, `window.duewiseScorm`:
//   available                             whether a platform listens
//   state()                               what was kept when the learner left; "" at first
//   report({ score, max, done, state })   points, points that can be had, whether all is done, what to keep (a text);
//                                         says whether the platform took it
(() => {
  "use strict";
  const LEVELS = 10; // how many windows up the platform may be
  const MOST_KEPT = 4096; // characters of `cmi.suspend_data`
  const KEY = `duewise-scorm ${location.pathname}`;
  const FINISHED = ["passed", "completed", "failed"];
  const root = document.documentElement;

  // ── The platform ──────────────────────────────────────────────────────────────────────────────────────────────
  // A window of another origin refuses to be looked into, and an element or a frame may be called `API` as well.
  const apiOf = (place) => {
    try { return typeof place.API?.LMSInitialize === "function" ? place.API : null; } catch { return null; }
  };
  const read = (place, name) => { try { return place?.[name] ?? null; } catch { return null; } };
  const upFrom = (place) => {
    for (let level = 0; place && level <= LEVELS; level += 1) {
      const found = apiOf(place);
      const parent = read(place, "parent");
      if (found || parent === place) return found;
      place = parent;
    }
    return null;
  };
  const api = upFrom(window) ?? upFrom(read(window, "opener")) ?? upFrom(read(read(window, "top"), "opener"));

  // Some platforms answer true instead of "true"; one that throws has refused.
  const call = (name, ...given) => { try { return String(api[name](...given) ?? ""); } catch { return ""; } };
  const get = (element) => call("LMSGetValue", element);
  const set = (element, value) => call("LMSSetValue", element, String(value)) === "true";

  let open = api !== null && call("LMSInitialize", "") === "true";
  // In a review or a preview the platform records nothing, so nothing is sent.
  const watching = open && ["review", "browse"].includes(get("cmi.core.lesson_mode"));
  const before = open ? get("cmi.core.lesson_status") : "";
  const mastery = open ? get("cmi.student_data.mastery_score") : "";
  let finished = FINISHED.includes(before);

  // ── What is kept ──────────────────────────────────────────────────────────────────────────────────────────────
  // The standard allows ASCII only.
  const packed = (text) => text.replace(/[^\x20-\x7e]|%/g, (sign) => `%u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
  const unpacked = (text) => text.replace(/%u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16)));
  // Without a platform, the answers outlive a reload but not the tab: others may use this device too.
  const near = (act) => { try { return act(sessionStorage); } catch { return null; } };
  let state = open ? unpacked(get("cmi.suspend_data")) : near((kept) => kept.getItem(KEY)) ?? "";
  const keep = (text) => {
    state = text;
    if (!open) { near((kept) => kept.setItem(KEY, text)); return true; }
    const short = packed(text);
    return short.length <= MOST_KEPT && set("cmi.suspend_data", short);
  };

  // ── What the page says about it ───────────────────────────────────────────────────────────────────────────────
  const say = (name) => {
    root.dataset.scorm = name;
    for (const note of document.querySelectorAll("[data-note]")) note.hidden = note.dataset.note !== name;
  };

  // ── Reporting ─────────────────────────────────────────────────────────────────────────────────────────────────
  const time = () => {
    const seconds = performance.now() / 1000;
    const two = (number) => String(Math.floor(number)).padStart(2, "0");
    return `${String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, "0")}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
  };
  const leave = () => {
    set("cmi.core.session_time", time());
    set("cmi.core.exit", finished ? "" : "suspend");
    return call("LMSCommit", "") === "true";
  };
  const statusOf = (raw) => {
    if (raw === null || mastery === "" || Number.isNaN(Number(mastery))) return "completed";
    return raw >= Number(mastery) ? "passed" : "failed";
  };
  // A score is sent only with the end: platforms judge any score by the pass mark, also that of work half done.
  const result = (score, max, done) => {
    if (!done) return finished || set("cmi.core.lesson_status", "incomplete"); // what was finished stays finished
    const share = Number(score) / Number(max);
    const raw = Number(max) > 0 && Number.isFinite(share) ? Math.round(Math.min(1, Math.max(0, share)) * 10000) / 100 : null;
    finished = true;
    set("cmi.core.score.min", 0); // the bounds are optional: not every platform has them
    set("cmi.core.score.max", 100);
    return (raw === null || set("cmi.core.score.raw", raw)) && set("cmi.core.lesson_status", statusOf(raw));
  };
  let last = null;
  const report = (given) => {
    last = { ...given };
    const { score, max, done, state: text } = last;
    const kept = typeof text !== "string" || watching || keep(text);
    if (watching && typeof text === "string") state = text;
    if (!open || watching) return false;
    const taken = result(score, max, Boolean(done));
    const sent = leave() && taken;
    say(!sent ? "lost" : kept || done ? "open" : "unkept");
    return sent;
  };

  // ── Leaving ───────────────────────────────────────────────────────────────────────────────────────────────────
  let over = false;
  addEventListener("pagehide", () => {
    if (!open || over) return;
    over = true;
    if (!watching) leave();
    call("LMSFinish", "");
    open = false;
  });
  // A page that comes back from the browser's memory has ended its session: it begins a new one.
  addEventListener("pageshow", (event) => { if (event.persisted && over) location.reload(); });
  // A phone may end a page in the background without a word.
  document.addEventListener("visibilitychange", () => { if (document.hidden && open && !watching) leave(); });

  document.addEventListener("click", (event) => {
    if (last && event.target.closest?.('[data-action="report-again"]')) report(last);
  });
  const first = () => {
    if (!open) return say("alone"); // there is none, or it would not begin
    if (watching) return say("watching");
    say("open");
    if (!finished) { set("cmi.core.lesson_status", "incomplete"); call("LMSCommit", ""); }
  };
  first();
  window.duewiseScorm = { report, state: () => state, get available() { return open && !watching; } };
})();
