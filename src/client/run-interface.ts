export function start(token: string): void {
  console.log(token.length);
}
