/**
 * Every time and every limit of the runner and the local cluster, with its unit in its name. A guide gives a
 * step's own `timeout` and `within`. Bounds that belong to one algorithm, such as the steps of a search, are
 * beside that algorithm.
 */

// A session's terminal.

/** The size of the pseudo-terminal is fixed, so that programs print the same everywhere. */
export const terminalColumns = 120;
export const terminalRows = 40;

/** We end a shell that has not shown its first prompt, or has not answered a question, after this time. */
export const shellStartTimeoutMs = 10_000;

/** After this much silence we check whether a command reads the terminal, and then this often. */
export const silenceMs = 2000;
export const readingPollMs = 1000;

/** After this much silence we check whether a command hides typed text, and then this often. */
export const echoSilenceMs = 200;
export const echoPollMs = 500;
/** The longest time that stty(1) may take. */
export const sttyTimeoutMs = 2000;

/** At most this much typed text waits for the terminal. We try this often to write it. */
export const terminalInputBytes = 64 * 1024;
export const terminalInputRetryMs = 10;

/**
 * A terminal holds this much unread text (Linux, N_TTY_BUF_SIZE). Text typed after that, even Ctrl-C, has no
 * effect until the text before it is read.
 */
export const terminalHoldsBytes = 4095;

// Output.

/** One attempt keeps this much output. We drop the rest and say how much it was. */
export const outputLimitChars = 2 * 1024 * 1024;

/** The end of a session's terminal output that a page gets when it is opened later. */
export const screenLimitChars = 256 * 1024;

/** The screen gets new text this often: at most so many characters at once, and so many on average. */
export const screenEveryMs = 40;
export const screenBurstChars = 256 * 1024;
export const screenCharsPerMs = 256;

/**
 * Text that may become a secret is held back. If it is only this long, the screen gets it after this time.
 */
export const screenReleaseMs = 250;
export const screenReleaseChars = 3;

/** A report for a named pipe waits for a reader. We look for one this often. */
export const pipeReaderPollMs = 100;

/**
 * Two signals within this time count as one: Ctrl-C reaches the program directly and through its launcher.
 */
export const sameStopMs = 1000;

// Repeated attempts of a reading command.

/**
 * The pause between two attempts is this share of the time since the first one began, within these bounds.
 */
export const pauseShare = 0.1;
export const shortestPauseMs = 20;
export const longestPauseMs = 2000;
/** The shortest pause after an attempt that matched, if a command has to match several times in a row. */
export const matchedPauseMs = 100;

// Stopping a command.

/**
 * A stopped command gets SIGINT, then SIGTERM, then SIGKILL, with this pause between two of them. After one
 * more pause we end the shell.
 */
export const stopGraceMs = 2000;
/** How often we check whether the command has ended. */
export const stopPollMs = 50;
/** When the prompt is back, programs that the command left running have this time to act on the signal. */
export const leftoverGraceMs = 500;

/** We repeat SIGINT this often while the shell runs no program: sometimes the shell ignores it. */
export const shellInterruptMs = 250;

/**
 * After an interrupt we ask bash at most this often whether it reads lines again. The first wait is this
 * long, the second twice as long, and so on.
 */
export const mostQuestions = 10;
export const answerWaitMs = 100;

// Processes of a session.

/** Where the runner may make cgroups, a session has at most this many processes and this much memory. */
export const sessionProcesses = 512;
export const sessionMemoryBytes = 2 * 1024 ** 3;

/** All sessions together get this share of the memory, and as much processor time as so many programs. */
export const allSessionsMemoryShare = 0.5;
export const allSessionsCpuWeight = 1;

/** How often we check whether a session reached a limit. */
export const overrunPollMs = 500;

/** How much sooner than other processes the kernel ends a session's if memory runs out (-1000 to 1000). */
export const sessionOomScore = 500;

/**
 * How long we repeat SIGKILL until no process is left, how long removing a cgroup may take, and how often we
 * check both.
 */
export const endTimeoutMs = 5000;
export const goneMs = 2000;
export const goneEveryMs = 10;

/** We do not parse larger kubeconfigs that a command names: the parser would block the runner. */
export const kubeconfigLimitBytes = 4 * 1024 * 1024;

// The cluster's API.

export const apiTimeoutMs = 15_000;

