/**
 * Every limit and time of the runner, with its unit. A step's own `timeout` and `within` are in the guide.
 */

/** The pseudo-terminal of a session: fixed, so that programs print the same everywhere. */
export const terminalColumns = 120;
export const terminalRows = 40;

/**
 * A command that has printed nothing for so long and reads the terminal waits for the reader; asked again
 * this often.
 */
export const silenceMs = 2000;
export const readingPollMs = 1000;

/** A report for a named pipe waits for a reader, asked for this often. */
export const pipeReaderPollMs = 100;

/** At most this much typed text waits for the terminal, which is tried again this often. */
export const terminalInputBytes = 64 * 1024;
export const terminalInputRetryMs = 10;

/**
 * A terminal holds this much unread text (Linux, N_TTY_BUF_SIZE). What is typed after it, even Ctrl-C, has no
 * effect until it is read.
 */
export const terminalHoldsBytes = 4095;

/** We check whether a command hides typed text after this much silence, and then this often. */
export const echoSilenceMs = 200;
export const echoPollMs = 500;

/**
 * What the terminal holds back, because it may become a secret, is shown after so long if it is as short as
 * that.
 */
export const screenReleaseMs = 250;
export const screenReleaseChars = 3;

/** What a page that comes later still sees of a session's terminal. */
export const screenLimitChars = 256 * 1024;

/** Output of one attempt beyond this is dropped; its end says how much. */
export const outputLimitChars = 2 * 1024 * 1024;

/**
 * A cancelled command is asked to stop (SIGINT), told to (SIGTERM), ended (SIGKILL); then the shell itself
 * goes.
 */
export const stopGraceMs = 2000;

/** A shell that has not shown its first prompt by then is not going to. */
export const shellStartTimeoutMs = 10_000;

/**
 * So long after the start of a pass it asks for all that was there before: its cluster's etcd remembers it
 * for five minutes, and most guides are over by then.
 */
export const earlierSnapshotMs = 120_000;

/**
 * The pause between two attempts of a reading command is a share of the time since the first one began: it
 * waits little longer than it has to.
 */
export const pauseShare = 0.1;
export const shortestPauseMs = 20;
/** Where it has matched and has to do so again in a row: answers of the same moment would say nothing. */
export const matchedPauseMs = 100;
export const longestPauseMs = 2000;

/** After the last cleanup step, objects that are being deleted may take this long to be gone. */
export const deletionSettleMs = 60_000;

/** What a controller removes on its own account gets this long. */
export const controllerSettleMs = 5000;

/** One request to the cluster's API. */
export const apiTimeoutMs = 15_000;

/**
 * Looking for the cause of a failure: all of it together, in time and in requests, and how many causes are
 * told.
 */
export const evidenceTimeoutMs = 2000;
export const evidenceRequests = 48;
export const mostEvidence = 3;

/**
 * Clocks of cluster and runner may differ by so much without an object being taken for older than a session.
 */
export const clockToleranceMs = 5000;

/** A cluster that is slower than this to say what a step changed keeps it to itself. */
export const observeTimeoutMs = 2500;

/**
 * A snapshot that is no older than this when a step begins need not be taken again: the step would wait for
 * it.
 */
export const freshSnapshotMs = 1000;

/** While a page looks on, what its steps made is looked for this often. */
export const lookAgainMs = 4000;

/** An idle event stream says that it is alive this often; the page gives up on a silent one after 20 s. */
export const beatMs = 8000;

/** Largest body of a request to the door. */
export const requestLimitBytes = 64 * 1024;

/** Keys of requests that are remembered, so that a repeated one is answered as before. */
export const rememberedKeys = 1000;

/**
 * `bless` runs a guide again after each rewriting; one that still shows something else then never settles.
 */
export const blessRunsAtMost = 6;

// The door.

/** The head of a request: all its lines together, and how many headers. */
export const headLimitBytes = 16 * 1024;
export const headerLimit = 100;

/**
 * A request whose head, or which in all, is longer than this in coming is ended; looked for this often. An
 * answer may take as long as it likes.
 */
export const headTimeoutMs = 10_000;
export const requestTimeoutMs = 30_000;
export const slowCheckMs = 1000;

/**
 * A connection that asks nothing more is kept for so long, and so many there may be: more than a browser
 * opens in all (256).
 */
export const idleConnectionMs = 5000;
export const connectionLimit = 512;

// Content and streams.

/** Longest text in a field of a request: ids, hashes and keys are shorter. */
export const requestTextChars = 500;

/** Longest path that the site is asked for. */
export const addressLimitChars = 1000;

/** Sessions that are open at once: each is a shell with a terminal of its own. */
export const sessionsAtMost = 50;

/** We check the guides' files this often. */
export const folderPollMs = 500;
/**
 * If the checks take more than this share of the time, we check less often. The number below limits the
 * pause, because an author waits for two checks.
 */
export const folderPollShare = 0.02;
export const slowFolderPollMs = 1000;

// Processes of a session, and what becomes of a run that is cut off.

/** Where the runner may make cgroups, a session has at most so many processes, and so much memory. */
export const sessionProcesses = 512;
export const sessionMemoryBytes = 2 * 1024 ** 3;

/**
 * All sessions of a runner together: their share of the machine's memory; and where processors are scarce,
 * they count as so many programs.
 */
export const allSessionsMemoryShare = 0.5;
export const allSessionsCpuWeight = 1;

/** Whether a session was refused a process is asked this often. */
export const overrunPollMs = 500;

/** Added to what the kernel goes by when it chooses whom to end for want of memory, of 1000. */
export const sessionOomScore = 500;

/**
 * After the prompt is back, what a stopped command left running has so long to heed the signal; asked again
 * this often.
 */
export const leftoverGraceMs = 500;
export const stopPollMs = 50;

/**
 * A shell that runs no program gets an interrupt this often: one alone may come while it reports the end of
 * its command.
 */
export const shellInterruptMs = 250;

/**
 * After an interrupt we ask bash at most this often whether it reads lines again. The first wait is this
 * long, the second twice as long, and so on.
 */
export const mostQuestions = 10;
export const answerWaitMs = 100;

/**
 * Killing goes on until nobody is left, at most so long; asked again this often. Then cgroups are removed.
 */
export const endTimeoutMs = 5000;
export const goneMs = 2000;
export const goneEveryMs = 10;

/** A runner that was told to end (SIGTERM) lets what runs go on for so long. */
export const drainMs = 30_000;

/** Pages get so long to read the last events of a runner that ends. */
export const lastWordsMs = 250;

/** A killed runner's journal that nobody takes over is removed after so long. */
export const journalKeepMs = 7 * 24 * 3600 * 1000;

/**
 * A terminal's screen is told what is new at most this often; so much at once, and so much in the long run.
 */
export const screenEveryMs = 40;
export const screenBurstChars = 256 * 1024;
export const screenCharsPerMs = 256;

// Clusters.

/**
 * How long a runner's Lease holds without renewal, how often the runner renews it, and how often we look at
 * another runner's Lease that seems to have run out.
 */
export const leaseMs = 15_000;
export const leaseRenewMs = 5000;
export const leaseLookMs = 1000;

/** Whether the API server answers at all, asked when a command has failed. */
export const answerTimeoutMs = 2000;

/** So long an API server that went away may take to come back before a pass cleans up all the same. */
export const apiReturnMs = 60_000;
