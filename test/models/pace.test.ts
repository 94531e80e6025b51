import { describe, expect, test } from "vitest";
import { systemClock } from "../../foundation/clock.js";
import type { FailedTry } from "../../models/call-log.js";
import { type Seat, seats } from "../../models/chat.js";
import type { Model } from "../../models/model.js";
import { type PaceOptions, paced } from "../../models/pace.js";
import { ProviderError, type ProviderFault } from "../../models/provider-error.js";
import { type FakeClock, fakeClock, turn } from "./fake-clock.js";
import { ask, completion, model, seating } from "./scene.js";

const passing = () => fakeClock(() => true);
const fault = (kind: ProviderFault, retryAfterMs: number | null = null) =>
  new ProviderError(kind, kind, null, retryAfterMs);
const refusal = () => new ProviderError("connection", "connection refused", null, null, false);

/** A model that throws these in turn and then replies. */
function failing(...errors: unknown[]): Model & { tries(): number } {
  let tries = 0;
  return {
    tries: () => tries,
    complete: async () => {
      const error = errors[tries++];
      if (error !== undefined) throw error;
      return completion("done");
    },
  };
}

function pacing(below: Model, clock: FakeClock, options: Partial<PaceOptions> = {}): Model {
  return paced(below, { seats: seating(), clock, ...options });
}

test("transient faults are tried again, reported, and counted in the provenance", async () => {
  const failures: FailedTry[] = [];
  const below = failing(fault("server"), fault("timeout"), fault("malformed"), fault("connection"));
  const reply = await pacing(below, passing(), { onFailure: (failure) => failures.push(failure) }).complete(
    ask(),
  );
  expect(reply.reply.text).toBe("done");
  expect(reply.provenance.retries).toBe(4);
  expect(failures.map((failure) => failure.fault)).toEqual(["server", "timeout", "malformed", "connection"]);
  expect(failures[0]?.key).toEqual(ask().key);
});

describe("a fault that will not pass", () => {
  const refused = (status: number) =>
    new ProviderError("refused_request", `h/v1 answered ${status} for some-model: no`, status);
  const atOnce = async (error: ProviderError, seat: Seat) => {
    const failures: FailedTry[] = [];
    const below = failing(error);
    const pace = pacing(below, passing(), { onFailure: (failure) => failures.push(failure) });
    const end = await pace.complete(ask("q", 0, seat)).catch((reason: unknown) => reason);
    expect(below.tries()).toBe(1);
    expect(failures).toHaveLength(1);
    return end;
  };
  const harnessSeats = ["main", "challenger", "verifier"] as const;

  test.each(harnessSeats)("is passed on when one request of seat %s is refused", async (seat) => {
    for (const status of [400, 413, 422, 429]) {
      const error = refused(status);
      expect(await atOnce(error, seat)).toBe(error);
    }
  });

  test.each(seats.filter((seat) => !harnessSeats.some((harness) => harness === seat)))(
    "stops the run when any request of seat %s is refused",
    async (seat) => {
      for (const status of [400, 413, 422, 429]) {
        expect(await atOnce(refused(status), seat)).toMatchObject({ name: "RunStopped", cause_: "provider" });
      }
    },
  );

  test.each(seats)("stops the run when nothing that seat %s asks can be answered", async (seat) => {
    for (const status of [404, 405, 415]) {
      expect(await atOnce(refused(status), seat)).toMatchObject({
        name: "RunStopped",
        cause_: "provider",
        message: `Seat ${seat} cannot be asked: h/v1 answered ${status} for some-model: no; mend models.${seat} and run the same command to continue.`,
      });
    }
  });

  test.each([
    ["quota", "quota", "top up the account"],
    ["authentication", "provider", "mend the key or models.main"],
  ] as const)("stops the run when it is %s, and can be continued", async (kind, cause, remedy) => {
    expect(await atOnce(fault(kind), "main")).toMatchObject({
      name: "RunStopped",
      cause_: cause,
      message: `Seat main cannot be asked: ${kind}; ${remedy} and run the same command to continue.`,
    });
  });
});

