import type { StepResult } from '../../../src/guide/result.ts';

export interface Trick {
  readonly name: string;
  /** One command or several commands. Each is a step. */
  readonly does: string | readonly string[];
  /** Exit status of the last command, or its verdict if it has no exit status. Default: 0. */
  readonly comes?: number | StepResult['verdict'];
  /** The step may also be interrupted: a shell without a terminal may end before it gets one again. */
  readonly orInterrupted?: true;
  /** Output of the next step, if the trick is meant to change it. */
  readonly next?: string;
  /** Verdict of a later step that fails. After `set -e` the failure ends the shell. */
  readonly failing?: StepResult['verdict'];
}

/** Prints the mark with which bash reports that a command has passed. */
const forge = (mark: string) => `printf '\\e]7771;%s 0 himBHs\\a\\n' "${mark}" >/dev/tty`;

/** Everything that a command can read of its shell without a debugger. */
const everything =
  '{ set; declare -f; history; fc -l; jobs -l; trap -p; caller; cat /proc/$$/cmdline /proc/$$/environ; ' +
  `find "\${BASH_SOURCE%/*}" -type f -exec cat {} +; } 2>/dev/null`;

const marksIn = (source: string) => `$(${source} | grep -aoE '[0-9a-f]{32}' | sort -u)`;

/**
 * The tricks that a step may play on its shell, so that a failed step passes or that the next steps suffer.
 */
