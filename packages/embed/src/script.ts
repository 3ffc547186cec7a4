// The classic script of the one-line snippet. It takes the folder of the frame from its own address, so that a pinned script
// opens the frame that was pinned with it. It never throws: what it cannot do leaves the page's own words in place.
import { currentScript, document, URL } from "./platform.js";
import { defineOnce, simulator, TAG } from "./element.js";

try {
  // By the getter itself: an element named "currentScript" would hide the property.
  const address = currentScript(document)?.src;
  if (address) {
    const base = new URL(".", address).href;
    defineOnce(TAG, simulator(() => base));
  }
} catch {
  // An old browser, or a page that refuses custom elements.
}
