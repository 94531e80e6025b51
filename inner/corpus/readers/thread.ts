import { parentPort } from "node:worker_threads";
import { readHtml } from "./html.js";
import { readLatex } from "./latex.js";
import { readPdf } from "./pdf.js";
import type { Found, Reader } from "./reader.js";
import type { ReadingJob, ReadingReport, ThreadFormat } from "./thread-messages.js";

const readers: Readonly<Record<ThreadFormat, Reader>> = { html: readHtml, latex: readLatex, pdf: readPdf };

parentPort?.on("message", async (job: ReadingJob) => parentPort?.postMessage(await report(job)));

async function report({ format, path, source }: ReadingJob): Promise<ReadingReport> {
  const found: Found[] = [];
  try {
    for await (const one of readers[format](path, source)) found.push(one);
    return { found };
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    if (error instanceof Error && "syscall" in error && "code" in error) {
      return { code: String(error.code), message };
    }
    return {
      found: [{ source, problem: `cannot be read as ${names[format]}: ${reasonOf(error, message)}` }],
    };
  }
}

const names: Readonly<Record<ThreadFormat, string>> = { html: "HTML", latex: "LaTeX", pdf: "PDF" };

function reasonOf(error: unknown, message: string): string {
  if (!(error instanceof RangeError)) return message;
  return /call stack/.test(message) ? "it is nested too deeply" : "it is too large";
}
