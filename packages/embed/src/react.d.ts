// Typings for React 19: `import type {} from "@duewise/embed/react"` once, and <duewise-simulator> is known to JSX.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { DuewiseSimulator, SimulatorEvents } from "./pure.js";

type Listeners = { [Name in keyof SimulatorEvents as `on${Name}`]?: (event: SimulatorEvents[Name]) => void };

export interface DuewiseSimulatorProps
  extends Omit<DetailedHTMLProps<HTMLAttributes<DuewiseSimulator>, DuewiseSimulator>, "lang">, Listeners {
  /** The amount owed, such as "5,000" or 5000. */
  principal?: string | number;
  /** Such as "0.05%" a day, or "18%" a year for the policy "uplift". */
  rate?: string;
  /** An amount, for the policies "flat" and "per_period". */
  fee?: string | number;
  policy?: "daily" | "uplift" | "card" | "flat" | "per_period";
  /** YYYY-MM-DD. */
  due?: string;
  /** Days late, 0 to 3650. */
  days?: string | number;
  /** Days of grace, 0 to 365. */
  grace?: string | number;
  /** An ISO 4217 code. */
  currency?: string;
  /** Such as "CN", "UK", "US". */
  jurisdiction?: string;
  lender?: string;
  product?: string;
  lang?: "zh-CN" | "en";
  mode?: "simulate" | "ask";
  theme?: "auto" | "light" | "dark";
  /** "#rgb" or "#rrggbb". */
  accent?: string;
  /** "#rgb" or "#rrggbb". */
  surface?: string;
  /** Pixels, 0 to 24. */
  radius?: string | number;
  font?: "system" | "serif";
  /** The folder that holds frame.html; instead of `setBase`. */
  base?: string;
}

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "duewise-simulator": DuewiseSimulatorProps;
    }
  }
}
