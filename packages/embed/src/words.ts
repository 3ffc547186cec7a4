// The few words that the element itself says; all others are in the frame.

export type Language = "zh-CN" | "en";

/** The name of the frame for a screen reader. */
export const TITLE: Record<Language, string> = {
  "zh-CN": "逾期费试算 · 明账 Duewise",
  en: "Late-fee simulator · Duewise",
};

/** The link that stands where the frame cannot, unless the page brings its own words. */
export const LINK: Record<Language, string> = {
  "zh-CN": "在明账网站上打开逾期费试算",
  en: "Open the late-fee simulator on the Duewise site",
};
