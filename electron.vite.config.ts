import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import postcssPresetMantine from 'postcss-preset-mantine';

export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: {
          index: 'main/app/desktop-main.ts',
          worker: 'main/jobs/worker.ts',
          hasher: 'main/app/hasher.ts',
          replay: 'main/jobs/replay-thread.ts',
        },
      },
    },
  },
  preload: {
    build: {
      // A sandboxed preload is one CommonJS file.
      rollupOptions: {
        input: { index: 'preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    css: { postcss: { plugins: [postcssPresetMantine()] } },
    build: {
      minify: true,
      cssMinify: true,
      // Nothing inline: the content policy takes fonts and scripts only from files of their own.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
      rollupOptions: { input: 'renderer/index.html' },
    },
  },
});
