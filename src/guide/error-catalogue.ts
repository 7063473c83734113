/**
 * What a code stands for, whatever the message says of the case at hand. Markdown; commands in code spans.
 */
export interface CatalogueEntry {
  /** A heading. */
  readonly title: string;
  /** What happened, and why. */
  readonly why: string;
  /** What to do. */
  readonly next: string;
}

/** Faults of a guide: `check` names file and line, and nothing runs. Exit status 2. */
const guideErrors = {
  'mdx-syntax': {
    title: 'The page is not valid MDX',
    why:
      'MDX reads `<` and `{` in prose as the beginning of a component or an expression, and this one ' +
      'does not end or is not one.',
    next: 'Put the text into a code span, or write `\\<` and `\\{`.',
  },
  'page-text': {
    title: 'The page is not UTF-8',
    why:
      'The file has another encoding, or a command in it has bytes that are no UTF-8. Such a command ' +
      'would run as another one than the file has.',
    next: 'Save the file as UTF-8.',
  },
  'front-matter': {
    title: 'The front matter has a mistake',
    why:
      'The lines between the two `---` are YAML with `title`, `description` and `guide`. Something in ' +
      'them is missing, is not known, or has another form.',
    next: 'Correct the key that the message names.',
  },
  'lost-step': {
    title: 'A step would be lost',
    why:
      'A part of the page looks like a step, but Markdown does not read it as one: its fence has another ' +
      'language, has no end, or ends too early. The step would not run, and nobody would notice.',
    next:
      'The message names the line and what to write. A fence that only looks like a step, such as an ' +
      'example, begins and ends with four backticks.',
  },
  'text-before-prompt': {
    title: 'There is text before the first prompt',
    why:
      'A `console` fence is a terminal transcript: what is printed belongs to the command above it, and ' +
      'here is none.',
    next: 'Begin the fence with `$ ` and a command, or use another language for a fence that is not a step.',
  },
  'no-command': {
    title: 'There is no command',
    why: 'The fence is empty, or nothing comes after `$ `.',
    next: 'Write a command, or delete the fence.',
  },
  'unfinished-command': {
    title: 'The command does not end',
    why:
      'bash would go on reading: a here-document without its last line, an open quote, a `do` without ' +
      '`done`.',
    next: 'Add what the message says is missing.',
  },
  'invalid-command': {
    title: 'bash would not run the command',
    why: 'The command is not valid bash, so that it could only fail.',
    next: 'Try it in a terminal and print what works.',
  },
  'deep-command': {
    title: 'A command is nested too deeply',
    why:
      'Brackets, quotes and substitutions are nested hundreds of levels deep. Guiderail cannot tell what ' +
      'such a command does.',
    next: 'Split it into several commands, or put it into a script in `GUIDE.files/`.',
  },
  'guide-files': {
    title: 'A file beside the guide cannot be copied',
    why:
      'Each session works in a copy of `GUIDE.files/`, so that no step changes the originals. Guiderail ' +
      'copies only files and folders, and follows only links that stay in that folder.',
    next: 'The message names the file and says what to do. Mostly, replace the link by a copy of the file.',
  },
  'missing-reference': {
    title: 'A file that the page names is missing',
    why:
      'The page shows a picture or imports a file, and there is no file with that path, so the site ' +
      'cannot be built.',
    next: 'Correct the path, or put the file there.',
  },
  'page-name': {
    title: 'A page cannot have that name',
    why:
      'The name of the file becomes the page’s address. Some characters have another meaning in ' +
      'addresses, some addresses belong to the site itself, and two pages cannot share one.',
    next: 'Rename the file.',
  },
  'page-build': {
    title: 'The page cannot be built',
    why:
      'An expression or a component of the page ends in an error, or a file that it imports or shows is ' +
      'not there. `serve` builds the pages and says so; `check` does not build them.',
    next: 'Correct the line. For text with `{` or `<`, use a code span, or write `\\{` and `\\<`.',
  },
  'dead-link': {
    title: 'A link leads nowhere',
    why: 'The site has no such page, file or heading. The links are checked when the pages are built.',
    next: 'Correct or remove the link.',
  },
  'unreadable-page': {
    title: 'The page cannot be read',
    why: 'The user who started the program has no right to read the file.',
    next: 'Give this user the right to read it, for example with `chmod u+r FILE`.',
  },
  'unknown-option': {
    title: 'The fence has an unknown option',
    why:
      'Only the options of the README mean something. A misspelt one would be ignored in silence, and so ' +
      'it is refused.',
    next: 'The message names the nearest known key.',
  },
  'bad-value': {
    title: 'An option has a value it cannot have',
    why: 'The value has another form than the option takes, or means nothing for this step.',
    next: 'Write one of the values that the message names.',
  },
  'doubled-option': {
    title: 'An option is there twice',
    why: 'Two values for one option contradict each other.',
    next: 'Delete one of them.',
  },
  'doubled-id': {
    title: 'Two steps have one id',
    why: 'The id is the name of a step in addresses, reports and `needs`; it must name one.',
    next: 'Rename one of the two.',
  },
  'unknown-need': {
    title: 'A step needs a step that is not there',
    why: '`needs` takes ids of steps that are above this one in the same guide.',
    next: 'Correct the id, or move the step.',
  },
  'stray-output': {
    title: 'An output fence belongs to no step',
    why: 'An `output` fence is another output of the step right before it, and there is none.',
    next: 'Move it behind its step, or use another language.',
  },
  'no-argument': {
    title: 'A command uses an argument that it does not have',
    why:
      'A command of a guide has no arguments, so `$1` is empty. Inside double quotes, bash replaces `$1` ' +
      'by nothing before another program, such as awk, gets the text.',
    next: 'Put the text for the other program into single quotes, or write the value.',
  },
  placeholder: {
    title: 'A command has a placeholder',
    why:
      'A reader replaces `<pod-name>` by a name, but bash reads `<` and `>` as redirections: it reads ' +
      'the file `pod-name` and writes to another file.',
    next:
      'Write a variable that a step above sets. If the command must not run, give its step `skip="the ' +
      'reason"`.',
  },
  'other-cluster': {
    title: 'A command may use another cluster than the guide',
    why:
      'A guide runs on one cluster, which Guiderail has pinned; the session\u2019s `KUBECONFIG` names a ' +
      'private kubeconfig for it. The command names a server or another kubeconfig, or runs a program ' +
      'without `KUBECONFIG`, so it could reach any cluster.',
    next: 'Leave out what the message quotes. If the command must not run, give its step `skip="the reason"`.',
  },
  vacuous: {
    title: 'The expectation accepts every output',
    why:
      'An expectation that accepts every output, such as `...` alone, can never fail: the page would ' +
      'look checked, but it is not.',
    next:
      'Print what the command prints. Where only the exit status counts, print nothing or say ' +
      '`match=none`.',
  },
  'undeclared-write': {
    title: 'A step writes to something that the guide does not declare',
    why:
      'A guide with `namespaces` or `creates` says that it touches nothing else. A step writes to ' +
      'another namespace, or to an object that is in no namespace. On a shared cluster nobody would look ' +
      'there for what the guide leaves.',
    next:
      'Add the namespace to `namespaces`, or the object to `creates`, or let the command name another ' +
      'namespace with `-n`.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/** Warnings of `check` and `test`. The guide still runs, and the exit status does not change. */
const guideWarnings = {
  'lost-command': {
    title: 'A line may be a command',
    why:
      'The line looks like a command, but it is read as a part of the command above, or as the output of ' +
      'that command. Only `$ ` at the beginning of a line starts a command.',
    next: 'Correct the line as the message says. If a program prints it, leave it: the guide still runs.',
  },
  'typographic-mark': {
    title: 'A command has a typographic quote or dash',
    why:
      'Word processors and some sites turn `"` into `“` and `-` into `–`. For bash these are ordinary ' +
      'characters, like letters, so the program gets another argument than the author intends.',
    next: 'Write the ASCII character, or put the word in quotes if the mark is meant.',
  },
  'unset-variable': {
    title: 'A variable may have no value',
    why:
      'No step that runs sets the variable before the command uses it. A command with an empty variable ' +
      'is another command than the page shows, so Guiderail does not run it.',
    next: 'Set the variable in a step above, or give it a default as in `${NAME:-value}`.',
  },
  'context-namespace': {
    title: 'A command may write to a namespace that the guide does not declare',
    why:
      'The command names no namespace, so kubectl takes the namespace of the context. That is `default` ' +
      'unless somebody has set another one. The guide declares other namespaces only. If the namespace ' +
      'is `default`, the guide is not run.',
    next: 'Name the namespace with `-n`, or add `default` to `namespaces`.',
  },
  'nothing-declared': {
    title: 'The guide does not say what it touches',
    why:
      'The guide writes to the cluster and has neither `namespaces` nor `creates`. On a shared cluster ' +
      'Guiderail looks only at what a guide declares, so nothing proves that the cleanup of this guide ' +
      'removes everything.',
    next: 'Add the lines that the message names to the front matter.',
  },
  'missing-file': {
    title: 'A file that a command names is not there',
    why:
      'The commands of a guide run in a copy of the folder `GUIDE.files/` beside it. A file elsewhere, ' +
      'such as one beside the guide, is not found there.',
    next: 'Move the file into `GUIDE.files/`, or correct its path.',
  },
  'no-cleanup': {
    title: 'The guide leaves something in the cluster',
    why:
      'What a guide makes in the cluster stays there, unless a step with `role=cleanup` deletes it. Any ' +
      'other step is not run if a step before it did not pass.',
    next: 'Give the step that deletes the objects `role=cleanup`, or add such a step.',
  },
  'unquoted-expansion': {
    title: 'A command is not asked again, because it may write',
    why:
      'Without quotes, an expansion such as `$POD` may become an option or several words. Guiderail ' +
      'cannot tell that such a command only reads, so it runs the command only once, perhaps before the ' +
      'cluster is ready.',
    next: 'Put the expansion in quotes: `"$POD"`.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/** The call is wrong. Nothing was done. Exit status 2. */
const callErrors = {
  'no-such-guide': {
    title: 'There is no such guide',
    why: 'The file does not exist, or is no MDX or Markdown file.',
    next: 'Name a guide file; `npx guiderail list` says which there are in `content/`.',
  },
  'guide-faults': {
    title: 'The guide has faults',
    why: 'A guide with a fault is not run in part: what it claims would not be known.',
    next: 'Correct each line that is named. `npx guiderail check` says the same without running anything.',
  },
  'guide-changed': {
    title: 'The guide was changed meanwhile',
    why: 'The file of the guide was changed while `bless` ran the guide. `bless` did not overwrite the file.',
    next: 'Bless it again.',
  },
  'bad-call': {
    title: 'The command line is wrong',
    why: 'There is no such command or option, or its value is missing. Nothing was done.',
    next: 'The message may suggest a similar name; `npx guiderail --help` names all.',
  },
  'bad-option': {
    title: 'An option has a value it cannot have',
    why: 'The message names the option and what it takes.',
    next: '`npx guiderail COMMAND --help` names all options.',
  },
  'no-place': {
    title: 'A result cannot be written there',
    why:
      'The file for a report or a recording cannot be written, is read by the same call, or is used by ' +
      'another report of the call. No guide was run, because its results would have been lost.',
    next: 'Name a file of its own for each report, in an existing folder in which you may write.',
  },
  'nothing-ran': {
    title: 'No step was run',
    why:
      'Every requested step was skipped: by `skip`, by a version in `when` that the target does not ' +
      'have, or because it needs a skipped step. Nothing was compared with the page, so this is not a ' +
      'pass.',
    next:
      'The message says why each step was skipped. Choose another target, or leave these guides out on ' +
      'this one.',
  },
  'no-such-step': {
    title: 'There is no such step',
    why: 'No guide of this call has a step with that id.',
    next: 'Take one of the ids that the message names; `npx guiderail list` prints all.',
  },
  'no-such-context': {
    title: 'There is no such context',
    why: 'The kubeconfig does not have it, or it names a cluster that the file does not describe.',
    next: '`kubectl config get-contexts` lists them. `--kubeconfig FILE` reads another file.',
  },
  'ambiguous-context': {
    title: 'A name in the kubeconfig means two things',
    why:
      'The files of `KUBECONFIG`, or one file twice, give the name two different meanings. Programs take ' +
      'one of them in silence; a guide must not run on the wrong one.',
    next: 'Rename one, or name one file with `--kubeconfig`.',
  },
  'kubeconfig-unreadable': {
    title: 'The kubeconfig cannot be read',
    why: 'The file is missing, may not be read, or is not a kubeconfig.',
    next: 'Name one with `--kubeconfig FILE` or `KUBECONFIG`.',
  },
  'port-taken': {
    title: 'The port cannot be listened on',
    why: 'Another program, often another Guiderail, listens there.',
    next: 'End it, or take another with `--port N`; `--port 0` takes any free one.',
  },
  'file-unreadable': {
    title: 'A file cannot be read',
    why: 'It does not exist or may not be read.',
    next: 'Correct the path.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/**
 * The runner or the cluster broke, or cannot be used: nothing is said about the page. Exit status 3; on a
 * page the verdict `errored`.
 */
const targetErrors = {
  'no-local-cluster': {
    title: 'This machine cannot have the local cluster',
    why:
      'It wants Linux, root that may make namespaces, Debian packages, Go, Python, disk and memory. The ' +
      'message names what is missing.',
    next: 'Do what the message says, or use a cluster of your own: `--target context=NAME`.',
  },
  'bad-cluster-name': {
    title: 'A cluster cannot have that name',
    why: 'The name is part of the names of network namespaces, folders and sockets.',
    next: 'Take 1 to 20 small letters, digits and hyphens.',
  },
  'cluster-taken': {
    title: 'The cluster belongs to another cache',
    why: 'One of that name was started from another folder of built programs.',
    next: 'Take another `--name`, or set `GUIDERAIL_CACHE` to that folder.',
  },
  'part-failed': {
    title: 'A part of the local cluster failed',
    why:
      'A program could not be built, installed or started. The message names it, with the last lines of ' +
      'its log.',
    next: 'Fix what the log says; `npx guiderail cluster up` tries again and keeps what was already built.',
  },
  'cluster-not-up': {
    title: 'The local cluster is not up',
    why: 'The command needs one that runs.',
    next: '`npx guiderail cluster up`.',
  },
  'not-kubernetes': {
    title: 'This is not a cluster',
    why: 'What answers at the address of the context does not say what every Kubernetes API server says.',
    next: 'Check the address of the context.',
  },
  'not-confirmed': {
    title: 'The cluster was not confirmed',
    why:
      'A guide creates and deletes objects. You have to confirm a cluster if the name or the address of ' +
      'its context does not look local, if the context goes through a proxy, or if its certificate has ' +
      'another name or is not checked.',
    next: 'Type its name when asked, or set the variable that the message names.',
  },
  'not-pinnable': {
    title: 'The cluster could be any',
    why:
      'Without TLS whose certificate is checked, whoever answers at the address can pass for the ' +
      'cluster, and is shown the credentials.',
    next: 'Name its https address and its certificate authority in the kubeconfig.',
  },
  'no-credentials': {
    title: 'There are no credentials',
    why: 'The program that the kubeconfig names for them failed, or a file of them is missing.',
    next: 'Do what its own message says, such as to sign in.',
  },
  'not-fit': {
    title: 'The guide cannot run on this cluster',
    why:
      'Looked at before the first step: versions, commands, rights, and objects of an earlier run that ' +
      'are in the way. All that is missing is listed at once. Nothing was written.',
    next: 'Do what each line says.',
  },
  'cluster-busy': {
    title: 'Another runner works on the cluster',
    why:
      'Two runs of guides on one cluster make and delete the same objects. The first holds the Lease ' +
      '`guiderail` while it works.',
    next: 'Wait for it, end it, or take another cluster.',
  },
  'lease-refused': {
    title: 'The user may not write the Lease',
    why:
      'One runner at a time works on a cluster: the one that holds the Lease `guiderail` in the ' +
      'namespace kube-system. All runners use this one place, because runners that look in different ' +
      'places would not see each other. Nothing was written.',
    next:
      'Ask an administrator for the right to get, update and delete the Lease `guiderail` in ' +
      'kube-system, and to create Leases there. The message has the commands that create these roles.',
  },
  'lease-lost': {
    title: 'This runner lost its Lease',
    why:
      'The runner renews its Lease before each command that writes. Another runner took the Lease, which ' +
      'is allowed 15 s after the last renewal, or somebody deleted it or withdrew the right to renew it. ' +
      'The running command finished, and nothing was run after it.',
    next:
      'Wait until the other runner has finished. Then `npx guiderail cleanup` removes what the guide ' +
      'made.',
  },
  'cluster-replaced': {
    title: 'The cluster is another one',
    why:
      'The UID of its kube-system namespace is not the one that the session is tied to: the cluster was ' +
      'created anew, or its address now leads to another one. The runner compares the UIDs before each ' +
      'command that writes. The message says what had run before.',
    next: 'Start again, so that the session is tied to the new one.',
  },
  'cluster-unreachable': {
    title: 'The cluster does not answer',
    why: 'No connection to its API server, or no answer in time.',
    next:
      'See that it runs (`npx guiderail cluster status`, `kubectl --context NAME get ns`) and that the ' +
      'context is right.',
  },
  'cluster-refused': {
    title: 'The cluster refused a question',
    why: 'The API server answered with an error: often a right is missing.',
    next: 'Read its answer in the message; `kubectl --context NAME auth can-i --list` says what you may do.',
  },
  'not-written': {
    title: 'A file could not be written',
    why:
      'There is no room on the disk, or the folder may not be written to. What was asked for did not ' +
      'begin.',
    next:
      'Make room or give the right, and run the step again. `TMPDIR` and `GUIDERAIL_CACHE` name other ' +
      'places.',
  },
  'result-not-written': {
    title: 'A result could not be written',
    why:
      'The work was done, cleanup included, but one of its results is missing: a report, a recording, a ' +
      'blessed guide, or what a command prints. An older file in that place is unchanged. All other ' +
      'results were written.',
    next: 'Make room or give the right to write, then run the command again.',
  },
  unexpected: {
    title: 'An unexpected error',
    why: 'The message comes from the system or from a library. It may be a defect of Guiderail.',
    next:
      'If the message does not help, run the command again with `GUIDERAIL_DEBUG=1`, which adds the ' +
      'stack trace, and report it.',
  },
  'site-build': {
    title: 'The site could not be built',
    why: 'Astro stopped with an error that no page caused; its last lines are in the message.',
    next: 'Correct what the message names and start again.',
  },
} as const satisfies Record<string, CatalogueEntry>;

/** Refusals of the runner's door, as `{"code", "message"}` with an HTTP status. Nothing was done. */
const refusals = {
  token: {
    title: 'The tab is not paired',
    why:
      'Every route under `/api` wants the token that is in the printed address. It is kept per tab, and ' +
      'a restarted runner has another.',
    next: 'Open the address that `npm start` printed last.',
  },
  host: {
    title: 'The request was for another address',
    why:
      'A name that only resolves to this machine is not the runner’s own address; other sites get in ' +
      'that way (DNS rebinding).',
    next: 'Open the address as it was printed.',
  },
  origin: {
    title: 'The request came from another site',
    why: 'Only the runner’s own pages may ask it for something.',
    next: 'Use the page that the runner serves.',
  },
  'bad-request': {
    title: 'The request does not have the form it should',
    why: 'A field is missing, unknown, or of another type.',
    next: 'Reload the page. For a program of your own: the message names the field.',
  },
  sessions: {
    title: 'So many sessions are open that there can be no other',
    why: 'Each guide that runs has a shell and a terminal of its own, and there is a limit to them.',
    next: 'End the session of a guide that you are done with: *More*, *Reset session*.',
  },
  'too-large': {
    title: 'The request is too large',
    why: 'A request names a step by id and hash; it is never long.',
    next: 'Send less.',
  },
  'not-found': {
    title: 'There is no such route',
    why: 'The path and method are none of the runner’s.',
    next: 'See the routes in the README.',
  },
  broken: {
    title: 'The runner broke',
    why: 'An error that nobody foresaw; the runner goes on.',
    next: 'Try again. If it stays so, report it with what `GUIDERAIL_DEBUG=1` prints.',
  },
  'unknown-guide': {
    title: 'The runner does not have the guide',
    why: 'It serves the guides that were there when it started.',
    next: 'Start it again after adding a guide.',
  },
  'unknown-step': {
    title: 'The guide has no such step',
    why: 'The page is older or newer than the guide that the runner has.',
    next: 'Reload the page.',
  },
  'stale-hash': {
    title: 'The page is not the one the runner has',
    why: 'The step’s text was changed since the page was loaded. What you read is what runs, or nothing does.',
    next: 'Reload the page.',
  },
  needs: {
    title: 'Other steps have to pass first',
    why: 'The step uses what they set up.',
    next: '*Run to here* runs what is missing.',
  },
  'not-live': {
    title: 'There is no live cluster yet',
    why: 'It is being built or started, or this runner was started without one.',
    next: 'Wait: the page turns live by itself. The bar on top says how far it is, or why there is none.',
  },
  'not-runnable': {
    title: 'There is nothing to run',
    why: 'The step is skipped on this cluster, has passed, is queued already, or its session is being ended.',
    next: 'The message says which.',
  },
  'unknown-run': {
    title: 'The run is over or unknown',
    why: 'It ended before the request came, or belongs to a runner that is gone.',
    next: 'Reload the page to see how it ended.',
  },
  busy: {
    title: 'Something runs already',
    why: 'A session does one thing at a time.',
    next: 'Wait for it, or stop it.',
  },
  'input-full': {
    title: 'Too much typed text is waiting',
    why: 'The command has not read the earlier text, and at most 64 KiB may wait.',
    next:
      'Send the text again when the command has read more, or interrupt it with Ctrl-C. Put larger input ' +
      'into a file.',
  },
  unfinished: {
    title: 'The typed command goes on',
    why: 'bash would go on reading, for example in a quote or a here-document.',
    next: 'Type the rest, or two empty lines to run it as it is.',
  },
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof guideErrors;
export type WarningCode = keyof typeof guideWarnings;
export type CallErrorCode = keyof typeof callErrors;
export type TargetErrorCode = keyof typeof targetErrors;
export type RefusalCode = keyof typeof refusals;

/** Whether an error's code is one of the catalogue's, and not for example the system's own. */
export function isCatalogued(code: unknown): code is string {
  return typeof code === 'string' && errorCatalogue.some(({ entries }) => Object.hasOwn(entries, code));
}

/** All entries, in the order of the page *Errors* that is made from them. */
export const errorCatalogue: readonly {
  readonly title: string;
  readonly about: string;
  readonly entries: Readonly<Record<string, CatalogueEntry>>;
}[] = [
  {
    title: 'In a guide',
    about: 'Every command that reads guides prints these with file and line. Exit status 2.',
    entries: guideErrors,
  },
  {
    title: 'Warnings about a guide',
    about:
      '`check` and `test` print these with file and line. The guide runs, and the exit status does not ' +
      'change.',
    entries: guideWarnings,
  },
  {
    title: 'In a call',
    about: 'The command line or what it names is wrong, and nothing was done. Exit status 2.',
    entries: callErrors,
  },
  {
    title: 'Of the runner or the cluster',
    about: 'Nothing is said about the page. Exit status 3; on a page the verdict *errored*.',
    entries: targetErrors,
  },
  { title: 'At the door', about: 'The runner refused a request, and nothing was done.', entries: refusals },
];
