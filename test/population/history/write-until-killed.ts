import { systemClock } from "../../../foundation/clock.js";
import { openHistory } from "../../../population/history/open.js";

/** A run to be killed: holds the history, says so, and waits. */
const history = openHistory(process.argv[2] ?? "", systemClock);
await history.run.put("begun", "yes");
process.stdout.write(`${process.pid}\n`);
setInterval(() => history.run.get("begun"), 1000);