/** When a command has failed, the API server has this time to show that it answers at all. */
export const answerTimeoutMs = 2000;

/** A pass waits this long for an API server that went away before it cleans up. */
export const apiReturnMs = 60_000;

/** The largest difference between the clocks of cluster and runner that we allow for. */
export const clockToleranceMs = 5000;

/**
 * A Lease expires after this time; we renew it this often, and check this often whether another has expired.
 */
export const leaseMs = 15_000;
export const leaseRenewMs = 5000;
export const leaseLookMs = 1000;
/** Attempts to write a Lease that another program changes at the same time. */
export const leaseTriesAtMost = 5;

// Snapshots, changes and leftovers.

/** A pass asks etcd for the snapshot of its start after this time; etcd keeps old revisions for 5 minutes. */
export const earlierSnapshotMs = 120_000;

/** A snapshot that is at most this old when a step begins is not taken again. */
export const freshSnapshotMs = 1000;

/** If the cluster takes longer than this to show what a step changed, we show no changes. */
export const observeTimeoutMs = 2500;

/** While a page is open, we check this often whether the objects of its steps still exist. */
export const lookAgainMs = 4000;

/** After the last cleanup, we wait this long for objects in deletion, and for objects of controllers. */
export const deletionSettleMs = 60_000;
export const controllerSettleMs = 5000;

// Evidence: the cause of a failure, from the cluster.

export const evidenceTimeoutMs = 2000;
export const evidenceRequests = 48;
/** The most causes that we show. */
export const mostEvidence = 3;
/** Lines of a container's log, and characters of each line. */
export const evidenceLogLines = 5;
export const evidenceLineChars = 400;

// The server.

/** The largest head of a request, its number of headers, and its largest body. */
export const headLimitBytes = 16 * 1024;
export const headerLimit = 100;
export const requestLimitBytes = 64 * 1024;

/** The longest time for the head of a request and for all of it; we check this often. */
export const headTimeoutMs = 10_000;
export const requestTimeoutMs = 30_000;
export const slowCheckMs = 1000;

/** How long an idle connection stays open, and how many there may be: more than a browser opens (256). */
export const idleConnectionMs = 5000;
export const connectionLimit = 512;

/** The longest text in a field of a request, and the longest path of the site. */
export const requestTextChars = 500;
export const addressLimitChars = 1000;

/** The server answers a repeated request as before, if its key is among this many. */
export const rememberedKeys = 1000;

/** Each open session has a shell with a terminal. */
export const sessionsAtMost = 50;

/** An idle event stream sends a sign of life this often; the page gives up on a silent one after 20 s. */
export const beatMs = 8000;

/** At SIGTERM, running steps have this time to end. Pages have this time to read the last events. */
export const drainMs = 30_000;
export const lastWordsMs = 250;

/** The journal of a killed runner is deleted after this time if no runner reads it. */
export const journalKeepMs = 7 * 24 * 3600 * 1000;

/** We check the guides' files this often; less often if the checks take more than this share of the time. */
export const folderPollMs = 500;
export const folderPollShare = 0.02;
/** The longest pause between two checks. */
export const slowFolderPollMs = 1000;

/** `bless` runs a guide at most this often: at first, and after each change of its text. */
export const blessRunsAtMost = 6;

// The local cluster.

/** The space that the first start and a later start need, and the memory that the cluster needs. */
export const coldDiskBytes = 15e9;
export const warmDiskBytes = 2e9;
export const clusterMemoryBytes = 3 * 1024 ** 3;

/** How often we check a condition, check the processes of a starting cluster, and report progress. */
export const askAgainMs = 50;
export const watchEveryMs = 250;
export const progressEveryMs = 1000;

/**
 * How long a started part may take to answer: about ten times the usual. Istio's installation takes longer.
 */
export const partTimeoutMs = 120_000;
export const istioTimeoutMs = 300_000;
export const clusterRequestTimeoutMs = 5000;

/**
 * How long processes, cgroups and names may take to be gone, and ended processes to leave the process table.
 */
export const goneTimeoutMs = 30_000;
export const reapTimeoutMs = 2000;

/** Lines of a failed part's log in its error message, and characters of each line. */
export const logTailLines = 8;
export const logLineChars = 200;
