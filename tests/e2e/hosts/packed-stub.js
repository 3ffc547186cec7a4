// Stands in for the program of a package: it asks the script for the platform what ours asks it, and nothing else.
export default async function start({ module_or_path: wasm }) {
  await WebAssembly.compile(wasm);
  const { title } = JSON.parse(window.duewisePacked.content);
  const scorm = window.duewiseScorm;
  const app = document.querySelector("#app");
  const answers = scorm.state() ? JSON.parse(scorm.state()).answers : [];
  const add = (name, text, data = {}) => Object.assign(app.appendChild(document.createElement(name)), { textContent: text, ...data });
  const shown = () => { app.querySelector("#answers").textContent = answers.join(""); };
  const answer = (mark) => {
    answers.push(mark);
    shown();
    const score = answers.filter((each) => each === "对").length;
    app.querySelector("#taken").textContent = String(scorm.report({ score, max: 4, done: answers.length >= 4, state: JSON.stringify({ answers, more: window.more ?? "" }) }));
  };
  add("h1", title);
  add("p", "", { id: "answers" });
  add("p", "", { id: "taken" });
  add("p", String(scorm.available), { id: "available" });
  for (const mark of ["对", "错"]) add("button", mark, { id: mark === "对" ? "right" : "wrong", onclick: () => answer(mark) });
  add("button", "break", { id: "break", onclick: () => dispatchEvent(new Event("duewise:panic")) });
  shown();
  document.documentElement.dataset.app = "ready";
}
