import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { isInputHidden } from '../../runner/shell/input/terminal-echo.ts';
import { Shell } from '../../runner/shell/shell.ts';
import { temporaryFolder } from '../support/guides/temporary-folder.ts';

let shell: Shell;

afterEach(async () => shell.close());

/** Whether a command that reads the terminal hides typed text: first as a step, then as a typed command. */
async function isHidden(text: string, prompt: string): Promise<boolean[]> {
  const folder = temporaryFolder();
  const env = { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' };
  shell = await Shell.start({ folder: join(folder, 'shell'), cwd: folder, env, enter: [] });
  const answers: boolean[] = [];
  for (const echo of [false, true]) {
    const controller = new AbortController();
    // Wait for the prompt, because programs change the terminal before they print it.
    let printed = '';
    const running = shell.execute(text, {
      signal: controller.signal,
      echo,
      onText: (more) => (printed += more),
    });
    await expect.poll(() => shell.reads && printed.includes(prompt)).toBe(true);
    answers.push(await isInputHidden({ leader: shell.leader, echoes: echo, prompt }));
    controller.abort();
    await running;
  }
  return answers;
}

test.each([
  ['read -rs answer', ''],
  ['read -rsp "Say it " answer', 'Say it '],
  ['read -rs -n 4 answer', ''],
  // Programs that turn off only the echo. A step's terminal never echoes, so only the prompt shows it.
  ['stty -echo; printf "Password: "; cat >/dev/null', 'Password: '],
  ['stty -echo; printf "Enter passphrase for key a: "; cat >/dev/null', 'Enter passphrase for key a: '],
  // The settings of getpass(3) of the C library.
  ['stty -echo -isig; cat >/dev/null', ''],
])('isInputHidden: %s hides typed text, as a step and as a typed command', async (text, prompt) => {
  expect(await isHidden(text, prompt)).toEqual([true, true]);
});

test.each([
  ['read -r answer', ''],
  ['read -rp "Name: " answer', 'Name: '],
  ['read -r -n 1 answer', ''],
  ['cat', ''],
])('isInputHidden: %s shows typed text', async (text, prompt) => {
  expect(await isHidden(text, prompt)).toEqual([false, false]);
});
