import { expect, test } from 'vitest';
import { ScreenSanitiser } from '../../runner/output/sanitise-screen.ts';

const esc = '\u001b';

test.each([
  [
    'text, colours and line ends are kept',
    `a\r\n${esc}[31;1mred${esc}[0m\tb\b`,
    `a\r\n${esc}[31;1mred${esc}[0m\tb\b`,
  ],
  [
    'moving, erasing and scrolling are kept',
    `${esc}[2J${esc}[1;1H${esc}[K${esc}[3A${esc}[2;20r${esc}M`,
    `${esc}[2J${esc}[1;1H${esc}[K${esc}[3A${esc}[2;20r${esc}M`,
  ],
  [
    'the second screen of editors is kept',
    `${esc}7${esc}[?1049h${esc}[?25l${esc}(0q${esc}(B${esc}[?1049l`,
    `${esc}7${esc}[?1049h${esc}[?25l${esc}(0q${esc}(B${esc}[?1049l`,
  ],
  [
    'the clipboard, titles and links are dropped',
    `${esc}]52;c;aGk=\u0007${esc}]0;t${esc}\\a${esc}]8;;javascript:x\u0007b${esc}]8;;\u0007`,
    'ab',
  ],
  [
    'questions that a terminal answers by typing are dropped',
    `${esc}[c${esc}[>c${esc}[6n${esc}[5n${esc}[?6n${esc}[18t${esc}[x${esc}Z${esc}P$q"p${esc}\\`,
    '',
  ],
  [
    'mouse and focus reports are dropped, also among other modes',
    `${esc}[?1000h${esc}[?1003;25;1006h${esc}[?1004h`,
    `${esc}[?25h`,
  ],
  [
    'window operations, resets and printing are dropped',
    `${esc}[8;1;1t${esc}c${esc}[!p${esc}[5i${esc}[2 q`,
    '',
  ],
  ['sequences with very large numbers are dropped', `${esc}[99999999b${esc}[12345A${esc}[3b`, `${esc}[3b`],
  ['a sequence inside a sequence does not hide one', `${esc}[3${esc}[6n${esc}${esc}]52;c;x\u0007y`, 'y'],
  ['bells and C1 controls are dropped', 'a\u0007\u009b6nb\u000e', 'a6nb'],
])('ScreenSanitiser: %s, however the bytes are cut', (_, raw, clean) => {
  for (const size of [raw.length, 1, 2, 3]) {
    const sanitiser = new ScreenSanitiser();
    let kept = '';
    for (let at = 0; at < raw.length; at += size) kept += sanitiser.push(raw.slice(at, at + size));
    expect(kept).toBe(clean);
  }
});
