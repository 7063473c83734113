import { expect, test } from 'vitest';
import { withoutColours } from '../../../src/guide/text/control-sequences.ts';
import { fence } from '../../support/guides/guide-text.ts';
import { sixSteps } from '../../support/guides/six-steps.ts';
import { shownBy, typeTo } from '../../support/requests/typed-text.ts';
import { resetSession, runStep, runsOf, serveGuide, stateOf } from '../../support/servers/served-guide.ts';

test('line: runs in the shell of the session, and later pages get the terminal too', async () => {
  const client = await serveGuide(sixSteps);
  expect((await typeTo(client, 'line', 'export A=1')).status).toBe(200);
  await client.events(0, (event) => event.type === 'typed' && !event.running);
  expect(await runStep(client, 'use')).toMatchObject({ verdict: 'passed' });
  const all = await client.events(0, (event) => event.type === 'run-ended');
  expect(withoutColours(shownBy(all))).toBe('$ export A=1\r\n# step 2: use\r\n$ echo $A\r\n1\r\n');
  const middle = all.find(({ type }) => type === 'terminal')?.seq ?? 0;
  const later = await client.events(middle, (event) => event.type === 'run-ended');
  expect(shownBy(all).endsWith(shownBy(later))).toBe(true);
  expect(shownBy(later)).not.toContain('export');
});

test('line: runs wait for it; another line is refused, and so are keys when nothing runs', async () => {
  const client = await serveGuide(sixSteps);
  expect(await (await typeTo(client, 'input', 'x')).json()).toEqual({
    code: 'not-runnable',
    message: 'No command runs at this moment.',
  });
  await typeTo(client, 'line', 'read -r answer; echo "got $answer"');
  const refused = await typeTo(client, 'line', 'echo second');
  expect([refused.status, await refused.json()]).toEqual([
    409,
    { code: 'busy', message: expect.stringContaining('was not run') },
  ]);
  const [last] = await runsOf(await client.run('last'));
  const state = await stateOf(client);
  expect([state.runs.map((each) => each.state), state.typing]).toEqual([['queued'], ['x/g']]);
  await client.events(0, (event) => event.type === 'terminal' && event.text.includes('read -r'));
  await typeTo(client, 'input', 'it\n');
  expect(await client.ended(last?.run ?? '')).toMatchObject({ verdict: 'passed' });
  expect(shownBy(await client.events(0, (event) => event.type === 'run-ended'))).toContain('got it\r\n');
});

test('line: refused while a step runs, or if it is unfinished; keys and input reach the step', async () => {
  const client = await serveGuide(fence('$ touch x; read -r a; read -r b; echo "$a $b"\none two', 'id=ask'));
  expect(await (await typeTo(client, 'line', 'cat <<END')).json()).toMatchObject({ code: 'unfinished' });
  const [ask] = await runsOf(await client.run('ask'));
  await client.events(0, (event) => event.type === 'input-awaited');
  expect(await (await typeTo(client, 'line', 'echo no')).json()).toMatchObject({
    code: 'busy',
    message: 'Step 1 is under way. The line was not run.',
  });
  await typeTo(client, 'input', 'one\n');
  expect((await client.call(`/api/runs/${ask?.run}/input`, { method: 'POST', body: 'two\n' })).status).toBe(
    200,
  );
  expect(await client.ended(ask?.run ?? '')).toMatchObject({ verdict: 'passed' });
});

test('input-awaited: says that a command hides typed text, and no typed text is kept', async () => {
  const client = await serveGuide(
    fence('$ touch x; read -r a; read -rs b; echo "${#a} ${#b}"\n6 13', 'id=ask'),
  );
  const [ask] = await runsOf(await client.run('ask'));
  await client.events(0, (event) => event.type === 'input-awaited' && !('hidden' in event));
  await typeTo(client, 'input', 'reader\n');
  await client.events(0, (event) => event.type === 'input-awaited' && 'hidden' in event);
  await typeTo(client, 'input', 'open-sesame-1\n');
  expect(await client.ended(ask?.run ?? '')).toMatchObject({ verdict: 'passed' });
  const kept =
    JSON.stringify(await client.events(0, (event) => event.type === 'run-ended')) +
    (await (await client.call('/api/state')).text());
  expect(kept).not.toContain('open-sesame-1');
});

test('typed: says when a typed command begins and stops hiding typed text', async () => {
  const client = await serveGuide(sixSteps);
  await typeTo(client, 'line', 'read -rs -p "say " a; echo; read -r b; echo "${#a} $b"');
  await client.events(0, (event) => event.type === 'typed' && 'hidden' in event);
  await typeTo(client, 'input', 'open-sesame-2\n');
  await client.events(0, (event) => event.type === 'typed' && event.running && !('hidden' in event));
  await typeTo(client, 'input', 'seen\n');
  const events = await client.events(0, (event) => event.type === 'typed' && !event.running);
  expect(shownBy(events)).toContain('say \r\nseen\r\n13 seen\r\n');
  expect(JSON.stringify(events)).not.toContain('open-sesame-2');
});

test('reset: ends a typed command and forgets the terminal', async () => {
  const client = await serveGuide(sixSteps);
  await typeTo(client, 'line', 'sleep 1000');
  await client.events(0, (event) => event.type === 'terminal');
  expect((await resetSession(client)).status).toBe(200);
  const after = await client.events(0, (event) => event.type === 'session' && event.state.state === 'none');
  expect(shownBy(after)).toBe('');
});
