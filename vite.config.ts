import { vitePlugin as remix } from "@remix-run/dev";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    tailwindcss(),
    remix({
      // Single fetch and lazy route discovery stay off: their decoders have unfixed holes on this line of Remix.
      future: {
        v3_fetcherPersist: true,
        v3_relativeSplatPath: true,
        v3_throwAbortReason: true,
        v3_routeConfig: true,
      },
    }),
  ],
  resolve: {
    alias: {
      "~": import.meta.dirname + "/app",
      db: import.meta.dirname + "/db",
    },
  },
  build: { assetsInlineLimit: 0 },
  clearScreen: false,
});
