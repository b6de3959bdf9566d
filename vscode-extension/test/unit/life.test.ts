import { describe, expect, test } from "vitest";
import { Coalescer } from "../../src/coalesce.js";
import { CrashGuard } from "../../src/crashGuard.js";

/** A task whose runs are ended by hand. */
function task(): { end: (() => void)[]; coalescer: Coalescer } {
  const end: (() => void)[] = [];
  return { end, coalescer: new Coalescer(() => new Promise((resolve) => end.push(resolve))) };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("restarts coalesce", () => {
  test("many requests while one runs give one run more", async () => {
    const { coalescer, end } = task();
    const first = coalescer.request();
    await settled();
    const later = [coalescer.request(), coalescer.request(), coalescer.request()];
    end[0]?.();
    await first;
    await settled();
    expect(end).toHaveLength(2);
    end[1]?.();
    await Promise.all(later);
    expect(end).toHaveLength(2);
    expect(coalescer.busy).toBe(false);
  });

  test("a request is never answered by a run that began before it", async () => {
    const { coalescer, end } = task();
    const first = coalescer.request();
    await settled();
    let answered = false;
    const second = coalescer.request().then(() => (answered = true));
    end[0]?.();
    await first;
    await settled();
    expect(answered).toBe(false);
    end[1]?.();
    await second;
  });

  test("a run that fails doesn't stop the next", async () => {
    let runs = 0;
    const coalescer = new Coalescer(() => {
      runs += 1;
      return runs === 1 ? Promise.reject(new Error("no")) : Promise.resolve();
    });
    const first = coalescer.request();
    const second = coalescer.request();
    await expect(first).rejects.toThrow("no");
    await second;
    expect(runs).toBe(2);
  });
});

describe("a crash loop stops", () => {
  const limits = { crashes: 3, windowMs: 1000, firstPauseMs: 10 };

  test("after a few crashes in a short time, with longer and longer pauses before", () => {
    const guard = new CrashGuard(limits);
    expect(guard.crashed(0)).toEqual({ restart: true, pauseMs: 10 });
    expect(guard.crashed(100)).toEqual({ restart: true, pauseMs: 20 });
    expect(guard.crashed(200)).toEqual({ restart: false, crashes: 3 });
  });

  test("but not for crashes that are far apart", () => {
    const guard = new CrashGuard(limits);
    for (const time of [0, 600, 1200, 1800, 2400]) {
      expect(guard.crashed(time).restart).toBe(true);
    }
  });

  test("and is forgiven when a person asks for a start", () => {
    const guard = new CrashGuard(limits);
    guard.crashed(0);
    guard.crashed(1);
    guard.forgive();
    expect(guard.crashed(2)).toEqual({ restart: true, pauseMs: 10 });
  });
});
