import type { ErrorGroup } from './error-group.ts';

export const refusals = {
  title: 'Requests to the runner',
  about:
    'The runner refused a request of a page or of another program, and did nothing. The answer is ' +
    '`{"code", "message"}` with an HTTP status.',
  entries: {
    token: {
      title: 'The tab has no valid token',
      why:
        'Every route under `/api` except `/api/health` needs the token from the address that `npm start` ' +
        'printed. Each tab keeps its token, and a runner that is started again has another token.',
      next: 'Open the address that `npm start` printed last.',
    },
    host: {
      title: 'The request names another address',
      why:
        'A request must name the address of the runner itself. Another site can make its own name lead to ' +
        'this machine and so reach the runner (DNS rebinding).',
      next: 'Open the address as `npm start` printed it.',
    },
    origin: {
      title: 'The request came from another site',
      why: 'The runner accepts requests only from its own pages.',
      next: 'Use the page that the runner serves.',
    },
    'bad-request': {
      title: 'The request has a wrong form',
      why: 'A field of the request is missing, unknown or of another type, or the request is not valid HTTP.',
      next:
        'Reload the page. If a program of your own sent the request, correct the field that the message ' +
        'names.',
    },
    sessions: {
      title: 'Too many sessions are open',
      why: 'Each guide that runs has its own shell and terminal, and their number is limited.',
      next: 'End the session of a guide that you no longer use: *More*, *Reset session*.',
    },
    'too-large': {
      title: 'The request is too large',
      why: 'The runner limits the size of a request. The requests of a page stay far below this limit.',
      next: 'Send less at once.',
    },
    'not-found': {
      title: 'There is no such route',
      why: 'The runner has no route with this path and method.',
      next: 'Use one of the routes on the page *The terminal and the HTTP API*.',
    },
    broken: {
      title: 'The runner had an unexpected error',
      why: 'The cause may be a defect of Guiderail. The runner goes on.',
      next:
        'Try again. If the error comes back, start the runner with `GUIDERAIL_DEBUG=1` and report what it ' +
        'prints.',
    },
    'unknown-guide': {
      title: 'The runner does not have the guide',
      why: 'The guide was renamed or removed, or it was added and its page is not built yet.',
      next: 'Reload the page.',
    },
    'unknown-step': {
      title: 'The guide has no such step',
      why: 'The page in the browser is older or newer than the guide that the runner has.',
      next: 'Reload the page.',
    },
    'stale-hash': {
      title: 'The text of the step has changed',
      why:
        'The text of the step changed after the browser loaded the page. The runner runs only the text ' +
        'that the reader sees.',
      next: 'Reload the page.',
    },
    needs: {
      title: 'Other steps have to pass first',
      why: 'The step needs other steps, and they have not passed in this session.',
      next: 'Use *Run to here*, which also runs the needed steps.',
    },
    'not-live': {
      title: 'There is no live cluster yet',
      why: 'The cluster is being built or started, or this runner was started without a cluster.',
      next:
        'Wait: the page becomes live by itself. The bar at the top of the page shows the progress, or why ' +
        'there is no cluster.',
    },
    'not-runnable': {
      title: 'There is nothing to run',
      why:
        'The step is skipped on this cluster, has passed, or is already queued; no command runs; or the ' +
        'session or the runner is being stopped.',
      next: 'Read in the message which of these is the cause.',
    },
    'unknown-run': {
      title: 'The run is over or unknown',
      why: 'The run ended before the request came, or belongs to an earlier runner.',
      next: 'Reload the page to see the result of the run.',
    },
    busy: {
      title: 'Another command runs',
      why: 'A session runs one command at a time.',
      next: 'Wait until the command ends, or stop it.',
    },
    'input-full': {
      title: 'Too much typed text is waiting',
      why: 'The command has not yet read the text that you typed before. At most 64 KiB can wait.',
      next:
        'Send the text again when the command has read more, or interrupt the command with Ctrl-C. Put ' +
        'larger input into a file.',
    },
    unfinished: {
      title: 'The typed command is not complete',
      why: 'bash would wait for more lines, because, for example, a quote or a here-document is open.',
      next: 'Type the rest. To run the command as it is, type two empty lines.',
    },
  },
} as const satisfies ErrorGroup;
