/** Decides after each crash of the server whether to start it again. Pure: time is handed in. */

export interface CrashLimits {
  /** So many crashes within the window stop the server. */
  readonly crashes: number;
  readonly windowMs: number;
  /** The pause before the first restart; each further one within the window doubles it. */
  readonly firstPauseMs: number;
}

export const CRASH_LIMITS: CrashLimits = { crashes: 4, windowMs: 180_000, firstPauseMs: 250 };

export type AfterCrash =
  | { readonly restart: true; readonly pauseMs: number }
  | { readonly restart: false; readonly crashes: number };

export class CrashGuard {
  private times: number[] = [];

  constructor(private readonly limits: CrashLimits = CRASH_LIMITS) {}

  /** `now` in milliseconds, from any start, never falling. */
  crashed(now: number): AfterCrash {
    this.times = this.times.filter((time) => now - time < this.limits.windowMs);
    this.times.push(now);
    const crashes = this.times.length;
    if (crashes >= this.limits.crashes) return { restart: false, crashes };
    return { restart: true, pauseMs: this.limits.firstPauseMs * 2 ** (crashes - 1) };
  }

  /** A person asked for a start: earlier crashes are forgiven. */
  forgive(): void {
    this.times = [];
  }
}
