/**
 * Runs a task that must not run twice at once: requests that come while it runs are answered by one
 * further run after it, however many there were.
 */

export class Coalescer {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly task: () => Promise<void>) {}

  get busy(): boolean {
    return this.running !== undefined;
  }

  /** Resolves when a run that began after this request has ended; rejects where that run fails. */
  request(): Promise<void> {
    if (!this.running) return this.start();
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.start();
      });
    return this.next;
  }

  private start(): Promise<void> {
    // The task's own synchronous part runs later, so that `busy` holds while it does.
    const run = Promise.resolve()
      .then(this.task)
      .finally(() => {
        if (this.running === run) this.running = undefined;
      });
    this.running = run;
    return run;
  }
}
