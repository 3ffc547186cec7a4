/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly VITE_EMBED_BASE: string;
}
