import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Session } from '../../runner/session/session.ts';
import { parseGuide } from '../../src/guide/parse-guide.ts';
import type { StepResult } from '../../src/guide/result.ts';
import { withoutControlSequences } from '../../src/guide/text/control-sequences.ts';
import { loopbackTarget } from '../support/clusters/loopback-target.ts';
import { fence } from '../support/guides/guide-text.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

interface Opened {
  readonly session: Session;
  /** The text that the terminal has shown, without colours. */
  screen(): string;
  /** Resolves once the terminal shows `text`. */
  shows(text: string): Promise<void>;
  type(text: string): Promise<void>;
  run(id: string, options?: { checkOnly?: boolean; onInputAwaited?: () => void }): Promise<StepResult>;
}

function open(body: string): Opened {
  const file = join(temporaryFolder(), 'guide.mdx');
  writeFileSync(file, '');
  const { guide, problems } = parseGuide(`---\ntitle: T\n---\n${body}\n`, { file, name: 'guide' });
  expect(problems).toEqual([]);
  let shown = '';
  const waiting = new Set<() => void>();
  const session = new Session(guide, loopbackTarget(), {
    onScreen: (text) => {
      shown += text;
      for (const look of waiting) look();
    },
  });
  onTestFinished(() => session.close());
  const { signal } = new AbortController();
  const screen = () => withoutControlSequences(shown).replaceAll('\r', '');
  return {
    session,
    screen,
    shows: (text) =>
      new Promise((resolve) => {
        const look = () => {
          if (!screen().includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    type: (text) => session.type(text, signal),
    run: (id, { checkOnly = false, onInputAwaited = () => {} } = {}) => {
      const step = guide.steps.find((each) => each.id === id);
      if (!step) throw new Error(id);
      const listener = { commandStarted() {}, output() {}, commandEnded() {}, inputAwaited: onInputAwaited };
      return session.run(step, { signal, listener, checkOnly });
    },
  };
}

test('Session: a typed line runs in the shell of the steps; the screen shows both in order', async () => {
  const { type, run, screen } = open(
    [
      fence('$ cd /; B=of-a-step', 'id=go'),
      fence('$ pwd; echo "$A"; false || printf no-end', 'id=look match=none'),
    ].join('\n\n'),
  );
  await type('export A=typed');
  await run('go');
  await type('pwd; echo "$B" >&2');
  expect(await run('look')).toMatchObject({ verdict: 'passed', commands: [{ output: '/\ntyped\nno-end' }] });
  await type('if true; then\n  echo on\nfi');
  expect(screen()).toBe(
    [
      '$ export A=typed',
      '# step 1: go',
      '$ cd /; B=of-a-step',
      '$ pwd; echo "$B" >&2',
      '/',
      'of-a-step',
      '# step 2: look',
      '$ pwd; echo "$A"; false || printf no-end',
      '/',
      'typed',
      'no-end',
      '$ if true; then',
      '>   echo on',
      '> fi',
      'on',
      '',
    ].join('\n'),
  );
});

test('Session: text for a typed command is echoed, but no password and no text for a step', async () => {
  const { type, run, shows, screen, session } = open(
    fence('$ touch x; read -r answer; echo "got $answer"\ngot it', 'id=ask'),
  );
  const asking = type(
    'read -r -p "name? " name; read -r -s -p "password? " password; echo; echo "$name and ${#password}"',
  );
  await shows('\nname? ');
  session.write('reader\n');
  await shows('\npassword? ');
  session.write('hidden!\n');
  await asking;
  expect(screen()).toContain('name? reader\npassword? \nreader and 7\n');
  expect(screen()).not.toContain('hidden');
  const step = run('ask');
  await shows('$ touch x');
  session.write('it\n');
  expect(await step).toMatchObject({ verdict: 'passed', commands: [{ output: 'got it\n' }] });
});

test('Session: a raw and echoing terminal of a typed command does not affect the next step', async () => {
  const { type, run, screen } = open(fence('$ stty -a | grep -o -- "-echo "; echo on\n-echo\non', 'id=step'));
  await type('stty raw echo; printf "\\033[?1049h"');
  expect(await run('step')).toMatchObject({ verdict: 'passed' });
  expect(screen()).not.toContain('guiderail');
});

test('Session: Ctrl-C ends a typed command; a step that it ends is cancelled, not run again', async () => {
  const { type, run, shows, session } = open(
    fence('$ echo asked; read -r answer\nasked\nnever', 'id=step within=30s'),
  );
  // Bash may lose an interrupt between two commands, but a running program does not.
  const typed = type('A=kept; sh -c "echo begun; exec sleep 60"; echo never');
  await shows('\nbegun');
  session.write('\u0003');
  await typed;
  const step = run('step');
  await shows('\nasked');
  session.write('\u0003');
  expect(await step).toMatchObject({ verdict: 'cancelled', commands: [{ attempts: 1 }] });
  await type('echo "still $A"');
  await shows('still kept');
});

test('Session: masks secrets in typed lines and in their output, and cuts no colour', async () => {
  const { type, screen } = open(fence('$ true', 'id=a'));
  await type(
    'echo the-secret-of-this"-target"; echo the-secret-of-this-target; printf "\\033]52;c;aGk=\\007e"',
  );
  expect(screen()).toBe(
    '$ echo the-secret-of-this"-target"; echo [redacted]; printf "\\033]52;c;aGk=\\007e"\n[redacted]\n' +
      '[redacted]\ne',
  );
});

test('Session: a command that is silent and reads the terminal awaits input', async () => {
  const { run, session } = open(fence('$ touch x; read -r answer; echo "$answer"\nyes', 'id=ask'));
  const step = new Promise<StepResult>((resolve) => {
    void run('ask', { onInputAwaited: () => session.write('yes\n') }).then(resolve);
  });
  expect(await step).toMatchObject({ verdict: 'passed' });
});

test('Session: variables set in the terminal replace the steps that would set them', async () => {
  const { type, run } = open([fence('$ export A=1', 'id=set'), fence('$ echo $A\n2', 'id=use')].join('\n\n'));
  expect(await run('use')).toMatchObject({ verdict: 'skipped' });
  await type('export A=2');
  expect(await run('use')).toMatchObject({ verdict: 'passed' });
});

test('Session: check only runs reading commands, whatever the step needs, and counts as passed', async () => {
  const body = [
    fence('$ touch made', 'id=setup role=setup'),
    fence('$ touch never\n$ ls made\nmade', 'id=look within=0'),
    fence('$ ls', 'id=last needs=look match=none'),
  ];
  const { type, run, session } = open(body.join('\n\n'));
  expect(await run('look', { checkOnly: true })).toMatchObject({ verdict: 'failed', checked: true });
  await type('touch made');
  const checked = await run('look', { checkOnly: true });
  expect(checked).toMatchObject({ verdict: 'passed', checked: true });
  expect(checked.commands.map(({ text }) => text)).toEqual(['ls made']);
  expect([session.touched, [...session.passed]]).toEqual([false, ['look']]);
  expect(await run('last')).toMatchObject({ verdict: 'passed', commands: [{ output: 'made\n' }] });
});

test('Session: reports a shell that a typed line ended, and replaces it', async () => {
  const { type, shows } = open(fence('$ true', 'id=a'));
  await type('exit');
  await type('echo again');
  await shows('\nagain');
});
