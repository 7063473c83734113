import { expect, test } from 'vitest';
import { Sanitiser } from '../../runner/output/sanitise.ts';

const esc = '\u001b';

test.each([
  ['text and colours are kept', `a${esc}[31;1mred${esc}[0m`, `a${esc}[31;1mred${esc}[0m`],
  ['line ends of a terminal become line feeds', 'a\r\nb\r\r\nc\r\n', 'a\nb\nc\n'],
  ['an overwritten line becomes a separate line', '10%\r50%\r100%\n', '10%\n50%\n100%\n'],
  ['a return at the start of a line is dropped', 'a\n\rb', 'a\nb'],
  ['cursor movement, erasing and modes are dropped', `${esc}[2J${esc}[1;1H${esc}[?25la${esc}[Kb`, 'ab'],
  [
    'titles and hyperlinks are dropped',
    `${esc}]0;title\u0007a${esc}]8;;http://x${esc}\\link${esc}]8;;${esc}\\`,
    'alink',
  ],
  ['device control strings are dropped', `${esc}Pq#0${esc}\\x`, 'x'],
  ['character sets and keypad modes are dropped', `${esc}(B${esc}=${esc}>x`, 'x'],
  ['bells, NULs and C1 controls go, tabs are kept', 'a\u0007\u0000\u0085b\tc', 'ab\tc'],
  ['colon-separated colours are kept', `${esc}[38:2:1:2:3mx`, `${esc}[38:2:1:2:3mx`],
  ['private uses of m are dropped', `${esc}[>4;2mx`, 'x'],
])('Sanitiser: %s, however the bytes are cut', (_, raw, clean) => {
  for (const size of [raw.length, 1, 2, 3]) {
    const sanitiser = new Sanitiser();
    let kept = '';
    for (let at = 0; at < raw.length; at += size) kept += sanitiser.push(raw.slice(at, at + size));
    expect(kept).toBe(clean);
  }
});