test("after the last try the fault is passed on", async () => {
  const below = failing(...Array.from({ length: 9 }, () => fault("server")));
  const asked = pacing(below, passing(), { settings: { maxTries: 4 } }).complete(ask());
  await expect(asked).rejects.toMatchObject({ fault: "server" });
  expect(below.tries()).toBe(4);
});

test("a bug below is not mistaken for a provider's fault", async () => {
  const below = failing(new TypeError("oops"));
  await expect(pacing(below, passing()).complete(ask())).rejects.toThrow("oops");
  expect(below.tries()).toBe(1);
});

test("what the provider asks for is waited for, by every call to that model, up to the cap", async () => {
  const clock = passing();
  const below = failing(fault("rate_limit", 45_000), undefined, fault("rate_limit", 3_600_000));
  const pace = pacing(below, clock);
  const start = clock.now();
  const first = pace.complete(ask("a", 0));
  await turn();
  await pace.complete(ask("b", 1));
  expect(clock.now() - start).toBeGreaterThanOrEqual(45_000);
  await first;
  expect(clock.now() - start).toBeGreaterThanOrEqual(45_000);
  expect(clock.now() - start).toBeLessThanOrEqual(45_000 + 120_000 + 60_000);
});

test("no more requests than configured are under way at a model", async () => {
  let running = 0;
  let most = 0;
  const below = model(async () => {
    most = Math.max(most, ++running);
    await turn();
    running--;
    return completion("done");
  });
  const seats = seating({ concurrency: 5 }, { strong: { concurrency: 3 }, judge: { model: "other" } });
  const pace = paced(below, { seats, clock: fakeClock() });
  await Promise.all(Array.from({ length: 20 }, (_, ordinal) => pace.complete(ask("q", ordinal))));
  expect(most).toBe(3);
  most = 0;
  await Promise.all(Array.from({ length: 20 }, (_, ordinal) => pace.complete(ask("q", ordinal, "judge"))));
  expect(most).toBe(5);
});

test("a call that waits to try again leaves its place to others", async () => {
  const clock = fakeClock();
  const below = failing(fault("server"));
  const pace = paced(below, { seats: seating({ concurrency: 1 }), clock });
  const first = pace.complete(ask("a", 0));
  await pace.complete(ask("b", 1));
  await clock.advance(60_000);
  await first;
  expect(below.tries()).toBe(3);
});

test("while an endpoint is down calls wait, are probed for, and all come through afterwards", async () => {
  const clock = fakeClock();
  let down = true;
  let tries = 0;
  const below = model(async (call) => {
    tries++;
    if (down) throw refusal();
    return completion(`answer ${call.request.messages[0]?.content}`);
  });
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const pace = pacing(below, clock, { onPause: say, onResume: say });
  const all = Promise.all(Array.from({ length: 40 }, (_, n) => pace.complete(ask(`${n}`, n))));
  await clock.advance(10_000);
  expect(said).toEqual(["connection refused (6 tries): paused, trying every 30 s"]);
  const before = tries;
  await clock.advance(3_600_000);
  expect(tries - before).toBe(120);
  down = false;
  await clock.advance(30_000);
  expect((await all).map(({ reply }) => reply.text)).toEqual(
    Array.from({ length: 40 }, (_, n) => `answer ${n}`),
  );
  expect(said).toHaveLength(2);
});

test("another endpoint is not held up by one that is down", async () => {
  const clock = fakeClock();
  const below = model(async (call) => {
    if (call.key.seat === "weak") throw refusal();
    return completion("done");
  });
  const seats = seating({}, { judge: { baseUrl: "http://127.0.0.1:10/v1" } });
  const pace = paced(below, { seats, clock });
  const controller = new AbortController();
  const stuck = pace.complete(ask("a", 0), controller.signal);
  await clock.advance(3_600_000);
  await pace.complete(ask("b", 1, "judge"));
  controller.abort(new Error("enough"));
  await expect(stuck).rejects.toThrow("enough");
});

