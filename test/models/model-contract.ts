import { describe, expect, test } from "vitest";
import type { Model } from "../../models/model.js";
import { ask } from "./scene.js";

/** A model under test, and how to make what stands at its far end misbehave. */
export interface Subject {
  readonly model: Model;
  /** From now on replies are cut off by the output budget. */
  truncate(): void;
  /** From now on requests are not answered until they are aborted. */
  stall(): void;
  /** Resolves when a stalled request is under way. */
  stalled(): Promise<void>;
}

/** What every implementation of Model promises, whatever it wraps. `make` gives a fresh subject each time. */
export function describeModel(name: string, make: () => Promise<Subject>): void {
  describe(`${name} as a model`, () => {
    test("answers with one call's usage, in plain JSON", async () => {
      const { model } = await make();
      const completion = await model.complete(ask());
      expect(completion.reply).toMatchObject({ text: "hi", finish: "stop", toolCalls: [], reasoning: null });
      expect(completion.usage.calls).toBe(1);
      expect(JSON.parse(JSON.stringify(completion))).toEqual(completion);
    });

    test("answers many at once, each its own, under one signal that nobody warns about", async () => {
      const warnings: string[] = [];
      const note = (warning: Error) => void warnings.push(warning.name);
      process.on("warning", note);
      const { model } = await make();
      const { signal } = new AbortController();
      const replies = await Promise.all(
        Array.from({ length: 20 }, (_, n) => model.complete(ask("q", n), signal)),
      );
      process.off("warning", note);
      expect(replies.map(({ reply }) => reply.text)).toEqual(replies.map(() => "hi"));
      expect(warnings).toEqual([]);
    });

    test("takes a truncated reply for a completion", async () => {
      const { model, truncate } = await make();
      truncate();
      expect((await model.complete(ask())).reply.finish).toBe("length");
    });

    test("rejects with the reason of a signal that was aborted before", async () => {
      const { model } = await make();
      const reason = new Error("enough");
      await expect(model.complete(ask(), AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    test("rejects with the reason of a signal that is aborted meanwhile", async () => {
      const { model, stall, stalled } = await make();
      stall();
      const controller = new AbortController();
      const pending = model.complete(ask(), controller.signal);
      const reason = new Error("enough");
      void stalled().then(() => controller.abort(reason));
      await expect(pending).rejects.toBe(reason);
    });
  });
}
