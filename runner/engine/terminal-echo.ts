import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What tells whether what is typed now is meant to be seen. */
export interface Typing {
  /** Process number of the terminal's first process. */
  readonly leader: number;
  /** Whether the terminal was set to echo, as it is for a typed command; for a step's it is not. */
  readonly echoes: boolean;
  /** The unfinished line that the command has printed last. */
  readonly prompt: string;
}

/**
 * Whether a program hides what is typed to it. Where the terminal was set to echo, it turned that off. Where it does not echo anyway, what
 * else a program turns off with it tells: `echok` (`read -s`), `isig` (getpass(3)); the others turn off nothing that was on, and only their
 * prompt is left. In a terminal without lines (`-icanon`) a program draws what is typed itself, or reads single keys.
 */
export async function isInputHidden({ leader, echoes, prompt }: Typing): Promise<boolean> {
  const settings = await settingsOf(leader);
  if (settings.has('echo')) return false;
  if (settings.has('-echok')) return true;
  if (!settings.has('icanon')) return false;
  return echoes || settings.has('-isig') || secretPrompt.test(prompt);
}

/** As prompts for passwords end: the word, little more, and a colon, a question mark or an angle. */
const secretPrompt = /(?:pass(?:word| ?phrase|code)?|secret|token|api key|private key|\bPIN|\bOTP|(?:verification|one-time) code)\b[^\n]{0,80}[:?>] *$/i;

/** The words of `stty -a`; none where the terminal is gone. */
async function settingsOf(leader: number): Promise<ReadonlySet<string>> {
  try {
    const { stdout } = await run('stty', ['-F', terminalOf(leader), '-a'], { timeout: longestAnswerMs, env: { ...process.env, LC_ALL: 'C' } });
    return new Set(stdout.split(/[\s;]+/));
  } catch {
    return new Set(['echo']);
  }
}

const longestAnswerMs = 2000;

/** By its device number, field 7 of /proc/PID/stat (proc(5)); Unix98 terminals have the major numbers 136 to 143. */
function terminalOf(leader: number): string {
  const stat = readFileSync(`/proc/${leader}/stat`, 'utf8');
  const device = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[4]);
  const [major, minor] = [(device >> 8) & 0xfff, (device & 0xff) | ((device >> 12) & 0xfff00)];
  return `/dev/pts/${((major - 136) << 8) | minor}`;
}
