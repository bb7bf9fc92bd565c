import '#bridge/no-eval';
import '@fontsource-variable/noto-sans-sc';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './tokens.css';
import { browserClient } from '#bridge/browser-client';
import { connect } from '#bridge/client';
import type { SwitchyardBridge } from '#contract/wire';
import { createRoot } from 'react-dom/client';
import { HashRouter } from 'react-router';
import { Root } from './root.tsx';

declare global {
  interface Window {
    /** The desktop's preload puts it there; a browser tab has none. */
    readonly switchyard?: SwitchyardBridge;
  }
}

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
// Read by the library that keeps the page from scrolling behind a dialog, for its generated style.
Object.assign(window, { __webpack_nonce__: nonce });

connect(window.switchyard ?? (await browserClient()));

const place = document.getElementById('root');
if (place)
  createRoot(place).render(
    <HashRouter>
      <Root nonce={nonce} />
    </HashRouter>,
  );
