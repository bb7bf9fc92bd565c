/** What jsdom lacks and the interface needs, and nothing of ours: every test talks with a real console. */
import { URL as NodeUrl } from 'node:url';
import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// The console's threads are started from Node's URLs, which jsdom replaces by its own kind.
Object.assign(globalThis, { URL: NodeUrl });

// A password takes a third of a second to hash, and longer where two tests share a core.
configure({ asyncUtilTimeout: 60_000 });

const nothing = () => {};

Object.assign(window, {
  matchMedia: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: nothing,
    removeEventListener: nothing,
    addListener: nothing,
    removeListener: nothing,
    dispatchEvent: () => false,
    onchange: null,
  }),
  ResizeObserver: class {
    observe = nothing;
    unobserve = nothing;
    disconnect = nothing;
  },
  scrollTo: nothing,
});
Object.assign(Element.prototype, { scrollIntoView: nothing, scrollTo: nothing });
if (!document.fonts)
  Object.assign(document, { fonts: { addEventListener: nothing, removeEventListener: nothing } });

// Tables and charts draw what fits: jsdom has no layout, so that everything is 1200 × 600.
const sizes = { offsetWidth: 1200, offsetHeight: 600, clientWidth: 1200, clientHeight: 600 };
for (const [name, value] of Object.entries(sizes))
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
const rect = { x: 0, y: 0, top: 0, left: 0, right: 1200, bottom: 600, width: 1200, height: 600 };
Element.prototype.getBoundingClientRect = () => ({ ...rect, toJSON: nothing });

afterEach(() => {
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
});
