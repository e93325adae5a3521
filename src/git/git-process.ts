import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { QuarryError } from '../core/errors.ts';
import { GitFault } from './git-fault.ts';

/** Characters of an error message that are kept. */
const MOST_MESSAGE = 4000;

/**
 * What keeps a foreign repository from deciding anything here: no configuration of the machine or the user, no
 * prompts, no hooks, no file system monitor, no lazy fetches, and of transports only those that run no command.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  'safe.directory': '*',
  'core.hooksPath': '/dev/null',
  'core.fsmonitor': 'false',
  'credential.helper': '',
  'protocol.allow': 'never',
  'protocol.https.allow': 'always',
  'protocol.http.allow': 'always',
  'protocol.ssh.allow': 'always',
  'protocol.git.allow': 'always',
  'protocol.file.allow': 'always',
  'submodule.recurse': 'false',
  'gc.auto': '0',
};

/** A running git whose output is read as a stream. */
export interface GitProcess {
  child: ChildProcessWithoutNullStreams;
  /** Resolves when git has ended. @throws GitFault GIT_FAILED with git's last words, unless it exited with 0 */
  ended: Promise<void>;
  /** Ends git at once; `ended` then resolves. */
  stop: () => void;
}

/** Starts git on a git directory, with a cleared environment and without the configuration of the machine. */
export function startGit(gitDir: string, args: readonly string[], offline = true): GitProcess {
  const settings = offline ? { ...SETTINGS, ...NO_TRANSPORT } : SETTINGS;
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn('git', [`--git-dir=${gitDir}`, ...options, ...args], {
    env: environment(),
    stdio: 'pipe',
    // A group of its own, so that a helper of a transport dies with git.
    detached: true,
  });
  let message = '';
  let stopped = false;
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    message = (message + part).slice(-MOST_MESSAGE);
  });
  // A git that ended early closes its input: what it said tells why, not the broken pipe.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', (cause) => reject(gitMissing(cause)));
    child.on('close', (code) => {
      if (code === 0 || stopped) resolve();
      else reject(new GitFault('GIT_FAILED', lastWords(message) ?? `git ${args[0]} ended with ${code}`));
    });
  });
  // Whoever awaits it sees the rejection; until then it must not end the process.
  ended.catch(() => undefined);
  const stop = (): void => {
    stopped = true;
    killGroup(child);
  };
  return { child, ended, stop };
}

/**
 * What git prints, at most 1 MiB, without the line end behind it.
 * @throws GitFault GIT_FAILED when it fails or takes longer than `seconds`
 */
export async function runGit(
  gitDir: string,
  args: readonly string[],
  { seconds = 60, offline = true }: { seconds?: number; offline?: boolean } = {},
): Promise<string> {
  const { child, ended } = startGit(gitDir, args, offline);
  child.stdin.end();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    killGroup(child);
  }, seconds * 1000);
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    if (printed.length < 1 << 20) printed += part;
  });
  try {
    await ended;
  } catch (error) {
    if (late) throw new GitFault('GIT_FAILED', `git ${args[0]} took longer than ${seconds} s`);
    throw error;
  } finally {
    clearTimeout(timer);
  }
  return printed.trimEnd();
}

/** Lazy fetches of partial clones would run what the repository's configuration names. */
const NO_TRANSPORT = Object.fromEntries(
  ['https', 'http', 'ssh', 'git', 'file'].map((name) => [`protocol.${name}.allow`, 'never']),
);

function environment(): Record<string, string> {
  const { PATH = '', SSH_AUTH_SOCK, HTTPS_PROXY, https_proxy, SSL_CERT_FILE } = process.env;
  const passed = { SSH_AUTH_SOCK, HTTPS_PROXY, https_proxy, SSL_CERT_FILE };
  return {
    PATH,
    ...Object.fromEntries(
      Object.entries(passed).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    HOME: '/nonexistent',
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'false',
    GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
    GIT_LFS_SKIP_SMUDGE: '1',
    GIT_NO_LAZY_FETCH: '1',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_OPTIONAL_LOCKS: '0',
  };
}

function killGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended in the meantime.
  }
}

function lastWords(message: string): string | undefined {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  const fatal = lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines.at(-1);
  return fatal?.replace(/^(?:fatal|error):\s*/, '').trim();
}

function gitMissing(cause: Error): QuarryError {
  return new QuarryError('TOOL_MISSING', 'git cannot be started', {
    next: 'Install git: `make setup` does it, or `apt-get install git`.',
    cause,
  });
}
