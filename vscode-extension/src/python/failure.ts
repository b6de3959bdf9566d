/** Why the server could not be given a Python, told from what programs printed. Pure. */

export type FailureKind =
  | "no python"
  | "python too old"
  | "python too new"
  | "interpreter missing"
  | "interpreter without server"
  | "no venv"
  | "offline"
  | "no package"
  | "disk full"
  | "not permitted"
  | "cancelled"
  | "unknown";

/** An error whose kind decides the words and the buttons that a person is shown. */
export class EnvironmentFailure extends Error {
  override readonly name = "EnvironmentFailure";

  constructor(
    readonly kind: FailureKind,
    /** What was found: a path, a version, or the line of output that tells most. */
    readonly detail: string,
  ) {
    super(detail === "" ? kind : `${kind}: ${detail}`);
  }
}

const SIGNS: readonly (readonly [FailureKind, RegExp])[] = [
  ["disk full", /No space left on device|Errno 28|not enough space|Disk quota exceeded/i],
  [
    "no venv",
    /ensurepip is not (?:currently )?available|No module named '?(?:venv|ensurepip|pip)\b/i,
  ],
  [
    "offline",
    /NewConnectionError|Failed to establish a new connection|Temporary failure in name resolution|Name or service not known|getaddrinfo failed|nodename nor servname|Network is unreachable|ConnectTimeoutError|ReadTimeoutError|ProxyError|Connection refused|Max retries exceeded|CERTIFICATE_VERIFY_FAILED|SSLError/i,
  ],
  [
    "no package",
    /No matching distribution found|Could not find a version that satisfies|Failed building wheel|subprocess-exited-with-error|metadata-generation-failed/i,
  ],
  ["not permitted", /Permission denied|Errno 13|Access is denied|Operation not permitted/i],
];

/** The kind of failure that the output of `python -m venv` or of pip tells of. */
export function classifyOutput(output: string): EnvironmentFailure {
  const lines = output.split(/\r?\n/).filter((line) => line.trim() !== "");
  for (const [kind, sign] of SIGNS) {
    const line = lines.find((candidate) => sign.test(candidate));
    if (line !== undefined) return new EnvironmentFailure(kind, line.trim());
  }
  const error = lines.findLast((line) => /^error\b/i.test(line)) ?? lines.at(-1);
  return new EnvironmentFailure("unknown", error?.trim() ?? "");
}

/** What pip is doing, in a word or two for a progress notification; undefined for other lines. */
export function pipStep(line: string): { step: "get" | "install"; what: string } | undefined {
  const get = /^\s*(?:Collecting|Downloading|Using cached|Processing)\s+(\S+)/.exec(line);
  if (get?.[1] !== undefined) {
    const name = get[1].split(/[/\\]/).at(-1) ?? get[1];
    return { step: "get", what: name.replace(/[-=<>!~;@([].*$/, "") };
  }
  const install = /^Installing collected packages:\s*(.+)$/.exec(line);
  return install?.[1] === undefined ? undefined : { step: "install", what: install[1] };
}
