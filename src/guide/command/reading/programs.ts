import type { Argument } from './argument.ts';
import { curlReads } from './curl.ts';
import { helmReads } from './helm.ts';
import { istioctlReads } from './istioctl.ts';
import { knownArguments } from './known-options.ts';
import { kubectlReads } from './kubectl.ts';
import { sedReads } from './sed.ts';

/** Programs that never write, whatever their arguments are. */
const harmless = new Set(
  (
    '[ : basename cat cut diff dirname echo egrep export false fgrep getent grep head host id jq ls ' +
    'nslookup ping ' +
    'printenv pwd read rev seq stat tac tail test tr true uname wc which whoami'
  ).split(' '),
);

/** Programs that only read with some arguments, each with a check of its arguments. */
const careful: Readonly<Record<string, (args: readonly Argument[]) => boolean>> = {
  base64: (args) =>
    knownArguments(args, { flags: '-D -d -i --decode --ignore-garbage', valued: '-w --wrap' })?.uncertain ===
    0,
  curl: curlReads,
  date: dateReads,
  env: envReads,
  helm: helmReads,
  hostname: (args) =>
    knownArguments(args, {
      flags: '-A -I -d -f -i -s -y --all-fqdns --domain --fqdn --ip-address --long --short',
      valued: '',
    })?.operands.length === 0,
  istioctl: istioctlReads,
  kubectl: (args) => kubectlReads(args, programReads),
  printf: ([first]) => first === undefined || (first.kind !== 'any' && !first.start.startsWith('-v')),
  sed: sedReads,
  sort: sortReads,
  uniq: uniqReads,
  yq: yqReads,
};

/** Whether a program only reads. The words are the program and its arguments. */
export function programReads([program, ...args]: readonly Argument[]): boolean {
  if (program?.kind !== 'literal') return false;
  const reads = Object.hasOwn(careful, program.start) ? careful[program.start] : undefined;
  return reads ? reads(args) : harmless.has(program.start);
}

/** Whether a variable cannot make a program write, run other programs or read other settings. */
export function isHarmlessVariable(name: string): boolean {
  return !harmful.has(name) && !/^(?:BASH_|LD_|KUBECTL_|KUBERC|HELM_|LESS)/.test(name);
}

const harmful = new Set(
  'PATH HOME IFS ENV PAGER EDITOR VISUAL SHELLOPTS BASHOPTS CURL_HOME SSLKEYLOGFILE XDG_CONFIG_HOME'.split(
    ' ',
  ),
);

function envReads(args: readonly Argument[]): boolean {
  const command = args.findIndex(
    ({ kind, start }) => kind === 'any' || kind === 'alike' || !start.includes('='),
  );
  const assigned = command < 0 ? args : args.slice(0, command);
  const areHarmless = assigned.every(
    ({ start }) => /^\w+=/.test(start) && isHarmlessVariable(start.slice(0, start.indexOf('='))),
  );
  return areHarmless && (command < 0 || programReads(args.slice(command)));
}

/** The known options do not include `-o` and `-T`, which write files, and options that run other programs. */
function sortReads(args: readonly Argument[]): boolean {
  const flags =
    '-M -R -V -b -c -C -d -f -g -h -i -m -n -r -s -u -z --check --debug --general-numeric-sort ' +
    '--human-numeric-sort --ignore-case --merge';
  const more =
    '--month-sort --numeric-sort --random-sort --reverse --stable --unique --version-sort --zero-terminated';
  const known = knownArguments(args, {
    flags: `${flags} ${more}`,
    valued: '-S -k -t --buffer-size --field-separator --key --parallel --sort',
  });
  return known?.uncertain === 0;
}

/** The second operand of uniq(1) is the file that it writes. */
function uniqReads(args: readonly Argument[]): boolean {
  const flags = '-D -c -d -i -u -z --count --ignore-case --repeated --unique --zero-terminated';
  const known = knownArguments(args, { flags, valued: '-f -s -w --check-chars --skip-chars --skip-fields' });
  return (
    known !== undefined &&
    [...known.operands, ...(known.behind ?? [])].every(
      ({ kind }, at) => at === 0 && kind !== 'alike' && kind !== 'any',
    )
  );
}

/** An operand of date(1) without `+` sets the clock. */
function dateReads(args: readonly Argument[]): boolean {
  const flags = '-I -R -u --iso-8601 --rfc-email --universal --utc';
  const known = knownArguments(args, { flags, valued: '-d -r --date --iso-8601 --reference --rfc-3339' });
  return (
    known !== undefined &&
    [...known.operands, ...(known.behind ?? [])].every(({ start }) => start.startsWith('+'))
  );
}

/** The known options do not include `-i`, which edits files, and `-s`, which writes several files. */
function yqReads(args: readonly Argument[]): boolean {
  const flags =
    '-C -M -N -P -e -j -n -r --colors --exit-status --no-colors --no-doc --null-input --prettyPrint ' +
    '--tojson --unwrapScalar';
  const known = knownArguments(args, { flags, valued: '-I -o -p --indent --input-format --output-format' });
  return known?.uncertain === 0;
}