test("an endpoint that is given up stops the run", async () => {
  const below = model(async () => {
    throw refusal();
  });
  const pace = pacing(below, passing(), { settings: { giveUpAfterMs: 600_000 } });
  await expect(pace.complete(ask())).rejects.toMatchObject({ name: "RunStopped", cause_: "provider" });
});

test.each([
  ["waits for its turn", { concurrency: 1 }],
  ["waits to try again", { concurrency: 2 }],
])(
  "an aborted call that %s ends with the signal's reason, whatever the clock rejects with",
  async (_, seat) => {
    let first = true;
    const below = model((_call, signal) => {
      if (!first) return Promise.reject(fault("rate_limit", 100_000));
      first = false;
      return new Promise((__, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    });
    const pace = paced(below, { seats: seating(seat), clock: systemClock });
    const controller = new AbortController();
    const both = [
      pace.complete(ask("a", 0), controller.signal),
      pace.complete(ask("b", 1), controller.signal),
    ];
    await turn();
    const reason = new Error("enough");
    controller.abort(reason);
    for (const call of both) await expect(call).rejects.toBe(reason);
  },
);

describe("a stop", () => {
  const stopping = () => {
    const stop = new AbortController();
    const reason = new Error("stop");
    return { stop, reason, request: () => stop.abort(reason) };
  };

  test("ends the wait for a place in the lane; the request under way comes home, without an aborted signal", async () => {
    const { stop, reason, request } = stopping();
    let answer = () => {};
    let seen: AbortSignal | undefined;
    const below = model((_, signal) => {
      seen = signal;
      return new Promise((resolve) => {
        answer = () => resolve(completion("done"));
      });
    });
    const caller = new AbortController();
    const pace = paced(below, {
      seats: seating({ concurrency: 1 }),
      clock: fakeClock(),
      stop: stop.signal,
    });
    const first = pace.complete(ask("a", 0), caller.signal);
    const second = pace.complete(ask("b", 1), caller.signal);
    await turn();
    request();
    await expect(second).rejects.toBe(reason);
    expect(seen).toBe(caller.signal);
    expect(caller.signal.aborted).toBe(false);
    answer();
    expect((await first).reply.text).toBe("done");
  });

  test("ends the wait to try again, and a wait that would begin after it", async () => {
    const { stop, reason, request } = stopping();
    const clock = fakeClock();
    const below = failing(fault("server"), fault("server"));
    const pace = pacing(below, clock, { stop: stop.signal });
    const waiting = pace.complete(ask("a", 0));
    await turn();
    expect(clock.sleepers()).toBe(1);
    request();
    await expect(waiting).rejects.toBe(reason);
    expect(clock.sleepers()).toBe(0);
    await expect(pace.complete(ask("b", 1))).rejects.toBe(reason);
    expect(below.tries()).toBe(1);
  });

  test("ends the pause that a provider asked for", async () => {
    const { stop, reason, request } = stopping();
    const clock = fakeClock();
    const pace = pacing(failing(fault("rate_limit", 60_000)), clock, { stop: stop.signal });
    const calls = [pace.complete(ask("a", 0))];
    await turn();
    calls.push(pace.complete(ask("b", 1)));
    await turn();
    expect(clock.sleepers()).toBe(2);
    request();
    for (const call of calls) await expect(call).rejects.toBe(reason);
    expect(clock.sleepers()).toBe(0);
  });

  test("ends the wait for an endpoint that is down", async () => {
    const { stop, reason, request } = stopping();
    const clock = fakeClock();
    const below = model(async () => {
      throw refusal();
    });
    const pace = pacing(below, clock, { stop: stop.signal });
    const calls = Array.from({ length: 10 }, (_, n) => pace.complete(ask("q", n)));
    await clock.advance(10_000);
    request();
    for (const call of calls) await expect(call).rejects.toBe(reason);
    expect(clock.sleepers()).toBe(0);
  });
});
