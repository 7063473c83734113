/** The limits of the local cluster. Each name ends with the unit. */

/** The time between two checks of a condition. */
export const askAgainMs = 50;
/** The time between two checks whether a process of a starting cluster has ended. */
export const watchEveryMs = 250;
/** The time between two reports of progress while a part runs. */
export const progressEveryMs = 1_000;

/** How long a part may take from its start to its first answer: about ten times the usual time. */
export const answerTimeoutMs = 120_000;
/** How long the installation of Istio may take. */
export const istioTimeoutMs = 300_000;
/** How long the processes, cgroups and names of a cluster may take to disappear. */
export const goneTimeoutMs = 30_000;
/** How long the machine's init process may take to reap processes that have ended. */
export const reapTimeoutMs = 2_000;
/** How long one request to the API server may take. */
export const requestTimeoutMs = 5_000;

export const coldDiskBytes = 15e9;
export const warmDiskBytes = 2e9;
export const memoryBytes = 3 * 1024 ** 3;

/** How many lines of a failed part's log the error message shows, and how many characters of each. */
export const logTailLines = 8;
export const logLineChars = 200;
