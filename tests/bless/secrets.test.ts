import { expect, onTestFinished, test } from 'vitest';
import { blessGuide } from '../../runner/bless/bless-guide.ts';
import { Session } from '../../runner/session/session.ts';
import type { Report } from '../../src/guide/report.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../support/guides/guide-text.ts';
import { blessed } from './bless.ts';

const token = 'a1b2c3d4e5f6a7b8c9d0e1f2';

test('blessGuide: keeps a correct secret, replaces another by a type, and notes neither', async () => {
  const body = fence(
    `$ printf 'ssh://git:22@example.com/x\\none\\n'\nssh://git:22@example.com/x\ntwo\n$ echo "token: ` +
      `${token}"\ntoken: old`,
    'id=a within=0',
  );
  const { guide } = guideOf(body);
  const steps: StepResult[] = [];
  const quiet = {
    ...guide,
    steps: guide.steps.map((step) => ({
      ...step,
      commands: step.commands.map((each) => ({
        ...each,
        expectation: { ...each.expectation, mode: 'none' as const },
      })),
    })),
  };
  const session = new Session(quiet, loopbackTarget());
  onTestFinished(() => session.close());
  for (const step of quiet.steps)
    steps.push(
      await session.run(step, {
        signal: new AbortController().signal,
        listener: { commandStarted() {}, output() {}, commandEnded() {} },
      }),
    );
  const report: Report = {
    guide: 'guide',
    file: 'guide.mdx',
    title: 'T',
    target: 'none',
    versions: {},
    choices: {},
    startedAt: '',
    ms: 0,
    steps,
    leftovers: [],
  };
  const source = `---\ntitle: Guide\n---\n${body}\n`;
  const result = blessGuide(source, 'guide.mdx', [report]);
  expect(result).toMatchObject({ proposals: [], refusals: [] });
  expect(result.text).toBe(
    source.replace('\ntwo\n', '\none\n').replace('\ntoken: old\n', '\ntoken: {{any}}\n'),
  );
  expect(result.changes.map(({ text }) => text).join()).not.toContain(token);
});

test.each([
  ['docs', 'a: 1', `token: ${token}`, 'token: {{any}}'],
  [
    'docs',
    'NAME   TOKEN   READY\na      b       1',
    `NAME   VALUE                            READY\na      token=${token}   1`,
    'NAME   VALUE                            READY\na      token={{any}}                    1',
  ],
  ['regex', 'a', `password=opensesame`, 'password=.+'],
  ['json', '{"password": "a"}', '{"password": "opensesame"}', '{"password": "{{any}}"}'],
  [
    'json',
    '[{"...": "...", "value": "a"}]',
    '[{"name": "A_TOKEN", "value": "opensesame"}]',
    '[{"...": "...", "value": "{{any}}"}]',
  ],
  [
    'yaml',
    '- "...": "..."\n  value: a',
    '- name: A_TOKEN\n  value: opensesame',
    '- "...": "..."\n  value: "{{any}}"',
  ],
  ['docs', '...\nvalue: a', 'name: A_TOKEN\nvalue: opensesame', '...\nvalue: {{any}}'],
  [
    'json',
    '{"a": 1}',
    '{"a": ghp_opensesame}',
    "(The output is no JSON: Unexpected token 'g'. Use another match, or fix the command.)",
  ],
  [
    'exact',
    'a',
    'password=opensesame',
    '(The output shows a secret, which a page must not print. Print {{any}} in its place.)',
  ],
] as const)('blessOutput: %s: writes no new secret on the page', (mode, page, actual, result) => {
  expect(blessed(mode, page, actual)).toBe(result);
});
