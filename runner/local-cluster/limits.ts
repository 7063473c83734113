/** Every limit of the local cluster, with its unit in its name. */

/** How often a condition is asked again. */
export const askAgainMs = 50;
/** How often it is looked whether a process of a starting cluster has ended. */
export const watchEveryMs = 250;
/** How often progress is told while something runs, even if nothing changed. */
export const progressEveryMs = 1_000;

/** How long a started part may take until it answers; about ten times what is usual. */
export const answerTimeoutMs = 120_000;
/** How long Istio's own installation may take. */
export const istioTimeoutMs = 300_000;
/** How long the processes, cgroups and names of a cluster may take to be gone. */
export const goneTimeoutMs = 30_000;
/** How long the machine's first process may take to take note of processes that have ended. */
export const reapTimeoutMs = 2_000;
/** How long one request to the API server may take. */
export const requestTimeoutMs = 5_000;

export const coldDiskBytes = 15e9;
export const warmDiskBytes = 2e9;
export const memoryBytes = 3 * 1024 ** 3;

/** Lines of a failed part's log that its error message shows. */
export const logTailLines = 8;
export const logLineChars = 200;
