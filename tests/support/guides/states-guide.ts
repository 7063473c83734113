import { fence } from './guide-text.ts';

const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`);
const other = lines.map((line, at) => (at === 14 ? 'another line' : line));
const printf = (text: readonly string[]) => `$ printf '%s\\n' ${text.map((line) => `'${line}'`).join(' ')}`;
const table = (ready: string, status: string) => [
  'NAME   READY   STATUS   AGE',
  `web    ${ready}     ${status}   3s`,
];

const image = (tag: string) => `registry.example.com/teams/platform/${'nested/'.repeat(6)}web:${tag}`;
const sentence = (colour: string) =>
  `${'The light of the first crossing is off. '.repeat(6)}The light of the last crossing is ` +
  `${colour}.${' Nobody waits there.'.repeat(4)}`;

/** A page with one step for each state that a step can have. Its commands run on this machine. */
export const statesGuide = [
  ['Set a variable:', fence('$ export COLOUR=green', 'id=set')],
  ['Use it:', fence('$ echo $COLOUR\ngreen', 'id=use')],
  [
    'A table that is another:',
    fence([printf(table('0/1', 'CrashLoopBackOff')), ...table('1/1', 'Running')].join('\n'), 'id=differs'),
  ],
  ['Lines, one of which is another:', fence([printf(other), ...lines].join('\n'), 'id=lines')],
  ['A command that fails:', fence('$ echo "error: no such thing"; (exit 3)\nall is well', 'id=failed')],
  ['A command that goes on:', fence('$ echo begun; sleep 600\nbegun', 'id=running timeout=20m')],
  [
    'A table with a column more, and long cells:',
    fence(
      [
        printf(['NAME   READY   IMAGE', `web    1/1     ${image('1.2')}`]),
        'NAME   IMAGE',
        `web    ${image('1.3')}`,
      ].join('\n'),
      'id=columns',
    ),
  ],
  [
    'A long line in which one word differs:',
    fence([printf([sentence('green')]), sentence('red')].join('\n'), 'id=long'),
  ],
  [
    'An output as printed, of a command that fails, before two more:',
    fence('$ echo as printed; (exit 1)\nas printed\n$ echo second\n$ echo third', 'id=exit'),
  ],
  [
    'A command whose variable nothing sets:',
    fence('$ echo "$NOTHING_SETS_THIS"\nas printed', 'id=valueless'),
  ],
  ['One behind it:', fence('$ echo behind\nbehind', 'id=queued')],
]
  .flat()
  .join('\n\n');
