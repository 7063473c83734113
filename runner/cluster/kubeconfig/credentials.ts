type Fields = Readonly<Record<string, unknown>>;

/**
 * The secrets of a kubeconfig's cluster and user
 * (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/): credentials, those for a credential
 * program (`exec`) or an auth provider, and the password of a proxy. `fileContent` reads the file of a token.
 */
export function credentialsOf(
  cluster: Fields,
  user: Fields,
  fileContent: (file: string) => string,
): string[] {
  const { tokenFile } = user;
  return [
    user['client-key-data'],
    user['token'],
    user['password'],
    typeof tokenFile === 'string' ? fileContent(tokenFile).trim() : '',
    ...ofProgram(fieldsOf(user['exec'])),
    ...ofProvider(fieldsOf(fieldsOf(user['auth-provider'])['config'])),
    proxyPassword(cluster['proxy-url']),
  ].filter((secret) => typeof secret === 'string' && secret !== '') as string[];
}

/**
 * The values of all variables but harmless ones such as a region, and of the arguments with the name of a
 * secret.
 */
function ofProgram({ env, args }: Fields): unknown[] {
  const values = listOf(env)
    .map(fieldsOf)
    .filter(
      ({ name, value }) =>
        typeof value === 'string' && !value.startsWith('/') && !harmless.test(String(name)),
    )
    .map(({ value }) => value);
  const options = listOf(args).map(String);
  const given = options.flatMap((option, at) => {
    const [, name = '', value] = /^(-[^=]*)(?:=(.*))?$/s.exec(option) ?? [];
    return secretName.test(name) ? [value ?? options[at + 1]] : [];
  });
  return [...values, ...given.filter((value) => value !== undefined && !/^[-/]/.test(value))];
}

function ofProvider(config: Fields): unknown[] {
  return Object.entries(config).flatMap(([name, value]) => (secretName.test(name) ? [value] : []));
}

function proxyPassword(proxy: unknown): unknown {
  const password = typeof proxy === 'string' && URL.canParse(proxy) ? new URL(proxy).password : '';
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

const harmless = /(?:^|_)(?:REGIONS?|PROFILE|ENVIRONMENT|ENDPOINTS?)$/i;
const secretName = /token|secret|password|passphrase|(?:api|access|private|client)-?key/i;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
