import { expect, test } from 'vitest';
import { parseGuide } from '../../../src/guide/parse-guide.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { sixSteps } from '../../support/guides/six-steps.ts';
import { typeTo } from '../../support/requests/typed-text.ts';
import { runStep, runsOf, serveGuide, stateOf } from '../../support/servers/served-guide.ts';

test('stale: stale steps are sent, run again by to-here, and follow the text of the page', async () => {
  const bodyOf = (printed: string) =>
    [
      fence('$ export A=1', 'id=set'),
      fence('$ echo $A\n1', 'id=use'),
      fence(`$ echo one\n${printed}`, 'id=other'),
    ].join('\n\n');
  const client = await serveGuide(bodyOf('one'));
  for (const id of ['set', 'use', 'other', 'set']) {
    expect(await runStep(client, id)).toMatchObject({ verdict: 'passed' });
  }
  const staleOf = async () => (await stateOf(client)).stale['x/g'];
  expect(await staleOf()).toEqual({ use: 'It needs set, which ran again since.' });
  const seen = await client.events(0, (event) => event.type === 'stale');
  expect(seen.find(({ type }) => type === 'stale')).toMatchObject({
    guide: 'x/g',
    steps: { use: expect.stringContaining('set') },
  });
  expect((await runsOf(await client.run('other', { mode: 'to-here' }))).map(({ step }) => step)).toEqual([
    'use',
    'other',
  ]);
  const parse = (text: string) =>
    parseGuide(`---\ntitle: T\n---\n${bodyOf(text)}\n`, { file: client.file, name: 'x/g' }).guide;
  await client.events(0, (event) => event.type === 'stale' && Object.keys(event.steps).length === 0);
  client.server.runs.replaceGuides([parse('two')]);
  expect(await staleOf()).toEqual({ other: 'Its text changed since it ran.' });
  client.server.runs.replaceGuides([parse('one')]);
  expect(await staleOf()).toEqual({});
});

test('replaceGuides: an added guide runs; a removed one is refused until it is back', async () => {
  const client = await serveGuide(sixSteps);
  const parse = (name: string) =>
    parseGuide(`---\ntitle: T\n---\n${sixSteps}\n`, { file: client.file, name }).guide;
  await runStep(client, 'set');
  client.server.runs.replaceGuides([parse('x/added')]);
  expect(await runStep(client, 'set', { guide: 'x/added' })).toMatchObject({ verdict: 'passed' });

  const refusal = {
    code: 'unknown-guide',
    message: 'There is no guide x/g. If it was renamed or removed, reload the page.',
  };
  const refused = await client.run('use');
  expect([refused.status, await refused.json()]).toEqual([404, refusal]);
  expect(await (await typeTo(client, 'line', 'true')).json()).toEqual(refusal);

  client.server.runs.replaceGuides([parse('x/g'), parse('x/added')]);
  expect(await runStep(client, 'use')).toMatchObject({ verdict: 'passed' });
});
