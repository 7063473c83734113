/**
 * Ends this program as SIGTERM does once its launcher (`guiderail.mjs`) has ended, even by SIGKILL: a user
 * who stops the launcher wants to stop this program. Without a launcher it does nothing.
 */
export function endWithLauncher(): void {
  // `send` exists only with a channel to a launcher.
  if (!process.send) return;
  const end = () => process.kill(process.pid, 'SIGTERM');
  if (!process.connected) return void end();
  process.once('disconnect', end);
  // The channel must not keep the process running.
  process.channel?.unref();
}
