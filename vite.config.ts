import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page: one bundle for the desktop app (app://) and for browsers (served by a host). */
export default defineConfig({
  root: "renderer",
  base: "./", // works from any address
  plugins: [react()],
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: ["chrome120", "firefox125", "safari17"],
    // The content security policy lets in no data: fonts, and a script must be a file.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: true,
  },
});
