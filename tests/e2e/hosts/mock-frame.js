// A frame that speaks the protocol and computes nothing. It stands for frames of other versions: `data-protocols` names what it
// speaks, `data-version` its release, `data-delay` how late it answers, `data-more` what it says besides, as JSON.
const root = document.documentElement;
const { protocols, version, delay, more } = root.dataset;
const spoken = protocols.split(" ").map(Number);
const instance = /^#i=([\w-]{16})$/.exec(location.hash)?.[1] ?? "none";
const fields = [...document.querySelectorAll("[data-setting]")];
const touched = new Set();
let port;

const keep = () => sessionStorage.setItem(instance, JSON.stringify(fields.filter((field) => touched.has(field)).map((field) => [field.id, field.value])));
for (const [id, value] of JSON.parse(sessionStorage.getItem(instance) ?? "[]")) {
  const field = document.getElementById(id);
  field.value = value;
  touched.add(field);
}

function say(message) {
  port?.postMessage(message);
}

for (const field of fields) {
  field.addEventListener("input", () => {
    touched.add(field);
    keep();
    say({ type: "change", field: field.dataset.setting });
  });
}
document.querySelector("[data-action=request]").addEventListener("click", () => say({ type: "request" }));

function hear({ data }) {
  root.dataset.heard = `${root.dataset.heard ?? ""} ${data.type}`.trim();
  if (data.type === "focus") fields[0].focus();
  if (data.type === "reset") {
    touched.clear();
    keep();
    for (const field of fields) field.value = "";
  }
  if (data.type !== "configure") return;
  root.dataset.settings = JSON.stringify({ ...JSON.parse(root.dataset.settings ?? "{}"), ...data.settings });
  for (const field of fields) {
    const value = data.settings[field.dataset.setting];
    if (typeof value === "string" && !touched.has(field)) field.value = value;
  }
  if (data.settings.lang) root.lang = data.settings.lang;
}

function accept(event) {
  if (port || !event.isTrusted || event.source !== parent || event.ports.length !== 1 || event.data?.type !== "connect") return;
  [port] = event.ports;
  port.onmessage = hear;
  const protocol = event.data.protocols.filter((each) => spoken.includes(each)).pop();
  if (!protocol) {
    document.querySelector("[data-polite]").hidden = false;
    say({ type: "error", code: "version", protocols: spoken });
    return;
  }
  const measure = () => say({ type: "resize", height: Math.ceil(document.getElementById("content").getBoundingClientRect().height) });
  const ready = () => {
    measure();
    new ResizeObserver(measure).observe(document.getElementById("content"));
    say({ type: "ready", protocol, version });
    for (const message of JSON.parse(more || "[]")) say(message);
  };
  if (Number(delay)) setTimeout(ready, Number(delay));
  else ready();
}
addEventListener("message", accept);
root.dataset.app = "ready";
