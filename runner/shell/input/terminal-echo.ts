import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { processStat } from '../../kernel/process-stat.ts';
import { sttyTimeoutMs } from '../../limits.ts';

const run = promisify(execFile);

/** The facts that show, together with the terminal's settings, whether its program hides typed text. */
export interface TypingFacts {
  /** Process number of the terminal's first process. */
  readonly leader: number;
  /** Whether we set the terminal to echo: we do for a typed command, not for a step. */
  readonly echoes: boolean;
  /** The last, unfinished line of the output. */
  readonly prompt: string;
}

/**
 * Whether a program hides typed text. If we set the terminal to echo, the program hides text by turning
 * `echo` off. If we did not, `echo` is off anyway; then `read -s` also turns `echok` off, getpass(3) turns
 * `isig` off, and other programs show it only by their prompt. If a program turns line mode off (`-icanon`),
 * it draws typed text itself or reads single keys.
 */
export async function isInputHidden({ leader, echoes, prompt }: TypingFacts): Promise<boolean> {
  const settings = await settingsOf(leader);
  if (settings.has('echo')) return false;
  if (settings.has('-echok')) return true;
  if (!settings.has('icanon')) return false;
  return echoes || settings.has('-isig') || secretPrompt.test(prompt);
}

/** The end of a prompt for a password: a word for a secret, little more, and `:`, `?` or `>`. */
const secretPrompt =
  /(?:pass(?:word| ?phrase|code)?|secret|token|api key|private key|\bPIN|\bOTP|(?:verification|one-time) code)\b[^\n]{0,80}[:?>] *$/i;

/** The words of `stty -a`; only `echo` if the terminal has closed. */
async function settingsOf(leader: number): Promise<ReadonlySet<string>> {
  try {
    const { stdout } = await run('stty', ['-F', terminalOf(leader), '-a'], {
      timeout: sttyTimeoutMs,
      env: { ...process.env, LC_ALL: 'C' },
    });
    return new Set(stdout.split(/[\s;]+/));
  } catch {
    return new Set(['echo']);
  }
}

/**
 * The terminal's file, from its device number. Unix98 terminals have the major numbers 136 to 143 (Linux,
 * admin-guide/devices). Throws if the process has ended.
 */
function terminalOf(leader: number): string {
  const stat = processStat(leader);
  if (!stat) throw new Error(`The process ${leader} has ended.`);
  const device = stat.terminal;
  const [major, minor] = [(device >> 8) & 0xfff, (device & 0xff) | ((device >> 12) & 0xfff00)];
  return `/dev/pts/${((major - 136) << 8) | minor}`;
}
