import type { ChatMessage, Host, ToolDefinition } from "autodata/harness";
import { instructions, measure, readDraft } from "./lib/example.js";

/** The challenger explores the document with tools as long as it wants to and may, then proposes one example. */
export default async function workflow(host: Host): Promise<void> {
  const paragraphs = host.document.text.split(/\n\s*\n/);
  const messages: ChatMessage[] = [
    { role: "system", content: instructions(host) },
    { role: "user", content: openingRequest(host, paragraphs.length) },
  ];
  for (let turn = 1; turn <= host.rounds; turn++) {
    const mayExplore = turn < host.rounds;
    const reply = await host.chat(
      "challenger",
      mayExplore ? { messages, tools } : { messages, format: "json" },
    );
    if (reply.toolCalls.length === 0) return measure(host, readDraft(reply.text));
    messages.push({ role: "assistant", content: reply.text, toolCalls: reply.toolCalls });
    for (const call of reply.toolCalls) {
      const content = answer(paragraphs, call.name, call.arguments);
      messages.push({ role: "tool", toolCallId: call.id, content });
    }
    if (turn === host.rounds - 1) messages.push({ role: "user", content: "Now write the example, in JSON." });
  }
}

function openingRequest(host: Host, paragraphs: number): string {
  const { title, text } = host.document;
  const beginning = `<document>\n${title}\n\n${text.replace(/<(\s*\/\s*document)/gi, "<\\$1")}\n</document>`;
  return `${beginning}\n\nIts ${paragraphs} paragraphs are numbered from 1. Look into it with the tools where that helps, then write one example from it.`;
}

const tools: ToolDefinition[] = [
  {
    name: "search",
    description: "Paragraphs in which all of the words occur, with their numbers.",
    parameters: { type: "object", properties: { words: { type: "string" } }, required: ["words"] },
  },
  {
    name: "read",
    description: "One paragraph by its number, with the ones around it.",
    parameters: { type: "object", properties: { number: { type: "integer" } }, required: ["number"] },
  },
];

const shownAtMost = 6;

function answer(paragraphs: string[], tool: string, written: string): string {
  const { words, number } = readArguments(written);
  const wanted =
    tool === "search"
      ? paragraphs.flatMap((paragraph, index) => (hasAll(paragraph, String(words ?? "")) ? [index] : []))
      : [Number(number) - 2, Number(number) - 1, Number(number)];
  const found = wanted.filter((index) => paragraphs[index] !== undefined).slice(0, shownAtMost);
  if (found.length === 0) return "nothing there";
  return found.map((index) => `${index + 1}. ${paragraphs[index]}`).join("\n\n");
}

function hasAll(paragraph: string, words: string): boolean {
  const text = paragraph.toLowerCase();
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return wanted.length > 0 && wanted.every((word) => text.includes(word));
}

function readArguments(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
