import { expect, onTestFinished, test } from 'vitest';
import { Session } from '../../../runner/session/session.ts';
import type { StepResult } from '../../../src/guide/result.ts';
import { loopbackTarget } from '../../support/clusters/loopback-target.ts';
import { fence, guideOf } from '../../support/guides/guide-text.ts';
import { temporaryFolder } from '../../support/guides/temporary-folder.ts';
import { figure } from '../../support/measure/figure.ts';
import { leavesNothing } from '../../support/measure/leaves-nothing.ts';
import { type Trick, tricks } from './tricks.ts';

const atOnce = 6;

/** Plays the trick in a new session. Then runs two steps, which the trick must not change. */
async function playTrick({ does }: Trick): Promise<unknown> {
  const last = [does].flat().length;
  const steps = [does].flat().map((each, at) => fence(`$ ${each}`, `id=trick-${at + 1} timeout=2s`));
  const body = [
    ...steps,
    fence('$ echo on', 'id=next timeout=30s'),
    fence('$ (exit 7)', 'id=failing timeout=30s'),
  ].join('\n\n');
  const { guide, problems } = guideOf(body, `${temporaryFolder()}/guide.mdx`);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const session = new Session(guide, loopbackTarget());
  onTestFinished(() => session.close());
  const results: StepResult[] = [];
  const listener = { commandStarted() {}, output() {}, commandEnded() {} };
  for (const step of guide.steps) {
    results.push(await session.run(step, { signal: new AbortController().signal, listener }));
    // The shell logs out only after it was idle.
    if (step.commands[0]?.text.startsWith('TMOUT')) await new Promise((resolve) => setTimeout(resolve, 1300));
  }
  const [trick, after, failed] = results.slice(last - 1);
  const outcomeOf = ({ verdict, commands: [command] }: StepResult) => command?.exit ?? verdict;
  return {
    trick: trick && outcomeOf(trick),
    next: after?.verdict,
    output: after?.commands[0]?.output,
    failing: failed?.verdict,
    exit: failed?.commands[0]?.exit,
  };
}

test('shell: no trick makes a step pass wrongly or disturbs the next steps', async ({ task }) => {
  leavesNothing();
  const outcomes = new Map<string, unknown>();
  const waiting = [...tricks];
  const work = async () => {
    for (let trick = waiting.shift(); trick; trick = waiting.shift())
      outcomes.set(trick.name, await playTrick(trick));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const { name, comes = 0, orInterrupted, next = 'on\n', failing = 'failed' } of tricks) {
    expect.soft(outcomes.get(name), name).toEqual({
      trick: expect.toBeOneOf([comes, ...(orInterrupted ? ['interrupted'] : [])]),
      next: 'passed',
      output: next,
      failing,
      exit: failing === 'failed' ? 7 : undefined,
    });
  }
  const known = tricks.filter(({ comes = 0 }) => typeof comes === 'number').length;
  figure(
    task,
    `${tricks.length} tricks: ${known} with their own exit status, ${tricks.length - known} ` +
      'interrupted or timed out; 2 unchanged steps after each',
  );
});
