import { desk } from '#support/desk';
import { expect, test } from 'vitest';

test('an operation nobody knows is refused by name', async () => {
  const { ask } = await desk();
  expect(await ask('no.such' as never, {} as never)).toEqual({
    ok: false,
    error: { code: 'api.unknownOperation', params: { name: 'no.such' } },
  });
});
