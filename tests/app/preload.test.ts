import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { CHANNELS, type SwitchyardBridge } from '#contract/wire';
import { ensureBuilt } from '#tools/build';
import { beforeAll, expect, test, vi } from 'vitest';

let code = '';
beforeAll(async () => {
  const { out } = await ensureBuilt();
  code = readFileSync(join(out, 'preload/index.cjs'), 'utf8');
}, 120_000);

type Listener = (event: unknown, ...args: unknown[]) => void;

/** Runs the compiled preload as Electron's sandbox does: CommonJS, and nothing to require but `electron`. */
function runPreload() {
  const exposed = new Map<string, unknown>();
  const listeners = new Map<string, Set<Listener>>();
  const invoke = vi.fn<(channel: string, call: unknown) => Promise<unknown>>(async () => ({
    ok: true,
    value: 1,
  }));
  const electron = {
    contextBridge: { exposeInMainWorld: (key: string, api: unknown) => void exposed.set(key, api) },
    ipcRenderer: {
      invoke,
      on: (channel: string, hear: Listener) => {
        listeners.set(channel, (listeners.get(channel) ?? new Set()).add(hear));
      },
      removeListener: (channel: string, hear: Listener) => listeners.get(channel)?.delete(hear),
    },
  };
  const require = (name: string) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload may not require ${name}`);
    return electron;
  };
  vm.runInNewContext(code, { require, module: { exports: {} }, exports: {} });
  return { exposed, listeners, invoke };
}

test('the page gets one frozen object with two functions, and nothing of Electron', () => {
  const { exposed } = runPreload();
  expect([...exposed.keys()]).toEqual(['switchyard']);
  const bridge = exposed.get('switchyard') as SwitchyardBridge;
  expect(Object.keys(bridge)).toEqual(['call', 'on']);
  expect(Object.isFrozen(bridge)).toBe(true);
});

test('a call goes over the one channel, whatever its name', async () => {
  const { exposed, invoke } = runPreload();
  const bridge = exposed.get('switchyard') as SwitchyardBridge;
  expect(await bridge.call('jobs.list', { limit: 1 })).toEqual({ ok: true, value: 1 });
  await bridge.call('shell:open', {});
  expect(invoke.mock.calls.map(([channel, call]) => [channel, { ...(call as object) }])).toEqual([
    [CHANNELS.call, { name: 'jobs.list', input: { limit: 1 } }],
    [CHANNELS.call, { name: 'shell:open', input: {} }],
  ]);
});

test('a hearer gets the data of an event without the event object, until it stops', () => {
  const { exposed, listeners } = runPreload();
  const bridge = exposed.get('switchyard') as SwitchyardBridge;
  const hear = vi.fn<(...args: unknown[]) => void>();
  const stop = bridge.on(hear);
  const tell = () => {
    for (const listener of listeners.get(CHANNELS.event) ?? [])
      listener({ sender: 'electron' }, { type: 'changed', operation: 'x' }, 'more');
  };
  tell();
  stop();
  tell();
  expect(hear.mock.calls).toEqual([[{ type: 'changed', operation: 'x' }]]);
  expect(listeners.get(CHANNELS.event)?.size).toBe(0);
});
