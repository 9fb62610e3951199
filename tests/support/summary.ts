import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one plain line: `12 passed, 0 failed, 0 skipped`. */
export default class Summary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests())
        count[test.result().state] += 1;
      if (module.state() === "failed" && module.errors().length > 0)
        count.failed += 1;
    }
    process.stdout.write(
      `\n${count.passed} passed, ${count.failed} failed, ${count.skipped + count.pending} skipped\n`,
    );
  }
}
