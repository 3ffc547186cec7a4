import type {} from "@duewise/embed/react";
import type { DuewiseSimulator, State } from "@duewise/embed/pure";
import { useRef, useState } from "react";

export function Page() {
  const simulator = useRef<DuewiseSimulator>(null);
  const [principal, setPrincipal] = useState(1200);
  const [dark, setDark] = useState(false);
  const [state, setState] = useState<State>("idle");
  const [seen, setSeen] = useState<string[]>([]);
  const note = (line: string) => setSeen((before) => [...before, line]);
  return (
    <main>
      <h1>What a late payment costs</h1>
      <button id="double" onClick={() => setPrincipal((before) => before * 2)}>Twice as much</button>
      <button id="dark" onClick={() => setDark((before) => !before)}>Dark or light</button>
      <button id="again" onClick={() => simulator.current?.reload()}>Load again</button>
      <duewise-simulator
        ref={simulator}
        principal={principal}
        policy="daily"
        lang="en"
        mode="ask"
        theme={dark ? "dark" : "light"}
        onduewise-ready={(event) => {
          setState(simulator.current?.state ?? "idle");
          note(`ready ${event.detail.version}`);
        }}
        onduewise-change={(event) => note(`change ${JSON.stringify(event.detail)}`)}
        onduewise-error={(event) => note(`error ${event.detail.code} ${event.detail.setting ?? ""}`)}
      >
        <p>Ask the office what a late payment costs.</p>
      </duewise-simulator>
      <p id="state">{state}</p>
      <ol id="seen">{seen.map((line, at) => <li key={at}>{line}</li>)}</ol>
    </main>
  );
}