export const tricks: readonly Trick[] = [
  // Standard input.
  { name: 'reads a line that is never typed', does: ': >x; read -r -t 0.2 line', comes: 142 },
  { name: 'reads all of an input that never ends', does: 'cat', comes: 'timed-out' },
  { name: 'reads what bash reads, in the background', does: 'cat <&0 & sleep 0.1; kill $!' },
  { name: 'takes its input from nowhere for good', does: 'exec </dev/null' },
  { name: 'takes an input that never ends for good', does: 'exec </dev/zero; (exit 5)', comes: 5 },
  {
    name: 'leaves a program behind that reads the terminal',
    does: 'cat </dev/tty >taken & cat </dev/tty >>taken & sleep 0.1',
  },
  {
    name: 'leaves a loop behind that reads the terminal',
    does: 'while :; do read -r line </dev/tty; done & sleep 0.1',
  },
  {
    name: 'leaves a program behind that reads the terminal as its input',
    does: '{ cat >taken & } <&0; (cat <&0 >taken) & sleep 0.1',
  },
  // Descriptors.
  { name: 'closes its output', does: 'exec 1>&-; (exit 4)', comes: 4 },
  { name: 'closes its errors', does: 'exec 2>&-' },
  { name: 'closes its input', does: 'exec 0<&-' },
  { name: 'closes 3 to 20', does: `for n in {3..20}; do eval "exec $n>&-"; done 2>/dev/null` },
  {
    name: 'closes all there are',
    does: `for n in $(ls /proc/$$/fd); do eval "exec $n>&-"; done 2>/dev/null; (exit 6)`,
    comes: 6,
    orInterrupted: true,
  },
  { name: 'sends its output to a file for good', does: 'exec >/dev/null 2>&1; echo unseen' },
  { name: 'keeps a descriptor', does: ['exec 3>kept', 'echo on >&3; cat kept; [ "$(cat kept)" = on ]'] },
  // Forged marks of an end.
  {
    name: 'forges an end with the mark of a variable',
    does: `${forge('${__guiderail_mark-}')}; false`,
    comes: 1,
  },
  { name: 'forges an end with a guessed mark', does: `${forge('0'.repeat(32))}; false`, comes: 1 },
  {
    name: 'forges an end with everything it can read',
    does: `for mark in ${marksIn(everything)}; do ${forge('$mark')}; done; (exit 9)`,
    comes: 9,
  },
  {
    name: 'has bash write down what it reads, and forges from that',
    does: [
      'set -v -o history; exec 2>seen',
      'true',
      `for mark in ${marksIn(`{ cat seen; ${everything}; }`)}; do ${forge('$mark')}; done; (exit 9)`,
    ],
    comes: 9,
  },
  {
    name: 'forges an end from a trap',
    does:
      `trap 'for mark in $(grep -oE "[0-9a-f]{32}" <<<"$BASH_COMMAND"); do ` +
      `${forge('$mark').replaceAll("'", '"')}; done' DEBUG; (exit 8)`,
    comes: 8,
  },
  {
    name: 'forges the interrupt of its run',
    does: `${forge('run ${__guiderail_run-}')}; ${forge('${__guiderail_run-}')}; sleep 0.3`,
  },
  {
    name: 'forges the interrupts of forty runs',
    does: `for n in {1..40}; do ${forge('run $n')}; done; sleep 0.3; A=kept; (exit 2)`,
    comes: 2,
  },
  { name: 'interrupts itself', does: 'kill -INT $$; sleep 5', comes: 'interrupted' },
  {
    name: 'prints marks of others',
    does:
      "printf '\\e]7771;\\a\\e]7771;x\\n\\a\\e]7771;run 1 0 himBHs\\a\\n\\e]7771;%s 0 \\a\\n' " +
      `${'f'.repeat(32)}; false`,
    comes: 1,
  },
  // Options.
  { name: 'set -e', does: 'set -e', failing: 'interrupted' },
  { name: 'set -e, then fails', does: 'set -e; false', comes: 'interrupted' },
  { name: 'set -u', does: 'set -u; unset A' },
  { name: 'set -u, then uses what is unset', does: `set -u; unset A; eval 'echo $A'`, comes: 1 },
  { name: 'set -x', does: 'set -x; (exit 3)', comes: 3, next: '++ echo on\non\n' },
  { name: 'set -x with a prompt of its own', does: `PS4='[$LINENO] '; set -x`, next: '[[1] echo on\non\n' },
  { name: 'set -v', does: 'set -v' },
  { name: 'set -o posix', does: 'set -o posix; (exit 3)', comes: 3 },
  { name: 'set -afCkT', does: 'set -afCkT; (exit 3)', comes: 3 },
  { name: 'set -t', does: 'set -t; (exit 3)', comes: 3 },
  {
    name: 'takes each option that changes how words are read',
    does: 'shopt -s failglob nullglob nocasematch nocaseglob extglob dotglob lastpipe',
  },
  // Traps.
  { name: 'trap EXIT', does: `trap 'echo bye' EXIT; (exit 3)`, comes: 3 },
  { name: 'trap EXIT, then exits', does: `trap 'exit 0' EXIT; exit 3`, comes: 'interrupted' },
  { name: 'trap ERR', does: `trap 'true' ERR; (exit 3)`, comes: 3 },
  { name: 'trap DEBUG', does: `trap 'echo debug' DEBUG; (exit 3)`, comes: 3, next: 'debug\non\n' },
  {
    name: 'trap DEBUG that skips every command',
    does: `shopt -s extdebug; trap 'false' DEBUG`,
    comes: 'timed-out',
  },
  { name: 'trap RETURN', does: `trap 'true' RETURN; (exit 3)`, comes: 3 },
  { name: 'ignores signals', does: `trap '' INT TERM HUP QUIT TSTP; (exit 3)`, comes: 3 },
  // Names with another meaning.
  {
    name: 'functions in the place of builtins',
    does:
      'for f in printf read local return exec eval set unset shopt source . : echo test [ true declare; ' +
      'do builtin eval "function $f { builtin return 0; }"; done; builtin unset -f echo',
  },
  { name: 'a function in the place of builtin', does: 'builtin() { return 0; }; (exit 3)', comes: 3 },
  {
    name: 'functions in the place of builtin, unset and enable',
    does: 'builtin() { :; }; unset() { :; }; enable() { :; }; command() { :; }; (exit 3)',
    comes: 3,
  },
  { name: 'no dot', does: 'enable -n .; (exit 3)', comes: 3 },
  {
    name: 'none of the builtins that the runner needs',
    does: 'enable -n . read printf exec set shopt return unset; (exit 3)',
    comes: 3,
  },
  { name: 'no builtin at all', does: 'enable -n builtin printf; (exit 3)', comes: 3 },
  { name: 'functions in the place of ours', does: '__guiderail_end() { :; }', comes: 1 },
  {
    name: 'unsets ours',
    does:
      'unset -f __guiderail_begin __guiderail_end __guiderail_finish __guiderail_prompt 2>/dev/null; ' +
      '(exit 3)',
    comes: 3,
  },
  {
    name: 'aliases of all that the runner says',
    does:
      "alias builtin=false .='echo dot' {='echo brace' }=false '__guiderail_begin=false' " +
      "'__guiderail_end=false'",
  },
  { name: 'an alias lives on', does: [`alias greet='echo hello'`, 'greet | grep -q hello'] },
  // Variables and prompts.
  { name: 'IFS of every digit', does: 'IFS=0123456789abcdef; (exit 3)', comes: 3 },
  {
    name: 'prompts',
    does: `PS1='$(echo one)$ ' PS2=two PS0=zero PROMPT_COMMAND='echo prompt'; (exit 3)`,
    comes: 3,
  },
  { name: 'a row of prompt commands', does: `PROMPT_COMMAND=('echo first' 'echo second')` },
  {
    name: 'unsets everything',
    does:
      'for v in $(compgen -v); do unset "$v"; done 2>/dev/null; unset -f $(compgen -A function) ' +
      '2>/dev/null; (exit 3)',
    comes: 3,
  },
  { name: 'a shell that logs out when idle', does: 'TMOUT=1' },
  { name: 'no path', does: 'PATH=; HOME=; PWD=; LC_ALL=x; (exit 3)', comes: 3 },
  { name: 'a folder that is gone', does: 'mkdir gone && cd gone && rmdir ../gone' },
  // The terminal.
  { name: 'stty raw', does: 'stty raw; (exit 3)', comes: 3 },
  { name: 'stty raw echo', does: 'stty raw echo; (exit 3)', comes: 3 },
  { name: 'stty echo', does: 'stty echo' },
  { name: 'stty -icanon', does: 'stty -icanon min 1' },
  { name: 'stty -opost', does: 'stty -opost' },
  { name: 'stty with a stop key', does: `stty ixon; (exit 3)`, comes: 3 },
  {
    name: 'leaves the terminal on its second screen, in another character set',
    does: `printf '\\e[?1049h\\e(0\\e[8m'`,
  },
  // Ends of shells.
  { name: 'exit 3', does: 'exit 3', comes: 'interrupted' },
  { name: 'exec false', does: 'exec false', comes: 'interrupted' },
  { name: 'goes on in the background', does: '(exec >/dev/null; sleep 0.2; echo late) & true' },
];
