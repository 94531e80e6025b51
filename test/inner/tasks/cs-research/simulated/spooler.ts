import type { SourceText } from "../../../../../models/simulated/text/corpus-index.js";

/** A document of our own for tests that look at single sentences. */
export const spooler: SourceText = {
  title: "Admission Control in a Shared Print Spooler",
  text: `A spooler accepts jobs from many offices and feeds them to a small set of printers. Most descriptions treat it as a queue, and for a lightly loaded building that is accurate enough. Trouble begins when short letters wait behind long catalogues and people respond by sending the same letter again. The duplicates lengthen the queue, the longer queue provokes more duplicates, and throughput measured in wanted pages collapses while every printer stays busy.

The spooler studied here limits what it admits rather than reordering what it holds. Each office owns a credit of forty pages that refills at three pages per minute, and a job is admitted only when its page count fits into the credit that remains. A job that does not fit is parked at the sender with an estimated admission time instead of being refused. Parking at the sender matters because a refused job returns at once, whereas a parked job cannot be sent twice under the same fingerprint.

Fingerprints are computed over the rendered bitmap of the first page and the page count, not over the source file. Two exports of one letter differ in their timestamps, so a digest of the file would treat them as strangers. The bitmap digest costs eleven milliseconds per job on the spooler's processor, which is less than the parsing of an average job. It fails on forms whose first page is an identical cover sheet, and for those offices the second page is added to the digest.

Credits create a subtle unfairness between offices that print steadily and offices that print in bursts. A burst of sixty pages after a quiet morning finds only forty credits, although the printers were idle for hours. The remedy is a common reserve of two hundred pages into which unused refill flows when an office's credit is full. An office may borrow from the reserve up to its own limit again, and it repays by refilling at two pages per minute until the debt is gone.

Printer failures interact with admission in an unexpected way. When one of four printers stops, the refill rate of every office should fall by a quarter, yet the spooler learns of the failure only after a timeout of ninety seconds. The controller therefore keeps a backlog target of fifteen pages per working printer and withholds refill while the backlog is above it. The parked estimate must be conservative to be believed, so it uses the ninetieth percentile of observed refill delays rather than their mean.`,
};
