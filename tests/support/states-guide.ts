import { fence } from './guide-text.ts';

const lines = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`);
const other = lines.map((line, at) => (at === 14 ? 'another line' : line));
const printf = (text: readonly string[]) => `$ printf '%s\\n' ${text.map((line) => `'${line}'`).join(' ')}`;
const table = (ready: string, status: string) => ['NAME   READY   STATUS   AGE', `web    ${ready}     ${status}   3s`];

/** A page with a step for each state: what its commands print says which. They run on this machine. */
export const statesGuide = [
  ['Set a variable:', fence('$ export COLOUR=green', 'id=set')],
  ['Use it:', fence('$ echo $COLOUR\ngreen', 'id=use')],
  ['A table that is another:', fence([printf(table('0/1', 'CrashLoopBackOff')), ...table('1/1', 'Running')].join('\n'), 'id=differs')],
  ['Lines, one of which is another:', fence([printf(other), ...lines].join('\n'), 'id=lines')],
  ['A command that fails:', fence('$ echo "error: no such thing"; (exit 3)\nall is well', 'id=failed')],
  ['A command that goes on:', fence('$ echo begun; sleep 600\nbegun', 'id=running timeout=20m')],
  ['One behind it:', fence('$ echo behind\nbehind', 'id=queued')],
]
  .flat()
  .join('\n\n');
