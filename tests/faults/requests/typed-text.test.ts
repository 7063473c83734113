import { expect, test } from 'vitest';
import { fence } from '../../support/guides/guide-text.ts';
import { runStep, runsOf, serveGuide } from '../../support/servers/served-guide.ts';

const body = [
  fence('$ sleep 30', 'id=asleep timeout=2s'),
  fence('$ sleep 60', 'id=deaf'),
  fence('$ echo on\non', 'id=next'),
].join('\n\n');
const sixtyKilobytes = 'a line of text\n'.repeat(4000);

test('input: while 60 kB stay unread, the server answers and the timeout still ends the step', async () => {
  const client = await serveGuide(body);
  const [asleep] = await runsOf(await client.run('asleep'));
  await client.events(0, (event) => event.type === 'command-started');
  const input = client.call(`/api/runs/${asleep?.run}/input`, { method: 'POST', body: sixtyKilobytes });
  expect((await input).status).toBe(200);
  expect((await client.call('/api/health')).status).toBe(200);
  expect(await client.ended(asleep?.run ?? '')).toMatchObject({ verdict: 'timed-out' });
  expect(await runStep(client, 'next')).toMatchObject({ verdict: 'passed' });
});

test('input: more than the queue holds is refused, and Ctrl-C still interrupts', async () => {
  const client = await serveGuide(body);
  const [deaf] = await runsOf(await client.run('deaf'));
  await client.events(0, (event) => event.type === 'command-started');
  const type = (text: string) => client.call(`/api/runs/${deaf?.run}/input`, { method: 'POST', body: text });
  const answers: Response[] = [];
  for (let request = 0; request < 5; request += 1) answers.push(await type(sixtyKilobytes));
  const refused = answers.find(({ status }) => status !== 200);
  expect([refused?.status, await refused?.json()]).toEqual([
    409,
    { code: 'input-full', message: expect.stringContaining('was not sent') },
  ]);
  expect((await type('\u0003')).status).toBe(200);
  expect(await client.ended(deaf?.run ?? '')).toMatchObject({ verdict: 'cancelled' });
});
