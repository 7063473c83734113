import { expect, onTestFinished, test } from 'vitest';
import { SessionScreen } from '../../runner/output/session-screen.ts';

const esc = '\u001b';
const remark = `${esc}[90m# done${esc}[0m\r\n`;

/** The text that the screen shows after `output`, when it gets a remark on a line of its own. */
function shownAfter(output: string): string {
  let shown = '';
  const screen = new SessionScreen({ secrets: ['the-known-secret'], onText: (text) => (shown += text) });
  onTestFinished(() => screen.close());
  screen.output(output);
  screen.remark('done');
  screen.ended();
  return shown;
}

test.each([
  ['a finished line', 'a\r\n', 'a\r\n'],
  ['an unfinished line', 'a', `a${esc}[0m${esc}[?25h\r\n`],
  ['a line feed and `tput sgr0`, which draw nothing more', `a\r\n${esc}(B${esc}[m`, `a\r\n${esc}(B${esc}[m`],
  ['the second screen, which is left open', `a\r\n${esc}[?1049hb`, `a\r\n${esc}[?1049hb${esc}[?1049l`],
  ['a masked secret', 'the-known-secret\r\n', '[redacted]\r\n'],
])('SessionScreen: after %s, a remark begins a line', (_, output, shown) => {
  expect(shownAfter(output)).toBe(`${shown}${remark}`);
});
