// Importing this defines <duewise-simulator>; `setBase` says where the frame is. On a server it does nothing.
import { define } from "./pure.js";

export * from "./pure.js";

if (typeof customElements !== "undefined") define();
