import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { setBase } from "@duewise/embed";
import { Page } from "./Page";

// Where the frame is: your own copy of the site, or the one that you agreed to use.
setBase(import.meta.env.VITE_EMBED_BASE);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
