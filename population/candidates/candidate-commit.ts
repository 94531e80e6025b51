import type { TreeHash } from "../../foundation/ids.js";
import { ablationNumber, admissionNumber, iterationOfAdmission } from "../history/admission-number.js";
import type { NewCandidate } from "./candidate-store.js";
import { fileMode } from "./tree-hash.js";

const program = "Autodata Lab <autodata-lab@localhost>";
/** Stands where a person gave a name and no address. */
const noAddress = "by-hand@localhost";
/** 2026-01-01T00:00:00Z in seconds; the baseline's date. */
const start = 1_767_225_600;

/** Who wrote a commit or tag of this iteration, and when: one minute per iteration, never the real time. */
export const signature = (iteration: number) => `${program} ${start + 60 * iteration} +0000`;

/** refs/heads/baseline, refs/heads/members/000017, refs/heads/rejected/000018, refs/heads/members/by-hand-000001, refs/heads/ablated/000001. */
export function refOf({ standing, iteration }: Pick<NewCandidate, "standing" | "iteration">): string {
  if (standing === "baseline") return "refs/heads/baseline";
  const folder = { member: "members", rejected: "rejected", ablated: "ablated" }[standing];
  const admission = admissionNumber(iteration);
  const digits = String(admission ?? ablationNumber(iteration) ?? iteration).padStart(6, "0");
  return `refs/heads/${folder}/${admission === null ? "" : "by-hand-"}${digits}`;
}

/** The iteration that a ref of a member or of a rejected candidate names; null when it names none. */
export function iterationOfRef(ref: string): number | null {
  const [, byHand, digits] = /^refs\/heads\/(?:members|rejected)\/(by-hand-)?(\d{6,})$/.exec(ref) ?? [];
  if (digits === undefined) return null;
  return byHand === undefined ? Number(digits) : iterationOfAdmission(Number(digits));
}

interface Signatures {
  readonly author: string;
  readonly committer: string;
}

/** An admission follows the last iteration before it by as many seconds as its number. */
function signaturesOf({ iteration, admitter }: NewCandidate): Signatures {
  if (admitter === undefined) {
    const signed = signature(ablationNumber(iteration) ?? iteration);
    return { author: signed, committer: signed };
  }
  const { author, after, number } = admitter;
  const date = `${start + 60 * after + number} +0000`;
  return { author: `${addressed(author)} ${date}`, committer: `${program} ${date}` };
}

function addressed(author: string): string {
  return author.endsWith(">") ? author : `${author} <${noAddress}>`;
}

/** The text of the candidate's commit object, as git stores it: a function of the candidate alone. */
export function commitText(candidate: NewCandidate, tree: TreeHash): string {
  const { author, committer } = signaturesOf(candidate);
  const { parent, otherParent } = candidate;
  const parents = [parent, otherParent].map((one) => (one ? `parent ${one}\n` : "")).join("");
  return `tree ${tree}\n${parents}author ${author}\ncommitter ${committer}\n\n${messageOf(candidate)}`;
}

/** The commands for `git fast-import` that write the candidate and answer with its commit and tree. */
export function importStream(candidate: NewCandidate): Buffer {
  const { author, committer } = signaturesOf(candidate);
  const parts = [
    `commit ${refOf(candidate)}\nmark :1\nauthor ${author}\ncommitter ${committer}\n`,
    data(messageOf(candidate)),
    candidate.parent === null ? "" : `from ${candidate.parent}\n`,
    candidate.otherParent === undefined ? "" : `merge ${candidate.otherParent}\n`,
    candidate.parent === null ? "" : "deleteall\n",
    ...[...candidate.files].flatMap(([path, text]) => [`M ${fileMode} inline ${quoted(path)}\n`, data(text)]),
    'get-mark :1\nls :1 ""\ndone\n',
  ];
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
}

function data(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from("\n")]);
}

function messageOf({ summary, description, trailers }: NewCandidate): string {
  const footer = trailers.map(([name, value]) => `${name}: ${oneLine(value)}`).join("\n");
  const paragraphs = [oneLine(summary), withoutNul(description).trim(), footer];
  return `${paragraphs.filter((paragraph) => paragraph !== "").join("\n\n")}\n`;
}

/** git ends a message at a NUL. */
const withoutNul = (text: string) => text.replaceAll("\0", "");
const oneLine = (text: string) => withoutNul(text).replace(/\s+/g, " ").trim();

/** A path in C quotes, as fast-import reads it. */
function quoted(path: string): string {
  const escaped = path.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n");
  return `"${escaped}"`;
}
