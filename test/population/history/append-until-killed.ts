import { systemClock } from "../../../foundation/clock.js";
import { keyText } from "../../../models/call-key.js";
import { openHistory } from "../../../population/history/open.js";
import { sampleCall, sampleTrajectory } from "./sample-rows.js";

/** A run to be killed: appends without end, and prints the number of every row that it was told is durable. */
const history = openHistory(process.argv[2] ?? "", systemClock);
let next = history.totals.observations().length;

async function appendForever(): Promise<void> {
  for (;;) {
    const number = next++;
    const call = history.calls.append(sampleCall(number));
    await Promise.all([call, history.episodes.append(sampleTrajectory(number))]);
    if (history.calls.find(keyText(sampleCall(number).key))) process.stdout.write(`${number}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, appendForever));
