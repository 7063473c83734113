/**
 * Ends this program as SIGTERM does when its launcher (`guiderail.mjs`) is gone, even by SIGKILL: nobody could stop it any more by stopping what was
 * started. Without a launcher it does nothing.
 */
export function endWithLauncher(): void {
  // Only a program that was given a channel to its launcher can send.
  if (!process.send) return;
  const end = () => process.kill(process.pid, 'SIGTERM');
  if (!process.connected) return void end();
  process.once('disconnect', end);
  // The channel alone is no reason to go on running.
  process.channel?.unref();
}
