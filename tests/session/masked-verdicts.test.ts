import { expect, onTestFinished, test } from 'vitest';
import { Session } from '../../runner/session/session.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';

/** Runs the only step of a guide. */
async function run(body: string): Promise<StepResult> {
  const { guide } = guideOf(body);
  const session = new Session(guide, loopbackTarget());
  onTestFinished(() => session.close());
  return session.run(guide.steps[0] as never, {
    signal: new AbortController().signal,
    listener: { commandStarted() {}, output() {}, commandEnded() {} },
  });
}

const address = 'ssh://git:22@example.com/x';
const token = 'a1b2c3d4e5f6a7b8c9d0e1f2';
const hint =
  '; Guiderail shows a secret as [redacted] but compares its real value, so print {{any}} in its place';

test.each([
  ['an address with a port in the place of a password', `$ echo ${address}\n${address}`],
  ['a token', `$ echo token: ${token}\ntoken: ${token}`],
  ['a type in the place of a token', `$ echo token: ${token}\ntoken: {{any}}`],
])(
  'Session: judges the real output, not the masked one: %s passes if the page prints it correctly',
  async (_, text) => {
    const result = await run(fence(text, 'id=a'));
    expect(result.verdict).toBe('passed');
    expect(JSON.stringify(result.commands.map(({ output }) => output))).toMatch(/\[redacted\]/);
    expect(result.commands[0]?.output).not.toContain(token);
  },
);

test('Session: a mask on a page matches no token, and the sentence says what to print instead', async () => {
  const { verdict, message, commands } = await run(
    fence(`$ echo token: ${token}\ntoken: [redacted]`, 'id=a within=0'),
  );
  expect(verdict).toBe('differs');
  expect(message).toBe(
    `output line 1: the page says "token: [redacted]" (line 6), the output says "token: [redacted]"${hint}`,
  );
  expect(commands[0]?.comparison).toEqual({
    kind: 'lines',
    lines: [{ op: 'changed', page: 'token: [redacted]', actual: 'token: [redacted]', pageLine: 6 }],
  });
});

test('Session: a secret that is not the page’s differs, and neither is shown', async () => {
  const other = 'f6a7b8c9d0e1f2a1b2c3d4e5';
  const result = await run(
    fence(
      `$ echo '{"password": "${token}", "n": 1}'\n{"password": "${other}", "n": 1}`,
      'id=a match=json within=0',
    ),
  );
  expect(result.verdict).toBe('differs');
  expect(result.commands[0]?.sentences).toEqual([
    `.password: the page says "[redacted]", the output says "[redacted]"${hint}`,
  ]);
  const shown = JSON.stringify({ ...result, commands: result.commands.map(({ text: _, ...rest }) => rest) });
  expect([shown.includes(token), shown.includes(other)]).toEqual([false, false]);
});
